"""The lines of a page saved as plain text -> chunks: tables, lists, numbered lines and lines of text.

Such an export writes one line for each block of the page and loses the markup of headings. What can be told from a line
alone is told here; what takes its neighbours is told in `pagetext.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from chatbot.reading.article import Span
from chatbot.reading.builder import collapse
from chatbot.reading.pageruns import WORD, is_title_case, is_wrapped, may_be_title_case
from chatbot.reading.parts import LEAD, LONGEST_HEADING, is_advertisement, is_breadcrumb, is_question, part_of
from chatbot.reading.pipes import cells_of, columns_of, is_rule
from chatbot.reading.sentences import sentence_spans

_SEPARATOR = re.compile(r"[-*_=~•·—–\s]{3,}")
_PAGE_NUMBER = re.compile(r"\s*page \d{1,4} of \d{1,4}\s*", re.IGNORECASE)
_BULLET = re.compile(r"(\s*)[-*•·▪◦‣●○](?:\s+(.*))?")
_QUOTE = re.compile(r"\s*>\s+(.*)")
_MARK = re.compile(r"\W*\w{0,3}[.)\]]|[^\w\s]")  # of an item: "1.", "[2]", "a)", a bullet
_NUMBER = re.compile(r"(\d{1,3})[.)](?:\s+(.*))?")
_SENTENCE_END = ".!?…:;,。！？：；、"
_CLOSERS = "\"'”’)]»」』"
_OPENERS = "\"'“‘([«「『¿¡"
_QUOTED = re.compile(r"[\"“«「『].*[\"”»」』]|‘.*’")
_SPEECH = re.compile(
    r"(?:.*[,:：]|(?:I|He|She|They|We|You|It|One)\b.*|.*\b(?:says?|said|asks?|asked|calls?|called|tells?|told|writes?|wrote))"
    r"\s*[\"“«「‘].*[\"”»」’]"
)
_TWO_SENTENCES = re.compile(r"(?<![a-z가-힣])[a-z가-힣]{4,}[.。]\s+\S|[다요]\.\s+\S")
_CAPTION = re.compile(
    r"(?:photo|image|figure|source|credit|사진|출처|그림)s?\b[^:：]{0,20}[:：]|(?:table|figure|fig\.|표|그림)\s*\d",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"(?:(?!https?://|www\.)\S)*+(?:https?://|www\.)\S*+|[^\s@]++@[^\s@.]++\.\S++")
_EXCLAIMED = re.compile(r"[?!？！]+(?=[\"'”’)\]]*$)")
_JOINED = re.compile(r"(?:and|but|or|so|then|yet|because|그런데|그러나|하지만|그리고)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_LONGEST_IN_TITLE_CASE = 200  # characters of a heading that its capitals tell
_FEWEST_PIPES = 2  # one may part a title from the site's name


class Kind(Enum):
    """What a chunk is, as far as its own characters tell."""

    TEXT = auto()
    NUMBER = auto()
    QUOTE = auto()
    LIST = auto()
    TABLE = auto()


_WRAPPING = (Kind.TEXT, Kind.NUMBER, Kind.LIST)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One line of text, numbered or quoted ("> "), or all lines of a list or table; `line` counts from 1.

    `text` is the line itself, with its number; `number` is that number, and `lines` are the items or rows. `gap` tells
    that a blank line stands before it.
    """

    kind: Kind
    line: int
    text: str = ""
    number: int | None = None
    lines: tuple[str, ...] = ()
    gap: bool = False


def chunks_of(text: str) -> list[Chunk]:
    """Return the chunks of a file with normalised line ends; a paragraph wrapped over several lines is one chunk."""
    lines = [line.rstrip() for line in text.split("\n")]
    wrapped = is_wrapped(lines)
    merged: list[list[Chunk]] = []
    position, gap = 0, False
    while position < len(lines):
        if _is_no_text(lines[position]) or (not merged and is_breadcrumb(lines[position])):
            position, gap = position + 1, True
            continue
        chunk, position = _next_chunk(lines, position, gap)
        gap = False
        if merged and _goes_on(merged[-1], chunk, wrapped):
            merged[-1].append(chunk)
        else:
            merged.append([chunk])
    return [_merged(group) for group in merged]


