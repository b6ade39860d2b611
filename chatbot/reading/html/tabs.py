"""Tabs of a page -> which panel each names: what a panel says holds for its tab alone.

Tabs stand in a row, away from their panels; read where they stand they would name nothing. Panels that the page hides
are no visible text and need no name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from chatbot.reading.html.names import class_words
from chatbot.reading.html.text import line_of, squash
from chatbot.reading.html.tree import TEXT, Node

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
        labels = _labels(node)
        if len(labels) > 1:
            around = islice(node.ancestors(), _ROWS_AROUND)
            beside: list[Node] = next((below[each] for each in around if each in below), [])
            panels = _controlled(labels, ids) or beside or _panels_next(node, labels)
            apart = not any(node in panel.ancestors() or panel in node.ancestors() for panel in panels)
            if len(panels) == len(labels) and apart:
                pairs = zip(panels, labels, strict=True)
                named = ((panel, label) for panel, label in pairs if not _says(panel, label))
                found |= {panel: Tab(label, min(level + 1, _DEEPEST), node) for panel, label in named}
    return found


def _says(panel: Node, label: Node) -> bool:
    """Tell whether the first heading in a panel is the label again."""
    heading = next((each for each in panel.shown() if each.level), None)
    return heading is not None and squash(line_of(heading)) == squash(line_of(label))


def _labels(row: Node) -> list[Node]:
    """Return the tabs of a row, none for an element that is no row of tabs."""
    if row.attrs.get("role") == "tablist" or "tabbed-labels" in row.attrs.get("class", "").split():
        labels = {child for child in row.children if child.tag == "label"}
        return [each for each in row.shown() if each.size and (each in labels or each.attrs.get("role") == "tab")]
    if row.tag not in ("ul", "ol") or "tabs" not in class_words(row) or row.linked < row.size:
        return []
    links = [each for each in row.shown() if each.tag == "a" and each.size]  # as page builders without roles write it
    return links if all(link.attrs.get("href", "").startswith("#") for link in links) else []


def _controlled(labels: list[Node], ids: dict[str, Node]) -> list[Node]:
    """Return the panels that the tabs name, none where one of them names none."""
    attrs = [label.attrs for label in labels]
    named = (
        each.get("aria-controls") or (each.get("data-bs-target") or each.get("href", "")).removeprefix("#")
        for each in attrs
    )
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


def _panels_next(row: Node, labels: list[Node]) -> list[Node]:
    """Return what the element behind a list of tabs holds, where these are as many as the tabs."""
    after = next((each for each in row.following() if each.is_seen), None) if labels[0].tag == "a" else None
    panels = [each for each in after.children if each.tag != TEXT] if after else []
    return panels if len(panels) == len(labels) else []
