"""Blocks that belong together -> runs of their sentences that fit the encoder, each for one passage.

Knows no kinds of passages and no context; `Budget` tells how much room that leaves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from chatbot.reading.article import Article, Block, BlockKind, Span
from chatbot.reading.sentences import line_spans, sentence_spans


class Budget:
    """Knows whether sentences fit together; each is counted once."""

    def __init__(self, count_tokens: Callable[[str], int], room: int) -> None:
        """Count by `count_tokens` up to `room` word pieces, special tokens included."""
        self._count = count_tokens
        self._special = count_tokens("")
        self.room = room - self._special

    def tokens(self, text: str) -> int:
        """Return how many word pieces a text is, without special tokens."""
        return self._count(text) - self._special

    def split(self, text: str, span: Span) -> list[Span]:
        """Return `span`, or the runs of words of it that fit, for a sentence that alone is too long."""
        if self.tokens(span.of(text)) <= self.room:
            return [span]
        middle = (span.start + span.end) // 2
        space = max(text.rfind(" ", span.start + 1, middle), text.rfind("\t", span.start + 1, middle))
        cut = space if space > span.start else middle
        left, right = line_spans(text, Span(span.start, cut)), line_spans(text, Span(cut, span.end))
        return [piece for half in (*left, *right) for piece in self.split(text, half)]


def packed(blocks: Sequence[Block], term: Span | None, article: Article, budget: Budget) -> Iterator[list[Span]]:
    """Yield runs of sentences that fit, whole blocks together while they do; of a list alone, its whole items.

    The term that these blocks of the article define, if any, stays with the first sentence that defines it.
    """
    items = blocks[0].items if len(blocks) == 1 else ()
    named = term.end if term else 0
    current: list[Span] = []
    used = 0
    for block in blocks:
        sentences = _sentences(block, article, budget)
        costs = [budget.tokens(s.of(article.text)) for s in sentences]
        for sentence, cost, whole in zip(sentences, costs, _together(items, sentences, costs), strict=True):
            if current and used + (cost if current[-1].end <= named else whole) > budget.room:
                yield current
                current, used = [], 0
            current.append(sentence)
            used += cost
    if current:
        yield current


def _sentences(block: Block, article: Article, budget: Budget) -> list[Span]:
    text, language = article.text, article.language
    if block.kind is BlockKind.TABLE:
        rows: Iterable[Span] = (block.header, *block.items) if block.header else block.items
    elif block.kind is BlockKind.CODE:
        rows = line_spans(text, block.span)
    elif block.kind in (BlockKind.LIST, BlockKind.STEPS):
        rows = (s for line in line_spans(text, block.span) for s in sentence_spans(text, line, language))
    else:
        rows = sentence_spans(text, block.span, language)
    return [piece for row in rows for piece in budget.split(text, row)]


def _together(items: Iterable[Span], sentences: Sequence[Span], costs: Sequence[int]) -> list[int]:
    """Return what each sentence of a block costs: the first one with all others, the first of an item with its own."""
    together = list(costs)
    begins = {bisect_left(sentences, item.start, key=lambda sentence: sentence.start) for item in items}
    for place, following in pairwise(sorted({*begins, len(sentences)})):
        together[place] = sum(costs[place:following])
    together[:1] = [sum(costs)] if costs else []
    return together
