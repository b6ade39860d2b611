"""What of a page is the article: by landmarks, names and links, on pages of many makes."""

from __future__ import annotations

import pytest

from chatbot.reading.article import RelatedLink
from tests.pace import assert_grows_with
from tests.reading.checks import block_texts, said, takeaway
from tests.reading.htmlreading import headings, paragraphs, read, sections, warnings_of

BODY = "<h1>Title</h1><p>One.</p><h2>Part</h2><p>Two.</p>"


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>Related:</strong> <a href=/x>How to talk about loss</a></p>",
        "<div><p><em>Read more: <a href=/x>Stages</a>, <a href=/y>Tasks</a></em></p></div>",
        "<p>5 min read</p>",
        "<div>12 March 2024 · 4 min read</div>",
        "<p>5-minute read | Clinical skills</p>",
        "<p>Share this article</p>",
        "<p>Was this article helpful?</p>",
        "<p>Did you find it helpful? <a href=#>Yes</a> <a href=#>No</a></p>",
        "<p>Did this answer your question? Yes / No</p>",
        "<div><p>Was this helpful?</p><a href=#>Yes</a><a href=#>No</a><p>Great!</p><p>Sorry about that.</p></div>",
        "<p>© 2024 The Journal. All rights reserved.</p>",
        "<p><em>Last updated: <time>3 May 2024</time></em></p>",
        "<p>Last updated May 3, 2024 · <a href=/how>How we check</a></p>",
        "<div>Modified on: Tue, 5 May, 2026 at 3:14 PM</div>",
        "<div>Zuletzt aktualisiert am 3.&nbsp;May 2024, 10:15</div>",
    ],
)
def test_lines_of_the_site_between_paragraphs_are_not_quoted(line: str) -> None:
    article = read(f"<main><h1>Title</h1><p>One.</p>{line}<p>Two.</p></main>")
    assert article.text == "Title\n\nOne.\n\nTwo."


@pytest.mark.parametrize(
    "line",
    [
        "<p>See also: grief that begins before the loss</p>",
        "<div><p>Was this what you wanted?</p><p>Great!</p></div>",
        "<div><p>Ask them:</p><p>Was this helpful?</p></div>",
        "<p>Related: <a href=/x>grief</a> before the loss</p>",
        "<p>5 minutes</p>",
        "<p>Last updated May 3, 2024 with <a href=/how>new figures</a></p>",
        "<p>Of all forms – of which this is one – a 5 min read suits me.</p>",
        "<p>© is the sign of rights.</p>",
        "<h2>Share this story</h2>",
    ],
)
def test_lines_that_merely_look_so_stay(line: str) -> None:
    assert "\n\nOne.\n\nTwo." not in read(f"<main><h1>Title</h1><p>One.</p>{line}<p>Two.</p></main>").text


