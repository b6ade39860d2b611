"""Markdown files: what a page shows of them, and where its parts stand."""

from __future__ import annotations

from datetime import date

import pytest

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article, BlockKind, RelatedLink
from chatbot.reading.markdown import read_markdown
from tests.reading.checks import (
    assert_spans_hold,
    block_texts,
    kinds,
    markdown,
    outline,
    questions,
    said,
    section_texts,
    takeaway,
)


def read(text: str) -> Article:
    """Return the article of a file that has no faults."""
    article, faults = markdown(text, "notes/page.md")
    assert not faults
    return article


def faults_of(text: str) -> list[Fault]:
    return read_markdown(text.encode(), article_id="notes/page", source="notes/page.md")[1]


WHOLE = """\
---
title: Holding silence
deck: What a pause can mean.
url: https://example.org/silence
authors: [A. Writer, B. Writer]
reviewed_by: C. Reviewer
reviewed: 2024-05-02
published: 2024-05-01
updated: 2024-06-01T10:00:00Z
language: en
category: Process
related:
  - endings
  - {title: Elsewhere, category: Ethics, url: "https://example.org/elsewhere"}
---
An introduction.

> **Key takeaway:** Silence is *rarely* empty.

## What it is

Text with **bold**, `code` and a [link](https://example.org).
A second line.

### 1. Wait

Count.

## Frequently asked questions

### 1. How long?

As long as it works.

### Is it rude?

No.

- Not at all

## References

1. Levitt, H. (2001). *Sounds of silence*.

This article was written and reviewed by the project.

## Related articles

- **Ethics**: [Telling](ethics/telling.md) — What to say.
"""


def test_a_whole_article_is_read_with_all_its_parts() -> None:
    article = read(WHOLE)
    assert (article.title, article.url, article.category) == (
        "Holding silence",
        "https://example.org/silence",
        "Process",
    )
    assert (article.authors, article.reviewed_by) == (("A. Writer", "B. Writer"), ("C. Reviewer",))
    assert (article.published, article.updated) == (date(2024, 5, 1), date(2024, 6, 1))
    assert article.deck
    assert article.text.startswith("Holding silence\n\nWhat a pause can mean.\n\nAn introduction.")
    assert outline(article) == [(1, ""), (2, "What it is"), (3, "1. Wait")]
    assert takeaway(article) == ["Silence is rarely empty."]
    assert questions(article) == ["How long?", "Is it rude?"]
    assert kinds(article.faq[1].blocks) == [BlockKind.PARAGRAPH, BlockKind.LIST]
    assert article.references_heading
    assert [(r.number, r.span.of(article.text)) for r in article.references] == [
        (1, "Levitt, H. (2001). Sounds of silence.")
    ]
    assert article.review_footer
    assert article.related == (
        RelatedLink("", target="endings"),
        RelatedLink("Elsewhere", "Ethics", target="https://example.org/elsewhere"),
        RelatedLink("Telling", "Ethics", "What to say.", "notes/ethics/telling"),
    )


def test_the_text_is_what_a_page_shows() -> None:
    article = read(
        "# A *title*\n\nOne\ntwo  \nthree &amp; `a  b` ![no](picture.png) <b>bold</b> <!-- no --> \\*star\\* "
        "<https://e.org><script>no()</script>\n"
    )
    assert article.text == "A title\n\nOne two\nthree & a b bold *star* https://e.org"


def test_blocks_are_told_apart_and_laid_out() -> None:
    article = read(
        "# T\n\nThe signs are these:\n\n- one\n- two\n  - inner\n\n4. four\n5. five\n\n> quoted\n\n"
        "```py\na = 1\n\nb = 2\n```\n\n| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n"
    )
    blocks = article.sections[0].blocks
    assert kinds(blocks) == ["paragraph", "list", "steps", "quotation", "code", "table"]
    assert block_texts(article, blocks[1:]) == [
        "one\ntwo\ninner",
        "four\nfive",
        "quoted",
        "a = 1\n\nb = 2",
        "a\tb\n1\t2 | 3",
    ]
    assert [item.of(article.text) for item in blocks[1].items] == ["one", "two\ninner"]
    assert blocks[2].first == 4
    assert said(blocks[1].lead, article) == "The signs are these:"
    assert said(blocks[5].header, article) == "a\tb"


