"""What is a FAQ entry, where its answer ends, and what is none."""

from __future__ import annotations

import json

import pytest

from tests.reading.htmlreading import faq, headings, read, sections, warnings_of


def declare(**answers: str) -> str:
    """Return the FAQPage script that declares these answers; underscores in names are spaces."""
    entries = [
        {"@type": "Question", "name": f"{name.replace('_', ' ')}?", "acceptedAnswer": {"@type": "Answer", "text": text}}
        for name, text in answers.items()
    ]
    data = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": entries}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_question_headings_of_a_page_called_faq_are_entries_with_their_level() -> None:
    article = read(
        "<title>Shop FAQ</title><h1>Help</h1><h2>Basics</h2><h3 id=q>Is it free?</h3><p>Yes.</p><p>Really.</p>"
    )
    assert faq(article) == {"Is it free?": ["Yes.", "Really."]}
    entry = article.faq[0]
    assert (entry.level, entry.anchor, entry.parents, entry.id) == (3, "q", ("basics",), "is-it-free")
    assert headings(article) == [(1, "Help"), (2, "Basics"), (3, "Is it free?")]


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("3.1. What is it?", "What is it?"),
        ("3.1 What is it?", "What is it?"),
        ("12) What is it?", "What is it?"),
        ("Q: What is it?", "What is it?"),
        ("Q2. What is it?", "What is it?"),
        ("[4] What is it?", "What is it?"),
        ("3.5 million people grieve: why?", "3.5 million people grieve: why?"),
        ("24/7 support?", "24/7 support?"),
    ],
)
def test_a_number_is_no_part_of_a_question_but_of_its_heading(heading: str, question: str) -> None:
    article = read(f"<h1>FAQ</h1><h2>{heading}</h2><p>a</p>")
    assert list(faq(article)) == [question]
    assert headings(article) == [(1, "FAQ"), (2, heading)]


def test_the_book_that_a_page_belongs_to_may_be_the_faq() -> None:
    page = '<link rel="up" title="The Shop FAQ"><h1>Chapter 3</h1><h2>Is it free?</h2><p>Yes.</p>'
    assert faq(read(page)) == {"Is it free?": ["Yes."]}
    assert faq(read(page.replace("rel=", "data-rel="))) == {}


def test_only_the_faq_part_of_an_article_gives_entries() -> None:
    page = (
        "<h1>On grief</h1><h2>What is grief?</h2><p>a</p><h2>Signs</h2><p>b</p>"
        "<h2>Frequently asked questions</h2><h3>Is it normal?</h3><p>c</p><h3>How long?</h3><p>d</p>"
        "<h2>What now?</h2><p>e</p>"
    )
    article = read(page)
    assert faq(article) == {"Is it normal?": ["c"], "How long?": ["d"], "What now?": ["e"]}
    assert list(sections(article)) == ["What is grief?", "Signs", "Frequently asked questions"]
    assert list(faq(read(page.replace("What now?", "Conclusion")))) == ["Is it normal?", "How long?"]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>How to sort</h1><h2>When to sort</h2><p>a</p><h2>Which key?</h2><p>b</p><h2>Notes</h2><p>c</p>",
        "<h1>Is it grief?</h1><p>a</p><h2>Signs</h2><p>b</p>",
        "<h1>re</h1><dl><dt>(?=...)<dd>a<dt>(?!...)<dd>b<dt>x?<dd>c<dt>y*<dd>d</dl>",
        "<h1>FAQ</h1><h2>Still have questions?</h2><p>Call us.</p><h2>Was this helpful?</h2><p>Yes No</p>",
        "<h1>FAQ</h1><h2>General</h2><p>a</p><h2>How to pay</h2><p>b</p>",
        "<nav><a href=/faq>FAQ</a></nav><main><h1>Prices</h1><h2>How much?</h2><p>a</p><h2>Terms</h2><p>b</p></main>",
        "<h1>T</h1><details><summary>Why?</summary>a</details><p>b</p>",
    ],
)
def test_a_question_alone_makes_no_faq(page: str) -> None:
    assert faq(read(page)) == {}


