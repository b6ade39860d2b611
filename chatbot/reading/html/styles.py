"""What the page's own style sheets say about being shown, and about being bold or struck out, nothing else.

Text that a style sheet inside the page hides is not visible text and must never be quoted. Sheets in other files are
not read: a saved page is read alone. Rules apply in the order of the cascade (importance, specificity, place);
`tinycss2` parses them, the HTML parser's own CSS engine finds what they select.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
import tinycss2.ast
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_SHOWING = frozenset({"display", "visibility", "white-space"})
_PROPERTIES = _SHOWING | {"font-weight", "text-decoration", "text-decoration-line"}
_MOST_RULES = 1000  # those about being shown first
_MOST_MATCHES = 200_000  # of all rules together
_LONGEST_SELECTOR = 200
_DEEPEST = 20  # blocks in blocks; the CSS library writes nested blocks recursively
_MOST_BRACKETS = 4  # in one selector; selector engines descend into each, and a hostile page could nest thousands
_SHOWN_MEDIA = re.compile(r"\s*(?:only\s+)?(?:screen|all)?\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"[()\[\]{}]")
_STATE = re.compile(r":(?:hover|focus|active|target|visited|checked|before|after)|::")

Declared = dict[str, str]
_Weight = tuple[bool, int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    weight: _Weight
    name: str
    value: str


def styles_of(parser: LexborHTMLParser) -> dict[int, Declared]:
    """Return the declared properties of each element that has any, by the parser's number for the element.

    `html` and `body` are left alone: sheets that hide them do so until a script has run.
    """
    found: dict[int, dict[str, tuple[_Weight, str]]] = {}
    left = _MOST_MATCHES
    for rule in _rules(parser):
        selected = _selected(parser, rule.selector) if left > 0 else []
        left -= len(selected)
        for node in selected:
            if node.tag not in ("html", "body"):
                _declare(found.setdefault(node.mem_id, {}), rule)
    for node in parser.css("[style]"):
        css = node.attributes.get("style") or ""
        if node.tag not in ("html", "body") and _is_flat(css):
            for rule in _declarations(css, "", (1, 0, 0, 0)):
                _declare(found.setdefault(node.mem_id, {}), rule)
    return {number: {name: value for name, (_, value) in each.items()} for number, each in found.items()}


def _declare(declared: dict[str, tuple[_Weight, str]], rule: _Rule) -> None:
    if rule.name not in declared or declared[rule.name][0] <= rule.weight:
        declared[rule.name] = (rule.weight, rule.value)


def _rules(parser: LexborHTMLParser) -> list[_Rule]:
    rules: list[_Rule] = []
    for sheet in parser.css("style"):
        if _SHOWN_MEDIA.fullmatch(sheet.attributes.get("media") or "") and _is_flat(sheet.text()):
            nodes = tinycss2.parse_stylesheet(sheet.text(), skip_comments=True, skip_whitespace=True)
            rules += _relevant(nodes)
    return sorted(rules, key=lambda rule: rule.name not in _SHOWING)[:_MOST_RULES]


def _is_flat(css: str) -> bool:
    depth = 0
    for character in _BRACKETS.findall(css):
        depth += 1 if character in "([{" else -1
        if depth > _DEEPEST:
            return False
    return True


def _relevant(nodes: Iterable[tinycss2.ast.Node], *, is_inner: bool = False) -> Iterator[_Rule]:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None and not is_inner:
            if _SHOWN_MEDIA.fullmatch(tinycss2.serialize(node.prelude)):
                inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                yield from _relevant(inner, is_inner=True)
        elif node.type == "qualified-rule":
            for selector in map(str.strip, tinycss2.serialize(node.prelude).split(",")):
                brackets = selector.count("(") + selector.count("[")
                if len(selector) <= _LONGEST_SELECTOR and brackets <= _MOST_BRACKETS and not _STATE.search(selector):
                    yield from _declarations(node.content, selector, (0, *_specificity(selector)))


def _declarations(
    content: str | list[tinycss2.ast.Node], selector: str, weight: tuple[int, int, int, int]
) -> Iterator[_Rule]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and node.lower_name in _PROPERTIES:
            value = tinycss2.serialize(node.value).strip().lower()
            yield _Rule(selector, (bool(node.important), *weight), node.lower_name, value)


def _specificity(selector: str) -> tuple[int, int, int]:
    """Return (ids, classes and attributes, elements) of a selector, near enough for sheets that hide things."""
    ids = selector.count("#")
    classes = len(re.findall(r"[.\[]|(?<!:):(?!not|is|where|has)", selector))
    elements = len(re.findall(r"(?:^|[\s>+~(])[a-zA-Z]", selector))
    return ids, classes, elements


def _selected(parser: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return parser.css(selector)
    except SelectolaxError:  # a selector that the engine does not know hides nothing
        return []
