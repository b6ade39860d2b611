"""White space, and what a reader sees of a page: as Chromium's innerText shows it (checked there once, by hand)."""

from __future__ import annotations

import pytest

from tests.reading.htmlreading import block_of, paragraphs, read


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>  a \n\t b  </p>", ["a b"]),
        ("<p>a<b>b</b>c</p>", ["abc"]),
        ("<p>a <b> b </b> c</p>", ["a b c"]),
        ("<p>a<!-- x -->b</p>", ["ab"]),
        ("<p>a<wbr>b&shy;c</p>", ["ab\u00adc"]),
        ("<p>a&nbsp;&nbsp;b</p>", ["a\u00a0\u00a0b"]),
        ("<p>a<br>b<br/> c</p>", ["a\nb\nc"]),
        ("<p>a <br> b</p>", ["a\nb"]),
        ("<p><br>a<br> <br>b <i>c</i><br><br><br></p>", ["a", "b c"]),
        ("<ul><li>a<br><br>b<li>c</ul>", ["a\nb\nc"]),
        ("<pre>a<br><br>b</pre>", ["a\n\nb"]),
        ("<div>a<p>b</p>c</div>", ["a", "b", "c"]),
        ("<p>a<span>b</span><span>c</span></p>", ["abc"]),
        ("<p>a<img alt='x'>b</p>", ["ab"]),
        ("<p>H<sub>2</sub>O, see<sup>[1]</sup></p>", ["H2O, see[1]"]),
        ("<p>&lt;b&gt; &amp; &#x1F600; &eacute;</p>", ["<b> & 😀 é"]),
        ("<address>Main St 1<br>Town</address>", ["Main St 1\nTown"]),
        ("<p style='white-space: pre-wrap'>a\n  b</p>", ["a\n  b"]),
        ("<p>a<span style='display:block'>b</span>c</p>", ["a", "b", "c"]),
        ("<p></p><p> </p><p>&nbsp;</p><p>a</p>", ["a"]),
    ],
)
def test_white_space_is_as_a_browser_shows_it(markup: str, shown: list[str]) -> None:
    assert paragraphs(markup) == shown


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>p{}</style>",
        "<template><p>x</p></template>",
        "<noscript>x</noscript>",
        "<span hidden>x</span>",
        "<div hidden>x</div>",
        "<span style='display: none !important'>x</span>",
        "<span style='visibility:hidden'>x</span>",
        "<dialog>x</dialog>",
        "<div popover>x</div>",
        "<svg><title>x</title><defs><text>x</text></defs></svg>",
        "<iframe>x</iframe>",
        "<video>x</video>",
        "<textarea>x</textarea>",
        "<math><semantics><annotation>x</annotation></semantics></math>",
        "<ruby><rp>x</rp></ruby>",
    ],
)
def test_what_no_reader_sees_is_left_out(hidden: str) -> None:
    article = read(f"<p>a</p>{hidden}<p>b</p>")
    assert article.text == "a\n\nb"
    assert article.page_text == "a\nb"


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (".x{display:none}", ["a", "c"]),
        ("p.x{visibility:hidden}", ["a", "c"]),
        ("@media screen{.x{display:none}}", ["a", "c"]),
        ("@media print{.x{display:none}}", ["a", "b", "c"]),
        ("@media (max-width: 600px){.x{display:none}}", ["a", "b", "c"]),
        (".js .x{display:none}", ["a", "b", "c"]),
        (".x{display:none} p.x{display:block}", ["a", "b", "c"]),
        ("p.x{display:block} .x{display:none}", ["a", "b", "c"]),
        (".x{display:none !important} p.x{display:block}", ["a", "c"]),
        (".x:hover{display:none}", ["a", "b", "c"]),
        ("body{display:none}", ["a", "b", "c"]),
        ("p.x{display:none", ["a", "c"]),
        ("}}{{ .x{display:none}", ["a", "b", "c"]),
        ("{[(" * 5000, ["a", "b", "c"]),
    ],
)
def test_what_a_style_sheet_of_the_page_hides_is_left_out(sheet: str, shown: list[str]) -> None:
    assert paragraphs(f"<style>{sheet}</style><p>a</p><p class=x>b</p><p>c</p>") == shown


def test_a_print_sheet_hides_nothing() -> None:
    assert paragraphs("<style media=print>p{display:none}</style><p>a</p>") == ["a"]


def test_visible_text_inside_an_invisible_element_is_shown() -> None:
    markup = "<p>a<span style='visibility:hidden'>b<i style='visibility:visible'>c</i></span></p>"
    assert paragraphs(markup) == ["ac"]


def test_what_opens_for_a_link_into_it_is_shown() -> None:
    assert paragraphs("<details><summary>More</summary><p>a</p></details><p hidden=until-found>b</p>") == [
        "More",
        "a",
        "b",
    ]


