"""The chunks of a page saved as plain text -> the role of each: title, deck, heading, list item, body, and so on.

A heading cannot be told from its own line alone ("Trouble sleeping" may be a heading, or an item that lost its bullet),
so the chunks around it and the way the page writes its sure headings decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from chatbot.reading.article import Span
from chatbot.reading.pagelines import Chunk, Kind, is_byline, is_ended, is_heading_like, is_title_case, name_of
from chatbot.reading.parts import (
    FIRST_COMMENT,
    Part,
    is_question,
    is_review_footer,
    opens_comments,
    part_of,
    step_number,
)
from chatbot.reading.relatedlines import READING_TIME
from chatbot.reading.sentences import sentence_spans

_LONGEST_DECK = 300  # characters; more is the article's first paragraph
_LONGEST_QUESTION = 120  # characters, as for other headings
_FEWEST_TITLES = 2  # one line above a title with a deck may be its category
_EXCLAIMED = re.compile(r"[?!？！]+(?=[\"'”’)\]]*$)")
_PLURAL = re.compile(r"s\s*:?$", re.IGNORECASE)
_JOINED = re.compile(r"(?:and|but|or|so|then|yet|because|그런데|그러나|하지만|그리고)\b", re.IGNORECASE)


class Role(Enum):
    """What a chunk is on the page. `BOX` is the takeaway's content, `ASIDE` belongs to no section (byline, date)."""

    TITLE = auto()
    DECK = auto()
    ASIDE = auto()
    LABEL = auto()
    HEADING = auto()
    STEP = auto()
    ITEM = auto()
    BODY = auto()
    BOX = auto()
    RELATED = auto()


def roles_of(chunks: Sequence[Chunk]) -> list[Role]:
    """Return the role of each chunk; a file that begins with a table or list has no title."""
    return _Page(chunks).roles() if chunks else []


