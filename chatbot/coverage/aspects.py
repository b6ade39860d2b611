"""Question vectors -> the same with less of what the nearest article is about: one lack of many articles is one gap.

"Is ivy poisonous for dogs?" and "Are ferns safe for cats?" are near questions about ivy and ferns, which have articles.
What no article says lies in the rest: so half of what a question shares with the title of the article nearest to it is
taken away before unanswered questions are grouped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from chatbot.coverage.survey import Place
from chatbot.indexing.index import Filter, Floats, PassageIndex

TAKEN = 0.5
"""Share that is taken away. Of 2,171 questions that 150 articles on plants do not answer, 1,323 were written about 11
subjects: adjusted mutual information with these .60 at 0, .70 at .3, .74 at .5, .76 at .7, .75 at 1, and the largest
gap about pets holds 401 of 1,638 askers at 0, 998 at .5. Where no title has to do with a question nothing changes
(stackfaq .976 at each of them)."""


def nearest_places(vectors: Floats, index: PassageIndex) -> list[Place]:
    """Return where the passage stands that is nearest to each of n vectors (n, dimensions)."""
    rows = [index.nearest(vector, 1, Filter()).rows[0] for vector in vectors]
    return [(passage.article_id, passage.source_id) for passage in index.passages(np.array(rows, np.int64))]


def besides_titles(vectors: Floats, articles: Sequence[str], titles: Mapping[str, Floats]) -> Floats:
    """Return n vectors (n, dimensions; unit length) with less of the title of each one's article.

    `titles` has the vectors of titles, of unit length, by article id.
    """
    if not len(vectors):
        return vectors
    about = np.stack([titles[article] for article in articles])
    rest = vectors - TAKEN * (vectors * about).sum(axis=1, keepdims=True) * about
    return np.asarray(rest / np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9), np.float32)
