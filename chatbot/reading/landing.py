"""Which span of a page a link can land on: a sentence that a text fragment names without doubt.

Browsers search a text fragment over the visible page, ignoring case and accents, whole words only, inside one block.
A sentence that occurs twice, or that shares a word with its neighbour, would land on the wrong place or nowhere; such a
one gets no text fragment and the link falls back on the heading's anchor. Worked out once, when passages are made:
folding a page takes longer than answering a question.

Source of the matching rules: "URL Fragment Text Directives", WICG draft, section 3.5; Chromium folds quotation marks
and soft hyphens too.
"""

from __future__ import annotations

from chatbot.reading.accents import without_accents
from chatbot.reading.article import Article, Span

LONGEST = 600  # characters; a longer fragment makes links that other programs cut
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛′＇", "'"), **dict.fromkeys("“”„‟″＂", '"'), "\u00ad": None})


def fold(text: str) -> str:
    """Return `text` as a browser compares it: no case, no accents, plain quotation marks, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(without_accents(text.translate(_QUOTES).casefold()).split())


class Page:
    """One article's whole visible page, folded once: as one run of words, and block by block."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        blocks = [f" {fold(line)} " for line in (article.page_text or article.text).split("\n")]
        self._blocks = "\n".join(blocks)
        self._folded = " ".join(["", *filter(None, map(str.strip, blocks)), ""])

    def landing(self, sentence: Span) -> Span | None:
        """Return the span a link to `sentence` may name: itself, for a table row its longest cell that is unique."""
        cells, start = [], sentence.start
        for cell in sentence.of(self._text).split("\t"):
            cells.append(Span(start, start + len(cell)))
            start += len(cell) + 1
        return next((cell for cell in sorted(cells, key=len, reverse=True) if self._names_one_place(cell)), None)

    def _names_one_place(self, span: Span) -> bool:
        text = span.of(self._text)
        folded = fold(text)
        if "\n" in text or len(text) > LONGEST or not any(c.isalnum() for c in folded):
            return False
        first = self._folded.find(folded)
        if first < 0 or self._folded.find(folded, first + 1) >= 0:
            return False
        return f" {folded} " in self._blocks
