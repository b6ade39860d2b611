"""build_index(): articles -> passages -> views -> vectors, words and texts -> one published version, in that order."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from chatbot.errors import BuildError, Fault, IndexingError
from chatbot.indexing.articlewriter import ArticleWriter
from chatbot.indexing.embedding import Earlier, ViewSpool, embed
from chatbot.indexing.encoder import CONFIG, EncoderConfig, OnnxEncoder
from chatbot.indexing.encoders import compile_into, compiled_encoder, encoder_warnings
from chatbot.indexing.inputs import code_digest, inputs_of, vector_inputs
from chatbot.indexing.manifest import FORMAT, Manifest, version_id
from chatbot.indexing.models import file_sha256
from chatbot.indexing.staleness import note
from chatbot.indexing.unchanged import Unchanged
from chatbot.indexing.upkeep import publishing, remove_old
from chatbot.indexing.vectors import Report, search_warnings, write_vectors
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import Corpus


class Progress(Protocol):
    """Is told of each step: what is being done, how much of it is done, and of how much (None: not known)."""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """Take note."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """A sentence-transformers model ("" for the default), the threads that encode (0: one per core), and what stays.

    `keep` is how many versions stay in the folder (0: all), beside those `pinned`; see `upkeep.remove_old`.
    What did not change is taken over from the version that the folder serves, and from the one that the index folder
    `reuse` serves, where it is given and was made by the same encoder.
    """

    model: str = ""
    threads: int = 0
    keep: int = 0
    pinned: tuple[str, ...] = ()
    reuse: Path | None = None


@dataclass(slots=True)
class Counts:
    """What went into a version."""

    articles: int = 0
    sections: int = 0
    faq_entries: int = 0
    passages: int = 0
    vectors: int = 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    `encoded` counts the texts that were encoded, equal ones near each other once; `reused` the vectors taken over from
    the version served before and from builds that were stopped. Both are 0 where this very version had been built
    before. `bytes` are those of the version's files, its encoder not counted; `left_out` counts the articles that are
    not in it though nothing is wrong with them, by the reason; `removed` are the older versions that made room;
    `before` is what the version served until now counts, nothing where there was none; `same` tells that this very
    version was served already.
    """

    manifest: Manifest
    encoded: int
    reused: int
    seconds: float
    bytes: int
    warnings: tuple[Fault, ...]
    left_out: dict[str, int]
    removed: tuple[str, ...] = ()
    before: Mapping[str, int] = field(default_factory=dict)
    same: bool = False


def _silent(step: str, done: int, total: int | None) -> None:
    """Tell nobody."""


def build_index(
    corpus: Corpus, folder: Path, options: BuildOptions | None = None, progress: Progress = _silent
) -> BuildReport:
    """Build a version from `corpus`, publish it in the index folder `folder`, and report.

    Whatever goes wrong, the version served before stays served, and of the failed one only what it has encoded stays on
    disk: the next build by the same encoder takes it over, whatever its articles.

    Raises:
        CorpusError: files of the corpus cannot be read.
        BuildError: there is nothing to index, another build is running, the model cannot be compiled, or the disk is
            full or not writable.
        KeyboardInterrupt: somebody stopped it; a note says how the next build goes on.
    """
    place = IndexFolder(folder)
    build = _Build(corpus, place, options or BuildOptions(), progress)
    try:
        with place.building():
            return build.run()
    except (OSError, sqlite3.Error, RuntimeError) as error:  # the last is faiss's word for a file it cannot write
        told = (f"{folder}: the index cannot be written ({_seen(error)})", "what was served stays served")
        raise BuildError("; ".join((*told, *_remedy(error, folder), *build.kept()))) from error
    except KeyboardInterrupt as error:
        for said in build.kept():
            error.add_note(said)
        raise


def _seen(error: Exception) -> str:
    """Return on one line what the system says, without the number that Python puts before it."""
    words = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
    return " ".join(words.split())


def _remedy(error: Exception, folder: Path) -> Iterator[str]:
    """Yield what to do where the folder, or a file that another user's build has left in it, may not be written."""
    if isinstance(error, PermissionError):
        yield f"build as the user who owns it, or give this one all of it: chown -R {os.geteuid()} {folder}"


