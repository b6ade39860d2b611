"""How near a question is to what nobody asks articles: an assistant's errands, small talk, facts of the whole world.

"What is my salary?" is near to an article on wages, and no article answers it. Such texts stand in elsewhere.txt, one a
line, written for this; none is a question of an evaluation set. Their vectors belong to one encoder, the one for which
ranking.json was fitted; `scripts/fit_ranking.py` writes both. For another encoder nothing is known, and nothing is
near.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from chatbot.indexing.arrays import product
from chatbot.indexing.index import Encoder, Floats
from chatbot.indexing.models import file_sha256

TEXTS = Path(__file__).with_name("elsewhere.txt")
VECTORS = Path(__file__).with_name("elsewhere.npz")


def nearness(vector: Floats, fingerprint: str) -> float:
    """Return the cosine of a question's vector (d,) and the nearest of the texts; 0 for an encoder not known."""
    known = _vectors(fingerprint)
    return 0.0 if known is None else float(product(known, vector).max())


def texts() -> list[str]:
    """Return the texts, in order."""
    return TEXTS.read_text(encoding="utf-8").splitlines()


def write(encoder: Encoder) -> None:
    """Have `encoder` encode the texts as questions, and write their vectors where `nearness` finds them."""
    vectors = np.stack([encoder.encode_question(text) for text in texts()]).astype(np.float16)
    np.savez(VECTORS, vectors=vectors, encoder=np.array(encoder.fingerprint), texts=np.array(file_sha256(TEXTS)))
    _vectors.cache_clear()


def is_current(encoder: Encoder) -> bool:
    """Tell whether the vectors are those of `encoder` for the texts as they are."""
    with np.load(VECTORS, allow_pickle=False) as stored:
        return (str(stored["encoder"]), str(stored["texts"])) == (encoder.fingerprint, file_sha256(TEXTS))


@cache
def _vectors(fingerprint: str) -> Floats | None:
    with np.load(VECTORS, allow_pickle=False) as stored:
        return stored["vectors"].astype(np.float32) if str(stored["encoder"]) == fingerprint else None
