"""Tabs of a page -> which panel each names: what a panel says holds for its tab alone.

Tabs stand in a row, away from their panels; read where they stand they would name nothing. Panels that the page hides
are no visible text and need no name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from chatbot.reading.html.tree import Node

_DEEPEST = 6
_ROWS_AROUND = 2  # levels above a row of tabs in which panels without ids are looked for


@dataclass(frozen=True, slots=True)
class Tab:
    """The label of a panel, the level of the heading that it makes there, and the row in which it stands."""

    label: Node
    level: int
    row: Node


def tabs_of(page: Node) -> dict[Node, Tab]:
    """Return the tab of each panel, for rows of tabs that have one panel each."""
    ids = {node.attrs["id"]: node for node in page.walk() if node.attrs.get("id")}
    below = _panels_below(page)
    found: dict[Node, Tab] = {}
    level = 1
    for node in page.shown():
        level = node.level or level
        if _is_row(node):
            labels = [each for each in node.shown() if each.size and _is_tab(each, node)]
            panels = _controlled(labels, ids) or _panels_beside(node, below)
            apart = not any(node in panel.ancestors() or panel in node.ancestors() for panel in panels)
            if len(panels) == len(labels) > 1 and apart:
                made = (Tab(label, min(level + 1, _DEEPEST), node) for label in labels)
                found |= dict(zip(panels, made, strict=True))
    return found


def _is_row(node: Node) -> bool:
    return node.attrs.get("role") == "tablist" or "tabbed-labels" in node.attrs.get("class", "").split()


def _is_tab(node: Node, row: Node) -> bool:
    return node.attrs.get("role") == "tab" or (node.tag == "label" and node.parent is row)


def _controlled(labels: list[Node], ids: dict[str, Node]) -> list[Node]:
    """Return the panels that the tabs name, none where one of them names none."""
    attrs = [label.attrs for label in labels]
    named = (each.get("aria-controls") or each.get("data-bs-target", "").removeprefix("#") for each in attrs)
    panels = [ids[name] for name in named if name in ids]
    return panels if len(panels) == len(labels) == len(set(panels)) else []


def _panels_below(page: Node) -> dict[Node, list[Node]]:
    """Return for each element the panels in it, those inside other panels aside."""
    below: dict[Node, list[Node]] = defaultdict(list)
    for panel in filter(_is_panel, page.walk()):
        for around in panel.ancestors():
            below[around].append(panel)
            if _is_panel(around):
                break
    return below


def _is_panel(node: Node) -> bool:
    return node.attrs.get("role") == "tabpanel" or "tabbed-block" in node.attrs.get("class", "").split()


def _panels_beside(row: Node, below: Mapping[Node, list[Node]]) -> list[Node]:
    """Return the panels beside the row, or else beside what it stands in."""
    around = islice(row.ancestors(), _ROWS_AROUND)
    return next((below[each] for each in around if each in below), [])
