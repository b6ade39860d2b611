"""A program that gets a signal in the middle of a build: when texts lie in its journal, on machines of any speed.

Run as `python -m tests.indexing.once_encoded SIGNAL BYTES INDEX PROGRAM ARGUMENTS`.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

from chatbot.indexing.journal import Journal


def bytes_encoded(index: Path) -> int:
    """Return how much of what was encoded and not published lies on disk; it is gone once a builder has published."""
    with suppress(FileNotFoundError):
        return sum(path.stat().st_size for path in (index / "encoded").iterdir())
    return 0


def signal_once_encoded(number: signal.Signals, index: Path, more: int) -> None:
    """Send this process a signal as soon as its build has put so many bytes more on disk; others see no delay.

    Whoever watches from another process may look too late: the build may have ended.
    """
    enough = bytes_encoded(index) + more

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "return" and frame.f_code is Journal.append.__code__ and bytes_encoded(index) >= enough:
            sys.setprofile(None)
            os.kill(os.getpid(), number)

    sys.setprofile(look)


if __name__ == "__main__":
    name, size, folder, *sys.argv = sys.argv[1:]
    signal_once_encoded(signal.Signals[name], Path(folder), int(size))
    runpy.run_path(sys.argv[0], run_name="__main__")
