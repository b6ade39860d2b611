"""How near a question is to those that no article answers: errands, small talk, facts of the whole world.

"What is my salary?" is near to an article on wages, which does not answer it. Such questions stand in out_of_scope.txt,
small talk in smalltalk.txt, one a line, written for this; none is a question of an evaluation set. Their vectors are of
the encoder for which ranking.json was fitted; `scripts/fit_ranking.py` writes both. For another encoder there are none,
and no question is near to any.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from chatbot.answering import talking
from chatbot.answering.wording import unstretched
from chatbot.indexing.arrays import load_all, product
from chatbot.indexing.index import Encoder, Floats
from chatbot.indexing.words import surfaces

SMALL_TALK = Path(__file__).with_name("smalltalk.txt")
TEXTS = Path(__file__).with_name("out_of_scope.txt")
VECTORS = Path(__file__).with_name("out_of_scope.npz")

_RECENT = 64  # texts
_ALIKE = 0.4  # a cosine that "thanks!", "who are you?" and "did a robot write this" reach with some small talk

_WORDS_OF_REPLIES = """
    yes yeah yep no nope ok okay sure fine great cool hi hello hey hiya there bye goodbye thanks thank thx ty you u
    very so much
    네 예 응 아니요 아니오 아뇨 아니 그래요 안녕 안녕하세요 감사합니다 감사해요 고마워 고마워요 고맙습니다
"""
_REPLIES = frozenset(_WORDS_OF_REPLIES.split())
"""What is said to a person between questions. Articles hold such words ("No. It is too sour."), but answer none."""

_WORDS_OF_PRAISE = """
    good nice perfect awesome excellent helps helped helpful useful got understand understood sense
    answer answers help lot makes really
"""
_SAID = _REPLIES | frozenset(_WORDS_OF_PRAISE.split())
_BETWEEN = frozenset(("a", "all", "for", "i", "it", "of", "s", "is", "that", "the", "this", "was", "your"))
"""What stands between these in a sentence that asks nothing: "that helps a lot", but "is that ok?" asks."""

_ASKING = frozenset(("is", "was"))
_WHO = re.compile(
    r"(?:are you|am i (?:talking|speaking|chatting) (?:to|with)) (?:(?:just|really|even|an?|the|real|live) )*"
    r"(?:human|person|bot|robot|chatbot|machine|computer|program|ai)(?: or (?:an? )?\w+)?"
)

_GREETINGS = frozenset(("hi", "hello", "hey", "hiya", "안녕", "안녕하세요"))


@lru_cache(maxsize=_RECENT)  # the steps of answering each ask for the same texts
def is_reply(text: str) -> bool:
    """Tell whether a question consists of such words alone, or asks who is there."""
    words = surfaces(text)
    if not words or _REPLIES.issuperset(words) or _REPLIES.issuperset(surfaces(unstretched(text))):
        return bool(words)
    others = set(words) - _SAID
    says = others and others <= _BETWEEN and not others.issuperset(words)
    asks = "?" in text or words[0] in _ASKING
    return (bool(says) and not asks) or _WHO.fullmatch(" ".join(words)) is not None or talking.is_reply(words)


def is_greeting(text: str) -> bool:
    """Tell whether a reply greets: who comes in so does not know yet what may be asked."""
    words = surfaces(text)
    return is_reply(text) and (not _GREETINGS.isdisjoint(words) or talking.is_greeting(words))


def nearness(vector: Floats, fingerprint: str) -> float:
    """Return the cosine of a question's vector (d,) and the nearest of the texts; 0 for an encoder not known."""
    return _nearest(vector, fingerprint)[1]


def is_small_talk(vector: Floats, fingerprint: str, alike: float = _ALIKE) -> bool:
    """Tell whether what is nearest to a question's vector (d,) is small talk, and its cosine at least `alike`."""
    place, cosine = _nearest(vector, fingerprint)
    return place < len(_lines(SMALL_TALK)) and cosine >= alike


def _nearest(vector: Floats, fingerprint: str) -> tuple[int, float]:
    """Return the place of the nearest text and its cosine."""
    known = _vectors(fingerprint)
    if known is None:
        return 0, 0.0
    cosines = product(known, vector)
    place = int(cosines.argmax())
    return place, float(cosines[place])


def texts() -> list[str]:
    """Return the texts in order, small talk first."""
    return [*_lines(SMALL_TALK), *_lines(TEXTS)]


def write(encoder: Encoder) -> None:
    """Have `encoder` encode the texts as questions, and write their vectors where `nearness` finds them."""
    vectors = np.stack([encoder.encode_question(text) for text in texts()]).astype(np.float16)
    np.savez(VECTORS, vectors=vectors, encoder=np.array(encoder.fingerprint), texts=np.array(_digest()))
    _vectors.cache_clear()


def is_current(encoder: Encoder) -> bool:
    """Tell whether the vectors are those of `encoder` for the texts as they are."""
    stored = load_all(VECTORS)
    return (str(stored["encoder"]), str(stored["texts"])) == (encoder.fingerprint, _digest())


def _digest() -> str:
    return hashlib.sha256("\n".join(texts()).encode()).hexdigest()


@cache
def _lines(file: Path) -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8").splitlines())


@cache
def _vectors(fingerprint: str) -> Floats | None:
    stored = load_all(VECTORS)
    return stored["vectors"].astype(np.float32) if str(stored["encoder"]) == fingerprint else None
