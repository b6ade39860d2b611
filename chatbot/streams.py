"""The standard streams of a process that was started without some of them, as by `>&-` or a bare service manager.

Else the file that is opened next gets the number of the missing one, and what a library writes as it dies goes there.
Needs no package.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def open_streams() -> None:
    """Put the null device in the place of each standard stream that is closed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # each gets the lowest number that is free
        if getattr(sys, name) is None:
            null = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115  stays open as long as the process
            setattr(sys, name, null)
