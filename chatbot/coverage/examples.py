"""Questions of one topic -> the order in which they are shown: what is asked most first, what says it again last."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from chatbot.coverage.survey import Outcome, plain
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats

SAME = 0.9
"""Cosine from which two questions say the same: "fungus gnats" and "Hi, fungus gnats? thanks" have .95, "how to write
progress notes" and "progress notes template" .82."""
SAME_LETTERS = 0.85
"""difflib's ratio from which they do: a slip that breaks a word ("not delivred") takes the cosine down to .57."""
_FIRST = 12  # questions that are told apart; a report shows fewer before it folds the rest


def told_apart(outcomes: Sequence[Outcome], vectors: Floats) -> list[Outcome]:
    """Return the outcomes of a topic, given most central first, as they are shown.

    Those asked most often stand first, of equally many the more central; what says again what stands before it comes
    last. `vectors` (n, dimensions) are theirs, of unit length.
    """
    first: list[int] = []
    again: list[int] = []
    for row in sorted(range(len(outcomes)), key=lambda row: -outcomes[row].times):
        new = len(first) < _FIRST and not _is_said(row, first, outcomes, vectors)
        (first if new else again).append(row)
    return [outcomes[row] for row in (*first, *again)]


def _is_said(row: int, first: Sequence[int], outcomes: Sequence[Outcome], vectors: Floats) -> bool:
    """Tell whether one of the questions `first` says what this one says."""
    if not first:
        return False
    if product(vectors[list(first)], vectors[row]).max() >= SAME:
        return True
    letters = SequenceMatcher(None, "", plain(outcomes[row].meant), autojunk=False)
    return any(_is_spelt_alike(letters, plain(outcomes[other].meant)) for other in first)


def _is_spelt_alike(letters: SequenceMatcher[str], other: str) -> bool:
    letters.set_seq1(other)
    return letters.quick_ratio() >= SAME_LETTERS and letters.ratio() >= SAME_LETTERS
