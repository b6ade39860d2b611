"""The question log: what readers ask, without who they are. Nothing opens it unless the operator names a file.

An entry has a day but no hour, a redacted question, and a random id that only the asker gets: it erases the entry. No
address, no cookie, nothing that links two questions of one reader. A question whose text must not be kept at all is
only counted. `secure_delete` overwrites what is deleted, so that an erased question is not in the file's bytes.

Source of secure_delete and its guarantee: SQLite documentation, "PRAGMA secure_delete".
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from chatbot.coverage.asked import Asked
from chatbot.coverage.noting import Note
from chatbot.coverage.redaction import redact
from chatbot.coverage.survey import plain
from chatbot.errors import ChatbotError

_TABLES = """
create table if not exists entries (
    id text primary key, day text not null, question text not null, confidence real, quoted text not null,
    answer_id text not null
) without rowid;
create index if not exists entries_by_day on entries (day);
create index if not exists entries_by_answer on entries (answer_id);
create table if not exists feedback (
    day text not null, answer_id text not null, source_id text not null, helpful integer not null, reason text not null
);
create table if not exists withheld (day text primary key, questions integer not null) without rowid;
"""
_WITHHELD = "select coalesce(sum(questions), 0) from withheld where day > ?"
_VERDICTS = """
select source_id, helpful, reason, told.quoted, told.confidence from feedback left join (
    select answer_id, max(quoted) as quoted, avg(confidence) as confidence from entries
    where answer_id in (select answer_id from feedback) and day > :oldest group by answer_id
) as told using (answer_id) where day > :oldest
"""
_ID = re.compile(r"[0-9a-f]{32}")
_REDACTED = re.compile(r"\[[\w-]+\]")
_TELLING = 8  # characters by which a question is found
_PATIENCE = 0.25  # seconds that somebody who looks waits for the file
_SHARED = 2.0  # seconds that a process waits for the others that write to it
_AMPLE = 10.0  # seconds for what no reader waits for
_COMMAND = 5.0  # seconds that a command waits for a server which is writing
_Said = tuple[bool, str, float | None]  # of a verdict: whether it is a helpful one, the reason, the answer's confidence


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts on one quoted place ("article#section", "" where nothing was quoted): counts, by reason too.

    `confidence` is that of the answers when readers got them, on average, 0..1; None where the log has not kept it.
    """

    place: str
    helpful: int
    unhelpful: int
    reasons: tuple[tuple[str, int], ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Logged:
    """What a log held at one moment of the days that it keeps.

    `asked` are the questions, marked as logged, by day; those of one day stand in no order that tells who asked first.
    `judged` are the verdicts, the most unhelpful first, `withheld` counts the questions that were only counted.
    """

    asked: tuple[Asked, ...] = ()
    judged: tuple[Judged, ...] = ()
    withheld: int = 0


class QuestionLog:
    """A SQLite file of redacted questions. Safe to use from several threads and processes."""

    def __init__(self, file: Path, keep_days: int) -> None:
        """Open or make the log; entries are deleted when they are `keep_days` days old.

        Raises:
            ChatbotError: the file cannot be used as a log, or `keep_days` is less than 1.
        """
        if keep_days < 1:
            raise ChatbotError(f"the question log is kept for {keep_days} days; keep it for at least 1")
        self.file = file
        self._keep = timedelta(days=keep_days)
        with self._open(_AMPLE) as log:
            _renew(log)
            log.executescript(_TABLES)  # of a log that an earlier release made some may be missing

    def write(self, notes: Iterable[Note], erased: Iterable[str], today: date) -> set[str]:
        """Delete what is past its days, write the notes in their order, and erase the entries with these ids.

        All of it is one transaction. Returns the ids of which there was an entry.
        """
        with self._open(_SHARED) as log:
            self._expire(log, today)
            for note in notes:
                if note.day > today - self._keep:  # it may have waited long
                    note.write(log)
            return {entry for entry in erased if _erase(log, entry)}

    def holding(self, words: str, today: date) -> list[str]:
        """Return the ids of entries whose question holds these words, which are redacted as it was, in any capitals.

        Raises:
            ChatbotError: the log cannot be read, or hardly any words are left: they would be other readers', too.
        """
        wanted = plain(redact(words))
        if len("".join(_REDACTED.sub("", wanted).split())) < _TELLING:
            raise ChatbotError(f"“{wanted}” may stand in many questions; give more words of the one that is meant")
        with self._open(_AMPLE) as log:
            self._expire(log, today)
            found = log.execute("select id, question from entries").fetchall()
        return [entry for entry, question in found if wanted in plain(question)]

    def erase(self, entry: str) -> bool:
        """Delete the entry with this id, overwriting its bytes; tell whether there was one."""
        with self._open(_AMPLE) as log:
            return _erase(log, entry)

    def expire(self, today: date) -> None:
        """Delete what is past its days."""
        with self._open(_AMPLE) as log:
            self._expire(log, today)

    def erasures(self) -> int:
        """Return a number that changes whenever an entry is erased by its asker: what was read before may be stale."""
        with self._open() as log:
            return int(log.execute("pragma user_version").fetchone()[0])

    def read(self, today: date) -> Logged:
        """Return what is still kept, from a copy in memory: whoever reads at low priority keeps no reader waiting.

        Raises:
            ChatbotError: the log cannot be read.
        """
        with closing(sqlite3.connect(":memory:")) as copy:
            with self._open(_AMPLE) as log:
                log.backup(copy)
            oldest = self._oldest(today)
            (withheld,) = copy.execute(_WITHHELD, (oldest,)).fetchone()
            return Logged(tuple(_asked(copy, oldest)), tuple(_judged(copy, oldest)), withheld)

    def _oldest(self, today: date) -> str:
        """Return the last day whose entries are past their days."""
        return (today - self._keep).isoformat()

    def _expire(self, log: sqlite3.Connection, today: date) -> None:
        oldest = self._oldest(today)
        for table in ("entries", "feedback", "withheld"):
            log.execute(f"delete from {table} where day <= ?", (oldest,))  # noqa: S608 a name from the line above

    @contextmanager
    def _open(self, seconds: float = _PATIENCE) -> Iterator[sqlite3.Connection]:
        """Give a connection for one transaction; several processes may hold the file, so none keeps it open.

        A file that was moved away is made anew, for its owner alone.

        Raises:
            ChatbotError: the file cannot be read or written, or somebody else holds it for longer than `seconds`.
        """
        try:
            if not self.file.exists():
                self.file.touch(0o600)
            with closing(sqlite3.connect(self.file, timeout=seconds)) as log, log:
                if not log.execute("pragma schema_version").fetchone()[0]:  # a new file
                    log.executescript(_TABLES)
                log.execute("pragma secure_delete = on")
                yield log
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else error  # its text would name the file again
            message = f"{self.file}: cannot be used as a question log ({reason}); mend it or name another file"
            raise ChatbotError(message) from error


def read_log(file: Path, keep_days: int, today: date) -> list[Asked]:
    """Return the questions of a log for coverage, marked as logged; those past their days are left out.

    Changes nothing in the file, but that SQLite takes back what a server that was killed had not finished writing.

    Raises:
        ChatbotError: there is no such log, it is damaged, or somebody holds it.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", timeout=_COMMAND, uri=True)) as log:
            begun = log.execute("pragma schema_version").fetchone()[0]  # 0: emptied; the server makes its tables anew
            return _asked(log, (today - timedelta(days=keep_days)).isoformat()) if begun else []
    except sqlite3.Error as error:
        raise ChatbotError(f"{file}: {_unreadable(error)}") from error


def _renew(log: sqlite3.Connection) -> None:
    """Give the entries of a log that an earlier release made the columns of this one."""
    log.execute("begin immediate")  # of several processes that start, one does it
    columns = [column[1] for column in log.execute("pragma table_info(entries)")]
    if "status" in columns:
        log.execute("alter table entries drop column status")
    if columns and "confidence" not in columns:
        log.execute("alter table entries add column confidence real")
    log.commit()


def _erase(log: sqlite3.Connection, entry: str) -> bool:
    """Delete an entry; verdicts on an answer that no entry has any more go with it."""
    if not _ID.fullmatch(entry) or not log.execute("delete from entries where id = ?", (entry,)).rowcount:
        return False
    log.execute("delete from feedback where answer_id not in (select answer_id from entries)")
    (number,) = log.execute("pragma user_version").fetchone()
    log.execute(f"pragma user_version = {number + 1}")
    return True


def _asked(log: sqlite3.Connection, oldest: str) -> list[Asked]:
    rows = log.execute("select question, day from entries where day > ? order by day, id", (oldest,))
    return [Asked(question, date.fromisoformat(day), logged=True) for question, day in rows]


def _unreadable(error: sqlite3.Error) -> str:
    """Return why a log cannot be read, and what to do."""
    code = getattr(error, "sqlite_errorcode", None)  # None where Python, not SQLite, refuses
    if code == sqlite3.SQLITE_BUSY:
        return "somebody is writing the question log; try again in a moment"
    if code == sqlite3.SQLITE_CORRUPT:
        return f"the question log is damaged ({error}); move it away and the server begins a new one"
    return f"no question log ({error}); name the file that the server writes"


def _judged(log: sqlite3.Connection, oldest: str) -> list[Judged]:
    verdicts: defaultdict[str, list[_Said]] = defaultdict(list)
    for source, helpful, reason, quoted, confidence in log.execute(_VERDICTS, {"oldest": oldest}):
        places = (quoted or "").splitlines() or [""]
        place = next((p for p in places if source and p.endswith(f"#{source}")), places[0])
        verdicts[place].append((bool(helpful), reason, confidence))
    return sorted((_summed(*item) for item in verdicts.items()), key=lambda each: (-each.unhelpful, each.place))


def _summed(place: str, verdicts: Sequence[_Said]) -> Judged:
    helpful = sum(yes for yes, _, _ in verdicts)
    reasons = Counter(reason or "no reason given" for yes, reason, _ in verdicts if not yes)
    told = [confidence for _, _, confidence in verdicts if confidence is not None]
    confidence = round(sum(told) / len(told), 4) if told else None
    return Judged(place, helpful, len(verdicts) - helpful, tuple(reasons.most_common()), confidence)
