"""Every error this package raises on purpose.

    ChatbotError
    ├── SettingsError        a setting is unknown or has a value that cannot be used
    ├── CorpusError          one or more article files cannot be read; holds every Fault found
    ├── IndexingError        an index cannot be built or opened
    │   ├── BuildError         the build stopped; what is served stays as it was
    │   ├── NoIndexError       the folder holds no published version yet
    │   ├── DamagedIndexError  a file of a version is missing or not what its manifest says
    │   ├── OtherReleaseError  another release of this program wrote the index, in a format that this one does not read
    │   ├── EncoderMismatchError  the index was made by another encoder
    │   └── UnreachableIndexError  no database server gives the index in time
    └── RequestError         what the caller sent cannot be answered; names the field
        └── QuestionError      the question or its history is empty, too long or of a wrong type

A message says what was seen and what to do about it. `Fault` is a value, not an exception: readers collect faults so
that one run reports them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`ERROR` keeps the article out of the index and fails the build; `WARNING` is only reported."""

    ERROR = "error"
    WARNING = "warning"


def placed(path: str, line: int) -> str:
    """Return a place as compilers print it, `path:line`; the path alone where `line` is 0."""
    return f"{path}:{line}" if line else path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with one corpus file.

    `path` is relative to the corpus folder; `line` counts from 1 and is 0 where the fault concerns the whole file.
    """

    path: str
    line: int
    seen: str
    remedy: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """One line, as compilers print them: `path:line: severity: what was seen; remedy`."""
        return f"{placed(self.path, self.line)}: {self.severity}: {self.seen}; {self.remedy}"


class ChatbotError(Exception):
    """The root of the tree."""


class SettingsError(ChatbotError):
    """A setting is unknown or has a value that cannot be used."""


class CorpusError(ChatbotError):
    """Article files cannot be read; `faults` holds every one of them, sorted by path and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class IndexingError(ChatbotError):
    """An index cannot be built or opened."""


class BuildError(IndexingError):
    """The build stopped; the published version stays as it was."""


class NoIndexError(IndexingError):
    """The index folder holds no published version."""


class DamagedIndexError(IndexingError):
    """A file of an index version is missing or differs from its checksum."""


class OtherReleaseError(IndexingError):
    """Another release of this program wrote the index, in a format that this one does not read."""


class EncoderMismatchError(IndexingError):
    """The index was made by an encoder other than the one that is to search it."""


class UnreachableIndexError(IndexingError):
    """No server of the database that holds the index gave an answer in time; asking again may help."""


class RequestError(ChatbotError):
    """What the caller sent cannot be used; `field` names the part of the request, in the caller's own terms."""

    def __init__(self, field: str, detail: str) -> None:
        self.field = field
        self.detail = detail
        super().__init__(f"{field}: {detail}")


class QuestionError(RequestError):
    """The question or its history is empty, too long, or not text."""
