"""Markup -> a tree of nodes that know whether a reader sees them.

`selectolax` (the Lexbor engine) builds the same tree as a browser does, also from broken markup, and does not recurse.
Its nodes are copied once into plain ones, so that every later step is typed and quick. Nothing here decides what is
content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from chatbot.reading.html.scanning import unparsable
from chatbot.reading.html.styles import Declared, styles_of

MAX_DEPTH = 400  # levels; browsers themselves flatten a page beyond 512
TEXT = "#text"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_TAGS = """
    html body address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer
    form header hgroup hr legend li listing main menu nav ol optgroup option p plaintext pre search section summary
    table caption tbody td tfoot th thead tr ul xmp"""
BLOCKS = HEADINGS.union(_BLOCK_TAGS.split())
"""Elements that begin and end a line."""
_UNSEEN_TAGS = """
    head script style template noscript title meta link base datalist noembed noframes param rp iframe audio video
    canvas textarea progress meter annotation annotation-xml area source track desc metadata defs symbol"""
_NEVER_SHOWN = frozenset(_UNSEEN_TAGS.split())
STRUCK = frozenset({"del", "s", "strike"})  # shown, but taken back
_FOR_SCREEN_READERS = re.compile(  # classes of many sites; what they mean stands in sheets that are not read
    r"(?<![\w:-])(?:(?!not-|has-)\w+-){0,3}(?:visually-?hidden|sr-only|screen-?reader(?:-only|-text)?|show-for-sr)"
    r"(?:-focusable)?(?![\w:-])",
    re.IGNORECASE,
)
_BOLD = ("bold", "6", "7", "8", "9")  # beginnings of `font-weight`
_KEEPS_SPACE = frozenset({"pre", "listing", "xmp", "plaintext"})


@dataclass(slots=True, eq=False)
class Node:
    """An element, or a piece of text (`tag` is `TEXT`). Equal to itself only.

    `hidden`: no reader sees it or anything in it. `block`: it begins and ends a line. `keeps_space`: its white space
    counts. `bold`: that of a text. `unquoted`: its words are struck out, so shown, but taken back, or are for screen
    readers alone. `size` and `linked`: characters seen in it, white space aside, and how many of them stand in links.
    `place`: its index among its parent's children.
    """

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    text: str = ""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    hidden: bool = False
    block: bool = False
    keeps_space: bool = False
    bold: bool = False
    unquoted: bool = False
    size: int = 0
    linked: int = 0
    place: int = 0

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def shown(self) -> Iterator[Node]:
        """Yield this node and all below it that a reader sees, in the order of the page."""
        stack = [self]
        while stack:
            node = stack.pop()
            if not node.hidden:
                yield node
                stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Node]:
        """Yield the parent, its parent and so on."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def following(self) -> Iterator[Node]:
        """Yield the siblings after this node, the nearest first."""
        siblings = self.parent.children if self.parent else []
        for index in range(self.place + 1, len(siblings)):
            yield siblings[index]

    def preceding(self) -> Iterator[Node]:
        """Yield the siblings before this node, the nearest first."""
        siblings = self.parent.children if self.parent else []
        for index in range(self.place - 1, -1, -1):
            yield siblings[index]

    def within(self, *tags: str) -> Node | None:
        """Return the nearest ancestor with one of these tags."""
        return next((node for node in self.ancestors() if node.tag in tags), None)

    def block_around(self) -> Node | None:
        """Return the nearest ancestor that begins a line of its own."""
        return next((node for node in self.ancestors() if node.block), None)

    @property
    def is_seen(self) -> bool:
        """True where a reader sees text in it."""
        return self.size > 0 and not self.hidden

    @property
    def level(self) -> int:
        """1 to 6 for a heading, else 0."""
        if self.tag in HEADINGS:
            return int(self.tag[1])
        if self.attrs.get("role") == "heading":
            level = self.attrs.get("aria-level", "").lstrip("0")
            if not (level.isascii() and level.isdigit()):
                return 2
            return int(level) if len(level) == 1 and level < "7" else 6
        return 0


