"""The front matter of a Markdown document, in YAML, TOML, JSON or Pandoc's form -> its values as nodes of YAML.

Read are YAML between lines "---", TOML between lines "+++" and JSON from a line "{" to a line "}" (Hugo writes all
three), and Pandoc's "% Title", "% Authors", "% Date". The mark of every node holds its line in the file, from 0. Knows
no key.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

import yaml

from chatbot.errors import Fault

TAG = "tag:yaml.org,2002:"
_OPENINGS = {"---": ("---", "..."), "+++": ("+++",), "{": ("}",)}
_TITLE_BLOCK = ("title", "authors", "date")
_TOML_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")
_KEY = re.compile(r"""\s*(?:\[+([\w-]+)|["']?([\w-]+)["']?\s*[=:])""")
_QUOTE = 'correct it; a value that holds ": " or begins with a symbol must stand in quotes'
_DEEP = "the front matter is nested too deeply, or holds a number too long to read"
_FLAT = "write flat values"


@dataclass(frozen=True, slots=True)
class Preamble:
    """What a file says before its document: `node` is None where that is nothing, `lines` is how many lines it takes.

    `is_readable` is False where there is no telling where it ends or what it says.
    """

    node: yaml.Node | None = None
    lines: int = 0
    faults: tuple[Fault, ...] = ()
    is_readable: bool = True


def preamble_of(text: str, source: str) -> Preamble:
    """Return what `text`, whose line ends are normalised, says before its document; most files say nothing there."""
    lines = text.split("\n")
    opening = lines[0].rstrip()
    if opening.startswith("% "):
        return _title_block(lines)
    if opening not in _OPENINGS:
        return Preamble()
    closings = _OPENINGS[opening]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in closings), None)
    if end is None:
        remedy = f'end it with a line "{closings[0]}" before the article begins'
        return Preamble(faults=(Fault(source, 1, "the front matter has no end", remedy),), is_readable=False)
    if opening == "---":
        return _yaml("\n".join(["", *lines[1:end]]), source, end + 1)
    inner = ["", *lines[1:end], ""] if opening == "+++" else lines[: end + 1]
    read = _toml if opening == "+++" else _json
    try:
        return Preamble(_node(read("\n".join(inner)), _lines_of_keys(inner)), end + 1)
    except _UnreadableError as error:
        return Preamble(None, end + 1, (Fault(source, error.line, error.seen, error.remedy),), is_readable=False)


class _UnreadableError(Exception):
    """The front matter is not written as its opening line says."""

    def __init__(self, line: int, seen: str, remedy: str) -> None:
        self.line = line
        self.seen = seen
        self.remedy = remedy
        super().__init__(seen)


def _yaml(text: str, source: str, lines: int) -> Preamble:
    try:
        return Preamble(yaml.compose(text, Loader=yaml.SafeLoader), lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        fault = Fault(source, line, f"the front matter is no YAML: {error.problem or error.context}", _QUOTE)
    except yaml.YAMLError:
        seen = "the front matter holds a character that YAML forbids"
        fault = Fault(source, 1, seen, "remove control characters from it")
    except RecursionError:
        fault = Fault(source, 1, _DEEP, _FLAT)
    return Preamble(None, lines, (fault,))


def _toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.fullmatch(str(error))
        seen, line = (found[1], int(found[2])) if found else (str(error), 1)
        raise _UnreadableError(line, f"the front matter is no TOML: {seen}", _QUOTE) from error
    except (RecursionError, ValueError) as error:
        raise _UnreadableError(1, _DEEP, _FLAT) from error


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        seen = f"the front matter is no JSON: {error.msg}"
        raise _UnreadableError(error.lineno, seen, "correct it") from error
    except (RecursionError, ValueError) as error:
        raise _UnreadableError(1, _DEEP, _FLAT) from error


def _title_block(lines: list[str]) -> Preamble:
    """Read Pandoc's title block: each field begins with "%", and goes on in lines that begin with a space."""
    fields: list[tuple[int, list[str]]] = []
    end = 0
    for number, line in enumerate(lines):
        if line.startswith("%") and len(fields) < len(_TITLE_BLOCK):
            fields.append((number, [line[1:].strip()]))
        elif line.startswith(" ") and line.strip():
            fields[-1][1].append(line.strip())
        else:
            break
        end = number + 1
    stated: dict[str, object] = {}
    places: dict[str, int] = {}
    for key, (number, words) in zip(_TITLE_BLOCK, fields, strict=False):
        places[key] = number
        names = list(filter(None, map(str.strip, ";".join(words).split(";"))))
        stated |= {key: value} if (value := names if key == "authors" else " ".join(words)) else {}
    return Preamble(_node(stated, places), end)


def _lines_of_keys(lines: list[str]) -> dict[str, int]:
    """Return the line, from 0, on which each key first stands."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        if key := _KEY.match(line):
            found.setdefault(key[1] or key[2], number)
    return found


def _node(value: object, places: Mapping[str, int], line: int = 0) -> yaml.Node:
    """Return a value as the node that YAML would make of it; `places` are the lines of keys."""
    mark = yaml.Mark("", 0, line, 0, None, 0)
    match value:
        case dict():
            at = {key: places.get(key, line) for key in value}
            members = [(_node(key, places, at[key]), _node(inner, places, at[key])) for key, inner in value.items()]
            return yaml.MappingNode(f"{TAG}map", members, mark, mark)
        case list():
            return yaml.SequenceNode(f"{TAG}seq", [_node(each, places, line) for each in value], mark, mark)
        case bool():
            kind, shown = "bool", str(value).lower()
        case None:
            kind, shown = "null", ""
        case int() | float():
            kind, shown = type(value).__name__, str(value)
        case date() | time():
            kind, shown = "timestamp", str(value)
        case _:
            kind, shown = "str", str(value)
    return yaml.ScalarNode(f"{TAG}{kind}", shown, mark, mark)
