"""Is an index the same as another one, wherever it is kept?"""

from __future__ import annotations

import numpy as np

from chatbot.indexing.index import Filter, PassageIndex
from chatbot.indexing.words import terms

QUESTIONS = ("How many tides are there in a day?", "Wait three hours for the bread", "Wer schweigt, denkt nach")


def assert_same(index: PassageIndex, other: PassageIndex) -> None:
    """Compare everything that two indexes of one version say."""
    rows = np.arange(len(other))
    assert (index.version, len(index)) == (other.version, len(other))
    assert index.article_ids() == other.article_ids()
    assert [index.article(name) for name in index.article_ids()] == [
        other.article(name) for name in other.article_ids()
    ]
    assert index.passages(rows) == other.passages(rows)
    assert index.words(rows).places.tobytes() == other.words(rows).places.tobytes()
    some = np.concatenate([other.encoder.question_pieces(question).codes for question in QUESTIONS])
    assert index.nearest_pieces(some, rows).tobytes() == other.nearest_pieces(some, rows).tobytes()
    assert index.languages() == other.languages()
    mine, theirs = index.surface_words(), other.surface_words()
    assert (list(mine[0]), mine[1].tolist()) == (list(theirs[0]), theirs[1].tolist())
    for question in QUESTIONS:
        _assert_finds_same(index, other, question)


def _assert_finds_same(index: PassageIndex, other: PassageIndex, question: str) -> None:
    rows, vector, asked = np.arange(len(other)), other.encoder.encode_question(question), terms(question)
    mine, theirs = index.view_scores(vector, rows), other.view_scores(vector, rows)
    assert mine.offsets.tolist() == theirs.offsets.tolist()
    assert mine.kinds.tobytes() == theirs.kinds.tobytes()
    np.testing.assert_allclose(mine.scores, theirs.scores, atol=2e-4)
    near, others = index.nearest(vector, 3, Filter()), other.nearest(vector, 3, Filter())
    np.testing.assert_allclose(near.scores, others.scores, atol=2e-4)
    assert index.idf(asked).tobytes() == other.idf(asked).tobytes()
    assert index.bm25(asked, rows).tobytes() == other.bm25(asked, rows).tobytes()
    assert index.matching(asked, 5, Filter()).rows.tolist() == other.matching(asked, 5, Filter()).rows.tolist()
