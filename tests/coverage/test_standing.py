"""A measurement is good while nothing changes, and never older than an erasure, the day or the index version."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.privacy import HIDDEN
from chatbot.coverage.questionlog import QuestionLog
from chatbot.coverage.standing import Snapshot, Sources, Standing
from chatbot.errors import ChatbotError
from chatbot.indexing.files import FileIndex
from chatbot.indexing.upkeep import prune
from chatbot.indexing.versions import FileStore
from tests.coverage.conftest import ANSWERED, CATS
from tests.coverage.logged import add, withhold
from tests.indexes import CACHE, index_of

DAY = date(2026, 11, 25)
GOLDEN = f"""
- question: "{ANSWERED[0]}"
  article: bees
  section: swarms
"""


@pytest.fixture
def log(tmp_path: Path) -> QuestionLog:
    return QuestionLog(tmp_path / "questions.sqlite", 30)


@pytest.fixture(scope="module")
def articles(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles on bees and bread, with golden questions beside them; `answerer` answers from them."""
    copy = tmp_path_factory.mktemp("standing") / "articles"
    shutil.copytree(corpus, copy)
    (copy / "golden.yaml").write_text(GOLDEN, encoding="utf-8")
    return copy


@pytest.fixture
def own(articles: Path, tmp_path: Path) -> Path:
    """A copy of them that a test may change."""
    return Path(shutil.copytree(articles, tmp_path / "own"))


Stand = Callable[..., Standing]


@pytest.fixture
def stand(articles: Path, log: QuestionLog) -> Stand:
    def standing(*questions: Path, today: Callable[[], date] = lambda: DAY, corpus: Path = articles) -> Standing:
        store = FileStore(CACHE / "coverage")
        return Standing(Sources(corpus, store, questions, log, 24, 1_000_000), today)

    return standing


def now(standing: Standing, answerer: Answerer) -> Snapshot:
    version = answerer.index.version
    assert not standing.is_good(version)
    due, found = standing.measure(version)
    assert due.version == found.coverage.version == version
    return found


