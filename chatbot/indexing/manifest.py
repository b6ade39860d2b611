"""The manifest of an index version: its inputs, its figures, and the checksum of each of its files.

A manifest is written in one canonical form, in every format, that ends with a checksum of itself, so that a changed
byte anywhere in a version, the manifest included, is noticed before anything is answered from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from chatbot.errors import DamagedIndexError, OtherReleaseError
from chatbot.indexing.models import file_sha256

FORMAT = 3
"""The layout of a version's folder; raised when older ones can no longer be opened."""

NAME = "manifest.json"
_REMEDY = "build the index again"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`version` digests `inputs`; `files` maps names to sha256; `counts`, `encoder`, `search` are for people to read.

    `search` says how views are searched, and what share of an exact search's first ten passages that finds.
    """

    inputs: dict[str, str]
    encoder: dict[str, str | int | float]
    counts: dict[str, int]
    warnings: tuple[str, ...]
    files: dict[str, str]
    search: dict[str, str | int | float] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def version(self) -> str:
        """The version's id: equal inputs, equal id, whenever and wherever it is built."""
        return version_id(self.inputs)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the encoder that made the vectors."""
        return self.inputs["encoder"]

    def write(self, folder: Path) -> None:
        """Write the manifest of the version in `folder`."""
        (folder / NAME).write_bytes(self.content())

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of the version in `folder`.

        Raises:
            DamagedIndexError: it is missing, or was changed.
            OtherReleaseError: it has another format.
        """
        path = folder / NAME
        try:
            raw = path.read_bytes()
            values = dict(json.loads(raw))
            sha256 = values.pop("sha256")
            if values["format"] != FORMAT and sha256 == hashlib.sha256(_json(values)).hexdigest():
                raise OtherReleaseError(
                    f"{path}: another release wrote this version, in format {values['format']}, and this one reads "
                    f"format {FORMAT}; {_REMEDY}, or use that release"
                )
            manifest = cls(**values | {"warnings": tuple(values["warnings"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            seen = error.strerror if isinstance(error, OSError) else "it is not whole, or no manifest"
            raise DamagedIndexError(f"{path}: cannot be read ({seen}); {_remedy(error)}") from error
        if manifest.content() != raw:
            raise DamagedIndexError(f"{path}: was changed since it was written; {_REMEDY}")
        return manifest

    def content(self) -> bytes:
        """Return the manifest as it is written."""
        values = asdict(self)
        return _json(values | {"sha256": hashlib.sha256(_json(values)).hexdigest()})


def _remedy(error: Exception) -> str:
    """Return what to do where a file cannot be read."""
    if isinstance(error, PermissionError):  # another build by the same user would not help
        return "let whoever serves the index read it: chmod -R a+rX its folder, and build with umask 022"
    return _REMEDY


def _json(values: dict[str, object]) -> bytes:
    return json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def version_id(inputs: Mapping[str, str]) -> str:
    """Return the id of the version that these inputs make."""
    return hashlib.sha256(json.dumps(sorted(inputs.items())).encode()).hexdigest()[:16]


def check_files(folder: Path, wanted: Mapping[str, str]) -> None:
    """Compare files with their sha256, by name.

    Raises:
        DamagedIndexError: a file is missing or differs; names it.
    """
    for fault in faults_of(folder, wanted):
        raise DamagedIndexError(fault)


def faults_of(folder: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    """Yield, for each file that is missing or differs from its sha256, what is wrong with it and the remedy."""
    for name, sha256 in wanted.items():
        path = folder / name
        try:
            seen = file_sha256(path)
        except OSError as error:
            yield f"{path}: cannot be read ({error.strerror}); {_remedy(error)}"
            continue
        if seen != sha256:
            yield f"{path}: its sha256 is {seen}, the index was built with {sha256}; {_REMEDY}"
