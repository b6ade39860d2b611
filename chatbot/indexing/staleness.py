"""Would a build make another version than the one served? Reads the corpus only where its files were touched."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from chatbot.errors import IndexingError
from chatbot.indexing.build import BuildOptions
from chatbot.indexing.encoder import EncoderConfig
from chatbot.indexing.encoders import compiled_encoder
from chatbot.indexing.inputs import code_digest, inputs_of
from chatbot.indexing.manifest import version_id
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import Corpus

_SEEN = "seen.json"  # in the index folder: the state in which the corpus was last read, and its digest


def is_stale(corpus: Corpus, folder: Path, options: BuildOptions | None = None) -> bool:
    """Tell whether a build would make another version than the one served.

    Raises:
        CorpusError: files of the corpus cannot be read.
        BuildError: the model's files are not what they must be.
    """
    place = IndexFolder(folder)
    try:
        version = place.current()
        place.manifest(version)
    except IndexingError:
        return True
    return version_of(corpus, folder, options) != version


def version_of(corpus: Corpus, folder: Path, options: BuildOptions | None = None) -> str:
    """Return the id of the version that a build in `folder` would make, "" where its encoder is not compiled yet.

    Raises:
        CorpusError: files of the corpus cannot be read.
        BuildError: the model's files are not what they must be.
    """
    encoder = compiled_encoder(IndexFolder(folder), (options or BuildOptions()).model)
    if encoder is None:
        return ""
    return version_id(inputs_of(_digest(corpus, folder / _SEEN), EncoderConfig.read(encoder)))


def _digest(corpus: Corpus, memo: Path) -> str:
    """Return the corpus's digest: that of the last reading where no file was touched since, by the same code."""
    state = corpus.state
    seen = [state, code_digest()]
    with suppress(OSError, ValueError, TypeError, KeyError):
        last = json.loads(memo.read_bytes())
        if state and last["seen"] == seen:
            return str(last["corpus"])
    for _ in corpus:
        pass  # the digest is complete only then
    if state:
        with suppress(OSError):  # a folder that only the builder may write is read anew each time
            memo.write_text(json.dumps({"seen": seen, "corpus": corpus.digest}) + "\n", encoding="utf-8")
    return corpus.digest
