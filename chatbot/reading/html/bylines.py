"""Pieces of a page -> the same without who wrote it, when and how long it takes to read, and pull quotes.

Templates show an article's author, date and reading time below its title in elements of any name, and its author below
its last line. None of it is the article's text: quoted, it answers nobody. A pull quote is, once more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TypeGuard

from chatbot.reading.article import PROSE, BlockKind
from chatbot.reading.bylines import FARTHEST, LONGEST, holds_date, is_byline, is_filler, is_sentence, names_author
from chatbot.reading.html.names import class_words
from chatbot.reading.html.pieces import Asked, Deck, Gap, Heading, Lines, Piece
from chatbot.reading.html.text import squash
from chatbot.reading.html.tree import Node
from chatbot.reading.parts import is_review_footer

_FILED = re.compile(r"in \S.{0,40}[^.!?:]", re.IGNORECASE)
_LONGEST_LINK = 40  # characters of an author's or a category's name
_SHORTEST_QUOTE = 20  # letters of a pull quote
_FEWEST_WORDS = 4  # in it; an address may stand alone, and in a sentence, too
_MOST_QUOTES = 100


def without_bylines(pieces: Sequence[Piece], authors: Collection[str]) -> list[Piece]:
    """Return the pieces with gaps for the lines below the title, and those at the very end, that tell of the article.

    `authors` are those whom the page names. A page that says nothing else, and what stands alone under a heading or
    question, stays as it is.
    """
    names = tuple(authors)
    lines = {place: piece for place, piece in enumerate(pieces) if _is_line(piece)}
    head = _head(pieces, lines)
    told = _beside({place for place in head if tells_of_article(lines[place], names)}, head, lines)
    tail = _tail(pieces, lines, len(head))
    told |= _beside({place for place in tail if names_author(lines[place].lines[0], names)}, tail, lines)
    if all(place in told or isinstance(piece, Gap) for place, piece in enumerate(pieces)):
        return list(pieces)
    return [Gap() if place in told else piece for place, piece in enumerate(pieces)]


def without_pull_quotes(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with gaps for quotations, and who is named below them, that repeat words of a paragraph."""
    boxes = [_quoting_box(piece) for piece in pieces]
    if not any(boxes):
        return list(pieces)
    prose: list[str] = []
    said: dict[Node, list[str]] = {}
    for piece, box in zip(pieces, boxes, strict=True):
        if isinstance(piece, Lines) and box is not None:
            said.setdefault(box, []).append(piece.lines[0])
        elif isinstance(piece, Lines) and piece.kind is BlockKind.PARAGRAPH:
            prose.append(squash(piece.lines[0]))
    page = "\n".join(prose)
    quotes = [(box, words) for box, lines in said.items() if (words := _quoted(lines))]
    repeated = {box for box, words in quotes[:_MOST_QUOTES] if words in page}
    return [Gap() if box in repeated else piece for piece, box in zip(pieces, boxes, strict=True)]


def _quoted(lines: Sequence[str]) -> str:
    """Return the first of a quotation's lines for comparison, "" where it is short or more than its author follows."""
    quote, *rest = lines
    words = squash(quote).strip("\"'“”‘’«»")
    is_whole = len(rest) < 2 and not any(is_sentence(line.rstrip()) for line in rest)
    is_long = len(words) >= _SHORTEST_QUOTE and len(quote.split()) >= _FEWEST_WORDS
    return words if is_whole and is_long else ""


def _head(pieces: Sequence[Piece], lines: Mapping[int, Lines]) -> list[int]:
    """Return the places of the lines before the first sentence, heading or other block."""
    places: list[int] = []
    for place, piece in enumerate(pieces[:FARTHEST]):
        if place in lines and (not _is_sentence(lines[place]) or tells_of_article(lines[place], ())):
            places.append(place)
        elif not isinstance(piece, Gap | Deck):
            break
    return places


def _tail(pieces: Sequence[Piece], lines: Mapping[int, Lines], start: int) -> list[int]:
    """Return the places of the lines behind the last sentence, none where they stand alone below a heading."""
    places: list[int] = []
    for place in range(len(pieces) - 1, max(start, len(pieces) - FARTHEST) - 1, -1):
        if isinstance(pieces[place], Heading | Asked):
            return []
        if place in lines and not _is_sentence(lines[place]):
            places.append(place)
        elif not isinstance(pieces[place], Gap):
            break
    return places


def _is_line(piece: Piece) -> TypeGuard[Lines]:
    return isinstance(piece, Lines) and piece.kind is BlockKind.PARAGRAPH and len(piece.lines[0]) <= LONGEST


def _is_sentence(piece: Lines) -> bool:
    return is_sentence(piece.lines[0].rstrip())


def tells_of_article(piece: Lines, authors: Collection[str]) -> bool:
    """Tell a line of nothing but names, dates and a reading time; a reviewer's line is kept for the footer."""
    line = piece.lines[0]
    if len(line) > LONGEST or is_review_footer(line):
        return False
    return is_byline(line, authors) or (not _is_sentence(piece) and _holds_time(piece.node) and holds_date(line))


def _holds_time(text: Node) -> bool:
    """Tell whether the line of a text is marked as one that holds a date."""
    block = text.block_around()
    return block is not None and block.size <= LONGEST and any(each.tag == "time" for each in block.walk())


def _beside(told: set[int], places: Sequence[int], lines: Mapping[int, Lines]) -> set[int]:
    """Return the places of bylines, and of what only beside them is a part of one: "by", "in Sleep", "41", "Share"."""
    found = set(told)
    for order in (places, places[::-1]):
        is_beside = False
        for place in order:
            is_beside = place in found or (is_beside and _may_be_part(lines[place]))
            if is_beside:
                found.add(place)
    return found


def _may_be_part(piece: Lines) -> bool:
    if _is_sentence(piece):
        return False
    line = piece.lines[0].strip()
    block = piece.node.block_around() or piece.node
    is_link = len(line) <= _LONGEST_LINK and 0 < block.size == block.linked
    return is_link or bool(_FILED.fullmatch(line)) or is_filler(line)


def _quoting_box(piece: Piece) -> Node | None:
    """Return the outermost element around a block of prose that may be a pull quote: a quotation, or named so."""
    if not isinstance(piece, Lines) or piece.kind not in PROSE:
        return None
    found = None
    for node in piece.node.ancestors():
        names = class_words(node)
        if node.tag == "blockquote" or "pullquote" in names or {"pull", "quote"} <= names:
            found = node
        elif node.tag == "figure" and any(each.tag == "blockquote" for each in node.walk()):
            return node
    return found
