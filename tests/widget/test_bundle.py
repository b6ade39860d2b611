"""The one file that sites load: it is what the sources give, small, and its README says what it does."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chatbot.web.widget import BUNDLE, integrity
from scripts.build_widget import OLDEST

PROJECT = Path(__file__).resolve().parents[2]
WIDGET = BUNDLE.parent.parent
README = WIDGET / "README.md"
SOURCES = sorted(path for path in (WIDGET / "src").rglob("*") if path.is_file())
LARGEST = 14_000  # bytes, compressed
MARKUP = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML|createContextualFragment|\beval\b"
PATCHED = r"\.(map|filter|find|findIndex|reduce|some|every|forEach|concat|flat|flatMap|includes|entries|bind)\("
STORES = r"localStorage|indexedDB|document\.cookie|caches\."


def _rows(heading: str) -> list[str]:
    """Return the names in the first column of the tables under a heading of the README."""
    section = README.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`(]+)[^|]*\|", section, re.MULTILINE)


def _source(name: str) -> str:
    return (WIDGET / "src" / name).read_text(encoding="utf-8")


def test_rebuilding_gives_the_committed_bytes_and_the_digest_in_the_readme() -> None:
    command = [sys.executable, str(PROJECT / "scripts" / "build_widget.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_bundle_is_one_file_of_at_most_14_kb_compressed() -> None:
    code = BUNDLE.read_bytes()
    compressed = len(gzip.compress(code, 9))
    sys.stdout.write(f"widget.js: {len(code):,} bytes, {compressed:,} compressed\n")
    assert compressed <= LARGEST
    assert not re.search(rb"\bimport\s*[({\"']|\bimport\s+\w|\bfrom\s*[\"']", code)


def test_colours_need_no_function_that_browsers_of_2023_lack() -> None:
    """A value that a browser cannot read leaves a panel without ground: its words over those of the page."""
    assert not re.findall(rb"light-dark\(|color-mix\(|oklch\(|contrast-color\(", BUNDLE.read_bytes())


def test_the_readme_names_the_oldest_browsers_for_which_the_bundle_is_built() -> None:
    readme = " ".join(README.read_text(encoding="utf-8").split())
    oldest = OLDEST["firefox"], OLDEST["safari"], OLDEST["chrome"]
    assert "Firefox {}, Safari {}, Chrome or Edge {}, and newer".format(*oldest) in readme


def test_the_readme_shows_the_digest_of_what_is_served() -> None:
    assert integrity() in README.read_text(encoding="utf-8")


def test_the_bundle_names_no_address_but_the_svg_namespace() -> None:
    assert re.findall(rb"https?://[^\"'`\s]+", BUNDLE.read_bytes()) == [b"http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_source_file_is_under_300_lines_and_makes_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    assert not re.search(MARKUP, text)
    assert not re.search(STORES, text)
    assert ("sessionStorage" in text) == (path.name in {"memory.js"}), "only memory.js stores anything"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.suffix == ".js"], ids=lambda path: path.name)
def test_no_source_calls_an_array_method_that_old_libraries_replace(path: Path) -> None:
    assert not re.findall(PATCHED, path.read_text(encoding="utf-8"))


def test_the_readme_lists_every_attribute_in_order() -> None:
    declared = _source("attributes.js").split("ATTRIBUTES = {")[1].split("}")[0]
    assert _rows("Attributes") == [name.strip('"') for name in re.findall(r'^\s+("?[\w-]+"?):', declared, re.MULTILINE)]


def test_the_readme_lists_every_custom_property_in_order() -> None:
    used = dict.fromkeys(
        re.findall(
            r"var\((--article-chat-[\w-]+)",
            "".join(_source(f"styles/{path.name}") for path in (WIDGET / "src" / "styles").iterdir()),
        )
    )
    assert sorted(_rows("Style")) == sorted(used)


def test_the_readme_lists_every_event_and_method() -> None:
    element = _source("element.js")
    events = set(re.findall(r'#emit\("(\w+)"', element))
    methods = set(re.findall(r"^  (?:async )?([a-z]\w*)\(.*\{$", element, re.MULTILINE))
    callbacks = {"constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"}
    assert set(_rows("Events and methods")) == events | (methods - callbacks)


def test_the_readme_names_the_cancelable_event() -> None:
    cancelable = re.findall(r'#emit\("(\w+)"[^;]*, true\)', _source("element.js"))
    rows = re.findall(r"^\| `(\w+)` \| yes", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == cancelable


def test_the_readme_gives_the_times_that_the_code_has() -> None:
    readme = README.read_text(encoding="utf-8")
    for name in ("timeout", "retryDelay"):
        found = re.search(rf"^  {name} = ([\d_]+);", _source("element.js"), re.MULTILINE)
        assert found
        assert f"`chat.{name}` ({found[1].replace('_', '')})" in readme