@pytest.mark.parametrize(
    "page",
    [
        f"<nav><h3>Menu</h3><a href=/a>A</a></nav><main>{BODY}</main><footer><h3>Us</h3></footer>",
        f"<div role=navigation><h3>Menu</h3></div><div role=main>{BODY}</div><div role=contentinfo>End</div>",
        f"<header><a href=/><h1>Site</h1></a></header><article>{BODY}</article><aside><h3>More</h3></aside>",
        f"<div class=navbar><h3>Menu</h3></div><div>{BODY}</div><div class=sidebar-right><h3>S</h3></div>",
        f"<div id=header><h2>Site</h2></div><div id=content>{BODY}</div><div id=footer><p>End</p></div>",
        f"<div class='site-main has-header'><div class='main no-site-header'>{BODY}</div></div>",
        f"<div class='page has-sidebar'><div class=sidebar-layout>{BODY}</div></div>",
        f"<form>{BODY}<input></form>",
        f"<main><div class=breadcrumbs><a href=/>Home</a></div>{BODY}<div class=share-buttons>Share</div></main>",
        f"<main>{BODY}<section class=comments-area><h2>3 replies</h2>{'<p>Long reply.</p>' * 50}</section></main>",
        f"<main><article>{BODY}</article><article class=teaser><h2><a href=/x>Other</a></h2></article></main>",
        f"<ul><li><a href=/a>A</a><li><a href=/b>B</a><li><a href=/c>C</a></ul>{BODY}<p>© 2024 Us</p>",
        f"<table><tr><td><a href=a>A</a><br><a href=b>B</a><br><a href=c>C</a><td>{BODY}</table>",
        f"<main>{BODY}<nav class=post-navigation><h2>Post navigation</h2></nav></main>",
        f"<main>{BODY}<form><h3>Write to us</h3><input></form><dialog open><h2>Cookies</h2></dialog></main>",
        f"<a class=skip-link href=#m>Skip</a><main id=m>{BODY}</main>",
        f"<body class=modal-open><main>{BODY}</main><div class=modal><h2>Subscribe</h2></div></body>",
        f"<main>{BODY}<div class=cta_component><h2>Ready?</h2><p>Try it.</p></div></main>",
        f"<div class='builder builder-location-header'><p>Call us</p></div><div>{BODY}</div>",
        f"<main>{BODY}<a href=/x><div><h3>Other</h3><p>A teaser.</p></div></a></main>",
        f"<main>{BODY}<p><a class='btn btn-primary' href=/x>Start</a></p></main>",
        f"<div id=lnb><h2>Guides</h2><ul><li><a href=/a>A</a></ul></div><div>{BODY}</div>",
        f"<body><div><div class=location><span>홈</span> &gt; <span>Guides</span></div>{BODY}</div></body>",
        f"<main><p><a href='#part'>Jump to the part</a></p>{BODY}<div><a href='#top'>Up</a></div></main>",
        f"<main>{BODY}<div class=slot><span>Advertisement</span></div></main>",
        f"<main><div class=page-metadata>Created by <span class=author>Ana</span> on Mar 03, 2024</div>{BODY}</main>",
        f"<main><dl class='article-info muted'><dt>Details<dd>Written by: Ana<dd>Hits: 12</dl>{BODY}</main>",
        f"<main>{BODY}<h2>'<a href=/c>Home</a>' 카테고리의 다른 글</h2><p><a href=/x>Other</a></p></main>",
    ],
    ids=[
        *(
            "landmarks",
            "roles",
            "site-heading",
            "class-names",
            "ids",
            "header-names",
            "layout-names",
            "form-around",
            "share",
            "comments",
        ),
        *("teasers", "link-list", "layout-table", "post-navigation", "form-inside", "skip-link", "modal", "component"),
        *("header-by-name", "card", "button", "lnb", "location", "in-page", "advertisement"),
        *("wiki-metadata", "details", "category"),
    ],
)
def test_boilerplate_is_left_out_whatever_the_page_is_made_with(page: str) -> None:
    article = read(page)
    assert headings(article) == [(1, "Title"), (2, "Part")]
    assert article.text == "Title\n\nOne.\n\nPart\n\nTwo."


def test_what_the_header_of_the_title_says_about_the_page_is_left_out() -> None:
    meta = "<div class=quarto-title-meta><div>Author</div><p>Jo Field</p><div>Published</div><p>March 3</p></div>"
    header = "<header><h1>Title</h1><p>A deck.</p>{}</header><p>One.</p>"
    assert read(f"<main>{header.format(meta)}</main>").text == "Title\n\nA deck.\n\nOne."


@pytest.mark.parametrize(
    "trail",
    [
        "<ul><li><a href=/>Home</a><li><a href=/g>Guides</a><li>Title</ul>",
        "<p><a href=/>Home</a> / <a href=/g>Guides</a> / <b>Title</b></p>",
        "<div><a href=/g>Guides</a></div>",
        "<a href=/g>Guides</a>",
        "<ol itemscope itemtype='https://schema.org/BreadcrumbList'><li><a href=/>Home</a><li>Here</ol>",
        "<div aria-label=Breadcrumbs><a href=/>Home</a> here</div>",
    ],
    ids=["list", "line", "links alone", "link", "declared", "labelled"],
)
def test_a_trail_to_the_page_is_left_out_above_its_title(trail: str) -> None:
    assert read(f"<main>{trail}{BODY}</main>").text == "Title\n\nOne.\n\nPart\n\nTwo."


def test_below_the_title_links_are_a_trail_where_they_end_with_it() -> None:
    trail = "<p><a href=/>Home</a> &gt; Title</p>"
    links = "<p><a href=/x>Read this</a></p>"
    assert read(f"<main>{BODY}{trail}{links}</main>").text == "Title\n\nOne.\n\nPart\n\nTwo.\n\nRead this"
    outside = read(f"<header><h1>Title</h1></header><main>{links}<p>One.</p></main>")
    assert outside.text == "Title\n\nRead this\n\nOne."


