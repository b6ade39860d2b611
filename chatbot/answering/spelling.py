"""A question's mistyped words -> what the reader may have meant, in words of corpus and language. Knows no passages.

Which known word was meant is a noisy channel's question: how likely is the slip (slips.py), how common the word, how
often does it follow the one before. The costs below are in nats, set on the development sets with one slip in every
content word and on misspellings that people made; README.md says what they give. The likeliest choice of all words
together is found word by word (Viterbi's algorithm), in time that grows with their number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chatbot.answering.english import English
from chatbot.answering.neighbours import LONGEST, SHORTEST
from chatbot.answering.slips import ODD, TWO_SLIPS, UNCOMMON, slip
from chatbot.answering.spaces import is_compound, rejoined, run_together
from chatbot.answering.vocabulary import SYLLABLES, WORD, Place, Vocabulary, words_of
from chatbot.answering.wording import UNSAID, Kind, is_another_name, is_plural, kinds
from chatbot.indexing.index import Floats
from chatbot.indexing.words import fold, terms

SLIPS = 4.0  # how much a known word gains from few unknown ones in its question: whoever slips once slips again
OWN = 1.0  # what leaving a word of the corpus alone is worth beside that
NAMED = 3.5  # what each typed letter speaks for a word that no article holds: "amex" is a name rather than "ames"
ALONE = 2.9  # the same for a word of the articles where a question is about the typed word alone: "ips" is no "tips"
ALONE_NAMED = 9.4  # what speaks then, beside 1 for each letter, for a word that no article holds: "json" is no "jason"
LONG = 0.31  # what the square of the typed letters speaks for a word that an odd slip leads to: long ones have few near
GRAMMAR = 2.4  # what each letter speaks for a function word then: "mutch" is "much", and no rare, likelier word
LETTER = 1.0  # what each speaks where only the articles' words are known: most others are no slips of these
STRANGE = 1.5  # the same there for a word that another slip leads to
TWICE = 8  # letters of an unknown word from which on two slips are believed
DOUBT = 2.5  # a second reading is worth a search where it is at most this much less likely
OPTIONS = 8  # meanings of one word that are weighed

_DRAWN_OUT = re.compile(r"(?<![^\W\d_])[^\W\d_]*?([^\W\d_])\1\1[^\W\d_]*")
_TRIPLE = re.compile(r"(.)\1\1")
_RUN = re.compile(r"(.)\1{2,}")

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

    @property
    def corpus(self) -> frozenset[str]:
        """The words of the articles, as `fold` returns them."""
        return self._known.corpus

    def unstretched(self, text: str) -> str:
        """Return `text` with drawn out words as they are: of this no reader need be told."""
        is_drawn_out = _TRIPLE.search(text) and any(_TRIPLE.search(word) for _, word in words_of(text))
        return _DRAWN_OUT.sub(self._unstretched, text) if is_drawn_out else text

    def read(self, text: str) -> Reading:
        """Return what `text` was probably meant to say."""
        places = words_of(text)
        text, joined = rejoined(text, places, self._known)
        if joined:
            places = words_of(text)
        options = self._options(places, joined)
        gaps = [text[m.end() : following.start()] for (m, _), (following, _) in pairwise(places)]
        meant, doubts = self._chosen(places, options, gaps) if options else ({}, [])
        second = None
        if meant and doubts:
            _, start, other = min(doubts)
            second = _replaced(text, meant | {start: other})
        read = joined | {match.start(): match.group() for match, _ in places if match.start() in meant}
        changes = tuple((read[m.start()], _put(meant, m)) for m, _ in places if m.start() in read)
        return Reading(_replaced(text, meant), second, changes)

    def _unstretched(self, found: re.Match[str]) -> str:
        """Return a drawn out word as it is: "sooo" is "so", "pleeease" "please"; no English one has a letter thrice."""
        typed = found[0]
        if self._known.knows(fold(typed)):
            return typed
        forms = [form for form in (_RUN.sub(r"\1", typed), _RUN.sub(r"\1\1", typed)) if len(form) > 1]
        known = [form for form in forms if self._known.knows(fold(form))]
        return min(known, key=lambda form: self._known.rarity(fold(form)), default=typed)

    def _chosen(
        self, places: Sequence[Place], options: Sequence[Sequence[Option]], gaps: Sequence[str]
    ) -> tuple[dict[int, str], list[tuple[float, int, str]]]:
        """Return the words that were meant instead, by where they start, and what else might be: cost, start, word."""
        meant: dict[int, str] = {}
        doubts: list[tuple[float, int, str]] = []
        chosen, dearer = likeliest([np.array([cost for cost, _ in o]) for o in options], self._links(options, gaps))
        for (match, word), meanings, choice, more in zip(places, options, chosen, dearer, strict=True):
            best = meanings[choice][1]
            if not self._akin(best, word):
                meant[match.start()] = best
            others = [(cost, other) for cost, (_, other) in zip(more.tolist(), meanings, strict=True) if cost < DOUBT]
            doubts += [(cost, match.start(), other) for cost, other in others if not self._akin(best, other)]
        return meant, doubts

    def _options(self, places: Sequence[Place], settled: Container[int]) -> list[list[Option]]:
        """Return what each word may mean, likeliest first; nothing where none seems mistyped.

        A word that starts where it is `settled` means what it is.
        """
        doubtful = [m.start() not in settled and self._may_be_mistyped(word) for m, word in places]
        unknown = [may and not self._known.knows(word) for may, (_, word) in zip(doubtful, places, strict=True)]
        if not any(unknown):
            return []
        looks = self._looks([match.group() for match, _ in places])
        instead = [
            self._instead(word, kind) if strange else []
            for strange, kind, (_, word) in zip(unknown, looks, places, strict=True)
        ]
        if sum(word not in self._known.grammar for _, word in places) == 1:
            instead = [self._surely(word, found) for found, (_, word) in zip(instead, places, strict=True)]
        slips = sum(map(bool, instead))
        if not slips:
            return []
        kept = -SLIPS * math.log(slips / sum(doubtful))
        return [
            self._unless_kept(word, kept, kind) if may and not strange else sorted(found)[:OPTIONS] or [(0.0, word)]
            for may, strange, kind, found, (_, word) in zip(doubtful, unknown, looks, instead, places, strict=True)
        ]

    def _looks(self, typed: Sequence[str]) -> list[Kind]:
        """Return what each word looks like: to English, one with letters that it lacks ("Cuánto") is a name."""
        looks = kinds(typed)
        if not self._known.wide:
            return looks
        return [kind if word.isascii() else max(kind, Kind.NAME) for kind, word in zip(looks, typed, strict=True)]

    def _unless_kept(self, word: str, kept: float, kind: Kind) -> list[Option]:
        """Return what a known word may mean: itself, all the likelier the more speaks for what is `kept`."""
        own = self._known.rarity(word) - kept - OWN * (word in self._known.corpus)
        return sorted([*self._corrected(word, kind), (own, word)])[:OPTIONS]

    def _may_be_mistyped(self, word: str) -> bool:
        """Tell whether to doubt a word; not the plural of one of the articles that is in no list of words."""
        if not SHORTEST <= len(word) <= LONGEST or word in self._known.grammar or SYLLABLES.search(word):
            return False
        singular = word[:-1] if is_plural(word) else ""
        is_held = singular in self._known.corpus and singular not in self._known.grammar  # "agains" is a slip
        return not is_held or self._known.knows(word)

    def _instead(self, word: str, kind: Kind) -> list[Option]:
        """Return what an unknown word may mean instead; nothing where it is right, or nothing fits.

        A name means a word of the corpus, if any. A known word is right in Britain's spelling as in
        America's ("feces"), and a compound of known words is hardly another one ("lacemakers" are no "pacemakers").
        """
        if self._known.spells_otherwise(word):
            return []
        found = self._corrected(word, kind)
        if kind:
            return found
        if is_compound(word, self._known):
            found = [(cost, meant) for cost, meant in found if meant[0] == word[0]]
        elif not found and len(word) >= TWICE and self._known.wide:
            found = self._believed(word, self._twice_corrected(word), kind)
        return found + [(cost, pair) for pair, cost in run_together(word, self._known)]

    def _surely(self, word: str, found: Iterable[Option]) -> list[Option]:
        """Return those of the meanings `found` of a word, which a question is about alone, that it surely has.

        No other word of the question tells that its reader slips, and little else would be looked for.
        """
        held, named = ALONE * len(word), ALONE_NAMED + len(word)
        return [
            (cost, meant)
            for cost, meant in found
            if " " in meant or cost < (held if meant in self._known.corpus else named)
        ]

    def _corrected(self, word: str, kind: Kind) -> list[Option]:
        return self._believed(word, self._corrections(word), kind)

    def _believed(self, word: str, meanings: Iterable[Meant], kind: Kind) -> list[Option]:
        return [
            (cost + rarity, meant)
            for meant, cost, rarity in meanings
            if cost + rarity < self._spoken_for(meant, cost, len(word), kind)
            and (meant in self._known.corpus or not (kind or meant in UNSAID))
            and not is_another_name(word, meant, kind)
        ]

    def _akin(self, a: str, b: str) -> bool:
        """Tell whether two words are forms of one ("client", "clients"): either finds what the other does."""
        return a == b or list(self._stems(a)) == list(self._stems(b))

    def _spoken_for(self, meant: str, cost: float, letters: int, kind: Kind) -> float:
        """Return what so many typed letters speak for `meant`, which a slip of this cost leads to.

        Where only the articles' words are known, none but the commonest slips lead to a function word: "hund" is no
        "und", and "werfen" no "werden".
        """
        if meant in self._known.grammar and not kind and cost >= (ODD if self._known.wide else UNCOMMON):
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


def _replaced(text: str, meant: dict[int, str]) -> str:
    """Return `text` with the words that start at these places replaced."""
    return WORD.sub(lambda match: _put(meant, match), text)


def _put(meant: dict[int, str], match: re.Match[str]) -> str:
    """Return what was meant by a word, in capitals where the typed word was, or as it was typed."""
    typed, word = match.group(), meant.get(match.start())
    if word is None:
        return typed
    return word.upper() if typed.isupper() else word.capitalize() if typed[0].isupper() else word
