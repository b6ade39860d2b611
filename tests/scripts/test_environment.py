"""A script that is started by a Python without the packages goes on in the project's environment."""

from __future__ import annotations

import ast
import fcntl
import importlib
import os
import re
import shutil
import signal
import subprocess
import sys
from getpass import getuser
from hashlib import sha256
from importlib.metadata import requires
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from chatbot.errors import NoIndexError
from scripts._commands import run
from tests.web.process import PROJECT, environment

BASE = Path(sys.base_prefix) / "bin" / "python3"
WITHOUT_PACKAGES = {"build_widget.py"}
ENTERING = {"scripts._environment", "scripts._development", "scripts._postgres"}
FROM_ANYWHERE = "sys.path.insert(0, str(Path(__file__).resolve().parents[1]))"
OF_SETS = ["ablate", "evaluate", "evaluate_variants", "fit_ranking", "fit_safety"]


@pytest.mark.parametrize("script", ["lint.py", "evaluate.py"])
def test_a_script_needs_no_activated_environment(script: str) -> None:
    if not (PROJECT / ".venv" / "bin" / "python").exists():
        pytest.skip("the tests run in an environment of another place")
    plain = {name: value for name, value in environment().items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = [str(BASE), str(PROJECT / "scripts" / script), "--help"]
    done = subprocess.run(command, cwd=os.sep, env=plain, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.startswith("usage: ")) == (0, True), done.stderr


@pytest.mark.parametrize("script", sorted(path.name for path in (PROJECT / "scripts").glob("[!_]*.py")))
def test_every_script_enters_the_environment_before_it_imports_a_package(script: str) -> None:
    body = ast.parse((PROJECT / "scripts" / script).read_text(encoding="utf-8")).body
    imported = [
        name
        for node in body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    ]
    foreign = [name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names]
    if script in WITHOUT_PACKAGES:
        return
    written = [ast.unparse(node) for node in body]
    assert foreign[0] in ENTERING
    assert written.index(FROM_ANYWHERE) < written.index(f"import {foreign[0]}")


def test_a_script_says_what_to_install_where_its_own_packages_are_missing() -> None:
    code = "from scripts._environment import need; need('no_such_package', 'requirements-dev.txt')"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=PROJECT, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no_such_package is not installed; run: " in done.stderr
    assert done.stderr.endswith(f" -m pip install -r {PROJECT / 'requirements-dev.txt'}\n")


def test_packages_for_measuring_are_not_taken_for_there_because_one_came_with_another() -> None:
    """sentence-transformers brings scikit-learn: beside what scripts/serve installs, that says nothing of the rest."""
    (sought,) = re.findall(
        r'need\("(\w+)", "requirements-dev.txt"\)', (PROJECT / "scripts/_development.py").read_text()
    )
    pinned = re.findall(r"(?m)^([\w-]+)==", (PROJECT / "requirements.txt").read_text(encoding="utf-8"))
    brought = {re.split(r"[^\w-]", each)[0].lower() for package in pinned for each in requires(package) or []}
    assert sought.replace("_", "-") not in {*pinned, *brought}
    assert "scikit-learn" in brought


def test_ctrl_c_ends_a_script_with_a_line_and_no_traceback() -> None:
    code = "import scripts._environment, signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code += "; signal.raise_signal(signal.SIGINT)"  # set before: what a shell starts with & ignores the signal
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "-c: stopped\n")


def test_a_script_whose_reader_has_read_enough_ends_without_a_word() -> None:
    """`scripts/lint.py | head`, or a pager that is left before the end."""
    code = "import scripts._environment; input(); print('a line\\n' * 10_000); print('the last one')"
    command = [sys.executable, "-c", code]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=pipe) as script:
        assert script.stdin
        assert script.stdout
        assert script.stderr
        script.stdout.close()
        script.stdin.write(b"\n")
        script.stdin.close()
        assert script.stderr.read() == b""
    assert script.returncode == 1


def test_a_script_of_which_streams_are_closed_ends_as_others_do(tmp_path: Path) -> None:
    """And no file that it opens is taken for one of them."""
    seen = tmp_path / "seen"
    code = "import scripts._environment, sys; file = open(sys.argv[1], 'w'); print('told')"
    code += "; print(file.fileno(), file=file)"
    command = ["bash", "-c", 'exec "$@" <&- >&- 2>&-', "bash", sys.executable, "-c", code, str(seen)]
    assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 0
    assert int(seen.read_text(encoding="utf-8")) > 2


def test_a_full_disk_below_the_output_is_said_in_one_line() -> None:
    code = "import scripts._environment; print('told', flush=True)"
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("-c: what it writes is not whole ([Errno 28]")


def test_a_fault_of_the_program_keeps_its_traceback() -> None:
    code = "import scripts._environment; [][1]"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.startswith("Traceback ")) == (1, True)


