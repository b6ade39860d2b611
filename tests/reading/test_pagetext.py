"""The sample export reads as its page shows it; each rule of the reader on its own."""

from __future__ import annotations

import pytest

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article, BlockKind, RelatedLink
from chatbot.reading.pagetext import read_pagetext
from tests.reading.checks import block_texts, kinds, outline, pagetext, questions, said, takeaway
from tests.shared import SHARED, needs_shared


def read(text: str) -> Article:
    """Return the article of an export that has no faults."""
    article, faults = pagetext(text)
    assert not faults
    return article


def faults_of(text: str) -> list[Fault]:
    return read_pagetext(text.encode(), article_id="page", source="page.txt")[1]


@pytest.fixture(scope="module")
def sample() -> tuple[Article, list[Fault]]:
    return pagetext((SHARED / "articles" / "anticipatory-grief.txt").read_bytes().decode(), "anticipatory-grief.txt")


@needs_shared
def test_the_sample_has_its_seven_sections_and_five_steps(sample: tuple[Article, list[Fault]]) -> None:
    article, _ = sample
    assert [level for level, _ in outline(article)] == [2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 2, 2]
    steps = [section for section in article.sections if section.step]
    assert [section.step for section in steps] == [1, 2, 3, 4, 5]
    assert {section.parents for section in steps} == {("five-steps-to-integrate-anticipatory-grief-clinically",)}


@needs_shared
def test_the_sample_has_its_four_tables_with_headers_and_lead_ins(sample: tuple[Article, list[Fault]]) -> None:
    article, _ = sample
    tables = [b for section in article.sections for b in section.blocks if b.kind is BlockKind.TABLE]
    assert [len(table.items) for table in tables] == [2, 4, 4, 5]
    assert [table.header.of(article.text).split("\t")[0] for table in tables if table.header] == [
        "Dimension",
        "Study",
        "Warning sign",
        "Step",
    ]
    leads = [table.lead.of(article.text) if table.lead else "" for table in tables]
    assert leads[0] == "Anticipatory grief reflects two truths at the same time:"
    assert leads[1] == ""
    assert leads[2].startswith("The following patterns are signals")
    assert leads[3] == "The table below summarizes the five steps."
    assert "|" not in article.text


@needs_shared
def test_the_sample_has_its_faq_takeaway_and_footer(sample: tuple[Article, list[Fault]]) -> None:
    article, _ = sample
    assert len(article.faq) == 4
    assert questions(article)[3] == "Does suppressing these feelings cause harm?"
    assert block_texts(article, article.faq[0].blocks)[0].startswith("Yes. The clinical literature")
    assert article.takeaway
    assert said(article.takeaway.heading, article) == "Key takeaway"
    assert [text[:20] for text in block_texts(article, article.takeaway.blocks)] == ["The hard-to-name sadn"[:20]]
    assert said(article.review_footer, article).startswith("This article was written and reviewed")


@needs_shared
def test_the_sample_has_its_related_articles_apart_from_their_category(sample: tuple[Article, list[Fault]]) -> None:
    article, _ = sample
    assert [link.category for link in article.related] == ["Case Conceptualization"] * 3
    assert [link.title.split()[0] for link in article.related] == ["Breaking", "Yalom's", "Working"]
    assert all(link.deck.endswith(".") for link in article.related)


@needs_shared
def test_the_emptied_references_of_the_sample_are_reported_and_hold_no_text(
    sample: tuple[Article, list[Fault]],
) -> None:
    article, faults = sample
    assert [(r.number, len(r.span)) for r in article.references] == [(n, 0) for n in range(1, 6)]
    assert [(fault.line, fault.severity) for fault in faults] == [(62, Severity.WARNING)]
    assert faults[0].seen == "the reference list has 5 numbers and no text"


@needs_shared
def test_the_lines_of_the_sample_are_where_its_headings_stand(sample: tuple[Article, list[Fault]]) -> None:
    article, _ = sample
    lines = (SHARED / "articles" / "anticipatory-grief.txt").read_text(encoding="utf-8").split("\n")
    for section in article.sections:
        assert section.heading
        assert lines[article.line_of[section.id] - 1] == section.heading.of(article.text)


@needs_shared
def test_nothing_of_the_sample_is_lost_but_table_rules_and_reference_numbers(
    sample: tuple[Article, list[Fault]],
) -> None:
    article, _ = sample
    raw = (SHARED / "articles" / "anticipatory-grief.txt").read_text(encoding="utf-8")
    lines = [line for line in raw.split("\n") if not line.startswith(("|---", "- "))]
    visible = "".join("".join(lines).replace("|", "").split())
    assert "".join(article.text.split()) == visible