def test_a_page_of_which_nearly_all_headings_ask_is_an_faq() -> None:
    asked = "".join(f"<h2>What is {word}?</h2><p>a</p>" for word in ("one", "two", "three", "four"))
    assert len(read(f"<h1>Numbers</h1>{asked}<h2>More</h2><p>b</p>").faq) == 4
    assert read(f"<h1>Numbers</h1>{asked}<h2>More</h2><p>b</p><h2>Else</h2><p>c</p>").faq == ()


def test_headings_inside_an_answer_stay_headings_under_the_question() -> None:
    article = read("<h1>FAQ</h1><h2>Which tools?</h2><p>Two.</p><h3>dpkg</h3><p>Old.</p><h2>Why?</h2><p>So.</p>")
    assert faq(article) == {"Which tools?": ["Two."], "Why?": ["So."]}
    assert sections(article) == {"dpkg": [("paragraph", "Old.")]}
    assert article.heading_path(article.sections[0].parents, article.named()) == ("Which tools?",)


def test_a_question_without_an_answer_of_its_own_is_a_heading() -> None:
    article = read("<h1>FAQ</h1><h2>Which tools?</h2><h3>dpkg</h3><p>Old.</p>")
    assert (faq(article), headings(article)) == ({}, [(1, "FAQ"), (2, "Which tools?"), (3, "dpkg")])


@pytest.mark.parametrize(
    "page",
    [
        "<dl><dt id=q>Is it free?<dd>Yes.<p>Really.</p><dt>Why?<dd>So.</dl>",
        "<dl><div id=q><dt>Is it free?<dd>Yes.<dd>Really.</div><div><dt>Why?<dd>So.</div></dl>",
        "<details id=q><summary>Is it free?</summary><p>Yes.</p><p>Really.</p></details>"
        "<details><summary>Why?</summary>So.</details>",
        "<details id=q><summary><h3>Is it free?</h3></summary><p>Yes.</p><p>Really.</p></details>"
        "<details><summary><h3>Why?</h3></summary>So.</details>",
        "<div id=q><button aria-expanded=true>Is it free?<svg></svg></button><div><p>Yes.</p><p>Really.</p></div></div>"
        "<div><button aria-expanded=true>Why?</button><div>So.</div></div>",
        "<div id=q><h3><button>Is it free?</button></h3></div><div><p>Yes.</p><p>Really.</p></div>"
        "<div><h3>Why?</h3></div><p>So.</p>",
        "<div class=faq-item id=q><div class=faq-question>Is it free?</div><div><p>Yes.</p><p>Really.</p></div></div>"
        "<div class=faq-item><div class=faq-question>Why?</div><div>So.</div></div>",
        "<p id=q><b>Is it free?</b><br>Yes.</p><p>Really.</p><p><strong>Why?</strong></p><p>So.</p>",
        "<p id=q>Q: Is it free?</p><p>A: Yes.</p><p>Really.</p><p>Q: Why?</p><p>A: So.</p>",
        "<ul><li id=q><strong>Is it free?</strong><p>Yes.</p><p>Really.</p><li><strong>Why?</strong><p>So.</ul>",
        "<table><tr><td id=q><h3>Is it free?</h3><p>Yes.</p><p>Really.</p><tr><td><h3>Why?</h3>So.</table>",
    ],
    ids=[
        *("dl", "dl-groups", "details", "details-headings", "buttons", "rows", "classes", "bold", "q-and-a", "list"),
        "layout-table",
    ],
)
def test_every_kind_of_faq_markup_gives_the_same_entries(page: str) -> None:
    article = read(f"<h1>Help</h1><h2>FAQ</h2><div>{page}</div><h2>Contact</h2><p>Call.</p>")
    assert faq(article) == {"Is it free?": ["Yes.", "Really."], "Why?": ["So."]}
    assert article.faq[0].anchor == "q"
    assert {entry.parents for entry in article.faq} == {("faq",)}
    assert sections(article)["Contact"] == [("paragraph", "Call.")]


