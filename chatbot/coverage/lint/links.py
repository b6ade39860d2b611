"""Rules about where links lead: related articles, and links within the corpus."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from chatbot.coverage.lint.model import Level, LintContext, Violation, rule
from chatbot.coverage.lint.page import Page
from chatbot.coverage.lint.titles import likest
from chatbot.reading.article import RelatedLink
from chatbot.reading.landing import fold
from chatbot.reading.relatedlinks import article_target

_DRAFT = "a draft, or an article that is not published yet"
_MEANT, _ANCHOR = 0.75, 0.6  # shares of letters from which another article, or another anchor, may be meant
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


def _exists(link: RelatedLink, page: Page, context: LintContext) -> bool:
    """Tell whether the corpus has the article; a page on a site of which the corpus has nothing counts as there."""
    known = context.once(_Known)
    if fold(link.target or link.title) in known.titles:
        return True
    if not link.target or not _is_address(link.target):
        return False
    if article_target(link.target, page.article.id) in known.pages:
        return True
    absolute = urljoin(page.article.url or "", link.target)
    if urlsplit(absolute).netloc:
        return _address(absolute) in known.addresses or urlsplit(absolute).netloc.lower() not in known.hosts
    last = posixpath.splitext(posixpath.basename(urlsplit(link.target).path.rstrip("/")))[0]
    return bool(last) and last in known.last_names and "/" in link.target


class _Known:
    """What the name or the target of a link may be: titles, ids, addresses, hosts, and last parts of ids."""

    def __init__(self, context: LintContext) -> None:
        self.pages = {page.article.id: page for page in context.reachable}
        articles = [page.article for page in context.reachable]
        self.titles = {fold(article.title) for article in articles}
        self.addresses = {_address(article.url) for article in articles if article.url}
        self.hosts = {address.partition("/")[0] for address in self.addresses}
        self.last_names = {posixpath.basename(name) for name in self.pages}


def _unfound(context: LintContext) -> dict[Page, list[RelatedLink]]:
    return {page: [link for link in page.article.related if _is_unfound(link, page, context)] for page in context.pages}


def _is_unfound(link: RelatedLink, page: Page, context: LintContext) -> bool:
    """Tell whether the corpus lacks the article; what has a space may be the title of one that cannot be read."""
    unreadable = context.others.unreadable
    if article_target(link.target, page.article.id) in unreadable or _exists(link, page, context):
        return False
    return not (unreadable and " " in (link.target or link.title))


def _hints(context: LintContext) -> dict[str, str]:
    """Return for each article that is not found which id or title may be meant, "" for none."""
    named = {link.target or link.title: None for links in context.once(_unfound).values() for link in links}
    known = [key for page in context.reachable for key in (page.article.id, page.article.title)]
    return dict(zip(named, likest(list(named), known, _MEANT), strict=True))


@rule("related-missing", Level.ERROR, "correct its id, add or publish the article, or remove the link")
def _related(page: Page, context: LintContext) -> Iterator[Violation]:
    """Every related article is in the corpus."""
    for link in context.once(_unfound)[page]:
        named = link.target or link.title
        if article_target(link.target, page.article.id) in context.others.drafts:
            what = _DRAFT
        else:
            meant = context.once(_hints)[named]
            what = "not in the corpus" + (f' (did you mean "{meant}"?)' if meant else "")
        line = page.line_of(named) or page.line_of(link.title)
        yield Violation(line, "", f'the related article "{link.title or link.target}" is {what}')


def _file_named(target: str, page: Page) -> str:
    """Return the id of the article file that a relative link leads to, the page's own for an anchor, "" for others."""
    if not _is_address(target):
        return ""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    name = article_target(target, page.article.id) if parts.path else page.article.id
    return "" if name == target else name  # an image, a download


@rule("link-missing", Level.ERROR, "correct the address, add or publish the article, or remove the link")
def _missing(page: Page, context: LintContext) -> Iterator[Violation]:
    """Links are addresses, and those to article files name one of the corpus.

    Of relative links those to article files are looked up; those of a saved page are its site's.
    """
    there = context.once(_Known).pages
    for link in page.markup.links:
        name = _file_named(link.target, page)
        what = ""
        if not _is_address(link.target):
            what = "is no address"
        elif page.is_markdown and name and name not in there and name not in context.others.unreadable:
            what = f"leads to {_DRAFT}" if name in context.others.drafts else "names no file of the corpus"
        if what:
            yield Violation(link.line, page.section_at_line(link.line), f'the link to "{link.target}" {what}')


@rule("anchor-dead", Level.ERROR, "link to the anchor of an existing heading")
def _dead(page: Page, context: LintContext) -> Iterator[Violation]:
    """Links within the corpus land on a heading that exists.

    Anchors of this file are checked, and of other files of the corpus.
    """
    pages = context.once(_Known).pages
    for link in page.markup.links:
        named = pages.get(_file_named(link.target, page))
        if named is None or not named.knows_links:
            continue
        anchor = unquote(urlsplit(link.target).fragment.partition(":~:")[0])
        if anchor not in _NO_ANCHOR | named.markup.anchors:
            (near,) = likest([anchor], sorted(named.markup.anchors), _ANCHOR)
            hint = f' (did you mean "#{near}"?)' if near else ""
            what = f'the link to "{link.target}" finds no such heading{hint}'
            yield Violation(link.line, page.section_at_line(link.line), what)


@rule("address-shared", Level.WARNING, "give each the address of its own page; links to its sentences follow it")
def _shared(page: Page, context: LintContext) -> Iterator[Violation]:
    """No two articles have the same address.

    Of two, the one published later is named; an address that names a part of a page is another.
    """
    url = page.article.url or ""
    same = context.once(_by_address)[_whole(url)] if url else []
    for other in same:
        if context.is_before(other, page):
            yield Violation(page.line_of(url), "", f'the address "{url}" is that of {other.article.source}, too')
            return


def _by_address(context: LintContext) -> dict[tuple[str, str, str], list[Page]]:
    groups: defaultdict[tuple[str, str, str], list[Page]] = defaultdict(list)
    for page in context.pages:
        if page.article.url:
            groups[_whole(page.article.url)].append(page)
    return groups


def _whole(url: str) -> tuple[str, str, str]:
    """Return what of a URL says which page, or part of one, it leads to."""
    parts = urlsplit(url)
    return _address(url), parts.query, parts.fragment


RULES = (_related, _missing, _dead, _shared)
