"""Which words of a page belong to its controls: buttons, labels, links that act as buttons."""

from __future__ import annotations

from chatbot.reading.html.names import class_words
from chatbot.reading.html.tree import Node

_CONTROLS = frozenset({"button", "label", "input", "option"})
_BUTTONS = frozenset({"button", "btn"})
_OPENING = frozenset({"aria-controls", "aria-expanded", "data-toggle", "data-bs-toggle", "role"})


def is_control(text: Node) -> bool:
    """Tell a text of a button, a label, or a link that looks like a button or leads about the page.

    Looks no further than the text's block.
    """
    for node in text.ancestors():
        if node.tag in _CONTROLS or node.attrs.get("role", "").lower() == "button":
            return True
        if node.tag == "a" and (_looks_like_button(node) or _leads_about(node)):
            return True
        if node.block:
            return False
    return False


def _leads_about(link: Node) -> bool:
    """Tell a link to another place on the page that opens nothing."""
    return len(link.attrs.get("href", "")) > 1 and link.attrs["href"][0] == "#" and not link.attrs.keys() & _OPENING


def _looks_like_button(link: Node) -> bool:
    """Tell a link made like a button; one that calls or writes to somebody says to whom."""
    address = link.attrs.get("href", "").strip().lower()
    return bool(class_words(link) & _BUTTONS) and not address.startswith(("tel:", "sms:", "mailto:"))
