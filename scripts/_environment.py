"""Imported first by scripts: goes on in the project's own environment where Python was started outside of it.

A newcomer types `scripts/lint.py` and gets the system's Python, which has none of the packages. Where they are missing,
the script starts again with `.venv`, which is made first where there is none, as scripts/serve does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PYTHON = PROJECT / ".venv" / "bin" / "python"
_ENTERED = "ARTICLE_CHATBOT_ENTERED"  # set for the second start, so that there is no third


def _enter() -> None:
    if find_spec("faiss") or _ENTERED in os.environ:
        return
    if not PYTHON.exists():
        make = f'set -e; source "{PROJECT}/scripts/_venv.sh"; ensure_venv requirements.txt'
        if subprocess.run(["bash", "-c", make], check=False).returncode:
            sys.exit(2)
    os.environ[_ENTERED] = "1"
    os.execv(PYTHON, [str(PYTHON), *sys.argv])  # noqa: S606  the project's own interpreter


_enter()
