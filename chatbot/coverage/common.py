"""Question vectors -> the same with less of what the questions share, with all of a site or with one article.

To an encoder "client has a crush on me" and "client is late" are near, as are all questions on a site for therapists. A
direction in which the questions of a list spread more than in others is one of its common themes, and counts for less:
what is left tells whether two ask the same. From a short list, which may be about one thing, nearly nothing is taken;
there the words that only some questions have tell more: "sliding scale fees" and "raising my fees" are far apart.

"Is ivy poisonous for dogs?" and "Are ferns safe for cats?" are near ivy and ferns, which have articles. What no article
says lies in the rest, so half of what a question shares with the title of the article nearest to it is taken away, too.

Source: J. Su et al., "Whitening sentence representations for better semantics and faster retrieval" (2021); here no
direction is taken away whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from chatbot.coverage.grouping import groups_of
from chatbot.coverage.words import stems
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats

TAKEN = 0.5
"""Share of a title that is taken away. Of 2,171 questions that 150 articles on plants do not answer, 1,323 were written
about 11 subjects: adjusted mutual information with these .60 at 0, .70 at .3, .74 at .5, .76 at .7, .75 at 1, and the
largest gap about pets holds 401 of 1,638 askers at 0, 998 at .5. Where no title has to do with a question nothing
changes (stackfaq .976 at each of them)."""
ALIKE = 0.28
"""Mean likeness from which groups are joined, of meaning and of words times `_WORDS`, where questions have nothing in
common: among many, whose common themes are taken away. Of 306 questions typed for a site of therapists (labelled by
hand), 244 on covid and 750 of a virtual assistant, none answered, it gives a B-cubed F1 of .57, .72 and .78; plain
cosines from .5 give .46, .46 and .77. At .3 threads of stackfaq come apart."""
MORE = 0.5
"""Share of the questions' mean likeness that is added to it, up to `SURELY_ALIKE`: few questions on one subject have to
be more alike than few on many. F1 on the gaps of eight lists of 12 to 18 typed questions is .78 with it, of 3 questions
each on 6 subjects of covid .78, of 6 threads of stackfaq .93; .42 for each list gives .77, .75 and .90."""
SURELY_ALIKE = 0.5
"""The same among few by meaning alone: from .45 to .55 threads of stackfaq that are in the index (25 at a time, 10 or 5
questions each) give an adjusted mutual information from .87 to .99."""
_FEW = 50  # questions of which half of what they share is taken to be a theme of all and not what one topic is about
_WORDS = 0.4  # weight of the words that questions share, beside their meaning, where nothing is known to be common
_LEAST = 0.005  # weight below which words are not looked at, as of 450 questions or more
_STRENGTH = 0.15  # at .3 and more what parts the questions of one topic counts too much: threads of stackfaq come apart


Idf = Callable[[Sequence[str]], Floats]
"""Takes stems; returns how telling each is in the articles."""


@dataclass(frozen=True, slots=True)
class Common:
    """What n questions share: `share` is how far that is known, from 0 for none to 1.

    `middle` (d,) is their mean vector, times `share`; `lessening` (d, d) shortens the directions in which they
    spread, the more the larger `share` is. `likeness` is how alike two of them still are without it, on average. `idf`
    tells how telling stems are in the articles, where that is known.
    """

    share: float
    middle: Floats
    lessening: Floats
    likeness: float = 0.0
    idf: Idf | None = None

    def groups(self, vectors: Floats, texts: Sequence[str]) -> list[list[int]]:
        """Return the rows of `vectors` (m, d; of unit length) in groups of what is alike without it, as `groups_of`.

        Words that the m texts share count, too, the less the more is known of what all questions share.
        """
        rest, weight = self.besides(vectors), _WORDS * (1 - self.share)
        if weight > _LEAST:
            rest = np.hstack([rest, weight**0.5 * _words_of(texts, self.idf)])
        return groups_of(rest, min(ALIKE + MORE * self.likeness, self._surely_alike))

    def groups_by_meaning(self, vectors: Floats) -> list[list[int]]:
        """Return the same by meaning alone: of few questions, those that are surely alike."""
        return groups_of(self.besides(vectors), self._surely_alike)

    @property
    def _surely_alike(self) -> float:
        return SURELY_ALIKE + self.share * (ALIKE - SURELY_ALIKE)

    def besides(self, vectors: Floats) -> Floats:
        """Return vectors (m, d; of unit length) without it, of unit length again."""
        return _of_unit_length(product(vectors - self.middle, self.lessening))


def common_of(vectors: Floats, idf: Idf | None = None) -> Common:
    """Return what n questions (n, d; of unit length) share, and how telling stems are in the articles."""
    count, dimensions = vectors.shape
    share = count**2 / (count**2 + _FEW**2)
    wide = vectors.astype(np.float64)
    middle = wide.mean(axis=0) if count else np.zeros(dimensions)
    spread, directions = np.linalg.eigh(share / max(count, 1) * product((wide - middle).T, wide - middle))
    less: npt.NDArray[np.float64] = (1 + _STRENGTH * dimensions * np.maximum(spread, 0)) ** -0.5
    lessening = product(directions * less, directions.T)
    common = Common(share, np.asarray(share * middle, np.float32), np.asarray(lessening, np.float32), idf=idf)
    together = float((common.besides(vectors).sum(axis=0) ** 2).sum())
    return replace(common, likeness=(together - count) / max(count * (count - 1), 1))


def besides_titles(vectors: Floats, articles: Sequence[str], titles: Mapping[str, Floats]) -> Floats:
    """Return n vectors (n, dimensions; unit length) with less of the title of each one's article.

    `titles` has the vectors of titles, of unit length, by article id.
    """
    if not len(vectors):
        return vectors
    about = np.stack([titles[article] for article in articles])
    rest = vectors - TAKEN * (vectors * about).sum(axis=1, keepdims=True) * about
    return _of_unit_length(rest)


def _words_of(texts: Sequence[str], idf: Idf | None) -> Floats:
    """Return rows (m, words) of unit length, whose products say how far texts share words that the others lack."""
    held = [stems(text) for text in texts]
    column = {stem: number for number, stem in enumerate(dict.fromkeys(chain.from_iterable(held)))}
    rows = np.zeros((len(texts), len(column)), np.float32)
    for row, own in zip(rows, held, strict=True):
        row[[column[stem] for stem in own]] = 1
    telling = idf(list(column)) if idf else 1.0
    return _of_unit_length(rows * telling * np.log(len(texts) / rows.sum(axis=0)))


def _of_unit_length(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)
