"""Which files were checked against their checksums on this machine and have not been touched since.

A version is compared once, not by every worker at every start. What the system notes of each file then (its device,
inode, size, and when its content and its inode last changed) is kept in `checked/ID` of the index folder. Any write to
a file, and any copy of it, changes that: the time at which an inode changed is the system's alone to set. A folder that
cannot be written to is compared every time.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

FOLDER = "checked"


Seen = dict[str, list[int]]


def seen(files: Iterable[Path]) -> Seen:
    """Return what the system notes of these files; to be asked before they are compared. {} where one is missing."""
    try:
        found = ((str(path), path.stat()) for path in sorted(files))
        return {name: [s.st_dev, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns] for name, s in found}
    except OSError:
        return {}


def is_checked(root: Path, version: str, files: Seen) -> bool:
    """Tell whether exactly these files, as they are now, were compared when `version` was last checked."""
    try:
        return bool(files) and bool(json.loads((root / FOLDER / version).read_bytes()) == files)
    except (OSError, ValueError):
        return False


def note_checked(root: Path, version: str, files: Seen) -> None:
    """Note, where the folder can be written to, that these files have been compared."""
    with contextlib.suppress(OSError):
        (root / FOLDER).mkdir(exist_ok=True)
        descriptor, path = tempfile.mkstemp(dir=root / FOLDER, prefix=".tmp-")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(files, file)
        Path(path).replace(root / FOLDER / version)
        for note in (root / FOLDER).iterdir():
            if not (root / "versions" / note.name).exists():
                note.unlink()