def test_everything_an_editor_looks_at_is_there(
    stand: Stand, answerer: Answerer, log: QuestionLog, tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text(f"{ANSWERED[1]}\n", encoding="utf-8")
    for days, text in enumerate(CATS[:2]):
        add(log, text, answerer.ask(make_question(text)), DAY - timedelta(days=days))
    withhold(log, DAY)
    found = now(stand(own), answerer)
    assert {outcome.question for outcome in found.coverage.outcomes} == {*CATS[:2], ANSWERED[1]}
    assert {finding.rule for finding in found.coverage.findings} >= {"deck-missing", "review-missing"}
    assert found.golden
    assert [each.fate.value for each in found.golden.checked] == ["kept"]
    assert found.withheld == 1


def test_it_is_good_while_nothing_changes_and_for_this_version(
    stand: Stand, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.coverage.standing.FRESH_SECONDS", 0)
    standing = stand()
    now(standing, answerer)
    assert standing.is_good(answerer.index.version)
    assert not standing.is_good("0" * 16)
    standing.forget()
    assert not standing.is_good(answerer.index.version)


def test_a_question_more_is_shown_a_minute_later(
    stand: Stand, answerer: Answerer, log: QuestionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or as long after the last measurement as that took, where that is longer."""
    standing, answer = stand(), answerer.ask(make_question(CATS[0]))
    for name in ("FRESH_SECONDS", "FRESH_TIMES"):
        with monkeypatch.context() as patience:
            patience.setattr(f"chatbot.coverage.standing.{name}", 1000)
            now(standing, answerer)
        add(log, CATS[0], answer, DAY)
        assert standing.is_good(answerer.index.version)
        standing.forget()
    with monkeypatch.context() as patience:
        patience.setattr("chatbot.coverage.standing.FRESH_SECONDS", 0)
        patience.setattr("chatbot.coverage.standing.FRESH_TIMES", 0)
        now(standing, answerer)
        add(log, CATS[0], answer, DAY)
        assert now(standing, answerer).coverage.asked == 3


def test_an_erased_question_is_gone_at_the_next_look(stand: Stand, answerer: Answerer, log: QuestionLog) -> None:
    answer = answerer.ask(make_question(CATS[0]))
    entry = add(log, CATS[0], answer, DAY)
    add(log, CATS[1], answer, DAY - timedelta(days=1))
    standing = stand()
    assert CATS[0] in repr(now(standing, answerer))
    log.erase(entry)
    found = now(standing, answerer)
    assert CATS[0] not in repr(found)
    assert [outcome.question for outcome in found.coverage.outcomes] == [HIDDEN]


def test_the_next_day_is_measured_anew(stand: Stand, answerer: Answerer, log: QuestionLog) -> None:
    add(log, CATS[0], answerer.ask(make_question(CATS[0])), DAY)
    days = [DAY]
    standing = stand(today=lambda: days[-1])
    assert now(standing, answerer).coverage.asked == 1
    days.append(DAY + timedelta(days=30))
    assert now(standing, answerer).coverage.asked == 0


@pytest.mark.parametrize("single", [False, True])
def test_a_mended_article_or_golden_file_is_looked_at_again(
    single: bool, own: Path, stand: Stand, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the corpus is one file, golden.yaml stands beside it."""
    monkeypatch.setattr("chatbot.coverage.standing.FRESH_SECONDS", 0)
    monkeypatch.setattr("chatbot.coverage.standing.FRESH_TIMES", 0)
    standing = stand(corpus=own / "bees.md" if single else own)
    before = now(standing, answerer)
    bees = (own / "bees.md").read_text(encoding="utf-8")
    (own / "bees.md").write_text(bees.replace('Bees"\n', 'Bees"\ndeck: "On bees."\n'), encoding="utf-8")
    mended = now(standing, answerer)
    assert "deck-missing" in {finding.rule for finding in before.coverage.findings if finding.path == "bees.md"}
    assert "deck-missing" not in {finding.rule for finding in mended.coverage.findings if finding.path == "bees.md"}
    (own / "golden.yaml").unlink()
    emptied = now(standing, answerer).golden
    assert before.golden
    assert before.golden.checked
    assert not emptied or not emptied.checked


def test_what_is_not_there_is_said(stand: Stand, answerer: Answerer, tmp_path: Path) -> None:
    found = now(stand(tmp_path / "nowhere.txt", corpus=tmp_path / "no-articles"), answerer)
    said = [text.partition(":")[0] for text in found.missing]
    assert said[:2] == [str(tmp_path / "nowhere.txt"), str(tmp_path / "no-articles")]
    assert found.coverage.findings == ()


def test_it_tells_how_many_questions_have_been_asked(stand: Stand, answerer: Answerer, tmp_path: Path) -> None:
    many, told = tmp_path / "many.txt", list[tuple[int, int | None]]()
    many.write_text("\n".join(f"What about bees in case {n}?" for n in range(4)), encoding="utf-8")
    stand(many).measure(answerer.index.version, lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_broken_log_is_said_beside_all_the_rest_and_read_again(
    stand: Stand, answerer: Answerer, log: QuestionLog, tmp_path: Path
) -> None:
    own = tmp_path / "own.txt"
    own.write_text(f"{ANSWERED[1]}\n", encoding="utf-8")
    add(log, CATS[0], answerer.ask(make_question(CATS[0])), DAY)
    standing, kept = stand(own), log.file.read_bytes()
    assert now(standing, answerer).coverage.asked == 2
    log.file.write_bytes(b"no database any more, but long enough to be taken for one" * 100)
    broken = now(standing, answerer)
    assert [text for text in broken.missing if "cannot be used as a question log" in text]
    assert (broken.coverage.asked, bool(broken.golden)) == (1, True)
    log.file.write_bytes(kept)
    assert now(standing, answerer).coverage.asked == 2


def test_what_stops_a_measurement_is_told_and_tried_again(
    stand: Stand, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise ChatbotError("the version is gone")

    standing = stand()
    with monkeypatch.context() as stopped:
        stopped.setattr("chatbot.coverage.standing.lint_folder", stop)
        with pytest.raises(ChatbotError, match="version is gone"):
            standing.measure(answerer.index.version)
    assert now(standing, answerer).coverage.asked == 0


def test_answers_that_changed_since_the_version_before_are_listed(own: Path, log: QuestionLog) -> None:
    index_of(own, "standing")
    bees = (own / "bees.md").read_text(encoding="utf-8")
    (own / "bees.md").write_text(bees.replace("for an hour or a day", "for up to two days"), encoding="utf-8")
    store = FileStore(index_of(own, "standing"))
    standing = Standing(Sources(own, store, (), log, 24, 1_000_000), lambda: DAY)
    golden = now(standing, Answerer(store.open(store.served()))).golden
    assert golden
    assert golden.against
    assert golden.against != golden.version
    (change,) = golden.changes
    assert (change.question, change.source.value) == (ANSWERED[0], "its section's text changed")
    assert "for an hour or a day" in change.before.quotes[0].text
    assert "for up to two days" in change.after.quotes[0].text


class Pruned(FileStore):
    """A store in which somebody removes an old version as soon as it is opened."""

    def open(self, version: str) -> FileIndex:
        index = super().open(version)
        if version != self.served():
            prune(self.place, keep=1)
        return index


def test_a_version_before_that_is_removed_while_it_is_compared_costs_no_more_than_the_comparison(
    own: Path, two_versions: Path, tmp_path: Path
) -> None:
    """Not all of its files are opened with it; an editor would read of a fault in the program."""
    store = Pruned(Path(shutil.copytree(two_versions, tmp_path / "index", symlinks=True)))
    standing = Standing(Sources(own, store, (), None, 24, 1_000_000), lambda: DAY)
    _, found = standing.measure(store.served())
    assert store.kept() == [store.served()]
    assert found.golden
    assert found.missing == ("answers are not compared with the version before: it was removed meanwhile",)


def test_a_version_before_that_cannot_be_opened_costs_no_more_than_the_comparison(own: Path, log: QuestionLog) -> None:
    folder = index_of(own, "standing")
    store = FileStore(folder)
    version = store.served()
    index = store.open(version)
    (folder / "versions" / ("0" * 16)).mkdir(exist_ok=True)
    (folder / "history").write_text(f"{'0' * 16}\n{version}\n", encoding="utf-8")
    found = now(Standing(Sources(own, store, (), log, 24, 1_000_000), lambda: DAY), Answerer(index))
    assert found.golden
    assert [each.fate.value for each in found.golden.checked] == ["kept"]
    assert [text for text in found.missing if text.startswith("answers are not compared")]
    (folder / "versions" / ("0" * 16)).rmdir()
