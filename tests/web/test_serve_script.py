"""scripts/serve: from anywhere, through a symlink, with clear one-line errors."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.indexes import share_encoders
from tests.web.process import PROJECT, START_SECONDS, environment, started
from tests.web.small_corpus import write_small_corpus

SCRIPT = PROJECT / "scripts" / "serve"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(SCRIPT), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=START_SECONDS, check=False)


def test_help_names_every_option(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert all(
        option in done.stdout for option in ("--corpus DIR", "--index DIR", "--host H", "--port P", "--workers N")
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--prot", "1"], "unknown argument --prot; see scripts/serve --help"),
        (["--port"], "--port needs a value"),
        (["--corpus", ""], "--corpus needs a value"),
        (["--corpus", "no such folder"], "there is no no such folder; give --corpus a folder of articles or one file"),
    ],
)
def test_a_wrong_argument_is_one_clear_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("serve: ")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_too_few_addresses_are_one_clear_line(tmp_path: Path) -> None:
    """Else a library ends it with a segmentation fault, before anything can be said."""
    command = ["bash", "-c", 'ulimit -v 500000; exec "$0"', str(SCRIPT)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=START_SECONDS, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("serve: only 500000 kB of addresses may be used (ulimit -v, LimitAS=); allow 2000000")
    assert len(done.stderr.splitlines()) == 1


def test_what_cannot_be_used_is_told_at_once_and_before_anything_is_built(tmp_path: Path) -> None:
    command = [str(SCRIPT), "--index", "built", "--port", "70000", "--workers=many"]
    log, token = str(tmp_path), "x" * 24
    variables = environment(CHATBOT_EDITOR_TOKEN=token, CHATBOT_HELPLINES="none", CHATBOT_QUESTION_LOG=log)
    done = subprocess.run(
        command, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=START_SECONDS, check=False
    )
    assert (done.returncode, done.stdout, (tmp_path / "built").exists()) == (2, "", False)
    told = [line for line in done.stderr.splitlines() if not line.startswith("Installing the packages of ")]
    assert told[:2] == [
        "error: the command line: port is 70000; it must be at most 65535",
        "error: the command line: workers is 'many'; it must be a whole number, such as 1",
    ]
    assert [line.rpartition("; ")[0].partition(" (")[0] for line in told[2:]] == [
        "error: CHATBOT_HELPLINES: none: cannot be read",
        f"error: CHATBOT_QUESTION_LOG: {log}: cannot be used as a question log",
        "error: CHATBOT_EDITOR_TOKEN: editor_token has 1 different characters and can be guessed; make one: python3 -c"
        " 'import secrets",
    ]


@pytest.mark.parametrize("script", ["serve", "test"])
def test_a_shell_that_is_not_bash_hands_over_to_it(script: str, tmp_path: Path) -> None:
    """`sh scripts/serve`, where sh is dash."""
    (tmp_path / "scripts").symlink_to(PROJECT / "scripts")
    command = ["sh", f"scripts/{script}", "--version" if script == "test" else "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=START_SECONDS, check=False)
    assert (done.returncode, done.stdout.split()[0]) == (0, "pytest" if script == "test" else "Usage:"), done.stderr


def test_it_serves_from_any_folder_and_through_a_symlink_what_is_built_already(
    tmp_path: Path, small_index: Path
) -> None:
    """Corpus and index are named relative to the caller's folder; an index that is up to date is not built again."""
    write_small_corpus(tmp_path / "articles")
    (tmp_path / "built").symlink_to(small_index)
    (tmp_path / "ask").symlink_to(SCRIPT)
    version = (small_index / "current").read_text(encoding="utf-8").strip()
    command: list[str | Path] = [tmp_path / "ask", "--corpus", "articles", "--index=built", "--port", "0"]
    with started(command, cwd=tmp_path, PYTHONSAFEPATH="1") as server:  # which hides the folder it goes to from Python
        assert server.ask("When are zebras fed?")[0] == 200
        assert [line for line in server.output if line.startswith(f"Index {version}: 6 articles")]
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0


def test_an_article_with_a_fault_leaves_served_what_was_built_before(tmp_path: Path, small_index: Path) -> None:
    write_small_corpus(tmp_path / "articles")
    shutil.copytree(small_index, tmp_path / "built", symlinks=True)
    (tmp_path / "articles" / "faulty.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    with started([SCRIPT, "--corpus", "articles", "--index=built", "--port", "0"], cwd=tmp_path) as server:
        assert server.ask("When are zebras fed?")[0] == 200
        assert [line for line in server.output if line.startswith("faulty.md:")]
        assert [line for line in server.output if "the one built before is served" in line]


def test_without_an_index_an_article_with_a_fault_ends_the_start(tmp_path: Path) -> None:
    share_encoders(tmp_path / "built")
    (tmp_path / "faulty.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    done = run("--corpus", "faulty.md", "--index=built", "--port", "0", cwd=tmp_path)
    assert (done.returncode, "served" in done.stdout) == (1, False)
    assert done.stderr.startswith("faulty.md:")