def test_headings_have_githubs_anchors_and_ids_are_the_anchors() -> None:
    article = read("# Notes\n\n## Notes\n\na\n\n## What's *new*?\n\nb\n\n## Notes\n\nc\n\n## 슬픔과 애도\n\nd\n")
    assert [section.anchor for section in article.sections] == ["notes-1", "whats-new", "notes-2", "슬픔과-애도"]
    assert [section.id for section in article.sections] == [section.anchor for section in article.sections]


def test_a_heading_without_letters_has_an_id_and_no_anchor() -> None:
    article = read("# T\n\n## \U0001f642\n\na\n")
    assert [(section.id, section.anchor) for section in article.sections] == [("section", None)]


def test_sections_know_what_they_stand_under() -> None:
    article = read("# T\n\n## A\n\na\n\n### B\n\nb\n\n#### C\n\nc\n\n## D\n\nd\n")
    assert [section.parents for section in article.sections] == [(), ("a",), ("a", "b"), ()]


def test_ids_stay_when_other_parts_are_edited() -> None:
    faq = "## FAQ\n\n**Is it?** Yes.\n\n**Was it?** No.\n"
    before = read(f"# T\n\n## A\n\na\n\n## B\n\nb\n\n{faq}")
    after = read(f"# T\n\nNew.\n\n## B\n\nbb\n\n{faq.replace('**Is it?** Yes.', '**More?** Oh.')}")
    assert [s.id for s in after.sections] == ["top", "b"]
    assert [f.id for f in before.faq] == ["is-it", "was-it"]
    assert [f.id for f in after.faq] == ["more", "was-it"]


@pytest.mark.parametrize(
    "faq",
    [
        "### Is it?\n\nYes.\n\n### Was it?\n\nNo.\n",
        "**Is it?**\n\nYes.\n\n**Was it?**\n\nNo.\n",
        "**Is it?** Yes.\n\n**Was it?** No.\n",
        "**Is it?**  \nYes.\n\n**Was it?**\nNo.\n",
        "Q: Is it?\n\nA: Yes.\n\nQ: Was it?\n\nA: No.\n",
        "**Q: Is it?**\n\n- A: Yes.\n\n**Q: Was it?**\n\n- A: No.\n",
        "### Q: Is it?\n\nA: Yes.\n\n### Q: Was it?\n\n- A: No.\n",
        "Q1. Is it?\nA1. Yes.\n\nQ2. Was it?\nA2. No.\n",
        "F: Is it?\n\nA: Yes.\n\nF: Was it?\n\nA: No.\n",
        "Q : Is it?\n\nR : Yes.\n\nQ : Was it?\n\nR : No.\n",
        "P: Is it?\n\nR: Yes.\n\nPregunta: Was it?\n\nRespuesta: No.\n",
        "Is it?\n\nYes.\n\nWas it?\n\nNo.\n",
        "Is it?\n: Yes.\n\nWas it?\n: No.\n",
        "- **Is it?** Yes.\n- **Was it?** No.\n",
        "1. **Is it?** Yes.\n2. **Was it?** No.\n",
        "<details><summary>Is it?</summary>\n\nYes.\n\n</details>\n\n<details><summary>Was it?</summary>\n\nNo.\n",
    ],
)
def test_a_faq_is_read_however_its_questions_are_set_apart(faq: str) -> None:
    article = read(f"# T\n\n## About\n\nText.\n\n## Frequently asked questions\n\n{faq}")
    assert questions(article) == ["Is it?", "Was it?"]
    assert [block_texts(article, entry.blocks) for entry in article.faq] == [["Yes."], ["No."]]
    assert outline(article) == [(2, "About")]


