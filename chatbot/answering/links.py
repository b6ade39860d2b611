"""A quote -> the link that lands on it: the heading's anchor and a text fragment that names one exact sentence.

The fragment is never a range (`text=start,end`): a range can begin at another occurrence. Whether a sentence can be
named at all was decided when passages were made (`reading/landing.py`).
"""

from __future__ import annotations

from urllib.parse import quote

from chatbot.answering.answer import Link
from chatbot.reading.article import Span
from chatbot.reading.passages import Passage

_ENCODED = {n: quote(chr(n), safe="").replace("-", "%2D") for n in range(128)}


def link_to(passage: Passage, sentence: int, text: str) -> Link:
    """Return the link to the passage's sentence of this number; `text` is the article's."""
    landing: Span | None = passage.landings[sentence] if passage.landings else None
    fragment = encode_fragment(landing.of(text)) if landing else ""
    return Link(quote(passage.anchor or "", safe=""), fragment)


def link_to_section(passage: Passage, text: str) -> Link:
    """Return the link to the heading of a passage's section, or to the passage where the heading has no anchor."""
    return Link(quote(passage.anchor, safe="")) if passage.anchor else link_to(passage, 0, text)


def encode_fragment(sentence: str) -> str:
    """Percent-encode a text directive's term; `-`, `,` and `&` are syntax there, and `quote` leaves the first alone."""
    if sentence.isascii():  # the same by a table, in a tenth of the time
        return sentence.translate(_ENCODED)
    return quote(sentence, safe="").replace("-", "%2D")
