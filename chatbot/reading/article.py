r"""An article as every reader returns it: one visible text, and spans of it that say what each part is.

`Article.text` is what a person sees on the page, made once by the reader. Everything else points into it. How the text
is laid out is the same for every format:

* blocks are separated by one blank line (`"\n\n"`), list items and table rows by `"\n"`, table cells by `"\t"`;
* list bullets and numbers are not part of the text (a browser does not count them as text either); the number of an
  ordered list's first item is `Block.first`, and where another than the next follows, a new block begins. A number
  that stands in a heading ("1. Name it") is part of the heading;
* words that are struck out are not part of the text: the page shows that its author took them back, and a quote cannot;
  nor are those that a page's classes keep for screen readers;
* white space inside a paragraph is as the page shows it: single spaces, no line breaks but hard ones (`"\n"`). Tabs
  and line breaks never occur inside a table cell. JSON lines are the exception: their texts are kept to the
  letter unless they are HTML.

Offsets count Unicode code points. Nothing here reads files, splits sentences or knows about the index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]` of the article's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


class BlockKind(StrEnum):
    """What a block is; a definition list is a `LIST` whose items hold a term, a line break and its definition."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    STEPS = "steps"
    TABLE = "table"
    CODE = "code"
    QUOTATION = "quotation"


PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
LONGEST_DEFINITION = 500  # characters; a list with longer ones is no list of entries to be quoted side by side


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list, numbered list, table, code sample or block quotation.

    `items` are a list's items or a table's body rows, in order; `header` is a table's header row, inside `span`; `lead`
    is the sentence just before a list or table that introduces it (it ends with a colon, names the table or list, or is
    a paragraph of its own). `term` is what the block defines, in a definition list that lays out parts of the page: the
    text of blocks before it.
    """

    kind: BlockKind
    span: Span
    items: tuple[Span, ...] = ()
    header: Span | None = None
    lead: Span | None = None
    first: int = 1
    term: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks up to the next heading, of any level.

    `id` is unique in the article and stable while its heading is; `anchor` is the heading's id on the page, where it
    has one. `parents` are the ids of the sections it stands under, outermost first. `step` is the number of a "1. Name"
    heading.
    """

    id: str
    level: int
    heading: Span | None
    blocks: tuple[Block, ...] = ()
    anchor: str | None = None
    parents: tuple[str, ...] = ()
    step: int | None = None


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question of the article and the blocks that answer it; `level` is set where the question is a heading.

    The question's number, "3.1. Why?", is not part of it, but stands before it on its line.
    """

    id: str
    question: Span
    blocks: tuple[Block, ...]
    anchor: str | None = None
    level: int | None = None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Takeaway:
    """The article's own summary box."""

    id: str
    heading: Span | None
    blocks: tuple[Block, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the reference list; `span` is empty (start == end) where the export lost its text."""

    span: Span
    number: int | None = None


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A link to another article; `target` is an article id or URL where the source gives one."""

    title: str
    category: str = ""
    deck: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about an article beside its text; what its source does not say has its default.

    `says_unreviewed` tells that it names its reviewers and that they are nobody.
    """

    url: str | None = None
    authors: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    reviewed: date | None = None
    published: date | None = None
    updated: date | None = None
    language: str = "en"
    category: str | None = None
    says_unreviewed: bool = False

    def metadata(self) -> dict[str, Any]:
        """Return these fields by name, for `replace` or another class with the same."""
        return {each.name: getattr(self, each.name) for each in fields(Metadata)}


@dataclass(frozen=True, slots=True)
class Article(Metadata):
    """One article: its visible text, its parts as spans of that text, and what is known about it.

    `source` is the file's path relative to the corpus folder. `page_text` is everything the page shows (menus and
    footers too) where that is more than `text`; it decides whether a sentence is unique on its page. `line_of` maps a
    section or FAQ id to the line of `source` on which it begins, where the reader knows it.
    """

    id: str
    title: str
    text: str
    source: str
    sections: tuple[Section, ...] = ()
    faq: tuple[FaqEntry, ...] = ()
    title_span: Span | None = None
    deck: Span | None = None
    takeaway: Takeaway | None = None
    references: tuple[Reference, ...] = ()
    references_heading: Span | None = None
    review_footer: Span | None = None
    related: tuple[RelatedLink, ...] = ()
    page_text: str = ""
    line_of: dict[str, int] = field(default_factory=dict)

    def named(self) -> dict[str, Span | None]:
        """Return by id the heading of every section and the question of every FAQ entry."""
        return {s.id: s.heading for s in self.sections} | {f.id: f.question for f in self.faq}

    def heading_path(self, parents: tuple[str, ...], named: Mapping[str, Span | None]) -> tuple[str, ...]:
        """Return the headings and questions with these ids, outermost first; `named` is what `named()` returns."""
        spans = (named[i] for i in parents if i in named)
        return tuple(span.of(self.text) for span in spans if span)
