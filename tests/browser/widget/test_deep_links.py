"""Quotes in a real browser: they stand in what it shows of their page, and links land on their sentence alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.realpages import Quoted, alone, quotes_of_all_passages
from tests.browser.widget.support import Site, serving
from tests.indexes import index_of
from tests.shared import needs_shared
from tests.web.process import Server
from tests.web.small_corpus import SHIPPED

PROSE = {"section", "faq", "takeaway"}
LEAST = 500
PATIENCE = 5_000  # milliseconds; only a link that fails takes as long
# Where the text of a link stands on the page, white space aside: how often, and how far the middle of its box is from
# the middle of the window, where browsers scroll the text they land on. They look for it once the page has loaded, when
# they find the time.
FOLLOWED = """async ([text, patience]) => {
  const bare = data => data.replace(/\\s+/g, '');
  if (!window.shown) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node =>
      node.parentElement.closest('script, style, noscript') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    window.shown = {text: '', nodes: [], starts: []};
    while (walker.nextNode()) {
      shown.nodes.push(walker.currentNode);
      shown.starts.push(shown.text.length);
      shown.text += bare(walker.currentNode.data);
    }
    shown.folded = shown.text.toLowerCase();
  }
  const place = position => {
    let node = shown.starts.length - 1;
    while (shown.starts[node] > position) node--;
    const {data} = shown.nodes[node];
    let at = 0;
    for (let left = position - shown.starts[node]; left > 0 || !data[at].trim(); at++) left -= data[at].trim() !== '';
    return [shown.nodes[node], at];
  };
  const wanted = bare(text);
  const count = shown.folded.split(wanted.toLowerCase()).length - 1;
  const first = shown.text.indexOf(wanted);
  if (first < 0) return {count};
  const range = new Range();
  range.setStart(...place(first));
  const [node, at] = place(first + wanted.length - 1);
  range.setEnd(node, at + 1);
  for (const end = performance.now() + patience;;) {
    const box = range.getBoundingClientRect();
    const off = (box.top + box.bottom - innerHeight) / 2;
    const centred = scrollY > 0 && Math.abs(off) <= Math.max(box.height, 80);
    if (centred || performance.now() > end) return {count, centred, off, y: scrollY};
    await new Promise(requestAnimationFrame);
  }
}"""


@dataclass
class Followed:
    """What came of following every link of a set of quotes."""

    quotes: int = 0
    prose: int = 0
    prose_with_text: int = 0
    with_text: int = 0
    landed: int = 0
    faults: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    without_anchor: list[str] = field(default_factory=list)


def _follow(page: Page, quotes: Mapping[str, Sequence[Quoted]]) -> Followed:
    followed = Followed()
    for address, on_page in quotes.items():
        loaded = False
        for quote in on_page:
            followed.quotes += 1
            followed.prose += quote.kind in PROSE
            if quote.fragment:
                followed.prose_with_text += quote.kind in PROSE
                followed.with_text += 1
                _land(page, address, quote, followed, loaded)
                loaded = True
        _check_anchors(page, address, on_page, followed)
    return followed


def _land(page: Page, address: str, quote: Quoted, followed: Followed, loaded: bool) -> None:
    """Follow the text alone, without the anchor: what is not found then leaves the page at its top.

    Each page is loaded with its first link; on a page that is loaded already the browser looks for the text in place.
    """
    named = unquote(quote.fragment)
    for again in (not loaded, True):  # Chromium gives its search up where a busy machine keeps it waiting
        page.goto("about:blank") if again else page.evaluate("scrollTo(0, 0)")
        page.goto(f"{address}#:~:text={quote.fragment}")
        place = page.evaluate(FOLLOWED, [named, PATIENCE])
        if place.get("centred"):
            break
    exact = named == quote.sentence or named in quote.sentence.split("\t")
    if exact and place["count"] == 1 and place["centred"]:
        followed.landed += 1
        return
    fault = f"{address} {quote.kind} {named!r}: {place}, exact: {exact}"
    (followed.faults if place["count"] == 1 else followed.misplaced).append(fault)


def _check_anchors(page: Page, address: str, quotes: Sequence[Quoted], followed: Followed) -> None:
    page.goto(address)
    anchors = sorted({quote.anchor for quote in quotes} - {""})
    missing = page.evaluate("ids => ids.filter(id => document.getElementById(id) === null)", anchors)
    followed.without_anchor += [f"{address}#{anchor}" for anchor in missing]


def _report(name: str, followed: Followed) -> None:
    sys.stdout.write(
        f"{name}: {followed.quotes} quotes; {followed.prose_with_text} of {followed.prose} prose quotes carry a text"
        f" fragment; {followed.landed} of {followed.with_text} fragments land on their sentence;"
        f" anchors that do not exist: {len(followed.without_anchor)}\n"
    )
    for fault in followed.faults + followed.misplaced + followed.without_anchor:
        sys.stdout.write(f"  {fault}\n")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    yield context.new_page()
    context.close()


@pytest.fixture
def own_quotes(chat_server: Server) -> Iterator[dict[str, list[Quoted]]]:
    """The quotes of the corpus that ships, by the address of their article, which is served without the widget."""
    with serving() as site:
        quotes: dict[str, list[Quoted]] = {}
        for quote in quotes_of_all_passages(chat_server, index_of(SHIPPED, "corpus")):
            status, html, _ = chat_server.request("GET", f"/articles/{quote.article}")
            assert status == 200
            quotes.setdefault(site.put(f"/{quote.article}", alone(html)), []).append(quote)
        yield quotes


@needs_shared
def test_five_hundred_links_land_on_their_sentences(
    page: Page, own_quotes: dict[str, list[Quoted]], page_quotes: dict[str, list[Quoted]]
) -> None:
    original = {url: [replace(q, anchor=q.page_anchor) for q in quotes] for url, quotes in page_quotes.items()}
    own, real = _follow(page, own_quotes), _follow(page, original)
    _report("corpus that ships", own)
    _report("real HTML pages", real)
    both = [own, real]
    assert sum(f.quotes for f in both) >= LEAST
    assert sum(f.prose_with_text for f in both) / sum(f.prose for f in both) >= 0.95
    assert sum(f.landed for f in both) / sum(f.with_text for f in both) >= 0.995
    assert [fault for f in both for fault in f.misplaced] == [], "a wrong occurrence"
    assert [anchor for f in both for anchor in f.without_anchor] == []


@needs_shared
def test_every_quote_of_a_page_stands_in_its_visible_text(page: Page, page_quotes: dict[str, list[Quoted]]) -> None:
    """Links to the place they stand at, "¶", are left out of both: the article does not say them."""
    texts, missing = 0, []
    for address, quotes in page_quotes.items():
        page.goto(address)
        page.evaluate(
            "for (const link of [...document.links]) if (/^[¶#↩]$/.test(link.innerText.trim())) link.remove()"
        )
        shown = "".join(page.locator("body").inner_text().split())
        for quote in quotes:
            texts += len(quote.texts)
            missing += [f"{address} {quote.kind}: {t!r}" for t in quote.texts if "".join(t.split()) not in shown]
    sys.stdout.write(f"texts of quotes in the visible text of their page: {texts - len(missing)} of {texts}\n")
    assert missing == []
    assert texts >= 200


def test_a_text_that_is_not_on_the_page_lands_nowhere(page: Page, site: Site) -> None:
    """What the test above looks at does tell a link that lands from one that doesn't."""
    address = site.put("/", alone(b"<html><head></head><body><p>One sentence.</p><p>Another one.</p></body></html>"))
    page.goto(f"{address}#:~:text=No%20such%20sentence.")
    assert page.evaluate(FOLLOWED, ["No such sentence.", 0]) == {"count": 0}
    assert page.evaluate(FOLLOWED, ["Another one.", 300])["centred"] is False
    page.goto(f"{address}#:~:text=Another%20one.")
    assert page.evaluate(FOLLOWED, ["Another one.", PATIENCE])["centred"] is True
