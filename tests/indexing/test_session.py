"""Runs of the encoder's graph: where they happen, that they are the same there, and what becomes of one that fails."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import get_ident
from weakref import finalize

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.indexing import cores
from chatbot.indexing.encoder import GRAPH, OnnxEncoder
from chatbot.indexing.index import Floats, Pieces
from chatbot.indexing.session import Session
from chatbot.indexing.versions import open_index
from chatbot.safety.care import Care
from chatbot.safety.helplines import read_protocol
from chatbot.settings import Settings
from tests.indexes import index_of
from tests.web.small_corpus import SHIPPED

MINE = sorted(os.sched_getaffinity(0))
QUESTIONS = [
    "How long does it last?",
    "What is a rupture?",
    "grief",
    "A longer one, of which more has to be read. " * 20,
]

WORDS = ["rupture", "silence", "client", "session"]


@pytest.fixture
def _serving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do as a serving process does; where the machine has one core, what runs beside Python shares it."""
    monkeypatch.setattr(cores, "_others", (MINE[-1],))


@pytest.fixture
def beside(encoder_folder: Path, _serving: None) -> OnnxEncoder:
    return OnnxEncoder(encoder_folder, cache=8)


@pytest.fixture
def session(encoder_folder: Path, _serving: None) -> Session:
    with ThreadPoolExecutor(1) as thread:  # it goes to another core, and this one must not
        return thread.submit(Session, encoder_folder / GRAPH, 1).result()


def _both(vector: Floats, states: Floats) -> bytes:
    return vector.tobytes() + states.tobytes()


def test_a_run_beside_python_makes_what_one_in_its_turn_makes(encoder: OnnxEncoder, session: Session) -> None:
    here = encoder._session.result()
    assert session.is_beside
    assert not here.is_beside
    texts = [[101, *range(2000, 2000 + length), 102] for length in (1, 5, 40, 200)]
    begun = [session.begin(ids, _both) for ids in texts]  # all at once
    assert [run.result() for run in begun] == [here.run(ids, _both) for ids in texts]


def test_what_goes_wrong_in_a_run_is_raised_where_its_result_is_asked_for(session: Session) -> None:
    unknown = session.begin([10**9], _both)  # no such token
    with pytest.raises(RuntimeError, match="out of data bounds"):
        unknown.result()
    assert session.run([101, 102], _both)  # and the next one is unharmed
    assert len(session._begun) <= 1  # the last one may still be leaving; what failed is not waited for


@pytest.mark.usefixtures("_serving")
def test_a_session_let_go_of_while_it_runs_ends_after_that_run_and_not_on_its_thread(encoder_folder: Path) -> None:
    ended: list[tuple[int, bool]] = []

    def let_go() -> int:
        session = Session(encoder_folder / GRAPH, 1)
        begun = session.begin([101, *[2000] * 500, 102], _both)
        finalize(session._session, lambda: ended.append((get_ident(), begun.done())))
        return get_ident()

    with ThreadPoolExecutor(1) as thread:
        own = thread.submit(let_go).result()
    assert ended == [(own, True)]


def test_questions_begun_are_those_asked_for_later(beside: OnnxEncoder, encoder: OnnxEncoder) -> None:
    beside.begin(QUESTIONS)
    for text in reversed(QUESTIONS):
        assert beside.encode_question(text).tobytes() == encoder.encode_question(text).tobytes()
        assert beside.question_pieces(text).spans == encoder.question_pieces(text).spans
        assert beside.question_pieces(text).codes.tobytes() == encoder.question_pieces(text).codes.tobytes()
    first = beside.encode_question(QUESTIONS[0])
    beside.begin(QUESTIONS)  # known by now
    assert beside.encode_question(QUESTIONS[0]) is first


@pytest.mark.usefixtures("_serving")
def test_what_answers_in_work_at_once_have_begun_is_encoded_once() -> None:
    index = open_index(index_of(SHIPPED, "corpus"), Settings(vector_cache=0))
    assert isinstance(index.encoder, OnnxEncoder)
    answerer = Answerer(index, care=Care(read_protocol(), index.encoder, lambda _: None))
    stories = [f"I feel low after {word} left. What is a {word}? How long do I wait for a {word}?" for word in WORDS]
    with ThreadPoolExecutor(len(WORDS)) as readers:
        list(readers.map(answerer.ask, map(make_question, stories)))
    encoded = index.encoder._question.cache_info()
    assert encoded.misses == encoded.currsize > 2 * len(WORDS)


class Noting(OnnxEncoder):
    """The encoder that serves, which notes what it begins to encode."""

    def __init__(self, folder: Path) -> None:
        self.begun: list[str] = []
        super().__init__(folder, cache=8)

    def _begin_question(self, text: str) -> Future[tuple[Floats, Pieces]]:
        self.begun.append(text)
        return super()._begin_question(text)


@pytest.mark.usefixtures("_serving")
def test_a_question_without_its_story_is_begun_before_what_only_distress_is_weighed_by(encoder_folder: Path) -> None:
    encoder = Noting(encoder_folder)
    index = open_index(index_of(SHIPPED, "corpus"), encoder=encoder)
    answerer = Answerer(index, care=Care(read_protocol(), encoder, lambda _: None))
    story = "I cannot sleep since my client left. How long do I wait in a silence?"
    answerer.ask(make_question(story))
    assert encoder.begun[:2] == [story, "How long do I wait in a silence?"]
    assert "I cannot sleep since my client left" in encoder.begun[2:]


def test_beginning_takes_nothing_where_no_other_core_does_it(encoder_folder: Path) -> None:
    encoder = OnnxEncoder(encoder_folder, cache=8)
    encoder.begin(QUESTIONS)
    assert encoder._question.cache_info().currsize == 0


class Stumbling(OnnxEncoder):
    """The encoder that serves, whose first runs fail."""

    left = 1

    def _begin_question(self, text: str) -> Future[tuple[Floats, Pieces]]:
        if not self.left:
            return super()._begin_question(text)
        self.left -= 1
        failed: Future[tuple[Floats, Pieces]] = Future()
        failed.set_exception(MemoryError("no memory left"))
        return failed


def test_a_question_that_failed_is_tried_again_and_fails_for_good_only_then(
    encoder_folder: Path, encoder: OnnxEncoder
) -> None:
    stumbling = Stumbling(encoder_folder, cache=8)
    assert stumbling.encode_question(QUESTIONS[0]).tobytes() == encoder.encode_question(QUESTIONS[0]).tobytes()
    stumbling.left = 2
    with pytest.raises(MemoryError, match="no memory left"):
        stumbling.encode_question(QUESTIONS[1])
    assert stumbling.encode_question(QUESTIONS[1]).tobytes() == encoder.encode_question(QUESTIONS[1]).tobytes()


def test_a_process_that_ends_while_a_question_is_encoded_ends_well(encoder_folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from chatbot.indexing import cores\n"
        "from chatbot.indexing.encoder import OnnxEncoder\n"
        f"cores.keep_to([{MINE[0]}, {MINE[-1]}])\n"
        "OnnxEncoder(Path(sys.argv[1]), cache=8).begin(sys.argv[2:])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(encoder_folder), *QUESTIONS], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
