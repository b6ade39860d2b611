"""A passage -> the texts that are embedded for it, each within the encoder's limit.

Several vectors per passage, of which the best counts, found more than one in trials on every development set: a
reader's question resembles a FAQ question, a section, or one sentence of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from chatbot.indexing.index import Encoder, View
from chatbot.reading.article import Article, Span
from chatbot.reading.passages import Kind, Passage, Role

WINDOW = 3  # sentences in one window
STRIDE = 2  # sentences from one window to the next
_APART = "\n\n"  # what stands between two blocks, at most


def views_of(passage: Passage, article: Article, encoder: Encoder) -> list[tuple[View, str]]:
    """Return (view, text) pairs in the order of `View`; no text is longer than `encoder.max_tokens` word pieces.

    Where an article says what it is about, its title is a view and stands above the text: who asks for the subject by
    name means that passage. Above all passages the title made them too much alike. So is the term of a definition.
    """
    text = article.text
    context = {c.role: c.span.of(text) for c in passage.above}
    introduces = _introduces(passage, article)
    begins = passage.term is not None and passage.term.start == passage.span.start
    term = [passage.term.of(text)] if passage.term else []
    above = [
        *([article.title] if introduces else []),
        *(() if passage.kind is Kind.TAKEAWAY else passage.headings),
        *(() if begins else term),
        *(context[r] for r in (Role.QUESTION, Role.LEAD, Role.HEADER) if r in context),
    ]
    prefix = _Room(encoder.count_tokens, encoder.max_tokens // 4).fitting(_flat(". ".join(above)))
    room = _Room(encoder.count_tokens, encoder.max_tokens)
    sentences = [_flat(s.of(text)) for s in passage.sentences]
    views = []
    if Role.QUESTION in context:
        views.append((View.QUESTION, room.fitting(_flat(context[Role.QUESTION]))))
    views.append((View.WHOLE, room.together(prefix, passage.span.of(text), sentences)))
    for part in _windows(len(sentences)):
        span = Span(passage.sentences[part][0].start, passage.sentences[part][-1].end)
        views.append((View.WINDOW, room.together(prefix, span.of(text), sentences[part])))
    views.extend((View.SENTENCE, room.fitting(sentence)) for sentence in sentences)
    if introduces:
        views.append((View.TITLE, room.fitting(_flat(article.title))))
    views.extend((View.TITLE, room.fitting(_flat(named))) for named in (term if begins else ()))
    return views


def _introduces(passage: Passage, article: Article) -> bool:
    """Tell whether the article says there what it is about: in its takeaway, or else where its sections begin.

    A table or list begins with its context, header row or lead-in.
    """
    if article.takeaway:
        return passage.kind is Kind.TAKEAWAY
    beginning = next((section.blocks[0].span.start for section in article.sections if section.blocks), None)
    if beginning is None or passage.span.start < beginning:
        return False
    above = [c.span for c in passage.context if c.span.start >= beginning]
    return passage.span.start - beginning <= sum(len(span) + len(_APART) for span in above)


def _windows(sentences: int) -> list[slice]:
    """Return windows that together cover all sentences; none where one window would be the whole passage."""
    if sentences <= WINDOW:
        return []
    return [slice(i, i + WINDOW) for i in (*range(0, sentences - WINDOW, STRIDE), sentences - WINDOW)]


def _flat(text: str) -> str:
    """Return `text` on one line, as the encoder saw texts in training."""
    return " ".join(text.split())


class _Room:
    """Cuts texts to the encoder's limit; counts their word pieces only where it is not plain that they fit."""

    def __init__(self, count_tokens: Callable[[str], int], most: int) -> None:
        self._count = count_tokens
        self._most = most

    def fitting(self, text: str) -> str:
        """Return the longest run of words from the start of `text` that is within the limit."""
        if self._is_short(text) or self._count(text) <= self._most:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._count(text[:middle]) <= self._most else (low, middle - 1)
        return text[:low].rsplit(" ", 1)[0] if " " in text[:low] else text[:low]

    def together(self, prefix: str, text: str, sentences: Sequence[str]) -> str:
        """Return `text` under `prefix`, cut to the limit; `sentences` are its own, which have been counted before."""
        under = f"{prefix}. {_flat(text)}" if prefix else _flat(text)
        if sum(1 + self._count(part) for part in (prefix, *sentences)) < self._most:
            return under
        return self.fitting(under)

    def _is_short(self, text: str) -> bool:
        """Tell whether `text` fits anyhow: no word piece is shorter than a byte of the letters that it is made of.

        A longer text is not taken apart: that takes time with the square of a row of accents.
        """
        room = self._most - self._count("")
        return len(text) < room and len(unicodedata.normalize("NFKD", text).encode()) < room
