"""Lists, tables, code and quotations become blocks with their items, rows and leads."""

from __future__ import annotations

import re

import pytest

from chatbot.reading.article import BlockKind
from tests.reading.checks import said
from tests.reading.htmlreading import block_of, blocks_of, headings, paragraphs, read, sections, texts, warnings_of


def rows(page: str) -> tuple[str | None, list[str]]:
    """Return the header and the rows of the only table."""
    table, article = block_of(page, "table")
    return table.header.of(article.text) if table.header else None, [item.of(article.text) for item in table.items]


@pytest.mark.parametrize(
    ("markup", "kind", "items"),
    [
        ("<ul><li>a</li><li> b <b>c</b></ul>", "list", ["a", "b c"]),
        ("<ol><li>a<li>b</ol>", "steps", ["a", "b"]),
        ("<ul><li>a<ul><li>b<li>c</ul>d<li>e</ul>", "list", ["a\nb\nc\nd", "e"]),
        ("<ul><li><p>a</p><p>b</p><li>c</ul>", "list", ["a\nb", "c"]),
        ("<ol><li>a<pre>x\n y</pre><li>b</ol>", "steps", ["a\nx\n y", "b"]),
        ("<ul><li>a<li><li> <li>b</ul>", "list", ["a", "b"]),
        ("<dl><dt>t<dd>d<dt>u<dd>e<dd>f</dl>", "list", ["t\nd", "u\ne\nf"]),
        ("<dl><dt>t<dt>u<dd>d</dl>", "list", ["t\nu\nd"]),
        ("<dl><div><dt>t</dt><dd>d</dd></div><div><dt>u</dt><dd>e</dd></div></dl>", "list", ["t\nd", "u\ne"]),
    ],
)
def test_lists_keep_their_items(markup: str, kind: str, items: list[str]) -> None:
    block, article = block_of(f"<p>Before</p>{markup}", kind)
    assert [item.of(article.text) for item in block.items] == items
    assert block.span.of(article.text) == "\n".join(items)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<ol start=4><li>a<li>b</ol>", [(4, ["a", "b"])]),
        ("<ol start=-1><li>a<li>b</ol>", [(-1, ["a", "b"])]),
        ("<ol start=' +7x'><li>a</ol>", [(7, ["a"])]),
        ("<ol start=x><li>a</ol>", [(1, ["a"])]),
        ("<ol start=99999999999><li>a</ol>", [(1, ["a"])]),
        ("<ol><li>a<li value=5>b<li>c</ol>", [(1, ["a"]), (5, ["b", "c"])]),
        ("<ol><li value=3>a<li value=4>b<li value=''>c</ol>", [(3, ["a", "b", "c"])]),
        ("<ol><li>a<li hidden value=9>x<li>b</ol>", [(1, ["a", "b"])]),
        ("<ol reversed><li>a<li hidden>x<li>b</ol>", [(2, ["a"]), (1, ["b"])]),
        ("<ol reversed start=9><li>a<li value=4>b<li>c</ol>", [(9, ["a"]), (4, ["b"]), (3, ["c"])]),
        ("<ol><li>a</li><ol><li>x</ol><li>b</ol>", [(1, ["a\nx", "b"])]),
        ("<ol><p>in</p><li>a</li><p>more</p><li>b</ol>", [(1, ["in\na\nmore", "b"])]),
        ("<ol><div><li>a<li>b</div><li>c</ol>", [(1, ["a", "b", "c"])]),
        ("<ol><ol start=3><li>a</ol></ol>", [(3, ["a"])]),
    ],
)
def test_steps_have_the_numbers_that_a_browser_shows(markup: str, shown: list[tuple[int, list[str]]]) -> None:
    article = read(f"<h1>T</h1><p>Do this:</p>{markup}")
    steps = [block for block in blocks_of(article) if block.kind is BlockKind.STEPS]
    assert [(block.first, [item.of(article.text) for item in block.items]) for block in steps] == shown
    assert {said(block.lead, article) for block in steps} == {"Do this:"}


@pytest.mark.parametrize(
    "told", ["type=a", "type=I", "style='list-style-type: lower-roman'", "class='upperalpha simple'"]
)
def test_a_list_that_counts_in_letters_has_no_numbers(told: str) -> None:
    block, article = block_of(f"<p>Before</p><ol {told} start=2><li>a<li>b</ol>", "list")
    assert ([item.of(article.text) for item in block.items], block.first) == (["a", "b"], 1)
    assert block_of("<p>Before</p><ol type=1 class=alphabet><li>a</ol>", "steps")[0].first == 1


