"""What a page says about itself outside its text: address, people, dates, language, category.

JSON-LD comes before meta tags, meta tags before microdata and `<time>`; what none of them says stays empty. Nothing is
guessed from prose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any
from urllib.parse import urljoin

from chatbot.reading.article import Metadata
from chatbot.reading.html.structured import Structured, Thing, listed
from chatbot.reading.html.text import line_of
from chatbot.reading.html.tree import Node
from chatbot.reading.metadata import parse_day, parse_language, parse_url

_SOON = 5  # seconds
_PUBLISHED = (
    *("article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "dcterms.date", "pubdate"),
    *("citation_publication_date", "citation_online_date", "citation_date"),
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


@dataclass(frozen=True, slots=True)
class PageMetadata(Metadata):
    """`titles` are titles the page gives itself, best first, `site` is its site's name.

    `language` is "" where the page declares none.
    """

    titles: tuple[str, ...] = ()
    site: str = ""
    description: str = ""
    base: str = ""
    language: str = field(default="", kw_only=True)


class _Head:
    """The head's tags and the microdata of the body, found in one walk."""

    def __init__(self, root: Node) -> None:
        self.metas: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.props: dict[str, list[Node]] = {}
        self.title = ""
        self.base = ""
        self.language = root.attrs.get("lang") or root.attrs.get("xml:lang") or ""
        for node in root.walk():
            self._note(node)

    def _note(self, node: Node) -> None:
        attrs = node.attrs
        if node.tag == "meta" and attrs.get("content", "").strip():
            name = attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or attrs.get("http-equiv") or ""
            self.metas.setdefault(name.lower(), []).append(attrs["content"].strip())
        elif node.tag == "link":
            for relation in attrs.get("rel", "").lower().split():
                self.links.setdefault(relation, []).append(attrs.get("href", "").strip())
        elif node.tag == "title" and not self.title and node.within("head"):
            self.title = " ".join("".join(child.text for child in node.children).split())
        elif node.tag == "base" and not self.base:
            self.base = attrs.get("href", "").strip()
        elif "itemprop" in attrs:
            for name in attrs["itemprop"].split():
                self.props.setdefault(name, []).append(node)
        elif node.tag == "a" and "author" in attrs.get("rel", "").lower().split():
            self.props.setdefault("author", []).append(node)

    def meta(self, *names: str) -> Iterator[str]:
        for name in names:
            yield from self.metas.get(name, ())

    def moments(self, name: str) -> Iterator[str]:
        for node in self.props.get(name, ()):
            yield node.attrs.get("datetime") or node.attrs.get("content") or line_of(node)


def is_redirect(root: Node) -> bool:
    """Tell a page that sends whoever opens it to another address, before they could read it.

    Generators of sites write such pages for addresses that have changed.
    """
    refreshes = (node for node in root.walk() if node.attrs.get("http-equiv", "").lower() == "refresh")
    return any(_leads_away(node.attrs.get("content", "")) for node in refreshes if not node.within("noscript"))


def _leads_away(refresh: str) -> bool:
    """Tell whether a refresh ("0; url=new.html") opens another address before a reader has read the page."""
    delay, _, address = refresh.replace(",", ";").partition(";")
    try:
        return bool(address.strip()) and float(delay.strip() or 0) <= _SOON
    except ValueError:
        return False


def metadata_of(root: Node, structured: Structured) -> PageMetadata:
    """Collect what the page says about itself."""
    head = _Head(root)
    things = structured.things
    titles = (*_texts(things, "headline"), *head.meta("og:title", "twitter:title", "dc.title"), head.title)
    stated = chain(head.links.get("canonical", ()), head.meta("og:url"), _addresses(things))
    url = next(filter(None, (web_address(head.base, address) for address in stated)), None)
    return PageMetadata(
        titles=tuple(dict.fromkeys(filter(None, titles))),
        site=next(head.meta("og:site_name", "application-name"), ""),
        description=next(chain(head.meta("description", "og:description"), _texts(things, "description")), ""),
        url=url,
        base=urljoin(url or "", head.base),
        language=_language(head, things),
        category=next(chain(_texts(things, "articleSection"), head.meta("article:section", "category")), None),
        authors=_people(structured, "author", "creator") or _unlinked(head),
        reviewed_by=_people(structured, "reviewedBy"),
        reviewed=_day(_texts(things, "lastReviewed")),
        published=_day(_texts(things, "datePublished"), head.meta(*_PUBLISHED), head.moments("datePublished")),
        updated=_day(_texts(things, "dateModified"), head.meta(*_UPDATED), head.moments("dateModified")),
    )


def _texts(things: Iterable[Thing], name: str) -> Iterator[str]:
    for thing in things:
        for value in listed(thing.get(name)):
            if isinstance(value, str) and value.strip():
                yield " ".join(value.split())


def _addresses(things: Iterable[Thing]) -> Iterator[str]:
    for thing in things:
        page = thing.get("mainEntityOfPage")
        for value in (page.get("@id") if isinstance(page, dict) else page, thing.get("url")):
            if isinstance(value, str) and "headline" in thing:
                yield value


def web_address(base: str, address: str) -> str:
    """Return `address` as seen from `base` where that is an http or https address, else ""."""
    try:
        return parse_url(urljoin(base, address)) or ""
    except ValueError:  # brackets that are no IPv6 host
        return ""


def _language(head: _Head, things: Iterable[Thing]) -> str:
    declared = (head.language, *head.meta("content-language", "og:locale"), *_texts(things, "inLanguage"))
    found = (parse_language(label.split(",")[0]) for label in declared)
    return next(filter(None, found), "")


def _day(*found: Iterable[str]) -> date | None:
    days = (parse_day(moment) for moments in found for moment in moments)
    return next(filter(None, days), None)


def _people(structured: Structured, *roles: str) -> tuple[str, ...]:
    """Return the names of people and organisations that the first thing with any in these roles gives."""
    for thing in structured.things:
        names = [_name(value, structured.by_id) for role in roles for value in listed(thing.get(role))]
        if any(names):
            return tuple(dict.fromkeys(filter(None, names)))
    return ()


def _name(value: Any, by_id: Mapping[str, Thing]) -> str:
    """Return a name as it is stated, in an object of its own, or in one that is referred to by its id."""
    if isinstance(value, dict):
        known = value if "name" in value else by_id.get(str(value.get("@id")), {})
        value = next(iter(listed(known.get("name"))), "")
    return " ".join(value.split()) if isinstance(value, str) and not value.startswith("http") else ""


def _unlinked(head: _Head) -> tuple[str, ...]:
    stated = head.meta("author", "article:author", "dc.creator", "citation_author")
    names = list(stated)
    for person in head.props.get("author", ()):  # microdata may tell the name from a label or a position
        named = (node for node in person.walk() if "name" in node.attrs.get("itemprop", "").split())
        names.append(line_of(next(named, person)))
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip() and not name.startswith("http")))