@pytest.mark.parametrize(
    "label", ["FAQ", "FAQs", "Q&A", "Common questions about endings", "자주 묻는 질문", "자주 묻는 질문(FAQ)"]
)
def test_a_faq_is_known_by_its_label(label: str) -> None:
    assert questions(read(f"# T\n\nText.\n\n## {label}\n\n### Why\n\nSo.\n")) == ["Why"]


def test_where_few_labels_are_known_a_heading_with_nothing_but_questions_below_is_that_of_an_faq() -> None:
    text = "---\ntitle: T\nlanguage: {}\n---\n\n## {}\n\n### {}?\n\nTak.\n\n### {}?\n\nNie.\n\n## Sauna\n\nA.\n"
    polish = read(text.format("pl", "Najczęstsze pytania", "Czy muszę mieć czepek", "Czy jest sauna"))
    assert questions(polish) == ["Czy muszę mieć czepek?", "Czy jest sauna?"]
    assert section_texts(polish) == ["A."]
    english = read(text.format("en", "Two doubts", "Do I need a cap", "Is there a sauna"))
    assert questions(english) == []
    arabic = read(text.format("ar", "أسئلة", "هل الكتاب هنا", "أين المكتبة").replace("?", "؟"))
    assert len(questions(arabic)) == 2
    one = read(text.format("pl", "Pytania", "Czy jest basen", "Sauna").replace("Sauna?", "Sauna"))
    assert questions(one) == []


def test_groups_of_questions_are_sections_and_sub_headings_of_answers_stay_in_them() -> None:
    article = read("# T\n\n## FAQ\n\nAsk away.\n\n### Money\n\n#### How much?\n\nMuch.\n\n##### Discounts\n\nNone.\n")
    assert outline(article) == [(2, "FAQ"), (3, "Money")]
    assert article.faq[0].parents == ("faq", "money")
    assert block_texts(article, article.faq[0].blocks) == ["Much.", "Discounts", "None."]


def test_an_article_that_is_one_faq_has_entries_for_the_headings_that_ask() -> None:
    article = read("# Frequently asked questions\n\n## Is it?\n\nYes.\n\n## Contact\n\nWrite.\n\n## Was it?\n\nNo.\n")
    assert questions(article) == ["Is it?", "Was it?"]
    assert outline(article) == [(2, "Contact")]


@pytest.mark.parametrize(
    ("box", "texts"),
    [
        ("## Key takeaway\n\nOne.\n", ["One."]),
        ("## Key Takeaways\n\n- One\n- Two\n", ["One\nTwo"]),
        ("> **Key takeaway**\n>\n> One.\n>\n> Two.\n", ["One.", "Two."]),
        ("> ### Key takeaway\n> One.\n", ["One."]),
        ("**Key takeaway:** One.\n", ["One."]),
        ("## 핵심 요약\n\n하나.\n", ["하나."]),
    ],
)
def test_a_takeaway_is_read_from_a_heading_or_a_label(box: str, texts: list[str]) -> None:
    article = read(f"# T\n\n{box}\n## After\n\nText.\n")
    assert takeaway(article) == texts
    heading = article.takeaway.heading if article.takeaway else None
    assert said(heading, article) in ("Key takeaway", "Key Takeaways", "핵심 요약")
    assert outline(article) == [(2, "After")]


def test_only_the_first_takeaway_is_one() -> None:
    article = read("# T\n\n## Key takeaway\n\nOne.\n\n## Key takeaways\n\nTwo.\n")
    assert outline(article) == [(2, "Key takeaways")]


def test_emptied_references_are_reported_and_partly_emptied_ones_by_number() -> None:
    article, faults = markdown("# T\n\nx\n\n## References\n\n- 1.\n- 2.\n")
    assert [(r.number, len(r.span)) for r in article.references] == [(1, 0), (2, 0)]
    assert [(f.line, f.seen, f.severity) for f in faults] == [
        (5, "the reference list has 2 numbers and no text", Severity.WARNING)
    ]
    faults = faults_of("# T\n\nx\n\n## References\n\n1. A\n2.\n3. B\n")
    assert [fault.seen for fault in faults] == ["the reference list has no text at number 2"]


