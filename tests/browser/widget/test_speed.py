"""How fast the panel opens, and how little the widget holds up the page that loads it."""

from __future__ import annotations

import statistics
import sys

import pytest

from tests.browser.widget.support import Site, Watch, page_with

SLOWER = 4  # times slower than this machine
AIM, CEILING = 20, 150  # milliseconds
ATTEMPTS = 10
LONG_TASKS = """<script>
  window.long = [];
  new PerformanceObserver(list => { for (const entry of list.getEntries()) window.long.push(entry.duration); })
    .observe({type: 'longtask', buffered: true});
</script>"""
OPENING = """async () => {
  const chat = document.querySelector('article-chat');
  const begun = performance.now();
  chat.shadowRoot.querySelector('.launcher').click();
  if (chat.shadowRoot.activeElement?.localName !== 'input') return Infinity;
  await new Promise(shown => requestAnimationFrame(() => setTimeout(shown)));
  return performance.now() - begun;
}"""


def test_opening_takes_at_most_100_ms_until_the_box_has_the_focus_and_is_painted(
    watch: Watch, site: Site, service: str
) -> None:
    tag = f'<script type="module" src="{service}/widget.js" data-position="bottom-right"></script>'
    seen = watch().visit(site.put("/", page_with(tag)))
    seen.launcher.wait_for()
    times = []
    for _ in range(5):
        times.append(float(seen.page.evaluate(OPENING)))
        seen.page.keyboard.press("Escape")
    sys.stdout.write(
        f"opening to focus and paint: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms\n"
    )
    assert statistics.median(times) <= 100


def test_the_page_is_hardly_blocked_at_a_quarter_of_the_speed(
    watch: Watch, site: Site, service: str, pytestconfig: pytest.Config
) -> None:
    """Other work on the machine only ever adds to a measurement, so the least of several is the widget's own.

    By default this notices a widget grown heavy, and a busy machine does not matter; --long, on a quiet one, measures
    the aim.
    """
    tag = f'<script type="module" src="{service}/widget.js" data-position="bottom-right"></script>'
    address = site.put("/", page_with(tag, head=LONG_TASKS))
    enough = AIM if pytestconfig.getoption("--long") else CEILING
    least = float("inf")
    for _ in range(ATTEMPTS):
        least = min(least, _blocked(watch, address))
        if least <= enough:
            break
    sys.stdout.write(
        f"total blocking time of a page with the widget, processor {SLOWER} times slower: {least:.0f} ms\n"
    )
    assert least <= enough


def _blocked(watch: Watch, address: str) -> float:
    """Load a page on a throttled processor and return its total blocking time: what long tasks last beyond 50 ms."""
    page = watch().page
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_function("document.querySelector('article-chat')?.shadowRoot.querySelector('.launcher')")
    page.wait_for_timeout(500)
    tasks = page.evaluate("window.long")
    return float(sum(max(0.0, duration - 50) for duration in tasks))
