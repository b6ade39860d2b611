"""Rules about where links lead: related articles, and links within the corpus."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from chatbot.coverage.lint.model import Level, LintContext, Rule, Violation, address, whole
from chatbot.coverage.lint.page import Page
from chatbot.reading.article import RelatedLink
from chatbot.reading.landing import fold
from chatbot.reading.relatedlinks import article_target

_DRAFT = "a draft, or an article that is not published yet"
_NO_ANCHOR = frozenset({"", "top"})  # the top of any page, by the HTML standard


def _is_address(target: str) -> bool:
    """Tell whether a browser could open the target of a link; a bracket in Markdown comes percent-encoded."""
    try:
        urlsplit(unquote(target))
    except ValueError:  # a host in brackets that is no IPv6 address
        return False
    return True


def _exists(link: RelatedLink, page: Page, context: LintContext) -> bool:
    """Tell whether the corpus has the article; a page on a site of which the corpus has nothing counts as there."""
    if fold(link.target or link.title) in context.titles:
        return True
    if not link.target or not _is_address(link.target):
        return False
    if article_target(link.target, page.article.id) in context.named:
        return True
    absolute = urljoin(page.article.url or "", link.target)
    if urlsplit(absolute).netloc:
        return address(absolute) in context.addresses or urlsplit(absolute).netloc.lower() not in context.hosts
    last = posixpath.splitext(posixpath.basename(urlsplit(link.target).path.rstrip("/")))[0]
    return bool(last) and last in context.last_names and "/" in link.target


def _related(page: Page, context: LintContext) -> Iterator[Violation]:
    for link in page.article.related:
        named = link.target or link.title
        name = article_target(link.target, page.article.id)
        if name in context.others.unreadable or _exists(link, page, context):
            continue
        if context.others.unreadable and " " in named:
            continue  # it may be the title of what cannot be read
        line = page.line_of(named) or page.line_of(link.title)
        shown = link.title or link.target
        if name in context.others.drafts:
            yield Violation(line, "", f'the related article "{shown}" is {_DRAFT}')
        else:
            known = [key for other in context.reachable for key in (other.article.id, other.article.title)]
            near = difflib.get_close_matches(named, known, 1, cutoff=0.75)
            hint = f' (did you mean "{near[0]}"?)' if near else ""
            yield Violation(line, "", f'the related article "{shown}" is not in the corpus{hint}')


def _file_named(target: str, page: Page) -> str:
    """Return the id of the article file that a relative link leads to, the page's own for an anchor, "" for others."""
    if not _is_address(target):
        return ""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    name = article_target(target, page.article.id) if parts.path else page.article.id
    return "" if name == target else name  # an image, a download


def _missing(page: Page, context: LintContext) -> Iterator[Violation]:
    """Check that links are addresses, and that relative ones to article files name one; a saved page has its site's."""
    for link in page.markup.links:
        name = _file_named(link.target, page)
        what = ""
        if not _is_address(link.target):
            what = "is no address"
        elif page.is_markdown and name and name not in context.named and name not in context.others.unreadable:
            what = f"leads to {_DRAFT}" if name in context.others.drafts else "names no file of the corpus"
        if what:
            yield Violation(link.line, page.section_at_line(link.line), f'the link to "{link.target}" {what}')


def _dead(page: Page, context: LintContext) -> Iterator[Violation]:
    """Check links to anchors of this file and of other files of the corpus."""
    for link in page.markup.links:
        named = context.named.get(_file_named(link.target, page))
        if named is None or not named.knows_links:
            continue
        anchor = unquote(urlsplit(link.target).fragment.partition(":~:")[0])
        if anchor not in _NO_ANCHOR | named.markup.anchors:
            near = difflib.get_close_matches(anchor, sorted(named.markup.anchors), 1)
            hint = f' (did you mean "#{near[0]}"?)' if near else ""
            what = f'the link to "{link.target}" finds no such heading{hint}'
            yield Violation(link.line, page.section_at_line(link.line), what)


def _shared(page: Page, context: LintContext) -> Iterator[Violation]:
    """Check that the address is that of no article published before; one that names a part of a page is another."""
    url = page.article.url or ""
    first = context.first_at[whole(url)] if url else page
    if first is not page:
        yield Violation(page.line_of(url), "", f'the address "{url}" is that of {first.article.source}, too')


RULES = (
    Rule(
        "related-missing",
        Level.ERROR,
        "Every related article is in the corpus.",
        "correct its id, add or publish the article, or remove the link",
        _related,
    ),
    Rule(
        "link-missing",
        Level.ERROR,
        "Links are addresses, and those to article files name one of the corpus.",
        "correct the address, add or publish the article, or remove the link",
        _missing,
    ),
    Rule(
        "anchor-dead",
        Level.ERROR,
        "Links within the corpus land on a heading that exists.",
        "link to the anchor of an existing heading",
        _dead,
    ),
    Rule(
        "address-shared",
        Level.WARNING,
        "No two articles have the same address.",
        "give each the address of its own page; links to its sentences follow it",
        _shared,
    ),
)