@pytest.mark.parametrize(
    "kept",
    [
        "<p>Mind <a class=button href=/x>this</a>.</p>",
        "<p><a class=button href='tel:988'>Mind this.</a></p>",
        "<p>Home &gt; Insert &gt; Mind this.</p>",
        "<p>Mind <a href='#x'>this</a>.</p>",
        "<a href='#x' data-toggle=collapse>Mind this.</a><div id=x>More.</div>",
        "<a href='tel:988'><div><b>Call</b></div><p>Mind this.</p></a>",
        "<a href='#x'><p>Part</p><p>Mind this.</p></a>",
        "<figure><a href=big.jpg><img></a><figcaption>Mind this.</figcaption></figure>",
        "<aside class=note><p>Mind this.</p></aside>",
        "<section id=comments><h2>Comments</h2><p>Mind this.</p></section>",
        "<section id=social-anxiety><p>Mind this.</p></section>",
        "<div class=card-menu><p>Mind this.</p></div>",
        "<p>See <a href=#x>this</a>, <a href=#y>that</a> and more. Mind this.</p>",
        "<h3>See also</h3><ul><li><a href=https://e.org/a>Mind this.</a><li><a href=https://e.org/b>b</a></ul>",
        "<h2>Read more</h2><p>Mind this. Children who read more <a href=/s>speak better</a>.</p>",
        "<blockquote><p>Well.</p><footer>Mind this.</footer></blockquote>",
        "<div class=elementor-widget><p>Mind this.</p></div>",
        "<section class=social-anxiety><h2>Fear</h2><p>Mind this.</p></section>",
        "<div class='block cookies-recipe'><h2>Oats</h2><ul><li>Mind this.</ul></div>",
        "<div class='faq-toggle'>Why?</div><nav class='faq-answer dropdown-list'><p>Mind this.</p></nav>",
    ],
)
def test_content_that_only_sounds_like_boilerplate_is_kept(kept: str) -> None:
    assert "Mind this." in read(f"<main>{BODY}{kept}</main>").text


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<div class=cookie-notice><h2>Cookies</h2><p>We use them.</p></div>",
        "<div class=newsletter-box-inner><h2>Letters</h2><p>Get them.</p></div>",
        "<div class=modal-verbs><h2>Stay</h2><p>Write to us.</p><form><input></form></div>",
        "<div class='page-sidebar-2'><h2>Us</h2><p>Who we are.</p></div>",
        "<nav class=site><p>Go to <a href=/a>the first</a> <a href=/b>or the second</a></p></nav>",
    ],
)
def test_boilerplate_with_a_heading_and_prose_is_left_out(boilerplate: str) -> None:
    assert read(f"<main>{BODY}{boilerplate}</main>").text == read(f"<main>{BODY}</main>").text


def test_what_an_article_is_filed_under_makes_no_boilerplate_of_it() -> None:
    page = (
        "<main><h1>Oat cookies</h1><article class='post category-{0} tag-{0}'><p>Mix.</p><h2>Oven</h2></article></main>"
    )
    for name in ("cookies", "social", "newsletter"):
        assert paragraphs(page.format(name)) == ["Mix."]
    assert paragraphs("<main><h1>T</h1><article class=promo><p>Mix.</p></article></main>") == ["Mix."]


def test_a_page_of_which_only_the_title_is_left_is_reported() -> None:
    assert warnings_of("<main><h1>T</h1><div class=sidebar>Mix.</div></main>") == ["a page with a title and no text"]


def test_a_table_of_contents_is_left_out_by_its_links() -> None:
    links = "".join(f"<li><a href='x.html#{name}'>{name}</a>" for name in "abc")
    parts = "".join(f"<h2 id={name}>{name}</h2><p>text</p>" for name in "abc")
    article = read(f"<main><h1>T</h1><h2>Contents</h2><ul>{links}</ul>{parts}</main>")
    assert headings(article) == [(1, "T"), (2, "a"), (2, "b"), (2, "c")]
    assert len(sections(article)) == 3


