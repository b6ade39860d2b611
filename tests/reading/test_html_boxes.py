"""A box beside the text ends with its element, as the panel of a tab does: its heading owns nothing below it."""

from __future__ import annotations

import pytest

from tests.reading.htmlreading import headings, paragraphs, read, sections, texts


@pytest.mark.parametrize(
    "box",
    [
        "<aside><h3>Note</h3><p>Ask.</p></aside>",
        "<div class=callout><div><h3>Note</h3></div><div><p>Ask.</p></div></div>",
        "<aside class=card><div class=inner><h3>Note</h3><p>Ask.</p></div></aside>",
    ],
)
def test_text_below_a_box_belongs_to_the_section_around_it(box: str) -> None:
    article = read(
        f"<main><h1>T</h1><h2 id=why>Causes</h2><p>Wear.</p>{box}<p>Falls.</p><h2>Help</h2><p>Ice.</p></main>"
    )
    assert sections(article) == {
        "Causes": [("paragraph", "Wear.")],
        "Note": [("paragraph", "Ask.")],
        "": [("paragraph", "Falls.")],
        "Help": [("paragraph", "Ice.")],
    }
    below = next(section for section in article.sections if section.heading is None and section.blocks)
    assert article.heading_path(below.parents, article.named()) == ("Causes",)
    assert below.anchor == "why"


@pytest.mark.parametrize(
    "section",
    [
        "<div class=note><h2>Causes</h2></div><p>Wear.</p><p>Falls.</p>",
        "<section><header><h2>Causes</h2><p>Wear.</p></header><p>Falls.</p></section>",
        "<div class=column><h2>Causes</h2><p>Wear.</p></div><div class=column><p>Falls.</p></div>",
    ],
)
def test_a_wrapper_that_is_no_box_ends_no_section(section: str) -> None:
    assert sections(read(f"<main><h1>T</h1><p>One.</p>{section}</main>"))["Causes"] == [
        ("paragraph", "Wear."),
        ("paragraph", "Falls."),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>T</h1><div class=c-3><h3>Key points</h3><ul><li>Move.</ul></div><p>Text.</p>",
        "<h1>T</h1><aside><h3>Key points</h3><ul><li>Move.</ul></aside><p>Text.</p>",
        "<header><h1>T</h1><h2>At a glance</h2><ul><li>Move.</ul></header><p>Text.</p>",
    ],
)
def test_the_summary_ends_with_the_element_that_it_heads(page: str) -> None:
    article = read(f"<main><article>{page}</article></main>")
    assert article.takeaway
    assert texts(article.takeaway.blocks, article) == [("list", "Move.")]
    assert ("paragraph", "Text.") in sections(article)[""]


def test_a_line_on_the_review_below_a_box_is_no_part_of_it() -> None:
    box = "<aside><h3>Key points</h3><p>Move.</p></aside>"
    article = read(
        f"<main><h1>T</h1>{box}<p>Reviewed by A. B.</p><h2>Causes</h2><p>Wear.</p><p>Reviewed: 2024</p></main>"
    )
    assert article.takeaway
    assert texts(article.takeaway.blocks, article) == [("paragraph", "Move.")]
    assert sections(article) == {"": [("paragraph", "Reviewed by A. B.")], "Causes": [("paragraph", "Wear.")]}


ROW = "<ul role=tablist><li role=tab {}>Warm<li role=tab {}>Cold</ul>"
NAMED = ROW.format("aria-controls=w", "aria-controls=c")
BUTTONS = NAMED.replace("<li role=tab aria-controls=", "<li><button role=tab data-bs-target='#").replace(
    ">Warm", "'>Warm"
)
LABELS = "<input type=radio><div class=tabbed-labels><label>Warm</label><label>Cold</label></div>"
LINKS = "<ul class='nav nav-tabs'><li><a href='#{}'>Warm</a><li><a href='#{}'>Cold</a></ul>"
PANELS = "<div {}><p>Daily.</p></div><div {}><p>Weekly.</p></div>"


@pytest.mark.parametrize(
    "tabs",
    [
        NAMED + PANELS.format("id=w", "id=c"),
        BUTTONS.replace("c>Cold", "c'>Cold") + f"<div>{PANELS.format('id=w', 'id=c')}</div>",
        ROW.format("", "") + f"<div>{PANELS.format('role=tabpanel', 'role=tabpanel')}</div>",
        f"<div>{LABELS}<div>{PANELS.format('class=tabbed-block', 'class=tabbed-block')}</div></div>",
        LINKS.format("w", "c") + f"<div>{PANELS.format('id=w', 'id=c')}</div>",
        LINKS.format("", "") + f"<div class=all_tabs>{PANELS.format('class=tab', 'class=tab')}</div>",
    ],
    ids=["aria", "bootstrap", "by-place", "mkdocs", "links", "links-by-place"],
)
def test_what_a_panel_says_stands_under_the_label_of_its_tab(tabs: str) -> None:
    article = read(f"<h1>T</h1><h2>Feeding</h2><p>Feed it.</p>{tabs}<p>Always.</p>")
    assert headings(article) == [(1, "T"), (2, "Feeding"), (3, "Warm"), (3, "Cold")]
    assert sections(article) == {
        "Feeding": [("paragraph", "Feed it.")],
        "Warm": [("paragraph", "Daily.")],
        "Cold": [("paragraph", "Weekly.")],
        "": [("paragraph", "Always.")],
    }


@pytest.mark.parametrize(
    ("button", "below", "said"),
    [
        ("<button aria-controls=p>It is slow</button>", "<div id=p><p>Wait.</p></div>", ["It is slow", "Wait."]),
        ("<div><i role=button aria-controls=p>It is slow</i></div>", "<div id=p>Wait.</div>", ["It is slow", "Wait."]),
        ("<button aria-controls=p>Show all</button>", "<div id=p><p>Wait.</p></div>", ["Wait."]),
        ("<button aria-controls=p>Share</button>", "<div id=p><a href=/x>By mail</a></div>", ["By mail"]),
        ("<button aria-controls=q>It is slow</button>", "<div id=p><p>Wait.</p></div>", ["Wait."]),
    ],
    ids=["name", "name in a box", "opening", "menu", "elsewhere"],
)
def test_a_button_that_opens_the_text_below_it_is_its_name(button: str, below: str, said: list[str]) -> None:
    assert paragraphs(f"<h1>T</h1><p>Text.</p>{button}{below}") == ["Text.", *said]


def test_a_panel_that_is_hidden_and_tabs_around_their_panels_make_no_headings() -> None:
    assert headings(read(f"<h1>T</h1>{NAMED}{PANELS.format('id=w', 'id=c hidden')}")) == [(1, "T"), (2, "Warm")]
    inside = "<h3 role=tab aria-controls={0}>{0}</h3><div id={0}><p>Daily.</p></div>"
    again = f"{LINKS.format('w', 'c')}<div id=w><h3>Warm</h3><p>Daily.</p></div><div id=c><p>Weekly.</p></div>"
    assert headings(read(f"<h1>T</h1>{again}")) == [(1, "T"), (3, "Warm"), (2, "Cold")]
    page = f"<h1>T</h1><div role=tablist>{inside.format('Warm')}{inside.format('Cold')}</div>"
    assert headings(read(page)) == [(1, "T"), (3, "Warm"), (3, "Cold")]