def test_the_title_is_the_front_matters_or_the_only_leading_heading() -> None:
    assert read("# One\n\ntext\n").title == "One"
    assert read("---\ntitle: One\n---\n# one\n\ntext\n").text == "One\n\ntext"
    assert outline(read("---\ntitle: One\n---\n# Other\n\ntext\n")) == [(1, "Other")]
    assert [(f.line, f.severity) for f in faults_of("text\n\n# One\n")] == [(1, Severity.ERROR)]
    assert [f.severity for f in faults_of("# One\n\ntext\n\n# Two\n\ntext\n")] == [Severity.WARNING]


def test_a_draft_gives_nothing_and_no_fault() -> None:
    assert read_markdown(b"---\ntitle: 3\nodd: 1\ndraft: true\n---\n", article_id="x", source="x.md") == (None, [])


def test_lines_are_counted_from_the_beginning_of_the_file() -> None:
    article = read("---\ntitle: T\n---\n\n## A\n\na\n\n## FAQ\n\n### Why?\n\nSo.\n")
    assert article.line_of == {"a": 5, "why": 11}


@pytest.mark.parametrize(
    ("text", "line", "seen"),
    [
        ("---\ntitle: T\n\ntext\n", 1, "the front matter has no end"),
        ("# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n", 6, "the table row has 1 cell, its header has 2"),
        ("# T\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", 5, "the table row has 3 cells, its header has 2"),
        ("# T\n\n> | a | b |\n> |---|---|\n> | 1 |\n", 5, "the table row has 1 cell, its header has 2"),
        ("---\ntitle: T\n---\n| a | b |\n|---|---|\ntext\n", 6, "the table row has 1 cell, its header has 2"),
        ("# T\n", 0, "the article has no text"),
        ("# T\n\n" + "> " * 200 + "deep\n", 0, "lists or quotations are nested about 16 deep"),
    ],
)
def test_a_fault_that_spoils_the_article_is_an_error_with_its_line(text: str, line: int, seen: str) -> None:
    article, faults = read_markdown(text.encode(), article_id="x", source="x.md")
    assert article is None
    assert [(f.path, f.line, f.seen, f.severity) for f in faults] == [("x.md", line, seen, Severity.ERROR)]
    assert all(fault.remedy for fault in faults)


def test_front_matter_alone_is_the_index_page_of_a_section_and_no_error() -> None:
    text = b"---\ntitle: Guides\n---\n"
    article, faults = read_markdown(text, article_id="x", source="guides/index.md")
    assert article
    assert article.text == ""
    assert [(fault.seen, fault.severity) for fault in faults] == [
        ("the article has no text, and is left out", Severity.WARNING)
    ]


def test_raw_html_whose_structure_is_lost_is_reported_and_its_words_are_kept() -> None:
    article, faults = markdown("# T\n\n<h2>Raw</h2>\n<table><tr><td rowspan=2>one</td><td>two</td></tr></table>\n")
    assert article.text == "T\n\nRaw\n\none\n\ntwo"
    assert outline(article) == [(2, "Raw")]
    assert [(fault.line, fault.severity) for fault in faults] == [(3, Severity.WARNING)]


def test_lists_and_tables_of_raw_html_are_those_of_markdown() -> None:
    items = "<p>Call us:</p>\n<ul>\n  <li>By <a href='tel:1'>phone</a></li>\n  <li>By letter</li>\n</ul>\n"
    table = "<table>\n<tr><th>Day</th><th>Hours</th></tr>\n<tr><td>Monday</td><td>9 to 5</td></tr>\n</table>\n"
    article, faults = markdown(f"# T\n\n<div>\n{items}</div>\n\n{table}")
    assert not faults
    _, listed, tabled = article.sections[0].blocks
    assert (listed.kind, said(listed.lead, article)) == (BlockKind.LIST, "Call us:")
    assert [item.of(article.text) for item in listed.items] == ["By phone", "By letter"]
    assert (said(tabled.header, article), [row.of(article.text) for row in tabled.items]) == (
        "Day\tHours",
        ["Monday\t9 to 5"],
    )


