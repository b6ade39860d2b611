"""The elements of a FAQ part -> questions and their answers, however the page sets questions apart.

Sub-headings are questions; where there are none, what opens an answer, bold text, a "Q:" label, a line of its own that
asks, or the first sentence of a paragraph is. One style holds for a whole run of blocks, so that a question inside an
answer stays there. Outside of a FAQ part boxes that open are entries, too, where most of their summaries ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from chatbot.reading.article import PROSE, Block, BlockKind, Span
from chatbot.reading.outline import Heading, Piece, span_of
from chatbot.reading.parts import FEWEST, answer_start, is_question, may_be_name, question_start
from chatbot.reading.sentences import sentence_spans

_LONGEST_QUESTION = 200  # characters; beyond that a line is a paragraph that ends in a question


@dataclass(slots=True)
class Entry:
    """A question and the blocks that answer it, as they are found; `heading` where the question is one."""

    question: Span
    line: int
    heading: Heading | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """What stands under one heading that is no question, or, without heading, at the beginning of the FAQ part."""

    heading: Heading | None
    intro: list[Piece] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


class _Style(Enum):
    """How questions are set apart, the surest first."""

    SUMMARY = auto()
    BOLD = auto()
    LABEL = auto()
    LINE = auto()
    TERM = auto()
    SENTENCE = auto()


MOSTLY = 0.6
"""How many of the boxes that open, or of other elements made alike, must ask where nothing calls them a FAQ."""
_SURE = (_Style.SUMMARY, _Style.BOLD, _Style.LABEL)


def faq_groups(elements: Sequence[Heading | Piece], text: str, only_asking: bool) -> list[Group]:
    """Return the entries of a FAQ part in reading order, grouped by its headings that are no questions.

    `only_asking`: a heading is a question only where it asks (in an article that is one FAQ the others are sections).
    """
    groups = [Group(None)]
    opened: Entry | None = None
    runs = list(_runs(elements))
    for position, (heading, pieces) in enumerate(runs):
        if heading is None:
            _read_run(groups[0], pieces, text, tuple(_Style) if len(runs) == 1 else _SURE)
            continue
        asks = is_question(heading.span.of(text))
        if opened and opened.heading and heading.level > opened.heading.level and not asks:
            opened.blocks += [Block(BlockKind.PARAGRAPH, heading.span), *(piece.block for piece in pieces)]
        elif asks or not (only_asking or _is_group(runs[position:], text)):
            begin = heading.span.start + question_start(heading.span.of(text))
            answer = (
                [_without_answer_label(pieces[0].block, text), *(piece.block for piece in pieces[1:])] if pieces else []
            )
            opened = Entry(Span(begin, heading.span.end), heading.line, heading, answer)
            groups[-1].entries.append(opened)
        else:
            opened = None
            groups.append(Group(heading))
            _read_run(groups[-1], pieces, text, _SURE)
    return groups


def are_asking(asking: int, alike: int, fewest: int = FEWEST, mostly: float = MOSTLY) -> bool:
    """Tell whether so many of the elements made alike ask that those that do are questions of a FAQ."""
    return asking >= max(fewest, alike * mostly)


def asked_boxes(elements: Sequence[Heading | Piece], text: str) -> set[int]:
    """Return the numbers of the boxes of which the summary asks, outside of a FAQ; none where most summaries do not."""
    summaries: dict[int, Span] = {}
    for element in elements:
        if element.box:
            summaries.setdefault(element.box, span_of(element))
    asked = {box for box, summary in summaries.items() if is_question(summary.of(text))}
    return asked if are_asking(len(asked), len(summaries)) else set()


def boxed_entry(elements: Sequence[Heading | Piece], text: str) -> Entry:
    """Return the summary of a box, its first element, as a question, and the rest of the box as its answer."""
    summary, *rest = elements
    span = span_of(summary)
    question = Span(span.start + question_start(span.of(text)), span.end)
    blocks = [Block(BlockKind.PARAGRAPH, each.span) if isinstance(each, Heading) else each.block for each in rest]
    return Entry(question, summary.line, summary if isinstance(summary, Heading) else None, blocks)


def _runs(elements: Sequence[Heading | Piece]) -> Iterator[tuple[Heading | None, list[Piece]]]:
    """Yield each heading with the blocks under it; what stands before the first heading comes first, with None."""
    heading: Heading | None = None
    pieces: list[Piece] = []
    for element in elements:
        if isinstance(element, Heading):
            yield heading, pieces
            heading, pieces = element, []
        else:
            pieces.append(element)
    yield heading, pieces


def _is_group(runs: Sequence[tuple[Heading | None, list[Piece]]], text: str) -> bool:
    """Tell whether the first heading holds questions instead of being one: sub-headings, or bold or labelled ones."""
    heading, pieces = runs[0]
    below = runs[1][0] if len(runs) > 1 else None
    return bool(heading and below and below.level > heading.level) or _style(pieces, text, _SURE) is not None


def _read_run(group: Group, pieces: Sequence[Piece], text: str, styles: Sequence[_Style]) -> None:
    """Read blocks without headings: what stands before the first question is the group's introduction.

    A bold name right before a question is that of a group, and no block of its own.
    """
    style = _style(pieces, text, styles)
    for piece, following in zip(pieces, [*pieces, None][1:], strict=True):
        found = _questions(piece, text, style) if style and not _answers_asking(piece, group, style, text) else []
        for question, rest in found:
            group.entries.append(Entry(question, piece.line))
            if len(rest):
                group.entries[-1].blocks.append(Block(BlockKind.PARAGRAPH, rest))
        if found:
            continue
        is_answered = not group.entries or bool(group.entries[-1].blocks)
        if style and following and is_answered and _names_group(piece, text) and _questions(following, text, style):
            continue
        if group.entries:
            group.entries[-1].blocks.append(_without_answer_label(piece.block, text))
        else:
            group.intro.append(piece)


def _answers_asking(piece: Piece, group: Group, style: _Style, text: str) -> bool:
    """Tell whether it is an answer that ends by asking: a line of several sentences directly below its question."""
    is_next = style is _Style.LINE and bool(group.entries) and not group.entries[-1].blocks
    return is_next and len(sentence_spans(text, piece.block.span)) > 1


def _names_group(piece: Piece, text: str) -> bool:
    return piece.block.span in piece.bold and may_be_name(piece.block.span.of(text))


def _style(pieces: Sequence[Piece], text: str, styles: Sequence[_Style]) -> _Style | None:
    """Return the surest of `styles` in which a block holds a question; the unsure ones must begin with it."""
    for style in styles:
        looked_at = pieces[:1] if style in (_Style.TERM, _Style.SENTENCE) else pieces
        if style is _Style.SUMMARY:  # where one asks, the others are questions, too
            looked_at = [piece for piece in pieces if is_question(piece.block.span.of(text))]
        if any(_questions(piece, text, style) for piece in looked_at):
            return style
    return None


def _questions(piece: Piece, text: str, style: _Style) -> list[tuple[Span, Span]]:
    """Return the (question, rest of its paragraph) pairs of a block; a list counts where every item begins with one."""
    if piece.block.kind in PROSE:
        units: Sequence[Span] = (piece.block.span,)
    elif piece.block.kind in (BlockKind.LIST, BlockKind.STEPS) and style is not _Style.LINE:
        units = piece.block.items
    else:
        return []
    found = [_split(unit, piece, text, style) for unit in units]
    return [pair for pair in found if pair] if all(found) else []


def _split(unit: Span, piece: Piece, text: str, style: _Style) -> tuple[Span, Span] | None:
    """Return the question at the beginning of a paragraph or item and what follows it, None where there is none."""
    words = unit.of(text)
    labelled = question_start(words)
    bold = next((span for span in piece.bold if unit.start <= span.start <= unit.start + labelled), None)
    end: int | None = None
    if style is _Style.SUMMARY:
        end = unit.end if piece.is_summary else None
    elif style is _Style.BOLD:
        end = bold.end if bold and is_question(bold.of(text)) else None
    elif style is _Style.TERM:
        end = bold.end if bold and (bold.end == unit.end or bold.of(text).endswith(":")) else None
    elif style is _Style.LINE:
        is_short = is_question(words) and len(words) <= _LONGEST_QUESTION
        end = unit.end if is_short and len(sentence_spans(text, unit)) <= 2 else None
    elif style is _Style.SENTENCE or labelled:
        start = unit.start + labelled
        looked_at = Span(start, min(unit.end, start + 2 * _LONGEST_QUESTION))
        first = next(iter(sentence_spans(text, looked_at)), unit)
        end = first.end if is_question(first.of(text)) and len(first) <= _LONGEST_QUESTION else None
    if end is None:
        return None
    return Span(unit.start + labelled, end), _behind(end, unit.end, text)


def _behind(start: int, end: int, text: str) -> Span:
    """Return `text[start:end]` without white space and an answer's label at its beginning."""
    rest = text[start:end]
    begin = len(rest) - len(rest.lstrip())
    return Span(min(start + begin + answer_start(rest[begin:]), end), end)


def _without_answer_label(block: Block, text: str) -> Block:
    if block.kind in PROSE:
        return Block(block.kind, _behind(block.span.start, block.span.end, text))
    if block.kind is BlockKind.LIST and block.items and len(block.items[0]):
        first = _behind(block.items[0].start, block.items[0].end, text)
        items = (first, *block.items[1:]) if len(first) else block.items
        return replace(block, span=Span(items[0].start, block.span.end), items=items)
    return block
