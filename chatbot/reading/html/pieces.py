"""The pieces of which a page's article consists, in reading order: headings, questions, blocks of text."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.reading.article import BlockKind
from chatbot.reading.html.questions import Question
from chatbot.reading.html.tree import Node


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is no question; `node` is where it stands, `box` what it heads alone, up to its `End`."""

    node: Node
    text: str
    level: int
    box: Node | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A FAQ question; its answer is what comes before the `End` of the same question."""

    question: Question
    text: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Lines:
    """A block of text: one line for each item or row, one in all for the other kinds.

    `numbers` are those of a numbered list's items. `header` is None where a table has no header row; one of several
    rows has several lines. `ragged` holds the numbers (from 1, the header's rows included) of rows that have fewer or
    more cells than the first.
    """

    node: Node
    kind: BlockKind
    lines: tuple[str, ...]
    header: str | None = None
    caption: str = ""
    numbers: tuple[int, ...] = ()
    ragged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """What stands below the title and says what the article is about; it belongs to no section."""

    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """The article's own summary box begins; it lasts until the `End` of the same node."""

    node: Node


@dataclass(frozen=True, slots=True)
class End:
    """The end of an element that something ends with: an answer or a box."""

    node: Node


@dataclass(frozen=True, slots=True)
class Break:
    """Footnotes begin: what follows belongs to no section or answer."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The page shows something here that is not the article: what stands around it is no continuous text.

    `is_byline`: it says who wrote the article, or when.
    """

    is_byline: bool = False


Piece = Heading | Asked | Lines | Deck | Box | End | Break | Gap
