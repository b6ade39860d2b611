"""The command that builds an index, as an operator runs it."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from chatbot.errors import Fault, Severity
from chatbot.indexing.versions import IndexFolder, open_index
from scripts.build_index import lines, main, remarks
from tests.indexing.corpora import LONG, write_corpus
from tests.web.process import PROJECT

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "build_index.py"


Done = subprocess.CompletedProcess[str]
Build = Callable[..., Done]


def started(*arguments: object) -> Done:
    """Run the script in a process of its own, which takes longer than all that it does with a small corpus."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-W", "error", str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, env=clean, capture_output=True, text=True, check=False)


@pytest.fixture
def build(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Build:
    """Run the command as the script does, with these arguments and variables of the environment."""

    def run(*arguments: object, **environment: str) -> Done:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        given = [str(argument) for argument in arguments]
        try:
            status = main(given)
        except SystemExit as ended:
            status = int(str(ended.code))
        return Done(given, status, *capsys.readouterr())

    return run


def test_a_build_ends_with_a_table_of_what_it_made(corpus: Path, index_folder: Path) -> None:
    (corpus / "notes.docx").write_bytes(b"not read")
    done = started(corpus, "--index", index_folder)
    assert done.returncode == 0, done.stderr
    version = open_index(index_folder).version
    for word in (version, "articles", "sections", "faq entries", "passages", "vectors", "reused", "seconds", "bytes"):
        assert word in done.stdout
    assert "notes.docx: warning:" in done.stderr
    assert "left out" not in done.stdout


def test_a_build_says_how_many_articles_were_left_out_and_why(corpus: Path, index_folder: Path, build: Build) -> None:
    (corpus / "soon.md").write_text("---\ntitle: Soon\npublished: 2999-01-01\n---\n\nText.\n")
    (corpus / "moved.html").write_text('<meta http-equiv="refresh" content="0; url=tides.html"><p>Moved.</p>')
    done = build(corpus, "--index", index_folder)
    assert done.returncode == 0, done.stderr
    rows = [" ".join(line.strip(" │┃").replace("│", "").split()) for line in done.stdout.splitlines()]
    assert {"left out: published after today 1", "left out: redirects 1"} <= set(rows)


def test_the_table_shows_how_many_articles_there_were_before(corpus: Path, index_folder: Path, build: Build) -> None:
    """A copy of the site that ended half-way is an index with half of the articles."""
    assert " before)" not in build(corpus, "--index", index_folder).stdout
    (corpus / "bread.md").unlink()
    assert re.search(r"articles\W+2 \(3 before\)", build(corpus, "--index", index_folder).stdout)
    assert " before)" not in build(corpus, "--index", index_folder).stdout


@pytest.mark.usefixtures("settled")
def test_an_index_that_is_up_to_date_is_left_in_silence(
    corpus: Path, index_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where somebody has touched an article and changed nothing, only a build tells, and says nothing either."""

    def status(when: str) -> int:
        return main(["--corpus", str(corpus), "--index", str(index_folder), when])

    assert status("--is-current") == 1
    assert status("--if-stale") == 0
    assert capsys.readouterr().out
    for _ in range(2):
        assert [status("--is-current"), status("--if-stale"), status("--is-current")] == [0, 0, 0]
        (corpus / "bread.md").touch()
        assert [status("--is-current"), status("--if-stale")] == [1, 0]
        assert capsys.readouterr() == ("", "")


def test_a_log_has_a_line_now_and_then_that_says_how_far_a_long_build_is() -> None:
    """A build of thousands of pages takes an hour on a busy machine, and one in CI or by a timer has no terminal."""
    seldom, always = io.StringIO(), io.StringIO()
    for written, every in ((seldom, 3600), (always, 0)):
        progress = lines(Console(file=written, highlight=False), every)
        progress("reading", 1200, None)
        progress("embedding", 34567, 142986)
    assert seldom.getvalue() == ""
    assert always.getvalue() == "reading: 1,200\nembedding: 34,567 of 142,986\n"


def test_many_warnings_are_told_by_their_kinds() -> None:
    def warning(number: int, remedy: str) -> Fault:
        return Fault(f"{number}.md", 3, f"key {number}", remedy, Severity.WARNING)

    few = [warning(number, "remove it") for number in range(30)]
    assert list(remarks(few)) == list(map(str, few))
    many = [*(warning(number, "remove it") for number in range(8000)), *(warning(n, "mend it") for n in (1, 2, 3))]
    assert list(remarks(many)) == [
        *map(str, many[:3]),
        *map(str, many[-3:]),
        "... and 7,997 more such warnings: remove it",
        "8,003 warnings; scripts/lint.py lists them all",
    ]


@pytest.mark.usefixtures("default_hangup")
def test_a_build_that_is_stopped_says_that_the_same_command_goes_on_and_it_does(
    corpus: Path, index_folder: Path
) -> None:
    """Both signals are told as Ctrl+C is: by Python's own handler of SIGINT."""
    write_corpus(corpus, LONG)
    # bytes that the first block of texts alone does not have, and that the third and last one has
    for stop, more in ((signal.SIGTERM, "600000"), (signal.SIGHUP, "200000")):
        once = ["-m", "tests.indexing.once_encoded", stop.name, more, str(index_folder)]
        command = [sys.executable, "-W", "error", *once, str(SCRIPT), str(corpus), "--index", str(index_folder)]
        stopped = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
        assert stopped.returncode == -signal.SIGINT
        assert re.fullmatch(
            r"build_index\.py: stopped; [\d,]+ of [\d,]+ texts are encoded; run the same command again to go on\n",
            stopped.stderr,
        )
        assert list((index_folder / "versions").iterdir()) == []
    done = started(corpus, "--index", index_folder)
    assert done.returncode == 0, done.stderr
    assert int(re.findall(r"vectors reused\D*([\d,]+)", done.stdout)[0]) >= 512


def test_settings_say_what_arguments_do_not(corpus: Path, index_folder: Path, build: Build) -> None:
    done = build(CHATBOT_CORPUS=str(corpus), CHATBOT_INDEX=str(index_folder))
    assert done.returncode == 0, done.stderr
    assert open_index(index_folder).article_ids() == ["bread", "stille", "tides"]


def test_old_versions_make_room_as_the_settings_say(corpus: Path, index_folder: Path, build: Build) -> None:
    for number in range(3):
        (corpus / "more.md").write_text(f"---\ntitle: More\n---\n\nTake {number + 2} of them.\n")
        done = build(corpus, "--index", index_folder, CHATBOT_KEEP_VERSIONS="2")
        assert done.returncode == 0, done.stderr
    assert "old versions removed" in done.stdout
    assert len(IndexFolder(index_folder).version_ids()) == 2


def test_every_fault_of_a_corpus_is_printed_on_a_line_of_its_own(
    corpus: Path, index_folder: Path, build: Build
) -> None:
    (corpus / "empty.md").write_bytes(b"")
    (corpus / "latin.md").write_bytes("---\ntitle: Caf\xe9\n---\n\nText.\n".encode("latin-1"))
    done = build(corpus, "--index", index_folder)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["empty.md", "latin.md"]
    assert lines[-1] == f"2 errors in {corpus}; nothing was built, what was served stays served"
    (corpus / "latin.md").unlink()
    assert f"1 error in {corpus}; " in build(corpus, "--index", index_folder).stderr


def test_a_model_that_is_none_fails_with_one_line_and_leaves_nothing(
    corpus: Path, tmp_path: Path, build: Build
) -> None:
    (empty := tmp_path / "no model").mkdir()
    done = build(corpus, "--index", tmp_path / "index", "--model", os.path.relpath(empty))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "no model: no config.json there" in done.stderr
    assert list((tmp_path / "index" / "versions").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        *((["--no-such"], {}), (["a", "--corpus", "b"], {}), ([], {"CHATBOT_THREADS": "many"})),
        (["", "--index", "/dev/null/index"], {}),  # as "$ARTICLES" is where it is not set; not the folder one is in
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], environment: dict[str, str], build: Build) -> None:
    done = build(*arguments, **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_an_index_of_a_kind_that_there_is_not_is_a_wrong_argument_and_not_a_failed_build(
    corpus: Path, build: Build
) -> None:
    done = build(corpus, "--index", "mysql://u:s3cret@h/d")
    assert (done.returncode, done.stdout, "s3cret" in done.stderr) == (2, "", False)
    assert "neither a folder nor a URL that begins with postgresql://" in done.stderr
