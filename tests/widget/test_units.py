"""The unit tests of the widget's pure modules, run by Node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def test_every_unit_test_of_the_pure_modules_passes() -> None:
    node = shutil.which("node")
    assert node, "node is missing; install Node.js 20 or newer"
    tests = sorted(str(path) for path in HERE.glob("*.test.mjs"))
    done = subprocess.run([node, "--test", *tests], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "\n# pass 0\n" not in done.stdout
