"""One article and its source file: where in the file a section, an offset or a wording stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from chatbot.coverage.lint.markup import Markup, markup_of
from chatbot.reading.article import Article, Block, FaqEntry, Section, Span
from chatbot.reading.corpusfiles import HTML, MARKDOWN


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """An article with the lines of its source (`lines`, white space collapsed) and what its markup says."""

    article: Article
    lines: tuple[str, ...]
    markup: Markup

    @property
    def is_markdown(self) -> bool:
        """True where heading levels and numbers in `markup` are what the author typed."""
        return PurePath(self.article.source).suffix.lower() in MARKDOWN

    @property
    def has_metadata(self) -> bool:
        """True where the format can say what an article's deck, takeaway and review date are; JSON lines cannot."""
        return PurePath(self.article.source).suffix.lower() != ".jsonl"

    @property
    def knows_links(self) -> bool:
        """True where the source is hypertext."""
        return PurePath(self.article.source).suffix.lower() in (*MARKDOWN, *HTML)

    def line_of(self, wording: str, section: str = "") -> int:
        """Return the first line that holds `wording`, from the section's line on; else the section's, or 0."""
        start = self.article.line_of.get(section, 0)
        wanted = " ".join(wording.split())
        for number in range(max(start, 1), len(self.lines) + 1):
            if wanted in self.lines[number - 1]:
                return number
        return start

    def line_at(self, offset: int) -> int:
        """Return the line of the words at `offset` of the article's text, as near as the source tells."""
        text = self.article.text
        end = next((i for i in range(offset, len(text)) if text[i] in "\n\t"), len(text))
        words = text[offset:end].split()
        section = self.section_at(offset)
        for count in (8, 4, 2, 1):
            line = self.line_of(" ".join(words[:count]), section)
            if line and line != self.article.line_of.get(section, 0):
                return line
        return self.article.line_of.get(section, 0)

    def section_at(self, offset: int) -> str:
        """Return the id of the section, FAQ entry or takeaway in which `offset` lies, "" before the first."""
        started = [(start, name) for start, name in self._starts() if start <= offset]
        return max(started)[1] if started else ""

    def section_at_line(self, line: int) -> str:
        """Return the id of the section or FAQ entry whose line is the last at or before `line`, "" before the first."""
        started = [(begin, name) for name, begin in self.article.line_of.items() if begin <= line]
        return max(started)[1] if started else ""

    def body(self) -> Iterator[tuple[str, Span]]:
        """Yield (section id, span) of every block of the sections and the takeaway: all but FAQ and references."""
        if self.article.takeaway:
            yield from ((self.article.takeaway.id, block.span) for block in self.article.takeaway.blocks)
        for section in self.article.sections:
            yield from ((section.id, block.span) for block in section.blocks)

    def spoken(self) -> list[Span]:
        """Return the spans of the body's blocks and of those of the FAQ's answers."""
        answers = [block.span for entry in self.article.faq for block in entry.blocks]
        return [*(span for _, span in self.body()), *answers]

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """Yield (section or FAQ id, block) of every block of the sections, then of the FAQ's answers."""
        parts: list[Section | FaqEntry] = [*self.article.sections, *self.article.faq]
        for part in parts:
            yield from ((part.id, block) for block in part.blocks)

    def _starts(self) -> Iterator[tuple[int, str]]:
        """Yield where each part begins: at its heading or, without one, its first block."""
        for section in self.article.sections:
            first = section.heading or next((block.span for block in section.blocks), None)
            if first:
                yield first.start, section.id
        yield from ((entry.question.start, entry.id) for entry in self.article.faq)
        box = self.article.takeaway
        if box and (box.heading or box.blocks):
            yield (box.heading or box.blocks[0].span).start, box.id


def source_of(source: str, corpus: Path) -> bytes | None:
    """Return the bytes of a source file, None where it is not there or cannot be read, which its fault tells."""
    path = _path(source, corpus)
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def size_of(source: str, corpus: Path) -> int:
    """Return the bytes that a source file has, 0 where nothing can be seen of it."""
    try:
        return _path(source, corpus).stat().st_size
    except OSError:
        return 0


def _path(source: str, corpus: Path) -> Path:
    return corpus / source if corpus.is_dir() else corpus


def read_page(article: Article, corpus: Path) -> Page:
    """Return the article with its source; a source that is no longer there has no lines and no markup."""
    raw = None if PurePath(article.source).suffix.lower() == ".jsonl" else source_of(article.source, corpus)
    if raw is None:
        return Page(article, (), Markup())
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(" ".join(line.split()) for line in text.split("\n"))
    return Page(article, lines, markup_of(article.source, text))
