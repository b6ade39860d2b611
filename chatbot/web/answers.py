"""An Answer -> what the chat API says: the response's fields, and links that land on each quote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from urllib.parse import quote as percent_encode
from urllib.parse import urldefrag

from chatbot.answering.answer import Answer, Link, Quote, Related
from chatbot.reading.metadata import parse_url
from chatbot.safety.notice import Notice
from chatbot.web.schemas import ChatResponse, CorrectedOut, NoticeOut, QuoteOut, RelatedOut

_ROUTES = ("/", "!")  # begin a fragment by which a site of one page, such as docsify's, tells its articles apart

PageOf = Callable[[str], str]  # an article's id -> the path of its page in this app


def response_of(answer: Answer, page_of: PageOf, protocol_page: str, *, reviews: bool) -> ChatResponse:
    """Return the response; articles without a usable URL are linked to their page in this app.

    `protocol_page` is the address that explains a distress notice; `reviews` tells that this corpus is reviewed.
    """
    page_of = cache(page_of)  # most quotes are of one article
    return ChatResponse(
        status=answer.status,
        answered=answer.answered,
        confidence=answer.confidence,
        quotes=tuple(_quote(quote, page_of) for quote in answer.quotes),
        related=tuple(_related(related, page_of) for related in answer.related),
        message=answer.message,
        followed=answer.followed,
        notice=_notice(answer.notice, protocol_page) if answer.notice else None,
        footer=answer.footer,
        index_version=answer.index_version,
        answer_id=answer.answer_id,
        corrected=tuple(CorrectedOut(typed, meant) for typed, meant in answer.corrected),
        reviews=reviews,
    )


def quote_link(quote: Quote, page_of: PageOf) -> str:
    """Return the address of the sentence: the publisher's page, or ours, with anchor and text fragment."""
    return _landing(quote.article.url, quote.article.id, quote.source_id, quote.link, page_of)


def related_link(related: Related, page_of: PageOf) -> str:
    """Return the address of a related article, a section of it, or a FAQ question."""
    return _landing(related.article_url, related.article, related.source_id, related.link, page_of)


def spelled(article_id: str) -> str:
    """Return an article's id as it stands in the path of its page; `unquote` gives the id back.

    Browsers and proxies tidy paths up: of "//" they make one slash, "a/../b" is "b" to them, even where slashes are
    escaped once. Such an id, the address of a page for instance, is escaped before the path as a whole is.
    """
    untidy = "%" in article_id or {"", ".", ".."}.intersection(article_id.split("/"))
    return percent_encode(article_id, safe="") if untidy else article_id


def _landing(url: str | None, article_id: str, source_id: str, link: Link, page_of: PageOf) -> str:
    if outside := parse_url(url or ""):
        bare, fragment = urldefrag(outside)
        if fragment.startswith(_ROUTES):
            return outside + str(Link(text=link.text)).removeprefix("#")
        return (bare if str(link) else outside) + str(link)
    return page_of(article_id) + str(Link(link.anchor or percent_encode(source_id, safe=""), link.text))


def _quote(quote: Quote, page_of: PageOf) -> QuoteOut:
    return QuoteOut(
        text=quote.text,
        context=quote.context,
        kind=quote.kind,
        article=replace(quote.article, url=parse_url(quote.article.url or "")),
        source_id=quote.source_id,
        headings=quote.headings,
        start=quote.start,
        end=quote.end,
        highlights=quote.highlights,
        blocks=quote.blocks,
        link=quote_link(quote, page_of),
        score=quote.score,
        asked=quote.asked or None,
    )


def _notice(notice: Notice, protocol_page: str) -> NoticeOut:
    return NoticeOut(
        notice.language, notice.title, notice.text, notice.helplines, notice.more, protocol_page, notice.dangers
    )


def _related(related: Related, page_of: PageOf) -> RelatedOut:
    return RelatedOut(related.kind, related.text, related.article, related.source_id, related_link(related, page_of))