def test_the_review_footer_is_no_part_of_a_section_or_answer() -> None:
    article = read("# T\n\n## A\n\nText.\n\n## FAQ\n\n### Why?\n\nSo.\n\n---\n\n*Reviewed by the team.*\n")
    assert said(article.review_footer, article) == "Reviewed by the team."
    assert block_texts(article, article.faq[0].blocks) == ["So."]


def test_the_language_is_told_by_the_script_where_the_front_matter_does_not_say() -> None:
    assert read("# 슬픔\n\n텍스트입니다.\n").language == "ko"
    assert read("---\ntitle: 슬픔\nlanguage: en\n---\n텍스트입니다.\n").language == "en"


def test_the_article_goes_on_below_related_links_in_its_middle() -> None:
    links = "- [Hip](hip.md)\n- [Foot](foot.md)\n\n"
    article = read(f"# Knee\n\n## Causes\n\nWear.\n\n### Related articles\n\n{links}Falls.\n\nIce helps.\n")
    assert [link.target for link in article.related] == ["notes/hip", "notes/foot"]
    assert block_texts(article, article.sections[-1].blocks) == ["Wear.", "Falls.", "Ice helps."]
    decks = read("# Knee\n\nA.\n\n## Related articles\n\n[Hip](hip.md)\n\nOn hips.\n\n[Foot](foot.md)\n\nOn feet.\n")
    assert [link.deck for link in decks.related] == ["On hips.", "On feet."]


def test_what_opens_an_answer_is_its_question_with_and_without_a_question_mark() -> None:
    first = "<details>\n<summary>Can I <b>cancel</b>?</summary>\n\nYes.\n\nReally?\n\n</details>\n\n"
    more = "<details><summary><b>Is my data kept</b></summary>\nFor a year.\n</details>\n"
    article = read(f"# T\n\nText.\n\n## FAQ\n\n{first}{more}")
    assert questions(article) == ["Can I cancel?", "Is my data kept"]
    assert [block_texts(article, entry.blocks) for entry in article.faq] == [["Yes.", "Really?"], ["For a year."]]
    assert questions(read(f"# T\n\nText.\n\n## FAQ\n\n**Why?**\n\nSo.\n\n{more}")) == ["Why?"]


@pytest.mark.parametrize("key", ["takeaway", "keyTakeaways", "key_takeaways", "takeaways", "tldr"])
def test_the_takeaway_of_the_front_matter_stands_above_the_document(key: str) -> None:
    points = "\n  - Orders take **two** days.\n  - Refunds take [ten](r.md).\n"
    article = read(f"---\ntitle: T\ndeck: D\n{key}:{points}---\nText.\n\n## Part\n\nMore.\n")
    assert article.text == "T\n\nD\n\nOrders take two days.\nRefunds take ten.\n\nText.\n\nPart\n\nMore."
    assert article.takeaway
    (block,) = article.takeaway.blocks
    assert [item.of(article.text) for item in block.items] == ["Orders take two days.", "Refunds take ten."]
    assert block_texts(article, article.sections[0].blocks) == ["Text."]
    single = read(f"---\ntitle: T\n{key}: Orders take *two* days.\n---\nText.\n")
    assert single.takeaway
    assert block_texts(single, single.takeaway.blocks) == ["Orders take two days."]


def test_a_takeaway_in_the_document_is_that_of_the_article() -> None:
    article = read("---\ntitle: T\ntldr: Short.\n---\n**Key takeaway:** In words.\n\nText.\n")
    assert article.takeaway
    assert block_texts(article, article.takeaway.blocks) == ["In words."]
    assert block_texts(article, article.sections[0].blocks) == ["Short.", "Text."]


