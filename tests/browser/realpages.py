"""The real HTML pages of `../shared` on an origin of their own, and the quotes that the real service gives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import numpy as np

from chatbot.indexing.versions import open_index
from tests.browser.widget.support import serving
from tests.web.process import Server, running

LONGEST_QUESTION = 300
ROOM = "<style>html { padding: 4000px 0 !important; scroll-behavior: auto !important }</style>"
AS_WRITTEN = "<style>* { text-transform: none !important }</style>"


@dataclass(frozen=True)
class Quoted:
    """A quote of an answer: `texts` are its own and its context's.

    `anchor` and `fragment`, still encoded, are those of its link; `page_anchor` is the anchor on the article's original
    page, "" where that has none, wherever the link leads.
    """

    article: str
    kind: str
    texts: tuple[str, ...]
    sentence: str
    anchor: str
    fragment: str
    page_anchor: str


def quotes_of_all_passages(server: Server, index: Path) -> Iterator[Quoted]:
    """Ask the service for each passage in its own two longest sentences; yield all quotes that come, each once."""
    opened = open_index(index)
    passages = opened.passages(np.arange(len(opened)))
    anchors = {(p.article_id, p.source_id): p.anchor or "" for p in passages}
    seen = set()
    for passage in passages:
        record = opened.article(passage.article_id)
        assert record
        longest = sorted((sentence.of(record.text) for sentence in passage.sentences), key=len)[-2:]
        for sentence in filter(_says_something, longest):
            question = " ".join(sentence[:LONGEST_QUESTION].split())
            status, body = server.ask(question)
            assert status == 200, (question, body)
            for quote in json.loads(body)["quotes"]:
                key = (quote["article"]["id"], quote["start"], quote["end"], str(quote["highlights"]))
                if key not in seen:
                    seen.add(key)
                    yield _quoted(quote, anchors)


def _says_something(sentence: str) -> bool:
    """Tell what may be asked: a regular expression on a page can have a sentence of signs alone."""
    return any(map(str.isalnum, sentence))


def _quoted(quote: Mapping[str, object], anchors: Mapping[tuple[str, str], str]) -> Quoted:
    article, spans, context = quote["article"], quote["highlights"], quote["context"]
    assert isinstance(article, dict)
    assert isinstance(spans, list)
    assert isinstance(context, list)
    text = str(quote["text"])
    anchor, _, fragment = str(quote["link"]).partition("#")[2].partition(":~:text=")
    return Quoted(
        article=str(article["id"]),
        kind=str(quote["kind"]),
        texts=(text, *(str(c["text"]) for c in context)),
        sentence=text[spans[0][0] : spans[0][1]] if spans else text,
        anchor=unquote(anchor),
        fragment=fragment,
        page_anchor=anchors[article["id"], str(quote["source_id"])],
    )


@contextmanager
def served_pages(folder: Path, index: Path) -> Iterator[dict[str, list[Quoted]]]:
    """Serve the pages of `folder`; give the quotes of `index` by the address of their page."""
    with serving() as site, running("--index", str(index)) as server:
        names = [path.name for path in sorted(folder.glob("*.html"))]
        quotes: dict[str, list[Quoted]] = {site.put(f"/{n}", alone((folder / n).read_bytes())): [] for n in names}
        for quote in quotes_of_all_passages(server, index):
            quotes[f"{site.url}/{_file(quote.article, names)}"].append(quote)
        yield quotes


def _file(article: str, names: list[str]) -> str:
    """Return the name of the page that an article was read from; ids are made of file names or addresses."""
    wanted = re.sub(r"\W+", "-", article)
    found = [name for name in names if re.sub(r"\W+", "-", name.removesuffix(".html")) == wanted]
    assert len(found) == 1, (article, names)
    return found[0]


def alone(html: bytes) -> bytes:
    """Return a page without styles and scripts that come late and move what has been scrolled to, with room around."""
    html = re.sub(rb"(?is)<link\b[^>]*stylesheet[^>]*>|<script\b.*?</script>", b"", html)
    return html.replace(b"</head>", f"{ROOM}{AS_WRITTEN}</head>".encode(), 1)
