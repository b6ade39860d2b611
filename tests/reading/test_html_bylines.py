"""What templates say around an article, and say twice, is not quoted: bylines, pull quotes, steps, credits."""

from __future__ import annotations

import pytest

from tests.reading.checks import markdown, said, section_texts
from tests.reading.htmlreading import headings, paragraphs, read, sections

TEXT = "<p>Night workers sleep less than people who work by day.</p>"
AUTHOR = '<meta name="author" content="Jane Rowe">'
FOOTNOTES = """<h1>T</h1><p>A claim.<a id="DOCF1" href="#FOOT1"><sup>1</sup></a> More.</p><h4>Footnotes</h4>
<h5><a id="FOOT1" href="#DOCF1">(1)</a></h5><p>Its proof.</p>"""


def article(above: str = "", below: str = "", head: str = AUTHOR) -> str:
    return f"<title>Sleep</title>{head}<main><h1>Sleep</h1>{above}{TEXT}{below}</main>"


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Jane Rowe, 3 May 2026</p>",
        "<p>by Mia Sol</p>",
        "<p>By Dr Paul Adeyemi, audiologist</p>",
        "<p>Last updated on June 11, 2026 by Jane Rowe</p>",
        "<p><em>Estimated reading time: 4 minutes</em></p>",
        "<div>May 3, 2026</div><p>—</p><p>by</p><div><a href=/j>Jane Rowe</a></div><div>in <a href=/s>Sleep</a></div>",
        "<div>Jane Rowe</div><div>Jan 09, 2026</div><div>41</div><div>7</div><div>Share</div>",
        "<p>Updated: Mar 20</p>",
        "<header><span><time>January 20, 2026</time></span><span>Lena Holt</span></header>",
    ],
)
def test_a_byline_of_any_markup_is_not_the_article(line: str) -> None:
    assert paragraphs(article(line)) == paragraphs(article())


def test_lines_that_say_more_than_who_and_when_stay() -> None:
    for line in (
        "Jane Rowe is a nurse and mother of two",
        "What changed on 3 May 2026 for those who work at night",
        "By the sea, by the book",
        "By nightfall, nobody was left",
        "In brief: 4 minutes of light are enough",
    ):
        assert line in paragraphs(article(f"<p>{line}</p>"))
    assert paragraphs("<h1>When was the bridge opened?</h1><p>3 May 1890</p>") == ["3 May 1890"]
    assert paragraphs(article(below="<h2>Opened</h2><p>3 May 1890</p>"))[-1] == "3 May 1890"
    assert paragraphs(article(below="<h2>Who founded it?</h2><p>Jane Rowe</p>"))[-1] == "Jane Rowe"


def test_of_two_lines_of_reviewers_the_later_one_is_the_footer_and_the_other_is_not_quoted() -> None:
    above = "Written by Jane Rowe. Reviewed by Hana Sato, MD"
    below = "Reviewed by Hana Sato on 2 May 2026."
    page = read(article(f"<p>{above}</p>", f"<p>{below}</p>"))
    assert said(page.review_footer, page) == below
    assert above in page.text
    assert above not in section_texts(page)
    markdown_page, _ = markdown(f"# T\n\n{above}\n\nText here.\n\n{below}\n")
    assert said(markdown_page.review_footer, markdown_page) == below
    assert section_texts(markdown_page) == ["Text here."]


def test_an_earlier_sentence_that_reads_like_a_reviewer_s_line_is_quoted() -> None:
    sentence = "This article reviews what is known."
    page = read(article(f"<p>{sentence}</p>", "<p>Reviewed by Hana Sato on 2 May 2026.</p>"))
    assert sentence in section_texts(page)


def test_a_reviewers_line_in_the_byline_is_still_the_review_footer() -> None:
    page = read(article("<p>By Jane Rowe</p><p>Medically reviewed by Hana Sato on 2 May 2026</p>"))
    assert page.review_footer is not None
    assert "Jane Rowe" not in page.text


def test_an_author_and_tags_below_the_last_line_are_left_out() -> None:
    below = "<div><a href=/t>first steps</a><a href=/u>cost</a></div><div><a href=/jane>Jane Rowe</a></div>"
    assert paragraphs(article(below=below)) == paragraphs(article())


