"""What the editor's dashboard shows: measured when somebody looks, and good until something changes.

A measurement is good for one index version, for the day, and until a question is erased from the log. Where only the
log has grown, or a file has been touched, it is good for a minute nonetheless, and for as long as it took to make: a
site that is asked all day long is not measured all day long. Knows no process and no thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import Asked, read_questions
from chatbot.coverage.comparing import section_texts
from chatbot.coverage.golden import Golden, check, declined, golden_file, goldens_beside
from chatbot.coverage.golden_report import GoldenReport, compared
from chatbot.coverage.lint.model import Finding, Limits
from chatbot.coverage.lint.run import lint_folder
from chatbot.coverage.privacy import shareable
from chatbot.coverage.progress import Tell, quiet
from chatbot.coverage.questionlog import Judged, Logged, QuestionLog
from chatbot.coverage.result import Coverage, Measuring
from chatbot.errors import ChatbotError, IndexingError
from chatbot.indexing.index import PassageIndex
from chatbot.stores import Store

FRESH_SECONDS = 60  # for which a measurement is good though something was touched
FRESH_TIMES = 1.0  # the same, in times that it took to make
COMPARED = 500  # questions asked of the version before, the latest ones; golden questions come first


@dataclass(frozen=True, slots=True)
class Sources:
    """What is looked at: the articles' folder, index versions, files of questions, and the log, if there is one."""

    corpus: Path
    store: Store
    questions: tuple[Path, ...]
    log: QuestionLog | None
    review_months: int
    max_article_bytes: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything an editor sees; `golden` is None without golden questions, `missing` says what could not be read.

    `withheld` counts the questions of which the log may keep no more than that there was one.
    """

    coverage: Coverage
    golden: GoldenReport | None
    feedback: tuple[Judged, ...]
    withheld: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What a measurement must never be older than: the index version, the day, and an erasure from the question log.

    `erasures` is None without a log that can be read.
    """

    version: str
    day: date
    erasures: int | None


class Standing:
    """Measures, and remembers what may serve the next measurement. For one thread at a time, but for `due`."""

    def __init__(self, sources: Sources, today: Callable[[], date]) -> None:
        self._sources, self._today = sources, today
        self._measuring: Measuring | None = None
        self._measured: tuple[Due, Hashable] | None = None
        self._good_until = 0.0
        self._linted: tuple[Hashable, list[Finding]] = ("", [])

    def due(self, version: str) -> Due:
        """Return what a measurement of this version would have to be of if it were made now."""
        return Due(version, self._today(), _erasures(self._sources.log))

    def is_good(self, version: str) -> bool:
        """Tell whether the last measurement may still be shown to somebody who looks at this version."""
        if self._measured is None or self._measured[0] != self.due(version):
            return False
        return time.monotonic() < self._good_until or self._measured[1] == _touched(self._sources)

    def measure(self, version: str, tell: Tell = quiet) -> tuple[Due, Snapshot]:
        """Return where things stand with a version, and what that was measured of.

        Raises:
            ChatbotError: something that is looked at cannot be used any more.
        """
        self._measured, began = None, time.monotonic()
        due, touched = self.due(version), _touched(self._sources)
        if self._measuring is None or self._measuring.answerer.index.version != version:
            self._measuring = None  # before another index is opened
            self._measuring = Measuring(Answerer(self._sources.store.open(version)))
        snapshot = self._snapshot(self._measuring, due.day, tell)
        self._measured, ended = (due, touched), time.monotonic()
        self._good_until = ended + max(FRESH_SECONDS, FRESH_TIMES * (ended - began))
        return due, snapshot

    def forget(self) -> None:
        """Let go of everything remembered: the next measurement reads and asks all anew."""
        self._measuring, self._measured, self._linted = None, None, ("", [])

    def _snapshot(self, measuring: Measuring, day: date, tell: Tell) -> Snapshot:
        sources, missing = self._sources, list[str]()
        logged = _logged(sources.log, day, missing)
        asked = list(logged.asked)
        for path in sources.questions:
            try:
                found = read_questions(path)
                asked += found.asked
                missing += found.notes
            except ChatbotError as error:
                missing.append(str(error))
        findings: list[Finding] = []
        if sources.corpus.exists():
            findings = self._lint(measuring.answerer, day)
        else:
            missing.append(f"{sources.corpus}: the articles are not on this machine, so they are not linted")
        goldens = goldens_beside(sources.corpus, missing)
        coverage = measuring.measure(asked, findings, tell, declined(goldens))
        golden = self._golden(measuring, goldens, asked, missing)
        return Snapshot(coverage, golden, logged.judged, logged.withheld, tuple(missing))

    def _lint(self, answerer: Answerer, day: date) -> list[Finding]:
        sources, index = self._sources, answerer.index
        key = (index.encoder.fingerprint, day, *_traces(sources))
        if self._linted[0] != key:
            limits = Limits(day, sources.review_months, article_bytes=sources.max_article_bytes)
            self._linted = key, lint_folder(sources.corpus, limits, index.encoder)
        return self._linted[1]

    def _golden(
        self, measuring: Measuring, goldens: list[Golden], asked: list[Asked], missing: list[str]
    ) -> GoldenReport | None:
        """Check the golden questions; compare with the version served before, where it is still there."""
        answerer, index = measuring.answerer, measuring.answerer.index
        report = GoldenReport(index.version, tuple(check(goldens, answerer)), section_texts(index) if goldens else {})
        before = self._before(index.version, missing)
        if before is None:
            return report if goldens else None
        try:
            return compared(report, before, index, shareable(asked, measuring.vector)[-COMPARED:])
        except (FileNotFoundError, IndexingError):  # not every file of a version is opened with it
            if before.version in self._sources.store.kept():
                raise
            missing.append("answers are not compared with the version before: it was removed meanwhile")
            return report if goldens else None

    def _before(self, version: str, missing: list[str]) -> PassageIndex | None:
        """Return the version that was served before this one, None where there is none that can be opened."""
        store = self._sources.store
        try:
            earlier = store.before(version)
            return store.open(earlier) if earlier else None
        except ChatbotError as error:
            missing.append(f"answers are not compared with the version before: {error}")
            return None


def _erasures(log: QuestionLog | None) -> int | None:
    """Return the number of the log's erasures, None without a log that can be read."""
    try:
        return log.erasures() if log else None
    except ChatbotError:
        return None


def _logged(log: QuestionLog | None, day: date, missing: list[str]) -> Logged:
    """Return what the log holds, nothing where there is none or it cannot be read."""
    try:
        return log.read(day) if log else Logged()
    except ChatbotError as error:
        missing.append(str(error))
        return Logged()


def _traces(sources: Sources) -> Iterator[Hashable]:
    """Yield what changes when a file of questions, the golden questions or an article are touched."""
    corpus = sources.corpus
    for path in (*sources.questions, golden_file(corpus), corpus, *sorted(corpus.rglob("*"))):
        yield path, _seen(path)


def _touched(sources: Sources) -> Hashable:
    """Return what changes with the question log and with every file that is looked at."""
    return tuple(_traces(sources)), _seen(sources.log.file) if sources.log else None


def _seen(path: Path) -> Hashable:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