def test_an_answer_ends_with_its_box_not_with_the_next_heading() -> None:
    page = "<h1>FAQ</h1><section><h2>Is it free?</h2><p>Yes.</p></section><p>Buy now.</p><h2>Terms</h2><p>c</p>"
    article = read(page)
    assert faq(article) == {"Is it free?": ["Yes."]}
    assert sections(article)[""] == [("paragraph", "Buy now.")]


def test_declared_questions_are_found_in_markup_that_does_not_tell_them() -> None:
    page = declare(Is_it_free="<p>Yes, <b>really</b>.</p>", Why="So &amp; so.") + (
        "<h1>Prices</h1><p>Intro.</p><div>Is it free?</div><div>Yes, really.</div><p>Why?</p><p>So &amp; so.</p>"
        "<p>Bye.</p>"
    )
    article = read(page)
    assert faq(article) == {"Is it free?": ["Yes, really."], "Why?": ["So & so."]}
    assert sections(article)[""] == [("paragraph", "Intro."), ("paragraph", "Bye.")]
    assert warnings_of(page) == []


def test_declared_questions_are_found_whatever_their_white_space_case_and_quotes() -> None:
    page = declare(**{"Isn't_it_free": "It's free."}) + "<h1>P</h1><h2>isn’t  it\nFREE?</h2><p>It’s <i>free</i>.</p>"
    assert faq(read(page)) == {"isn’t it FREE?": ["It’s free."]}
    assert warnings_of(page) == []


def test_a_declared_question_inside_a_paragraph_is_cut_out_of_it() -> None:
    page = declare(Is_it_free="Yes, always.") + "<h1>P</h1><p>One. Is it free? Yes, always. Two.</p><p>Three.</p>"
    article = read(page)
    assert faq(article) == {"Is it free?": ["Yes, always."]}
    assert sections(article)[""] == [("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three.")]


@pytest.mark.parametrize("panel", ["<div hidden>Yes.</div>", "<div style='display:none'>Yes.</div>", ""])
def test_a_declared_answer_that_is_not_shown_is_reported_and_not_quoted(panel: str) -> None:
    page = declare(Is_it_free="Yes.", Why="So.") + f"<h1>P</h1><h2>Is it free?</h2>{panel}<h2>Why?</h2><p>So.</p>"
    article = read(page)
    assert faq(article) == {"Why?": ["So."]}
    assert "Yes" not in article.text
    assert warnings_of(page) == ['the declared answer to "Is it free?" is not visible on the page']


def test_a_declared_question_that_is_not_shown_is_reported() -> None:
    page = declare(Is_it_free="Yes.") + "<h1>P</h1><p>Yes.</p>"
    assert faq(read(page)) == {}
    assert warnings_of(page) == ['the declared FAQ question "Is it free?" or its answer is not visible on the page']


def test_where_page_and_data_differ_the_page_is_quoted() -> None:
    page = declare(Is_it_free="Yes.") + "<h1>P</h1><h2>Is it free?</h2><p>No.</p>"
    assert faq(read(page)) == {"Is it free?": ["No."]}
    assert warnings_of(page) == [
        'the declared answer to "Is it free?" is not what the page shows, which is quoted',
    ]


def test_declared_data_in_a_graph_is_read_and_broken_data_reported() -> None:
    graph = [
        {"@type": ["WebPage", "FAQPage"], "mainEntity": [{"@id": "#1"}]},
        {"@type": "Question", "@id": "#1", "name": "Free?", "acceptedAnswer": [{"text": "Yes."}]},
    ]
    script = f'<script type="application/ld+json">//<![CDATA[\n{json.dumps({"@graph": graph})}\n//]]></script>'
    page = f"{script}<h1>P</h1><p>Free?</p><p>Yes.</p>"
    assert faq(read(page)) == {"Free?": ["Yes."]}
    broken = page.replace('"@graph"', '"@graph')
    assert "JSON-LD that cannot be read" in warnings_of(broken)[0]


@pytest.mark.parametrize("script", ["[" * 100_000, '{"a":' * 100_000, "9" * 5000, '"\\ud800"', "null", "[[1], {}]"])
def test_hostile_json_harms_nothing(script: str) -> None:
    assert read(f'<script type="application/ld+json">{script}</script><h1>T</h1>').title == "T"


