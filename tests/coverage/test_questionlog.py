"""The question log: redacted, forgetful, erasable to the byte."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage import privacy
from chatbot.coverage.asked import Asked
from chatbot.coverage.command import main
from chatbot.coverage.noting import Verdict, Withheld, entry_of
from chatbot.coverage.privacy import HIDDEN, shareable
from chatbot.coverage.questionlog import Judged, Logged, QuestionLog, read_log
from chatbot.coverage.tabular import as_json
from chatbot.errors import ChatbotError, SettingsError
from scripts.erase_questions import main as erase_questions
from tests.coverage.conftest import ANSWERED, CATS, TAXES
from tests.coverage.logged import add, withhold, write
from tests.coverage.measured import measure
from tests.coverage.test_reports import INDEX
from tests.pace import within

DAY = date(2026, 11, 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.sqlite"


@pytest.fixture
def log(file: Path) -> QuestionLog:
    return QuestionLog(file, keep_days=30)


def ask(log: QuestionLog, answerer: Answerer, text: str, day: date = DAY) -> str:
    return add(log, text, answerer.ask(make_question(text)), day)


def test_an_entry_holds_the_redacted_question(log: QuestionLog, answerer: Answerer, file: Path) -> None:
    ask(log, answerer, "My client Sarah asks how long a swarm hangs in a tree. Mail me: s@example.org")
    redacted = "My client [name] asks how long a swarm hangs in a tree. Mail me: [e-mail]"
    assert log.read(DAY).asked == (Asked(redacted, DAY, logged=True),)
    assert b"Sarah" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


def test_a_reader_without_the_id_can_have_a_question_erased_by_its_words(
    log: QuestionLog, answerer: Answerer, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever writes in has lost the id, and typed the name that the log has not; nobody is shown a question."""
    today = date.today()
    for text in ("I am Sarah Holm, why do  my cats PURR at night?", *TAXES):
        ask(log, answerer, text, today)
    arguments = ["I am Sarah Holm, why do my cats purr at night", "--log", str(file)]
    assert erase_questions(arguments) == 0
    assert capsys.readouterr().out == "questions that hold these words: 1; add --erase to erase them\n"
    assert erase_questions([*arguments, "--erase"]) == 0
    assert "questions erased: 1; reports that were written before" in capsys.readouterr().out
    assert sorted(entry.text for entry in log.read(today).asked) == sorted(TAXES)
    assert b"PURR" not in file.read_bytes()
    assert log.erasures() == 1
    assert erase_questions(arguments) == 1
    assert TAXES[0] not in "".join(capsys.readouterr())
    with pytest.raises(SettingsError, match="there is no question log"):
        erase_questions(["cats", "--log", str(file.with_name("none.sqlite"))])
    assert not file.with_name("none.sqlite").exists()
    with pytest.raises(SettingsError, match="the setting question_log is empty; name the file"):
        erase_questions(["cats"])
    for few in ("", "tax", "Dr. Sarah Holm"):
        with pytest.raises(ChatbotError, match="give more words"):
            erase_questions([few, "--log", str(file), "--erase"])
    assert len(log.read(today).asked) == len(TAXES)


