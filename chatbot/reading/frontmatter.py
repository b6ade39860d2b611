"""The YAML front matter of a Markdown file -> metadata, with a fault for every key that cannot be used.

Values are read from YAML's node tree, never constructed, so that each fault knows its line and no tag runs anything. A
fault in title, draft or published is an error, because a guess could publish what must not be; in any other key it is a
warning and the key is left out.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

from chatbot.errors import Fault, Severity
from chatbot.reading.article import RelatedLink
from chatbot.reading.builder import collapse
from chatbot.reading.metadata import has_lone_surrogate, parse_day, parse_language, parse_url

_CRITICAL = ("title", "draft", "published")
_RELATED_KEYS = ("title", "category", "deck", "url", "id")
_CHECKS: dict[str, tuple[Callable[[str], object], str]] = {
    "url": (parse_url, "an address that begins with https:// or http://"),
    "language": (parse_language, 'a language tag such as "en" or "ko"'),
    "reviewed": (parse_day, "a date such as 2025-03-09"),
    "published": (parse_day, "a date such as 2025-03-09"),
    "updated": (parse_day, "a date such as 2025-03-09"),
}
_MOST_NAMED = 12  # keys in one message
_ELSEWHERE = {  # what other systems call the keys
    "date": "published",
    "lastmod": "updated",
    "modified": "updated",
    "subtitle": "deck",
    "description": "deck",
    "summary": "deck",
    "excerpt": "deck",
    "permalink": "url",
}
_NAMES = {"str": "text", "int": "a number", "float": "a number", "bool": "true or false", "timestamp": "a date"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says; a key that is absent or unusable has its default. The fields are the known keys."""

    title: str = ""
    deck: str = ""
    url: str | None = None
    authors: tuple[str, ...] = ()
    reviewed_by: tuple[str, ...] = ()
    reviewed: date | None = None
    published: date | None = None
    updated: date | None = None
    language: str = ""
    category: str | None = None
    related: tuple[RelatedLink, ...] = ()
    draft: bool = False


KEYS = tuple(FrontMatter.__slots__)


def read_front_matter(text: str, source: str) -> tuple[FrontMatter | None, int, list[Fault]]:
    """Return the metadata of a Markdown file, the number of lines before its body, and what is wrong.

    `text` has its line ends normalised. A file whose first line is not "---" has no front matter: defaults and 0 lines.
    Where the front matter has no end, or is TOML, there is no telling what it says: None.
    """
    lines = text.split("\n")
    if lines[0].rstrip() == "+++":
        remedy = 'write it as YAML, one "key: value" a line, between two lines "---"'
        return None, 0, [Fault(source, 1, 'the front matter between lines "+++" is TOML, which is not read', remedy)]
    if lines[0].rstrip() != "---":
        return FrontMatter(), 0, []
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        remedy = 'end it with a line "---" before the article begins'
        return None, 0, [Fault(source, 1, "the front matter has no end", remedy)]
    reader = _Reader(source)
    found = reader.read("\n".join(lines[1:end]))
    return found, end + 1, reader.faults


