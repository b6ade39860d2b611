"""Elements that only say where in its site a page stands, "Home / Guides / This page", however they are marked up."""

from __future__ import annotations

from chatbot.reading.html.text import line_of, squash
from chatbot.reading.html.tree import TEXT, Node

_TELLING = ("itemtype", "typeof", "aria-label")  # attributes that say what an element is
_LONGEST = 300  # characters


def is_trail(node: Node, title: Node | None, *, is_above: bool) -> bool:
    """Tell a trail to the page: called one by an attribute, or links and beside them nothing but the page's title.

    Above the title (`is_above`) links alone are one, too: the article's text begins below it.
    """
    if node.tag == "a":
        siblings = (*node.preceding(), *node.following())
        return is_above and not any(each.tag == TEXT and each.size for each in siblings)
    if not node.block or node.size > _LONGEST:
        return False
    if any("breadcrumb" in node.attrs.get(name, "").lower() for name in _TELLING):
        return True
    if title is None or not node.linked or any(each.level for each in node.shown()):
        return False
    links = {each for each in node.shown() if each.tag == "a" and each.size}
    if any(link.attrs.get("href", "").startswith("#") for link in links):
        return False
    beside = _letters(line_of(node, links))
    return beside == _letters(line_of(title)) or (is_above and not beside)


def _letters(line: str) -> str:
    return squash("".join(character for character in line if character.isalnum()))
