"""An article -> the passages that are embedded, retrieved and quoted: spans of its text that fit the encoder.

A FAQ answer, takeaway, table, numbered list and list is one passage where it fits; a longer one is split at items or
sentences and each piece keeps its context. Prose is packed paragraph by paragraph within its section.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chatbot.reading.article import Block, Span


class Kind(StrEnum):
    """What a passage is, as the chat API names it."""

    SECTION = "section"
    FAQ = "faq"
    TAKEAWAY = "takeaway"
    TABLE = "table"
    STEP = "step"
    LIST = "list"


class Role(StrEnum):
    """The part a context span plays beside the quoted text."""

    QUESTION = "question"
    HEADING = "heading"
    LEAD = "lead"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Context:
    """A span of the same article text that a reader needs beside the passage."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit of retrieval and attribution.

    `source_id` is the id of the section or FAQ entry; `headings` are the heading texts above it, outermost first, its own
    section's last (the FAQ question is not among them). `sentences` cover the text in order: sentences of prose, items of a
    list, rows of a table. `blocks` are the article's blocks cut to `span`.
    """

    article_id: str
    source_id: str
    kind: Kind
    span: Span
    sentences: tuple[Span, ...]
    context: tuple[Context, ...] = ()
    headings: tuple[str, ...] = ()
    anchor: str | None = None
    blocks: tuple[Block, ...] = ()
