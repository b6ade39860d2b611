"""The front matter of a Markdown file -> metadata, with a fault for every key that cannot be used.

Values are read from YAML's node tree, never constructed, so that each fault knows its line and no tag runs anything. A
fault in title, draft or published is an error, because a guess could publish what must not be; in any other key it is a
warning and the key is left out. What other systems call a key is read, too, where the file does not state the key
itself.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

import yaml

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Metadata, RelatedLink
from chatbot.reading.builder import collapse
from chatbot.reading.frontsyntax import TAG, preamble_of
from chatbot.reading.metadata import parse_day, parse_language, parse_url, unstorable

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
_ALIKE = 0.7  # as difflib counts it; "template", a key of other systems, is like "related" with .67
_SAME = {  # what other systems call the keys, in lower case; of several for one key the first that is stated counts
    "publishdate": "published",
    "pubdate": "published",
    "date": "published",
    "lastmod": "updated",
    "last_modified_at": "updated",
    "last_updated": "updated",
    "modified": "updated",
    "subtitle": "deck",
    "author": "authors",
    "lang": "language",
    "faqs": "faq",
    **dict.fromkeys(("takeaways", "keytakeaways", "key_takeaways", "key_takeaway", "tldr"), "takeaway"),
}
_PUBLISHING = ("published", "publish")  # true or false in other systems: false is a draft
_LIKELY = {  # keys of other systems that may not mean the same
    "description": "deck",
    "summary": "deck",
    "excerpt": "deck",
    "permalink": "url",
    "created": "published",
}
_FAQ = {"question": ("question", "q"), "answer": ("answer", "a")}  # the keys of an entry, by what systems call them
_NAMES = {"str": "text", "int": "a number", "float": "a number", "bool": "true or false", "timestamp": "a date"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of an FAQ that the system shows below the document; the answer is Markdown. `line` counts from 1."""

    question: str
    answer: str
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter(Metadata):
    """What the front matter says; a key that is absent or unusable has its default. The fields are the known keys.

    `takeaway` are the points of the article's summary box, each in Markdown.
    """

    title: str = ""
    deck: str = ""
    takeaway: tuple[str, ...] = ()
    language: str = field(default="", kw_only=True)
    related: tuple[RelatedLink, ...] = ()
    faq: tuple[Question, ...] = ()
    draft: bool = False


_INFERRED = "says_unreviewed"  # no key of its own
_ABOUT = (each.name for each in fields(Metadata) if each.name != _INFERRED)
KEYS = ("title", "deck", "takeaway", *_ABOUT, "related", "faq", "draft")
_Stated = tuple[str, yaml.Node]  # the name under which a file states a key, and the value


def read_front_matter(text: str, source: str) -> tuple[FrontMatter | None, int, list[Fault]]:
    """Return the metadata of a Markdown file, the number of lines before its body, and what is wrong.

    `text` has its line ends normalised. A file without front matter gives defaults and 0 lines. Where there is no
    telling what the front matter says, as where it has no end, there is none: None.
    """
    preamble = preamble_of(text, source)
    if not preamble.is_readable:
        return None, 0, list(preamble.faults)
    reader = _Reader(source, preamble.faults)
    found = reader.read(preamble.node) if preamble.node else FrontMatter()
    return found, preamble.lines, reader.faults


