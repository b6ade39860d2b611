"""Rules about where links lead: related articles, and links within the corpus."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from chatbot.coverage.lint.model import Level, Rule, Seen, Shelf
from chatbot.coverage.lint.page import Page
from chatbot.reading.article import RelatedLink
from chatbot.reading.landing import fold
from chatbot.reading.relatedlinks import article_target

_NO_ANCHOR = frozenset({"", "top"})  # the top of any page, by the HTML standard


def _address(url: str) -> str:
    """Return a URL without scheme, query, fragment and final slash, so that two spellings of one page are equal."""
    parts = urlsplit(url)
    return parts.netloc.lower() + parts.path.rstrip("/")


def _is_address(target: str) -> bool:
    """Tell whether a browser could open the target of a link; a bracket in Markdown comes percent-encoded."""
    try:
        urlsplit(unquote(target))
    except ValueError:  # a host in brackets that is no IPv6 address
        return False
    return True


def _exists(link: RelatedLink, page: Page, shelf: Shelf) -> bool:
    """Tell whether the corpus has the article; a page on a site of which the corpus has nothing counts as there."""
    articles = [other.article for other in shelf.pages]
    titles = {fold(article.title) for article in articles}
    if fold(link.target or link.title) in titles:
        return True
    if not link.target or not _is_address(link.target):
        return False
    if article_target(link.target, page.article.id) in {article.id for article in articles}:
        return True
    absolute = urljoin(page.article.url or "", link.target)
    if urlsplit(absolute).netloc:
        addresses = {_address(article.url) for article in articles if article.url}
        hosts = {address.partition("/")[0] for address in addresses}
        return _address(absolute) in addresses or urlsplit(absolute).netloc.lower() not in hosts
    last = posixpath.splitext(posixpath.basename(urlsplit(link.target).path.rstrip("/")))[0]
    return bool(last) and last in {posixpath.basename(article.id) for article in articles} and "/" in link.target


def _related(page: Page, shelf: Shelf) -> Iterator[Seen]:
    known = [key for other in shelf.pages for key in (other.article.id, other.article.title)]
    for link in page.article.related:
        if not _exists(link, page, shelf):
            shown = link.title or link.target
            near = difflib.get_close_matches(link.target or link.title, known, 1, cutoff=0.75)
            hint = f' (did you mean "{near[0]}"?)' if near else ""
            line = page.line_of(link.target or link.title) or page.line_of(link.title)
            yield Seen(line, "", f'the related article "{shown}" is not in the corpus{hint}')


def _dead(page: Page, shelf: Shelf) -> Iterator[Seen]:
    """Check that links are addresses; check those to anchors of this file, and relative ones to files of the corpus."""
    pages = {other.article.id: other for other in shelf.pages}
    for link in page.markup.links:
        if not _is_address(link.target):
            what = f'the link to "{link.target}" is no address'
            yield Seen(link.line, page.section_at_line(link.line), what)
            continue
        parts = urlsplit(link.target)
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            continue
        named = page
        if parts.path:
            name = article_target(link.target, page.article.id)
            if name == link.target:
                continue  # no link to an article file: an image, a download
            if name not in pages and not page.is_markdown:
                continue  # a saved page links to its whole site
            if name not in pages:
                what = f'the link to "{link.target}" names no file of the corpus'
                yield Seen(link.line, page.section_at_line(link.line), what)
                continue
            named = pages[name]
        anchor = unquote(parts.fragment.partition(":~:")[0])
        if named.knows_links and anchor not in _NO_ANCHOR | named.markup.anchors:
            near = difflib.get_close_matches(anchor, sorted(named.markup.anchors), 1)
            hint = f' (did you mean "#{near[0]}"?)' if near else ""
            what = f'the link to "{link.target}" finds no such heading{hint}'
            yield Seen(link.line, page.section_at_line(link.line), what)


RULES = (
    Rule(
        "related-missing",
        Level.ERROR,
        "Every related article is in the corpus.",
        "correct its id, add the article, or remove the link",
        _related,
    ),
    Rule(
        "anchor-dead",
        Level.ERROR,
        "Links are addresses; those within the corpus land on a heading that exists.",
        "correct the address, or link to the anchor of an existing heading",
        _dead,
    ),
)
