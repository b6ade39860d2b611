"""A passage -> the texts that are embedded for it, each within the encoder's limit.

Several vectors per passage, of which the best counts, found more than one in trials on every development set: a
reader's question resembles a FAQ question, a section, or one sentence of it.
"""

from __future__ import annotations

from collections.abc import Callable

from chatbot.indexing.index import Encoder, View
from chatbot.reading.article import Article, Span
from chatbot.reading.passages import Passage, Role

WINDOW = 3  # sentences in one window
STRIDE = 2  # sentences from one window to the next


def views_of(passage: Passage, article: Article, encoder: Encoder) -> list[tuple[View, str]]:
    """Return (view, text) pairs in the order of `View`; no text is longer than `encoder.max_tokens` word pieces."""
    text = article.text
    context = {c.role: c.span.of(text) for c in passage.context}
    above = [*passage.headings, *(context[r] for r in (Role.QUESTION, Role.LEAD, Role.HEADER) if r in context)]
    prefix = _flat(". ".join(above))
    count, most = encoder.count_tokens, encoder.max_tokens
    prefix = _fitting(prefix, count, most // 4)
    views = []
    if Role.QUESTION in context:
        views.append((View.QUESTION, _fitting(_flat(context[Role.QUESTION]), count, most)))
    views.append((View.WHOLE, _fitting(_under(prefix, passage.span.of(text)), count, most)))
    windows = (_under(prefix, window.of(text)) for window in _windows(passage.sentences))
    views.extend((View.WINDOW, _fitting(window, count, most)) for window in windows)
    views.extend((View.SENTENCE, _fitting(_flat(s.of(text)), count, most)) for s in passage.sentences)
    return views


def _windows(sentences: tuple[Span, ...]) -> list[Span]:
    """Return windows that together cover all sentences; none where one window would be the whole passage."""
    if len(sentences) <= WINDOW:
        return []
    starts = [*range(0, len(sentences) - WINDOW, STRIDE), len(sentences) - WINDOW]
    return [Span(sentences[i].start, sentences[i + WINDOW - 1].end) for i in starts]


def _under(prefix: str, text: str) -> str:
    return f"{prefix}. {_flat(text)}" if prefix else _flat(text)


def _flat(text: str) -> str:
    """Return `text` on one line, as the encoder saw texts in training."""
    return " ".join(text.split())


def _fitting(text: str, count_tokens: Callable[[str], int], most: int) -> str:
    """Return the longest run of words from the start of `text` that has at most `most` word pieces."""
    if text.isascii() and len(text) + count_tokens("") < most:  # no word piece is shorter than a letter
        return text
    if count_tokens(text) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count_tokens(text[:middle]) <= most else (low, middle - 1)
    return text[:low].rsplit(" ", 1)[0] if " " in text[:low] else text[:low]