@pytest.mark.parametrize(("name", "left"), [("In this article", []), ("Both are needed", ["Both are needed", "a\nb"])])
def test_a_shorter_one_is_where_it_is_named_so(name: str, left: list[str]) -> None:
    links = "".join(f"<li><a href='#{each}'>{each}</a>" for each in "ab")
    parts = "".join(f"<h2 id={each}>{each}</h2><p>text</p>" for each in "ab")
    assert paragraphs(f"<main><h1>T</h1><p><b>{name}</b></p><ul>{links}</ul>{parts}</main>") == [*left, "text", "text"]


def test_a_wiki_page_is_read_without_its_editing_links_and_boxes() -> None:
    article = read(
        "<main id=content><header><h1 id=firstHeading>Grief</h1></header><div id=siteSub class=noprint>From</div>"
        "<p><b>Grief</b> hurts.<sup><a href='#n1'>[1]</a></sup></p>"
        "<div class=mw-heading><h2 id=Process>Process</h2><span class=mw-editsection>[<a href=/e>edit</a>]</span></div>"
        "<p>It takes time.</p><h2>References</h2><ol><li id=n1>Worden 2018.</ol>"
        "<div class=navbox><table><tr><th>Emotions<td><a href=/j>Joy</a></table></div>"
        "<div class=catlinks>Category</div></main>"
    )
    assert article.text == "Grief\n\nGrief hurts.[1]\n\nProcess\n\nIt takes time.\n\nReferences\n\nWorden 2018."


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>T - Site</title>", "<h1>The heading</h1>", "The heading"),
        ("<title>The title | Site</title>", "<p>a</p>", "The title"),
        ("<title>Site: The title</title><meta property=og:site_name content=Site>", "<p>a</p>", "Site: The title"),
        ("<title>Site | The title</title><meta property=og:site_name content=Site>", "<p>a</p>", "The title"),
        ("<title>How-to guide</title>", "<p>a</p>", "How-to guide"),
        ("<title>Site</title><meta property=og:title content='The title'>", "<p>a</p>", "The title"),
        ("<title>Site – On waiting</title>", "<h2>On waiting</h2><p>a</p>", "On waiting"),
        ("", "<header><h1>Site header</h1></header><main><h1>The heading</h1></main>", "The heading"),
        ("", "<nav><h1>Menu</h1></nav><main><h1>The heading</h1></main>", "The heading"),
        ("", "<div role=heading aria-level=1>The heading</div><p>a</p>", "The heading"),
        ("", "<h1><a href=/x>The</a> heading</h1>", "The heading"),
        ("", "<p>First words.</p>", "Page"),
        ("<title>On waiting | The Site</title>", "<h1>The Site</h1><h2>On waiting</h2><p>a</p>", "On waiting"),
        ("<title>On waiting</title>", "<h1>On waiting</h1>", "On waiting"),
        ("<meta property=og:site_name content=Site>", "<h1>Site</h1><p>a</p>", "Site"),
    ],
)
def test_the_title_is_the_first_level_heading_or_the_page_title_without_its_site(
    head: str, body: str, title: str
) -> None:
    assert read(f"<html><head>{head}</head><body>{body}</body></html>").title == title


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Print: Hours</title><h2>Hours</h2><p>a</p>", "Hours"),
        ("<title>My diary: Blight: a cure</title><h2>Sunday</h2><h3>Blight: a cure</h3><p>a</p>", "Blight: a cure"),
        ("<title>Bees: costs</title><h2>Why</h2><p>a</p><h2>How</h2><p>a</p><h2>Costs</h2><p>a</p>", "Bees: costs"),
    ],
)
def test_what_stands_behind_a_colon_is_the_title_where_the_page_begins_with_it(page: str, title: str) -> None:
    assert read(page).title == title


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Cells (GNU Octave (version 7.3.0))</title><h4>6.3 Cells</h4><p>a</p>", "6.3 Cells"),
        ("<title>Cells (GNU Octave)</title><h3>6 Cells</h3><p>a</p>", "6 Cells"),
        ("<title>Cells (basic) (GNU Octave)</title><h3>A.1 Cells (basic)</h3><p>a</p>", "A.1 Cells (basic)"),
        ("<title>A cell (GNU Octave)</title><h3>A cell</h3><p>a</p>", "A cell"),
        ("<title>Cells (of plants)</title><h3>What they are</h3><p>a</p>", "Cells (of plants)"),
    ],
)
def test_what_stands_before_brackets_is_the_title_where_the_page_begins_with_it(page: str, title: str) -> None:
    assert read(page).title == title