def test_a_list_of_cards_is_read_as_the_headings_and_text_that_it_lays_out() -> None:
    article = read("<h1>T</h1><ul><li><h2>A</h2><p>a</p></li><li><h2>B</h2><p>b</p></li></ul>")
    assert headings(article) == [(1, "T"), (2, "A"), (2, "B")]


def test_a_table_inside_a_list_or_definition_stays_a_table() -> None:
    table = "<table><tr><th>a<th>b<tr><td>1<td>2</table>"
    assert rows(f"<dl><dt>t<dd>d{table}</dl>") == rows(f"<ul><li>x{table}</ul>") == ("a\tb", ["1\t2"])


@pytest.mark.parametrize(
    ("entries", "terms"),
    [
        ("<dt>-a</dt><dt>--all</dt><dd><p>b</p>{table}</dd>", [("-a", None), ("--all", None), ("b", "-a\n\n--all")]),
        ("<dt>t<dd>{table}<dd>b<dt>u<dd>c", [("t", None), ("b", "t"), ("u", None), ("c", "u")]),
        ("<div><dt>t</dt><dd>b{table}</dd></div>", [("t", None), ("b", "t")]),
        ("<dt>t<dd><h3>Note</h3><p>b</p>", [("t", None), ("b", "t")]),
        ("<dt>t<dd>b<dl><dt>u<dd>c{table}</dl>d", [("t", None), ("b", "t"), ("u", None), ("c", "u"), ("d", "t")]),
        ("<dd>a<dt><dd>b{table}", [("a", None), ("b", None)]),
        ("<dt>t<dd>" + "much " * 130, [("t", None), (("much " * 130).strip(), "t")]),
    ],
)
def test_what_a_long_definition_list_says_is_known_by_its_terms(
    entries: str, terms: list[tuple[str, str | None]]
) -> None:
    table = "<table><tr><th>x<th>y<tr><td>1<td>2</table>"
    article = read(f"<h1>T</h1><dl>{entries.format(table=table)}</dl><p>end</p>")
    found = [
        (block.span.of(article.text), block.term and said(block.term, article))
        for block in blocks_of(article)
        if block.kind is BlockKind.PARAGRAPH
    ]
    assert found == [*terms, ("end", None)]


def test_a_term_is_no_lead_of_the_list_that_defines_it() -> None:
    article = read("<dl><dt>Some words<dd><ul><li>a<li>b</ul><table><tr><th>x<th>y<tr><td>1<td>2</table></dl>")
    assert [(block.kind.value, block.lead) for block in blocks_of(article)][1] == ("list", None)


@pytest.mark.parametrize(
    ("markup", "header", "body"),
    [
        ("<thead><tr><th>a<th>b<tbody><tr><td>1<td>2", "a\tb", ["1\t2"]),
        ("<tr><th>a<th>b<tr><td>1<td>2", "a\tb", ["1\t2"]),
        ("<tr><td>a<td>b<tr><td>1<td>2", None, ["a\tb", "1\t2"]),
        ("<tr><td><b>a</b><td><strong>b</strong><tr><td>1<td>2", "a\tb", ["1\t2"]),
        ("<tr><td><b>a</b><td><b>b</b><tr><td><b>1</b><td><b>2</b>", None, ["a\tb", "1\t2"]),
        ("<tr><th>a<td>1<tr><th>b<td>2", None, ["a\t1", "b\t2"]),
        ("<thead><tr><th>a<th>b<tr><th>c<th>d<tbody><tr><td>1<td>2", "a\tb\nc\td", ["1\t2"]),
        ("<tr><th><th>b<tr><td>1<td>2", "\tb", ["1\t2"]),
        ("<tr><td>a<br>b<td><p>c</p><p>d</p><tr><td>1\t2<td>3", None, ["a b\tc d", "1 2\t3"]),
        ("<tr><th colspan=2>ab<th>c<tr><td>1<td>2<td>3", "ab\t\tc", ["1\t2\t3"]),
        ("<tr><th>a<th>b<tr><td rowspan=2>1<td>2<tr><td>3", "a\tb", ["1\t2", "\t3"]),
        ("<tr><th>a<th>b<tr><td>1<td rowspan=2>2<tr><td>3", "a\tb", ["1\t2", "3\t"]),
        ("<tr><th>a<th>b<tr><td>1<td>2<tr><td><td><tr><td>3<td>4", "a\tb", ["1\t2", "3\t4"]),
        ("<tr><th>a<th>b<tr><td>1<td>2<tfoot><tr><td>s<td>t", "a\tb", ["1\t2", "s\tt"]),
        ("<thead><tr><th><th><h3>b</h3></thead><tr><td>1<td>2", "\tb", ["1\t2"]),
        ("<tr><th>a<th>b<tr><td>1<details><summary>c</summary>d</details><td>2", "a\tb", ["1 c d\t2"]),
        ("<tr><th>a<th>b<tr><td>1<td>2<table><tr><td><img><th>c<tr><td>d</table>", "a\tb", ["1\t2 c d"]),
        ("<tr><th colspan=2>a<tr><td>1<td>2<tr><th colspan=2>b<tr><td>3<td>4", None, ["a\t", "1\t2", "b\t", "3\t4"]),
        ("<tr><th colspan=2>a<tr><td>1<td>2<tr><td>3<td>4", "a\t", ["1\t2", "3\t4"]),
    ],
)
def test_tables_keep_header_rows_and_cells_in_their_columns(markup: str, header: str | None, body: list[str]) -> None:
    assert rows(f"<p>Before</p><table>{markup}</table>") == (header, body)


