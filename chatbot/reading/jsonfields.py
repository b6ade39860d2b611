"""The fields of one JSON object, read with their types checked; every fault names the line and the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from chatbot.errors import Fault, Severity
from chatbot.reading.metadata import unstorable

_T = TypeVar("_T")
_NAMES = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
_LONGEST_ID = 500  # characters; each can take nine of a link, and proxies cut a request's first line at 8,000 bytes
_LINKABLE = re.compile(rf"(?!\.\.?+$)[^\x00-\x1f\x7f]{{1,{_LONGEST_ID}}}")
_CRITICAL = ("id", "title", "text", "question", "answer", "draft", "published", "sections", "faq")


class Fields:
    """One object of an export. `place` names it within its line, "" for the article itself; faults go to one list.

    A fault in a field without which the article would be wrong is an error; in another it is a warning, and the field
    is left out. `null` counts as absent, a whole number as an id of its digits. `is_html` tells how the article's texts
    are to be read.
    """

    def __init__(self, found: dict[str, object], place: str, source: str, line: int, *, is_html: bool = False) -> None:
        self.faults: list[Fault] = []
        self.source = source
        self.line = line
        self.is_html = is_html
        self._found = found
        self._place = place

    @property
    def failed(self) -> bool:
        """Whether any fault is an error."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)

    def text(self, key: str) -> str:
        """Return an optional text, "" where it is absent or unusable."""
        return self._text(key, self._found.get(key)) or ""

    def required(self, key: str, *, may_be_blank: bool = False) -> str | None:
        """Return a text that must be there, and hold more than white space unless it may be blank; else None."""
        value = self._found.get(key)
        if value is None:
            self._fault(key, f'"{key}" is missing', f'add "{key}" to the object')
            return None
        text = self._text(key, value)
        if text is not None and not may_be_blank and not text.strip():
            self._fault(key, f'"{key}" is empty', "write it, or remove the object")
            return None
        return text

    def own_id(self) -> str | None:
        """Return the article's id; None where it is missing or no link can name it."""
        name = self.required("id")
        if not name or _LINKABLE.fullmatch(name):
            return name
        shown = f"of {len(name):,} characters" if len(name) > _LONGEST_ID else repr(name)
        remedy = f'give it another, such as "refunds": at most {_LONGEST_ID} characters, none of them a line break'
        self._fault("id", f"no link can name the id {shown}", remedy)
        return None

    def new_id(self, taken: set[str]) -> str | None:
        """Return the object's id, and note it; None where it is missing or another object of the article has it."""
        name = self.required("id")
        if name in taken:
            self._fault("id", f'the id "{name}" stands twice in the article', "give each section and entry its own id")
            return None
        if name:
            taken.add(name)
        return name

    def texts(self, key: str) -> tuple[str, ...]:
        """Return an optional text or list of texts, stripped."""
        value = self._found.get(key)
        values = value if isinstance(value, list) else [value]
        texts = (self._text(key, each) for each in values)
        return tuple(text.strip() for text in texts if text and text.strip())

    def is_emptied(self, key: str) -> bool:
        """Tell whether a list is there and holds nothing."""
        return self._found.get(key) == []

    def flag(self, key: str) -> bool:
        """Return an optional true or false, false where it is absent."""
        value = self._found.get(key)
        if value is not None and not isinstance(value, bool):
            self._fault(key, f'"{key}" is {_shown(value)}', "write true or false")
        return value is True

    def checked(self, key: str, check: Callable[[str], _T | None], wanted: str) -> _T | None:
        """Return an optional text as `check` reads it; a fault names what is `wanted` where it reads nothing."""
        text = self.text(key)
        found = check(text) if text.strip() else None
        if found is None and text.strip():
            self._fault(key, f'"{key}" is "{text[:40]}"', f"write {wanted}")
        return found

    def objects(self, key: str) -> Iterator[Fields]:
        """Yield the objects of an optional list, in order; their faults join this object's."""
        value = self._found.get(key)
        if value is not None and not isinstance(value, list):
            self._fault(key, f'"{key}" is {_shown(value)}', "write a list of objects")
        for number, each in enumerate(value if isinstance(value, list) else (), 1):
            place = f"{key}[{number}]"
            if isinstance(each, dict):
                fields = Fields(each, place, self.source, self.line, is_html=self.is_html)
                fields.faults = self.faults
                yield fields
            else:
                self._fault(key, f"{place} is {_shown(each)}", "write an object")

    def warn(self, seen: str, remedy: str) -> None:
        """Note a fault that leaves the article usable."""
        self.faults.append(Fault(self.source, self.line, self._located(seen), remedy, Severity.WARNING))

    def refuse(self, seen: str, remedy: str) -> None:
        """Note a fault with which the article cannot be used."""
        self.faults.append(Fault(self.source, self.line, self._located(seen), remedy))

    def _text(self, key: str, value: object) -> str | None:
        if value is None:
            return None
        if key == "id" and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self._fault(key, f'"{key}" is {_shown(value)}, not text', "write it as text, in quotes")
            return None
        if seen := unstorable(value):
            self._fault(key, f'"{key}" holds {seen}', "write the character itself, not an escape, or remove it")
            return None
        return value

    def _fault(self, key: str, seen: str, remedy: str) -> None:
        severity = Severity.ERROR if key in _CRITICAL else Severity.WARNING
        self.faults.append(Fault(self.source, self.line, self._located(seen), remedy, severity))

    def _located(self, seen: str) -> str:
        return f"{self._place}: {seen}" if self._place else seen


def _shown(value: object) -> str:
    return _NAMES.get(type(value), "null")
