"""Links to quotes, followed in a real browser: each lands on the quoted sentence of the page, and on no other place."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from chatbot.indexing.versions import open_index
from tests.browser.widget.support import Site, serving
from tests.indexes import index_of
from tests.shared import SHARED, needs_shared
from tests.web.process import Server, running
from tests.web.small_corpus import SHIPPED

PROSE = {"section", "faq", "takeaway"}
LEAST = 500
LONGEST_QUESTION = 300
PATIENCE = 10  # tenths of a second
ROOM = "<style>html { padding: 4000px 0 !important; scroll-behavior: auto !important }</style>"
# Where the text of a link stands on the page, white space aside: how often, and how far the middle of its box is from
# the middle of the window, where browsers scroll the text they land on.
PLACE = """text => {
  const wanted = text.replace(/\\s+/g, '').toLowerCase();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node =>
    node.parentElement.closest('script, style, noscript') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let all = '';
  const places = [];
  while (walker.nextNode()) {
    const data = walker.currentNode.data;
    for (let at = 0; at < data.length; at++) {
      if (/\\s/.test(data[at])) continue;
      all += data[at].toLowerCase();
      places.push([walker.currentNode, at]);
    }
  }
  const first = all.indexOf(wanted);
  if (first < 0) return {count: 0, off: null, y: scrollY};
  const range = new Range();
  range.setStart(...places[first]);
  const [node, at] = places[first + wanted.length - 1];
  range.setEnd(node, at + 1);
  const box = range.getBoundingClientRect();
  const off = (box.top + box.bottom - innerHeight) / 2;
  return {count: all.split(wanted).length - 1, off, height: box.height, y: scrollY};
}"""


@dataclass
class Followed:
    """What came of following every link of a set of quotes."""

    prose: int = 0
    prose_with_text: int = 0
    with_text: int = 0
    landed: int = 0
    faults: list[str] = field(default_factory=list)
    without_anchor: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Target:
    """One quote's link: the page on which it is followed, anchor and text as the page has them."""

    kind: str
    page: str
    anchor: str
    text: str
    sentence: str


