"""The index folder: immutable versions, the encoders they share, and the pointer to the one that is served.

    index/
      versions/ID/            the files of one version and its manifest.json
      encoders/FINGERPRINT/   model.onnx, tokenizer.json, encoder.json
      current                 the id of the served version
      history                 the ids that were served, the latest last: where `rollback` goes
      checked/ID              what the system noted of a version's files when they were compared with their checksums
      encoded/ID              what builds by one encoder have encoded and not published yet; only builds read it
      lock, publishing        held by the one builder, and by who changes what is served; who dies lets go of them

A version, and an encoder, is written into a folder of `versions` whose name begins with ".tmp-", forced to disk,
renamed, and only then does the pointer change, in one step. What a killed builder leaves is such a folder, which the
next builder removes, and what it has encoded, from which the next builder goes on. Several index folders may share
their encoders by a link.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from chatbot.errors import BuildError, DamagedIndexError, EncoderMismatchError, NoIndexError
from chatbot.indexing.encoder import CONFIG, FEWEST_REMEMBERED, GRAPH, TOKENIZER, EncoderConfig, OnnxEncoder
from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import Encoder
from chatbot.indexing.manifest import Manifest, check_files
from chatbot.indexing.models import model_name
from chatbot.indexing.stamps import is_checked, note_checked, seen
from chatbot.settings import Settings

Trace = tuple[tuple[int, int, int], ...]

_TEMPORARY = ".tmp-"
_ID = re.compile(r"[0-9a-f]{16}")
_REMEMBERED = 1000  # versions in the history
_KEPT = 14 * 86400  # seconds after which nobody goes on any more from what a killed builder has encoded


class IndexFolder:
    """Where things stand in an index folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.versions = root / "versions"
        self.encoders = root / "encoders"
        self.encoded = root / "encoded"
        self._current = root / "current"
        self._history = root / "history"

    def share_encoders(self, encoders: Path) -> None:
        """Use the encoders of another index folder, which stand in `encoders`, where this one has none of its own."""
        self.root.mkdir(parents=True, exist_ok=True)
        if not self.encoders.exists():
            self.encoders.unlink(missing_ok=True)  # a link to where they stood before somebody moved them
            self.encoders.symlink_to(encoders.resolve())

    def current(self) -> str:
        """Return the id of the served version.

        Raises:
            NoIndexError: nothing has been published yet.
            DamagedIndexError: the pointer cannot be read, or holds no id.
        """
        try:
            text = self._current.read_bytes().decode(errors="replace")
        except FileNotFoundError as error:
            there = self.versions.is_dir()  # which a folder that waits for its disk to be mounted does not hold
            remedy = ";" if there else ", or its disk is not mounted; mount that, or"
            raise NoIndexError(
                f"{self._current}: no such file, so there is no index yet{remedy} run: scripts/build_index.py CORPUS "
                f"--index {self.root}"
            ) from error
        except OSError as error:
            raise DamagedIndexError(
                f"{self._current}: cannot be read ({error.strerror}); make it readable for whoever serves"
            ) from error
        version, line_break, rest = text.partition("\n")
        if not _ID.fullmatch(version) or not line_break or rest:  # a lost last byte is a lost byte
            raise DamagedIndexError(f"{self._current}: {text[:40]!r} is no version's id; build the index again")
        return version

    def version_ids(self) -> list[str]:
        """Return the ids of all versions on disk, in no telling order."""
        if not self.versions.is_dir():
            return []
        return sorted(path.name for path in self.versions.iterdir() if _ID.fullmatch(path.name))

    def history(self) -> list[str]:
        """Return the ids that were served, the latest last; a damaged line is left out."""
        try:
            lines = self._history.read_text(encoding="utf-8", errors="replace").split()
        except FileNotFoundError:
            return []
        return [line for line in lines if _ID.fullmatch(line)]

    def before(self, version: str) -> list[str]:
        """Return the versions still there that were served before this one, the latest last."""
        history, there = self.history(), self.version_ids()
        if version in history:
            history = history[: len(history) - 1 - history[::-1].index(version)]
        return [one for one in history if one in there and one != version]

    def manifest(self, version: str) -> Manifest:
        """Return a version's manifest.

        Raises:
            DamagedIndexError: it is missing, damaged, or another version's.
            OtherReleaseError: another release wrote it.
        """
        manifest = Manifest.read(self.versions / version)
        if manifest.version != version:
            raise DamagedIndexError(
                f"{self.versions / version}: its manifest is that of {manifest.version}; build the index again"
            )
        return manifest

    def check(self, version: str) -> Manifest:
        """Compare a version and its encoder with all their checksums, once on this machine; return its manifest.

        Raises:
            DamagedIndexError: a file is missing or differs.
            OtherReleaseError: another release wrote it.
            EncoderMismatchError: the encoder that made the version is not there.
        """
        manifest, home = self.manifest(version), self.versions / version
        folder = self.encoders / manifest.fingerprint
        files = seen([*(home / name for name in manifest.files), *(folder / n for n in (CONFIG, GRAPH, TOKENIZER))])
        if is_checked(self.root, version, files):
            return manifest
        check_files(home, manifest.files)
        if not folder.is_dir():
            raise EncoderMismatchError(
                f"{folder}: version {version} was made by this encoder, which is not there; build the index again"
            )
        check_files(folder, {CONFIG: str(manifest.encoder["sha256"])})
        check_files(folder, EncoderConfig.read(folder).sha256)
        note_checked(self.root, version, files)
        return manifest

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the builder's lock; remove first what builders that were killed have left.

        Raises:
            BuildError: another builder holds it.
        """
        for folder in (self.versions, self.encoders):
            folder.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BuildError(f"{self.root}: another build is running there; wait until it has ended") from error
            for left in self.versions.glob(f"{_TEMPORARY}*"):
                shutil.rmtree(left)
            for left in self.encoded.glob("*"):
                if left.stat().st_mtime < time.time() - _KEPT:
                    left.unlink()
            yield

    @contextmanager
    def temporary_folder(self) -> Iterator[Path]:
        """Give a new folder beside the versions; what is in it afterwards is removed, unless it was moved."""
        work = Path(tempfile.mkdtemp(dir=self.versions, prefix=_TEMPORARY))
        work.chmod(0o755)  # others may read what is published; mkdtemp thinks of secrets
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def settle(self, work: Path, target: Path) -> None:
        """Force the folder `work` to disk and move it to `target`; a damaged one that is there is moved away first."""
        for path in (*work.iterdir(), work):
            _force(path)
        with self.temporary_folder() as old:
            if target.exists():
                target.rename(old / target.name)
            work.rename(target)
        _force(target.parent)

    def point_to(self, version: str, history: Sequence[str] | None = None) -> None:
        """Serve this version from now on; `history` is what was served before it, unless given that of the folder.

        The pointer changes last, so a builder that is killed in between leaves a history that names a version too many,
        and what is served is as it was.
        """
        before = [one for one in (self.history() if history is None else history)[-_REMEMBERED:] if one != version]
        self._replace(self._history, "".join(f"{one}\n" for one in [*before, version]))
        self._replace(self._current, f"{version}\n")

    def remove(self, folders: Sequence[Path]) -> None:
        """Remove versions or encoders: each is out of its place in one step, so that none is there by half."""
        for folder in folders:
            with self.temporary_folder() as old:
                folder.rename(old / folder.name)

    def _replace(self, file: Path, text: str) -> None:
        """Write a small file in one step."""
        new = self.root / f"{_TEMPORARY}{file.name}"
        new.write_text(text, encoding="utf-8")
        _force(new)
        new.replace(file)
        _force(self.root)


class FileStore:
    """Opens versions of one index folder; those that one encoder made share it in memory."""

    def __init__(self, folder: Path, settings: Settings | None = None, encoder: Encoder | None = None) -> None:
        """Open nothing yet; `encoder` is one that is in memory and serves the versions that it made."""
        self.place = IndexFolder(folder)
        self.served, self.kept = self.place.current, self.place.version_ids
        self._settings = settings or Settings()
        self._encoder = encoder

    def before(self, version: str) -> str:
        """Return the version that was served last before this one and is still there, "" where there is none."""
        return next(reversed(self.place.before(version)), "")

    def open(self, version: str) -> FileIndex:
        """Open a version, every checksum compared.

        Raises:
            DamagedIndexError: a file is missing or differs from its checksum.
            OtherReleaseError: another release wrote it.
            EncoderMismatchError: the encoder that made it is not there, or the settings name another one.
        """
        settings, place = self._settings, self.place
        manifest = place.check(version)
        if settings.model and model_name(settings.model) != manifest.encoder["model"]:
            raise EncoderMismatchError(
                f"{place.root}: the index was made by the encoder {manifest.encoder['model']}, the settings name "
                f"{settings.model}; build the index again, or change the setting"
            )
        try:
            if self._encoder is None or self._encoder.fingerprint != manifest.fingerprint:
                folder = place.encoders / manifest.fingerprint
                self._encoder = OnnxEncoder(folder, settings.threads, max(settings.vector_cache, FEWEST_REMEMBERED))
            return FileIndex(place.versions / version, version, self._encoder)
        except (OSError, ValueError, RuntimeError, sqlite3.Error) as error:  # changed meanwhile, or no memory
            raise DamagedIndexError(f"{place.versions / version}: cannot be opened ({error}); try again") from error

    def trace(self, version: str) -> Trace:
        """Return what changes when anybody touches a file of this version; 40 us, so that each answer can look."""
        folder = f"{self.place.versions}/{version}"
        try:
            return tuple(map(_seen, _files(folder, os.stat(folder).st_mtime_ns)))  # noqa: PTH116
        except OSError:
            return ()


def open_index(folder: Path, settings: Settings | None = None, encoder: Encoder | None = None) -> FileIndex:
    """Open the served version of an index folder, every checksum compared; `encoder` as for `FileStore`.

    Raises:
        NoIndexError: nothing has been published yet.
        DamagedIndexError: a file is missing or differs from its checksum.
        OtherReleaseError: another release wrote it.
        EncoderMismatchError: the encoder that made the index is not there, or the settings name another one.
    """
    store = FileStore(folder, settings, encoder)
    return store.open(store.served())


@lru_cache(maxsize=4)
def _files(folder: str, _changed: int) -> tuple[str, ...]:
    """Return the paths of a folder's files, which stay the same until the folder has `_changed`."""
    return tuple(f"{folder}/{name}" for name in os.listdir(folder))  # noqa: PTH208  a Path costs as much again


def _seen(path: str) -> tuple[int, int, int]:
    """Return what the system notes of a file: its inode, its size and when it was last written, in ns."""
    found = os.stat(path)  # noqa: PTH116
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def _force(path: Path) -> None:
    """Have the system write a file or folder to disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
