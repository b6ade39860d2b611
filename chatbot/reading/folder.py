"""A folder (or single file) of articles in any format -> Corpus: articles in stable order, all faults, a digest.

Which files are read is told in `corpusfiles.py`. A file's article has the file's path without suffix as its id, an
article of a .jsonl file its given one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from chatbot.errors import CorpusError, Fault, Severity, placed
from chatbot.reading.article import Article
from chatbot.reading.corpusfiles import HTML, MARKDOWN, CorpusFile, corpus_files, state_of
from chatbot.reading.decoding import empty_fault, file_fault
from chatbot.reading.html import read_html
from chatbot.reading.jsonl import MAX_ARTICLE_BYTES, read_jsonl
from chatbot.reading.markdown import read_markdown
from chatbot.reading.pagetext import read_pagetext

_Found = tuple[int, Article | None, list[Fault]]
READERS: dict[str, Callable[..., tuple[Article | None, list[Fault]]]] = {
    **dict.fromkeys(MARKDOWN, read_markdown),
    **dict.fromkeys(HTML, read_html),
    ".txt": read_pagetext,
}
"""What reads a file of one article, by its suffix."""
DRAFT, LATER, REDIRECT = "drafts", "published after today", "redirects"  # why an article is left out
_LINES = 2**40  # more lines than a file has
_HEAD = 64 * 1024  # bytes of a .jsonl file in which a binary file shows itself


class Corpus:
    """The articles of a folder, read anew each time one iterates over them, and never more than one in memory.

    Iteration yields the articles that can be used, in the order of their files' paths, and after the last raises
    CorpusError with every error of every file. Drafts, articles that are `published` after `today` and pages that hold
    no article are left out. What a pass found, `warnings`, `left_out` and `digest`, is known when it has ended.
    """

    def __init__(self, folder: Path | str, *, max_article_bytes: int = MAX_ARTICLE_BYTES, today: date) -> None:
        self._folder = Path(folder)
        self._max_article_bytes = max_article_bytes
        self.today = today
        self._pass: _Pass | None = None

    def __iter__(self) -> Iterator[Article]:
        self._pass = None
        reading = _Pass(self.today, self.state)
        files, faults = corpus_files(self._folder)
        reading.faults += faults
        for file in files:
            for line, article, found in self._articles(file):
                if reading.takes(article, found, file.name, line) and article:
                    yield article
        self._pass = reading
        errors = reading.of(Severity.ERROR)
        if errors:
            reading.state = None
            raise CorpusError(errors)

    def find(self) -> None:
        """Look for the files, and read none.

        Raises:
            CorpusError: there are none, for a reason that is known before reading.
        """
        files, faults = corpus_files(self._folder)
        errors = [fault for fault in faults if fault.severity is Severity.ERROR]
        if errors and not files:
            raise CorpusError(errors)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is wrong with articles that can be used nonetheless, by path and line."""
        return tuple(sorted(self._ended().of(Severity.WARNING)))

    @property
    def left_out(self) -> dict[str, int]:
        """How many articles were left out though nothing is wrong with them, by the reason: `DRAFT`, `LATER` ..."""
        return dict(self._ended().left_out)

    @property
    def digest(self) -> str:
        """The sha256, in hex, of every article taken: same articles, same digest, whenever and wherever it is read."""
        return self._ended().digest.hexdigest()

    @property
    def state(self) -> str | None:
        """A digest of the files as they lie there and of the limit: equal state, equal articles, up to the day `until`.

        None where only reading tells. Looking takes a fraction of the time of reading.
        """
        files = state_of(self._folder)
        return f"{files} {self._max_article_bytes}" if files else None

    @property
    def read_state(self) -> str | None:
        """The state in which the files were when they were last read to the end without an error, if that is known."""
        return self._pass.state if self._pass else None

    @property
    def until(self) -> date | None:
        """The first day on which an article is published that was left out, None where there is none."""
        return self._ended().until

    def _ended(self) -> _Pass:
        if self._pass is None:
            raise RuntimeError("what a corpus holds is known once it was iterated over to its end")
        return self._pass

    def _articles(self, file: CorpusFile) -> Iterator[_Found]:
        try:
            if file.suffix == ".jsonl":
                yield from self._lines(file)
            else:
                yield self._document(file)
        except OSError as error:
            seen = f"the file cannot be read ({error.strerror})"
            yield 0, None, [Fault(file.name, 0, seen, "correct its permissions, or remove it")]

    def _document(self, file: CorpusFile) -> _Found:
        with file.path.open("rb") as stream:
            raw = stream.read(self._max_article_bytes + 1)
        if len(raw) > self._max_article_bytes:
            size = file.path.stat().st_size
            seen = f"the article has {size:,} bytes, more than the limit of {self._max_article_bytes:,}"
            return 0, None, [Fault(file.name, 0, seen, "split it, or raise max_article_bytes")]
        fault = empty_fault(raw, file.name)
        if fault:
            return 0, None, [fault]
        article, faults = READERS[file.suffix](raw, article_id=file.article_id, source=file.name)
        return 0, article, faults

    def _lines(self, file: CorpusFile) -> Iterator[_Found]:
        with file.path.open("rb") as stream:
            fault = file_fault(stream.read(_HEAD), file.name)
            if fault:
                yield 0, None, [fault]
                return
            stream.seek(0)
            yield from read_jsonl(stream, source=file.name, max_article_bytes=self._max_article_bytes)


