"""Schemathesis reads /openapi.json and sends a real server what it allows and what it forbids: no check fails."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.process import PROJECT, running

TOKEN = "operators-token"  # noqa: S105  # of a server that lives for one test
COMMAND = Path(sys.executable).with_name("schemathesis")


def run(index: Path, log: Path, examples: int, phases: str) -> str:
    """Check every operation with so many generated requests each; return the report of a run without failures."""
    settings = {"CHATBOT_METRICS_TOKEN": TOKEN, "CHATBOT_QUESTION_LOG": str(log)}
    with running("--index", str(index), **settings) as server:
        command = [str(COMMAND), "run", f"{server.address}/openapi.json", "--checks", "all", "--no-color"]
        command += ["--phases", phases, "--max-examples", str(examples), "--seed", "7", "--continue-on-failure"]
        command += ["--header", f"Authorization: Bearer {TOKEN}", "--suppress-health-check", "all"]
        done = subprocess.run(command, cwd=log.parent, capture_output=True, text=True, check=False)
        failed = [line for line in server.output if "Error" in line]
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert not failed
    return done.stdout


def test_no_check_fails(small_index: Path, tmp_path: Path) -> None:
    report = run(small_index, tmp_path / "log.sqlite", 3, "examples,fuzzing")
    assert re.search(r"Tested: +14", report)


@pytest.mark.long
def test_no_check_fails_however_long_it_is_tried(small_index: Path, tmp_path: Path) -> None:
    report = run(small_index, tmp_path / "log.sqlite", 300, "examples,coverage,fuzzing,stateful")
    print(report[report.index("SUMMARY") :])


def test_the_command_is_the_projects_own() -> None:
    assert COMMAND.is_file(), f"{COMMAND} is missing; install requirements-dev.txt ({PROJECT})"
