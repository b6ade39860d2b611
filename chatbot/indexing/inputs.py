"""What determines an index version, in a few strings: equal inputs, equal version. Serving does not need it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from chatbot.indexing.encoder import EncoderConfig
from chatbot.indexing.manifest import FORMAT
from chatbot.indexing.models import file_sha256
from chatbot.indexing.pieces import axes_digest

READING = (
    "faiss-cpu",
    "markdown-it-py",
    "mdit-py-plugins",
    "msgspec",
    "PyStemmer",
    "PyYAML",
    "selectolax",
    "sentencex",
    "stop-words",
    "tinycss2",
    "webencodings",
)
"""The libraries by which files become passages and words: another release may make others."""

ENCODING = ("numpy", "onnxruntime", "tokenizers")
"""The libraries by which texts become vectors."""

_PACKAGE = Path(__file__).parents[1]


def inputs_of(corpus_digest: str, config: EncoderConfig) -> dict[str, str]:
    """Return all that shapes a version: never a time, a place or a machine."""
    return {"corpus": corpus_digest, **vector_inputs(config), "code": code_digest(), "format": str(FORMAT)}


def vector_inputs(config: EncoderConfig) -> dict[str, str]:
    """Return what shapes the vectors and pieces of a text."""
    return {
        "encoder": config.fingerprint,
        "pieces": axes_digest(config.fingerprint),
        "encoding": _releases(ENCODING),
    }


@cache
def code_digest() -> str:
    """Return a digest of the code that turns files into an index: another reader may make other passages of a file."""
    digest = hashlib.sha256(_releases(READING).encode())
    for path in _code():
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{file_sha256(path)}\n".encode())
    return digest.hexdigest()


def _code() -> Iterator[Path]:
    for room in ("reading", "indexing"):
        yield from sorted((_PACKAGE / room).rglob("*.py"))


def _releases(libraries: Sequence[str]) -> str:
    return ", ".join(f"{library} {version(library)}" for library in libraries)
