"""A "Related articles" part of the page -> links with title, category and deck; none of it is the article's text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from chatbot.reading.article import RelatedLink
from chatbot.reading.html.metadata import web_address
from chatbot.reading.html.names import class_words, opens_related, opens_see_also
from chatbot.reading.html.text import line_of
from chatbot.reading.html.tree import Node
from chatbot.reading.relatedlinks import article_target

_CARDS = frozenset({"li", "article", "tr"})
_CATEGORY = frozenset({"category", "cat", "kicker", "eyebrow", "topic", "label", "tag"})
_PROSE = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "figure"})
_ALL = re.compile(r"(?:(?:see|view|show|read) )?(?:all|more)(?: posts| articles)?|더 ?보기|전체 ?보기", re.IGNORECASE)
_MOST = 50
_FULL_OF_LINKS = 0.8
_LABEL = 40  # characters, white space aside, of a line that heads links and is no heading
_PARAGRAPH = 60  # characters, white space aside; a shorter line may be a date or a topic


def find_related(
    page: Node, title: Node | None, base: str, article_id: str
) -> tuple[tuple[RelatedLink, ...], set[Node]]:
    """Return the related links of a page in order, and the elements that hold them."""
    above = set(title.ancestors()) if title else set()
    regions: dict[Node, None] = {}
    for node in page.shown():
        if node.block and not node.level and 0 < node.size <= _LABEL and opens_related(line_of(node)):
            wrapper = next(_region(node, above))
            if wrapper is not node and _are_links([wrapper], node):
                regions[wrapper] = None
        elif node.level and node is not title:
            heading = line_of(node)
            is_named = opens_related(heading)
            if is_named or opens_see_also(heading):
                parts = list(_region(node, above))
                if is_named or _are_links(parts, node):
                    regions.update(dict.fromkeys(parts))
    links: dict[str, RelatedLink] = {}
    for region in regions:
        for card in _cards(region):
            link = _link(card, base, article_id)
            if link.title and link.target and not _ALL.fullmatch(link.title):
                links.setdefault(link.target, link)
    return tuple(links.values())[:_MOST], set(regions)


def _region(heading: Node, above_title: Collection[Node]) -> Iterator[Node]:
    """Yield the wrapper that begins with the heading, or the heading and what follows it.

    That lasts up to the next heading of its rank, or to prose below the links.
    """
    wrapper = heading
    while wrapper.parent is not None and wrapper.parent not in above_title and wrapper.parent.tag != "body":
        if any(each.is_seen for each in wrapper.preceding()) or _is_writing(wrapper.parent):
            break
        wrapper = wrapper.parent
    yield wrapper
    if wrapper.linked > heading.linked:
        return
    has_links = is_complete = False
    for sibling in wrapper.following():
        if sibling.is_seen:
            if any(each.level and each.level <= heading.level for each in sibling.shown()):
                break
            if _is_writing(sibling) or (is_complete and _is_prose(sibling)):
                break
            if sibling.linked or has_links:
                has_links = True  # a link, or a heading or line that is one, can have its deck in the paragraph behind
                is_complete = sibling.linked < sibling.size or not (sibling.tag in ("a", "p") or sibling.level)
        yield sibling


def _are_links(region: Collection[Node], heading: Node) -> bool:
    """Tell whether hardly anything but links to other pages of the site stands under a heading."""
    size = sum(each.size for each in region) - heading.size
    shown = (each for top in region for each in top.shown())
    links = [each for each in shown if each.tag == "a" and each.linked and each.attrs.get("href")]
    is_within_site = all(not _leads_elsewhere(each.attrs["href"].strip()) for each in links)
    return is_within_site and sum(each.linked for each in links) - heading.linked >= size * _FULL_OF_LINKS


def _leads_elsewhere(address: str) -> bool:
    return ":" in address.partition("/")[0] or address.startswith("//")


def _is_prose(node: Node) -> bool:
    return node.tag in _PROSE and node.linked * 2 < node.size


def _is_writing(node: Node) -> bool:
    """Tell whether it holds more paragraphs of prose than links, as an article does; a card has a link for each."""
    inner = list(node.shown())
    paragraphs = sum(1 for each in inner if each.tag == "p" and each.size >= _PARAGRAPH and _is_prose(each))
    return paragraphs > sum(1 for each in inner if each.tag == "a" and each.size)


def _cards(region: Node) -> Iterator[Node]:
    """Yield the elements that hold one link each: list items, articles, or the links themselves."""
    seen: set[Node] = set()
    for node in region.shown():
        if node.tag != "a" or not node.attrs.get("href") or not node.size:
            continue
        if any(each.level and opens_related(line_of(each)) for each in node.ancestors()):
            continue  # the very heading that says that related links follow
        card = next((each for each in node.ancestors() if each.tag in _CARDS), None)
        if card is None or any(each is card for each in region.ancestors()):
            card = node
        if card not in seen:
            seen.add(card)
            yield card


def _link(card: Node, base: str, article_id: str) -> RelatedLink:
    parts = [node for node in card.shown() if node.size]
    category = next((node for node in parts if node is not card and class_words(node) & _CATEGORY), None)
    links = [node for node in parts if node.tag == "a" and node.attrs.get("href")]
    links = [node for node in links if category is None or category not in (node, *node.ancestors())]
    titled = next((node for node in parts if node.level), None) or max(links, key=lambda node: node.size, default=None)
    deck = next((node for node in parts if node.tag == "p" and titled not in (node, *node.walk())), None)
    inside = {category} if category and category is not titled else set()
    address = links[0].attrs["href"].strip() if links else ""
    target = web_address(base, address) or ("" if _leads_elsewhere(address) else article_target(address, article_id))
    return RelatedLink(
        title=line_of(titled, inside) if titled else "",
        category=line_of(category) if category else "",
        deck=line_of(deck) if deck and deck is not category else "",
        target=target,
    )
