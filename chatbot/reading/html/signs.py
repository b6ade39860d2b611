"""What a page shows and no article says: in headings links to the place and icons, anywhere buttons and labels.

Of text, where a quote must be found again on its page, only what stands at an edge is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, takewhile

from chatbot.reading.html.names import asks, class_words
from chatbot.reading.html.text import line_of
from chatbot.reading.html.tree import HEADINGS, TEXT, Node
from chatbot.reading.sitelines import is_step

_LONGEST_ICON = 8  # characters
_LONGEST_SIGN = 2  # characters, the second one without width
_MOST_BESIDE = 20  # nodes: links back to each mark of a note
_OPENED_AROUND = 3  # levels
_LINK_SIGNS = frozenset("¶#§🔗⚓∞↩↩︎↑^\u200b\u2060\ufeff")  # the last ones have no width: a style sheet draws the sign
_LETTER = re.compile(r"(?<!\w)[CF]$")
_BOX_SIGNS = frozenset("!❗❕ℹ🛈ⓘi⚠💡📝📌🔔✎\ufe0e\ufe0f")  # none that says yes or no
_ICONS = frozenset({"icon", "icons", "ico", "emoji"})
_OPENING_SIGNS = frozenset("+-−–×✕✖⊕⊖＋▾▼▲▴▸►▶▿▽△▵▹▷⌄⌃˅˄›»>↓→")
_OPENING_WORDS = frozenset({"show", "hide", "open", "close", "expand", "collapse"})
_ICON_TAGS = frozenset({"span", "i", "div"})
_LONGEST_STEP = 40  # characters of "Previous" and the like
_CONTROLS = frozenset({"button", "label", "input", "option"})
_BUTTONS = frozenset({"button", "btn"})
_OPENING = frozenset({"aria-controls", "aria-expanded", "data-toggle", "data-bs-toggle", "role"})


def signs_of(page: Node) -> set[Node]:
    """Return what line_of() leaves out of headings and questions.

    These are links with a sign for "link to this place", the editing links of wikis, icons that stand for "open" at the
    edge of an element, words that are never quoted, and the buttons beside the words of a heading or summary.
    """
    found: set[Node] = set()
    named: list[Node] = []
    for node in page.shown():
        if node.unquoted or _is_permalink(node) or _is_icon(node):
            found.add(node)
        elif node.level or node.tag == "summary":
            named.append(node)
    return found | set(_buttons(named, found))


def _is_permalink(node: Node) -> bool:
    if node.tag == "a" and node.size <= _LONGEST_SIGN and "#" in node.attrs.get("href", ""):
        return _is_made_of(line_of(node), _LINK_SIGNS) and not _is_sharp(node)
    return "editsection" in class_words(node)


def _is_sharp(link: Node) -> bool:
    """Tell the sign of "C#" or "F#" set as a link, which a heading's link to itself is not."""
    before = next((each for each in link.preceding() if each.is_seen), None)
    texts = [each.text for each in before.shown() if each.tag == TEXT and each.size] if before else []
    if line_of(link) != "#" or not texts or not _LETTER.search(texts[-1]):
        return False
    return "sharp" in link.attrs.get("href", "").lower() or not (link.attrs.get("class") or link.within(*HEADINGS))


def edge_signs(page: Node) -> set[Node]:
    """Return the links with a sign and the signs of boxes, "!", with which text begins or ends that says more."""
    links: set[Node] = set()
    found: set[Node] = set()
    for node in page.shown():
        if node.tag == "a" and _is_permalink(node):
            links.add(_with_wrappers(node))
        elif node.tag in _ICON_TAGS and _marks_box(node):
            found.add(node)
    return found | {link for link in links if _is_at_edge(link, links)}


def _with_wrappers(node: Node) -> Node:
    """Return the outermost element within the block that shows nothing but `node`."""
    while node.parent and not node.parent.block and node.parent.size == node.size:
        node = node.parent
    return node