@pytest.mark.parametrize("script", OF_SETS)
def test_a_folder_that_is_no_evaluation_set_is_said_in_one_line(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    encoder = ["--encoder", str(tmp_path)] if script == "fit_safety" else []
    main = importlib.import_module(f"scripts.{script}").main
    assert run(lambda: main([str(tmp_path), *encoder])) == 2
    told = capsys.readouterr().err
    assert (len(told.splitlines()), str(tmp_path) in told) == (1, True), told
    assert list(tmp_path.iterdir()) == [], "nothing is made before the sets are found"


@pytest.mark.parametrize("script", OF_SETS)
def test_a_script_ends_with_the_status_of_its_main(script: str) -> None:
    ends = ast.parse((PROJECT / "scripts" / f"{script}.py").read_text(encoding="utf-8")).body[-1]
    assert ast.unparse(ends) == "if __name__ == '__main__':\n    sys.exit(run(main))"


@pytest.mark.parametrize(
    "error",
    [PermissionError(13, "Permission denied", "a.json"), FileNotFoundError("no set"), NoIndexError("no index yet")],
)
def test_what_a_script_is_given_and_cannot_use_ends_it_with_2(
    error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    def main() -> int:
        raise error

    assert run(main) == 2
    assert capsys.readouterr().err == f"{error}\n"


def test_an_environment_that_is_not_whole_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    shutil.copy(PROJECT / "scripts" / "_venv.sh", tmp_path / "scripts")
    for name in ("requirements.txt", "requirements-serve.lock", "constraints.txt"):
        (tmp_path / name).touch()
    subprocess.run([BASE, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    assert ensured(tmp_path).returncode == 0
    stamp = tmp_path / ".venv" / "installed-requirements"
    assert stamp.is_file()

    (tmp_path / "requirements.txt").write_text("-r nowhere.txt\n", encoding="utf-8")
    failed = ensured(tmp_path)
    assert (failed.returncode, "run bash again to go on" in failed.stderr) == (1, True), failed.stderr
    assert not stamp.exists(), "packages that are half exchanged are not those of before"

    assert in_project(tmp_path, "usable_venv").returncode == 0
    for python in (tmp_path / ".venv" / "bin").glob("python*"):
        python.unlink()
        python.symlink_to("/nowhere/python3.11")
    assert in_project(tmp_path, "usable_venv").returncode != 0, "it is made anew where its Python has gone, too"


@pytest.mark.parametrize("place", ["here/.venv", "shared/environment"])
def test_of_two_starts_at_once_one_installs_and_the_other_waits_for_it(place: str, tmp_path: Path) -> None:
    """Two pip runs in one environment, which two checkouts may share, leave packages of which half is missing."""
    venv, tmp_path = tmp_path / place, tmp_path / "here"
    for folder in (tmp_path / "scripts", venv.parent):
        folder.mkdir(parents=True, exist_ok=True)
    if venv.parent != tmp_path:
        (tmp_path / ".venv").symlink_to(venv)
    shutil.copy(PROJECT / "scripts" / "_venv.sh", tmp_path / "scripts")
    for name in ("requirements.txt", "constraints.txt"):
        (tmp_path / name).touch()
    script = f'set -euo pipefail; source "{tmp_path}/scripts/_venv.sh"; ensure_venv requirements.txt'
    lock = os.open(venv.parent, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    with subprocess.Popen(["bash", "-c", script], stderr=subprocess.PIPE, text=True) as start:
        assert start.stderr
        assert start.stderr.readline() == "Waiting for the packages, which another start is installing ...\n"
        (venv / "bin").mkdir(parents=True)
        (venv / "bin" / "python").symlink_to(BASE)
        (venv / "installed-requirements").write_text(sha256(b"").hexdigest(), encoding="utf-8")
        os.close(lock)
        assert start.stderr.read() == "", "nothing is installed again"
    assert start.returncode == 0


def test_an_environment_of_another_user_says_whose_it_must_be() -> None:
    """As root leaves it for the user who starts the program otherwise."""
    user = os.getuid() or 65534  # root may write anywhere
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        (Path(place) / "scripts").mkdir()
        (Path(place) / ".venv").mkdir(0o555)
        shutil.copy(PROJECT / "scripts" / "_venv.sh", Path(place) / "scripts")
        for name in ("requirements.txt", "constraints.txt"):
            (Path(place) / name).touch()
        command = ["bash", "-c", f'source "{place}/scripts/_venv.sh"; ensure_venv requirements.txt', "serve"]
        done = subprocess.run(command, user=user, cwd=os.sep, capture_output=True, text=True, check=False)
    told = f"serve: {place}/.venv belongs to root and cannot be written to; run: chown -R {user} {place}\n"
    assert (done.returncode, done.stderr) == (1, told.replace("root", getuser()))


def test_a_python_that_is_only_named_or_too_old_is_passed_over(tmp_path: Path) -> None:
    """As pyenv names those it has not chosen."""
    for name in ("python3.11", "python3.12", "python3.13"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "python3").symlink_to(BASE)
    command = ["bash", "-c", f'set -euo pipefail; source "{PROJECT}/scripts/_venv.sh"; supported_python']
    env = environment(PATH=os.pathsep.join((str(tmp_path), os.environ["PATH"])))
    assert subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout == "python3\n"
    (tmp_path / "python3").unlink()
    (tmp_path / "python3.11").rename(tmp_path / "python3")
    (tmp_path / "python3.11").symlink_to(tmp_path / "python3")
    none = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (none.returncode, "Python 3.11, 3.12 or 3.13 is needed" in none.stderr) == (1, True), none.stderr


def ensured(project: Path) -> subprocess.CompletedProcess[str]:
    """Return what becomes of making the environment of a project."""
    return in_project(project, "ensure_venv requirements.txt")


def in_project(project: Path, call: str) -> subprocess.CompletedProcess[str]:
    """Return what becomes of a call of what `_venv.sh` defines for a project."""
    path = os.pathsep.join((str(BASE.parent), os.environ["PATH"]))
    command = ["bash", "-c", f'set -euo pipefail; source "{project}/scripts/_venv.sh"; {call}']
    return subprocess.run(command, env=environment(PATH=path), capture_output=True, text=True, timeout=300, check=False)