def _is_no_text(line: str) -> bool:
    """Tell a blank line, a separator, and what a page shows or prints around its text."""
    is_mark = _SEPARATOR.fullmatch(line) or _PAGE_NUMBER.fullmatch(line)
    return not line.strip() or bool(is_mark) or is_advertisement(line)


def _goes_on(group: Sequence[Chunk], chunk: Chunk, wrapped: bool) -> bool:
    """Tell whether a chunk continues those above it: lists do across blank lines, what is wrapped does not."""
    if chunk.kind is Kind.LIST:
        return group[0].kind is Kind.LIST
    return wrapped and not chunk.gap and chunk.kind is Kind.TEXT and group[0].kind in _WRAPPING


def _merged(group: Sequence[Chunk]) -> Chunk:
    if group[0].kind is not Kind.LIST:
        return replace(group[0], text=" ".join(chunk.text for chunk in group).strip())
    lines: list[str] = []
    for chunk in group:
        if chunk.kind is Kind.LIST:
            lines += chunk.lines
        else:
            lines[-1] += f" {chunk.text}"
    return replace(group[0], lines=tuple(lines))


def _next_chunk(lines: Sequence[str], start: int, gap: bool) -> tuple[Chunk, int]:
    """Return the chunk that begins at the line with index `start`, and the index of the first line behind it."""
    end = _end_of_columns(lines, start)
    if end > start + 1:
        rows = [columns_of(line) for line in lines[start:end]]
        filled = (row + [""] * (len(rows[0]) - len(row)) for row in rows)
        return Chunk(Kind.TABLE, start + 1, lines=tuple(f"| {' | '.join(row)} |" for row in filled), gap=gap), end
    end = start
    while end < len(lines) and _is_row(lines, start, end):
        end += 1
    if end > start:
        return Chunk(Kind.TABLE, start + 1, lines=tuple(lines[start:end]), gap=gap), end
    while end < len(lines) and _BULLET.fullmatch(lines[end]):
        end += 1
    if end > start:
        return Chunk(Kind.LIST, start + 1, lines=tuple(lines[start:end]), gap=gap), end
    quote = _QUOTE.fullmatch(lines[start])
    if quote:
        return Chunk(Kind.QUOTE, start + 1, collapse(quote[1]), gap=gap), start + 1
    line = collapse(lines[start].strip())
    number = _NUMBER.fullmatch(line)
    kind = Kind.NUMBER if number else Kind.TEXT
    return Chunk(kind, start + 1, line, int(number[1]) if number else None, gap=gap), start + 1


def _is_row(lines: Sequence[str], start: int, position: int) -> bool:
    """Tell whether a line is a row of the table that begins at `start`.

    It begins with a pipe, or a rule says so, or it has the cells of the row above or below it.
    """
    line = lines[position].strip()
    if line.startswith("|") and line.count("|") > 1:
        return True
    below = lines[start + 1] if start + 1 < len(lines) else ""
    if is_rule(below):
        return "|" in line
    columns = _bare_columns(lines[start])
    return columns > 0 and columns == _bare_columns(below) == _bare_columns(line)


def _bare_columns(line: str) -> int:
    """Return how many cells stand between pipes on a line that is no item, 0 where they are fewer than three."""
    if line.count(" | ") < _FEWEST_PIPES or line.startswith("|") or _BULLET.fullmatch(line) or _NUMBER.fullmatch(line):
        return 0
    return len(cells_of(line))


def _end_of_columns(lines: Sequence[str], start: int) -> int:
    """Return the index behind the lines in columns that begin at `start`: none has more cells than the first.

    A cell at a row's end may be empty, which no line shows. In columns apart by mere spaces no cell is.
    """
    tabbed = "\t" in lines[start].strip()
    width = _columns(lines[start], tabbed)
    fewest = 1 if tabbed else width
    end = start
    while width and end < len(lines) and fewest <= _columns(lines[end], tabbed) <= width:
        end += 1
    return end


