"""Pages that would break a widget: their styles, layers, directions, policies and libraries don't reach this one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from chatbot.web.widget import BUNDLE, integrity
from tests.browser.widget.support import PROTOTYPE, TEXT, Site, Watch, Watched, page_with, serving, watched

Questions = dict[str, str]
SHIFTS = """<script>
  window.shift = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; })
    .observe({type: 'layout-shift', buffered: true});
</script>"""
# What libraries of 2006 did, on top of what Prototype.js 1.7.3 still does: toJSON on arrays and strings, enumerable
# additions to Object.prototype, other meanings of reduce, map and filter, wrapped DOM methods.
ANCIENT = """
  Object.prototype.toJSONString = function () { return '{}'; };
  Object.prototype.each = function () { throw new Error('each'); };
  Array.prototype.toJSON = function () { return '[]'; };
  String.prototype.toJSON = function () { return 'x'; };
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
  for (const name of ['map', 'filter', 'find', 'forEach', 'some', 'every', 'concat', 'includes', 'entries', 'flat'])
    Array.prototype[name] = function () { throw new Error(name); };
  Array.from = function () { throw new Error('from'); };
  Object.keys = Object.entries = Object.values = function () { throw new Error('keys'); };
  Function.prototype.bind = function () { throw new Error('bind'); };
"""


def _launched(service: str, **options: str) -> str:
    extra = "".join(f' {name}="{value}"' for name, value in options.items())
    return f'<script type="module" src="{service}/widget.js" data-position="bottom-right"{extra}></script>'


def _works(seen: Watched, questions: Questions) -> None:
    """Open, ask, see a quote, follow up, close; without script errors, refused loads or a shift of the page."""
    seen.launcher.click()
    assert seen.focused() == "input"
    turn = seen.ask(questions["answered"])
    assert turn.locator("blockquote").count() > 0
    assert turn.locator("mark").count() > 0
    _is_inside_the_window(seen, ".panel")
    assert seen.ask(questions["weak"]).locator(".badge").count() > 0
    assert "read on" in seen.ask(questions["unanswered"]).inner_text().lower()
    seen.page.keyboard.press("Escape")
    assert seen.focused() == "launcher"
    _is_inside_the_window(seen, ".launcher")
    assert seen.errors == []
    assert seen.page.evaluate("broken") == []
    assert seen.page.evaluate("window.shift ?? 0") == 0


def _is_inside_the_window(seen: Watched, part: str) -> None:
    box = seen.chat.locator(part).bounding_box()
    size = seen.page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]


def _looks(seen: Watched) -> dict[str, str]:
    """Return what the launcher and the open panel look like, as the browser computed it."""
    script = """() => {
      const root = document.querySelector('article-chat').shadowRoot;
      const looks = {};
      for (const selector of ['.launcher', '.panel', 'h2', 'input', '.welcome p', '.log']) {
        const style = getComputedStyle(root.querySelector(selector));
        const box = root.querySelector(selector).getBoundingClientRect();
        looks[selector] = [style.display, style.color, style.fontSize, style.fontFamily, style.direction,
          style.textAlign, style.textTransform, style.letterSpacing, style.visibility, box.width, box.height].join(' ');
      }
      return looks;
    }"""
    found: dict[str, str] = seen.page.evaluate(script)
    return found


@pytest.fixture(scope="module")
def plain(browser: Browser, service: str) -> dict[str, str]:
    """The widget's looks on a page without any styles."""
    contexts: list[BrowserContext] = []
    with serving() as site:
        seen = watched(browser, contexts, {}).visit(site.put("/", page_with(_launched(service))))
        seen.launcher.click()
        looks = _looks(seen)
    contexts[0].close()
    return looks


@pytest.mark.parametrize(
    "rules",
    [
        "* { all: unset !important }",
        "* { all: revert !important; display: none }",
        "*, *::before { letter-spacing: 9px !important; text-transform: uppercase !important }",
        "* { direction: rtl !important; float: right !important; color: red !important }",
        "html { font-size: 40px } body { visibility: hidden; font: 60px cursive; text-align: right; line-height: 4 }",
        "article-chat, button, input, div { display: none; position: static !important; opacity: 0.1 }",
        "body { display: grid; grid-template-columns: 1fr 1fr; transform: rotate(3deg); filter: blur(2px) }",
    ],
)
def test_styles_of_the_page_change_nothing(
    rules: str, watch: Watch, site: Site, service: str, questions: Questions, plain: dict[str, str]
) -> None:
    head = f"{SHIFTS}<style>{rules}</style>"
    seen = watch().visit(site.put("/", page_with(_launched(service), head=head)))
    seen.launcher.click()
    assert _looks(seen) == plain
    seen.page.keyboard.press("Escape")
    _works(seen, questions)


