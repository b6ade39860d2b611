"""A question's mistyped words -> what the reader may have meant, in words of corpus and language. Knows no passages.

Which known word was meant is a noisy channel's question: how likely is the slip (slips.py), how common the word, how
often does it follow the one before. The costs below are in nats, set on the development sets with one slip in every
content word and on misspellings that people made; README.md says what they give. The likeliest choice of all words
together is found word by word (Viterbi's algorithm), in time that grows with their number.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chatbot.answering.english import English
from chatbot.answering.neighbours import LONGEST, SHORTEST
from chatbot.answering.slips import ODD, TWO_SLIPS, slip
from chatbot.answering.spaces import rejoined, run_together
from chatbot.answering.vocabulary import SYLLABLES, WORD, Vocabulary
from chatbot.answering.wording import UNSAID, names
from chatbot.indexing.index import Floats
from chatbot.indexing.words import fold, terms

SLIPS = 4.0  # how much a known word gains from few unknown ones in its question: whoever slips once slips again
OWN = 1.0  # what leaving a word of the corpus alone is worth beside that
NAMED = 3.5  # what each typed letter speaks for a word that no article holds: "amex" is a name rather than "ames"
LONG = 0.31  # what the square of the typed letters speaks for a word that an odd slip leads to: long ones have few near
GRAMMAR = 2.4  # what each letter speaks for a function word then: "mutch" is "much", and no rare, likelier word
LETTER = 1.0  # what each speaks where only the articles' words are known: most others are no slips of these
STRANGE = 1.5  # the same there for a word that another slip leads to
TWICE = 8  # letters of an unknown word from which on two slips are believed
DOUBT = 2.5  # a second reading is worth a search where it is at most this much less likely
OPTIONS = 8  # meanings of one word that are weighed

Option = tuple[float, str]  # what it costs that a word was meant, and the word
Meant = tuple[str, float, float]  # a word that may be meant, what the slip costs that leads to it, and its rarity


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was probably meant; `text` is the typed text where nothing seems mistyped.

    `second` is the next likely reading where the choice is in doubt. `changes` are the (typed, meant) pairs of `text`;
    either may be two words that the other has as one.
    """

    text: str
    second: str | None = None
    changes: tuple[tuple[str, str], ...] = ()