def _columns(line: str, tabbed: bool) -> int:
    """Return how many cells stand in columns on a line, 0 where it is none; between spaces three are the fewest."""
    cells = columns_of(line)
    fewest = 2 if tabbed else 3
    marked = not line.strip() or "|" in line or _MARK.fullmatch(cells[0]) or tabbed != ("\t" in line.strip())
    return 0 if marked or len(cells) < fewest else len(cells)


def items_of(chunk: Chunk) -> tuple[list[str], int | None]:
    """Return the items of a list, and the first number where each has the next ("- 1. Name"), which then are no text.

    An item that is indented deeper than the first is a line of the one above it.
    """
    found = [match for match in map(_BULLET.fullmatch, chunk.lines) if match]
    words = [collapse((match[2] or "").strip()) for match in found]
    numbers = [_NUMBER.fullmatch(each) for each in words]
    inner = [len(match[1]) > len(found[0][1]) for match in found]
    own = [int(number[1]) for number, is_inner in zip(numbers, inner, strict=True) if number and not is_inner]
    first = own[0] if all(numbers) and own == [*range(own[0], own[0] + len(own))] else None
    items: list[str] = []
    for is_inner, number, each in zip(inner, numbers, words, strict=True):
        item = (number[2] or "") if number and first is not None else each
        if is_inner:
            items[-1] = f"{items[-1]}\n{item}".strip()
        else:
            items.append(item)
    return items, first


def name_of(chunk: Chunk) -> str:
    """Return what follows the number of a numbered line."""
    found = _NUMBER.fullmatch(chunk.text)
    return (found[2] or "") if found else chunk.text


def lines_of(chunk: Chunk) -> Sequence[str]:
    """Return what a chunk says line by line, without bullets and numbers; a table's rows are as they are."""
    if chunk.kind is Kind.LIST:
        return items_of(chunk)[0]
    return chunk.lines or (name_of(chunk),)


def is_heading_like(text: str) -> bool:
    """Tell whether a line could be a heading: short, one phrase, without final punctuation, and no quotation.

    In Title Case it may trail off ("Yes, But..."), and be or hold a quotation.
    """
    if len(text) > _LONGEST_IN_TITLE_CASE:
        return False
    bare = text.rstrip(_CLOSERS)
    trails_off = bare.endswith(("...", "…")) and is_title_case(text)
    ended = not bare or (bare[-1] in _SENTENCE_END and not trails_off)
    if ended or not (text[0].isupper() or text[0].isdigit() or _is_caseless(text)):
        return False
    if (_QUOTED.fullmatch(text) or _SPEECH.fullmatch(text)) and not is_title_case(text):
        return False
    if _TWO_SENTENCES.search(text):
        return False
    if _CAPTION.match(text) or _WEB_ADDRESS.fullmatch(text) or not WORD.search(text):
        return False
    return len(text) <= LONGEST_HEADING or is_title_case(text)


def may_be_question_heading(text: str, *, titled: bool) -> bool:
    """Tell whether a line that asks or exclaims could be a heading: one short sentence, written as the others are."""
    phrase = _EXCLAIMED.sub("", text)
    asks = is_question(text)
    if not (asks or text != phrase) or len(text) > LONGEST_HEADING:
        return False
    alone = len(sentence_spans(text, Span(0, len(text)))) == 1
    asks = asks and not _JOINED.match(text)
    as_others = is_title_case(text) or (asks and not (titled and not may_be_title_case(text)))
    return alone and as_others and is_heading_like(phrase)


def sure_headings(chunks: Sequence[Chunk]) -> Iterator[str]:
    """Yield the lines that can only be headings: each alone above a sentence, and below no colon."""
    for before, chunk, after in zip(chunks, chunks[1:], chunks[2:], strict=False):
        heads = chunk.kind is Kind.TEXT and is_heading_like(chunk.text) and part_of(chunk.text) is None
        alone = not is_heading_like(before.text or "-") and not before.text.endswith(LEAD)
        if heads and alone and (is_ended(after.text) or after.text.endswith(LEAD)):
            yield chunk.text


def is_ended(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return bool(_ENDED.search(text))


def _is_caseless(text: str) -> bool:
    """Tell whether a line begins with a letter of a script without capitals, or with a quotation mark or bracket."""
    first = text[0]
    return first in _OPENERS or (first.isalpha() and first.lower() == first.upper())