def test_title_and_deck_stand_first() -> None:
    article = read("A title\nA deck.\n\nHeading\nText of it.\n")
    assert article.text.startswith("A title\n\nA deck.\n\nHeading\n\nText of it.")
    assert article.title == "A title"
    assert said(article.deck, article) == "A deck."


def test_a_first_paragraph_is_not_a_deck() -> None:
    article = read("A title\n\nFirst paragraph.\n\nSecond paragraph.\n")
    assert article.deck is None
    assert outline(article) == [(1, "")]


def test_byline_date_and_reading_time_belong_to_no_section() -> None:
    article = read("A title\nA deck.\nBy Someone, PhD\nMay 3, 2024\n7 min read\n\nFirst.\n\nA heading\n\nText.\n")
    assert block_texts(article, article.sections[0].blocks) == ["First."]
    assert "By Someone, PhD" in article.text


def test_a_line_without_final_punctuation_is_a_heading_where_a_block_follows() -> None:
    article = read("T\n\nIntro one.\n\nA heading here\n\nText.\n\nNo heading at the end\n")
    assert outline(article) == [(1, ""), (2, "A heading here")]
    assert block_texts(article, article.sections[1].blocks) == ["Text.", "No heading at the end"]


@pytest.mark.parametrize(
    "line",
    [
        '"I should be happy but I\'m sad"',
        "“나는 괜찮아야 한다”",
        'As one client put it, "I do not know who I am without this work"',
        'She calls it "the long goodbye"',
        "— Irvin Yalom",
        "and then it ended",
        "Photo: a room with two chairs",
        "https://example.org/a-page",
        "First one thing happened. Then another",
        "- - -",
        "Reviewed by Jane Doe, PhD",
    ],
)
def test_these_lines_are_no_headings(line: str) -> None:
    article = read(f"T\n\nIntro one.\n\nA heading here\n\nText.\n\n{line}\n\nMore text.\n")
    assert outline(article) == [(1, ""), (2, "A heading here")]


@pytest.mark.parametrize(
    "line",
    [
        'Breaking the "Yes, But" Game',
        "When Your Client Gets Better — This Feeling Has a Name",
        "Countertransference (and why it matters)",
        "5 Ways to Hold a Silence",
        "What Is a Rupture?",
        "슬픔을 다루는 법",
        "The Evidence: What Forty Years of Research Say About the Alliance, Its Ruptures and Their Repair in Many "
        "Kinds of Psychotherapy",
    ],
)
def test_these_lines_are_headings(line: str) -> None:
    article = read(f"T\n\nIntro one.\n\n{line}\n\nMore text that follows it.\n")
    assert outline(article) == [(1, ""), (2, line)]


def test_a_question_alone_is_a_paragraph_where_headings_are_in_title_case() -> None:
    headings = "Why Silence Feels Long\n\nText.\n\nHow to Hold a Silence\n\nText.\n\n"
    article = read(f"T\n\nIntro.\n\n{headings}So what do you do?\n\nWait.\n\nWhat do you say then?\n\nLittle.\n")
    assert [heading for _, heading in outline(article)][1:] == ["Why Silence Feels Long", "How to Hold a Silence"]


def test_numbered_lines_with_text_between_are_steps_and_without_are_a_list() -> None:
    steps = read("T\n\nIntro.\n\nHow to begin\n1. Sit\nSit down.\n2. Wait\nWait a little.\n")
    assert outline(steps)[1:] == [(2, "How to begin"), (3, "1. Sit"), (3, "2. Wait")]
    listed = read("T\n\nIntro.\n\nHow to begin\nDo this:\n3. Sit\n4. Wait\nThen go on.\n")
    block = listed.sections[1].blocks[1]
    assert (block.kind, block.first) == (BlockKind.STEPS, 3)
    assert [item.of(listed.text) for item in block.items] == ["Sit", "Wait"]
    assert said(block.lead, listed) == "Do this:"


def test_numbers_behind_bullets_are_those_of_steps_only_where_they_count() -> None:
    article = read("T\n\nDo this:\n- 2. Sit\n- 3. Wait\n\nThen go on.\n\n- 1. Sit\n- 3. Wait\n")
    steps, _, listed = article.sections[0].blocks[1:]
    assert (steps.kind, steps.first, steps.span.of(article.text)) == (BlockKind.STEPS, 2, "Sit\nWait")
    assert (listed.kind, listed.span.of(article.text)) == (BlockKind.LIST, "1. Sit\n3. Wait")


