"""A script that is started by a Python without the packages goes on in the project's environment."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.process import PROJECT, environment

BASE = Path(sys.base_prefix) / "bin" / "python3"
SCRIPTS = ["lint.py", "check_coverage.py", "build_index.py", "evaluate.py", "benchmark.py"]
WITHOUT_PACKAGES = {"build_widget.py"}
ENTERING = {"scripts._environment", "scripts._development", "scripts._postgres"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_needs_no_activated_environment(script: str) -> None:
    if not (PROJECT / ".venv" / "bin" / "python").exists():
        pytest.skip("the tests run in an environment of another place")
    plain = {name: value for name, value in environment().items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = [str(BASE), str(PROJECT / "scripts" / script), "--help"]
    done = subprocess.run(command, cwd=os.sep, env=plain, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.startswith("usage: ")) == (0, True), done.stderr


@pytest.mark.parametrize("script", sorted(path.name for path in (PROJECT / "scripts").glob("[!_]*.py")))
def test_every_script_enters_the_environment_before_it_imports_a_package(script: str) -> None:
    tree = ast.parse((PROJECT / "scripts" / script).read_text(encoding="utf-8"))
    imported = [
        name
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    ]
    foreign = [name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names]
    assert script in WITHOUT_PACKAGES or foreign[0] in ENTERING


def test_a_script_says_what_to_install_where_its_own_packages_are_missing() -> None:
    code = "from scripts._environment import need; need('no_such_package', 'requirements-dev.txt')"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no_such_package is not installed; run: " in done.stderr
    assert done.stderr.endswith(f" -m pip install -r {PROJECT / 'requirements-dev.txt'}\n")
