"""What the browser tests of the widget share: another origin to serve pages from, and short names for its parts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

PROTOTYPE = Path(__file__).resolve().parents[3] / "node_modules" / "prototype-js-core" / "prototype.js"
TEXT = "<p>A paragraph of the publisher's own, long enough to be read and to wrap on a phone.</p>" * 12


@dataclass
class Site:
    """A publisher's site: pages by path, each with its headers; another origin than the chat service."""

    url: str
    pages: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)

    def put(self, path: str, body: str | bytes, headers: Mapping[str, str] | None = None) -> str:
        """Serve `body` at `path` from now on; return its address."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = (content, {"Content-Type": "text/html; charset=utf-8", **(headers or {})})
        return self.url + path


@contextmanager
def serving() -> Iterator[Site]:
    """Serve a new site on a free port of the loopback address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = site.pages.get(urlsplit(self.path).path, (b"", {}))
            self.send_response(200 if headers else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server gives it
            """Say nothing: the tests look at the browser's side."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def tag_of(service: str, attributes: str = "data-open") -> str:
    """Return the one tag that a publisher adds; without other attributes its panel is open in the corner."""
    return f'<script type="module" src="{service}/widget.js" {attributes}></script>'


def page_with(tag: str, *, head: str = "", body: str = TEXT, lang: str = "en", attributes: str = "") -> str:
    """Return a publisher's page that has the widget's tag at its end."""
    return (
        f'<!doctype html><html lang="{lang}" {attributes}><head><meta charset="utf-8"><title>A page</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>'
        f"<body><main><h1>A page</h1>{body}</main>{tag}</body></html>"
    )


def lost(_: Route) -> None:
    """Be a network on which nothing ever comes back."""


@dataclass
class Watched:
    """A page and what went wrong or out on it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def chat(self) -> Locator:
        """The element."""
        return self.page.locator("article-chat")

    @property
    def input(self) -> Locator:
        """The question box."""
        return self.chat.locator(".panel input")

    @property
    def launcher(self) -> Locator:
        """The button in the corner."""
        return self.chat.locator(".launcher")

    @property
    def turns(self) -> Locator:
        """Questions with what came of them."""
        return self.chat.locator(".turn")

    @property
    def last(self) -> Locator:
        """The newest turn."""
        return self.turns.last

    @property
    def status(self) -> Locator:
        """The live region that announces."""
        return self.chat.locator(".panel > [role=status]")

    def visit(self, address: str) -> Watched:
        """Load a page and wait for the element."""
        self.page.goto(address)
        self.page.wait_for_function("customElements.get('article-chat') !== undefined")
        return self

    def ask(self, question: str) -> Locator:
        """Type a question and send it; return its turn once it is settled."""
        self.input.fill(question)
        self.input.press("Enter")
        turn = self.last
        turn.and_(self.page.locator('[aria-busy="false"]')).wait_for()
        return turn

    def focused(self) -> str:
        """Return class or tag of what has the focus inside the widget, "" where nothing there has it."""
        script = (
            "() => { const at = document.querySelector('article-chat').shadowRoot.activeElement;"
            " return at ? (at.className || at.localName) : '' }"
        )
        return str(self.page.evaluate(script))


class Watch(Protocol):
    """Opens a page in a context of its own."""

    def __call__(self, **options: Any) -> Watched:
        """Return a page that is watched; `options` are those of a Playwright context."""


Embed = Callable[..., Watched]
"""Opens a publisher's page with the widget: takes its tag's attributes, `body` and `lang` of the page, and options."""


def watched(browser: Browser, contexts: list[BrowserContext], options: dict[str, Any]) -> Watched:
    """Open a page that records its requests, script errors and reports of a content security policy."""
    context = browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
    contexts.append(context)
    context.set_default_timeout(10_000)
    context.add_init_script(
        "window.broken = []; document.addEventListener('securitypolicyviolation',"
        " event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI));"
    )
    seen = Watched(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    return seen
