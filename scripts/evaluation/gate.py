"""Figures and their floors -> which floor is broken. The floors stand in a file, with the digest of the sets measured.

A floor is what was measured, less a margin for what rounding on another processor may move. It is raised by `raised`,
and lowered only on request.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARGIN = 0.006  # below the measured figure: three of 500 questions
_LOW_IS_GOOD = ("calibration error", "answerable refused")

Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Floors:
    """`floors` by set and figure; `digests` by set are what `digest_of` gave when they were measured."""

    floors: Figures
    digests: Mapping[str, str]

    @classmethod
    def read(cls, file: Path) -> Floors:
        """Read what `write` wrote; no floors where there is no file."""
        if not file.is_file():
            return cls({}, {})
        stored: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return cls(stored["floors"], stored["digests"])

    def write(self, file: Path, command: str) -> None:
        """Write them beside the command that measured them."""
        stored = {"command": command, "digests": dict(self.digests), "floors": self.floors}
        file.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")

    def broken(self, figures: Figures) -> Iterator[str]:
        """Yield a line for each floor under which, or ceiling over which, a figure lies, or that was not measured."""
        for name, floors in self.floors.items():
            for figure, floor in floors.items():
                value = figures.get(name, {}).get(figure)
                if value is None:
                    yield f"{name}: {figure} was not measured; its floor is {floor:.4f}"
                elif _worse(figure, value, floor):
                    yield f"{name}: {figure} is {value:.4f}, {'above' if _low(figure) else 'below'} {floor:.4f}"

    def outdated(self, digests: Mapping[str, str]) -> Iterator[str]:
        """Yield a line for each set that is not the one the floors were measured on."""
        for name, digest in self.digests.items():
            if digests.get(name) != digest:
                yield f"{name}: its files have changed since the floors were measured; measure them again with --update"

    def of(self, names: Collection[str]) -> Floors:
        """Return the floors of these sets alone."""
        floors = {name: floors for name, floors in self.floors.items() if name in names}
        return Floors(floors, {name: digest for name, digest in self.digests.items() if name in names})

    def raised(self, figures: Figures, digests: Mapping[str, str], lower: bool = False) -> Floors:
        """Return floors a margin from these figures; one that stands higher stays, unless `lower`.

        Sets that were not measured keep theirs.
        """
        found: dict[str, Mapping[str, float]] = dict(self.floors)
        for name, values in figures.items():
            old: Mapping[str, float] = {} if lower else self.floors.get(name, {})
            found[name] = {figure: _stricter(figure, value, old.get(figure)) for figure, value in values.items()}
        return Floors(found, {**self.digests, **digests})


def digest_of(folders: Sequence[Path]) -> str:
    """Return the sha256 over the files of a set's folder, and of the set whose questions are put to it."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.glob("*.jsonl")):
            digest.update(f"{folder.name}/{file.name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _low(figure: str) -> bool:
    return figure.startswith(_LOW_IS_GOOD)


def _stricter(figure: str, value: float, old: float | None) -> float:
    """Return the floor a margin from `value`, or the old one where that is stricter."""
    new = round(value + MARGIN if _low(figure) else max(value - MARGIN, 0.0), 4)
    return old if old is not None and _worse(figure, new, old) else new


def _worse(figure: str, value: float, than: float) -> bool:
    """Tell whether a figure is on the wrong side of another; one that is no number is."""
    return not (value <= than if _low(figure) else value >= than)
