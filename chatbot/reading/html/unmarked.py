"""Pieces whose markup and look differ -> pieces as they look: bold lines as headings, subtitles as text.

Editors of blogs know bold lines and no headings; themes set what stands below the title as a heading of a size that
they like.
"""

from __future__ import annotations

from collections.abc import Sequence

from chatbot.reading.article import BlockKind
from chatbot.reading.html.names import class_words
from chatbot.reading.html.pieces import Asked, Gap, Heading, Lines, Piece
from chatbot.reading.html.tables import is_bold
from chatbot.reading.html.text import line_of, squash
from chatbot.reading.html.tree import Node
from chatbot.reading.parts import may_be_name

_SUBTITLES = frozenset({"subtitle", "subhead", "subheading", "subheadline", "standfirst", "deck", "dek", "strapline"})
_LONGEST_NAME = 80  # characters of a bold line that names what follows it
_FEWEST_NAMES = 2
_LEVEL = 2


def words_of(piece: Heading | Lines) -> str:
    """Return the words of a heading or paragraph, "" for other blocks."""
    if isinstance(piece, Heading):
        return piece.text
    return piece.lines[0] if piece.kind is BlockKind.PARAGRAPH else ""


def with_plain_subtitle(pieces: Sequence[Piece], description: str) -> list[Piece]:
    """Return the pieces; where they begin with the title's second line, set as a heading, it becomes a paragraph.

    A first heading is that line where its class says so and no other heading has this class, or where it says the same
    as the page's `description`. It heads no section.
    """
    place = next((place for place, piece in enumerate(pieces) if not isinstance(piece, Gap)), 0)
    first = pieces[place] if pieces else None
    if not isinstance(first, Heading):
        return list(pieces)
    classes = [piece.node.attrs.get("class") for piece in pieces if isinstance(piece, Heading)]
    is_named_so = class_words(first.node) & _SUBTITLES and classes.count(classes[0]) == 1
    is_second_line = is_named_so or squash(first.text) == squash(description)
    plain = Lines(first.node, BlockKind.PARAGRAPH, (first.text,)) if is_second_line else first
    return [*pieces[:place], plain, *pieces[place + 1 :]]


def without_repetition(pieces: Sequence[Piece], title: Node | None) -> list[Piece]:
    """Return the pieces without headings that say title or deck again before anything else is said.

    Exports of blogs write both above the text, in an element of their own, and as the first headings in the text.
    """
    if title is None or title.parent is None:
        return list(pieces)
    around = title.parent
    said = {squash(line_of(title))}
    kept: list[Piece] = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, Heading) and squash(piece.text) in said and around not in piece.node.ancestors():
            continue
        if not isinstance(piece, Gap):
            if len(said) > 1 or not isinstance(piece, Lines) or not words_of(piece):
                return [*kept, *pieces[place:]]
            said.add(squash(words_of(piece)))
        kept.append(piece)
    return list(pieces)


def with_bold_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page without headings and questions, bold lines above other text as headings."""
    if any(isinstance(piece, Heading | Asked) for piece in pieces):
        return list(pieces)
    bold = [_as_heading(piece) for piece in pieces]
    goes_on = [not heading and isinstance(piece, Lines) for heading, piece in zip(bold, pieces, strict=True)]
    names = [heading if below else None for heading, below in zip(bold, [*goes_on, False][1:], strict=True)]
    if len(list(filter(None, names))) < _FEWEST_NAMES:
        return list(pieces)
    return [heading or piece for heading, piece in zip(names, pieces, strict=True)]


def _as_heading(piece: Piece) -> Heading | None:
    """Return a paragraph that is nothing but a short bold line as a heading; None for anything else."""
    words = words_of(piece) if isinstance(piece, Lines) else ""
    block = piece.node.block_around() if isinstance(piece, Lines) else None
    if block is None or not words or not may_be_name(words) or len(words) > _LONGEST_NAME or "\n" in words:
        return None
    return Heading(block, words, _LEVEL) if is_bold(block) else None