def test_code_keeps_its_lines_and_indentation() -> None:
    code, article = block_of("<p>Run:</p><pre>\n  def f():\n\n\treturn 1\n</pre>", "code")
    assert code.span.of(article.text) == "  def f():\n\n\treturn 1"


def test_buttons_beside_code_are_no_text() -> None:
    assert paragraphs("<div><button>Copy</button><pre>x = 1</pre></div><p>Press <button>OK</button> now</p>") == [
        "x = 1",
        "Press OK now",
    ]


def test_the_page_text_holds_menus_and_footers_too() -> None:
    article = read("<nav><a href=/>Home</a></nav><main><h1>T</h1><p>a</p></main><footer>End</footer>")
    assert (article.text, article.page_text) == ("T\n\na", "Home\nT\na\nEnd")


def test_right_to_left_text_stays_in_the_order_of_reading() -> None:
    article = read('<html lang="he" dir="rtl"><h1>אבל</h1><p>שלום <bdi>John</bdi> עולם</p></html>')
    assert (article.text, article.language) == ("אבל\n\nשלום John עולם", "he")


def test_combining_marks_and_emoji_are_kept_to_the_letter() -> None:
    words = "e\u0301 👩‍👩‍👧 한국어 ﬁ"
    assert paragraphs(f"<p>{words}</p>") == [words]


def test_the_words_in_a_drawing_are_on_the_page_but_not_in_the_article() -> None:
    article = read("<h1>T</h1><p>a</p><svg><text>x</text></svg><p>b</p>")
    assert (article.text, article.page_text) == ("T\n\na\n\nb", "T\na\nx\nb")


def test_what_stands_before_and_behind_the_title_or_a_card_is_not_one_line() -> None:
    card = "<a href=/x><h3>Other</h3><p>A teaser.</p></a>"
    assert paragraphs(f"<h1>T</h1><p>a long line of text</p><div>Before {card} behind</div>")[1:] == [
        "Before",
        "behind",
    ]
    assert paragraphs("<div><span>It hurts.</span><h1>T</h1><span>for A. B.</span></div><p>a</p>") == [
        "It hurts.",
        "for A. B.",
        "a",
    ]


@pytest.mark.parametrize(
    "struck",
    ["<del>14</del>", "<s>14</s>", "<strike>14</strike>", "<span style='text-decoration: line-through red'>14</span>"],
)
def test_words_that_are_struck_out_are_on_the_page_but_not_in_the_article(struck: str) -> None:
    article = read(f"<h1>Within {struck} 30</h1><p>Within {struck} <ins>30</ins> days.<ul><li>{struck} 30</ul>")
    assert article.text == "Within 30\n\nWithin 30 days.\n\n30"
    assert article.page_text.startswith("Within 14 30\nWithin 14 30 days.")


def test_a_paragraph_that_is_struck_out_leaves_nothing_behind() -> None:
    assert paragraphs("<p>a</p><del><p>Old.</p></del><p><s>Older.</s></p><p>b</p>") == ["a", "b"]


@pytest.mark.parametrize(
    "name", ["visually-hidden", "govuk-visually-hidden", "x sr-only", "screen-reader-text", "visuallyhidden"]
)
def test_words_for_screen_readers_are_on_the_page_but_not_in_the_article(name: str) -> None:
    words = f"<span class='{name}'>Warning: </span>"
    article = read(f"<h1>T</h1><h2>{words}Costs</h2><p>{words}It costs £9 <a href=/x>here{words}</a>.</p>")
    assert article.text == "T\n\nCosts\n\nIt costs £9 here."
    assert "Warning: It costs" in article.page_text


@pytest.mark.parametrize("name", ["not-sr-only", "has-screen-reader-text-x", "lg:sr-only", "hidden-gems"])
def test_a_class_that_only_speaks_of_screen_readers_leaves_words_alone(name: str) -> None:
    assert paragraphs(f"<p class='{name}'>a</p>") == ["a"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<p>Code in C<a href="/wiki#cs">#</a></p>', "Code in C#"),
        ('<p>Code in <b>F</b><a href="/wiki#fs">#</a></p>', "Code in F#"),
        ('<h2>Using C<a href="#c-sharp">#</a></h2>', "Using C#"),
        ('<h2>Using C<a href="#c">#</a></h2>', "Using C"),
        ('<p>A vitamin C<a class=headerlink href="#c">#</a></p>', "A vitamin C"),
        ('<p>Basic<a href="#b">#</a></p>', "Basic"),
        ('<h2>C#<a href="#c-sharp">#</a></h2>', "C#"),
    ],
)
def test_the_sharp_of_a_language_is_no_link_to_the_place(page: str, text: str) -> None:
    assert read(f"<h1>T</h1>{page}<p>It ends.</p>").text == f"T\n\n{text}\n\nIt ends."
