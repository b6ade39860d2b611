"""Articles as JSON lines, the export of a CMS -> Articles, one at a time, at any size.

A line is `{id, title, url, sections: [{id, heading, text}], faq: [{id, question, answer}]}`, and where the CMS has
them language, category, authors, reviewed_by, reviewed, published, updated, deck, takeaway and draft. Other keys are
ignored: exports carry many. Given ids and texts are kept to the letter; blank lines tell paragraphs of a text apart.
Where a text is HTML, the texts of that article are what a browser shows of them.
"""

from __future__ import annotations

import codecs
import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from chatbot.errors import Fault
from chatbot.reading.article import Article, Block, BlockKind, FaqEntry, Section, Span, Takeaway
from chatbot.reading.builder import TextBuilder
from chatbot.reading.jsonfields import Fields
from chatbot.reading.jsonhtml import add_html, has_tags, holds_html, line_of_html
from chatbot.reading.languages import language_of
from chatbot.reading.metadata import parse_day, parse_language, parse_url

MAX_ARTICLE_BYTES = 5 * 1024 * 1024
_BREAK = r"(?:\r\n?+|\n)"
_BLANK_LINES = re.compile(rf"{_BREAK}(?:[^\S\r\n]*+{_BREAK})++")
_SPREAD = (b"[", b"{", b"[{")  # how a list of objects, or an indented object, begins
_UNANSWERED = ("the question has no answer", "answer it, or remove it; it is not indexed")
_DAY = (parse_day, 'a date such as "2025-03-09"')