def test_a_heading_that_is_the_title_is_no_section() -> None:
    article = read("<title>On waiting – Site</title><h2>On waiting</h2><p>a</p><h3>Part</h3><p>b</p>")
    assert headings(article) == [(1, "On waiting"), (3, "Part")]


@pytest.mark.parametrize(
    ("markup", "anchor"),
    [
        ("<h2 id=a>H</h2>", "a"),
        ("<h2><a name=a></a>H</h2>", "a"),
        ("<h2><span id=a>H</span></h2>", "a"),
        ("<a name=a></a><h2>H</h2>", "a"),
        ("<p><a id=a></a></p><h2>H</h2>", "a"),
        ("<section id=a><h2>H</h2><p>x</p></section>", "a"),
        ("<section id=a><span id=b></span><h2>H<a href=#a>¶</a></h2><p>x</p></section>", "a"),
        ("<div id=a><div class=titlepage><h2>H</h2></div><p>x</p></div>", "a"),
        ("<h2>H<a href='#%ED%95%9C'>#</a></h2>", "한"),
        ("<div id=a><p>x</p><h2>H</h2></div>", None),
        ("<h2>H</h2>", None),
    ],
)
def test_a_heading_has_the_id_that_a_link_to_it_uses(markup: str, anchor: str | None) -> None:
    article = read(f"<main><h1>T</h1>{markup}</main>")
    assert [section.anchor for section in article.sections if section.heading] == [anchor]


def test_edges_of_a_heading_are_trimmed_and_its_signs_stripped() -> None:
    article = read("<h1>T</h1><h2>\n 1.  Name <em>it</em>\n<a class=headerlink href=#x>¶</a></h2><p>a</p>")
    assert headings(article)[1] == (2, "1. Name it")


@pytest.mark.parametrize(
    "empty",
    [
        '<h2><a href="#x">¶</a></h2>',
        '<h1><a href="#x">#</a></h1>',
        "<h2> </h2>",
        "<pre><span class=linenos>1</span></pre>",
        "<ul><li><span class=linenos>1</span></ul>",
        "<table><tr><td><span class=lineno>1</span><td></table>",
        "<dl></dl>",
    ],
)
def test_what_has_no_text_leaves_nothing_behind(empty: str) -> None:
    article = read(f"<main>{empty}<p>a</p>{empty}<p>b</p></main>")
    assert (article.text, headings(article)) == ("a\n\nb", [(1, "a")])


@pytest.mark.parametrize(
    "box",
    [
        "<div class=box><h2>Key takeaway</h2><p>Be kind.</p></div>",
        "<aside><h3>Key takeaways</h3><p>Be kind.</p></aside>",
        "<div class=key-takeaways><p>Be kind.</p></div>",
        "<div class=takeaway-box><div class=takeaway-title><h4>In short</h4></div><p>Be kind.</p></div>",
        "<p><strong>Key takeaway</strong></p><p>Be kind.</p>",
        "<section class=takeaways><p>Key points:</p><p>Be kind.</p></section>",
    ],
)
def test_the_summary_box_is_the_takeaway(box: str) -> None:
    article = read(f"<main><h1>T</h1><p>Intro.</p>{box}<h2>H</h2><p>Text.</p></main>")
    assert takeaway(article) == ["Be kind."]
    assert sections(article) == {"": [("paragraph", "Intro.")], "H": [("paragraph", "Text.")]}


def test_a_takeaway_may_be_one_paragraph_with_its_label() -> None:
    article = read("<main><h1>T</h1><p><b>Key takeaway:</b> Be kind.</p><p>Text.</p></main>")
    assert takeaway(article) == ["Key takeaway: Be kind."]
    assert sections(article) == {"": [("paragraph", "Text.")]}


@pytest.mark.parametrize(
    "heading", ["References", "SOURCES:", "Bibliography", "참고문헌", "Literatur", "Notes and references"]
)
def test_a_list_of_references_is_not_quotable_text(heading: str) -> None:
    article = read(
        f"<h1>T</h1><p>a</p><h2>{heading}</h2><ol start=3><li>A (2018).<li>B (2019).</ol><p>[9] C (2020).</p>"
    )
    assert [(r.number, r.span.of(article.text)) for r in article.references] == [
        (3, "A (2018)."),
        (4, "B (2019)."),
        (9, "[9] C (2020)."),
    ]
    assert sections(article) == {"": [("paragraph", "a")]}


