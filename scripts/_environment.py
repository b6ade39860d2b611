"""Imported first by every script that needs packages: goes on in the project's own environment.

A newcomer types `scripts/lint.py` and gets the system's Python, which has none of the packages. Where they are missing,
the script starts again with `.venv`, which is made first where there is none, as scripts/serve does. What only some
scripts need is not installed without being asked for: `need` says how. Ctrl+C ends a script without a traceback, and so
does `| head`.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

from chatbot.streams import open_streams

PROJECT = Path(__file__).resolve().parents[1]
PYTHON = PROJECT / ".venv" / "bin" / "python"
_ENTERED = "ARTICLE_CHATBOT_ENTERED"  # set for the second start, so that there is no third


def _enter() -> None:
    if find_spec("faiss") or _ENTERED in os.environ:
        return
    if not PYTHON.exists():
        make = f'set -e; source "{PROJECT}/scripts/_venv.sh"; ensure_venv requirements.txt'
        if subprocess.run(["bash", "-c", make, Path(sys.argv[0]).name], check=False).returncode:
            sys.exit(2)
    os.environ[_ENTERED] = "1"
    os.execv(PYTHON, [str(PYTHON), *sys.argv])  # noqa: S606  the project's own interpreter


def need(package: str, requirements: str) -> None:
    """End the script with what to run where `package` is missing, which only this file of requirements names."""
    if find_spec(package) is None:
        script, pip = Path(sys.argv[0]).name, f"{sys.executable} -m pip"
        sys.stderr.write(f"{script}: {package} is not installed; run: {pip} install -r {PROJECT / requirements}\n")
        sys.exit(2)


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say what ended the script: Ctrl+C in a line, with what is kept of the work; a fault of the program in full.

    Nothing where whoever reads the output has read enough, as `head` and a pager that is left.
    """
    if issubclass(kind, KeyboardInterrupt):
        told = "; ".join(("stopped", *getattr(error, "__notes__", ())))
        sys.stderr.write(f"{Path(sys.argv[0]).name}: {told}\n")
    elif isinstance(error, OSError) and error.errno == errno.EPIPE:
        _leave_output()
    elif isinstance(error, OSError) and error.errno == errno.ENOSPC:
        sys.stderr.write(f"{Path(sys.argv[0]).name}: what it writes is not whole ({error}); make room, run it again\n")
        _leave_output()
    else:
        sys.__excepthook__(kind, error, trace)


def _leave_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python writes there what is left as it ends


_enter()
open_streams()
sys.excepthook = _told
