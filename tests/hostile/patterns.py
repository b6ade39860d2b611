"""Every regular expression of the package, found mechanically, and text that is hard on such expressions."""

from __future__ import annotations

import ast
import importlib
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import chatbot

Pattern = re.Pattern[Any]
SIZE = 1_000_000  # characters
UNITS = (
    'a', ' ', '\n', 'a ', 'A. ', '1', '-', '(', '[', '<', '"', '가', '\t\n', 'a\n', '1. ', '| ', '<a ', '="', '&',
    'http://', '.a', '#', '* ', '_', '`', 'x=', 'i am ', '죽고', '\xa0 ', 'é', 'Q: ', '(a', '[1', '\r\n', '  x', ', ',
    '?', '0x', '\\', '{',
)  # fmt: skip
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
SOURCES = sorted(Path(chatbot.__file__).parent.rglob("*.py"))


def module_of(path: Path) -> str:
    """Return the name by which the module of a file is imported."""
    return ".".join(path.relative_to(Path(chatbot.__file__).parents[1]).with_suffix("").parts)


MODULES = [
    module_of(path)
    for path in SOURCES
    if "re.compile(" in path.read_text(encoding="utf-8")  # no other holds one of its own; some import long
]
LATER = {"rules"}  # functions that make patterns when they are first needed


def patterns() -> dict[tuple[Any, int], str]:
    """Return every pattern that a module of the package holds, however deep in its values, with a place it is held."""
    found: dict[tuple[Any, int], str] = {}
    for name in MODULES:
        values = vars(importlib.import_module(name))
        for attribute, value in (*values.items(), *((rules, values[rules]()) for rules in LATER & values.keys())):
            for pattern in held(value):
                found.setdefault((pattern.pattern, pattern.flags), f"{name}.{attribute}")
    return found


def held(value: Any, depth: int = 4) -> Iterator[Pattern]:
    """Yield the patterns in a value: itself, in collections, in the fields of the package's dataclasses."""
    if type(value) is re.Pattern:
        yield value
    elif depth and type(value) in (list, tuple, set, frozenset):
        for item in value:
            yield from held(item, depth - 1)
    elif depth and type(value) is dict:
        for item in value.values():
            yield from held(item, depth - 1)
    elif depth and type(value).__module__.startswith("chatbot") and is_dataclass(value):
        for field in fields(value):
            yield from held(getattr(value, field.name, None), depth - 1)


def used_by(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, method) of what a module does with its constants: ("_WORD", "search") for `_WORD.search(...)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
            yield node.value.id, node.attr


@cache
def uses() -> dict[str, set[str]]:
    """Return the methods by which the package applies each constant; two private ones may share a name, not a place."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        for constant, method in used_by(path):
            place = f"{module_of(path)}.{constant}" if constant.startswith("_") else constant
            found.setdefault(place, set()).add(method)
    return found


def methods_of(place: str) -> set[str]:
    """Return the methods by which the package applies the constant at `place`, all where none is seen."""
    return uses().get(place) or uses().get(place.rsplit(".", 1)[-1], set(METHODS))


def literals() -> dict[tuple[Any, int], str]:
    """Return every pattern that is written where it is used: re.sub("...", ...)."""
    found: dict[tuple[Any, int], str] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_of_re(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value, re.compile(first.value).flags] = f"{path.name}:{node.lineno}"
    return found


def _is_of_re(called: ast.expr) -> bool:
    """Tell whether what is called is one of the functions of `re` that take a pattern."""
    of = called.value if isinstance(called, ast.Attribute) and called.attr in METHODS else None
    return isinstance(of, ast.Name) and of.id == "re"


class TooSlowError(Exception):
    """A search was stopped."""


@contextmanager
def stopping(seconds: float) -> Iterator[None]:
    """Raise TooSlowError in the block after so many seconds of this process; a search notices the signal, too."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: Pattern, unit: str, methods: set[str], size: int = SIZE, most: float = 5.0) -> float:
    """Return the most seconds of this thread that the pattern's methods take on `size` characters of a repeated unit.

    What is found again and again counts for nothing: only one step of `finditer` and its like is taken, from the start.
    """
    text: Any = (unit * (size // len(unit) + 1))[:size]
    if isinstance(pattern.pattern, bytes):
        text = text.encode()[:size]
    steps = {pattern.fullmatch} if "fullmatch" in methods else set()
    steps |= {pattern.match} if "match" in methods else set()
    steps |= {pattern.search} if methods - {"fullmatch", "match"} else set()
    longest = 0.0
    for step in steps:
        start = time.thread_time()
        try:
            with stopping(most):
                step(text)
        except TooSlowError:
            return most
        longest = max(longest, time.thread_time() - start)
    return longest
