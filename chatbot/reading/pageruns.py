"""Lines of a page's text one below the other -> which of them are headings, or whether they are one paragraph, cut.

How a page writes its headings helps, Like This or like this, and so does the text directly above the lines. Whether
paragraphs run over several lines is told before any line is told from another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chatbot.reading.article import Span
from chatbot.reading.parts import LEAD, NUMBERS
from chatbot.reading.sentences import sentence_spans

WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W_]+)*")
_LONGER = 3  # letters; shorter words may begin with a small letter in a title
_FEWEST = 2  # capitals behind the first word: one may be a name
_LONG_RUN = 3  # lines; two may be a heading and the first one below it
_COUNT = re.compile(rf"\b(?:(\d{{1,2}})|({'|'.join(NUMBERS[1:])})) (?=[^\W\d_])", re.IGNORECASE)
_FOLLOWS = re.compile(r"\b(?:the following|as follows)[.:]?$", re.IGNORECASE)
_LONG_LINE = 40  # characters; a shorter line may end anywhere
_FEWEST_CUT = 4  # long lines, to tell
_WRAPPED_SHARE = 0.3  # of the long lines; in an export with one line for each block hardly any line is cut off
_RAGGED = 0.75  # of the width: with the next word every line that was cut reaches so far
_LABELLED = re.compile(r"[^:：]++[:：]\s")


def is_title_case(text: str) -> bool:
    """Tell whether most longer words after the first begin with a capital, as Titles in English Do; at least two do."""
    capitals = _capitals(text)
    return _are_of_title(capitals) and capitals.count(True) >= _FEWEST


def may_be_title_case(text: str) -> bool:
    """Tell whether most longer words after the first begin with a capital, be it a single one: "When to Refer"."""
    return _are_of_title(_capitals(text))


def in_title_case(headings: Iterable[str]) -> bool:
    """Tell whether two thirds of the headings are Written Like This, of those that can tell."""
    told = [capitals for capitals in map(_capitals, headings) if capitals]
    titled = [capitals for capitals in told if _are_of_title(capitals)]
    return sum(map(sum, titled)) >= _FEWEST and len(titled) * 3 >= len(told) * 2


def _capitals(text: str) -> list[bool]:
    return [word[0].isupper() for word in WORD.findall(text)[1:] if len(word) > _LONGER]


def _are_of_title(capitals: Sequence[bool]) -> bool:
    return any(capitals) and capitals.count(True) * 10 >= len(capitals) * 7


def introduces(text: str) -> bool:
    """Tell whether a text introduces a list: it ends with a colon, or says that something follows."""
    return text.endswith(LEAD) or bool(_FOLLOWS.search(text))


def heads_of(run: Sequence[str], *, again: Sequence[bool], above: str, followed: bool, titled: bool) -> list[bool]:
    """Return which lines of a run are headings.

    `again`: they stand below once more. `above`: the block directly above, "" for none. `followed`: a block that a
    heading can head stands below the last. `titled`: the page's headings are in Title Case.
    """
    if len(run) == 1 and not introduces(above):
        return [followed]
    last = len(run) - 1
    if again.count(True) > 1:  # a table of contents
        return [not is_again and (followed or n != last) for n, is_again in enumerate(again)]
    counted = _counted_items(above, run, titled=titled)
    if counted:
        return [followed and n == counted for n in range(len(run))]
    written = [is_title_case(line) for line in run]
    closes = written[-1] or (may_be_title_case(run[-1]) and not any(map(may_be_title_case, run[:-1])))
    if introduces(above):
        labelled = all(map(_LABELLED.match, run))  # items like "Label: words"
        ends = followed and (closes if titled else len(run) >= _LONG_RUN and not labelled)
        return [ends and n == last for n in range(len(run))]
    if len(run) >= _LONG_RUN and titled and any(written):
        return [*written[:-1], closes]
    is_list = len(run) > _LONG_RUN or (len(run) == _LONG_RUN and not followed)
    return [n == 0 or (not is_list and n != last) or (followed and n == last) for n in range(len(run))]


def _counted_items(text: str, run: Sequence[str], *, titled: bool) -> int:
    """Return how many lines of a run the text above announces by their number, "There are three kinds."; 0 for none.

    Its last sentence tells of all lines, or of all but a heading below them. Two are told only where they are not
    written as the page's headings are.
    """
    if not text or len(run) < _FEWEST or (titled and is_title_case(run[0])):
        return 0
    above = sentence_spans(text, Span(0, len(text)))[-1].of(text)
    numbers = {int(digits) if digits else NUMBERS.index(word.casefold()) + 1 for digits, word in _COUNT.findall(above)}
    fewest = _LONG_RUN - titled
    return next((count for count in (len(run), len(run) - 1) if count >= fewest and count in numbers), 0)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether many long lines stop in a sentence that goes on in lower case, with no room for the next word.

    The items of a list in lower case, "You may have:" and what may be had, stop anywhere. `lines` have no white space
    at their ends.
    """
    pairs = list(_long_lines(lines))
    if len(pairs) < _FEWEST_CUT:
        return False
    width = sorted(len(line) for line, _ in pairs)[len(pairs) * 3 // 4] * _RAGGED
    return sum(_is_cut(line, following, width) for line, following in pairs) > _WRAPPED_SHARE * len(pairs)


def _is_cut(line: str, following: str, width: float) -> bool:
    goes_on = following[0].islower() and line[-1] not in ".!?…"
    return goes_on and len(line) + 1 + len(following.split(maxsplit=1)[0]) >= width


def _long_lines(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the long lines that have another directly below, and that one; none of a list in lower case."""
    listed = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.strip() and not line.lstrip()[0].islower():
            listed = False
        listed = listed or line.endswith(LEAD)
        if len(line) > _LONG_LINE and not listed and not line.lstrip().startswith("|") and following.strip():
            yield line, following.strip()