def test_what_is_named_question_before_an_answer_need_not_ask() -> None:
    page = (
        "<h1>Trouble</h1><table><tr class=question><td><a name=q></a><b>1.1.</b><td><b>It dies at the end.</b>"
        "<tr class=answer><td><td><p>Update it.</p></table><p>Bye.</p>"
    )
    article = read(page)
    assert faq(article) == {"It dies at the end.": ["Update it."]}
    assert article.faq[0].anchor == "q"


def test_an_answer_that_is_one_list_ends_with_it() -> None:
    page = "<h1>T</h1><p class=faq-question>Which ones</p><ul class=faq-answer><li>a<li>b</ul><p>Bye.</p>"
    assert faq(read(page)) == {"Which ones": ["a\nb"]}


def test_a_toggle_that_asks_among_many_that_do_not_is_no_faq() -> None:
    toggles = "".join(f"<details><summary>{name}</summary>a</details>" for name in ("x?", "y?", "f", "g", "h", "i"))
    assert faq(read(f"<h1>Reference</h1>{toggles}")) == {}


def test_microdata_marks_questions() -> None:
    page = (
        "<h1>Prices</h1><div itemscope itemtype='https://schema.org/Question'><p itemprop=name>Is it free</p>"
        "<div itemprop=acceptedAnswer><p>Yes.</p></div></div><p>Bye.</p>"
    )
    assert faq(read(page)) == {"Is it free": ["Yes."]}


def test_korean_questions_need_no_question_mark_in_an_faq() -> None:
    article = read(
        "<html lang=ko><h1>애도</h1><h2>자주 묻는 질문</h2><h3>정상인가요?</h3><p>네.</p><h3>얼마나 오래 가나요</h3>"
        "<p>다릅니다.</p></html>"
    )
    assert faq(article) == {"정상인가요?": ["네."], "얼마나 오래 가나요": ["다릅니다."]}


def test_arabic_and_full_width_question_marks_ask() -> None:
    article = read("<h1>FAQ</h1><h2>ما هو الحزن؟</h2><p>a</p><h2>これは何？</h2><p>b</p>")
    assert list(faq(article)) == ["ما هو الحزن؟", "これは何？"]


def test_permalink_signs_are_no_part_of_a_question() -> None:
    article = read('<h1>FAQ<a href="#faq">¶</a></h1><h2>Why?<a class=headerlink href="#why">#</a></h2><p>a</p>')
    assert (list(faq(article)), article.faq[0].anchor, article.title) == (["Why?"], "why", "FAQ")


@pytest.mark.parametrize(
    "accordion",
    [
        "<div><h3>Is it free?</h3><div style='display:none'>Yes.</div></div>"
        "<div><h3>Why?</h3><div><p hidden>So.</p></div></div>",
        "<div class=faq-item><button aria-expanded=false>Is it free?</button><div hidden>Yes.</div></div>"
        "<div class=faq-item><button aria-expanded=false>Why?</button><div hidden>So.</div></div>",
        "<h3>Is it free?</h3><div hidden>Yes.</div><h3>Why?</h3><div hidden>So.</div>",
        "<ul><li><a class=toggle href=#>Is it free?</a><div hidden>Yes.</div><li><a class=toggle href=#>Why?</a>"
        "<div hidden>So.</div></ul>",
        "<div class=widget-accordion><div class=accordion><div class=accordion-item><div role=button>Is it free?</div>"
        "<div hidden>Yes.</div></div><div class=accordion-item><div role=button>Why?</div><div hidden>So.</div></div>"
        "</div></div>",
    ],
)
def test_what_follows_an_accordion_is_no_answer_to_a_question_whose_answer_is_hidden(accordion: str) -> None:
    page = f"<h1>Shop</h1><h2>FAQ</h2>{accordion}<p>Write to us.</p>"
    article = read(page)
    assert faq(article) == {}
    assert "Write to us." in [text for texts in sections(article).values() for _, text in texts]
    assert warnings_of(page) == [f'the question "{asked}" has no visible answer' for asked in ("Is it free?", "Why?")]