@dataclass(frozen=True, slots=True)
class TooDeep:
    """Why a page was not parsed; `line` is 0 where it is not known."""

    line: int
    seen: str


def parse(markup: str) -> Node | TooDeep:
    """Return the root element of the page, or why it is refused: no page made for people nests as deep."""
    refused = unparsable(markup)
    if refused:
        return TooDeep(*refused)
    parser = LexborHTMLParser(markup)
    root = parser.root
    if root is None:
        return Node("html")
    top = _copied(root, styles_of(parser))
    if top is None:
        return TooDeep(0, f"elements nested more than {MAX_DEPTH} deep")
    _measure(top)
    return top


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What a node takes over from its parent."""

    invisible: bool = False
    keeps_space: bool = False
    bold: bool = False
    depth: int = 1


def _copied(root: LexborNode, styles: dict[int, Declared]) -> Node | None:
    top = Node(root.tag or "html", {name: value or "" for name, value in root.attributes.items()}, block=True)
    stack = [(root, top, _Inherited())]
    while stack:
        source, target, inherited = stack.pop()
        if inherited.depth > MAX_DEPTH:
            return None
        child = source.child
        while child is not None:
            if child.is_text_node:
                text = child.text_content or ""
                seen = Node(TEXT, {}, text, target, hidden=inherited.invisible, bold=inherited.bold)
                seen.keeps_space = inherited.keeps_space
                target.children.append(seen)
            elif child.is_element_node:
                node, passed_on = _element(child, target, styles.get(child.mem_id, {}), inherited)
                target.children.append(node)
                stack.append((child, node, passed_on))
            child = child.next
    return top


def _element(source: LexborNode, parent: Node, declared: Declared, inherited: _Inherited) -> tuple[Node, _Inherited]:
    tag = (source.tag or "").lower()  # elements of SVG have capitals
    attrs = {name: value or "" for name, value in source.attributes.items()}
    display = declared.get("display") or ("none" if _hidden_by_itself(tag, attrs) else "")
    space = declared.get("white-space")
    keeps = space.startswith(("pre", "break-spaces")) if space else inherited.keeps_space or tag in _KEEPS_SPACE
    visibility = declared.get("visibility")
    invisible = visibility in ("hidden", "collapse") if visibility else inherited.invisible
    block = tag in BLOCKS or display.startswith(("block", "flex", "grid", "table", "list-item", "flow-root"))
    hidden = display.startswith("none") or tag in _NEVER_SHOWN
    node = Node(tag, attrs, "", parent, hidden=hidden, block=block, keeps_space=keeps)
    weight = declared.get("font-weight")
    bold = weight.startswith(_BOLD) if weight else inherited.bold or tag in ("b", "strong")
    drawn = f"{declared.get('text-decoration')} {declared.get('text-decoration-line')}"
    is_struck = tag in STRUCK or "line-through" in drawn
    is_mark = attrs.get("href", "").startswith("#cmnt")  # of what an editor of a Google document said beside it
    node.unquoted = is_struck or is_mark or bool(_FOR_SCREEN_READERS.search(attrs.get("class", "")))
    return node, _Inherited(invisible, keeps, bold, inherited.depth + 1)


def _hidden_by_itself(tag: str, attrs: dict[str, str]) -> bool:
    """Tell whether a browser hides it without any style sheet. `until-found` is no such: a link into it opens it."""
    if "hidden" in attrs and attrs["hidden"].lower() != "until-found":
        return True
    return "popover" in attrs or (tag == "dialog" and "open" not in attrs)


def _measure(top: Node) -> None:
    for node in reversed(list(top.walk())):
        for place, child in enumerate(node.children):
            child.place = place
        if node.hidden:
            continue
        if node.tag == TEXT:
            node.size = sum(map(len, node.text.split()))
        elif node.tag == "a" and node.attrs.get("href"):
            node.linked = node.size
        if node.parent is not None:
            node.parent.size += node.size
            node.parent.linked += node.linked
