"""Would a build make another version than the one served? Reads the corpus only where its files were touched."""

from __future__ import annotations

from pathlib import Path

from chatbot.errors import IndexingError
from chatbot.indexing.build import BuildOptions
from chatbot.indexing.encoder import EncoderConfig
from chatbot.indexing.encoders import compiled_encoder
from chatbot.indexing.inputs import inputs_of
from chatbot.indexing.lastread import digest_of
from chatbot.indexing.manifest import version_id
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import Corpus


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
    return version_id(inputs_of(digest_of(corpus, folder), EncoderConfig.read(encoder)))