def _quotes(server: Server, index: Path, step: int = 1) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Ask the service for every `step`th passage in its own words; yield article and source id and quote, each once."""
    opened = open_index(index)
    seen = set()
    for passage in opened.passages(np.arange(0, len(opened), step)):
        record = opened.article(passage.article_id)
        assert record
        longest = max(passage.sentences, key=len)
        question = " ".join(longest.of(record.text)[:LONGEST_QUESTION].split())
        status, body = server.ask(question, limit=3)
        assert status == 200, (question, body)
        for quote in json.loads(body)["quotes"]:
            key = (quote["article"]["id"], quote["start"], quote["end"], str(quote["highlights"]))
            if key not in seen:
                seen.add(key)
                yield quote["article"]["id"], quote["source_id"], quote


def _target(page: str, quote: dict[str, object]) -> Target:
    link, text = str(quote["link"]), str(quote["text"])
    anchor, _, fragment = link.partition("#")[2].partition(":~:text=")
    spans = quote["highlights"]
    assert isinstance(spans, list)
    sentence = text[spans[0][0] : spans[0][1]] if spans else text
    return Target(str(quote["kind"]), page, unquote(anchor), fragment, sentence)


def _follow(page: Page, targets: list[Target]) -> Followed:
    followed = Followed()
    here = ""
    for target in sorted(targets, key=lambda t: t.page):
        followed.prose += target.kind in PROSE
        if target.page != here:
            page.goto(target.page)
            here = target.page
        if target.anchor and not page.evaluate("id => document.getElementById(id) !== null", target.anchor):
            followed.without_anchor.append(f"{target.page}#{target.anchor}")
        if not target.text:
            continue
        followed.prose_with_text += target.kind in PROSE
        followed.with_text += 1
        _land(page, target, followed)
    return followed


def _land(page: Page, target: Target, followed: Followed) -> None:
    """Follow the text alone, without the anchor: what is not found then leaves the page at its top."""
    named = unquote(target.text)
    page.goto("about:blank")
    page.goto(f"{target.page}#:~:text={target.text}")
    exact = named == target.sentence or named in target.sentence.split("\t")
    for _ in range(PATIENCE):  # browsers look for the text after the page has loaded, when they find the time
        place = page.evaluate(PLACE, named)
        centred = place["count"] and place["y"] > 0 and abs(place["off"]) <= max(place["height"], 80)
        if centred:
            break
        page.wait_for_timeout(100)
    if exact and place["count"] == 1 and centred:
        followed.landed += 1
    else:
        followed.faults.append(f"{target.page} {target.kind} {named!r}: {place}, exact: {exact}")


def _report(name: str, followed: Followed) -> None:
    sys.stdout.write(
        f"{name}: {followed.prose_with_text} of {followed.prose} prose quotes carry a text fragment;"
        f" {followed.landed} of {followed.with_text} fragments land on their sentence;"
        f" anchors that do not exist: {len(followed.without_anchor)}\n"
    )
    for fault in followed.faults + followed.without_anchor:
        sys.stdout.write(f"  {fault}\n")


def _alone(html: bytes) -> bytes:
    """Return a page without styles and scripts that come late and move what has been scrolled to, with room around."""
    html = re.sub(rb"(?is)<link\b[^>]*stylesheet[^>]*>|<script\b.*?</script>", b"", html)
    return html.replace(b"</head>", ROOM.encode() + b"</head>", 1)


@pytest.fixture(scope="module")
def pages() -> Iterator[Site]:
    """The real HTML pages on an origin of their own."""
    with serving() as site:
        for path in sorted((SHARED / "eval" / "pages" / "pages").glob("*.html")):
            site.put(f"/{path.name}", _alone(path.read_bytes()))
        yield site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    yield context.new_page()
    context.close()


@needs_shared
def test_five_hundred_links_land_on_their_sentences(page: Page, pages: Site, chat_server: Server) -> None:
    shipped = index_of(SHIPPED, "corpus")
    own = []
    for article, _, quote in _quotes(chat_server, shipped):
        status, html, _ = chat_server.request("GET", f"/articles/{article}")
        assert status == 200
        own.append(_target(pages.put(f"/articles/{article}", _alone(html)), quote))
    own_followed = _follow(page, own)
    _report("corpus that ships", own_followed)

    real = index_of(SHARED / "eval" / "pages" / "pages", "pages")
    anchors = _anchors(real)
    with running("--index", str(real)) as server:
        targets = []
        for article, source, quote in _quotes(server, real, step=4):
            target = _target(f"{pages.url}/{_file(article, pages)}", quote)
            targets.append(Target(target.kind, target.page, anchors[article, source], target.text, target.sentence))
    real_followed = _follow(page, targets)
    _report("real HTML pages", real_followed)

    both = [own_followed, real_followed]
    assert len(own) + len(targets) >= LEAST
    assert sum(f.prose_with_text for f in both) / sum(f.prose for f in both) >= 0.95
    assert sum(f.landed for f in both) / sum(f.with_text for f in both) >= 0.995
    assert [fault for f in both for fault in f.faults if "'count': 1" not in fault] == [], "a wrong occurrence"
    assert [anchor for f in both for anchor in f.without_anchor] == []


def _anchors(index: Path) -> dict[tuple[str, str], str]:
    opened = open_index(index)
    passages = opened.passages(np.arange(len(opened)))
    return {(p.article_id, p.source_id): p.anchor or "" for p in passages}


def _file(article: str, pages: Site) -> str:
    """Return the name of the page that an article was read from; ids are made of file names or addresses."""
    names = [path.strip("/") for path in pages.pages]
    wanted = re.sub(r"\W+", "-", article)
    found = [name for name in names if re.sub(r"\W+", "-", name.removesuffix(".html")) == wanted]
    assert len(found) == 1, (article, names)
    return found[0]