class Speller:
    """The known words, ready to be searched for what a reader meant. Safe to use from several threads."""

    def __init__(
        self,
        words: Sequence[str],
        counts: npt.NDArray[np.int64],
        common: Sequence[str] = (),
        at_large: Callable[[], English] | None = None,
        grammar: frozenset[str] = frozenset(),
        stems: Callable[[str], Sequence[str]] = terms,
    ) -> None:
        """Prepare the search.

        `words` are the corpus' words as `fold` returns them, `counts` (len(words),) how often each stands there;
        `common` are words of the encoder, most frequent first. `at_large` gives the language; it is called when the
        first word is met that neither of the others holds. `grammar` are the function words of languages besides
        English; words of the same `stems` are forms of one.
        """
        self._stems = stems
        self._known = Vocabulary(words, counts, common, at_large, grammar)

    def read(self, text: str) -> Reading:
        """Return what `text` was probably meant to say."""
        text, joined = rejoined(text, self._known)
        places = [(m, fold(m.group())) for m in WORD.finditer(text) if _is_whole(m)]
        options = self._options(places)
        if not options:
            return Reading(text, None, joined)
        gaps = [text[m.end() : following.start()] for (m, _), (following, _) in pairwise(places)]
        chosen, dearer = likeliest([np.array([cost for cost, _ in o]) for o in options], self._links(options, gaps))
        meant: dict[int, str] = {}
        doubts: list[tuple[float, int, str]] = []
        for (match, word), meanings, choice, more in zip(places, options, chosen, dearer, strict=True):
            best = meanings[choice][1]
            if not self._akin(best, word):
                meant[match.start()] = best
            others = [(cost, other) for cost, (_, other) in zip(more.tolist(), meanings, strict=True) if cost < DOUBT]
            doubts += [(cost, match.start(), other) for cost, other in others if not self._akin(best, other)]
        if not meant:
            return Reading(text, None, joined)
        _, start, other = min(doubts, default=(0.0, 0, ""))
        second = _replaced(text, meant | {start: other}) if doubts else None
        changes = tuple((m.group(), _cased(meant[m.start()], m.group())) for m, _ in places if m.start() in meant)
        return Reading(_replaced(text, meant), second, (*joined, *changes))

    def _options(self, places: Sequence[tuple[re.Match[str], str]]) -> list[list[Option]]:
        """Return what each word, as typed and folded, may mean, likeliest first; nothing where none seems mistyped."""
        doubtful = [self._may_be_mistyped(word) for _, word in places]
        unknown = sum(may and not self._known.knows(word) for may, (_, word) in zip(doubtful, places, strict=True))
        if not unknown:
            return []
        kept = -SLIPS * math.log(unknown / sum(doubtful))
        is_name = names([match.group() for match, _ in places])
        return [
            self._meanings(word, kept + OWN * (word in self._known.corpus), named) if may else [(0.0, word)]
            for may, named, (_, word) in zip(doubtful, is_name, places, strict=True)
        ]

    def _may_be_mistyped(self, word: str) -> bool:
        return SHORTEST <= len(word) <= LONGEST and word not in self._known.grammar and not SYLLABLES.search(word)

    def _meanings(self, word: str, keep: float, named: bool) -> list[Option]:
        """Return what `word` may mean, likeliest first; itself where known or nothing fits.

        One that is `named` means a word of the corpus, if any.
        """
        known = self._known.knows(word)
        found = self._believed(word, self._corrections(word), named)
        if not (found or known or named) and len(word) >= TWICE and self._known.wide:
            found = self._believed(word, self._twice_corrected(word), named)
        if known:
            found.append((self._known.rarity(word) - keep, word))
        elif not named:
            found += [(cost, pair) for pair, cost in run_together(word, self._known)]
        return sorted(found)[:OPTIONS] or [(0.0, word)]

    def _believed(self, word: str, meanings: Iterable[Meant], named: bool) -> list[Option]:
        return [
            (cost + rarity, meant)
            for meant, cost, rarity in meanings
            if cost + rarity < self._spoken_for(meant, cost, len(word), named)
            and (meant in self._known.corpus or not (named or meant in UNSAID))
        ]

    def _akin(self, a: str, b: str) -> bool:
        """Tell whether two words are forms of one ("client", "clients"): either finds what the other does."""
        return a == b or list(self._stems(a)) == list(self._stems(b))

    def _spoken_for(self, meant: str, cost: float, letters: int, named: bool) -> float:
        """Return what so many typed letters speak for `meant`, which a slip of this cost leads to.

        Where only the articles' words are known, an odd slip leads to no function word: "hund" is no "und".
        """
        if cost >= ODD and meant in self._known.grammar and not named:
            return GRAMMAR * letters if self._known.wide else 0.0
        if cost >= ODD:
            return LONG * letters**2 if self._known.wide else LETTER * letters
        if not self._known.wide:
            return STRANGE * letters
        return math.inf if meant in self._known.corpus else NAMED * letters

    def _corrections(self, word: str) -> Iterator[Meant]:
        """Yield the known words one slip away from `word`, in no order."""
        for meant in self._known.near(word):
            cost = slip(word, meant)
            if cost is not None:
                yield meant, cost, self._known.rarity(meant)

    def _twice_corrected(self, word: str) -> Iterator[Meant]:
        """Yield the words of corpus and encoder that two slips part from `word`, in no order."""
        return ((meant, TWO_SLIPS, self._known.rarity(meant)) for meant in self._known.further(word))

    def _links(self, options: Sequence[Sequence[Option]], gaps: Sequence[str]) -> list[Floats]:
        """Return, for each two neighbours, what it saves (n, m) that one's n options stand before the other's m."""
        links = [np.zeros((len(a), len(b)), np.float32) for a, b in pairwise(options)]
        if self._known.wide:
            open_ones = [i for i, gap in enumerate(gaps) if gap.isspace() and links[i].size > 1]
            pairs = [(a.split()[-1], b.split()[0]) for i in open_ones for _, a in options[i] for _, b in options[i + 1]]
            attraction = self._known.attraction([a for a, _ in pairs], [b for _, b in pairs])
            for i in open_ones:
                part, attraction = np.split(attraction, [links[i].size])
                links[i] = part.reshape(links[i].shape)
        return links


def likeliest(costs: Sequence[Floats], links: Sequence[Floats]) -> tuple[list[int], list[Floats]]:
    """Return the cheapest choice of one option each, and how much dearer the cheapest with each option is.

    `costs` are of each place's options (n,); `links` (n, m), one fewer, are what is saved by an option of a place
    together with one of the next place. Of equally cheap options the first is chosen.
    """
    before, after = [costs[0]], [np.zeros_like(costs[-1])]
    for cost, link in zip(costs[1:], links, strict=True):
        before.append((before[-1][:, None] - link).min(axis=0) + cost)
    for cost, link in zip(reversed(costs[1:]), reversed(links), strict=True):
        after.append(((after[-1] + cost)[None, :] - link).min(axis=1))
    after.reverse()
    chosen = [int((before[0] + after[0]).argmin())]
    for cost, link, rest in zip(costs[1:], links, after[1:], strict=True):
        chosen.append(int((cost + rest - link[chosen[-1]]).argmin()))
    whole = float((before[0] + after[0]).min())
    return chosen, [there + rest - whole for there, rest in zip(before, after, strict=True)]


def _is_whole(found: re.Match[str]) -> bool:
    """Tell whether a run of letters is a word, not a part that vowel signs of Hindi or Thai, no letters, cut out."""
    beside = found.string[max(found.start() - 1, 0) : found.start()] + found.string[found.end() : found.end() + 1]
    return beside.isascii() or not any(unicodedata.category(char).startswith("M") for char in beside)


def _replaced(text: str, meant: dict[int, str]) -> str:
    """Return `text` with the words that start at these places replaced, in the typed word's case."""

    def put(match: re.Match[str]) -> str:
        word = match.group()
        new = meant.get(match.start())
        return word if new is None else _cased(new, word)

    return WORD.sub(put, text)


def _cased(word: str, typed: str) -> str:
    """Return `word` in capitals where `typed` was."""
    return word.upper() if typed.isupper() else word.capitalize() if typed[0].isupper() else word
