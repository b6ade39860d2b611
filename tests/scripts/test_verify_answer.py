"""Any answer ever given can be checked again, as long as its version is there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chatbot.indexing.versions import IndexFolder
from chatbot.settings import Settings
from chatbot.web.app import create_app
from scripts.verify_answer import main

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "verify_answer.py"


@pytest.fixture(scope="module")
def answer(small_index: Path) -> dict[str, Any]:
    """A real answer with more than one quote and a context."""
    client = create_app(Settings(index=str(small_index))).test_client()
    found: dict[str, Any] = client.post(
        "/api/chat", json={"question": "What is anticipatory grief?", "limit": 5}
    ).get_json()
    assert len(found["quotes"]) > 1
    assert any(quote["context"] for quote in found["quotes"])
    return found


Verify = Callable[[object, Path], tuple[int, str]]


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    """Run the script's main() on an answer; return its exit status and what it complained about."""

    def run_main(answer: object, index: Path) -> tuple[int, str]:
        file = tmp_path / "given.json"
        file.write_text(answer if isinstance(answer, str) else json.dumps(answer), encoding="utf-8")
        status = main([str(file), "--index", str(index)])
        return status, capsys.readouterr().err

    return run_main


def test_a_true_answer_holds(answer: dict[str, Any], small_index: Path) -> None:
    but = "ignore:unclosed database:ResourceWarning"  # an index is open as long as its process; see pyproject.toml
    command = [sys.executable, "-W", "error", "-W", but, str(SCRIPT), "-", "--index", str(small_index)]
    done = subprocess.run(command, input=json.dumps(answer), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = f"version {answer['index_version']}: {len(answer['quotes'])}"
    assert f"quotes that stand word for word in {told}" in done.stdout


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "It never hurts.", "does not say 'It never hurts.'"),
        ("start", 3, "does not say"),
        ("end", 10**9, "lies outside article"),
        ("highlights", [[0, 10**6]], "lies outside the quote's"),
        ("context", [{"role": "heading", "text": "Made up", "start": 0, "end": 7}], "does not say 'Made up'"),
        ("source_id", "elsewhere", "answer_id"),
    ],
)
def test_what_was_changed_in_an_answer_is_named(
    answer: dict[str, Any], small_index: Path, verify: Verify, field: str, value: object, said: str
) -> None:
    changed = answer | {"quotes": [answer["quotes"][0] | {field: value}, *answer["quotes"][1:]]}
    status, complaint = verify(changed, small_index)
    assert (status, said in complaint) == (1, True), complaint


def test_a_quote_of_an_article_that_is_not_there_or_has_another_title_is_named(
    answer: dict[str, Any], small_index: Path, verify: Verify
) -> None:
    quote = answer["quotes"][0]
    for article, said in (({"id": "none", "title": ""}, "holds no article 'none'"), ({"title": "Other"}, "is called")):
        changed = answer | {"quotes": [quote | {"article": quote["article"] | article}, *answer["quotes"][1:]]}
        assert said in verify(changed, small_index)[1]


def test_a_version_that_is_gone_is_said_to_be(answer: dict[str, Any], small_index: Path, verify: Verify) -> None:
    for version in ("0123456789abcdef", "../../etc"):
        status, complaint = verify(answer | {"index_version": version}, small_index)
        assert (status, "is gone" in complaint) == (3, True), complaint


def test_a_damaged_version_proves_nothing(
    answer: dict[str, Any], small_index: Path, verify: Verify, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(small_index, tmp_path / "index", symlinks=True))
    texts = IndexFolder(folder).versions / answer["index_version"] / "texts.sqlite"
    texts.write_bytes(texts.read_bytes()[:-1])
    status, complaint = verify(answer, folder)
    assert (status, str(texts) in complaint) == (1, True), complaint


@pytest.mark.parametrize("raw", ["", "[]", "{}", '{"index_version": 1}', "nonsense", "[" * 100_000])
def test_what_is_no_answer_is_said_in_one_line(small_index: Path, verify: Verify, raw: str) -> None:
    status, complaint = verify(raw, small_index)
    assert (status, len(complaint.splitlines())) == (2, 1)
    assert "given.json: not an answer of the chat API" in complaint


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "no.json")]) == 2
    assert "no.json" in capsys.readouterr().err
