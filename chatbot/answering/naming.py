"""Which sentences of a passage only name what stands beside them: names of pictures, labels, terms, questions.

What they name is marked in their place, and no quote parts them from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chatbot.answering.language import UNSPACED
from chatbot.reading.article import PROSE, BlockKind, Span
from chatbot.reading.passages import Passage
from chatbot.reading.sentences import line_spans

LABEL = 2  # words up to which a sentence only names or affirms what the next one says ("Baking soda.", "Yes.")
NAME = 12  # words up to which a line without a full stop names the sentence below it

_CAPTION = re.compile(r"(?:figure|fig\.?|table|example|listing|그림|표)\s?\d++(?:[.–-]\d++)*+[.:]", re.I)
_WHOLE = re.compile("[다요][.!?]$")  # Korean says a whole sentence in two words
_ASKING = ("?", "？", "؟")


def heading_of(passage: Passage, text: str) -> str:
    """Return what stands above a passage of `text`: its FAQ question, else its innermost heading, else ""."""
    return passage.question_in(text) or (passage.headings[-1] if passage.headings else "")


def captions(sentences: Sequence[str]) -> list[int]:
    """Return which sentences name a picture or example, "Figure 2. A wave": what that shows is no text to be marked.

    They stand alone, or after a number that is a sentence by itself.
    """
    named = [_CAPTION.match(sentence) for sentence in sentences]
    bare = [match is not None and match.group() == said for match, said in zip(named, sentences, strict=True)]
    return [i for i, match in enumerate(named) if match or bare[i - 1 : i] == [True]]


def columns(passage: Passage, text: str) -> list[int]:
    """Return which sentences are the header row of a table that stands within an answer or in an item of a list.

    In an item it is the first of several lines with cells.
    """
    rows = [block.header for block in passage.blocks if block.header]
    listed = (block.items for block in passage.blocks if block.kind in (BlockKind.LIST, BlockKind.STEPS))
    rows += [row for items in listed for item in items for row in _first_rows(item, text)]
    sentences = enumerate(passage.sentences)
    return [i for i, said in sentences if any(row.start <= said.start and said.end <= row.end for row in rows)]


def _first_rows(item: Span, text: str) -> Iterator[Span]:
    follows_row = False
    for line, following in pairwise(line_spans(text, item)):
        is_row = "\t" in line.of(text)
        if is_row and not follows_row and "\t" in following.of(text):
            yield line
        follows_row = is_row


def labels_of(passage: Passage, text: str) -> frozenset[int]:
    """Return which sentences only name, affirm or ask what the next one says.

    One of a few words that begins a line; one that begins a paragraph and asks; a line without a full stop that begins
    a paragraph or an item, such as a term, above a sentence that has one.
    """
    begins = {block.span.start for block in passage.blocks if block.kind in PROSE}
    items = {item.start: item.end for block in passage.blocks if block.kind is BlockKind.LIST for item in block.items}
    found, before = set(), "\n"
    for number, (span, following) in enumerate(pairwise(passage.sentences)):
        said, after = span.of(text), text[span.end : following.start]
        if "\n" not in after:
            names = "\n" in before and word_count(said) <= LABEL and not _WHOLE.search(said)
        else:
            is_first = span.start in begins or following.start < items.get(span.start, 0)
            ends = said[-1].isalnum() and not text[following.end - 1].isalnum()
            names = is_first and ends and word_count(said) <= NAME
        if names or (span.start in begins and said.endswith(_ASKING)):
            found.add(number)
        before = after
    return frozenset(found)


def word_count(sentence: str) -> int:
    """Return the number of words; about two characters make one where none are parted by spaces."""
    unspaced = 0 if sentence.isascii() else len(UNSPACED.findall(sentence))
    return len(sentence.split()) + unspaced // 2
