"""An article -> the passages that are embedded, retrieved and quoted: spans of its text that fit the encoder.

A FAQ answer, takeaway, table, numbered list, list, numbered step or long definition is one passage where it fits; a
longer one is split at blocks, then at sentences, items or rows, and each piece keeps its context. Prose is packed
paragraph by paragraph within its section. References and related links are never passages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from chatbot.reading.article import Article, Block, BlockKind, Section, Span
from chatbot.reading.landing import Page
from chatbot.reading.packing import Budget, packed

REVIEW_FOOTER_ID = "review-footer"
_NOTHING = Span(0, 0)  # of a template
_LARGEST_PREFIX = 0.25  # of the encoder's limit: what headings or a question may take of a view


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
    """A span of the same article text that a reader needs beside the passage.

    `is_term`: the heading is the term of a definition.
    """

    role: Role
    span: Span
    is_term: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One unit of retrieval and attribution.

    `source_id` is the id of the section or FAQ entry; `headings` are the heading texts above it, outermost first, its
    own section's last (the FAQ question is not among them). `sentences` cover the text in order: sentences of prose and
    of list items, rows of a table, lines of code. `blocks` are the article's blocks cut to `span`. A table's header row
    is never in `span` where the table is the whole passage: it is context. Of `context` only a term may stand in
    `span`, where the passage begins with it. `landings` holds for each sentence the span that a link to it can name
    without doubt, or None.
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
    landings: tuple[Span | None, ...] = ()

    @property
    def source(self) -> tuple[str, str]:
        """What names its section or FAQ entry in the whole corpus: its article's id, and its own there."""
        return self.article_id, self.source_id

    @property
    def above(self) -> tuple[Context, ...]:
        """The context that stands outside the passage."""
        return tuple(part for part in self.context if part.span.start < self.span.start)

    @property
    def term(self) -> Span | None:
        """The term that the passage defines, None where it is no part of a definition."""
        return next((part.span for part in self.context if part.is_term), None)

    def question_in(self, text: str) -> str:
        """Return the FAQ question that the passage answers, "" where it answers none; `text` is its article's."""
        return next((part.span.of(text) for part in self.context if part.role is Role.QUESTION), "")


@dataclass(frozen=True, slots=True)
class _Unit:
    """Blocks that belong together, and what each piece of them shares: `template` with no span, sentences or blocks."""

    template: Passage
    blocks: tuple[Block, ...]


def passages_of(article: Article, count_tokens: Callable[[str], int], max_tokens: int) -> list[Passage]:
    """Return the article's passages in reading order.

    Args:
        article: what a reader made.
        count_tokens: word pieces of a text, special tokens included (the encoder's).
        max_tokens: the encoder's limit; a passage with its headings or question stays within it.
    """
    passages: list[Passage] = []
    page = Page(article)
    for unit in (part for whole in _units(article) for part in _unbroken(whole, article.text)):
        context = " ".join((*unit.template.headings, *(c.span.of(article.text) for c in unit.template.context)))
        room = max_tokens - min(count_tokens(context), int(max_tokens * _LARGEST_PREFIX))
        pieces = packed(unit.blocks, unit.template.term, article, Budget(count_tokens, room))
        passages.extend(_passage(unit, sentences, page) for sentences in pieces)
    return sorted(passages, key=lambda p: p.span)


def _units(article: Article) -> Iterator[_Unit]:
    if box := article.takeaway:
        above = (box.heading.of(article.text),) if box.heading else ()
        template = Passage(article.id, box.id, Kind.TAKEAWAY, _NOTHING, (), headings=above, anchor=box.anchor)
        yield _Unit(template, box.blocks)
    named = article.named()
    terms = _Terms(article)
    for section in article.sections:
        yield from _section_units(article, section, article.heading_path(section.parents, named), terms)
    for entry in article.faq:
        asked, headings = (Context(Role.QUESTION, entry.question),), article.heading_path(entry.parents, named)
        template = Passage(article.id, entry.id, Kind.FAQ, _NOTHING, (), asked, headings, entry.anchor)
        yield _Unit(template, entry.blocks)
    if article.review_footer:
        block = Block(BlockKind.PARAGRAPH, article.review_footer)
        yield _Unit(Passage(article.id, REVIEW_FOOTER_ID, Kind.SECTION, _NOTHING, ()), (block,))


