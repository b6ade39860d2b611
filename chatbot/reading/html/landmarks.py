"""The tree of a page -> the element that holds its article, its title, and trails to it, "Home / Guides / This one"."""

from __future__ import annotations

import re
from collections.abc import Collection

from chatbot.reading.html.headings import number_length
from chatbot.reading.html.text import line_of, squash
from chatbot.reading.html.tree import TEXT, Node

_FEWEST_OF_INDEX = 100  # links
_PROSE_OF_INDEX = 0.05  # of its characters
_TELLING = ("itemtype", "typeof", "aria-label")  # attributes that say what an element is
_LONGEST_TRAIL = 300  # characters
_NUMBERED_STYLE = re.compile(r"c\d{1,4}")
_TITLE_STYLES = frozenset({"title", "title-western", "msotitle"})  # of Google Docs, LibreOffice, Word


def find_root(page: Node) -> Node:
    """Return the element that holds the article: `main`, else the one large `article`, else the body."""
    body = next((node for node in page.children if node.tag == "body"), page)
    shown = list(body.shown())
    mains = [node for node in shown if node.tag == "main" or node.attrs.get("role") == "main"]
    if mains and (largest := max(mains, key=lambda node: node.size)).size:
        return largest
    articles = [node for node in shown if node.tag == "article" and not node.within("article")]
    if articles:
        largest = max(articles, key=lambda node: node.size)
        if largest.size > sum(node.size for node in articles) / 2 and largest.size > body.size / 3:
            return largest
    return body


def find_title(page: Node, root: Node, titles: Collection[str]) -> Node | None:
    """Return the page's first-level heading: the article's own, else the first one outside of it.

    A heading in the site's header comes last, and is none where it is nothing but a link: that is the site's name. On a
    page without landmarks it is the article's own where it is one of the `titles` that the page gives itself. What a
    word processor makes has first-level headings for its parts, one or several, and above them a line whose style is
    "title"; pages that number their parts ("1. Overview") have, too, and there the page's own title counts.
    """
    found = [
        node
        for place in (root, page)
        for node in place.shown()
        if node.level == 1
        and node.size
        and not any(each.tag in ("nav", "aside", "dialog") for each in node.ancestors())
        and not is_link_home(node, titles)
    ]
    called = {squash(title) for title in titles} if root.tag == "body" else ()
    own = [
        node
        for node in found
        if not _in_site_header(node) or (node.linked < node.size and squash(line_of(node)) in called)
    ]
    styled = _styled_title(root)
    is_several = sum(1 for node in root.shown() if node.level == 1 and node.size) > 1
    if styled is not None and (is_several or _is_of_word_processor(styled)):
        return styled
    if is_several and own and titles and _is_numbered_part(own[0], titles):
        return None
    if own:
        return own[0]
    # A heading of the page's main part that has its title: what stands in the site's header is then none.
    named = {squash(title) for title in titles} if root.tag != "body" else ()
    if named and any(node.level and squash(line_of(node)) in named for node in root.shown()):
        return None
    return next((node for node in found if node.linked < node.size), None)


def is_link_home(heading: Node, titles: Collection[str]) -> bool:
    """Tell a first-level heading that is a link to another page and says nothing of this one's `titles`."""
    link = next((each for each in heading.walk() if each.tag == "a" and each.attrs.get("href")), None)
    if heading.level != 1 or link is None or link.attrs["href"].startswith("#") or link.linked < heading.size:
        return False
    words = squash(line_of(heading))
    return bool(titles) and not any(words in squash(title) or squash(title) in words for title in titles)


def is_index(root: Node, skipped: Collection[Node]) -> bool:
    """Tell an index or a table of contents from an article: many links, which hold half of its words, and hardly prose.

    What is looked up by its name stands in an index most plainly of all, and quoted from there it says nothing.
    `skipped` are elements of `root` that are not part of it.
    """
    size = linked = links = prose = 0
    stack = [root]
    while stack:
        node = stack.pop()
        if node.hidden or node in skipped:
            continue
        if node.tag == TEXT:
            size += node.size
        elif node.tag == "a" and node.linked:
            links += 1
            linked += node.linked
        elif node.tag == "p":
            prose += node.size - node.linked
        stack.extend(node.children)
    return links >= _FEWEST_OF_INDEX and linked * 2 >= size and prose <= size * _PROSE_OF_INDEX


def _is_numbered_part(heading: Node, titles: Collection[str]) -> bool:
    line = line_of(heading)
    return number_length(line) > 0 and not any(squash(line) in squash(title) for title in titles)


def _styled_title(root: Node) -> Node | None:
    """Return the line above the first heading of which the style says that it is the title."""
    for node in root.shown():
        if node.level:
            return None
        if node.tag == "p" and node.size and _TITLE_STYLES & set(node.attrs.get("class", "").lower().split()):
            return node
    return None


def _is_of_word_processor(title: Node) -> bool:
    """Tell a style that no site's template has: Google Docs numbers the others of a line ("c4 title")."""
    names = title.attrs.get("class", "").lower().split()
    return names != ["title"] and all(name in _TITLE_STYLES or _NUMBERED_STYLE.fullmatch(name) for name in names)


def _in_site_header(node: Node) -> bool:
    around = {each.tag for each in node.ancestors()} | {each.attrs.get("role", "") for each in node.ancestors()}
    return bool(around & {"header", "banner"}) and not around & {"article", "main", "section"}


def is_trail(node: Node, title: Node | None, *, is_above: bool) -> bool:
    """Tell a trail to the page: called one by an attribute, or links and beside them nothing but the page's title.

    Above the title (`is_above`) links alone are one, too: the article's text begins below it.
    """
    if node.tag == "a":
        siblings = (*node.preceding(), *node.following())
        return is_above and not any(each.tag == TEXT and each.size for each in siblings)
    if not node.block or node.size > _LONGEST_TRAIL:
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
