"""FAQPage data compared with the visible text: where each declared question and answer stands, if anywhere.

White space, case, accents and kinds of quotation marks are ignored, nothing else is. What the page does not show is
reported and never quoted; where page and data differ, the page is quoted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.assembly import Draft, Role
from chatbot.reading.html.structured import DeclaredFaq
from chatbot.reading.html.text import squash
from chatbot.reading.slugs import Ids

_SHOW = "show the same text on the page, or remove it from the FAQPage data"
_SHOWN = 60  # characters of a question in a message


class Squashed:
    """A text without what comparisons ignore, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        folded = {character: squash(character) for character in set(text)}
        pieces = [folded[character] for character in text]
        self._text = "".join(pieces)
        self._starts: list[int] = []  # offset in the squashed text of each original character
        length = 0
        for piece in pieces:
            self._starts.append(length)
            length += len(piece)

    def find(self, words: str, start: int = 0, end: int | None = None) -> Span | None:
        """Return where `words` first stand in `text[start:end]`, white space and the like ignored."""
        wanted = squash(words)
        if not wanted or start >= len(self._starts):
            return None
        stop = len(self._text) if end is None or end >= len(self._starts) else self._starts[end]
        found = self._text.find(wanted, self._starts[start], stop)
        if found < 0:
            return None
        last = bisect_right(self._starts, found + len(wanted) - 1) - 1
        return Span(bisect_right(self._starts, found) - 1, last + 1)


class Reconciler:
    """Fits the parts of one article to what FAQPage data says of them; collects what the page does not show."""

    def __init__(self, text: str, ids: Ids, declared: Mapping[Draft, DeclaredFaq], source: str) -> None:
        self._text = text
        self._ids = ids
        self._declared = declared
        self._source = source
        self.faults: list[Fault] = []

    def fit(self, parts: list[Draft], unseen: Iterable[DeclaredFaq]) -> list[Draft]:
        """Return the parts with answers that end where the data says, and questions found inside paragraphs."""
        if not unseen and not self._declared:
            return parts
        squashed = Squashed(self._text)
        holding = {parent for part in parts for parent in part.parents}
        fitted: list[Draft] = []
        for part in parts:
            fitted.append(part)
            if (faq := self._declared.get(part)) and part.role is Role.FAQ:
                if part.blocks and part.id not in holding:
                    fitted += self._end_answer(part, faq, squashed)
                self._compare(part, faq)
        for faq in unseen:
            if not self._carve(faq, fitted, squashed):
                self._warn(f"the declared FAQ question {_short(faq.question)} or its answer is not visible on the page")
        return fitted

    def _warn(self, seen: str) -> None:
        self.faults.append(Fault(self._source, 0, seen, _SHOW, Severity.WARNING))

    def _end_answer(self, part: Draft, faq: DeclaredFaq, squashed: Squashed) -> list[Draft]:
        """End the answer where the data says; return a part for what stands after it."""
        found = squashed.find(faq.answer, part.blocks[0].span.start, part.blocks[-1].span.end)
        after = [block for block in part.blocks if found and block.span.start >= found.end]
        if not after:
            return []
        part.blocks = part.blocks[: -len(after)]
        return [self._more(part, part.level or 1, part.parents, after)]

    def _compare(self, part: Draft, faq: DeclaredFaq) -> None:
        shown = squash("".join(block.span.of(self._text) for block in part.blocks))
        if not shown:
            self._warn(f"the declared answer to {_short(faq.question)} is not visible on the page")
        elif squash(faq.answer) not in shown:
            self._warn(f"the declared answer to {_short(faq.question)} is not what the page shows, which is quoted")

    def _carve(self, faq: DeclaredFaq, parts: list[Draft], squashed: Squashed) -> bool:
        """Make an entry of a question and its answer inside one paragraph, or in paragraphs that follow each other."""
        question = squashed.find(faq.question)
        answer = squashed.find(faq.answer, question.end) if question else None
        if question is None or answer is None:
            return False
        owner = next((part for part in parts if _covers(part, question) and _covers(part, answer)), None)
        if owner is None or owner.role is not Role.SECTION:
            return False
        taken = [block for block in owner.blocks if block.span.start < answer.end and question.start < block.span.end]
        whole = (answer.start <= block.span.start and block.span.end <= answer.end for block in taken)
        if not all(is_whole or block.kind is BlockKind.PARAGRAPH for block, is_whole in zip(taken, whole, strict=True)):
            return False
        entry = Draft(Role.FAQ, self._ids.make(question.of(self._text)), question, rank=7, question=question)
        entry.parents = (*owner.parents, owner.id) if owner.heading else owner.parents
        entry.blocks = self._cut(taken, answer)
        after = self._cut(owner.blocks, Span(answer.end, len(self._text)))
        owner.blocks = self._cut(owner.blocks, Span(0, question.start))
        place = parts.index(owner) + 1
        parts.insert(place, entry)
        if after:
            parts.insert(place + 1, self._more(entry, owner.level, entry.parents, after))
        return True

    def _more(self, part: Draft, level: int | None, parents: tuple[str, ...], blocks: list[Block]) -> Draft:
        more = self._ids.make(f"{part.id}-more")
        return Draft(Role.SECTION, more, level=level, rank=part.rank, parents=parents, blocks=blocks)

    def _cut(self, blocks: Iterable[Block], within: Span) -> list[Block]:
        """Return what of the blocks lies in `within`, without white space at its ends."""
        kept = []
        for block in blocks:
            start, end = max(block.span.start, within.start), min(block.span.end, within.end)
            words = self._text[start:end]
            start += len(words) - len(words.lstrip())
            if words.strip():
                kept.append(replace(block, span=Span(start, start + len(words.strip()))))
        return kept


def _short(question: str) -> str:
    return f'"{question}"' if len(question) <= _SHOWN else f'"{question[:_SHOWN]}..."'


def _covers(part: Draft, span: Span) -> bool:
    return bool(part.blocks) and part.blocks[0].span.start <= span.start and span.end <= part.blocks[-1].span.end
