"""The README tells the truth about settings, modules and commands, and no page links to what is not there."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from chatbot.reading.slugs import slug
from chatbot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "index/README.md", *sorted((ROOT / "chatbot").rglob("*.md"))]


def rows_after(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading, without its header."""
    part = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def first_sentence(module: Path) -> str:
    """Return the first line of a module's docstring, without its full stop."""
    return str(ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))).splitlines()[0].removesuffix(".")


def shown(default: object) -> str:
    if isinstance(default, tuple):
        return json.dumps(default)
    return f'"{default}"' if isinstance(default, str) else f"{default}"


def test_the_settings_table_is_that_of_the_code() -> None:
    wanted = [[f"`{f.name}`", f"`{shown(f.default)}`", f.metadata["sentence"]] for f in fields(Settings)]
    assert [[cell.strip() for cell in row] for row in rows_after("Settings")] == wanted


def test_every_module_stands_in_the_reading_order_once_with_its_own_first_sentence() -> None:
    part = README.split("## The code in reading order\n", 1)[1].split("\n## ", 1)[0]
    listed = re.findall(r"^- `([\w/]+\.py)`: (.+)$", part, re.MULTILINE)
    modules = (path for path in (ROOT / "chatbot").rglob("*.py") if path.stem != "__init__")
    first = {path.relative_to(ROOT / "chatbot").as_posix(): first_sentence(path) for path in modules}
    assert dict(listed) == first
    assert len(listed) == len(first)


def test_every_script_and_file_that_is_named_exists() -> None:
    named = set(re.findall(r"(scripts/[\w./]+)", README))
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_page_of_the_project_and_to_a_heading_leads_there(page: Path) -> None:
    lost = []
    for target, anchor in re.findall(r"\]\(([^)#:\s]*)(?:#([\w-]+))?\)", page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page
        if not there.exists() or (anchor and anchor not in headings(there)):
            lost.append(f"{target}#{anchor}")
    assert not lost


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub names them."""
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)}


def test_nothing_is_left_to_be_filled_in() -> None:
    assert not re.findall(r"^[A-Z_]{6,}$", README, re.MULTILINE)


def test_the_example_asks_the_server_that_the_first_command_starts() -> None:
    served, asked = re.search(r"scripts/serve --port (\d+)", README), re.search(r"curl -s localhost:(\d+)/", README)
    assert served
    assert asked
    assert served[1] == asked[1]
