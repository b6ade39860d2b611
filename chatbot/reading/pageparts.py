"""The chunks of a page saved as plain text -> the role of each: title, deck, heading, list item, body, and so on.

A heading cannot be told from its own line alone ("Trouble sleeping" may be an item that lost its bullet), so the chunks
around it and the way the page writes its sure headings decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import takewhile

from chatbot.reading.pagehead import LONGEST_DECK, behind_byline
from chatbot.reading.pagelines import (
    Chunk,
    Kind,
    is_ended,
    is_heading_like,
    may_be_question_heading,
    name_of,
    sure_headings,
)
from chatbot.reading.pageruns import heads_of, in_title_case, introduces
from chatbot.reading.parts import (
    FIRST_COMMENT,
    LEAD,
    LONGEST_HEADING,
    Part,
    is_question,
    is_review_footer,
    opens_comments,
    part_of,
    step_number,
)
from chatbot.reading.relatedlines import READING_TIME

_FEWEST_ITEMS = 2
_FEWEST_TITLES = 2  # one line above a title with a deck may be its category
_PLURAL = re.compile(r"s\s*:?$", re.IGNORECASE)


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


def roles_of(chunks: Sequence[Chunk], title: int) -> list[Role]:
    """Return the role of each chunk, `title` being the place of the title; where a table or list is, there is none."""
    return _Page(chunks).roles(title) if chunks else []


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
        ended = (place for place, each in enumerate(chunks) if place and is_ended(each.text))
        self._first_sentence = next(ended, len(chunks))
        self._title_case = in_title_case(sure_headings(chunks))

    def roles(self, title: int) -> list[Role]:
        """Decide, and return one role for each chunk."""
        self._read_head(title)
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

    def _read_head(self, title: int) -> None:
        first = self._chunks[title]
        if first.kind not in (Kind.TEXT, Kind.NUMBER):
            return
        self._roles += [Role.ASIDE] * title
        self._roles.append(Role.TITLE)
        self._part = Part.FAQ if part_of(first.text) is Part.FAQ else None
        self._read_asides()
        if self._is_deck(len(self._roles)):
            self._roles.append(Role.DECK)
            self._read_asides()

    def _read_asides(self) -> None:
        here = len(self._roles)
        self._roles += [Role.ASIDE] * (behind_byline(self._chunks, here) - here)

    def _is_deck(self, here: int) -> bool:
        """Tell whether the chunk below the title is the deck: a byline, label or blank line ends the head behind it.

        No deck is ever quoted, so a sentence that may be the first paragraph is none.
        """
        following = behind_byline(self._chunks, here + 1)
        if following >= len(self._chunks) or self._label(here):
            return False
        chunk = self._chunks[here]
        if chunk.kind is not Kind.TEXT or len(chunk.text) > LONGEST_DECK:
            return False
        if chunk.gap:
            is_above = self._label(following) is Part.TAKEAWAY or (following > here + 1 and not is_ended(chunk.text))
            return is_above and self._roles[-1] is Role.TITLE
        ended = following > here + 1 or self._chunks[following].gap or self._label(following) is not None
        return ended or (self._is_candidate(following) and not is_ended(chunk.text))

    def _read_box(self, here: int) -> None:
        """Read a takeaway: its first block, with a list that it leads to; under a plural label all up to a heading."""
        if self._roles[-1] is Role.LABEL:
            run = self._run(here) if self._is_candidate(here) else [here]
            closed = len(run) > 1 and self._followed(run[-1])
            self._roles += [Role.BOX] * (len(run) - closed)
            return
        before, chunk = self._chunks[here - 1], self._chunks[here]
        led = before.text.endswith(LEAD) and chunk.kind in (Kind.LIST, Kind.NUMBER)
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
        named = (place for place in places if self._is_name(place) and not self._is_name(place + 1))
        return next((place for place in named if self._chunks[place + 1].kind is Kind.TEXT), end)

    def _is_name(self, here: int) -> bool:
        return self._is_candidate(here) or is_question(self._chunks[here].text)

    def _read_body(self, here: int) -> None:
        chunk = self._chunks[here]
        if chunk.kind is Kind.NUMBER:
            self._read_numbers(here)
        elif items := self._led_items(here):
            self._roles += [Role.ITEM] * len(items)
        elif self._is_candidate(here):
            self._read_run(self._run(here))
        else:
            self._roles.append(Role.HEADING if self._is_question_heading(here) else Role.BODY)

    def _read_numbers(self, here: int) -> None:
        numbers = self._numbers(here)
        name = name_of(self._chunks[here])
        heads = len(numbers) == 1 and bool(name) and (is_heading_like(name) or is_question(name))
        alone = Role.STEP if heads and len(name) <= LONGEST_HEADING and self._followed(here) else Role.ITEM
        self._roles += [alone] if len(numbers) == 1 else [Role.ITEM] * len(numbers)

    def _numbers(self, here: int) -> list[int]:
        """Return the places of the numbered lines that stand here one below the other."""
        places = range(here, len(self._chunks))
        return list(takewhile(lambda place: self._chunks[place].kind is Kind.NUMBER, places))

    def _led_items(self, here: int) -> range:
        """Return the places of the lines in lower case that a colon introduces, with those between them."""
        end = last = here
        while introduces(self._above(here)) and end < len(self._chunks):
            chunk = self._chunks[end]
            small = chunk.kind is Kind.TEXT and chunk.text[0].islower() and self._label(end) is None
            if not small and not self._is_candidate(end):
                break
            end += 1
            last = end if small else last
        return range(here, last if last - here >= _FEWEST_ITEMS else here)

    def _above(self, here: int) -> str:
        return self._chunks[here - 1].text if self._roles and self._roles[-1] in (Role.BODY, Role.BOX) else ""

    def _read_run(self, run: Sequence[int]) -> None:
        """Decide on consecutive lines that could be headings: they are, or items of a list that lost its bullets."""
        texts = [self._chunks[n].text for n in run]
        again = [self._last_place[text] > n for n, text in zip(run, texts, strict=True)]
        above, followed = self._above(run[0]), self._followed(run[-1])
        if len(run) > 1 and followed and not self._chunks[run[-1]].gap:
            followed = not self._chunks[run[-1] + 1].gap  # else a blank line parts the last one from what stands below
        heads = heads_of(texts, again=again, above=above, followed=followed, titled=self._title_case)
        other = Role.ITEM if heads.count(False) > 1 or (introduces(above) and len(run) > 1) else Role.BODY
        kinds = [Role.STEP if step_number(text) else Role.HEADING for text in texts]
        self._roles += [kind if head else other for kind, head in zip(kinds, heads, strict=True)]

    def _is_question_heading(self, here: int) -> bool:
        """Tell whether a line that asks or exclaims is a heading and not a sentence that stands alone.

        Directly below a heading it is one where another such line follows in the same section.
        """
        if not self._asks(here):
            return False
        if self._roles[-1] not in (Role.HEADING, Role.STEP):
            return not self._chunks[here - 1].text.endswith(LEAD)
        rest = range(here + 1, len(self._chunks))
        return any(map(self._asks, takewhile(lambda n: not self._is_candidate(n) and not self._label(n), rest)))

    def _asks(self, here: int) -> bool:
        chunk = self._chunks[here]
        heads = chunk.kind is Kind.TEXT and may_be_question_heading(chunk.text, titled=self._title_case)
        return heads and self._followed(here) and not is_question(self._chunks[here + 1].text)

    def _run(self, here: int) -> list[int]:
        return [here, *takewhile(self._is_candidate, range(here + 1, len(self._chunks)))]

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
