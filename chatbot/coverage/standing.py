"""What the editor's dashboard shows: measured in a background thread, kept until something changes.

What is kept is never older than the index version, the day, or an erasure from the question log. Where only the log has
grown, or a file has been touched, it may be a minute old: then a look costs readers nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import Asked, read_questions
from chatbot.coverage.comparing import section_texts
from chatbot.coverage.golden import Golden, check, declined, golden_file, read_golden
from chatbot.coverage.golden_report import GoldenReport, compared
from chatbot.coverage.lint.model import Finding, Limits
from chatbot.coverage.lint.run import lint_folder
from chatbot.coverage.privacy import shareable
from chatbot.coverage.progress import Tell
from chatbot.coverage.questionlog import Judged, QuestionLog
from chatbot.coverage.result import Coverage, Measuring
from chatbot.errors import ChatbotError
from chatbot.indexing.index import PassageIndex
from chatbot.stores import Store

FRESH_SECONDS = 60
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
class Progress:
    """How many questions have been asked so far; `of` is 0 before the first."""

    done: int = 0
    of: int = 0


class _Job(threading.Thread):
    """One measurement; `result` is what came of it."""

    def __init__(self, work: Callable[[Tell], Snapshot]) -> None:
        super().__init__(name="editor", daemon=True)
        self._work = work
        self.progress = Progress()
        self.result: Snapshot | Exception | None = None

    def run(self) -> None:
        """Measure."""
        try:
            self.result = self._work(self._tell)
        except Exception as error:  # whoever waits for the result raises it
            self.result = error

    def _tell(self, done: int, of: int | None) -> None:
        self.progress = Progress(done, of or 0)


class Standing:
    """Measures when somebody looks. Safe to use from several threads."""

    def __init__(self, sources: Sources, today: Callable[[], date]) -> None:
        self._sources, self._today = sources, today
        self._lock = threading.Lock()
        self._answerer: Answerer | None = None
        self._measuring: Measuring | None = None
        self._job: _Job | None = None
        self._asked_for: tuple[Hashable, Hashable] = ("", "")
        self._began = 0.0
        self._linted: tuple[Hashable, list[Finding]] = ("", [])

    def answerer(self, index: PassageIndex) -> Answerer:
        """Return what answers from `index` for an editor: it looks after no reader and counts nothing."""
        with self._lock:
            if self._answerer is None or self._answerer.index is not index:
                self._answerer = Answerer(index)
            return self._answerer

    def now(self, index: PassageIndex, seconds: float) -> Snapshot | Progress:
        """Return where things stand with the version that is served; how far that is, where it takes over `seconds`.

        Raises:
            ChatbotError: something that is looked at cannot be used any more.
        """
        answerer = self.answerer(index)
        with self._lock:
            job = self._current(answerer)
        job.join(seconds)
        if isinstance(job.result, Exception):
            with self._lock:
                self._job = None  # the next look tries again
            raise job.result
        return job.result or job.progress

    def _current(self, answerer: Answerer) -> _Job:
        """Return the job whose result is still good, or a new one."""
        sources, day = self._sources, self._today()
        strict = (answerer.index.version, day, _erasures(sources.log))
        loose = (tuple(_traces(sources)), _seen(sources.log.file) if sources.log else None)
        known_strict, known_loose = self._asked_for
        fresh = known_loose == loose or time.monotonic() < self._began + FRESH_SECONDS
        if self._job is not None and (self._job.is_alive() or fresh) and known_strict == strict:
            return self._job
        if self._job is not None and self._job.is_alive():
            self._measuring = None  # it is in use there
        if self._measuring is None or self._measuring.answerer is not answerer:
            self._measuring = Measuring(answerer)
        measuring = self._measuring
        self._asked_for, self._began = (strict, loose), time.monotonic()
        self._job = _Job(lambda tell: self._snapshot(measuring, day, tell))
        self._job.start()
        return self._job

    def _snapshot(self, measuring: Measuring, day: date, tell: Tell) -> Snapshot:
        sources, missing = self._sources, list[str]()
        asked, feedback, withheld = _logged(sources.log, day, missing)
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
        goldens = _read_goldens(golden_file(sources.corpus), missing)
        coverage = measuring.measure(asked, findings, tell, declined(goldens))
        golden = self._golden(measuring, goldens, asked, missing)
        return Snapshot(coverage, golden, feedback, withheld, tuple(missing))

    def _lint(self, answerer: Answerer, day: date) -> list[Finding]:
        sources, index = self._sources, answerer.index
        key = (index.encoder.fingerprint, day, *_traces(sources))
        if self._linted[0] != key:
            limits = Limits(day, sources.review_months)
            self._linted = key, lint_folder(sources.corpus, limits, sources.max_article_bytes, index.encoder)
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
        return compared(report, before, index, shareable(asked, measuring.vector)[-COMPARED:])

    def _before(self, version: str, missing: list[str]) -> PassageIndex | None:
        """Return the version that was served before this one, None where there is none that can be opened."""
        store = self._sources.store
        try:
            earlier = store.before(version)
            return store.open(earlier) if earlier else None
        except ChatbotError as error:
            missing.append(f"answers are not compared with the version before: {error}")
            return None


def _read_goldens(path: Path, missing: list[str]) -> list[Golden]:
    """Return the golden questions, none where there is no such file or it cannot be read."""
    try:
        return read_golden(path) if path.exists() else []
    except ChatbotError as error:
        missing.append(str(error))
        return []


def _erasures(log: QuestionLog | None) -> int | None:
    """Return the number of the log's erasures, None without a log that can be read."""
    try:
        return log.erasures() if log else None
    except ChatbotError:
        return None


def _logged(log: QuestionLog | None, day: date, missing: list[str]) -> tuple[list[Asked], tuple[Judged, ...], int]:
    """Return the log's questions, its verdicts, and how many questions it only counts."""
    try:
        asked = log.entries(day) if log else []
        return asked, tuple(log.judged(day)) if log else (), log.withheld(day) if log else 0
    except ChatbotError as error:
        missing.append(str(error))
        return [], (), 0


def _traces(sources: Sources) -> Iterator[Hashable]:
    """Yield what changes when a file of questions, the golden questions or an article are touched."""
    corpus = sources.corpus
    for path in (*sources.questions, golden_file(corpus), corpus, *sorted(corpus.rglob("*"))):
        yield path, _seen(path)


def _seen(path: Path) -> Hashable:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
