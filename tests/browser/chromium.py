"""Chromium as a reader's browser, with everything it complains about collected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

EXECUTABLE = Path(__file__).with_suffix(".sh")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES_OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SCHEMES: list[dict[str, Any]] = [
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
]
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", event =>
  console.error("CSP: " + event.violatedDirective + " " + event.blockedURI));
"""


def launch(playwright: Playwright) -> Browser:
    """Start Chromium."""
    return playwright.chromium.launch(executable_path=EXECUTABLE, args=SWITCHES)


@contextmanager
def reader(browser: Browser, address: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open a page for one reader of the server at `address`; options are those of a Playwright context.

    With it comes what is wrong, as it comes: errors on the console (policy violations among them), uncaught errors,
    requests to other hosts, and at last cookies.
    """
    context = browser.new_context(base_url=address, **options)
    context.add_init_script(_REPORT_VIOLATIONS)
    # the pages as they are without the widget, which has tests of its own
    context.route("**/widget.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(address) else complaints.append(f"request: {r.url}"))
    try:
        yield page, complaints
        complaints += [f"cookie: {cookie.get('name')}" for cookie in context.cookies()]
    finally:
        context.close()


def axe_violations(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    """Return what axe-core finds wrong, one line for each rule and element."""
    page.wait_for_load_state()  # what is found before the style sheet has come is not what readers see
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    return [f"{v['id']}: {node['html']} {node['failureSummary']}" for v in found["violations"] for node in v["nodes"]]


def axe_violations_in_every_scheme(page: Page) -> list[str]:
    """Return what axe-core finds wrong in light, in dark and with forced colours; leave the page in the last.

    What a page is made of is the same in each: in all but the first only its colours are looked at.
    """
    found = []
    for scheme in SCHEMES:
        page.emulate_media(reduced_motion="reduce", **scheme)  # else colours would still be on their way
        rules = RULES if scheme is SCHEMES[0] else RULES_OF_COLOURS
        found += [f"{scheme}: {line}" for line in axe_violations(page, rules)]
    return found