def test_outside_of_a_faq_boxes_that_ask_are_its_entries_and_the_section_goes_on_below_them() -> None:
    boxes = (
        "<details>\n<summary>How long does it take?</summary>\n\nTwo days.\n\n#### Abroad\n\nFour.\n\n</details>\n"
        "<details><summary><h3>2. Is it dear?</h3></summary>No.</details>\n\n"
    )
    article = read(f"# T\n\n## Shipping\n\nBefore.\n\n{boxes}After.\n\n## Returns\n\nSend it back.\n")
    assert [(each.question.of(article.text), each.parents) for each in article.faq] == [
        ("How long does it take?", ("shipping",)),
        ("Is it dear?", ("shipping",)),
    ]
    assert [block_texts(article, entry.blocks) for entry in article.faq] == [["Two days.", "Abroad", "Four."], ["No."]]
    assert [(s.id, s.parents, block_texts(article, s.blocks)) for s in article.sections] == [
        ("shipping", (), ["Before."]),
        ("shipping-more", ("shipping",), ["After."]),
        ("returns", (), ["Send it back."]),
    ]


@pytest.mark.parametrize(
    ("boxes", "asked"),
    [
        ("<details><summary>Is it?</summary>\n\nYes.\n\n</details>\n", []),
        ("<details><summary>A?</summary>a</details>\n\n<details><summary>B?</summary>\n\nb\n", ["A?", "B?"]),
        ('{{< details "A?" >}}\na\n{{< /details >}}\n\n{{< details "B?" >}}\nb\n{{< /details >}}\n', ["A?", "B?"]),
        (
            "".join(f"<details><summary>{name}</summary>a</details>\n\n" for name in ("A?", "B?", "C", "D")),
            [],
        ),
        (
            "<details><summary>A?</summary>\n\na\n\n<details><summary>Really?</summary>b</details>\n\n</details>\n\n"
            "<details><summary>B?</summary>b</details>\n",
            ["A?", "B?"],
        ),
    ],
    ids=["one", "left open", "of Hugo", "few ask", "in one another"],
)
def test_boxes_are_entries_where_most_of_several_ask(boxes: str, asked: list[str]) -> None:
    article = read(f"# T\n\nText.\n\n{boxes}\n## Next\n\nWords.\n")
    assert questions(article) == asked
    assert block_texts(article, article.sections[-1].blocks) == ["Words."]


def test_what_publishing_systems_add_to_markdown_is_read_and_no_markup_is_quoted() -> None:
    article = read(
        "![banner](b.png)\n\n# Bees\n\nimport Tabs from '@theme/Tabs';\n\nThey fly 3 km.[^far] {: .lead}\n\n"
        ':::note Billing\n\nBilled once.\n\n:::\n\n!!! warning "Mould"\n    Pink.\n\n    Really.\n\n'
        "> [!NOTE]\n> Careful.\n\n> [!tip]- Aside\n> Folded.\n\n- [x] Hive\n- [ ] See [[Notes|the notes]]\n\n"
        "Levain\n: A part.\n: Of it.\n\nHooch\n: Liquid.\n\n[^far]: Some more.\n\n    Or less.\n"
    )
    assert article.title == "Bees"
    top, notes = article.sections
    assert block_texts(article, top.blocks) == [
        "They fly 3 km.",
        "Billing",
        "Billed once.",
        "Mould",
        "Pink.",
        "Really.",
        "Note",
        "Careful.",
        "Aside\nFolded.",
        "Hive\nSee the notes",
        "Levain\nA part.\nOf it.\nHooch\nLiquid.",
    ]
    assert [item.of(article.text) for item in top.blocks[-1].items] == ["Levain\nA part.\nOf it.", "Hooch\nLiquid."]
    assert (notes.id, notes.heading, kinds(notes.blocks)) == ("footnotes", None, ["steps"])
    assert block_texts(article, notes.blocks) == ["Some more.\nOr less."]


