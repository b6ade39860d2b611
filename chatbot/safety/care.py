"""Care: a question -> the notice above its quotes, the quiet line below them, or neither.

Nothing here keeps a word of a question; only its tier is counted.
"""

from __future__ import annotations

from collections.abc import Callable

from chatbot.indexing.index import Encoder
from chatbot.safety.dangers import dangers_of
from chatbot.safety.helplines import Protocol
from chatbot.safety.meaning import weights_for
from chatbot.safety.notice import Footer, Notice, footer_for, notice_for
from chatbot.safety.watching import Read, Tier, Watch

Count = Callable[[Tier], None]


class Care:
    """Looks after the readers of one index. Safe to use from several threads."""

    def __init__(self, protocol: Protocol, encoder: Encoder, count: Count) -> None:
        """Show the texts and helplines of `protocol`, and `count` the tier of each question."""
        self._protocol = protocol
        self._count = count
        self._begin = encoder.begin
        self._watch = Watch(encoder.encode_question, weights_for(encoder.fingerprint))

    def begin(self, question: str) -> Read:
        """Read a question's words, and begin to encode what has to be weighed."""
        read = self._watch.read(question)
        self._begin(read.texts)
        return read

    def look_after(self, read: Read, locale: str) -> tuple[Notice | None, Footer | None]:
        """Return what is shown to the reader of this question, in the language and for the region of `locale`."""
        tier = self._watch.weigh(read)
        self._count(tier)
        if tier is Tier.NONE:
            return None, None
        dangers = dangers_of(read.question)
        if tier is Tier.DISTRESS:
            return notice_for(self._protocol, locale, dangers), None
        return None, footer_for(self._protocol, locale, dangers)
