"""kill -9 of the builder at any moment: what is served answers the same bytes, and the next build needs no help."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatbot.indexing.build import build_index
from chatbot.indexing.upkeep import verify
from chatbot.indexing.versions import IndexFolder
from tests.faults.test_workers import QUESTION, until
from tests.indexing.corpora import ARTICLES, LONG, corpus_in, write_corpus
from tests.web.process import PROJECT, Server, environment, running

RANDOM = random.Random(7)  # noqa: S311  # the same moments in every run


@dataclass(frozen=True)
class Scene:
    """A server over an index folder, the corpus of its next version, and what each version answers."""

    server: Server
    place: IndexFolder
    corpus: Path
    answers: dict[str, tuple[int, bytes]]
    new: str
    builders: subprocess.Popen[str]

    @property
    def old(self) -> str:
        return next(version for version in self.answers if version != self.new)

    def answered_as_served(self) -> bool:
        """Tell whether the version the folder names is whole; the server answers as one of them, and soon as that."""
        assert self.server.ask(QUESTION) in self.answers.values()
        version = self.place.current()
        until(lambda: self.server.ask(QUESTION) == self.answers[version])
        return verify(self.place, version) == []

    def go_back(self) -> None:
        """Serve the old version and forget the new one, so that it must be built again."""
        self.place.point_to(self.old)
        until(lambda: self.server.ask(QUESTION) == self.answers[self.old])
        shutil.rmtree(self.place.versions / self.new, ignore_errors=True)


def builders_of(corpus: Path, place: IndexFolder) -> subprocess.Popen[str]:
    """Start what forks builders; see `killed_builder`."""
    command = [sys.executable, "-m", "tests.faults.killed_builder", str(corpus), str(place.root)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=PROJECT, env=environment())


@pytest.fixture(scope="module")
def scene(two_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    place = IndexFolder(Path(shutil.copytree(two_versions, tmp_path_factory.mktemp("killed") / "i", symlinks=True)))
    corpus = write_corpus(tmp_path_factory.mktemp("next") / "corpus")
    changed = ARTICLES["tides"].replace("Most coasts have two", "Nearly all coasts have two")
    (corpus / "tides.md").write_text(changed, encoding="utf-8")
    with running("--index", str(place.root)) as server:
        answers = {place.current(): server.ask(QUESTION)}
        new = build_index(corpus_in(corpus), place.root).manifest.version
        until(lambda: server.ask(QUESTION) not in answers.values())
        answers[new] = server.ask(QUESTION)
        with builders_of(corpus, place) as builders:
            yield Scene(server, place, corpus, answers, new, builders)


def kill(builders: subprocess.Popen[str], order: str, number: float) -> list[str]:
    """Have a builder killed; return how it ended and the steps that it took."""
    assert builders.stdin
    assert builders.stdout
    builders.stdin.write(f"{order} {number}\n")
    builders.stdin.flush()
    return builders.stdout.readline().split()


def survives(scene: Scene, order: str, number: float) -> bool:
    """Have a build killed, and look at what is served; tell whether it was killed before it had ended."""
    scene.go_back()
    killed = kill(scene.builders, order, number)[0] == str(-signal.SIGKILL)
    assert scene.answered_as_served(), f"after {order} {number}"
    return killed


def build_without_help(scene: Scene) -> None:
    """Build once more, after all those kills."""
    scene.go_back()
    assert build_index(corpus_in(scene.corpus), scene.place.root).manifest.version == scene.new
    assert not list(scene.place.versions.glob(".tmp-*"))
    until(lambda: scene.server.ask(QUESTION) == scene.answers[scene.new])


def steps(scene: Scene) -> list[str]:
    """Return the steps of a build that nobody kills."""
    scene.go_back()
    ended, *taken = kill(scene.builders, "STEP", 0)
    assert ended == "0"
    return taken


def test_a_builder_killed_before_it_writes_or_while_it_publishes_leaves_a_whole_version_served(scene: Scene) -> None:
    """Before all, half-way, before the version is moved to its place, the history is, the pointer is, and at last."""
    taken = steps(scene)
    moves = [number for number, step in enumerate(taken, start=1) if step == "os.rename"]
    assert all(survives(scene, "STEP", step) for step in (1, len(taken) // 2, *moves[-3:], len(taken)))
    build_without_help(scene)


def test_builders_killed_again_and_again_while_they_encode_end_with_the_bytes_of_one_that_was_not(
    two_versions: Path, tmp_path: Path
) -> None:
    """Each is killed as soon as it has encoded some texts that those before it had not; what was served stays so."""
    corpus = write_corpus(tmp_path / "corpus", LONG)
    places = IndexFolder(tmp_path / "killed"), IndexFolder(tmp_path / "whole")
    shutil.copytree(two_versions, places[0].root, symlinks=True)
    places[1].share_encoders(two_versions / "encoders")
    before, served = places[0].version_ids(), places[0].current()
    with builders_of(corpus, places[0]) as builders:
        killed = 0
        while kill(builders, "ENCODED", 1)[0] != "0":
            killed += 1
            assert (places[0].version_ids(), places[0].current()) == (before, served)
    assert killed > 1, "no builder went on from what one before it had encoded"
    whole = build_index(corpus_in(corpus), places[1].root).manifest
    assert places[0].manifest(places[0].current()) == whole
    for version in before:
        shutil.rmtree(places[0].versions / version)
    assert verify(places[0], whole.version) == []
    assert [*places[0].encoded.iterdir(), *places[0].versions.glob(".*")] == []


@pytest.mark.long
@pytest.mark.parametrize("quarter", range(4))
def test_a_builder_killed_at_each_of_its_steps_leaves_a_whole_version_served(scene: Scene, quarter: int) -> None:
    last = len(steps(scene))
    numbers = range(1 + quarter, last + 1, 4)
    assert all(survives(scene, "STEP", step) for step in numbers)
    build_without_help(scene)
    print(f"killed at {len(numbers)} of {last} steps")


@pytest.mark.long
@pytest.mark.parametrize("quarter", range(4))
def test_a_builder_killed_at_200_random_moments_leaves_a_whole_version_served(scene: Scene, quarter: int) -> None:
    scene.go_back()
    begun = time.monotonic()
    assert kill(scene.builders, "STEP", 0)[0] == "0"
    whole = time.monotonic() - begun
    killed = tried = 0
    while killed < 50:  # some moments lie behind the end of a build that was quicker
        killed += survives(scene, "AFTER", round(RANDOM.uniform(0, whole), 3))
        tried += 1
    build_without_help(scene)
    print(f"quarter {quarter}: killed {killed} of {tried} builds of {whole:.1f} s")
