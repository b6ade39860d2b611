"""Pieces whose markup and look differ -> pieces as they look: bold lines as headings, typed lists.

Editors of blogs know bold lines and no headings. Word processors and old pages make a paragraph or line of each item
of a list, with its bullet or number as text; others make a list of each item, or of what stands between two inner
lists. A list keeps its items together and has the sentence that introduces it; its bullets and numbers are no text.
Letters stay: laws are cited by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from chatbot.reading.article import BlockKind
from chatbot.reading.html.pieces import Asked, Gap, Heading, Lines, Piece
from chatbot.reading.html.tables import is_bold
from chatbot.reading.html.text import line_of, squash
from chatbot.reading.html.tree import Node
from chatbot.reading.parts import may_be_name

_LONGEST_NAME = 80  # characters of a bold line that names what follows it
_FEWEST_NAMES = 2
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|example|equation|abb(?:ildung|\.)|tab(?:elle|\.)|그림|표)\s*\d", re.IGNORECASE
)
_LEVEL = 2
_BULLET = re.compile(r"(?:[•·▪◦‣●○∙*–-]\s+|[o§]\xa0\s*)(?=\S)")  # the letters are Word's round and square bullets
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_LETTER = re.compile(r"(?:\(?[a-z]\)|\(?[ivx]{2,5}\)|[①-⑳])\s*(?=\S)")
_FIRST_LETTER = re.compile(r"\(?[ai]\)|①")
_FEWEST = 2  # items that are typed


def words_of(piece: Heading | Lines) -> str:
    """Return the words of a heading or paragraph, "" for other blocks."""
    if isinstance(piece, Heading):
        return piece.text
    return piece.lines[0] if piece.kind is BlockKind.PARAGRAPH else ""


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
    if _CAPTION.match(words):
        return None
    return Heading(block, words, _LEVEL) if is_bold(block) else None


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a paragraph: its text and, where it begins as an item does, its mark, its number and its words."""

    piece: Lines
    text: str
    words: str = ""
    mark: re.Pattern[str] | None = None
    number: int = 0


def with_whole_lists(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces, those that are items of one list as this list."""
    whole: list[Piece] = []
    run: list[Lines] = []
    for piece in _with_typed_lists(pieces):
        is_list = isinstance(piece, Lines) and piece.kind in (BlockKind.LIST, BlockKind.STEPS)
        if isinstance(piece, Lines) and is_list and (not run or _goes_on(run[-1], piece)):
            run.append(piece)
            continue
        whole += _joined(run)
        run = [piece] if isinstance(piece, Lines) and is_list else []
        if not run:
            whole.append(piece)
    return [*whole, *_joined(run)]


def _goes_on(before: Lines, piece: Lines) -> bool:
    """Tell whether a list has the next numbers, or is what follows an inner list made a list of its own."""
    if piece.kind is not before.kind:
        return False
    if piece.kind is BlockKind.STEPS:
        return piece.numbers[0] == before.numbers[-1] + 1
    return piece.node.tag == before.node.tag == "ul" and piece.node.parent is before.node.parent


def _joined(run: Sequence[Lines]) -> list[Lines]:
    lines = tuple(line for piece in run for line in piece.lines)
    numbers = tuple(number for piece in run for number in piece.numbers)
    return [replace(run[0], lines=lines, numbers=numbers)] if run else []


def _with_typed_lists(pieces: Iterable[Piece]) -> Iterator[Piece]:
    lines: list[_Line] = []
    for piece in pieces:
        if isinstance(piece, Lines) and piece.kind is BlockKind.PARAGRAPH:
            lines += (_line(piece, line) for line in piece.lines[0].split("\n"))
        else:
            yield from _told_apart(lines)
            lines.clear()
            yield piece
    yield from _told_apart(lines)


def _line(piece: Lines, text: str) -> _Line:
    for mark in (_BULLET, _NUMBER, _LETTER):
        if found := mark.match(text):
            words = text if mark is _LETTER else text[found.end() :]
            return _Line(piece, text, words, mark, int(found[1]) if mark is _NUMBER else 0)
    return _Line(piece, text)


def _told_apart(lines: Sequence[_Line]) -> Iterator[Lines]:
    """Yield a list for each run of items, and what stands between them as the paragraphs that they were."""
    plain: list[_Line] = []
    for run in _runs(lines):
        if not _is_list(run):
            plain += run
            continue
        yield from _paragraphs(plain)
        plain.clear()
        kind = BlockKind.STEPS if run[0].mark is _NUMBER else BlockKind.LIST
        numbers = tuple(line.number for line in run if line.mark is _NUMBER)
        yield Lines(run[0].piece.node, kind, tuple(line.words for line in run), numbers=numbers)
    yield from _paragraphs(plain)


def _runs(lines: Iterable[_Line]) -> list[list[_Line]]:
    runs: list[list[_Line]] = []
    for line in lines:
        before = runs[-1][-1] if runs else None
        if before and before.mark is line.mark and line.number in (0, before.number + 1):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_list(run: Sequence[_Line]) -> bool:
    is_begun = run[0].mark is not _LETTER or _FIRST_LETTER.match(run[0].words)
    return run[0].mark is not None and len(run) >= _FEWEST and bool(is_begun)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Lines]:
    """Yield what is left of each paragraph."""
    for piece, left in groupby(lines, key=lambda line: line.piece):
        yield replace(piece, lines=("\n".join(line.text for line in left),))