def read_jsonl(
    stream: BinaryIO, *, source: str, max_article_bytes: int = MAX_ARTICLE_BYTES
) -> Iterator[tuple[int, Article | None, list[Fault]]]:
    """Yield the number, from 1, of each line that is not blank, its article and its faults, in order.

    There is no article where a fault is an error, and none for a draft. Holds one line at a time, and of a line longer
    than `max_article_bytes` no more than that. A file that begins as one value over several lines is one fault, not one
    for each of them.
    """
    has_begun = False
    for number, raw in enumerate(_lines(stream, max_article_bytes), 1):
        if not has_begun and raw and raw.strip() in _SPREAD:
            remedy = "write one whole JSON object on each line, as jq -c '.[]' does"
            yield number, None, [Fault(source, number, "the file is one JSON value over several lines", remedy)]
            return
        has_begun = has_begun or raw is None or bool(raw.strip())
        if raw is None:
            seen = f"the article is larger than {max_article_bytes:,} bytes"
            remedy = "split it into several articles, or raise max_article_bytes"
            yield number, None, [Fault(source, number, seen, remedy)]
        elif raw.strip():
            fields, fault = _parse(raw, number, source)
            if fields:
                article = _article(fields)
                yield number, None if fields.failed else article, fields.faults
            elif fault:
                yield number, None, [fault]


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield each line without a byte order mark, None for one that is longer than `limit` bytes."""
    mark = codecs.BOM_UTF8
    while raw := stream.readline(limit + 2):
        line = raw.removeprefix(mark).removesuffix(b"\n").removesuffix(b"\r")
        mark = b""
        if len(line) <= limit:
            yield line
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(limit + 2)
        yield None


def _parse(raw: bytes, number: int, source: str) -> tuple[Fields | None, Fault | None]:
    try:
        found = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        seen = f"byte 0x{raw[error.start]:02X} at byte {error.start + 1} of the line is not UTF-8"
        return None, Fault(source, number, seen, "export the file as UTF-8")
    except json.JSONDecodeError as error:
        seen = f"the line is no JSON: {error.msg} at character {error.colno}"
        return None, Fault(source, number, seen, "write one whole JSON object on each line")
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets nested beyond Python's stack
        seen = "the line holds JSON that is nested too deeply or a number too long to read"
        return None, Fault(source, number, seen, "export plain articles")
    if not isinstance(found, dict):
        remedy = 'write {"id": ..., "title": ...} on each line'
        return None, Fault(source, number, "the line is JSON, but no object", remedy)
    return Fields(found, "", source, number, is_html=holds_html(found)), None


def _article(fields: Fields) -> Article | None:
    """Return the article of one object; None for a draft, and where id or title is missing."""
    draft = fields.flag("draft")
    name, title = fields.own_id(), fields.required("title")
    if draft or not name or not title:
        return None
    title = _line(fields, title)
    builder = TextBuilder()
    title_span = _visible(builder, title)
    deck = _line(fields, fields.text("deck"))
    takeaway = fields.text("takeaway")
    article = Article(name, title, "", fields.source, title_span=title_span)
    article = replace(article, deck=_visible(builder, deck) if deck.strip() else None)
    summary = _blocks(builder, takeaway, title, fields)
    ids: set[str] = set()
    sections = tuple(section for part in fields.objects("sections") for section in _section(part, builder, ids))
    faq = tuple(entry for part in fields.objects("faq") for entry in _entry(part, builder, ids))
    if not (ids or fields.failed):
        fields.warn("the article has neither sections nor FAQ entries", "add them, or remove the line")
    return replace(
        article,
        text=builder.text,
        sections=sections,
        faq=faq,
        takeaway=Takeaway(_free_id(ids), None, summary) if summary else None,
        line_of=dict.fromkeys([*(section.id for section in sections), *(entry.id for entry in faq)], fields.line),
        url=fields.checked("url", parse_url, "an address that begins with https:// or http://"),
        authors=fields.texts("authors"),
        reviewed_by=fields.texts("reviewed_by"),
        reviewed=fields.checked("reviewed", *_DAY),
        says_unreviewed=fields.is_emptied("reviewed_by"),
        published=fields.checked("published", *_DAY),
        updated=fields.checked("updated", *_DAY),
        language=fields.checked("language", parse_language, 'a language tag such as "en"') or language_of(builder.text),
        category=_line(fields, fields.text("category")).strip() or None,
    )


def _section(fields: Fields, builder: TextBuilder, ids: set[str]) -> Iterator[Section]:
    name = fields.new_id(ids)
    heading = _line(fields, fields.text("heading"))
    text = fields.required("text", may_be_blank=True)
    if not name or text is None:
        return
    span = _visible(builder, heading) if heading.strip() else None
    blocks = _blocks(builder, text, heading, fields)
    if not blocks:
        fields.warn("the section has no text", "write its text, or remove it")
    yield Section(name, 2, span, blocks)


def _entry(fields: Fields, builder: TextBuilder, ids: set[str]) -> Iterator[FaqEntry]:
    name = fields.new_id(ids)
    question, answer = fields.required("question"), fields.required("answer", may_be_blank=True)
    if not name or not question or answer is None:
        return
    if not answer.strip():
        fields.warn(*_UNANSWERED)
        return
    question = _line(fields, question)
    span, blocks = _visible(builder, question), _blocks(builder, answer, question, fields)
    if blocks:
        yield FaqEntry(name, span, blocks)
    else:
        fields.warn(*_UNANSWERED)


def _line(fields: Fields, text: str) -> str:
    return (line_of_html(text) or text) if fields.is_html else text


def _visible(builder: TextBuilder, text: str) -> Span:
    """Append a text to the letter, and return its span without the white space around it."""
    return _stripped(builder.add(text).start, text)


def _blocks(builder: TextBuilder, text: str, heading: str, fields: Fields) -> tuple[Block, ...]:
    """Append the text below `heading` and return its blocks: those of its HTML, or what blank lines set apart."""
    if fields.is_html and has_tags(text):
        blocks, faults = add_html(builder, text, heading)
        for fault in faults:
            fields.refuse(fault.seen, fault.remedy)
        return blocks
    text = html.unescape(text) if fields.is_html else text
    if not text.strip():
        return ()
    start = builder.add(text).start
    breaks = [match.span() for match in _BLANK_LINES.finditer(text)]
    begins, ends = [0, *(end for _, end in breaks)], [*(begin for begin, _ in breaks), len(text)]
    paragraphs = [(begin, text[begin:end]) for begin, end in zip(begins, ends, strict=True) if text[begin:end].strip()]
    return tuple(Block(BlockKind.PARAGRAPH, _stripped(start + begin, words)) for begin, words in paragraphs)


def _stripped(start: int, text: str) -> Span:
    begin = start + len(text) - len(text.lstrip())
    return Span(begin, begin + len(text.strip()))


def _free_id(ids: set[str]) -> str:
    name = "takeaway"
    while name in ids:
        name += "-1"
    return name