def _is_at_edge(link: Node, links: Collection[Node]) -> bool:
    """Tell whether a link begins or ends a text that says more, other such `links` aside; a heading's is its anchor."""
    if link.parent is None or link.parent.size == link.size or link.within(*HEADINGS):
        return False
    sides = (islice(side, _MOST_BESIDE) for side in (link.preceding(), link.following()))
    return any(all(not each.is_seen or each in links for each in side) for side in sides)


def _marks_box(node: Node) -> bool:
    if not (0 < node.size <= _LONGEST_SIGN and node.parent) or node.parent.size == node.size:
        return False
    signs = _BOX_SIGNS if class_words(node) & _ICONS else ()
    return _is_made_of(line_of(node), signs) and not any(each.is_seen for each in node.preceding())


def _is_made_of(text: str, signs: Collection[str]) -> bool:
    """Tell whether a text consists of these signs and of those for which only a site's own font has a picture."""
    return bool(text) and all(each in signs or unicodedata.category(each) == "Co" for each in text)


def _is_icon(node: Node) -> bool:
    """Tell whether an element is one sign, with words beside it in its parent and on one side only.

    In what opens something that may be a word for opening it.
    """
    if node.size > _LONGEST_ICON or node.tag not in _ICON_TAGS or node.parent is None or node.parent.size == node.size:
        return False
    if any(each.is_seen for each in node.preceding()) and any(each.is_seen for each in node.following()):
        return False
    sign = line_of(node)
    opens = any("aria-expanded" in each.attrs for each in islice(node.ancestors(), _OPENED_AROUND))
    return sign in _OPENING_SIGNS or (opens and sign.lower() in _OPENING_WORDS)


def _buttons(named: Iterable[Node], signs: set[Node]) -> Iterator[Node]:
    for node in named:
        inner = [each for each in node.shown() if each is not node and _does_something(each)]
        if inner and any(map(str.isalpha, line_of(node, signs.union(inner)))):
            yield from inner


def _does_something(node: Node) -> bool:
    """Tell whether a button does something other than open an answer: copy a link, share, print."""
    is_script = node.tag == "a" and node.attrs.get("href", "").lstrip().lower().startswith("javascript:")
    is_button = node.tag == "button" or node.attrs.get("role") == "button" or is_script
    return is_button and not {"aria-expanded", "aria-controls"} & node.attrs.keys() and not asks(line_of(node))


def is_control(text: Node) -> bool:
    """Tell a text of a button, a label, or a link that looks like a button or leads about the page.

    Looks no further than the text's block. What opens the text right below it names that, as a summary does.
    """
    for node in text.ancestors():
        if node.tag in _CONTROLS or node.attrs.get("role", "").lower() == "button":
            return not _names_panel(node)
        if node.tag == "a" and _is_controlling(node):
            return True
        if node.block:
            return False
    return False


def _names_panel(button: Node) -> bool:
    """Tell whether a button opens the text right below it, of which it, or all that stands around it, is the name."""
    opened, words = button.attrs.get("aria-controls"), line_of(button).lower().split()
    if not opened or not words or words[0] in _OPENING_WORDS:
        return False
    around = takewhile(lambda each: each.size == button.size, islice(button.ancestors(), _OPENED_AROUND))
    for node in (button, *around):
        below = next((each for each in node.following() if each.is_seen), None)
        if below is not None:
            return below.attrs.get("id") == opened and below.linked < below.size
    return False


def _is_controlling(link: Node) -> bool:
    address = link.attrs.get("href", "")
    leads_about = len(address) > 1 and address[0] == "#" and not link.attrs.keys() & _OPENING
    is_person = address.strip().lower().startswith(("tel:", "sms:", "mailto:"))  # whose button says to whom it leads
    is_button = not is_person and bool(class_words(link) & _BUTTONS)
    return leads_about or is_button or (bool(address) and link.size <= _LONGEST_STEP and is_step(line_of(link)))
