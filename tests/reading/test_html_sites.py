"""Pages as common systems make them: a wiki, a help centre, an application's divs, a blog with its boxes."""

from __future__ import annotations

from tests.reading.checks import outline, questions
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
