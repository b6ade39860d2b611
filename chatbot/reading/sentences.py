r"""Text -> sentence spans: offsets, never copies.

The `sentencex` library finds the boundaries (rules for some 240 languages, maintained by the Wikimedia Foundation). A
sentence never crosses a blank line, so that one always lies inside one block of the page. A single line break inside a
paragraph is white space ("H\n2O" in an export is one word torn apart), inside a list or table it ends an item or a row.
The library takes a unit of one letter ("It weighs 250 g. Cut it.") for an initial; here its stop ends a sentence.
"""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from chatbot.reading.article import Span

_PARAGRAPH = re.compile(r"(?:(?!\r?\n[ \t]*\r?\n).)+", re.DOTALL)
_LINE = re.compile(r"[^\r\n]+")
_TAIL = re.compile(r"(?:\[[^\[\]\n]{1,12}\]|[)\]}»”’\"'])+(?=\s|$)")
_UNIT = re.compile(r"(?<=\d)\s?[ghlmst]\.\s+(?=[\"'“‘(]*[A-Z])")
_VISIBLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def sentence_spans(text: str, within: Span, language: str = "en") -> list[Span]:
    """Return the sentences of the prose `text[within.start:within.end]` in order, trimmed of white space at both ends.

    Every non-space character of `within` belongs to exactly one span.
    """
    spans: list[Span] = []
    for piece in _PARAGRAPH.finditer(text, within.start, within.end):
        for start, end in _boundaries(piece.group(), language):
            begin, stop = piece.start() + start, piece.start() + end
            tail = _TAIL.match(text, begin, stop) if spans and spans[-1].end == begin else None
            if tail:  # a footnote mark or closing bracket belongs to the sentence it touches
                spans[-1], begin = Span(spans[-1].start, tail.end()), tail.end()
            visible = _VISIBLE.search(text, begin, stop)
            if visible:
                spans.append(Span(visible.start(), visible.end()))
    return spans


def line_spans(text: str, within: Span) -> list[Span]:
    """Return the lines of `text[within.start:within.end]` that are not blank, trimmed: items, rows, lines of code."""
    lines = (_VISIBLE.search(text, m.start(), m.end()) for m in _LINE.finditer(text, within.start, within.end))
    return [Span(line.start(), line.end()) for line in lines if line]


def _boundaries(piece: str, language: str) -> list[tuple[int, int]]:
    """Return the (start, end) pairs that tile `piece`; the library's offsets count code points, as ours do."""
    found = (boundary["start_index"] for boundary in get_sentence_boundaries(language, piece))
    after_units = (match.end() for match in _UNIT.finditer(piece))
    starts = sorted({0, *(start for start in (*found, *after_units) if 0 < start < len(piece))})
    return list(zip(starts, [*starts[1:], len(piece)], strict=True))
