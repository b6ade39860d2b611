"""The elements of a reference list -> its references, each with its number; several may stand in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.reading.article import BlockKind, Reference, Span
from chatbot.reading.outline import Piece
from chatbot.reading.parts import are_cited

_BRACKETED = re.compile(r"\[(\d{1,4})\]\s*")


def references_of(pieces: Iterable[Piece], text: str) -> list[Reference]:
    """Return the references that stand in these pieces of `text`, in order; those without text are empty spans."""
    found: list[Reference] = []
    for piece in pieces:
        block = piece.block
        for index, span in enumerate(block.items or _entries(piece, text)):
            numbered = _BRACKETED.match(span.of(text))
            if numbered:
                found.append(Reference(Span(span.start + numbered.end(), span.end), int(numbered[1])))
            else:
                found.append(Reference(span, block.first + index if block.kind is BlockKind.STEPS else None))
    return found


def _entries(piece: Piece, text: str) -> list[Span]:
    """Return the lines of a paragraph in the file where each is an entry of a reference list, else all of it."""
    start, end = piece.block.span.start, piece.block.span.end
    hard = (place for place in range(start, end) if text[place] == "\n")
    cuts = sorted({*piece.breaks, *hard})
    lines = [Span(a, b) for a, b in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)]
    return lines if are_cited(line.of(text) for line in lines) else [piece.block.span]
