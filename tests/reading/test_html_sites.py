"""Pages as common systems make them: a wiki, a help centre, an application's divs, a blog with its boxes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from chatbot.reading.landing import Page
from tests.reading.checks import outline, questions, said
from tests.reading.htmlreading import read

WIKI = """<body class="mediawiki"><div id="content" role="main"><h1 id="firstHeading">Kettle</h1>
<div id="bodyContent"><div id="siteSub">From the open kitchen</div><div id="jump-to-nav">Jump to navigation</div>
<p>A kettle boils water.</p>
<h2><span class="mw-headline" id="History">History</span>
<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2>
<p>The first were of bronze.</p><div id="catlinks">Category: Pots</div></div></div></body>"""

HELP = """<main><article><header><h1>Changing a plan</h1><a role="button" class="follow">Follow</a></header>
<div class="article-body"><p>You can change it at any time.</p><h2>Common questions</h2>
<h3>3.1. Will I lose data?</h3><p>No.</p></div></article></main>"""

APP = """<body><div id="root"><div><a href="/">Home</a><a href="/a">About</a><a href="/h">Help</a></div><h1>Leaving</h1>
<div><h2>Why it hurts</h2><p>A garden holds years of work.</p><h2>Frequently asked questions</h2>
<div class="item"><button aria-expanded="false">How long does it take?</button><div><p>A season.</p></div></div>
<div class="item"><button aria-expanded="false">Can I come back</button><div><p>You can.</p></div></div>
<div class="item"><button aria-expanded="false">What you can take along</button><div><p>One plant.</p></div></div></div>
<div class="cta"><h3>Ready to talk?</h3><a href="/book">Book a call</a></div></div></body>"""

OFFICE = """<body lang=EN-GB><div class=WordSection1><p class=MsoTitle>Leave</p>
<h1><a name="_Toc1"></a>Annual leave</h1><p class=MsoNormal>You have 25 days.</p>
<h1><a name="_Toc2"></a>Sick leave</h1><p class=MsoNormal>Call us.</p></div></body>"""

PANDOC = """<title>Bees in town</title><meta name="dcterms.date" content="2024-02-11"><body>
<header id="title-block-header"><h1 class="title">Bees in town</h1><p class="author">Ruth Amos</p>
<p class="date">11 February 2024</p><div class="abstract">Bees need water.</div></header>
<nav id="TOC" role="doc-toc"><ul><li><a href="#water">Water</a></li></ul></nav>
<section id="water" class="level1"><h1>Water</h1>
<p>A dish is enough.<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a></p></section>
<aside id="footnotes" class="footnotes" role="doc-endnotes"><ol><li id="fn1">With stones.</li></ol></aside></body>"""

POST = """<meta property="og:title" content="Walking : a garden blog">
<meta property="og:site_name" content="a garden blog">
<div><div class=head><p><span>Walking</span></p><span>Mina</span></div><div class=view><p><span>Hello.</span></p>
<p id=s1><span><b>1. Light</b></span></p><p><span>Twenty minutes are enough.</span></p><p>\u200b</p>
<p><span><b>This is important.</b></span></p><p><b>2. Time?</b></p><p>In the <b>morning</b>.</p></div></div>"""

LETTER = """<meta name=description content="On bedtime, again and again"><article><h1>Letters</h1>
<h3>On bedtime, again and again</h3>
<p>Dear P.,</p><h2>The last hour</h2><p>Dim the lights.</p></article>"""

BLOG = """<main><article><h1>Apples</h1><div class="entry-content"><p>Apples keep for months.</p><h2>📚 References:</h2>
<ol><li>Field, J. (2020). Keeping Fruit.</li></ol></div></article>
<div class="author-box"><h3>About the author</h3><p>Jo Field grows apples.</p></div></main>"""


def test_what_a_wiki_says_around_its_articles_is_not_in_them() -> None:
    article = read(WIKI)
    assert article.text == "Kettle\n\nA kettle boils water.\n\nHistory\n\nThe first were of bronze."
    assert article.sections[1].anchor == "History"


def test_a_link_that_is_a_button_is_no_text() -> None:
    article = read(HELP)
    assert "Follow" not in article.text
    assert questions(article) == ["Will I lose data?"]


def test_an_accordion_asks_with_and_without_a_question_mark_and_a_call_to_action_does_not() -> None:
    article = read(APP)
    assert questions(article) == ["How long does it take?", "Can I come back"]
    assert "Book a call" not in article.text


def test_an_icon_before_a_label_is_no_part_of_it_and_an_author_s_box_is_no_section() -> None:
    article = read(BLOG)
    assert [heading for _, heading in outline(article)][1:] == []
    assert [r.span.of(article.text) for r in article.references] == ["Field, J. (2020). Keeping Fruit."]
    assert "grows apples" not in article.text


def test_the_title_of_a_word_processor_s_page_is_its_styled_line_not_the_first_of_its_headings() -> None:
    article = read(OFFICE)
    assert article.title == "Leave"
    assert article.title_span
    assert [(s.heading.of(article.text), s.anchor) for s in article.sections if s.heading] == [
        ("Annual leave", "_Toc1"),
        ("Sick leave", "_Toc2"),
    ]


def test_a_blog_without_headings_has_its_bold_lines_for_headings_and_its_title_where_it_stands() -> None:
    article = read(POST)
    assert article.title == "Walking"
    assert article.title_span
    assert article.text.count("Walking") == 1
    assert outline(article) == [(1, ""), (2, "1. Light"), (2, "2. Time?")]
    assert article.sections[1].anchor == "s1"
    assert "This is important." in article.text


def test_the_bold_caption_of_a_figure_is_no_heading() -> None:
    figures = [
        f"<div class=figure><p><strong>{name}. Brushes</strong></p><img src=a></div><p>Text {name}.</p>"
        for name in ("Figure 7.15", "Table 2", "Example 1", "Abb. 3")
    ]
    article = read(f"<h1>T</h1><p>Before.</p>{''.join(figures)}")
    assert outline(article) == [(1, "")]
    assert "Figure 7.15. Brushes" in article.text


def test_a_heading_that_is_the_title_s_second_line_heads_no_section() -> None:
    article = read(LETTER)
    assert outline(article) == [(1, ""), (2, "The last hour")]
    assert said(article.deck, article) == "On bedtime, again and again"


def test_a_site_s_name_is_no_title_and_a_class_of_all_headings_makes_no_second_line() -> None:
    page = "<div><p class=site-title>Our site</p></div><h1 class=hero>Leave</h1><h1>Part</h1><p>You have 25 days.</p>"
    assert read(page).title == "Leave"
    page = "<h1>T</h1><h2 class=subheading>One</h2><p>a</p><h2 class=subheading>Two</h2><p>b</p>"
    assert outline(read(page)) == [(2, "One"), (2, "Two")]


def test_the_title_above_a_page_of_first_level_headings_is_its_own_and_its_footnotes_are_kept() -> None:
    article = read(PANDOC)
    assert article.text == "Bees in town\n\nBees need water.\n\nWater\n\nA dish is enough.1\n\nWith stones."
    assert (article.title, article.published) == ("Bees in town", date(2024, 2, 11))
    assert outline(article) == [(1, ""), (1, "Water"), (1, "")]
    assert [section.id for section in article.sections] == ["top", "water", "footnotes"]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            "<sup><a href=#ftnt1 id=ftnt_ref1>[1]</a></sup>",
            "<div><p><a href=#ftnt_ref1 id=ftnt1>[1]</a> One.</p></div>",
        ),
        ("<a href=#_ftn1 name=_ftnref1>[1]</a>", "<div id=ftn1><p><a href=#_ftnref1 name=_ftn1><i>[1]</i></a> One."),
        ("<a id=f-anchor-1 href=#f-1>1</a>", "<div class=footnote><a id=f-1 href=#f-anchor-1>1</a><div><p>One."),
    ],
)
def test_notes_that_lead_back_to_their_mark_belong_to_no_section(mark: str, note: str) -> None:
    article = read(f"<h1>T</h1><h2>Pay</h2><p>Ninety per cent{mark}.</p>{note}")
    assert [section.id for section in article.sections] == ["pay", "footnotes"]
    assert article.sections[1].parents == ()
    assert article.text.endswith("One.")


def test_a_heading_s_link_to_itself_may_be_a_sign_of_the_site_s_own_font() -> None:
    link = "<a class=headerlink href=#x>\uf0c1</a>"
    article = read(f"<h1 id=x>Walks{link}</h1><h2 id=y>Why{link}</h2><p>One.</p>")
    assert article.text == "Walks\n\nWhy\n\nOne."


@pytest.mark.parametrize(
    "note",
    [
        "One. <a href=#r1>↩</a>",
        "One.&nbsp;<a href=#r1>↩︎</a> <sup><a href=#r2>↩</a></sup>",
        "<b><a href=#r1>^</a></b> One.",
        "One.<a class=headerlink href=#one>¶</a>",
        "<i class=callout-icon>ℹ️</i> One.",
        "<span class=icon>!</span>One.",
        "<i class=fa>\uf05a</i> One.",
        "One.<a class=headerlink href=#one>\uf0c1</a>",
    ],
)
def test_signs_at_the_edge_of_a_text_are_none_of_it(note: str) -> None:
    assert read(f"<h1>T</h1><p>Two.</p><div>{note}</div>").text == "T\n\nTwo.\n\nOne."
    assert read(f"<h1>T</h1><p>Two.</p><ul><li>{note}</ul>").text == "T\n\nTwo.\n\nOne."


def test_a_link_can_name_the_sentence_before_such_a_sign() -> None:
    article = read("<h1>T</h1><p>Two.</p><p>One.<a href=#r1>↩</a></p>")
    sentence = article.sections[0].blocks[1].span
    assert sentence.of(article.text) == "One."
    assert Page(article).landing(sentence) == sentence


@pytest.mark.parametrize(
    "said",
    [
        "One <a href=#r1>↩</a> two.",
        "<i class=icon>✗</i> Ice.",
        "<a href=up.html>↑</a> Go up.",
        "Press <kbd>↑</kbd>",
        "<code><span>!</span>x</code>",
    ],
)
def test_a_sign_that_says_something_or_stands_in_the_midst_is_quoted(said: str) -> None:
    words = re.sub("<[^>]*>", "", said)
    assert read(f"<h1>T</h1><p>{said}</p>").text == f"T\n\n{words}"


def test_links_to_and_from_a_list_of_questions_make_no_footnotes_of_their_answers() -> None:
    contents = "<p><a id=t1 href=#a1>How long?</a></p><p><a id=t2 href=#a2>1.</a></p>"
    article = read(
        f"<h1>T</h1>{contents}<p><a id=a1 href=#t1>How long?</a></p><p>A year.</p><h2><a id=a2 href=#t2>1.</a>"
    )
    assert "footnotes" not in {section.id for section in article.sections}


def test_a_site_builder_s_name_for_what_is_no_footer_leaves_the_article() -> None:
    page = (
        "<title>Prices</title><div class='wsite-elements wsite-not-footer'><h2>Prices</h2><p>A class is £9.</p></div>"
    )
    footer = "<div class='wsite-elements wsite-footer'><p>2 Mill Lane</p></div>"
    assert read(page + footer).text == "Prices\n\nA class is £9."


def test_the_words_that_open_a_part_are_no_words_of_its_heading() -> None:
    button = (
        "<button aria-expanded=false><span>In England</span><span class=toggle><span></span><span>Show</span></span>"
    )
    article = read(
        f"<h1>T</h1><h2>{button}</button></h2><p>Ask the council.</p><h2>Show <span>Hide</span></h2><p>a</p>"
    )
    assert outline(article) == [(2, "In England"), (2, "Show Hide")]


def test_the_name_of_a_blog_is_no_heading_over_its_articles() -> None:
    page = (
        "<title>On leases :: Law</title><div id=head><h2><a href=/>Law</a></h2></div><h2><a href=/12>On leases</a></h2>"
    )
    article = read(f"{page}<p>Money back.</p><h3>Law</h3><p>a</p>")
    assert (article.title, outline(article)) == ("On leases", [(1, ""), (3, "Law")])


def test_the_title_of_a_page_that_numbers_its_first_level_headings_is_its_own() -> None:
    """110 pages of the SQLite manual would be called "1. Overview" or "1. Introduction"."""
    page = "<title>{}</title><div>{}</div><h1>1. Overview</h1><p>a</p><h1>2. Rows</h1><p>b</p>"
    article = read(page.format("SELECT", "SELECT"))
    assert article.title == "SELECT"
    assert outline(article) == [(1, "1. Overview"), (1, "2. Rows")]
    assert read(page.format("1. Overview &mdash; The Manual", "")).title == "1. Overview"
    assert read(page.format("", "")).title == "1. Overview"
    assert read("<title>Ten sites</title><h1>10 sites we love</h1><p>a</p>").title == "10 sites we love"


@pytest.mark.parametrize("style", ["MsoTitle", "c3 title", "title-western"])
def test_above_a_single_first_level_heading_the_style_of_a_word_processor_makes_the_title(style: str) -> None:
    text = "<p>All have twenty days.</p><h1>Sick</h1><p>Call before nine.</p>"
    assert read(f"<p class='{style}'>Leave</p>{text}").title == "Leave"
    assert read(f"<p class='title'>Leave</p>{text}").title == "Sick"
    assert read(f"<p class='blog title'>Leave</p>{text}").title == "Sick"


def test_a_blog_export_that_repeats_title_and_deck_in_its_text_says_them_once() -> None:
    page = """<article><header><h1 class=p-name>On failing</h1></header><section class=p-summary>In short.</section>
    <section class=e-content><h3 class=graf--title>On failing</h3><h4 class=graf--subtitle>In short.</h4>
    <p>I failed often.</p><h3>The first time</h3><p>It was in 1999.</p><h3>On failing</h3><p>Again.</p></section>"""
    article = read(page)
    assert [section[1] for section in outline(article)] == ["The first time", "On failing"]
    assert article.text.startswith("On failing\n\nIn short.\n\nI failed often.\n\nThe first time")
