"""Would a build make another version than the one served? Reads the corpus only where its files were touched.

What a corpus held when it was last read is noted in the index folder.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from chatbot.errors import IndexingError
from chatbot.indexing.encoder import EncoderConfig
from chatbot.indexing.encoders import compiled_encoder
from chatbot.indexing.inputs import code_digest, inputs_of
from chatbot.indexing.manifest import version_id
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import Corpus

_NOTE = "seen.json"  # in the index folder


def is_stale(corpus: Corpus, folder: Path, model: str = "", *, reading: bool = True) -> bool:
    """Tell whether a build by this model ("" for the default) would make another version than the one served.

    Without `reading` also where only reading the corpus would tell, for a build that reads it anyhow.

    Raises:
        CorpusError: files of the corpus cannot be read.
        BuildError: the model's files are not what they must be.
    """
    place = IndexFolder(folder)
    try:
        served = place.check(place.current()).inputs  # one that is damaged is built again
    except IndexingError:
        return True
    encoder = compiled_encoder(place, model)
    if encoder is None or inputs_of(served["corpus"], EncoderConfig.read(encoder)) != served:
        return True  # whatever the corpus holds, which the build reads
    known = _digest_of(corpus, folder) if reading else _noted(corpus, folder, corpus.state)
    return known != served["corpus"]


def version_of(corpus: Corpus, folder: Path, model: str = "") -> str:
    """Return the id of the version that a build in `folder` would make, "" where its encoder is not compiled yet.

    Raises:
        CorpusError: files of the corpus cannot be read.
        BuildError: the model's files are not what they must be.
    """
    encoder = compiled_encoder(IndexFolder(folder), model)
    if encoder is None:
        return ""
    return version_id(inputs_of(_digest_of(corpus, folder), EncoderConfig.read(encoder)))


def _digest_of(corpus: Corpus, folder: Path) -> str:
    """Return the corpus's digest: that of its last reading where no file was touched since, by the same code."""
    state = corpus.state
    noted = _noted(corpus, folder, state)
    if noted:
        return noted
    if state is None or corpus.read_state != state:
        for _ in corpus:
            pass  # the digest is complete only then
    note(corpus, folder)
    return corpus.digest


def note(corpus: Corpus, folder: Path) -> None:
    """Note what a corpus holds that was read to its end; a folder that cannot be written to is left as it is."""
    if corpus.read_state is None:
        return
    until = corpus.until.isoformat() if corpus.until else ""
    days = {"from": corpus.today.isoformat(), "until": until}
    seen = {"seen": [corpus.read_state, code_digest()], "corpus": corpus.digest, **days}
    with suppress(OSError):
        (folder / _NOTE).write_text(json.dumps(seen) + "\n", encoding="utf-8")


def _noted(corpus: Corpus, folder: Path, state: str | None) -> str:
    """Return the digest that is noted of files in this state, "" where they must be read.

    They hold the same articles on every day until one of them is to be published.
    """
    with suppress(OSError, ValueError, TypeError, KeyError):
        last, today = json.loads((folder / _NOTE).read_bytes()), corpus.today.isoformat()
        due = last["from"] <= today and (not last["until"] or today < last["until"])
        if state and last["seen"] == [state, code_digest()] and due:
            return str(last["corpus"])
    return ""