def _unbroken(unit: _Unit, text: str) -> Iterator[_Unit]:
    """Yield the unit, in parts where words stand between its blocks that are none of it, such as a line of the site."""
    apart = (text[before.span.end : after.span.start].strip() for before, after in pairwise(unit.blocks))
    starts = [0, *(place for place, words in enumerate(apart, 1) if words), len(unit.blocks)]
    yield from (replace(unit, blocks=unit.blocks[start:end]) for start, end in pairwise(starts))


class _Terms:
    """Knows of each block of an article which term it defines or is a part of."""

    def __init__(self, article: Article) -> None:
        found = {block.term for section in article.sections for block in section.blocks if block.term}
        self._spans = sorted(found)
        self._starts = [span.start for span in self._spans]

    def of(self, block: Block) -> Span | None:
        place = bisect_right(self._starts, block.span.start) - 1
        is_part = place >= 0 and block.span.end <= self._spans[place].end
        return self._spans[place] if is_part else block.term


_ALONE = {BlockKind.TABLE: Kind.TABLE, BlockKind.STEPS: Kind.STEP, BlockKind.LIST: Kind.LIST}


def _section_units(article: Article, section: Section, above: tuple[str, ...], terms: _Terms) -> Iterator[_Unit]:
    own = (section.heading.of(article.text),) if section.heading else ()
    headings = (*above, *own)
    is_step = section.step is not None and section.heading is not None
    prose = Kind.STEP if is_step else Kind.SECTION
    context = (Context(Role.HEADING, section.heading),) if is_step and section.heading else ()
    template = Passage(article.id, section.id, prose, _NOTHING, (), context, headings, section.anchor)
    leads = {block.lead.end: block.lead for block in section.blocks if block.lead}
    for (alone, term), group in groupby(section.blocks, key=lambda block: (_ALONE.get(block.kind), terms.of(block))):
        blocks = tuple(group)
        if alone is None:
            blocks = tuple(_without_lead(blocks, leads, article.text))
            if blocks and not (term and blocks[-1].span.end <= term.end):  # a list or table defines the bare term
                named = (Context(Role.HEADING, term, is_term=True),) if term else ()
                yield _Unit(replace(template, context=(*context, *named)), blocks)
            continue
        for each in blocks:
            is_bare = not each.items  # a header is all that there is to quote
            block = replace(each, items=(each.header,), header=None) if each.header and is_bare else each
            own_template = replace(template, kind=alone, context=(*context, *_block_context(block)))
            yield _Unit(own_template, (replace(block, header=None) if block.header else block,))


def _without_lead(blocks: Sequence[Block], leads: Mapping[int, Span], text: str) -> Iterator[Block]:
    """Yield prose without the last sentence where that is a lead-in, which is quoted with the list or table it opens.

    `leads` are the section's, by their ends.
    """
    *before, last = blocks
    yield from before
    lead = leads.get(last.span.end)
    kept = text[last.span.start : lead.start].rstrip() if lead else last.span.of(text)
    if kept:
        yield replace(last, span=Span(last.span.start, last.span.start + len(kept)))


def _block_context(block: Block) -> Iterator[Context]:
    if block.term:
        yield Context(Role.HEADING, block.term, is_term=True)
    if block.lead:
        yield Context(Role.LEAD, block.lead)
    if block.header:
        yield Context(Role.HEADER, block.header)


def _passage(unit: _Unit, sentences: list[Span], page: Page) -> Passage:
    span = Span(sentences[0].start, sentences[-1].end)
    blocks = tuple(
        _cut(block, span) for block in unit.blocks if block.span.start < span.end and span.start < block.span.end
    )
    context = unit.template.context
    if unit.template.kind in (Kind.FAQ, Kind.TAKEAWAY):  # lists and tables in the midst of a longer whole
        context = (*context, *(part for part in _block_context(blocks[0]) if part.span.end <= span.start))
    landings = tuple(page.landing(sentence) for sentence in sentences)
    return replace(
        unit.template, span=span, sentences=tuple(sentences), context=context, blocks=blocks, landings=landings
    )


def _cut(block: Block, span: Span) -> Block:
    if span.start <= block.span.start and block.span.end <= span.end:
        return block
    kept = tuple(item for item in block.items if item.start < span.end and span.start < item.end)
    before = sum(item.end <= span.start for item in block.items)
    inside = Span(max(block.span.start, span.start), min(block.span.end, span.end))
    return replace(block, span=inside, items=kept, first=block.first + before)