class _Build:
    """One build, holding the lock: what its steps share."""

    def __init__(self, corpus: Corpus, place: IndexFolder, options: BuildOptions, progress: Progress) -> None:
        self._corpus = corpus
        self._place = place
        self._options = options
        self._progress = progress
        self._started = time.monotonic()
        self._embedded = self._views = 0

    def kept(self) -> Iterator[str]:
        """Yield a sentence on what the next build goes on from, none where it begins anew."""
        if self._embedded:
            yield f"{self._embedded:,} of {self._views:,} texts are encoded; run the same command again to go on"

    def run(self) -> BuildReport:
        self._corpus.find()  # a misspelt name need not wait for the encoder
        encoder = self._open_encoder()
        self._journal = self._place.encoded / version_id({**vector_inputs(encoder.config), "format": str(FORMAT)})
        earlier = self._reusable(encoder.config)
        code = Manifest.read(earlier[0]).inputs["code"] if earlier else ""
        unchanged = Unchanged(earlier[0]) if code == code_digest() else None
        with self._place.temporary_folder() as work:
            with ViewSpool(work / "spool") as spool:
                self._read(work, encoder, spool, unchanged)
                note(self._corpus, self._place.root)
                inputs = inputs_of(self._corpus.digest, encoder.config)
                version = version_id(inputs)
                done = self._whole(version)
                if done:
                    return self._publish(version, done, (0, 0))
                if unchanged and not unchanged.fits(spool.kinds):
                    self._read(work, encoder, spool, None)
                made = self._embed(work, encoder, spool, earlier)
                self._progress("indexing", 0, None)
                search = write_vectors(work, spool.offsets, spool.kinds)
            manifest = self._manifest(work, inputs, encoder.config, search)
            manifest.write(work)
            self._place.settle(work, self._place.versions / version)
        return self._publish(version, manifest, made)

    def _open_encoder(self) -> OnnxEncoder:
        folder = compiled_encoder(self._place, self._options.model)
        if folder is None:
            self._progress("compiling the encoder", 0, None)
            folder = compile_into(self._place, self._options.model)
        return OnnxEncoder(folder, self._options.threads, cache=0)

    def _read(self, work: Path, encoder: OnnxEncoder, spool: ViewSpool, unchanged: Unchanged | None) -> None:
        """Read all articles; write texts and words, and put the views aside."""
        counts = self._counts = Counts()
        with ArticleWriter(work, encoder, spool, unchanged) as writer:
            for article in self._corpus:
                counts.articles += 1
                counts.sections += len(article.sections)
                counts.faq_entries += len(article.faq)
                counts.passages += writer.add(article)
                self._progress("reading", counts.articles, None)
            counts.vectors = len(spool)
            if not counts.passages:
                left = ", ".join(f"{count} {reason}" for reason, count in self._corpus.left_out.items())
                why = f" (left out: {left}; today is {self._corpus.today})" if left else ""
                seen = f"the corpus holds no text to index{why}; add articles that are neither drafts nor empty"
                raise BuildError("\n".join((*map(str, self._corpus.warnings), seen)))
            writer.write()

    def _embed(self, work: Path, encoder: OnnxEncoder, spool: ViewSpool, earlier: tuple[Path, ...]) -> tuple[int, int]:
        self._views = len(spool)
        self._told(0)
        return embed(spool, encoder, Earlier(earlier, self._journal), work, self._told)

    def _told(self, embedded: int) -> None:
        """Take note of how many views are embedded, and tell it."""
        self._embedded = embedded
        self._progress("embedding", embedded, self._views)

    def _reusable(self, config: EncoderConfig) -> tuple[Path, ...]:
        """Return the folders of served versions whose vectors are those that would be made now, the newest first."""
        reuse, found = self._options.reuse, []
        for place in (IndexFolder(reuse), self._place) if reuse else (self._place,):
            with suppress(IndexingError):
                manifest = place.check(place.current())
                if vector_inputs(config).items() <= manifest.inputs.items():
                    found.append(place.versions / manifest.version)
        return tuple(sorted(found, key=lambda folder: folder.stat().st_mtime_ns, reverse=True))

    def _whole(self, version: str) -> Manifest | None:
        """Return the manifest of a version that is there and undamaged."""
        try:
            return self._place.check(version)
        except IndexingError:
            return None

    def _manifest(self, work: Path, inputs: dict[str, str], config: EncoderConfig, search: Report) -> Manifest:
        description = self._place.encoders / config.fingerprint / CONFIG
        encoder: dict[str, str | int | float] = {
            "model": config.model,
            "precision": config.precision,
            "mean_cosine": config.mean_cosine,
            "sha256": file_sha256(description),
        }
        return Manifest(
            inputs=inputs,
            encoder=encoder,
            counts=asdict(self._counts),
            warnings=(*map(str, self._corpus.warnings), *encoder_warnings(encoder), *search_warnings(search)),
            search=dict(search),
            files={path.name: file_sha256(path) for path in sorted(work.iterdir())},
        )

    def _publish(self, version: str, manifest: Manifest, made: tuple[int, int]) -> BuildReport:
        with publishing(self._place):
            before = self._served()
            self._place.point_to(version)
            removed = self._make_room()
        folder = self._place.versions / version
        return BuildReport(
            manifest=manifest,
            encoded=made[0],
            reused=made[1],
            seconds=time.monotonic() - self._started,
            bytes=sum(path.stat().st_size for path in folder.iterdir()),
            warnings=self._corpus.warnings,
            left_out=self._corpus.left_out,
            removed=removed,
            before=before.counts if before else {},
            same=before is not None and before.version == version,
        )

    def _served(self) -> Manifest | None:
        """Return the manifest of the served version, None where there is none that can be read."""
        with suppress(IndexingError):
            return self._place.manifest(self._place.current())
        return None

    def _make_room(self) -> tuple[str, ...]:
        """Remove the journal and old versions; the new one is served, so what cannot be removed is no failed build."""
        with suppress(OSError):
            self._journal.unlink(missing_ok=True)
            if self._options.keep:
                return tuple(remove_old(self._place, self._options.keep, self._options.pinned))
        return ()