def test_a_hidden_box_beside_an_answer_hides_nothing() -> None:
    page = "<h1>FAQ</h1><div><h2>Is it free?</h2><div hidden>Copied!</div><p>Yes.</p></div><h2>Why?</h2><p>So.</p>"
    assert faq(read(page)) == {"Is it free?": ["Yes."], "Why?": ["So."]}


def test_a_question_without_answer_that_is_no_heading_is_not_quoted_as_its_own_answer() -> None:
    page = "<h1>FAQ</h1><details><summary>Is it free?</summary></details><details><summary>Why?</summary>So.</details>"
    article = read(page)
    assert (faq(article), sections(article)) == ({"Why?": ["So."]}, {})
    assert warnings_of(page) == ['the question "Is it free?" has no visible answer']


@pytest.mark.parametrize(
    "icon",
    [
        "<span class=icon>+</span>",
        " <i>›</i>",
        "<span><span>−</span></span>",
        "<button>Copy link</button>",
        "<a href='javascript:print()'>Print</a>",
        "<a role=button href=#>Share</a>",
        "<a href=#q>#</a>",
        "<a class=hash-link href=#q>\u200b</a>",
    ],
)
def test_an_icon_or_button_beside_a_question_is_no_part_of_it(icon: str) -> None:
    first, second = (f"<details><summary>{asked}?{icon}</summary>{{}}</details>" for asked in ("Is it free", "Why"))
    article = read(f"<h1>T</h1><h2>FAQ{icon}</h2>{first.format('Yes.')}{second.format('So.')}")
    assert faq(article) == {"Is it free?": ["Yes."], "Why?": ["So."]}
    assert headings(article)[1] == (2, "FAQ")


def test_the_headings_of_an_accordion_are_questions_where_buttons_in_them_open_the_answers() -> None:
    item = "<div><h3><button aria-expanded=false aria-controls={0}>{1}</button></h3><div id={0}>{2}</div></div>"
    asked = item.format("a", "Who pays postage?", "We do.") + item.format("b", "When is it paid?", "<p>Soon.</p>")
    article = read(f"<h1>Returns</h1><p>In thirty days.</p><h2>More</h2>{asked}")
    assert faq(article) == {"Who pays postage?": ["We do."], "When is it paid?": ["Soon."]}
    assert [(entry.level, entry.parents) for entry in article.faq] == [(3, ("more",)), (3, ("more",))]
    topics = item.format("a", "Postage", "We pay.") + item.format("b", "Time", "Soon.")
    assert not faq(read(f"<h1>Returns</h1>{topics}"))


@pytest.mark.parametrize(
    "question",
    ["1. <button>Is it free?</button>", "Costs: <button>Is it free?</button>", "<button>Is it free?</button> <i>+</i>"],
)
def test_a_button_that_asks_is_the_question(question: str) -> None:
    asked, *others = faq(read(f"<h1>FAQ</h1><h2>{question}</h2><p>Yes.</p>"))
    assert (asked.endswith("Is it free?"), others) == (True, [])


def test_a_sign_between_words_is_one_of_them() -> None:
    assert headings(read("<h1>Cats <span>+</span> dogs</h1><h2>C<sup>+</sup></h2><p>a</p>")) == [
        (1, "Cats + dogs"),
        (2, "C+"),
    ]


@pytest.mark.parametrize("name", ["<p><strong>Hours</strong></p>", "<p> <b>Hours</b></p>"])
def test_the_bold_name_of_a_group_is_part_of_no_answer(name: str) -> None:
    more = f"<p><b>Why?</b></p><p>So.</p>{name}<p><b>When?</b></p><p>Now.</p><p><b>Note</b></p>"
    article = read(f"<h1>FAQ</h1><p><b>Is it free?</b></p><p>Yes.</p>{more}")
    assert faq(article) == {"Is it free?": ["Yes."], "Why?": ["So."], "When?": ["Now.", "Note"]}
    assert ("paragraph", "Hours") in sections(article)[""]
    last = "<p><b>Ask us.</b></p><p><b>Who?</b></p><p>I.</p>"
    kept = read(f"<h1>FAQ</h1><p><b>Why?</b></p>{name}<p><b>When?</b></p><p>Now.</p>{last}")
    assert faq(kept) == {"Why?": ["Hours"], "When?": ["Now.", "Ask us."], "Who?": ["I."]}