def test_a_chapter_about_sources_is_no_list_of_references() -> None:
    assert read("<h1>T</h1><h2>Sources of grief</h2><p>a</p>").references == ()


def test_an_emptied_list_of_references_is_reported() -> None:
    page = "<h1>T</h1><p>a</p><h2>References</h2><ol><li></li></ol>"
    assert (read(page).references, bool(read(page).references_heading)) == ((), True)
    assert warnings_of(page) == ["an empty list of references"]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Medically reviewed by A. B. on 2 May 2024.</p>",
        "<footer class=entry-footer><p>Medically reviewed by A. B. on 2 May 2024.</p><p>Posted in X</p></footer>",
        "<div class=byline><div>By C.</div><div>Medically reviewed by A. B. on 2 May 2024.</div></div>",
    ],
)
def test_the_line_that_says_who_reviewed_the_article_is_its_footer(markup: str) -> None:
    article = read(f"<main><article><h1>T</h1><p>The book was reviewed by many.</p>{markup}</article></main>")
    assert said(article.review_footer, article) == "Medically reviewed by A. B. on 2 May 2024."
    assert sections(article) == {"": [("paragraph", "The book was reviewed by many.")]}


@pytest.mark.parametrize(
    "region",
    [
        "<section><h2>Related articles</h2><ul><li><a href=/s>Silence</a></ul></section>",
        "<h2>Related articles</h2><ul><li><a href=/s>Silence</a></ul><h2>End</h2>",
        "<div class=related><h3>You may also like</h3><a href=/s><img></a><a href=/s>Silence</a></div>",
        "<div><h3>Read next</h3></div><div><div class=card><a href=/s>Silence</a></div></div>",
        "<section><h2>Read this next</h2><ul><li><a href=/s><h3>Silence</h3></a></ul></section>",
        "<section><h2>Read more</h2><article><a href=/s><h3>Silence</h3></a></article></section>",
        "<div><h2>Recommended for you</h2><h3><a href=/s>Silence</a></h3></div>",
        "<h2>Related information</h2><ul><li><a href=/s>Silence</a></ul>",
        "<div><p class=a><span>Related Topics</span></p><div><p><a href=/s>Silence</a></p></div></div>",
        "<div><div><strong>Related articles:</strong></div><a href=/s>Silence</a></div>",
    ],
)
def test_related_articles_are_links_not_text(region: str) -> None:
    article = read(f"<link rel=canonical href=https://e.org/a><main><h1>T</h1><p>a</p>{region}</main>")
    assert article.related == (RelatedLink("Silence", target="https://e.org/s"),)
    assert "Silence" not in article.text
    assert "Silence" in article.page_text


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>Related topics</p><p>Grief and trauma are close, says the <a href=/s>work</a>.</p></div>",
        "<div><p>Related topics</p><p>Grief and trauma.</p></div>",
        "<p>Related topics</p><p><a href=/s>Grief</a></p>",
    ],
)
def test_a_line_that_says_so_and_no_heading_opens_only_a_box_of_links(box: str) -> None:
    article = read(f"<h1>T</h1><p>a</p>{box}<p>It goes on.</p>")
    assert not article.related
    assert "Grief" in article.text


def test_a_related_card_has_category_title_and_deck_apart() -> None:
    page = (
        "<h1>T</h1><p>a</p><div><h2>Related articles</h2><article><span class=category>Grief</span>"
        "<h3><a href=sub/silence.html>Silence</a></h3><p>On not speaking.</p>"
        "<a href=sub/silence.html>Read</a></article></div>"
    )
    assert read(page, article_id="x/a").related == (
        RelatedLink("Silence", "Grief", "On not speaking.", "x/sub/silence"),
    )


def test_related_links_to_anything_but_pages_have_no_target() -> None:
    page = "<h1>T</h1><p>a</p><h2>Related articles</h2><p><a href='javascript:alert(1)'>X</a></p>"
    assert read(page).related == ()


def test_a_page_with_the_article_in_divs_alone_is_read_whole() -> None:
    assert paragraphs("<div><div>One.</div><div>Two <span>three</span>.<div>Four.</div></div></div>") == [
        "One.",
        "Two three.",
        "Four.",
    ]


