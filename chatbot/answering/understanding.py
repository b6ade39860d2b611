"""A Question -> what to search for: mistyped words repaired, earlier questions blended in where it leans on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from chatbot.answering.abbreviations import Abbreviations
from chatbot.answering.collocations import Collocations
from chatbot.answering.courtesies import without_courtesies
from chatbot.answering.english import english
from chatbot.answering.figures import as_written
from chatbot.answering.followup import Conversation, FollowupWeights, Lean, Turns
from chatbot.answering.going_on import of_another_topic, without_opening
from chatbot.answering.language import grammar_of, may_be_english
from chatbot.answering.offhand import in_full, with_apostrophes
from chatbot.answering.question import Question
from chatbot.answering.rewording import plainly
from chatbot.answering.spaces import held_apart, numbers_apart
from chatbot.answering.spelling import Reading, Speller
from chatbot.answering.stemming import Stems, grammar_terms
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Codes, Floats, PassageIndex, Pieces
from chatbot.indexing.pieces import NONE
from chatbot.indexing.words import fold

SECOND = 0.5  # share of the second reading of a mistyped question beside the first

_WORD = re.compile(r"[^\W_]+")

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to search for.

    `text` is the question with its mistyped words repaired; `terms` are its stems, in order. `vector` (dimensions,) is
    of unit length, with the second reading and earlier questions blended in. `second` are the terms that only the
    second reading has; `earlier` those of earlier questions that this one lacks, with how much, (0, 1], it leans on
    them; `articles` the ids of the articles that answered these, with what their passages are raised by. `followed` is
    the earlier question that counts most, None for a question that stands by itself. `changes` are the words that were
    read as others, (typed, meant). `pieces` (m, PIECE) are the word pieces of `text` that carry content, `grammar` the
    terms that carry none, in the languages of the corpus.
    """

    text: str
    vector: Floats
    terms: Terms
    second: Terms = ()
    earlier: tuple[tuple[str, float], ...] = ()
    articles: tuple[tuple[str, float], ...] = ()
    followed: str | None = None
    changes: tuple[tuple[str, str], ...] = ()
    pieces: Codes = field(default_factory=lambda: NONE)
    grammar: frozenset[str] = field(default_factory=grammar_terms)

    @property
    def more(self) -> list[tuple[Terms, float]]:
        """Further terms in groups, each with the weight of its BM25 score beside that of `terms`."""
        return [*([(self.second, SECOND)] if self.second else ()), *_by_weight(self.earlier)]


