"""A script that is started by a Python without the packages goes on in the project's environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.process import PROJECT, environment

BASE = Path(sys.base_prefix) / "bin" / "python3"
SCRIPTS = ["lint.py", "check_coverage.py", "build_index.py"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_needs_no_activated_environment(script: str) -> None:
    if not (PROJECT / ".venv" / "bin" / "python").exists():
        pytest.skip("the tests run in an environment of another place")
    plain = {name: value for name, value in environment().items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = [str(BASE), str(PROJECT / "scripts" / script), "--help"]
    done = subprocess.run(command, cwd=os.sep, env=plain, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.startswith("usage: ")) == (0, True), done.stderr
