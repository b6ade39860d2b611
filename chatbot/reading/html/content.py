"""The article's part of a page -> the elements in it that are boilerplate.

Structural rules: landmarks first (`main`, `role`, `nav`, `footer`), then the names that sites share, then link density.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from chatbot.reading.html.footnotes import holds_footnotes, is_editors_comment
from chatbot.reading.html.headings import own_names
from chatbot.reading.html.landmarks import is_trail
from chatbot.reading.html.names import class_words, is_named, is_site_header
from chatbot.reading.html.tables import is_layout
from chatbot.reading.html.text import line_of, lines_of
from chatbot.reading.html.tree import TEXT, Node
from chatbot.reading.parts import Part, is_breadcrumb, may_be_name, opens_contents, part_of
from chatbot.reading.sitelines import asks_whether_helped, is_of_site, is_step

_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar"}
    | {"toolbar", "doc-toc"}
)
_TAGS = frozenset({"nav", "dialog", "search", "select", "svg"})
_MENUS = frozenset({"nav", "navbar", "navigation", "gnb", "lnb", "snb"})  # the last three on Korean sites
_NAMES = (
    _MENUS
    | {"navheader", "navfooter", "breadcrumb", "breadcrumbs", "sidebar", "pagination", "pager", "toc", "cookie"}
    | {"cookies", "consent", "gdpr", "newsletter", "subscribe", "signup", "share", "sharing", "sharedaddy", "social"}
    | {"comments", "commentlist", "disqus", "advert", "advertisement", "adsbygoogle", "promo", "sponsored", "popup"}
    | {"modal", "lightbox", "masthead", "footer", "byline", "navbox", "catlinks", "relatedposts", "noprint", "cta"}
)
_INLINE_NAMES = frozenset({"linenos", "lineno", "editsection"})
_LINKING_NAMES = frozenset(
    {"menu", "related", "recommended", "teaser", "teasers", "tags", "widget", "banner", "header"}
)
_IDS = (
    _MENUS
    | {"menu", "header", "footer", "sidebar", "comments", "respond", "toc", "breadcrumbs", "masthead", "colophon"}
    | {"secondary", "sitesub", "contentsub", "jump-to-nav", "catlinks", "disqus_thread"}
)
_PAGE = re.compile(r"https?:|[^:]*(?:$|[/?#])", re.IGNORECASE)  # an address that is not "tel:" or the like
_BYLINE = frozenset({"author", "authors", "date"})
_METADATA = frozenset({"meta", "metadata"})
_ABOUT_AUTHOR = frozenset({"bio", "box", "card", "about"})
_COPYRIGHT = re.compile(r"©|copyright\b|\(c\) ?\d{4}|all rights reserved", re.IGNORECASE)
_WRITING = frozenset({"entry", "post", "article", "page", "blog", "story"})
_FORMS = frozenset({"form", "input", "button", "textarea"})
_SIDEBAR = frozenset({"sidebar"})
_FEWEST_STEPS = 2  # links that lead on
_LONGEST_NAME = 80  # characters of a manual's name
_DENSE = 0.5
_FULL_OF_LINKS = 0.8
_LONGEST_BYLINE = 300  # characters
_LONGEST_CARD = 600  # characters
_FEWEST_CONTENTS = 3  # links, where no heading says that they are the contents
_MOST_CONTENTS_HEADINGS = 5  # in a row: "Contents", "On this page", the list


def article_nodes(root: Node, skipped: Collection[Node], title: Node | None) -> Iterator[Node]:
    """Yield `root` and the elements in it that a reader sees and that belong to the article, in order."""
    stack = [root]
    while stack:
        node = stack.pop()
        is_part = node.is_seen and node.tag != TEXT and node is not title and node not in skipped
        if node is root or is_part:
            yield node
            stack.extend(reversed(node.children))


def boilerplate(root: Node, title: Node | None) -> set[Node]:
    """Return the outermost elements inside `root` that are not part of the article, or never quoted from it."""
    ids = {name for node in root.walk() for name in own_names(node)}
    above = set(title.ancestors()) if title else set()
    judge = _Judge(root, ids, above)
    found: set[Node] = set()
    is_above = root in above
    stack = list(reversed(root.children))
    while stack:
        node = stack.pop()
        is_above = is_above and node is not title
        if node.hidden or not node.size or node.tag == TEXT:
            continue
        is_inside = node not in above and node is not title
        if is_inside and (is_trail(node, title, is_above=is_above) or judge.refuses(node)):
            found.add(node)
        else:
            stack.extend(reversed(node.children))
    return found


class _Judge:
    """Knows the page around a node."""

    def __init__(self, root: Node, ids: set[str], above_title: set[Node]) -> None:
        self._root = root
        self._ids = ids
        self._above = above_title
        self._with_paragraphs: dict[Node | None, bool] = {}  # of the nodes that hold boxes
        self._laying_out: dict[Node, bool] = {}  # of the tables that hold links
        self._is_whole_page = root.tag in ("body", "html")
        formulas = [node for node in root.walk() if node.tag == "math"]
        self._with_formula = {each for node in formulas for each in (node, *node.ancestors())}
        self._beside_formula = {each.parent for each in self._with_formula}

    def refuses(self, node: Node) -> bool:
        """Tell whether `node`, which does not hold the title, is no part of the article."""
        if node.unquoted or is_editors_comment(node):
            return True
        if (node.tag in _TAGS or node.attrs.get("role", "").lower() in _ROLES) and not _is_prose_in_nav(node):
            return not (node.attrs.get("role") == "complementary" and self._is_box(node))
        if node.tag == "footer":
            return not node.within("blockquote", "figure") and not _has_heading(node, Part.REFERENCES)
        if node.tag == "aside":
            return not (self._is_box(node) or holds_footnotes(node))
        if node.tag == "header" and self._is_whole_page:
            return not node.within("article", "section", "main")
        return (node.tag == "article" and self._title_stands_in_other_article(node)) or self._is_named_so(node)

    def _is_box(self, node: Node) -> bool:
        """A box beside the text belongs to it when it stands inside the article and is made of words, not of links."""
        inside = not self._is_whole_page or node.within("article", "main") or self._is_beside_paragraph(node)
        names = class_words(node)
        is_note = node.linked < node.size * _DENSE and not names & (_NAMES | _LINKING_NAMES)
        is_note = is_note or (names & _NAMES == _SIDEBAR and _is_titled_sidebar(node))
        is_takeaway = bool(names & {"takeaway", "takeaways"}) or _has_heading(node, Part.TAKEAWAY)
        return (bool(inside) and is_note) or is_takeaway

    def _is_beside_paragraph(self, node: Node) -> bool:
        if node.parent not in self._with_paragraphs:
            beside = node.parent.children if node.parent else []
            self._with_paragraphs[node.parent] = any(each.tag == "p" for each in beside)
        return self._with_paragraphs[node.parent]

    def _title_stands_in_other_article(self, node: Node) -> bool:
        """Beside the article that holds the title, further ones are teasers or comments."""
        titled = {each for each in self._above if each.tag == "article"}
        return bool(titled) and not any(each in titled for each in node.ancestors())

    def _is_named_so(self, node: Node) -> bool:
        names = class_words(node)
        if node.tag == "a":
            return ("skip" in names and node.attrs.get("href", "").startswith("#")) or self._is_card(node)
        if names & _INLINE_NAMES or not node.block:
            return bool(names & _INLINE_NAMES) or self._repeats_formula(node)
        is_bulk = node.size > self._root.size / 2
        is_whole = is_bulk and node.tag in ("article", "main")
        is_byline = (
            (names & _METADATA and names & _WRITING)
            or (node.tag == "dl" and "info" in names and names & _WRITING)
            or ("author" in names and names & _ABOUT_AUTHOR)
            or (names & (_BYLINE | _METADATA) and node.within("header") in self._above)
        )
        return (
            (node.tag == "form" and not is_bulk)
            or (not is_whole and self._is_named_boilerplate(node, names, is_bulk=is_bulk))
            or (node.attrs.get("id", "").lower() in _IDS and not self._is_named_after_heading(node))
            or (node.size <= _LONGEST_BYLINE and bool(is_byline))
            or (node.linked >= node.size * _DENSE and bool(names & _LINKING_NAMES))
            or (self._is_whole_page and not is_bulk and is_site_header(node))
            or (node.size <= _LONGEST_BYLINE and self._is_line_of_site(node))
            or (node.size <= _LONGEST_CARD and _asks_for_verdict(node))
            or self._is_contents(node)
            or self._is_link_list(node)
        )

    def _is_named_boilerplate(self, node: Node, names: frozenset[str], *, is_bulk: bool) -> bool:
        around = class_words(node.parent) if node.parent else frozenset()
        heads_box = "title" in names and bool(around & _SIDEBAR)  # whose box was not refused
        is_box = names & _NAMES == _SIDEBAR and (heads_box or _is_titled_sidebar(node))
        return not is_box and is_named(node, _NAMES, is_bulk=is_bulk, is_section=_is_section(node))

    def _is_line_of_site(self, node: Node) -> bool:
        """Tell what the site says in a line of its own, "Related: ...", a copyright, or "Home > Guides > This page".

        A paragraph like the last may tell where to click.
        """
        line = line_of(node)
        links = [each for each in node.shown() if each.tag == "a"]
        if not node.level and (is_of_site(line, map(line_of, links)) or _are_steps(node, links)):
            return True
        if self._is_whole_page and _COPYRIGHT.match(line):
            return True
        if not is_breadcrumb(line) or node.tag not in ("div", "ul", "ol", "section", "header"):
            return False
        return not any(each.level or each.tag in ("p", "table", "dl") for each in node.shown() if each is not node)

    def _repeats_formula(self, node: Node) -> bool:
        """Tell the drawing of a formula that stands beside it as MathML, from which programs read it aloud."""
        is_drawn = node.attrs.get("aria-hidden") == "true" and node not in self._with_formula
        return is_drawn and node.parent in self._beside_formula

    def _is_card(self, link: Node) -> bool:
        """Tell a link around several lines, such as a picture, a title and a teaser: it is about another page."""
        address = link.attrs.get("href", "").strip()
        is_elsewhere = bool(address) and not address.startswith("#") and _PAGE.match(address) is not None
        is_small = link.size <= min(_LONGEST_CARD, self._root.size / 2)
        return is_elsewhere and is_small and any(each.block for each in link.walk()) and len(lines_of(link)) > 1

    def _is_named_after_heading(self, node: Node) -> bool:
        """An id made from the element's own heading ("comments" over a chapter on comments) names no part of a site."""
        heading = next((each for each in node.shown() if each.level), None)
        return heading is not None and line_of(heading).lower() == node.attrs["id"].lower()

    def _is_contents(self, node: Node) -> bool:
        """Tell whether it is a table of contents, or the heading above one: a list of links to places on this page."""
        if node.linked < node.size * _FULL_OF_LINKS:
            return _names_contents(node) and self._leads_contents(node)
        links = [each for each in node.shown() if each.tag == "a" and each.size]
        targets = [each.attrs.get("href", "").partition("#")[2] for each in links]
        above = next((each for each in node.preceding() if each.is_seen), None)
        fewest = 1 if above is not None and _names_contents(above) else _FEWEST_CONTENTS
        return len(links) >= fewest and all(target in self._ids for target in targets)

    def _leads_contents(self, heading: Node) -> bool:
        below = islice((each for each in heading.following() if each.is_seen), _MOST_CONTENTS_HEADINGS)
        first = next((each for each in below if not _names_contents(each)), None)
        return first is not None and first.linked >= first.size * _FULL_OF_LINKS and self._is_contents(first)

    def _is_link_list(self, node: Node) -> bool:
        """On a page without landmarks, a bare list of links under no heading and no lead-in is a menu."""
        if not self._is_whole_page or node.tag not in ("ul", "ol", "div", "p", "table", "td", "center"):
            return False
        if node.linked < node.size * _FULL_OF_LINKS or node.within("article", "section", "main", "li"):
            return False
        if (table := node.within("table")) and not self._is_layout(table):
            return False
        links = sum(1 for each in node.shown() if each.tag == "a" and each.size)
        return links >= 3 and not any(each.level for each in node.shown()) and not _is_introduced(node)

    def _is_layout(self, table: Node) -> bool:
        """Look through each table once: it may have thousands of cells that are links."""
        if table not in self._laying_out:
            self._laying_out[table] = is_layout(table)
        return self._laying_out[table]


