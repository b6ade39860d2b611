"""A topic of questions x index -> the passages that come nearest to it, by meaning or by words, and what they lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.coverage.survey import Place
from chatbot.coverage.words import stems, words_and_stems
from chatbot.indexing.index import Filter, Floats, PassageIndex, record_of
from chatbot.reading.passages import Passage

NEAREST = 3
FAR = 0.4
"""Cosine below which a passage has nothing to do with a gap: nineteen in twenty of 300 questions about the whole world,
none about bicycles, come no nearer than this to any of 143 passages about them."""
CLOSE = 0.6
"""Cosine from which a passage may say the same in other words."""
_MISSING = 4  # words named as missing
_COMMON = 0.4  # of a topic's questions use a word that its subject is made of, as its name's words are
_TELLING = 2  # words of a subject that stand in one passage by no accident, however far off it is in meaning


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that comes near a gap, its best cosine with the gap's middle, and why it falls short.

    `held` are how many words it holds of what the gap is about; `whole` tells that it holds all of them.
    """

    article: str
    source_id: str
    title: str
    text: str
    cosine: float
    why: str
    held: int
    whole: bool

    @property
    def counts(self) -> bool:
        """True where it has to do with the gap at all."""
        return self.cosine >= FAR or (self.whole and self.held >= _TELLING)


def nearest_to(name: str, questions: Sequence[str], middle: Floats, index: PassageIndex) -> tuple[Near, ...]:
    """Return up to three passages that come near a topic, by its name, questions and the mean (d,) of their vectors.

    The nearest by cosine come first, unless the best by BM25 alone holds all words of what the topic is about.
    """
    vector = (middle / max(float(np.linalg.norm(middle)), 1e-9)).astype(np.float32)
    subject = _subject(name, questions)
    hits = index.nearest(vector, NEAREST, Filter())
    scored = zip(index.passages(hits.rows), hits.scores, strict=True)
    near = [_near(passage, score, subject, index) for passage, score in scored]
    if not any(each.whole for each in near):
        row = index.matching(list(subject), 1, Filter()).rows
        for passage in index.passages(row):
            best = _near(passage, index.view_scores(vector, row).scores.max(), subject, index)
            near[:0] = [best] if best.whole and best.held >= _TELLING else []
    return tuple(near[:NEAREST])


def nearest_places(vectors: Floats, index: PassageIndex) -> list[Place]:
    """Return where the passage stands that is nearest to each of n vectors (n, dimensions)."""
    rows = [index.nearest(vector, 1, Filter()).rows[0] for vector in vectors]
    return [passage.source for passage in index.passages(np.array(rows, np.int64))]


def _near(passage: Passage, cosine: float, subject: dict[str, str], index: PassageIndex) -> Near:
    record = record_of(index, passage.article_id)
    text = passage.span.of(record.text)
    holds = set(stems(" ".join((record.title, *passage.headings, passage.question_in(record.text), text))))
    missing = [word for stem, word in subject.items() if stem not in holds]
    place = (passage.article_id, passage.source_id, record.title, text)
    return Near(
        *place, round(float(cosine), 3), _why(missing, bool(subject)), len(subject) - len(missing), whole=not missing
    )


def _subject(name: str, questions: Sequence[str]) -> dict[str, str]:
    """Return stem -> word of what a topic is about: the words of its name, then those that its questions share."""
    words = {stem: word.lower() for word, stem in words_and_stems(name)}
    uses: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for question in questions:
        found = {stem: word.lower() for word, stem in words_and_stems(question)}
        uses.update(found.keys())
        forms = {**found, **forms}
    least = max(1, _COMMON * len(questions))
    shared = {stem: forms[stem] for stem, n in uses.most_common() if n >= least and stem not in words}
    return words | shared


def _why(missing: Sequence[str], worded: bool) -> str:
    """Return why a passage falls short of a gap, by the words that it lacks; `worded`: the gap has words at all."""
    if missing:
        return f"says nothing of {', '.join(missing[:_MISSING])}"
    return "uses these words, but is not surely the answer" if worded else "is only loosely related"
