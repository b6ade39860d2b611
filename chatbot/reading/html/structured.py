"""JSON-LD of a page -> the schema.org objects that describe the page itself, and the FAQ it declares.

Plain `json`: what a general extractor adds (microdata, RDFa, relaxed syntax) is either read from the tree where it
stands, or a fault that an editor should hear of. Nothing of it is ever shown; `questions.py` looks for it on the page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from chatbot.errors import Fault, Severity
from chatbot.reading.html.text import line_of
from chatbot.reading.html.tree import Node, TooDeep, parse

Thing = dict[str, Any]
_ABOUT_OTHERS = frozenset(
    {"itemListElement", "hasPart", "isPartOf", "mentions", "citation", "comment", "review", "publisher", "relatedLink"}
)
_MOST_THINGS = 5000


@dataclass(frozen=True, slots=True)
class DeclaredFaq:
    """A question and its answer as FAQPage data states them, tags removed."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Structured:
    """What the page's JSON-LD says. `things` describe the page, those that describe an article first."""

    things: tuple[Thing, ...] = ()
    by_id: dict[str, Thing] = field(default_factory=dict)
    faq: tuple[DeclaredFaq, ...] = ()
    faults: tuple[Fault, ...] = ()


def structured_of(root: Node, source: str) -> Structured:
    """Read every JSON-LD script of the page; one that cannot be read is a warning, its page is read without it."""
    things: list[Thing] = []
    faults: list[Fault] = []
    for node in root.walk():
        if node.tag == "script" and node.attrs.get("type", "").strip().lower() == "application/ld+json":
            try:
                things += _things(json.loads(_bare("".join(child.text for child in node.children)), strict=False))
            except (ValueError, RecursionError) as error:
                seen = f"JSON-LD that cannot be read ({error})"
                faults.append(Fault(source, 0, seen, "mend the script or remove it", Severity.WARNING))
    by_id = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    things.sort(key=lambda thing: not any(name.endswith(("Article", "BlogPosting")) for name in types_of(thing)))
    faq = _faq(things) if any("FAQPage" in types_of(thing) for thing in things) else ()
    return Structured(tuple(things), by_id, faq, tuple(faults))


def _bare(script: str) -> str:
    """Return the script without the comment or CDATA marks that old templates put around it."""
    text = script.strip()
    for opening, closing in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        if text.startswith(opening):
            text = text.removeprefix(opening).removesuffix(closing)
    return text.strip()


def types_of(thing: Thing) -> tuple[str, ...]:
    """Return the names of a thing's types, without the vocabulary's address."""
    return tuple(str(name).rsplit("/", 1)[-1] for name in listed(thing.get("@type")))


def listed(value: Any) -> list[Any]:
    """Return a JSON-LD value as a list: none, one or several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _things(data: Any) -> list[Thing]:
    found: list[Thing] = []
    stack = [data]
    while stack and len(found) < _MOST_THINGS:
        value = stack.pop()
        if isinstance(value, dict):
            found.append(value)
            inner = [each for name, each in value.items() if name not in _ABOUT_OTHERS]
            stack.extend(reversed(inner))
        elif isinstance(value, list):
            stack.extend(reversed(value))
    return found


def _faq(things: list[Thing]) -> tuple[DeclaredFaq, ...]:
    found: dict[str, DeclaredFaq] = {}
    for thing in things:
        if "Question" in types_of(thing):
            question = _plain(thing.get("name") or thing.get("text"))
            answers = listed(thing.get("acceptedAnswer"))
            texts = (each.get("text") if isinstance(each, dict) else each for each in answers)
            answer = " ".join(map(_plain, texts))
            if question and answer:
                found.setdefault(question, DeclaredFaq(question, answer))
    return tuple(found.values())


def _plain(markup: Any) -> str:
    """Return the text of a value that may hold tags and entities."""
    if not isinstance(markup, str):
        return ""
    tree = parse(markup)
    return "" if isinstance(tree, TooDeep) else line_of(tree)