def _are_steps(node: Node, links: Collection[Node]) -> bool:
    """Tell several links that only lead on ("Home | Contents"); between "Prev" and "Next" the manual may be named."""
    steps = [_opening(link) for link in links if link.size and link.attrs.get("href")]
    holds_more = any(each.level or each.tag in ("p", "pre", "table", "dl") for each in node.shown() if each is not node)
    if holds_more or len(steps) < _FEWEST_STEPS or not all(map(is_step, steps)):
        return False
    beside = line_of(node, links)
    is_named = any("next" in step.lower() for step in steps) and may_be_name(beside) and len(beside) <= _LONGEST_NAME
    return is_named or not any(map(str.isalnum, beside))


def _opening(link: Node) -> str:
    """Return the words in the first element of a link, which may name its page below "Next"; all where it has none."""
    first = next(each for each in link.shown() if each.tag == TEXT and each.size)
    return line_of(link if first.parent is link else first)


def _is_titled_sidebar(node: Node) -> bool:
    """Tell a box of prose, as manuals have them: a "sidebar" that begins with a paragraph whose class says "title"."""
    if node.linked >= node.size * _DENSE:
        return False
    first = next((each for each in node.shown() if each.tag == TEXT and each.size), None)
    line = first.block_around() if first else None
    is_title = line is not None and line is not node and line.size < node.size and "title" in class_words(line)
    return is_title and not any(each.tag in _FORMS for each in node.shown())