def test_a_pull_quote_is_not_quoted_a_second_time() -> None:
    quote = (
        "<figure><blockquote><p>“Night workers sleep less”</p></blockquote><figcaption>Jane Rowe</figcaption></figure>"
    )
    assert paragraphs(article(below=f"{quote}<p>So it is.</p>")) == [*paragraphs(article()), "So it is."]
    plain = "<div class=pullquote><p>Night workers sleep less</p></div><p>So it is.</p>"
    assert paragraphs(article(below=plain))[1:] == ["So it is."]


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote><p>Night workers dream less.</p><p>Jane Rowe</p></blockquote>",
        "<blockquote><p>Night workers sleep less</p><p>And they know it.</p></blockquote>",
        "<blockquote><p>https://a.example</p></blockquote><p>See https://a.example and more.</p>",
    ],
)
def test_a_quotation_that_says_something_of_its_own_stays(quote: str) -> None:
    assert len(paragraphs(article(below=f"{quote}<p>So it is.</p>"))) == 4


def test_links_that_only_lead_on_are_no_text() -> None:
    steps = "<a href=a>&lt;-previous</a><a href=/>Table of Contents</a><a href=b>next-&gt;</a>"
    assert paragraphs(f"<body><h1>T</h1><div>{steps}<div><p>a</p></div>{steps}</div></body>") == ["a"]
    bar = "<div><a href=/>Home</a> | <a href=/c>Table of contents</a> | <a href=/i>Index</a></div>"
    assert paragraphs(f"<body><h1>T</h1><p>a</p>{bar}</body>") == ["a"]
    named = "<ul><li><a href=a>Prev</a></li><li>The Handbook</li><li><a href=b>Next</a></li></ul>"
    assert paragraphs(f"<body>{named}<h1>T</h1><p>a</p></body>") == ["a"]
    pages = "<div><a href=a><b>Prev</b><i>Tea</i></a><a href=b><span>Next</span><span>Rusks</span></a></div>"
    assert paragraphs(f"<main><h1>T</h1><p>a</p>{pages}</main>") == ["a"]
    assert paragraphs(f"<main><h1>T</h1><p>a</p>{pages.replace('Prev', 'Black')}</main>") == ["a", "BlackTeaNextRusks"]
    assert paragraphs("<h1>T</h1><p>Press <a href=n>Next</a> | <a href=b>Back</a></p>") == ["Press Next | Back"]
    for words in ("Back to blog", "Print this page", "View a printable version"):
        assert paragraphs(article(below=f'<p><a href="/blogs">{words}</a></p>')) == paragraphs(article())


def test_a_caption_that_only_credits_a_photographer_is_left_out() -> None:
    for credit in ("Photo by Mia Sol / Unsplash", "Photo credit: Ola Tan", "Image courtesy of the city"):
        assert credit not in read(article(below=f"<figure><img><figcaption>{credit}</figcaption></figure>")).text
    told = "Photographs of the ward, taken by children."
    assert told in read(article(below=f"<figure><img><figcaption>{told}</figcaption></figure>")).text


def test_the_heading_of_a_site_is_not_the_title_of_its_page() -> None:
    page = """<title>44. Access lists</title><body><h1><a href="https://mail.example">Mailer</a></h1>
<h2>Chapter 44 - Access lists</h2><p>They decide.</p></body>"""
    assert headings(read(page)) == [(1, "44. Access lists"), (2, "Chapter 44 - Access lists")]
    blog = """<title>Gardening</title><body><header><h1>One-Handed Garden</h1></header><main>
<h3>Gardening</h3><div><b>Tools</b></div><div>Use secateurs.</div><div><b>Time</b></div><div>Stop early.</div></main>"""
    assert headings(read(blog)) == [(1, "Gardening"), (2, "Tools"), (2, "Time")]


def test_a_sidebar_with_a_title_of_its_own_belongs_to_a_manual() -> None:
    titled = '<div class="titlepage"><p class="title"><b>NOTE Sizes</b></p></div><div>Take equal disks.</div>'
    box = f'<div class="sidebar">{titled}</div>'
    assert paragraphs(f"<body><h1>T</h1><p>a</p>{box}</body>") == ["a", "NOTE Sizes", "Take equal disks."]
    aside = '<aside class="sidebar"><p class="sidebar-title">Sizes</p><p>Take equal disks.</p></aside>'
    assert paragraphs(f"<main><h1>T</h1><p>a</p>{aside}</main>") == ["a", "Sizes", "Take equal disks."]
    links = '<div class="sidebar"><p class="title">Links</p><ul><li><a href=/a>Apples</a></li></ul></div>'
    assert paragraphs(f"<body><h1>T</h1><p>a</p>{links}</body>") == ["a"]


def test_the_mark_of_a_footnote_is_no_heading() -> None:
    assert sections(read(FOOTNOTES))[""] == [("paragraph", "A claim.1 More."), ("paragraph", "Its proof.")]
    assert headings(read(FOOTNOTES)) == [(1, "T"), (4, "Footnotes")]