def test_microdata_marks_a_question_inside_its_heading() -> None:
    heading = "<h2 id=%s><button><span itemprop=name>%s</span></button></h2>"
    item = f"<div itemscope itemtype=https://schema.org/Question>{heading}<div>%s</div></div>"
    page = f"<h1>Shop</h1>{item % ('a', 'How long it takes', 'A day.')}{item % ('b', 'What it costs', 'Nothing.')}"
    article = read(page)
    assert faq(article) == {"How long it takes": ["A day."], "What it costs": ["Nothing."]}
    assert [entry.anchor for entry in article.faq] == ["a", "b"]


def test_labelled_questions_and_answers_need_no_heading_that_says_faq() -> None:
    pair = "<div><p><b>Q: {}?</b></p></div><div><p><span>A: {}.</span></p></div>"
    article = read(f"<h1>Panic</h1><p>It passes.</p>{pair.format('Can I faint', 'No')}{pair.format('Why', 'So')}")
    assert faq(article) == {"Can I faint?": ["No."], "Why?": ["So."]}
    assert faq(read(f"<h1>Panic</h1>{pair.format('Why', 'So')}")) == {}
    korean = "<dt><a href='#none'><span class=ico>Q</span> {}</a></dt><dd><span class=ico>A</span> {}</dd>"
    listed = f"<dl>{korean.format('며칠 걸리나요?', '약 2주요.')}{korean.format('사진이 필요한가요?', '네.')}</dl>"
    assert faq(read(f"<h1>안내</h1><h2>자주하는 질문</h2>{listed}")) == {
        "며칠 걸리나요?": ["약 2주요."],
        "사진이 필요한가요?": ["네."],
    }


@pytest.mark.parametrize(
    "asked",
    [
        "Haben Sie noch Fragen?",
        "Avez-vous encore des questions ?",
        "이 페이지의 정보에 만족하십니까?",
        "더 궁금한 점이 있으신가요?",
    ],
)
def test_a_page_that_asks_its_reader_is_no_question_in_other_languages_either(asked: str) -> None:
    article = read(f"<h1>FAQ</h1><h2>Why?</h2><p>So.</p><h2>{asked}</h2><p>Call us.</p>")
    assert faq(article) == {"Why?": ["So."]}


def test_whether_something_helps_is_a_question_to_the_page() -> None:
    page = "<h1>자주 묻는 질문</h1><h2>산책이 도움이 되나요?</h2><p>네.</p><h2>이 글이 도움이 되었나요?</h2><p>예</p>"
    assert faq(read(page)) == {"산책이 도움이 되나요?": ["네."]}


ASKED = ("How long does it take?", "Can I return it?", "Where is it?", "Do you ship to Norway?")


@pytest.mark.parametrize(
    "line", ["<p><strong>{}</strong></p><p>Two days.</p>", "<p><b>{}</b><br>Two days.</p>", "<b>{}</b><p>Two days.</p>"]
)
def test_bold_lines_of_which_nearly_all_ask_are_questions_on_a_page_that_does_not_call_itself_an_faq(line: str) -> None:
    page = "<h1>Shipping</h1><p>All we know.</p>{}<h2>Contact</h2><p>Write to us.</p>"
    assert faq(read(page.format("".join(map(line.format, ASKED))))) == {each: ["Two days."] for each in ASKED}
    assert faq(read(page.format("".join(map(line.format, ASKED[:3]))))) == {}
    assert faq(read(page.format("".join(map(line.format, (*ASKED, "Note:", "Mind the gap")))))) == {}


def test_what_a_wiki_expands_is_a_question_of_its_faq() -> None:
    box = (
        "<div class=expand-container><div class=expand-control><span class=expand-control-text>{}</span></div>{}</div>"
    )
    page = f"<h1>T</h1><h2>FAQ</h2>{box.format('Is it kept?', '<p>Yes.')}{box.format('Can I undo it?', '<p>No.')}"
    assert faq(read(page)) == {"Is it kept?": ["Yes."], "Can I undo it?": ["No."]}