def test_the_name_that_a_heading_gives_itself_is_its_anchor_and_no_word_of_it() -> None:
    article = read("# T\n\n## What you need {#needs .x}\n\na\n\n### Costs\n{: .no_toc }\n\nb\n\n## In {braces}\n\nc\n")
    assert [section.anchor for section in article.sections] == ["needs", "costs", "in-braces"]
    assert outline(article) == [(2, "What you need"), (3, "Costs"), (2, "In {braces}")]
    assert block_texts(article, article.sections[1].blocks) == ["b"]


def test_footnotes_are_references_where_these_come_last_and_hide_no_review() -> None:
    cited = read("# T\n\nA.[^1]\n\n## References\n\n[^1]: Ames (2020).\n[^2]: Not cited.\n")
    assert [(r.number, r.span.of(cited.text)) for r in cited.references] == [(1, "Ames (2020).")]
    noted = read("# T\n\nA.[^1]\n\nReviewed by C. Reviewer.\n\n[^1]: Aside.\n")
    assert noted.review_footer
    assert [section.id for section in noted.sections] == ["top", "footnotes"]


def test_an_faq_in_the_front_matter_stands_below_the_document_and_what_that_asks_itself_is_not_read_twice() -> None:
    article = read(
        "---\ntitle: First session\nfaqs:\n- question: How long is it?\n  answer: About **fifty** [minutes](/m).\n"
        "- question: Must I talk?\n  answer: |\n    No.\n\n    - Draw.\n    - Write.\n- question: Where?\n"
        "  answer: Elsewhere.\n---\nBring a book.[^n]\n\n## Where?\n\nHere.\n\nReviewed by Dr. A.\n\n[^n]: Or not.\n"
    )
    assert_spans_hold(article)
    assert questions(article) == ["How long is it?", "Must I talk?"]
    assert [block_texts(article, each.blocks) for each in article.faq] == [
        ["About fifty minutes."],
        ["No.", "Draw.\nWrite."],
    ]
    assert [entry.parents for entry in article.faq] == [(), ()]
    assert article.line_of[article.faq[1].id] == 6
    assert "Elsewhere." not in article.text
    assert [section.id for section in article.sections] == ["top", "where", "footnotes"]
    assert article.review_footer


def test_calls_of_templates_are_left_out_and_reported_but_not_those_in_code() -> None:
    text = "# T\n\n{{< toc >}}\n\nRead [on]({% post_url x %}).\n\n`{{ code }}`\n\n```\n{{< kept >}}\n```\n"
    text += '\n<div><a href="{{ site.url }}">Ask us</a> {{ notice }}</div>\n'
    article, faults = markdown(text)
    assert block_texts(article, article.sections[0].blocks) == ["Read on.", "{{ code }}", "{{< kept >}}", "Ask us"]
    assert [(fault.line, fault.severity) for fault in faults] == [(3, Severity.WARNING)]
    assert faults[0].seen == 'what the call of a template "{{< toc >}}" and 2 more would show is not read'


def test_a_table_that_is_none_is_reported_with_its_line() -> None:
    fault = faults_of("# T\n\nText.\n\n| a | `b | c` |\n|---|---|\n| 1 | 2 |\n")[0]
    assert (fault.line, fault.seen) == (5, "a table that is none: its header has 3 cells, the line of dashes 2")


def test_what_is_struck_out_or_a_note_to_oneself_is_not_quoted() -> None:
    article = read(
        "# Bees\n\nWithin ~~14~~ 30 days, <del>never</del> always. ==Soon==. ^soon\n\nSeen %%ask Dana%% by all.\n\n"
        "%%\nTo do:\n\nlegal check\n%%\n\n- One %%hm%%\n- Two ^37066d\n\n%% later %%\n\n"
        "<p>Raw <s>old</s> new.</p>\n\n`%%d%%` of 50 %% or a==b and c==d, 2 ^10.\n"
    )
    assert block_texts(article, article.sections[0].blocks) == [
        "Within 30 days, always. Soon.",
        "Seen by all.",
        "One\nTwo",
        "Raw new.",
        "%%d%% of 50 %% or a==b and c==d, 2 ^10.",
    ]