def test_short_lines_after_a_colon_are_a_list_that_lost_its_bullets() -> None:
    article = read("T\n\nIntro.\n\nWatch for these signs:\nPoor sleep\nLoss of appetite\nWithdrawal\n")
    assert kinds(article.sections[0].blocks) == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.LIST]


def test_a_table_row_with_too_few_cells_is_an_error_on_its_line() -> None:
    found = faults_of("T\n\nIntro.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n| 4 | 5 |\n")
    assert [(fault.line, fault.severity) for fault in found] == [(8, Severity.ERROR)]
    assert "1 cell" in found[0].seen


@pytest.mark.parametrize("faq", ["Is it so?\nWhy is it so?\nBecause.\n", "Why is it so?\nBecause.\nIs it so?\n"])
def test_a_question_without_an_answer_is_reported_and_left_out(faq: str) -> None:
    article, found = pagetext(f"T\n\nText.\n\nFAQ\n{faq}")
    assert questions(article) == ["Why is it so?"]
    assert [(fault.severity, fault.seen) for fault in found] == [
        (Severity.WARNING, 'the question "Is it so?" has no answer')
    ]


@pytest.mark.parametrize("text", ["| a | b |\n|---|---|\n| 1 | 2 |\n", "- one\n- two\n"])
def test_a_page_that_does_not_begin_with_a_title_is_an_error(text: str) -> None:
    assert faults_of(text)[0].seen == "the page does not begin with a title"


def test_a_page_of_one_line_is_an_error() -> None:
    assert faults_of("Only a title\n")[0].seen == "the page has a title and no text"


def test_paragraphs_wrapped_over_lines_are_joined() -> None:
    text = (
        "A title\n\nThis paragraph was wrapped at a fixed width by some\nprogram, so that its lines end in the "
        "middle of\na sentence, and go on in lower case.\n\nA heading\n\nThis second paragraph was wrapped at the same "
        "width,\n"
        "so that the reader can see that it is a habit of the\nfile and not a chance.\n"
    )
    article = read(text)
    assert outline(article) == [(1, ""), (2, "A heading")]
    assert [len(section.blocks) for section in article.sections] == [1, 1]


def test_the_takeaway_ends_with_its_first_block_and_the_text_goes_on() -> None:
    article = read("T\nDeck.\n\nKey takeaway\nIn one line.\nIntro paragraph.\nA heading\nText.\n")
    assert takeaway(article) == ["In one line."]
    assert block_texts(article, article.sections[0].blocks) == ["Intro paragraph."]


def test_ids_stay_when_other_parts_are_edited() -> None:
    before = read("T\nDeck.\n\nOne thing\nText.\nAnother thing\nText.\nFAQ\nIs it?\nYes.\nWas it?\nNo.\n")
    after = read("T\nDeck.\n\nA new thing\nText.\nAnother thing\nMore text.\nFAQ\nNew?\nOh.\nWas it?\nNo.\n")
    assert {s.id for s in before.sections} & {s.id for s in after.sections} == {"another-thing"}
    assert {f.id for f in before.faq} & {f.id for f in after.faq} == {"was-it"}


def test_wrapped_items_of_a_list_are_whole() -> None:
    article = read(
        "Compost\n\nComposting turns kitchen scraps into a soil that takes\nsome patience, and a mix of wet and dry "
        "material that is\nturned every few weeks until it smells like a\nforest floor.\n\n"
        "- peelings and cores and anything else that was never\n  cooked or salted\n"
        "- grass, as long as it was not treated with any weed\nkiller\n\n- coffee\n\nThat is all.\n"
    )
    listed, last = article.sections[0].blocks[1:]
    assert [item.of(article.text) for item in listed.items] == [
        "peelings and cores and anything else that was never cooked or salted",
        "grass, as long as it was not treated with any weed killer",
        "coffee",
    ]
    assert last.span.of(article.text) == "That is all."


def test_lines_of_cells_between_pipes_are_a_table_without_outer_pipes_or_a_rule() -> None:
    article = read(
        "A title\n\nCosts\nIt costs this much.\n"
        "State | Fee | Notice\nOhio | 1 | 30 days\nTexas | 2 | 60 days\nAsk early.\n"
    )
    _, table, last = article.sections[0].blocks
    assert table.kind is BlockKind.TABLE
    assert said(table.header, article) == "State\tFee\tNotice"
    assert [item.of(article.text) for item in table.items] == [
        "Ohio\t1\t30 days",
        "Texas\t2\t60 days",
    ]
    assert last.span.of(article.text) == "Ask early."
    assert "Home | Blog | About" in read("A title\n\nIt costs this much.\nHome | Blog | About\nMore | Less.\n").text


