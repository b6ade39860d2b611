"""Schemathesis reads /openapi.json and sends a real server what it allows and what it forbids: no check fails."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.web.process import PROJECT, running

TOKEN = "operators-token"  # noqa: S105  # of a server that lives for one test
FRACTIONS = "".join(chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "No")
SAYS_SOMETHING = rf"[^\W_]|[{FRACTIONS}]"
"""A letter or digit, which the description says in words: other programs know fewer of either by a pattern."""
CHECKS = """
[checks]
enabled = true

[[operations]]
include-name = "POST /"
checks.negative_data_rejection.enabled = false
"""
"""All checks but one: what is no text, such as a number, is text as soon as a form has carried it, and accepted."""
COMMAND = Path(sys.executable).with_name("schemathesis")


def run(index: Path, log: Path, examples: int, phases: str) -> str:
    """Check every operation with so many generated requests each; return the report of a run without failures."""
    settings = {"CHATBOT_METRICS_TOKEN": TOKEN, "CHATBOT_QUESTION_LOG": str(log)}
    with running("--index", str(index), **settings) as server:
        description = _for_python(server.address, log.parent)
        (log.parent / "schemathesis.toml").write_text(CHECKS, encoding="utf-8")
        command = [str(COMMAND), "run", str(description), "--url", server.address, "--no-color"]
        command += ["--phases", phases, "--max-examples", str(examples), "--seed", "7", "--continue-on-failure"]
        command += ["--header", f"Authorization: Bearer {TOKEN}", "--suppress-health-check", "all"]
        done = subprocess.run(command, cwd=log.parent, capture_output=True, text=True, check=False)
        failed = [line for line in server.output if "Error" in line]
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert not failed
    return done.stdout


def _for_python(address: str, folder: Path) -> Path:
    """Write the served description with what it says of questions in words as a pattern; return the file."""
    with urlopen(f"{address}/openapi.json") as served:
        said = json.load(served)
    question = said["components"]["schemas"]["ChatRequest"]["properties"]["question"]
    form = said["paths"]["/"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    places = [question, said["components"]["schemas"]["ChatRequest"]["properties"]["history"]["items"]]
    places += [form["properties"]["question"], *form["properties"]["history"]["anyOf"]]
    for place in places:
        (place if place["type"] == "string" else place["items"])["pattern"] = SAYS_SOMETHING
    file = folder / "openapi.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    return file


def test_no_check_fails(small_index: Path, tmp_path: Path) -> None:
    report = run(small_index, tmp_path / "log.sqlite", 3, "examples,fuzzing")
    assert re.search(r"Tested: +16", report)


@pytest.mark.long
def test_no_check_fails_however_long_it_is_tried(small_index: Path, tmp_path: Path) -> None:
    report = run(small_index, tmp_path / "log.sqlite", 300, "examples,coverage,fuzzing,stateful")
    print(report[report.index("SUMMARY") :])


def test_the_command_is_the_projects_own() -> None:
    assert COMMAND.is_file(), f"{COMMAND} is missing; install requirements-dev.txt ({PROJECT})"