class _Page:
    """One page on its way from top to bottom; `_roles` holds what is decided so far."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._roles: list[Role] = []
        self._part: Part | None = None
        self._asked = False
        self._plural = False
        self._links_end = 0
        self._last_place = {chunk.text: place for place, chunk in enumerate(chunks)}
        self._first_sentence = next(
            (place for place, each in enumerate(chunks) if place and is_ended(each.text)), len(chunks)
        )
        self._title_case = self._headings_are_in_title_case()

    def roles(self) -> list[Role]:
        """Decide, and return one role for each chunk."""
        self._read_head()
        while len(self._roles) < len(self._chunks):
            here = len(self._roles)
            part = self._label(here)
            if part:
                self._part, self._asked = part, False
                self._links_end = self._end_of_links(here + 1) if part is Part.RELATED else here
                self._plural = bool(_PLURAL.search(self._chunks[here].text))
                self._roles.append(Role.LABEL)
            elif self._part is Part.RELATED and here < self._links_end:
                self._roles.append(Role.BODY if is_review_footer(self._chunks[here].text) else Role.RELATED)
            elif self._part is Part.COMMENTS:
                self._roles.append(Role.BODY)
            elif self._part is Part.REFERENCES:
                self._read_reference(here)
            elif self._part is Part.FAQ:
                self._read_faq(here)
            elif self._part is Part.TAKEAWAY:
                self._read_box(here)
            else:
                self._read_body(here)
        return self._roles

    def _read_head(self) -> None:
        first = self._chunks[0]
        if first.kind not in (Kind.TEXT, Kind.NUMBER):
            return
        self._roles.append(Role.TITLE)
        self._part = Part.FAQ if part_of(first.text) is Part.FAQ else None
        self._read_asides()
        if self._is_deck(len(self._roles)):
            self._roles.append(Role.DECK)
            self._read_asides()

    def _read_asides(self) -> None:
        while len(self._roles) < len(self._chunks) and self._is_aside(len(self._roles)):
            self._roles.append(Role.ASIDE)

    def _is_aside(self, here: int) -> bool:
        chunk = self._chunks[here]
        return chunk.kind is Kind.TEXT and (is_byline(chunk.text) or part_of(chunk.text) is Part.COMMENTS)

    def _is_deck(self, here: int) -> bool:
        """Tell whether the chunk below the title is the deck: a heading or blank line ends the head behind it."""
        following = here + 1
        while following < len(self._chunks) and self._is_aside(following):
            following += 1
        chunk = self._chunks[here] if here < len(self._chunks) else None
        if chunk is None or chunk.kind is not Kind.TEXT or len(chunk.text) > _LONGEST_DECK or self._label(here):
            return False
        if following >= len(self._chunks):
            return False
        if chunk.gap:  # a paragraph below a gap may as well be the first of the text, unless the summary follows
            return self._label(following) is Part.TAKEAWAY
        ended = any(each.gap for each in self._chunks[here + 1 : following + 1])
        return ended or self._label(following) is not None or self._is_candidate(following)

    def _read_box(self, here: int) -> None:
        """Read a takeaway: its first block, with a list that it leads to; under a plural label all up to a heading."""
        if self._roles[-1] is Role.LABEL:
            run = self._run(here) if self._is_candidate(here) else [here]
            closed = len(run) > 1 and self._followed(run[-1])
            self._roles += [Role.BOX] * (len(run) - closed)
            return
        before, chunk = self._chunks[here - 1], self._chunks[here]
        led = before.text.endswith((":", "：")) and chunk.kind in (Kind.LIST, Kind.NUMBER)
        listed = before.kind is Kind.NUMBER and chunk.kind is Kind.NUMBER
        several = self._plural and not self._is_candidate(here)
        if led or listed or several:
            self._roles.append(Role.BOX)
        else:
            self._part = None
            self._read_body(here)

    def _read_faq(self, here: int) -> None:
        text = self._chunks[here].text
        numbers = self._numbers(here)
        if len(numbers) > 1 and not any(is_question(self._chunks[n].text) for n in numbers):
            self._asked = False
            self._roles += [Role.ITEM] * len(numbers)
            return
        asks = not self._asked and is_question(text)
        if asks or self._asked or not self._is_candidate(here):
            self._asked = asks
            self._roles.append(Role.BODY)
        elif here + 1 < len(self._chunks) and is_question(self._chunks[here + 1].text):
            self._roles.append(Role.ASIDE)  # the name of a group of questions
        elif self._followed(here):
            self._part = None
            self._read_body(here)
        else:
            self._roles.append(Role.BODY)

    def _read_reference(self, here: int) -> None:
        chunk = self._chunks[here]
        bare = self._is_candidate(here) and not re.search(r"\d|, ", chunk.text)
        if bare and self._followed(here) and self._roles[-1] is not Role.LABEL:
            self._part = None
            self._read_body(here)
        else:
            self._roles.append(Role.ITEM if chunk.kind is Kind.NUMBER else Role.BODY)

    def _end_of_links(self, first: int) -> int:
        """Return the place behind the box of related titles that begins at `first`: the next label, or the page's end.

        Before a label it may be a name with prose below it, behind the last reading time or below bare titles.
        """
        end = next((place for place in range(first, len(self._chunks)) if self._label(place)), None)
        if end is None:
            return len(self._chunks)
        times = [place for place in range(first, end) if READING_TIME.fullmatch(self._chunks[place].text)]
        if times:
            places = range(times[-1] + 1 if times[0] > first else end, end - 1)
        else:
            names = next((place for place in range(first, end) if not self._is_name(place)), end)
            places = range(max(first + _FEWEST_TITLES, names - 1), min(names, end - 1))
        return next((place for place in places if self._is_name(place) and self._is_prose(place + 1)), end)

    def _is_name(self, here: int) -> bool:
        return self._is_candidate(here) or is_question(self._chunks[here].text)

    def _is_prose(self, here: int) -> bool:
        return self._chunks[here].kind is Kind.TEXT and not self._is_name(here)

    def _read_body(self, here: int) -> None:
        chunk = self._chunks[here]
        if chunk.kind is Kind.NUMBER:
            self._read_numbers(here)
        elif self._is_candidate(here):
            self._read_run(self._run(here))
        else:
            self._roles.append(Role.HEADING if self._is_question_heading(here) else Role.BODY)

    def _read_numbers(self, here: int) -> None:
        numbers = self._numbers(here)
        name = name_of(self._chunks[here])
        heads = len(numbers) == 1 and bool(name) and (is_heading_like(name) or is_question(name))
        alone = Role.STEP if heads and len(name) <= _LONGEST_QUESTION and self._followed(here) else Role.ITEM
        self._roles += [alone] if len(numbers) == 1 else [Role.ITEM] * len(numbers)

    def _numbers(self, here: int) -> range:
        """Return the places of the numbered lines that stand here one below the other."""
        end = here
        while end < len(self._chunks) and self._chunks[end].kind is Kind.NUMBER:
            end += 1
        return range(here, end)

    def _read_run(self, run: Sequence[int]) -> None:
        """Decide on consecutive lines that could be headings: they are, or items of a list that lost its bullets."""
        last = run[-1]
        followed = self._followed(last)
        announced = [self._last_place[self._chunks[n].text] > n for n in run]
        led = self._chunks[run[0] - 1].text.endswith((":", "：")) and self._roles[-1] in (Role.BODY, Role.BOX)
        written = [is_title_case(self._chunks[n].text) for n in run]
        if announced.count(True) > 1:  # a table of contents: what it lists stands below once more
            heads = [not again and (followed or n != last) for n, again in zip(run, announced, strict=True)]
        elif led:
            closes = followed and (written[-1] if self._title_case else len(run) > 2)
            heads = [closes and n == last for n in run]
        elif len(run) > 2 and self._title_case and any(written):
            heads = written
        elif len(run) > 3 or (len(run) == 3 and not followed):
            heads = [n == run[0] or (followed and n == last) for n in run]
        else:
            heads = [followed or n != last for n in run]
        other = Role.ITEM if heads.count(False) > 1 or (led and len(run) > 1) else Role.BODY
        self._roles += [self._heading(n) if head else other for n, head in zip(run, heads, strict=True)]

    def _heading(self, here: int) -> Role:
        return Role.STEP if step_number(self._chunks[here].text) else Role.HEADING

    def _is_question_heading(self, here: int) -> bool:
        """Tell whether a line that asks or exclaims is a heading and not a sentence that stands alone."""
        chunk = self._chunks[here]
        text = chunk.text
        phrase = _EXCLAIMED.sub("", text)
        asks = is_question(text)
        if chunk.kind is not Kind.TEXT or not (asks or text != phrase) or len(text) > _LONGEST_QUESTION:
            return False
        alone = len(sentence_spans(text, Span(0, len(text)))) == 1 and not _JOINED.match(text)
        opens = is_heading_like(phrase)
        after_heading = self._roles[-1] in (Role.HEADING, Role.STEP) or self._chunks[here - 1].text.endswith(":")
        followed = self._followed(here) and not is_question(self._chunks[here + 1].text)
        as_others = is_title_case(text) or (asks and not self._title_case)
        return alone and opens and followed and as_others and not after_heading

    def _run(self, here: int) -> list[int]:
        end = here + 1
        while end < len(self._chunks) and self._is_candidate(end):
            end += 1
        return list(range(here, end))

    def _is_candidate(self, here: int) -> bool:
        chunk = self._chunks[here]
        heads = chunk.kind is Kind.TEXT and is_heading_like(chunk.text)
        return heads and self._label(here) is None and not is_review_footer(chunk.text)

    def _followed(self, here: int) -> bool:
        """Tell whether a block stands below that a heading can head."""
        if here + 1 >= len(self._chunks):
            return False
        return self._label(here + 1) is None and not is_review_footer(self._chunks[here + 1].text)

    def _label(self, here: int) -> Part | None:
        """Return the part that a line opens; comments stand below the article, above it is how many there are."""
        text = self._chunks[here].text
        comments = opens_comments(text, (chunk.text for chunk in self._chunks[here + 1 : here + 1 + FIRST_COMMENT]))
        part = Part.COMMENTS if comments else part_of(text)
        return None if part is Part.COMMENTS and here < self._first_sentence else part

    def _headings_are_in_title_case(self) -> bool:
        """Tell whether two thirds of the lines that can only be headings are Written Like This."""
        sure = [
            chunk.text
            for before, chunk, after in zip(self._chunks, self._chunks[1:], self._chunks[2:], strict=False)
            if chunk.kind is Kind.TEXT
            and is_heading_like(chunk.text)
            and part_of(chunk.text) is None
            and not is_heading_like(before.text or "-")
            and not before.text.endswith((":", "："))
            and is_ended(after.text)
        ]
        return bool(sure) and sum(map(is_title_case, sure)) * 3 >= len(sure) * 2
