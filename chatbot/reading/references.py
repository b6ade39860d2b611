"""The elements of a reference list -> its references, each with its number; several may stand in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.reading.article import BlockKind, Reference, Span
from chatbot.reading.outline import Piece
from chatbot.reading.parts import are_cited

_NUMBERED = re.compile(r"(?:\[(\d{1,4})\]|(\d{1,4})[.)](?=\s|$))\s*")


def references_of(pieces: Iterable[Piece], text: str) -> list[Reference]:
    """Return the references that stand in these pieces of `text`, in order; those without text are empty spans.

    A number that is part of the text, "[7]", is part of the reference, too.
    """
    found: list[Reference] = []
    for piece in pieces:
        block = piece.block
        for index, span in enumerate(block.items or _entries(piece, text)):
            typed = _NUMBERED.match(span.of(text))
            number = block.first + index if block.kind is BlockKind.STEPS else None
            if typed:
                number = int(typed[1] or typed[2])
            is_empty = typed is not None and typed.end() == len(span)
            found.append(Reference(Span(span.end, span.end) if is_empty else span, number))
    return found


def _entries(piece: Piece, text: str) -> list[Span]:
    """Return the lines of a paragraph in the file where each is an entry of a reference list, else all of it."""
    start, end = piece.block.span.start, piece.block.span.end
    hard = (place for place in range(start, end) if text[place] == "\n")
    cuts = sorted({*piece.breaks, *hard})
    lines = [Span(a, b) for a, b in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)]
    return lines if are_cited(line.of(text) for line in lines) else [piece.block.span]