@pytest.mark.parametrize(
    ("markup", "header", "body"),
    [
        ("<tr><td><p><b>Role</b><td><p><b>May</b><tr><td><p>Admin<td><p>Yes", "Role\tMay", ["Admin\tYes"]),
        ("<tr><td>Mon<td>9 am<tr><td>Tue<td>10 am<tr><td>Wed<td>8 am", None, ["Mon\t9 am", "Tue\t10 am", "Wed\t8 am"]),
        ("<tr><td>&nbsp;<td><b>Free<td><b>Pro<tr><td>API<td><td>Yes", "\tFree\tPro", ["API\t\tYes"]),
    ],
    ids=["header", "three rows", "plans"],
)
def test_a_grid_of_short_cells_is_a_table_though_its_page_calls_it_presentation(
    markup: str, header: str | None, body: list[str]
) -> None:
    assert rows(f"<p>Before</p><table role=presentation><tbody>{markup}</table>") == (header, body)


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td><tr><td>e<td>f</table>",
        f"<table role=presentation><tr><td>a<td>b<tr><td>c<td>{'d ' * 300}<tr><td>e<td>f</table>",
        "<table><tr><td>a<td>b</table>",
        "<table><tr><td>a<tr><td>b</table>",
        "<table><tr><td>a<td><table><tr><td>b</table><tr><td>c<td>d</table>",
        "<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>",
        "<table><tr><th>a<th>b<tr><td><h2>c</h2><td>d</table>",
        "<table><tr><td rowspan=2><img alt='[Note]'><th>Note<tr><td>a</table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_no_table(table: str) -> None:
    article = read(f"<h1>T</h1>{table}")
    assert {block.kind.value for block in blocks_of(article)} == {"paragraph"}


def test_a_boxed_note_is_apart_from_the_text_around_it() -> None:
    note = "<table><tr><td rowspan=2><img alt='[Note]'><th>Note<tr><td>b</table>"
    article = read(f"<h1>T</h1><h2>H</h2><p>a</p>{note}<p>c</p>")
    assert [
        [said(block.span, article) for block in section.blocks] for section in article.sections if section.blocks
    ] == [
        ["a"],
        ["Note", "b"],
        ["c"],
    ]


def test_code_beside_line_numbers_is_code() -> None:
    table = "<table><tr><td class=linenos><pre>1\n2</pre><td><pre>a\nb</pre></table>"
    article = read(f"<h1>T</h1>{table}")
    assert texts(blocks_of(article), article) == [("code", "a\nb")]


def test_a_ragged_table_is_read_and_reported_with_its_line() -> None:
    page = "<h1>T</h1>\n<table><tr><th>a<th>b<tr><td>1</table>"
    assert rows(page) == ("a\tb", ["1"])
    assert warnings_of(page) == ["a table whose row 2 has not as many cells as its first row"]


def test_a_caption_leads_its_table() -> None:
    table, article = block_of("<table><caption>Doses</caption><tr><th>a<th>b<tr><td>1<td>2</table>", "table")
    assert said(table.lead, article) == "Doses"