def _is_prose_in_nav(node: Node) -> bool:
    """Tell whether a `nav` is prose, as an answer that opens: its class names something else, and it has paragraphs."""
    is_prose = node.linked < node.size * _DENSE and any(each.tag == "p" and each.size for each in node.shown())
    return node.tag == "nav" and "role" not in node.attrs and bool(class_words(node)) and is_prose


def _is_section(node: Node) -> bool:
    """Tell whether the node holds a heading and prose, and neither a form nor mostly links."""
    inner = list(node.shown())
    is_prose = node.linked < node.size * _DENSE and any(each.tag in ("p", "ul", "ol", "table") for each in inner)
    return is_prose and any(each.level for each in inner) and not any(each.tag in _FORMS for each in inner)


def _names_contents(node: Node) -> bool:
    is_heading = node.linked < node.size * _FULL_OF_LINKS and (node.level or node.tag == "p")
    return bool(is_heading) and opens_contents(line_of(node))


def _asks_for_verdict(node: Node) -> bool:
    """Tell a box that begins by asking whether the page was of use, and thanks for what is answered."""
    first = next((each for each in node.shown() if each.tag == TEXT and each.size), None)
    line = first.block_around() if first else None
    return line is not None and line is not node and asks_whether_helped(line_of(line))


def _is_introduced(node: Node) -> bool:
    before = next((each for each in node.preceding() if each.is_seen), None)
    return before is not None and (before.level > 0 or line_of(before).endswith(":"))


def _has_heading(node: Node, part: Part) -> bool:
    return any(each.level and part_of(line_of(each)) is part for each in node.shown())