def test_the_widget_is_above_the_highest_layer(watch: Watch, site: Site, service: str, questions: Questions) -> None:
    layer = '<div style="position: fixed; inset: 0; z-index: 2147483647; background: #fee">Buy!</div>'
    seen = watch().visit(site.put("/", page_with(_launched(service) + layer, head=SHIFTS)))
    _works(seen, questions)


def test_a_right_to_left_page_keeps_its_direction_and_the_widget_its_own(
    watch: Watch, site: Site, service: str, questions: Questions, plain: dict[str, str]
) -> None:
    page = page_with(_launched(service), head=SHIFTS, attributes='dir="rtl"')
    seen = watch().visit(site.put("/", page))
    seen.launcher.click()
    assert _looks(seen) == plain
    seen.page.keyboard.press("Escape")
    _works(seen, questions)


def test_a_page_with_the_strictest_policy_reports_nothing(
    watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    policy = (
        f"default-src 'none'; script-src 'nonce-n0nce'; connect-src {service}; form-action 'none'; base-uri 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    )
    head = SHIFTS.replace("<script>", '<script nonce="n0nce">')
    page = page_with(_launched(service, nonce="n0nce"), head=head)
    seen = watch().visit(site.put("/", page, {"Content-Security-Policy": policy}))
    _works(seen, questions)


def test_the_digest_of_the_readme_lets_the_script_run_and_any_other_does_not(
    watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    digest = integrity()
    seen = watch().visit(site.put("/", page_with(_launched(service, integrity=digest, crossorigin="anonymous"))))
    _works(seen, questions)
    wrong = digest[:-6] + "AAAAAA"
    refused = watch()
    refused.page.goto(site.put("/wrong", page_with(_launched(service, integrity=wrong))))
    assert refused.page.evaluate("customElements.get('article-chat')") is None


def test_a_page_that_zooms_itself_keeps_the_panel_inside_the_window(watch: Watch, site: Site, service: str) -> None:
    head = "<style>body { zoom: 1.5 }</style>"
    seen = watch(viewport={"width": 360, "height": 480}).visit(site.put("/", page_with(_launched(service), head=head)))
    _is_inside_the_window(seen, ".launcher")
    seen.launcher.click()
    _is_inside_the_window(seen, ".panel")
    assert seen.chat.locator("h2").evaluate("heading => heading.currentCSSZoom") == 1.5


def test_a_page_with_shortcuts_of_one_key_gets_nothing_that_is_typed_and_its_own_combinations(
    watch: Watch, site: Site, service: str
) -> None:
    """From outside nothing shows that a key was pressed in a text field: the target that a page sees is the element."""
    head = """<script>
      window.heard = [];
      for (const kind of ['keydown', 'keypress', 'keyup']) addEventListener(kind, event => {
        if (event.target.localName === 'input') return;
        heard.push(event.key);
        if (event.key.length === 1) event.preventDefault();
      });
    </script>"""
    seen = watch().visit(site.put("/", page_with(_launched(service), head=head)))
    seen.launcher.click()
    seen.page.keyboard.type("What is it?")
    seen.page.keyboard.press("ArrowLeft")
    assert seen.input.input_value() == "What is it?"
    assert seen.page.evaluate("heard") == []
    seen.page.keyboard.press("Control+k")
    assert "k" in seen.page.evaluate("heard")


@pytest.mark.parametrize("lang", ["en", "de"])
def test_old_libraries_that_patch_prototypes_change_nothing(
    watch: Watch, site: Site, service: str, questions: Questions, lang: str
) -> None:
    scripts = f'<script src="/prototype.js"></script><script>{ANCIENT}</script>'
    site.put("/prototype.js", PROTOTYPE.read_bytes(), {"Content-Type": "text/javascript"})
    seen = watch()
    bodies: list[object] = []
    seen.page.on("request", lambda request: bodies.append(request.post_data_json if request.post_data else None))
    # from here on nothing is evaluated in the page's own world: Playwright's scripts would break there, too
    seen.page.goto(site.put("/", page_with(_launched(service), head=scripts, lang=lang)))
    seen.launcher.click()
    seen.chat.locator("input:focus").wait_for()
    turn = seen.ask(questions["answered"])
    assert turn.locator("blockquote").count() > 0
    seen.ask(questions["weak"])
    asked = [body for body in bodies if isinstance(body, dict)]
    assert [body["history"] for body in asked] == [[], [questions["answered"]]]
    seen.page.keyboard.press("Escape")
    seen.chat.locator(".launcher:focus").wait_for()
    assert seen.errors == []


def test_the_page_keeps_its_own_layout_when_the_button_comes_late(watch: Watch, site: Site, service: str) -> None:
    late = (
        "<script>setTimeout(() => { const s = document.createElement('script'); s.type = 'module';"
        f" s.src = '{service}/widget.js'; s.dataset.title = 'Ask us'; document.body.append(s); }}, 300)</script>"
    )
    seen = watch().visit(site.put("/", page_with(late, head=SHIFTS, body=TEXT * 3)))
    seen.launcher.wait_for()
    before = seen.page.evaluate("[document.documentElement.scrollHeight, document.body.children.length]")
    seen.launcher.click()
    assert seen.page.evaluate("document.documentElement.scrollHeight") == before[0]
    assert seen.page.evaluate("window.shift") == 0


def test_a_tag_in_the_head_that_runs_before_there_is_a_body_gives_a_button_later(
    watch: Watch, site: Site, service: str
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    seen = watch()
    seen.page.route("**/held.js", hold)
    head = _launched(service).replace("type=", "async type=") + '<script src="/held.js"></script>'
    seen.page.goto(site.put("/", page_with("", head=head)), wait_until="commit")
    # nothing is painted yet, which waiting for a function waits for unless it is told how often to look
    seen.page.wait_for_function("customElements.get('article-chat') !== undefined", polling=50)
    assert seen.page.evaluate("document.body") is None
    held[0].fulfill(body="", content_type="text/javascript")
    seen.launcher.wait_for()
    assert seen.errors == []


def test_a_tag_that_stands_on_the_page_twice_gives_one_button_and_one_for_each_corner(
    watch: Watch, site: Site, service: str
) -> None:
    left = _launched(service, **{"data-title": "Ask us"}).replace("bottom-right", "bottom-left")
    seen = watch().visit(site.put("/", page_with(_launched(service) * 2 + left)))
    seen.launcher.first.wait_for()
    positions = "[...document.querySelectorAll('article-chat')].map(chat => chat.getAttribute('position'))"
    assert seen.page.evaluate(positions) == ["bottom-right", "bottom-left"]


def test_two_services_on_a_page_have_a_button_each_that_asks_its_own(watch: Watch, site: Site, service: str) -> None:
    site.put("/chat/widget.js", BUNDLE.read_bytes(), {"Content-Type": "text/javascript"})
    other = _launched(f"{site.url}/chat").replace("bottom-right", "bottom-left")
    seen = watch().visit(site.put("/", page_with(_launched(service) + other)))
    with seen.page.expect_request(f"{service}/api/chat"), seen.page.expect_request(f"{site.url}/chat/api/chat"):
        seen.page.evaluate("[...document.querySelectorAll('article-chat')].forEach(chat => void chat.ask('Why?'))")


def test_two_copies_of_the_file_that_want_one_corner_share_it_and_do_not_fight(
    watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    both = _launched(service) + _launched(service).replace("widget.js", "widget.js?v=2")
    seen = watch().visit(site.put("/", page_with(both)))
    assert seen.page.locator("article-chat").count() == 1
    _works(seen, questions)


def test_a_tag_whose_address_is_redirected_gives_a_button_that_asks_where_the_file_came_from(
    watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    seen = watch()
    location = {"Location": f"{service}/widget.js", "Access-Control-Allow-Origin": "*"}
    seen.page.route(f"{site.url}/chat/widget.js", lambda route: route.fulfill(status=301, headers=location))
    seen.visit(site.put("/", page_with(_launched(f"{site.url}/chat"))))
    _works(seen, questions)


@pytest.mark.parametrize("how", ["Enter", "button"])
def test_a_sandboxed_frame_in_which_no_form_may_be_submitted(
    how: str, watch: Watch, site: Site, service: str, questions: Questions
) -> None:
    """Builders of sites put pasted markup into such frames."""
    site.put("/inner", page_with(_launched(service, **{"data-open": ""})))
    frame = '<iframe sandbox="allow-scripts allow-same-origin" width="800" height="600" src="/inner"></iframe>'
    seen = watch()
    seen.page.goto(site.put("/outer", frame))
    chat = seen.page.frame_locator("iframe").locator("article-chat")
    chat.locator(".panel input").fill(questions["answered"])
    if how == "Enter":
        chat.locator(".panel input").press("Enter")
    else:
        chat.locator(".panel .send").click()
    chat.locator("blockquote").first.wait_for()
    assert chat.locator(".turn").count() == 1
    assert seen.errors == []
