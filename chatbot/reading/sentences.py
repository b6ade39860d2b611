r"""Text -> sentence spans: offsets, never copies.

The `sentencex` library finds the boundaries (rules for some 240 languages, maintained by the Wikimedia Foundation). A
sentence never crosses a blank line, so that one always lies inside one block of the page. A single line break inside a
paragraph is white space ("H\n2O" in an export is one word torn apart), inside a list or table it ends an item or a row.
Where the library ends a sentence too early (behind a number of a list or date, words that a Korean sentence quotes in
its midst, at the dot of "subprocess.Popen()"), it goes on; what abbreviations tell stands in `stops`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from chatbot.reading.article import Span
from chatbot.reading.stops import leads_on, missed

_LONGEST_PART = 10_000  # characters
_PARAGRAPH = re.compile(r"(?:(?!\r?\n[ \t]*\r?\n).)+", re.DOTALL)
_LINE = re.compile(r"[^\r\n]+")
_TAIL = re.compile(r"(?:\[[^\[\]\n]{1,12}\]|[)\]}»”’\"'⁰¹²³⁴-⁹])+(?=\s|$)")
_NUMBERS_OR_INITIALS = re.compile(r"(?:\W*+(?:\d+|[A-Za-zÀ-ÖØ-öø-ɏ])\.\s*+)+")
_QUOTES = frozenset("\"'”’»」』")
_LONGEST_NUMBERS = 24  # characters: "2024. 10. 15."
_LONGEST_NAME = 80
_NAME = re.compile(r"[A-Za-z_]\w{0,80}+")
_WORD = re.compile(r"\w")
_OF_PROGRAM = re.compile(r"[\w)\]][._:(]|[a-z\d][A-Z]")  # "os.path", "is_open", "close(", "ArgumentParser"
_SPACED_OUT = re.compile(r"(?<![^\W\d_])[^\W\d_]\s*+(?<=[^\S\x00-\x7f])(?=\.)")  # "A\xa0.", at which the library fails
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
    starts = [0]
    for cut in sorted({*_found(piece, language), *missed(piece, language)}):
        if 0 < cut < len(piece) and not _goes_on(piece, starts[-1], cut, language):
            starts.append(cut)
    return list(zip(starts, [*starts[1:], len(piece)], strict=True))


def _found(piece: str, language: str) -> Iterator[int]:
    """Yield where the library begins sentences.

    Its time grows with the square of the quotation marks that are left open, so that a long paragraph is cut up: each
    part begins where the last sentence of the one before did, which may go on. A sentence longer than a part ends with
    a word of it.
    """
    begin = 0
    while begin < len(piece):
        part = _SPACED_OUT.sub(lambda spaced: spaced[0][0].ljust(len(spaced[0])), piece[begin : begin + _LONGEST_PART])
        starts = [boundary["start_index"] for boundary in get_sentence_boundaries(language, part)]
        if begin + len(part) == len(piece):
            yield from (begin + start for start in starts)
            return
        starts = [start for start in starts if start] or [part.rfind(" ") + 1 or len(part)]
        yield from (begin + start for start in starts)
        begin += starts[-1]


def _goes_on(piece: str, start: int, end: int, language: str) -> bool:
    """Tell whether what the library takes for the sentence `piece[start:end]` goes on behind it."""
    following = piece[end]
    if piece[end - 1] in _QUOTES:
        return following.isalpha()
    if end - start <= _LONGEST_NUMBERS and _NUMBERS_OR_INITIALS.fullmatch(piece, start, end):
        return True
    return _is_in_name(piece, start, end) or leads_on(piece, start, end, language)


def _is_in_name(piece: str, start: int, end: int) -> bool:
    """Tell whether `piece[end - 1]` is the dot in a program's name, such as "argparse.ArgumentParser".

    Where a page lost the space behind a sentence ("the others.There are two"), words stand on both sides, as in prose.
    """
    after = _NAME.match(piece, end)
    if piece[end - 1] != "." or after is None:
        return False
    before = piece[max(start, end - _LONGEST_NAME) : end - 1].split()[-1:]
    is_alone = before == [piece[start : end - 1].strip()] and before[0].islower()
    is_last = not _WORD.search(piece, after.end())
    parts = (*before, piece[end : after.end() + 1])
    return is_alone or is_last or any(map(_OF_PROGRAM.search, parts))
