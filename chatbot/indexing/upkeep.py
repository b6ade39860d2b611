"""Operations on the versions of an index folder: list, verify, roll back, prune.

Whoever changes what is served holds one lock, for moments; whoever removes something holds the builder's lock as well.
So going back need not wait for a build. A server that has a removed version open goes on answering from it until it has
opened the one that the pointer names.
"""

from __future__ import annotations

import fcntl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chatbot.errors import BuildError, DamagedIndexError, IndexingError, NoIndexError, OtherReleaseError
from chatbot.indexing.encoder import CONFIG, EncoderConfig
from chatbot.indexing.manifest import Manifest, faults_of
from chatbot.indexing.versions import IndexFolder


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """One version on disk; `written` is local time.

    `manifest` is None where it cannot be read: it is damaged, or `others`, written by another release.
    """

    id: str
    served: bool
    written: datetime
    bytes: int
    manifest: Manifest | None
    others: bool = False


def list_versions(place: IndexFolder) -> list[StoredVersion]:
    """Return all versions, the newest first."""
    return sorted(_versions(place, _current(place)), key=lambda one: one.written, reverse=True)


def verify(place: IndexFolder, version: str) -> list[str]:
    """Read every file of a version and its encoder; return what is wrong with each that is damaged, naming it.

    Raises:
        OtherReleaseError: another release wrote the version, so that this one cannot tell.
    """
    folder = place.versions / version
    try:
        manifest = place.manifest(version)
    except DamagedIndexError as error:
        return [str(error)]
    found = list(faults_of(folder, manifest.files))
    encoder = place.encoders / manifest.fingerprint
    described = list(faults_of(encoder, {CONFIG: str(manifest.encoder["sha256"])}))
    if described:
        return found + described
    return found + list(faults_of(encoder, EncoderConfig.read(encoder).sha256))


def roll_back(place: IndexFolder, version: str = "") -> str:
    """Serve the version that was served before the current one, or the one that is named; return its id.

    A build that is running goes on, and what it makes is served when it has ended.

    Raises:
        NoIndexError: there is no such version.
        DamagedIndexError: the version to go back to is damaged; what is served stays served.
        OtherReleaseError: another release wrote it; what is served stays served.
        EncoderMismatchError: its encoder is not there.
    """
    with publishing(place):
        before = place.before(_current(place))
        if not version and not before:
            raise NoIndexError(f"{place.root}: no earlier version is there; build one from the earlier articles")
        target = version or before[-1]
        if target not in place.version_ids():
            known = ", ".join(place.version_ids()) or "none"
            raise NoIndexError(f"{place.root}: there is no version {target}; there: {known}")
        place.check(target)
        kept = before[: before.index(target)] if target in before else place.history()
        place.point_to(target, kept)
    return target


def is_building(place: IndexFolder) -> bool:
    """Tell whether a build is running."""
    try:
        with place.building():
            return False
    except BuildError:
        return True


@contextmanager
def publishing(place: IndexFolder) -> Iterator[None]:
    """Hold the lock of whoever changes what is served; wait for who holds it, who is about to let go.

    Raises:
        NoIndexError: there is no index folder.
    """
    if not place.root.is_dir():
        raise NoIndexError(f"{place.root}: there is no such folder; build an index there first")
    with (place.root / "publishing").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prune(place: IndexFolder, keep: int, pinned: Collection[str] = ()) -> list[str]:
    """Remove versions as `remove_old` does; return their ids.

    Raises:
        NoIndexError, DamagedIndexError: nothing is served, so nothing says what to keep.
        BuildError: a build is running.
    """
    with place.building(), publishing(place):
        return remove_old(place, keep, pinned)


def remove_old(place: IndexFolder, keep: int, pinned: Collection[str] = ()) -> list[str]:
    """Remove all but the served version, the `keep - 1` others that were served last, and those `pinned`.

    Versions that the history no longer names, as one that was rolled back, count as served before all others, the
    latest written last. Encoders that no kept version needs go, too, unless the folder shares them with others by a
    link. For whoever holds both locks; returns the ids of what was removed.

    Raises:
        NoIndexError, DamagedIndexError: nothing is served, so nothing says what to keep.
    """
    served, history = place.current(), place.history()
    turn = {version: number for number, version in enumerate(history)}
    others = [version for version in place.version_ids() if version != served]
    others.sort(key=lambda version: (turn.get(version, -1), (place.versions / version).stat().st_mtime_ns))
    kept = {served, *others[max(len(others) - keep + 1, 0) :], *pinned}
    gone = [version for version in others if version not in kept]
    encoders = [] if place.encoders.is_symlink() else _unneeded(place, kept.intersection([served, *others]))
    place.remove([*(place.versions / version for version in gone), *encoders])
    return gone


def _versions(place: IndexFolder, served: str) -> Iterator[StoredVersion]:
    for version in place.version_ids():
        folder = place.versions / version
        manifest, others = None, False
        try:
            manifest = place.manifest(version)
        except OtherReleaseError:
            others = True
        except DamagedIndexError:
            pass
        found = [path.stat() for path in folder.iterdir()]
        written = datetime.fromtimestamp(folder.stat().st_mtime)
        yield StoredVersion(version, version == served, written, sum(one.st_size for one in found), manifest, others)


def _current(place: IndexFolder) -> str:
    """Return the served version, "" where nothing says which it is."""
    with suppress(IndexingError):
        return place.current()
    return ""


def _unneeded(place: IndexFolder, kept: set[str]) -> list[Path]:
    """Return the encoders that no version of `kept` names; none where one of them cannot say which it needs."""
    try:
        needed = {place.manifest(version).fingerprint for version in kept}
    except (DamagedIndexError, OtherReleaseError):
        return []
    return [folder for folder in place.encoders.iterdir() if folder.name not in needed]