@dataclass(slots=True)
class _Pass:
    """What one pass over the files found so far."""

    today: date
    state: str | None
    until: date | None = None
    faults: list[Fault] = field(default_factory=list)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    left_out: Counter[str] = field(default_factory=Counter)
    _places: dict[str, int] = field(default_factory=dict)  # by id; one integer each, as there may be millions
    _sources: list[str] = field(default_factory=list)

    def takes(self, article: Article | None, faults: list[Fault], source: str, line: int) -> bool:
        """Note an article or its faults, and tell whether it belongs to the corpus."""
        failed = any(fault.severity is Severity.ERROR for fault in faults)
        reason = "" if failed else self._reason(article, faults)
        if reason:
            self.left_out[reason] += 1
            return False
        self.faults += faults
        if failed or article is None or not article.text:
            return False
        first = self._first_place(article.id, source, line)
        if first:
            seen = f'the article id "{article.id}" is also that of {first}'
            remedy = (
                "keep one of the two, rename a file (its name without suffix is the id), or change an id in a .jsonl"
            )
            self.faults.append(Fault(source, line, seen, remedy))
            return False
        self.digest.update(canonical(article) + b"\n")
        return True

    def _reason(self, article: Article | None, faults: list[Fault]) -> str:
        """Return why an article without errors is left out, "" where it is not, or a warning says why.

        The first day on which one is to be published is noted.
        """
        if article is None:
            return DRAFT
        if article.published and article.published > self.today:
            self.until = min(article.published, self.until or article.published)
            return LATER
        return "" if article.text or faults else REDIRECT

    def _first_place(self, article_id: str, source: str, line: int) -> str:
        """Note where an article stands, and return where the first of the same id does, "" where it is the first."""
        if not self._sources or self._sources[-1] != source:
            self._sources.append(source)
        here = (len(self._sources) - 1) * _LINES + line
        first = self._places.setdefault(article_id, here)
        if first == here:
            return ""
        number, first_line = divmod(first, _LINES)
        return placed(self._sources[number], first_line)

    def of(self, severity: Severity) -> list[Fault]:
        return [fault for fault in self.faults if fault.severity is severity]


def canonical(article: Article) -> bytes:
    """Return the article as bytes that are the same wherever it is read: UTF-8 JSON, keys sorted, on one line."""
    return msgspec.json.encode(article, order="sorted")
