"""Spaces that a reader left out ("howlong", "covid19") or put in ("thera pist"): what was meant, in known words."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import pairwise

from chatbot.answering.collocations import Collocations
from chatbot.answering.vocabulary import SYLLABLES, Place, Vocabulary
from chatbot.answering.wording import FUNCTION_WORDS, UNSAID
from chatbot.indexing.words import fold

SPACE = 1.5  # nats: how unlikely it is to leave a space out, or to put one in
LETTER = 2.5  # what each typed letter speaks for two words that run together

_SHORTEST = 6  # letters of a word that is joined again: shorter ones are made of words that often stand side by side
_FEWEST = 3  # letters of a word that is torn off another, unless it is one of grammar
_PART = 4  # letters of a part of a compound: unknown words often consist of shorter ones

_ENDINGS = frozenset(("s", "t", "re", "ve", "ll"))  # of "it's", "don't", "we're": no words of their own

_NUMBERED = re.compile(r"(?<![^\W_])(?:([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+))(?![^\W_])")

Meant = tuple[str, float]  # two words that may be meant, and what it costs that they were

_LETTERS = re.compile(r"(?<![\w@/#.'’-])[^\W\d_]{5,}(?![\w@/#'’-]|\.\w)")


def run_together(typed: str, known: Vocabulary) -> Iterator[Meant]:
    """Yield the pairs of known words that an unknown one may consist of: in English alone, others have compounds.

    Both stand in articles, or one is known to follow the other: "norcross" is a name.
    """
    if not known.wide:
        return
    cuts = [(typed[:place], typed[place:]) for place in range(1, len(typed))]
    pairs = [pair for pair in cuts if all(_may_stand_alone(word, known) for word in pair)]
    attracted = known.attraction([first for first, _ in pairs], [second for _, second in pairs]).tolist()
    for pair, attraction in zip(pairs, attracted, strict=True):
        cost = SPACE + sum(map(known.rarity, pair)) - attraction
        if (attraction > 0 or known.corpus.issuperset(pair)) and cost < LETTER * len(typed):
            yield " ".join(pair), cost


def is_compound(word: str, known: Vocabulary) -> bool:
    """Tell whether an English word that is not known is made of two common ones, neither of them grammar."""
    cuts = ((word[:place], word[place:]) for place in range(_PART, len(word) - _PART + 1))
    return known.wide and any(all(known.is_met(part) and part not in known.grammar for part in cut) for cut in cuts)


def _may_stand_alone(word: str, known: Vocabulary) -> bool:
    if not known.knows(word) or word in _ENDINGS:
        return False
    return (len(word) >= _FEWEST or word in known.grammar) and (word in known.corpus or word not in UNSAID)


def rejoined(text: str, words: Sequence[Place], known: Vocabulary) -> tuple[str, dict[int, str]]:
    """Return a question of these `words` with those joined again that are one in the articles.

    And what was typed for each of them, by where it starts in the question returned.
    """
    kept, joined = "", {}
    end = 0
    for (first, one), (second, other) in pairwise(words):
        beside = first.start() >= end and text[first.end() : second.start()] in (" ", "-")
        if beside and _is_torn(one, other, known):
            kept += text[end : first.start()]
            joined[len(kept)] = text[first.start() : second.end()]
            kept += first.group() + (second.group() if first.group().isupper() else second.group().lower())
            end = second.end()
    return kept + text[end:], joined


def _is_torn(first: str, second: str, known: Vocabulary) -> bool:
    """Tell whether two neighbours are rather one word: of the articles, or a common one where a part is no word.

    Where both are words, too, the whole has to be as common as one of them: a "paper size" is not the option papersize.
    """
    whole = first + second
    if len(whole) < _SHORTEST or min(len(first), len(second)) < 2 or not known.is_met(whole):
        return False
    if SYLLABLES.search(whole):  # in Korean a space more or less is no mistake that tells words apart
        return False
    if not (known.knows(first) and known.knows(second)):
        return known.wide or whole in known.corpus
    if whole not in known.corpus or not known.wide or not known.grammar.isdisjoint((first, second)):
        return False
    parts, rarity = (known.rarity(first), known.rarity(second)), known.rarity(whole)
    return rarity <= max(parts) and SPACE + rarity < sum(parts) - float(known.attraction([first], [second])[0])


def numbers_apart(text: str, are_held: Callable[[Sequence[str]], bool]) -> str:
    """Return `text` with a space between letters and number of what the articles hold apart: "covid19" is "covid 19".

    A single letter is part of a name: "3D" has nothing to do with a vitamin D and three weeks. `are_held` tells whether
    the articles hold all of some words.
    """

    def apart(found: re.Match[str]) -> str:
        parts = [part for part in found.groups() if part]
        is_name = any(len(part) == 1 and part.isalpha() for part in parts)
        return found[0] if is_name or are_held([found[0]]) or not are_held(parts) else " ".join(parts)

    return _NUMBERED.sub(apart, text)


def held_apart(text: str, known: Container[str], collocations: Collocations) -> str:
    """Return `text` with words that the articles have in two parts in two: "nonverbal", and "email" of "e-mail".

    `known` are the words of the articles, as `fold` returns them.
    """

    def apart(found: re.Match[str]) -> str:
        word = fold(found[0])
        if word in known or len(word) != len(found[0]) or collocations.are_held([word]):  # "ß" is folded to two letters
            return found[0]
        cuts = ((word[:place], word[place:]) for place in range(1, len(word) - 1))
        meant = (cut for cut in cuts if all(map(known.__contains__, cut)) and FUNCTION_WORDS.isdisjoint(cut))
        first = next((len(cut[0]) for cut in meant if collocations.stand_together(cut)), 0)
        return f"{found[0][:first]} {found[0][first:]}" if first else found[0]

    return _LETTERS.sub(apart, text)