def test_a_table_copied_from_a_page_has_its_cells_apart_by_tabs_and_some_are_empty() -> None:
    article = read("T\n\nThe kinds differ:\nKind\tSign\tRisk\nProductive\tSoft gaze\nStuck\t\tDrop-out\nNow go on.\n")
    table = article.sections[0].blocks[1]
    assert table.kind is BlockKind.TABLE
    rows = [item.of(article.text) for item in table.items]
    assert rows == ["Kind\tSign\tRisk", "Productive\tSoft gaze\t", "Stuck\t\tDrop-out"]
    assert table.lead


def test_lines_in_columns_of_spaces_are_a_table_and_figures_tell_its_header() -> None:
    article = read("T\n\nText.\nStudy    Sessions    Effect\nMiller 1993    2    0.57\nRollnick 1997    1    0.25\n")
    table = article.sections[0].blocks[1]
    assert said(table.header, article) == "Study\tSessions\tEffect"
    assert len(table.items) == 2


@pytest.mark.parametrize(
    "lines", ["1.\tOne thing\n2.\tAnother", "•\tOne thing\n•\tAnother", "[1]\tOne, A.\n[2]\tAnother, B."]
)
def test_a_tab_behind_a_number_or_bullet_makes_no_table(lines: str) -> None:
    blocks = read(f"T\n\nText.\n{lines}\n").sections[0].blocks
    assert BlockKind.TABLE not in [block.kind for block in blocks]


def test_related_articles_without_reading_times_are_told_apart_by_their_decks() -> None:
    article = read("T\n\nText.\n\nRelated articles\nGrief & LossHow to End\nA deck.\nGrief & LossWhy We End\nDecks.\n")
    assert article.related == (
        RelatedLink("How to End", "Grief & Loss", "A deck."),
        RelatedLink("Why We End", "Grief & Loss", "Decks."),
    )


def test_a_table_of_contents_is_a_list_and_its_headings_are_read_once() -> None:
    contents = "Overview\nWhy It Hurts\nWhat Helps\nWhen to Stop\n"
    body = "Why It Hurts\nIt does.\nWhat Helps\nTime.\nWhen to Stop\nNow.\n"
    article = read(f"T\nDeck.\n\n{contents}{body}")
    assert [heading for _, heading in outline(article)] == [
        "Overview",
        "Why It Hurts",
        "What Helps",
        "When to Stop",
    ]
    assert kinds(article.sections[0].blocks) == [BlockKind.LIST]


def test_dialogue_quotations_and_captions_are_no_headings() -> None:
    lines = 'Therapist: "How about mornings?"\nClient: "Yes, but I sleep late."\n> A quoted line without a full stop\n'
    article = read(f"T\nDeck.\n\nA scene\n{lines}Table 1. What was said\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert outline(article) == [(2, "A scene")]
    assert kinds(article.sections[0].blocks) == ["paragraph", "paragraph", "quotation", "paragraph", "table"]
    assert block_texts(article, article.sections[0].blocks)[2] == "A quoted line without a full stop"
    table = article.sections[0].blocks[-1]
    assert said(table.lead, article).endswith("What was said")


def test_named_steps_stand_under_their_heading() -> None:
    article = read("T\nDeck.\n\nHow to begin\nText.\nStep 1: Sit down\nSit.\nStep 2: Wait\nWait.\n")
    assert outline(article) == [(2, "How to begin"), (3, "Step 1: Sit down"), (3, "Step 2: Wait")]
    assert [section.step for section in article.sections] == [None, 1, 2]


def test_a_takeaway_may_stand_behind_its_label_on_one_line() -> None:
    article = read("T\nDeck.\n\nKey takeaway: Wait a little.\nA heading\nText.\n")
    assert takeaway(article) == ["Wait a little."]


def test_bullets_that_lost_their_text_are_reported_in_references_and_gone_elsewhere() -> None:
    article, found = pagetext("T\n\nText.\n\n-\n-\n\nReferences\n-\n-\n")
    assert [len(reference.span) for reference in article.references] == [0, 0]
    assert [fault.seen for fault in found] == ["the reference list has 2 entries and no text"]
    assert kinds(article.sections[0].blocks) == ["paragraph"]
