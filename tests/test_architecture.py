"""Data flows one way: a room imports only itself and rooms above it, and heavy libraries have one importer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from chatbot import stores
from chatbot.web import app, interface, questionlog

PACKAGE = Path(__file__).resolve().parents[1] / "chatbot"
ROOMS = [
    "errors",
    "streams",
    "settings",
    "reading",
    "indexing",
    "postgres",
    "stores",
    "safety",
    "answering",
    "coverage",
    "web",
]  # top to bottom
ONLY_IN = {
    "faiss": "indexing/vectors.py",
    "torch": "indexing/compiling.py",
    "sentence_transformers": "indexing/compiling.py",
    "flask": "web/",
    "psycopg": "postgres/",
    "psycopg_pool": "postgres/",
}


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted name of every import of a module, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; name the module in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(dotted: str) -> str | None:
    """Return the room of the package that a module lies in, None for modules of others."""
    parts = dotted.split(".")
    return parts[1] if parts[0] == "chatbot" and len(parts) > 1 and parts[1] in ROOMS else None


AT_THE_TOP = {
    *("chatbot", "corpus", "index", "scripts", "tests"),
    *("LICENSE", "README.md", "SECURITY.md", "pyproject.toml", "package.json", "package-lock.json"),
    *("requirements.txt", "requirements-dev.txt", "requirements-postgres.txt", "constraints.txt"),
    *("requirements-serve.txt", "requirements-serve.lock"),
}


MODULES = sorted(PACKAGE.rglob("*.py"))
BY_NAME = {
    "stores.py": (stores.DATABASE, stores.PUBLISHING),
    "web/app.py": (app.EDITOR,),
    "web/interface.py": tuple(interface.MODULES.values()),
    "web/questionlog.py": (questionlog.LOG, questionlog.NOTES),
}
"""What is loaded only where it is needed, so that others start sooner."""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_its_own_room_and_rooms_above_it(path: Path) -> None:
    inside = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if inside not in ROOMS:
        assert inside == "__init__", f"{path} lies in no room of the design"
        return
    below = [name for name in imported(path) if (other := room(name)) and ROOMS.index(other) > ROOMS.index(inside)]
    assert not below, f"{path} reaches down into {below}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_heavy_library_is_imported_in_one_place(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    for name in imported(path):
        place = ONLY_IN.get(name.split(".")[0])
        assert place is None or where.startswith(place), f"{where} imports {name}; only {place} may"


def test_what_a_module_imports_by_name_lies_in_its_own_room_or_one_above_it() -> None:
    dynamic = [path for path in MODULES if "importlib.import_module" in set(imported(path))]
    assert [path.relative_to(PACKAGE).as_posix() for path in dynamic] == sorted(BY_NAME)
    for where, names in BY_NAME.items():
        for name in names:
            assert PACKAGE.parent.joinpath(*name.split(".")).with_suffix(".py") in MODULES
            assert ROOMS.index(str(room(name))) <= ROOMS.index(where.removesuffix(".py").split("/")[0])


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not inner, f"{path} hides imports in functions at lines {inner}"


def test_modules_stay_short_enough_to_read() -> None:
    long = {p.name: n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300}
    assert not long, f"over 300 lines: {long}"


def test_no_scratch_file_lies_at_the_top_of_the_project() -> None:
    top = PACKAGE.parent
    ignored = [line.strip("/") for line in (top / ".gitignore").read_text("utf-8").splitlines() if line[:1] not in "#!"]
    visible = [path.name for path in top.iterdir() if not path.name.startswith(".")]
    strays = [name for name in visible if name not in AT_THE_TOP and not any(fnmatch(name, p) for p in ignored)]
    assert not strays, f"{strays} belong to no room, or into .gitignore"