@pytest.mark.parametrize(
    "box",
    [
        "<ul><li><a href=/s>Silence</a><li><a href=/e>Endings</a></ul>",
        "<div><a href=/s>Silence</a></div><div><a href=/e>Endings</a></div>",
        "<p><a href=/s>Silence</a></p><p>On not speaking.</p><a href=/e><h5>Endings</h5></a>",
    ],
)
def test_the_article_goes_on_below_related_links_in_its_middle(box: str) -> None:
    article = read(
        f"<h1>T</h1><p>One.</p><h4>Related articles</h4>{box}<p>A deck.</p><p>It goes on, <a href=/>here</a>.</p>"
    )
    assert [link.title for link in article.related] == ["Silence", "Endings"]
    assert "It goes on, here." in article.text
    assert "On not speaking." not in article.text
    assert ("A deck." in article.text) == (not box.startswith("<p>"))


@pytest.mark.parametrize(
    "page",
    [
        "<h1>T</h1><div><h3>Related content</h3><ul><li><a href=/s>Silence</a></ul></div><div>{prose}</div>",
        "<h1>T</h1><div><div><h3>Related content</h3><ul><li><a href=/s>Silence</a></ul></div>{prose}</div>",
    ],
)
def test_a_box_of_related_links_before_the_article_does_not_take_the_article_with_it(page: str) -> None:
    prose = [
        f"Grief {comes} in waves that lie closer together around an anniversary, and then ebb again."
        for comes in ("comes", "returns")
    ]
    article = read(page.format(prose="".join(f"<p>{each}</p>" for each in prose)))
    assert [link.title for link in article.related] == ["Silence"]
    assert article.text == "\n\n".join(["T", *prose])


def test_links_to_all_articles_are_no_related_article() -> None:
    article = read("<h1>T</h1><p>a</p><h2>Recent posts</h2><a href=/blog>See all</a><p><a href=/s>Silence</a></p>")
    assert [link.title for link in article.related] == ["Silence"]


def test_comments_on_a_google_document_and_their_marks_are_not_quoted() -> None:
    article = read(
        "<h1>Burnout</h1><h2>Work<sup><a href=#cmnt2 id=cmnt_ref2>[b]</a></sup></h2>"
        "<p>It comes from work.<sup><a href=#cmnt1 id=cmnt_ref1>[a]</a></sup> It passes.</p>"
        "<div><p><a href=#cmnt_ref1 id=cmnt1>[a]</a><span>Is this right?</span></p><p>I doubt it.</p></div>"
        "<div><p><a href=#cmnt_ref2 id=cmnt2>[b]</a><span>Shorten.</span></p></div>"
    )
    assert sections(article) == {"Work": [("paragraph", "It comes from work. It passes.")]}


@pytest.mark.parametrize(
    "said",
    [
        "<h3>2 Comments</h3><ol><li>Anna: I cured it.</li></ol><h3>Leave a Reply</h3><p>Be kind.</p>",
        "<div><header><h2>3 thoughts on “Title”</h2><p>Newest first.</p></header><div><p>I cured it.</p></div></div>",
        "<h2>Comments</h2><div><h4>Anna</h4><time>May 3, 2024 at 9:12 am</time><p>I cured it.</p></div>",
        "<h2>Comments</h2><div><b>Anna Lee</b> <span>May 3, 2024</span></div><p>I cured it.</p>",
        "<h2>댓글</h2><p>안나<br>2024년 5월 3일</p><p>나았어요.</p>",
        "<h2>5 replies on this</h2>I cured it.<h3>Why do I cry?</h3><p>I do not know.</p>",
        "<div id=disqus_thread><p>I cured it.</p></div>",
    ],
)
def test_what_readers_wrote_below_an_article_is_told_by_its_heading(said: str) -> None:
    assert read(f"<main>{BODY}{said}</main>").text == read(f"<main>{BODY}</main>").text


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>Comments</h2><p>Mind this.</p><h2>Loops</h2><p>So.</p><h2>4 comments</h2><p>Anna says: no.</p>",
        "<h2>Comments on the law of 3 May 2024</h2><p>Mind this.</p>",
        "<h2>Comments</h2><p>Public notice was given on May 3, 2024.</p><p>Mind this.</p>",
        "<h2>2 Comments</h2><p>No.</p><h3>References</h3><p>Mind this.</p>",
        "<div><h4>2 Comments</h4>No.<h2>More</h2><p>Mind this.</p></div>",
        "<h2><a href='#comments'>2 Comments</a></h2><p>Mind this.</p>",
    ],
)
def test_a_chapter_on_comments_and_what_stands_behind_them_stays(kept: str) -> None:
    assert "Mind this." in read(f"<main>{BODY}{kept}</main>").text