class Understanding:
    """Understands questions put to one index. Safe to use from several threads."""

    def __init__(
        self, index: PassageIndex, turns: Turns, weights: FollowupWeights | None = None, remembered: int = 0
    ) -> None:
        """Prepare the corpus' words for repairs; takes seconds where there are half a million.

        `turns` tells what became of an earlier question; it may have that one understood here, too. So many of these
        are `remembered` as they were read.
        """
        self._index = index
        self._encoder = index.encoder
        self._stems = Stems(index)
        self._collocations = Collocations(index, self._stems)
        common = index.encoder.common_words() if "en" in self._stems.languages else ()
        self._abbreviations = Abbreviations(index, self._stems, common)
        self.grammar = grammar_of(self._stems.languages)
        self._speller, self._others_speller = _spellers(index, self.grammar, self._stems, common)
        self._weights = weights or FollowupWeights()
        self._conversation = Conversation(index, self._weights, self._stems, self._meant, turns, remembered)

    def understand(self, question: Question) -> Meaning:
        """Return what to search for; the same question on the same index always means the same."""
        history, another = question.history, of_another_topic(question.text)
        if another:
            history = ()
        asked, corrects = without_opening(question.text) if history else (another or question.text, False)
        reading = self._read(self._asked(asked))
        self._encoder.begin([reading.text] if reading.second is None else [reading.text, reading.second])
        stems = tuple(self._stems.of(reading.text))
        second = () if reading.second is None else _beyond(self._stems.of(reading.second), stems)
        vector = self._vector(reading)
        leans = self._conversation.leans(reading.text, vector, history, corrects)
        earlier = _highest((t, lean.share * share) for lean in leans for t, share in lean.turn.terms if t not in stems)
        articles = _highest((lean.turn.article, lean.share * lean.turn.trust * self._weights.article) for lean in leans)
        followed = max(leans, key=lambda lean: lean.share).asked if leans else None
        return Meaning(
            text=reading.text,
            vector=self._blended(vector, leans),
            terms=stems,
            second=second,
            earlier=earlier,
            articles=articles,
            followed=followed,
            changes=reading.changes,
            pieces=content_pieces(reading.text, self._encoder.question_pieces(reading.text), self.grammar),
            grammar=self._stems.grammar,
        )

    def _meant(self, asked: str) -> str:
        return self._read(plainly(self._asked(asked))).text

    def _read(self, asked: str) -> Reading:
        """Return the question as it was meant; one in another language than English is meant in none of its words."""
        is_english = may_be_english(asked, self._stems.languages)
        return (self._speller if is_english else self._others_speller).read(asked)

    def _asked(self, message: str) -> str:
        said = without_courtesies(message)
        if may_be_english(said, self._stems.languages):  # "um" is a word of others
            said = in_full(said, self._collocations.are_held)
        said = numbers_apart(said, self._collocations.are_held)
        said = held_apart(self._collocations.said_once(said), self._speller.corpus, self._collocations)
        if self._stems.languages == ["en"]:  # "im" and "dont" are words of others, and "2 clients" is French
            said = as_written(with_apostrophes(said), self._collocations, english)
        return self._abbreviations.in_full(self._speller.unstretched(said))

    def _vector(self, reading: Reading) -> Floats:
        vector = self._encoder.encode_question(reading.text)
        if reading.second is None:
            return vector
        return _unit(vector + np.float32(SECOND) * self._encoder.encode_question(reading.second))

    def _blended(self, vector: Floats, leans: Sequence[Lean]) -> Floats:
        if not leans:
            return vector
        shares = np.array([lean.share * self._weights.vector for lean in leans], np.float32)
        return _unit(vector + product(shares, np.stack([lean.turn.vector for lean in leans])))


def _spellers(
    index: PassageIndex, grammar: frozenset[str], stems: Stems, common: Sequence[str]
) -> tuple[Speller, Speller]:
    """Return what repairs the words of English questions, and of others, of which only those of articles are known.

    `common` are English words.
    """
    words, counts = index.surface_words()
    if stems.languages == ["en"]:
        speller = Speller(words, counts, common, english, grammar, stems.of)
        return speller, speller
    others = Speller(words, counts, grammar=grammar_of(set(stems.languages) - {"en"}), stems=stems.of)
    if "en" not in stems.languages:
        return others, others
    return Speller(words, counts, common, english, grammar, stems.of), others


def content_pieces(text: str, pieces: Pieces, grammar: frozenset[str]) -> Codes:
    """Return those of a question's `pieces` that make up words of content, not of `grammar`; all where none does."""
    carrying = bytearray(len(text) + 1)
    for match in _WORD.finditer(text):
        if fold(match.group()) not in grammar and len(match.group()) > 1:
            carrying[match.start() : match.end()] = b"1" * len(match.group())
    kept = [number for number, (start, _) in enumerate(pieces.spans) if carrying[start]]
    return pieces.codes[kept] if kept else pieces.codes


def _beyond(found: Sequence[str], known: Terms) -> Terms:
    """Return the terms that `known` lacks, in order, each once."""
    return tuple(dict.fromkeys(t for t in found if t not in known))


def _highest(found: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return every name once, with the highest share that it was found with."""
    highest: dict[str, float] = {}
    for name, share in found:
        highest[name] = max(share, highest.get(name, 0.0))
    return tuple(highest.items())


def _by_weight(terms: Iterable[tuple[str, float]]) -> list[tuple[Terms, float]]:
    """Return the terms of equal weight together, with their weight."""
    groups: dict[float, list[str]] = {}
    for term, share in terms:
        groups.setdefault(share, []).append(term)
    return [(tuple(group), share) for share, group in groups.items()]


def _unit(vector: Floats) -> Floats:
    return (vector / np.linalg.norm(vector)).astype(np.float32)