class _Reader:
    """Reads one front matter and gathers its faults."""

    def __init__(self, source: str, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        self._source = source

    def read(self, node: yaml.Node) -> FrontMatter:
        found = FrontMatter()
        if not isinstance(node, yaml.MappingNode):
            seen = "the front matter is not made of `key: value` lines"
            self._fault(node, "title", seen, "write `title: ...` and so on")
            return found
        stated, strangers, is_withheld = self._sorted(node)
        for key, (name, value) in stated.items():
            read = self._value(key, name, value)
            found = found if read is None else replace(found, **{key: read})
        if strangers:  # in one fault: files of other systems have a dozen
            names = ", ".join(f'"{key}"' for _, key in strangers[:_MOST_NAMED])
            names += f" and {len(strangers) - _MOST_NAMED} more" if len(strangers) > _MOST_NAMED else ""
            keys = "key" if len(strangers) == 1 else "keys"
            self._fault(strangers[0][0], "", f"unknown {keys} {names} in the front matter", _one_of(KEYS))
        unreviewed = "reviewed_by" in stated and not found.reviewed_by
        return replace(found, draft=found.draft or is_withheld, says_unreviewed=unreviewed)

    def _sorted(self, node: yaml.MappingNode) -> tuple[dict[str, _Stated], list[tuple[yaml.Node, str]], bool]:
        """Return what states each key, the keys that nobody knows, and whether the file says "published: false"."""
        stated: dict[str, _Stated] = {}
        strangers: list[tuple[yaml.Node, str]] = []
        seen: set[str] = set()
        is_withheld = False
        for key_node, value in node.value:
            name = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            key = _SAME.get(name.lower(), name.lower())
            if name in seen:
                self._fault(key_node, name, f'the key "{name}" stands twice', "keep one of them")
            elif name.lower() in _PUBLISHING and _kind(value) == "bool":
                is_withheld = is_withheld or not _is_true(value)
            elif key not in KEYS:
                strangers += self._unknown(key_node, name)
            elif _kind(value) != "null" and (key not in stated or _rank(name) < _rank(stated[key][0])):
                stated[key] = name, value
            seen.add(name)
        return stated, strangers, is_withheld

    def _value(self, key: str, name: str, node: yaml.Node) -> Any:  # the field's own type, or None after a fault
        if key in ("authors", "reviewed_by", "takeaway"):
            return self._texts(name, node)
        if key == "related":
            return self._related(node)
        if key == "faq":
            return self._faq(node)
        if key == "draft":
            return self._flag(node)
        if key in _CHECKS:
            check, wanted = _CHECKS[key]
            return self._checked(node, name, check(_scalar(node)), wanted)
        return self._text(name, node)

    def _checked(self, node: yaml.Node, key: str, value: object, wanted: str) -> object:
        if value is None:
            seen = f"a day that there is not ({_scalar(node)})" if _kind(node) == "timestamp" else _shown(node)
            self._fault(node, key, f'"{key}" is {seen}', f"write {wanted}")
        return value

    def _text(self, key: str, node: yaml.Node) -> str | None:
        if _kind(node) != "str":
            self._fault(node, key, f'"{key}" is {_shown(node)}, not text', "write it as text, in quotes")
            return None
        if seen := unstorable(node.value):
            self._fault(node, key, f'"{key}" holds {seen}', "write the character itself, not an escape, or remove it")
            return None
        return collapse(node.value)

    def _texts(self, key: str, node: yaml.Node) -> tuple[str, ...] | None:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        texts = [self._text(key, _named(item)) for item in nodes]
        return tuple(text for text in texts if text)

    def _flag(self, node: yaml.Node) -> bool | None:
        if _kind(node) == "bool":
            return _is_true(node)
        self._fault(node, "draft", f'"draft" is {_shown(node)}', "write true or false")
        return None

    def _related(self, node: yaml.Node) -> tuple[RelatedLink, ...] | None:
        if not isinstance(node, yaml.SequenceNode):
            seen = f'"related" is {_shown(node)}, not a list'
            self._fault(node, "related", seen, 'write one line "- article-id" each')
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
            elif _kind(value) != "null":
                found[key] = self._text("related", value) or ""
        target = found.get("id") or found.get("url") or ""
        if not (target or found.get("title")):
            self._fault(node, "related", "a related article has neither title nor id", "give it one of them")
            return None
        return RelatedLink(found.get("title", ""), found.get("category", ""), found.get("deck", ""), target)

    def _faq(self, node: yaml.Node) -> tuple[Question, ...] | None:
        """Return the entries of an FAQ: a list, or the list in a group of keys that has a title, too."""
        if isinstance(node, yaml.MappingNode):
            node = next((value for _, value in node.value if isinstance(value, yaml.SequenceNode)), node)
        if not isinstance(node, yaml.SequenceNode):
            remedy = 'write one "- question: ..." with its "answer: ..." each'
            self._fault(node, "faq", f'"faq" is {_shown(node)}, not a list', remedy)
            return None
        entries = [self._entry(item) for item in node.value]
        return tuple(entry for entry in entries if entry)

    def _entry(self, node: yaml.Node) -> Question | None:
        members = node.value if isinstance(node, yaml.MappingNode) else ()
        stated = {_scalar(key).lower(): value for key, value in members}
        found = [next((stated[name] for name in names if name in stated), None) for names in _FAQ.values()]
        texts = [_scalar(value) for value in found if value and _kind(value) == "str" and not unstorable(value.value)]
        if len(texts) < len(_FAQ) or not all(map(str.strip, texts)):
            remedy = "write both as text, in quotes"
            self._fault(node, "faq", 'an entry of "faq" without question or answer, which is left out', remedy)
            return None
        return Question(collapse(texts[0]), texts[1], node.start_mark.line + 1)

    def _unknown(self, node: yaml.Node, key: str) -> list[tuple[yaml.Node, str]]:
        """Report a key that is like one of ours; return any other."""
        near = [_LIKELY[key]] if key in _LIKELY else difflib.get_close_matches(key, KEYS, 1, _ALIKE)
        if not near:
            return [(node, key)]
        self._fault(node, key, f'unknown key "{key}" in the front matter', f'did you mean "{near[0]}"?')
        return []

    def _fault(self, node: yaml.Node, key: str, seen: str, remedy: str) -> None:
        severity = Severity.ERROR if key in _CRITICAL else Severity.WARNING
        printable = seen.encode("utf-8", "replace").decode("utf-8")
        self.faults.append(Fault(self._source, node.start_mark.line + 1, printable, remedy, severity))


def _scalar(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _kind(node: yaml.Node) -> str:
    """Return what YAML takes a single value for: "str", "bool", "timestamp" ...; "" for a list or a group of keys."""
    return str(node.tag).removeprefix(TAG) if isinstance(node, yaml.ScalarNode) else ""


def _is_true(flag: yaml.Node) -> bool:
    return _scalar(flag).lower() in ("true", "yes", "on")


def _rank(name: str) -> int:
    """Order the names of a key: its own before those of other systems."""
    return (*KEYS, *_SAME).index(name.lower())


def _named(person: yaml.Node) -> yaml.Node:
    """Return the name in what other systems say of a person, {name: ..., affiliation: ...}; anything else as it is."""
    members = person.value if isinstance(person, yaml.MappingNode) else ()
    return next((value for key, value in members if _scalar(key) == "name"), person)


def _shown(node: yaml.Node) -> str:
    """Say what a value is, with its words where it is a single short one."""
    if isinstance(node, yaml.ScalarNode):
        return f"{_NAMES.get(_kind(node), 'a tagged value')} ({node.value[:40]})"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a group of keys"


def _one_of(keys: tuple[str, ...]) -> str:
    return f"known keys are {', '.join(keys)}"