def test_how_many_comments_there_are_may_stand_above_the_article() -> None:
    article = read("<main><h1>Title</h1><p>By Ana Lee</p><h4>3 Comments</h4><p>One.</p><h2>Part</h2><p>Two.</p></main>")
    assert "One." in article.text


def test_many_headings_of_comments_take_time_that_grows_with_the_page() -> None:
    def of(number: int) -> str:
        return f"<main>{BODY}{'<h2>Comments</h2>' * 2 * number}{'<h3>Comments</h3><p>Oh.</p>' * number}</main>"

    assert_grows_with(4_000, lambda number: read(of(number)))


def test_an_index_is_no_article() -> None:
    """Whoever types a name would be shown its line in the index, the plainest of all, which says nothing."""
    entry = '<dl><dt>vacuum, <a href="v.html">Routine Vacuuming</a></dt></dl>'
    index = f"<h1>Index</h1><div>{entry * 100}</div>"
    assert read(index).text == "Index"
    assert warnings_of(index) == ["an index or table of contents"]
    assert "vacuum" in read(f"<h1>Index</h1><div>{entry * 99}</div>").text
    prose = f"<p>{'Vacuuming makes the space of old rows free again. ' * 30}</p>"
    assert "Routine" in read(f"<h1>Index</h1>{prose}<div>{entry * 100}</div>").text
    menu = f"<nav>{entry * 100}</nav>"
    assert read(f"<h1>Vacuum</h1>{menu}<div>It makes space free.</div>").text == "Vacuum\n\nIt makes space free."


@pytest.mark.parametrize("name", ["See Also", "SEE ALSO", "Siehe auch", "같이 보기"])
def test_see_also_is_no_text_where_it_is_links_alone(name: str) -> None:
    """Each page of a manual ends so, and whoever typed "vacuum" was shown the link to it from another page."""
    links = '<div><a href="a.html">VACUUM</a>, <a href="b.html">vacuumdb(1)</a></div>'
    page = f"<main><h1>ANALYZE</h1><p>It collects statistics.</p><div><h2>{name}</h2>{{}}</div></main>"
    article = read(page.format(links))
    assert article.text == "ANALYZE\n\nIt collects statistics."
    assert [link.title for link in article.related] == ["VACUUM", "vacuumdb(1)"]
    prose = '<p>The chapter on <a href="a.html">VACUUM</a> says when the space of old rows is free again.</p>'
    assert name in read(page.format(prose)).text
    assert name in read(page.format(links.replace("b.html", "https://example.org/"))).text


def test_a_named_place_around_the_links_of_see_also_is_none_of_them() -> None:
    """Old pages name a table by an `a` around it; that has no address, and reading the page failed."""
    links = "<a name=m><table><tr><td><a href=v.html>VACUUM</a></table></a>"
    article = read(f"<h1>ANALYZE</h1><p>It collects.</p><h2>See also</h2>{links}")
    assert [link.title for link in article.related] == ["VACUUM"]
    assert article.text == "ANALYZE\n\nIt collects."


@pytest.mark.parametrize(
    ("figure", "is_apart"),
    [
        ("<figure><img src=a><figcaption>Ann opens the window.</figcaption></figure>", True),
        ("<figure><img src=a><figcaption><p>Ann opens <b>it</b>.</p></figcaption></figure>", True),
        ("<figure><img src=a><figcaption>An open window</figcaption></figure>", False),
        ("<figure><table><tr><td>a<td>b</table><figcaption>Two letters.</figcaption></figure>", False),
        ("<figure><blockquote>We open it.</blockquote><figcaption>Ann said so.</figcaption></figure>", False),
    ],
)
def test_a_sentence_below_a_picture_is_no_sentence_of_the_text_around_it(figure: str, is_apart: bool) -> None:
    article = read(f"<h1>T</h1><h2>Air</h2><p>Open it.</p>{figure}<p>Close it.</p><h2>B</h2><p>b</p>")
    parts = [block_texts(article, section.blocks) for section in article.sections]
    assert (["Open it."] in parts and ["Close it."] in parts) is is_apart
    assert headings(article) == [(1, "T"), (2, "Air"), (2, "B")]
    assert len(parts) == (4 if is_apart else 2)