class _Reader:
    """Reads one front matter and gathers its faults; YAML's line 0 is line 2 of the file."""

    def __init__(self, source: str) -> None:
        self.faults: list[Fault] = []
        self._source = source

    def read(self, text: str) -> FrontMatter:
        found = FrontMatter()
        node = self._compose(text)
        if node is None:
            return found
        if not isinstance(node, yaml.MappingNode):
            self._fault(
                node, "title", "the front matter is not made of `key: value` lines", "write `title: ...` and so on"
            )
            return found
        seen: set[str] = set()
        strangers: list[tuple[yaml.Node, str]] = []
        for key_node, value in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in seen:
                self._fault(key_node, key, f'the key "{key}" stands twice', "keep one of them")
            elif key not in KEYS:
                strangers += self._unknown(key_node, key)
            elif not _is_null(value):
                read = self._value(key, value)
                found = found if read is None else replace(found, **{key: read})
            seen.add(key)
        if strangers:  # in one fault: files of other systems have a dozen
            names = ", ".join(f'"{key}"' for _, key in strangers[:_MOST_NAMED])
            names += f" and {len(strangers) - _MOST_NAMED} more" if len(strangers) > _MOST_NAMED else ""
            keys = "key" if len(strangers) == 1 else "keys"
            self._fault(strangers[0][0], "", f"unknown {keys} {names} in the front matter", _one_of(KEYS))
        return found

    def _compose(self, text: str) -> yaml.Node | None:
        remedy = 'correct it; a value that holds ": " or begins with a symbol must stand in quotes'
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 2 if error.problem_mark else 1
            seen = f"the front matter is no YAML: {error.problem or error.context}"
            self.faults.append(Fault(self._source, line, seen, remedy))
        except yaml.YAMLError:
            seen = "the front matter holds a character that YAML forbids"
            self.faults.append(Fault(self._source, 1, seen, "remove control characters from it"))
        except RecursionError:
            self.faults.append(Fault(self._source, 1, "the front matter is nested too deeply", "write flat values"))
        return None

    def _value(self, key: str, node: yaml.Node) -> Any:  # the field's own type, or None after a fault
        if key in ("authors", "reviewed_by"):
            return self._texts(key, node)
        if key == "related":
            return self._related(node)
        if key == "draft":
            return self._flag(node)
        if key in _CHECKS:
            check, wanted = _CHECKS[key]
            return self._checked(node, key, check(_scalar(node)), wanted)
        return self._text(key, node)

    def _checked(self, node: yaml.Node, key: str, value: object, wanted: str) -> object:
        if value is None:
            self._fault(node, key, f'"{key}" is {_shown(node)}', f"write {wanted}")
        return value

    def _text(self, key: str, node: yaml.Node) -> str | None:
        if not _is_text(node):
            self._fault(node, key, f'"{key}" is {_shown(node)}, not text', "write it as text, in quotes")
            return None
        if has_lone_surrogate(node.value):
            self._fault(node, key, f'"{key}" holds half a character', "write the character itself, not an escape")
            return None
        return collapse(node.value)

    def _texts(self, key: str, node: yaml.Node) -> tuple[str, ...] | None:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        texts = [self._text(key, item) for item in nodes]
        return tuple(text for text in texts if text)

    def _flag(self, node: yaml.Node) -> bool | None:
        if node.tag.endswith(":bool"):
            return str(node.value).lower() in ("true", "yes", "on")
        self._fault(node, "draft", f'"draft" is {_shown(node)}', "write true or false")
        return None

    def _related(self, node: yaml.Node) -> tuple[RelatedLink, ...] | None:
        if not isinstance(node, yaml.SequenceNode):
            self._fault(
                node, "related", f'"related" is {_shown(node)}, not a list', 'write one line "- article-id" each'
            )
            return None
        links = [self._link(item) for item in node.value]
        return tuple(link for link in links if link)

    def _link(self, node: yaml.Node) -> RelatedLink | None:
        if not isinstance(node, yaml.MappingNode):
            target = self._text("related", node)
            return RelatedLink("", target=target) if target else None
        found: dict[str, str] = {}
        for key_node, value in node.value:
            key = _scalar(key_node)
            if key not in _RELATED_KEYS:
                self._fault(key_node, "related", f'"related" has the unknown key "{key}"', _one_of(_RELATED_KEYS))
            elif not _is_null(value):
                found[key] = self._text("related", value) or ""
        target = found.get("id") or found.get("url") or ""
        if not (target or found.get("title")):
            self._fault(node, "related", "a related article has neither title nor id", "give it one of them")
            return None
        return RelatedLink(found.get("title", ""), found.get("category", ""), found.get("deck", ""), target)

    def _unknown(self, node: yaml.Node, key: str) -> list[tuple[yaml.Node, str]]:
        """Report a key that is like one of ours; return any other."""
        near = [_ELSEWHERE[key]] if key in _ELSEWHERE else difflib.get_close_matches(key, KEYS, 1)
        if not near:
            return [(node, key)]
        self._fault(node, key, f'unknown key "{key}" in the front matter', f'did you mean "{near[0]}"?')
        return []

    def _fault(self, node: yaml.Node, key: str, seen: str, remedy: str) -> None:
        severity = Severity.ERROR if key in _CRITICAL else Severity.WARNING
        printable = seen.encode("utf-8", "replace").decode("utf-8")
        self.faults.append(Fault(self._source, node.start_mark.line + 2, printable, remedy, severity))


def _scalar(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _is_null(node: yaml.Node) -> bool:
    return node.tag.endswith(":null")


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str"


def _shown(node: yaml.Node) -> str:
    """Say what a value is, with its words where it is a single short one."""
    if isinstance(node, yaml.ScalarNode):
        kind = _NAMES.get(node.tag.rpartition(":")[2], "a tagged value")
        return f"{kind} ({node.value[:40]})"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a group of keys"


def _one_of(keys: tuple[str, ...]) -> str:
    return f"known keys are {', '.join(keys)}"