def test_tables_are_made_once_and_again_where_the_file_was_moved_away(
    log: QuestionLog, answerer: Answerer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    class Watched(sqlite3.Connection):
        def executescript(self, script: str, /) -> sqlite3.Cursor:
            made.append(script)
            return super().executescript(script)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
    ask(log, answerer, ANSWERED[0])
    assert (len(log.read(DAY).asked), made) == (1, [])
    file.rename(file.with_suffix(".old"))
    ask(log, answerer, ANSWERED[0])
    assert (len(log.read(DAY).asked), len(made)) == (1, 1)


def test_a_log_of_an_earlier_release_gets_the_tables_that_it_lacks(log: QuestionLog, file: Path) -> None:
    with closing(sqlite3.connect(file)) as old, old:
        old.execute("drop table withheld")
    withhold(QuestionLog(file, keep_days=30), DAY)
    assert log.read(DAY).withheld == 1


@pytest.mark.parametrize("kept", [(), ("status", "confidence")], ids=["neither", "status and confidence"])
def test_a_log_of_an_earlier_release_gets_the_columns_of_this_one(
    kept: tuple[str, ...], tmp_path: Path, answerer: Answerer
) -> None:
    """The questions and their verdicts stay, and how sure an answer was where that is known."""
    file = tmp_path / "earlier.sqlite"
    sides = [f", {name} {kind} not null" for name, kind in (("status", "text"), ("confidence", "real")) if name in kept]
    with closing(sqlite3.connect(file)) as earlier, earlier:
        columns = f"id text primary key, day text, question text{''.join(sides)}, quoted text, answer_id text"
        earlier.execute(f"create table entries ({columns}) without rowid")
        earlier.execute("create index entries_by_day on entries (day)")
        sure = ("statusofearlier", 0.5) if kept else ()
        row = ("0" * 32, DAY.isoformat(), CATS[0], *sure, "bees#swarms", "one")
        places = ", ".join("?" * len(row))
        earlier.execute(f"insert into entries values ({places})", row)  # noqa: S608 question marks alone
    assert [entry.text for entry in read_log(file, 30, DAY)] == [CATS[0]]
    with ThreadPoolExecutor(4) as starting:
        (log, *_) = starting.map(partial(QuestionLog, keep_days=30), [file] * 4)
    assert b"statusofearlier" not in file.read_bytes()
    write(log, Verdict(DAY, "one", "swarms", helpful=True))
    assert log.read(DAY).judged == (Judged("bees#swarms", 1, 0, (), 0.5 if kept else None),)
    ask(log, answerer, CATS[1])
    assert sorted(entry.text for entry in log.read(DAY).asked) == sorted(CATS[:2])
    with closing(sqlite3.connect(file)) as now:
        names = [row[0] for row in now.execute("select name from sqlite_master where name like 'entries_by_%'")]
    assert sorted(names) == ["entries_by_answer", "entries_by_day"]


def test_a_log_to_which_a_later_release_has_added_columns_is_written_on(
    log: QuestionLog, answerer: Answerer, file: Path
) -> None:
    with closing(sqlite3.connect(file)) as later:
        for table in ("entries", "feedback", "withheld"):
            later.execute(f"alter table {table} add column locale text not null default ''")
    back = QuestionLog(file, keep_days=30)
    ask(back, answerer, CATS[0])
    withhold(back, DAY)
    answer = answerer.ask(make_question(CATS[0]))
    write(back, Verdict(DAY, answer.answer_id, "", helpful=False))
    found = back.read(DAY)
    assert (len(found.asked), found.withheld, len(found.judged)) == (1, 1, 1)


def test_entries_are_deleted_exactly_when_their_days_are_over(log: QuestionLog, answerer: Answerer, file: Path) -> None:
    ask(log, answerer, ANSWERED[0])
    assert len(log.read(DAY + timedelta(days=29)).asked) == 1
    assert log.read(DAY + timedelta(days=30)).asked == ()
    log.expire(DAY + timedelta(days=30))
    assert b"swarm of bees" not in file.read_bytes()


def test_a_log_is_read_as_it_was_at_one_moment_from_one_copy_that_keeps_nobody_from_writing(
    log: QuestionLog, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes, as it does at low priority on a busy machine."""
    copies: list[sqlite3.Connection] = []

    class Watched(sqlite3.Connection):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            if arguments == (":memory:",):
                copies.append(self)

        def execute(self, query: str, *values: Any) -> sqlite3.Cursor:
            if self in copies:
                withhold(log, DAY)
                ask(log, answerer, CATS[0])
            return super().execute(query, *values)

    ask(log, answerer, ANSWERED[0])
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))
        assert log.read(DAY) == Logged((Asked(ANSWERED[0], DAY, logged=True),))
    assert len(copies) == 1
    assert (len(log.read(DAY).asked), log.read(DAY).withheld) == (4, 3)


def test_a_log_that_was_moved_away_is_made_anew(log: QuestionLog, answerer: Answerer, file: Path) -> None:
    """As by a rotation of files while the server runs."""
    ask(log, answerer, ANSWERED[0])
    file.unlink()
    assert log.read(DAY).asked == ()
    ask(log, answerer, CATS[0])
    assert [entry.text for entry in log.read(DAY).asked] == [CATS[0]]
    assert file.stat().st_mode & 0o077 == 0


def test_writing_a_question_deletes_old_ones_too(log: QuestionLog, answerer: Answerer, file: Path) -> None:
    ask(log, answerer, ANSWERED[0])
    ask(log, answerer, CATS[0], DAY + timedelta(days=30))
    assert [asked.text for asked in read_log(file, 30, DAY + timedelta(days=30))] == [CATS[0]]


def test_the_asker_s_id_erases_the_entry_from_the_file_s_bytes(
    log: QuestionLog, answerer: Answerer, file: Path
) -> None:
    kept, erased = ask(log, answerer, ANSWERED[0]), ask(log, answerer, "Why do cats purr and sing at midnight?")
    assert kept != erased
    assert b"sing at midnight" in file.read_bytes()
    assert log.erase(erased)
    assert b"sing at midnight" not in file.read_bytes()
    assert erased.encode() not in file.read_bytes()
    assert [path.name for path in file.parent.iterdir()] == [file.name]  # no journal that would still hold it
    assert len(log.read(DAY).asked) == 1


def test_a_file_that_somebody_else_holds_keeps_no_thread_waiting(
    log: QuestionLog, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.coverage.questionlog._SHARED", 0.25)
    writing = partial(log.write, [Withheld(DAY)], (), DAY)
    with closing(sqlite3.connect(file)) as other, ThreadPoolExecutor(8) as threads:
        other.execute("begin exclusive")
        began = time.monotonic()
        looking = [threads.submit(log.erasures) for _ in range(7)]
        with pytest.raises(ChatbotError, match="cannot be used as a question log"):
            writing()
        assert all(isinstance(look.exception(), ChatbotError) for look in looking)
        assert time.monotonic() - began < 5, "one after the other they would wait much longer"
    writing()
    assert log.read(DAY).withheld == 1


def test_what_has_waited_is_written_at_once_in_its_order_if_its_days_are_not_over(
    log: QuestionLog, answerer: Answerer, file: Path
) -> None:
    """A verdict follows its question, and a question is there before it is erased."""
    answer = answerer.ask(make_question(ANSWERED[0]))
    old, erased, kept = (entry_of(text, answer, DAY) for text in (*CATS[:2], ANSWERED[0]))
    later = DAY + timedelta(days=30)
    kept, erased = replace(kept, day=later), replace(erased, day=later)
    verdicts = (Verdict(DAY, answer.answer_id, "", True), Verdict(later, answer.answer_id, "", False))
    assert log.write([old, kept, erased, *verdicts, Withheld(DAY)], [erased.id, old.id, "0" * 32], later) == {erased.id}
    judged = Judged("bees#swarms", 0, 1, (("no reason given", 1),), answer.confidence)
    assert log.read(later) == Logged((Asked(ANSWERED[0], later, logged=True),), (judged,), 0)
    assert not [text for text in CATS[:2] if text.encode() in file.read_bytes()]


@pytest.mark.parametrize("entry", ["0" * 32, "", "x' or 1=1 --", "ABC"])
def test_an_unknown_id_erases_nothing(entry: str, log: QuestionLog, answerer: Answerer) -> None:
    ask(log, answerer, ANSWERED[0])
    assert not log.erase(entry)
    assert len(log.read(DAY).asked) == 1


def test_feedback_is_told_by_the_place_that_was_quoted(log: QuestionLog, answerer: Answerer) -> None:
    answer = answerer.ask(make_question(ANSWERED[0]))
    add(log, ANSWERED[0], answer, DAY)
    ask(log, answerer, ANSWERED[1])
    write(log, Verdict(DAY, answer.answer_id, "swarms", False, "outdated"))
    write(log, Verdict(DAY, answer.answer_id, "", True))
    assert log.read(DAY).judged == (Judged("bees#swarms", 1, 1, (("outdated", 1),), answer.confidence),)


def test_a_look_at_a_busy_month_takes_no_longer_than_reading_it(log: QuestionLog, file: Path) -> None:
    """Each verdict finds its entry by an index; to go through all entries for each took a quarter of a minute."""
    ids = [f"{number:032x}" for number in range(30_000)]
    with closing(sqlite3.connect(file)) as full, full:
        rows = [(name, DAY.isoformat(), "How do bees winter?", 0.5, "bees#winter", name) for name in ids]
        full.executemany("insert into entries values (?, ?, ?, ?, ?, ?)", rows)
        verdicts = [(DAY.isoformat(), name, "winter", 1, "") for name in ids[::20]]
        full.executemany("insert into feedback values (?, ?, ?, ?, ?)", verdicts)
    with within(2):
        found = log.read(DAY)
    assert len(found.asked) == len(ids)
    assert found.judged == (Judged("bees#winter", len(verdicts), 0, (), 0.5),)


def test_feedback_that_names_no_logged_answer_or_quote_is_not_written_down(
    log: QuestionLog, answerer: Answerer, file: Path
) -> None:
    """Its fields are what anybody may send."""
    answer = answerer.ask(make_question(ANSWERED[0]))
    add(log, ANSWERED[0], answer, DAY)
    write(log, Verdict(DAY, "f" * 32, "swarms", True))
    write(log, Verdict(DAY, answer.answer_id, "planted words", True))
    assert log.read(DAY).judged == (Judged("bees#swarms", 1, 0, (), answer.confidence),)
    assert b"f" * 32 not in file.read_bytes()
    assert b"planted words" not in file.read_bytes()


def test_an_erased_entry_takes_the_verdicts_on_its_answer_along(
    log: QuestionLog, answerer: Answerer, file: Path
) -> None:
    answer = answerer.ask(make_question(ANSWERED[0]))
    first, second = add(log, ANSWERED[0], answer, DAY), add(log, ANSWERED[0], answer, DAY)
    write(log, Verdict(DAY, answer.answer_id, "", True))
    before = log.erasures()
    log.erase(first)
    assert len(log.read(DAY).judged) == 1
    log.erase(second)
    assert log.read(DAY).judged == ()
    assert answer.answer_id.encode() not in file.read_bytes()
    assert log.erasures() == before + 2


def test_what_must_not_be_kept_is_counted_and_forgotten_in_time(log: QuestionLog) -> None:
    withhold(log, DAY)
    withhold(log, DAY)
    assert log.read(DAY + timedelta(days=29)).withheld == 2
    assert log.read(DAY).asked == ()
    assert log.read(DAY + timedelta(days=30)).withheld == 0


def test_feedback_is_forgotten_on_the_same_day_as_questions(log: QuestionLog, answerer: Answerer, file: Path) -> None:
    answer = answerer.ask(make_question(ANSWERED[0]))
    add(log, ANSWERED[0], answer, DAY)
    write(log, Verdict(DAY, answer.answer_id, "", True))
    assert answer.answer_id.encode() in file.read_bytes()
    log.expire(DAY + timedelta(days=30))
    assert answer.answer_id.encode() not in file.read_bytes()


def test_a_logged_question_shows_only_where_its_group_has_two_days(answerer: Answerer) -> None:
    """CATS are one group on two days, TAXES one on a single day; an editor's own question is always shown."""
    logged = [Asked(CATS[0], DAY, logged=True), Asked(CATS[1], DAY + timedelta(days=1), logged=True)]
    logged += [Asked(text, DAY, logged=True) for text in TAXES]
    coverage = measure([*logged, Asked(ANSWERED[0])], answerer)
    shown = [outcome.question for outcome in coverage.outcomes]
    assert shown == [*CATS[:2], HIDDEN, HIDDEN, ANSWERED[0]]
    assert [set(gap.topic.questions) for gap in coverage.gaps] == [set(CATS[:2])]
    assert coverage.asked == 5
    written = as_json(coverage) + repr(coverage.dots) + repr(coverage.topics)
    assert "tax" not in written.lower()
    assert shareable([*logged, Asked(ANSWERED[0])], answerer.index.encoder.encode_question) == [*CATS[:2], ANSWERED[0]]


def test_an_editor_s_own_question_in_a_group_does_not_uncover_logged_ones(answerer: Answerer) -> None:
    coverage = measure([Asked(TAXES[0], DAY, logged=True), Asked(TAXES[1], DAY + timedelta(days=1))], answerer)
    assert [outcome.question for outcome in coverage.outcomes] == [HIDDEN, TAXES[1]]
    assert coverage.gaps[0].topic.size == 2
    assert coverage.gaps[0].topic.questions == (TAXES[1],)


def test_a_word_that_two_logged_questions_share_shows_neither(answerer: Answerer) -> None:
    """Few questions are of one topic where they share a word, and yet one reader's is not the other's."""
    husbands = ["my husband hits me", "my husband snores"]
    logged = [Asked(text, DAY + timedelta(days=n), logged=True) for n, text in enumerate(husbands)]
    own = [Asked(text) for text in (*TAXES, *CATS)]
    coverage = measure([*logged, *own], answerer)
    assert [outcome.question for outcome in coverage.outcomes[:2]] == [HIDDEN, HIDDEN]
    assert "husband" not in as_json(coverage) + repr(coverage.dots) + repr(coverage.topics)
    in_file = measure([Asked(text) for text in husbands] + own, answerer)
    assert set(husbands) in [set(gap.topic.questions) for gap in in_file.gaps]


def test_questions_of_files_are_all_compared_however_many_they_are(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only logged ones are grouped, to see on how many days their topic was asked."""
    monkeypatch.setattr(privacy, "MOST", 2)
    own = [Asked(text) for text in (*TAXES, *ANSWERED)]
    logged = [Asked(text, DAY + timedelta(days=n), logged=True) for n, text in enumerate((TAXES[0], *CATS[:2]))]
    assert shareable([*own, *logged], answerer.index.encoder.encode_question) == [*TAXES, *ANSWERED, *CATS[:2]]


def test_coverage_reads_the_log(
    log: QuestionLog, file: Path, answerer: Answerer, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for days in range(2):
        ask(log, answerer, CATS[0], DAY + timedelta(days=days))
    arguments = ["--log", str(file), "--corpus", str(corpus), "--index", INDEX, "--format", "csv"]
    assert main(arguments, date(2026, 1, 1)) == 0
    assert CATS[0] in capsys.readouterr().out


def test_a_log_is_read_after_its_server_was_killed(log: QuestionLog, answerer: Answerer, file: Path) -> None:
    """What was half written lies in a journal; SQLite takes it back, as it does for the server that starts again."""
    for number in range(60):  # of 40, what is on disk when it dies is whole without the journal, too
        ask(log, answerer, f"{CATS[0]} {number}")
    code = "import os,signal,sqlite3,sys; log = sqlite3.connect(sys.argv[1]); log.execute('pragma cache_size = 1')"
    code += "; log.execute('update entries set question = hex(randomblob(500))'); os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    assert file.with_name(f"{file.name}-journal").exists()
    assert {asked.text for asked in read_log(file, 30, DAY)} == {f"{CATS[0]} {number}" for number in range(60)}


def test_a_log_that_cannot_be_read_says_what_to_do(
    log: QuestionLog, answerer: Answerer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.coverage.questionlog._COMMAND", 0.1)
    ask(log, answerer, CATS[0])
    with closing(sqlite3.connect(file)) as other:
        other.execute("begin exclusive")
        with pytest.raises(ChatbotError, match="try again in a moment"):
            read_log(file, 30, DAY)
    os.truncate(file, file.stat().st_size // 2)
    with pytest.raises(ChatbotError, match=r"is damaged .*; move it away"):
        read_log(file, 30, DAY)
    os.truncate(file, 0)  # as a rotation by copying does
    assert read_log(file, 30, DAY) == []


def test_a_log_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ChatbotError, match="no question log"):
        read_log(tmp_path / "nowhere.sqlite", 30, DAY)
    other = tmp_path / "text"
    other.write_text("this is no database, but a long enough text to be taken for one" * 20, encoding="utf-8")
    with pytest.raises(ChatbotError, match="cannot be used as a question log"):
        QuestionLog(other, keep_days=30)
    with pytest.raises(ChatbotError, match=r"log \(No such file or directory\); mend it"):  # which file, once
        QuestionLog(tmp_path / "no" / "folder", keep_days=30)
    with pytest.raises(ChatbotError, match="keep it for at least 1"):
        QuestionLog(tmp_path / "x", keep_days=0)