def test_attributes_of_pandoc_are_no_text_and_braces_in_prose_are() -> None:
    article = read(
        '# T\n\nSee ![the bay](b.png){#fig-a width=50% fig-alt="a b"} [here](z){target=_blank} and `x`{.r} now.\n\n'
        "[Small words]{.smallcaps} and {not one} or {a: b}.\n\nHeights {#tbl-h .wide}\n"
    )
    assert block_texts(article, article.sections[0].blocks) == [
        "See here and x now.",
        "Small words and {not one} or {a: b}.",
        "Heights",
    ]


def test_what_readers_wrote_below_an_article_is_no_section_and_a_chapter_on_comments_is_one() -> None:
    comments = "## Comments\n\nAnna says:\n\nI cured mine with oils.\n\n### Leave a comment\n\nBe kind.\n\n"
    comments += "## Comments\n\n### Anna\n\nMay 3, 2024\n\nI cured mine with oils, too.\n"
    article, _ = markdown(f"# Syntax\n\nIt is small.\n\n## Comments\n\nA comment begins with #.\n\n{comments}")
    assert section_texts(article) == ["It is small.", "A comment begins with #."]


def test_lines_of_the_site_belong_to_no_section_and_are_never_quoted() -> None:
    article = read(
        "# T\n\n5 min read\n\nOne.\n\n**Related:** [How to talk about loss](/x)\n\nSee also: what stands in it\n\n"
        "**[Back to top ↑](#t)**\n\nGo back to the top of the list.\n\n"
        "## Related\n\nRead more: [Stages](/y)\n"
    )
    kept = ["One.", "See also: what stands in it", "Go back to the top of the list."]
    assert block_texts(article, article.sections[0].blocks) == kept
    assert [link.target for link in article.related] == ["/y"]


@pytest.mark.parametrize("line", ["Last updated: 3 May 2024", "*Published on 2024-05-03.*", "Article updated May 2024"])
def test_a_line_that_says_when_the_page_was_changed_is_no_text_of_a_section(line: str) -> None:
    article = read(f"---\ntitle: T\n---\n\n{line}\n\nIt begins.\n\n## Two\n\nIt was updated in May 2024.\n\n{line}\n")
    assert [block_texts(article, section.blocks) for section in article.sections] == [
        ["It begins."],
        ["It was updated in May 2024."],
    ]


@pytest.mark.parametrize("call", ["[TOC]", "[[toc]]", "[[_TOC_]]", "${toc}"])
def test_the_call_of_a_table_of_contents_is_no_text(call: str) -> None:
    assert markdown(f"# T\n\n{call}\n\nText.\n")[0].text == "T\n\nText."


@pytest.mark.parametrize("label", ["", "## Table of contents\n\n", "**On this page:**\n\n"])
@pytest.mark.parametrize("links", ["- [One](#one)\n  - [Two](#two)", "1. [One](#one)", "[One](#one) | [Two](#two)"])
def test_links_to_places_on_the_page_are_not_quoted_nor_what_names_them(label: str, links: str) -> None:
    article, _ = markdown(f"# T\n\nIntro.\n\n{label}{links}\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n")
    assert outline(article) == [(1, ""), (2, "One"), (2, "Two")]
    assert section_texts(article) == ["Intro.", "First.", "Second."]


def test_a_text_that_says_more_than_its_links_about_the_page_is_quoted() -> None:
    text = "See [One](#one) and [Two](#two).\n\n- [One](#one) is short\n- [Two](#two)\n\n[The guide](guide.md)"
    text += "\n\nThere are:\n\n- [One](#one)"
    assert len(section_texts(markdown(f"# T\n\n{text}\n")[0])) == 5
