"""Which sentence introduces a list or table: the context without which its rows say little."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.parts import LEAD
from chatbot.reading.sentences import sentence_spans

_LED = (BlockKind.LIST, BlockKind.STEPS, BlockKind.TABLE)
# What announces, not what merely holds the word: "the following year" and "sell these" say nothing of what comes next.
_ANNOUNCES = re.compile(
    r"""\b(?:
    following\b(?!\s+(?:second|minute|hour|day|night|morning|afternoon|evening|week|month|season|year|spring|summer|autumn
      |winter)s?\b)
    |(?:the|these|those)\s+(?:\w+\s+){1,2}below\b
    |below(?=\s*[,.;)])
    |(?:see|listed|shown|given|described|summari[sz]ed|grouped|compared|set\s+out|outlined)\s+(?:here|below)\b
    |here(?:\s+(?:is|are)|['’]s)\b
    |as\s+follows\b
    |(?<!\bon\ )(?<!\bat\ )(?:the|this|next)\s+(?:\w+\s+)?(?:table|list)\b
    |these(?=\s+(?:are|were|include)\b|\s*[.,]?$)
    )
    |다음|아래|표[는로에를]""",
    re.IGNORECASE | re.VERBOSE,
)
_ALONE = 30  # words up to which a sentence that is a paragraph before a list announces it; a longer one says more
_ANSWER = re.compile(r"(?:yes|no|ja|nein|nee|oui|non|sí|예|네|아니요|아니오)[.!]", re.IGNORECASE)
_CAPTION = re.compile(r"(?:table|list|표|목록)\s*\d", re.IGNORECASE)


def lead_of(paragraph: Block, text: str) -> Span | None:
    """Return the last sentence of `paragraph` where it announces what comes next.

    It does when it ends with a colon or speaks of a table, a list, or of what follows. A caption ("Table 1. Signs") is
    returned whole, and so is a paragraph that only says "Yes." before it. `text` is the article's.
    """
    if paragraph.kind is not BlockKind.PARAGRAPH:
        return None
    if _CAPTION.match(text, paragraph.span.start, paragraph.span.end):
        return paragraph.span
    sentences = sentence_spans(text, paragraph.span)
    if not sentences:
        return None
    last = sentences[-1].of(text)
    if not last.endswith(LEAD) and not _ANNOUNCES.search(last):
        return None
    is_answer = len(sentences) == 2 and _ANSWER.fullmatch(sentences[0].of(text)) is not None
    return paragraph.span if is_answer else sentences[-1]


def _stands_alone(paragraph: Block, block: Block, text: str) -> Span | None:
    """Return the whole `paragraph` where it is one sentence set by itself before several items or rows.

    "Some damage is not charged." announces nothing by its words, and yet its list says nothing without it. A list of
    one item is the entry of a reference manual, whose paragraph before belongs to the entry above.
    """
    several = len(block.items) + (block.header is not None) > 1
    if not several or paragraph.kind is not BlockKind.PARAGRAPH or len(paragraph.span.of(text).split()) > _ALONE:
        return None
    sentences = sentence_spans(text, paragraph.span)
    return sentences[0] if len(sentences) == 1 else None


def with_leads(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """Return the blocks of one section, each list and table with the sentence that introduces it.

    It announces what comes next, or is a paragraph of its own. The term of a definition does not introduce its list.
    What introduces a numbered list introduces its parts, between which a number stands alone.
    """
    led: list[Block] = []
    for block in blocks:
        before = led[-1] if led and led[-1].term == block.term else None
        lead = lead_of(before, text) or _stands_alone(before, block, text) if before and block.kind in _LED else None
        if before and before.kind is block.kind is BlockKind.STEPS and before.span.end + 1 == block.span.start:
            lead = before.lead
        led.append(replace(block, lead=lead) if lead else block)
    return tuple(led)