@pytest.mark.parametrize(
    ("before", "lead"),
    [
        ("Do these:", "Do these:"),
        ("It is hard. Do these:", "Do these:"),
        ("The following table shows it.", "The following table shows it."),
        ("It is hard.", None),
    ],
)
def test_the_sentence_that_introduces_a_list_leads_it(before: str, lead: str | None) -> None:
    block, article = block_of(f"<p>{before}</p><ul><li>a</ul>", "list")
    assert (block.lead.of(article.text) if block.lead else None) == lead


def test_a_lead_does_not_reach_over_a_heading() -> None:
    assert block_of("<p>Do these:</p><h2>H</h2><ul><li>a</ul>", "list")[0].lead is None


def test_each_paragraph_of_a_quotation_is_one() -> None:
    article = read("<p>x</p><blockquote><p>a</p><p>b</p><footer>— C</footer></blockquote>")
    assert texts(blocks_of(article), article) == [
        ("paragraph", "x"),
        ("quotation", "a"),
        ("quotation", "b"),
        ("quotation", "— C"),
    ]


def test_captions_of_figures_are_text() -> None:
    assert paragraphs("<figure><img><figcaption>A wave.</figcaption></figure>") == ["A wave."]


@pytest.mark.parametrize(
    "notes",
    [
        "<div class=footnotes><p>1 note</p></div>",
        "<ol class=wp-block-footnotes><li>note</ol>",
        "<div class=footnote><hr><ol><li>note</ol></div>",
        "<section role=doc-endnotes><p>note</p></section>",
    ],
)
def test_footnotes_stand_apart_from_the_last_section(notes: str) -> None:
    article = read(f"<h1>T</h1><h2>A</h2><p>a<sup>1</sup></p><p class=footnote>Of a table.</p>{notes}")
    assert [(section.id, section.parents) for section in article.sections] == [("a", ()), ("footnotes", ())]


@pytest.mark.parametrize("line", ["<p>\u200b</p>", "<p>&nbsp;&zwj;</p>", "<div><span>\ufeff</span></div>"])
def test_a_line_without_anything_to_see_is_none_and_parts_nothing(line: str) -> None:
    assert sections(read(f"<h1>T</h1><p>One.</p>{line}<p>Two.</p>")) == {
        "": [("paragraph", "One."), ("paragraph", "Two.")]
    }


@pytest.mark.parametrize("line", ["<p>* * *</p>", "<p align=center>•</p>", "<div>💡</div>"])
def test_a_line_of_signs_parts_what_stands_around_it_and_is_never_quoted(line: str) -> None:
    article = read(f"<h1>T</h1><p>One.</p>{line}<p>Two.</p><p><code>.*$</code></p>")
    parts = [texts(section.blocks, article) for section in article.sections]
    assert parts == [[("paragraph", "One.")], [("paragraph", "Two."), ("paragraph", ".*$")]]


def test_a_formula_that_stands_twice_is_read_once() -> None:
    drawn = "<span aria-hidden=true><span>2</span><span>n</span></span>"
    spoken = "<span><math><msup><mn>2</mn><mi>n</mi></msup></math></span>"
    assert paragraphs(f"<p>After <span>{spoken}{drawn}</span> seconds.</p>") == ["After 2n seconds."]


@pytest.mark.parametrize(
    ("stated", "level"), [("3", 3), ("03", 3), ("9", 6), ("12", 6), ("1" * 5000, 6), ("0", 2), ("two", 2), ("", 2)]
)
def test_the_level_of_what_is_a_heading_by_role_is_from_1_to_6(stated: str, level: int) -> None:
    page = f"<h1>T</h1><div role=heading aria-level='{stated}'>Part</div><p>a</p>"
    assert headings(read(page)) == [(1, "T"), (level, "Part")]


def test_a_header_row_is_known_by_the_weight_that_a_style_sheet_gives_its_letters() -> None:
    table = "<table><tr><td><p><span class=c2>Weeks</span></p><td class=c2>Pay<tr><td>1 to 6<td>90 %</table>"
    assert rows(f"<style>.c2{{font-weight:700}}</style>{table}") == ("Weeks\tPay", ["1 to 6\t90 %"])
    assert rows(f"<style>td{{font-weight:700}}</style>{table}")[0] is None
    assert rows(f"<style>.c2{{font-weight:400}}</style>{table}")[0] is None


@pytest.mark.parametrize(
    ("markup", "kind", "items", "first"),
    [
        ("<p>• by phone<br>• by letter", "list", ["by phone", "by letter"], 1),
        (
            "<p><span style='font-family:Symbol'>·<span>&nbsp;&nbsp;&nbsp; </span></span>by phone"
            "<p><span>·<span>&nbsp;&nbsp;&nbsp; </span></span>by\nletter",
            *("list", ["by phone", "by letter"], 1),
        ),
        ("<div>- a</div><div>- b</div><div>- c</div>", "list", ["a", "b", "c"], 1),
        ("<p>3) Pay.<p>4) Take a key.", "steps", ["Pay.", "Take a key."], 3),
        ("<p>(a) the fee; or<p>(b) nothing—<p>(i) £2, or<p>(ii) £9.", "list", None, 1),
        ("<p>① 신청서를 쓴다.<p>② 제출한다.", "list", ["① 신청서를 쓴다.", "② 제출한다."], 1),
        (
            "<ol><li>a</ol><ol start=2><li>b<li>c</ol><div><ol start=4><li>d</ol></div>",
            "steps",
            ["a", "b", "c", "d"],
            1,
        ),
        ("<ul><li>a<li>b</ul><ul><li>inner</ul><ul><li>c</ul>", "list", ["a", "b", "inner", "c"], 1),
    ],
)
def test_a_list_that_is_typed_or_comes_in_pieces_is_a_list_with_its_lead(
    markup: str, kind: str, items: list[str] | None, first: int
) -> None:
    block, article = block_of(f"<h1>T</h1><p>You can pay:</p>{markup}", kind)
    letters = ["(a) the fee; or", "(b) nothing—", "(i) £2, or", "(ii) £9."]
    assert [item.of(article.text) for item in block.items] == (items or letters)
    assert (block.lead and block.lead.of(article.text), block.first) == ("You can pay:", first)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>• alone</p><p>a</p>",
        "<p>a<br>• alone<br>b</p>",
        "<p>1. one</p><p>3. three</p>",
        "<p>(c) a letter</p><p>(d) from the middle</p>",
        "<p>-5 °C at night</p><p>-3 °C by day</p>",
        "<p>1. one</p><h2>H</h2><p>2. two</p>",
        "<p>3.5 km</p><p>4.5 km</p>",
    ],
)
def test_a_line_that_only_begins_like_an_item_stays_as_it_is(markup: str) -> None:
    article = read(f"<h1>T</h1>{markup}")
    assert {block.kind.value for block in blocks_of(article)} == {"paragraph"}
    assert article.text.split() == ["T", *re.sub(r"<[^>]+>", " ", markup).split()]


def test_lists_beside_each_other_stay_two() -> None:
    article = read("<h1>T</h1><div><ul><li>a</ul></div><div><ul><li>b</ul></div><ol><li>c</ol><ol><li>d</ol>")
    assert [block.span.of(article.text) for block in blocks_of(article)] == ["a", "b", "c", "d"]


def test_elements_that_play_the_parts_of_a_table_are_one() -> None:
    row = "<div role=row><span role={0}>{1}</span><span role={0}>{2}</span></div>"
    head, body = row.format("columnheader", "Item", "Fee"), row.format("cell", "Passport", "€60")
    table = f"<div role=table><div role=rowgroup>{head}</div><div role=rowgroup>{body}</div></div>"
    assert rows(f"<h1>T</h1>{table}") == ("Item\tFee", ["Passport\t€60"])
    assert paragraphs(f"<div role=grid>{row.format('cell', 'a ', 'b')}</div>") == ["a b"]


def test_a_header_without_a_group_has_the_rows_that_its_cells_span() -> None:
    heads = "<tr><th rowspan=2>City<th colspan=2>Days<tr><th>Mail<th>Desk"
    assert rows(f"<table>{heads}<tr><td>Auen<td>5<td>1</table>") == ("City\tDays\t\n\tMail\tDesk", ["Auen\t5\t1"])
    assert rows("<table><tr><th>City<th>Days<tr><th>Auen<th>5<tr><td>a<td>b</table>")[0] == "City\tDays"


def test_a_first_row_of_words_over_a_column_of_figures_is_the_header() -> None:
    fees = "<tr><td>Single<td>$90<tr><td>Couple<td>$120</table>"
    assert rows(f"<table><tr><td>Kind<td>Fee{fees}") == ("Kind\tFee", ["Single\t$90", "Couple\t$120"])
    assert rows(f"<table><tr><td>Group<td>$40{fees}")[0] is None
    assert rows(f"<table><tr><th>Kind<td>Fee{fees}")[0] is None
