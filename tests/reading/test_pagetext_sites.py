"""Exports of more articles in the sample's manner: other headings, steps by other names, lists in FAQ answers."""

from __future__ import annotations

from chatbot.reading.article import Article, BlockKind
from chatbot.reading.pagetext import read_pagetext
from tests.reading.checks import assert_spans_hold, block_texts, outline, questions


def read(text: str) -> Article:
    article, faults = read_pagetext(text.encode(), article_id="export", source="export.txt")
    assert article, faults
    assert_spans_hold(article)
    return article


GARDEN = """\
Leaving the "One More Bed" Trap: A Pruning Guide for Gardeners
Every spring the garden grows again. Here's the pattern, and three moves to end it.

Key takeaway
The trap is a habit with a hidden reward. You leave it by sitting down, not by digging faster.
When Every Plan Ends With "Just One More..."
You promise to stop. "Just one more," you say, and the spade is in your hand.
Three Moves That Help
Move 1: Sit down
Sit on the bench for ten minutes.
Move 2: Count the beds
Write the number on the shed.
"But What If the Neighbours Really Need the Beans?"
Then give them seeds.
Frequently asked questions
Is a smaller garden still a garden?
Yes. It asks for two things:
1. A place to sit.
2. One plant you like.
When do I stop?
When you notice the season.
Last reviewed: 2024-05-01

Related articles

Tools
Sharpening a Spade
Why a dull edge tires you.
4 min read

Seasons
Bringing the Pots Inside
5 min read
"""


def test_headings_may_trail_off_or_be_quotations_where_headings_are_in_title_case() -> None:
    assert outline(read(GARDEN)) == [
        (2, 'When Every Plan Ends With "Just One More..."'),
        (2, "Three Moves That Help"),
        (3, "Move 1: Sit down"),
        (3, "Move 2: Count the beds"),
        (2, '"But What If the Neighbours Really Need the Beans?"'),
    ]


def test_numbered_lines_in_an_answer_are_one_list() -> None:
    article = read(GARDEN)
    assert questions(article) == ["Is a smaller garden still a garden?", "When do I stop?"]
    assert block_texts(article, article.faq[0].blocks)[1:] == ["A place to sit.\nOne plant you like."]
    assert article.faq[0].blocks[1].kind is BlockKind.STEPS


def test_a_labelled_review_date_is_the_footer_and_no_part_of_the_last_answer() -> None:
    article = read(GARDEN)
    assert article.review_footer
    assert article.review_footer.of(article.text) == "Last reviewed: 2024-05-01"
    assert block_texts(article, article.faq[1].blocks) == ["When you notice the season."]


def test_a_category_of_its_own_line_is_one_for_an_entry_without_deck_too() -> None:
    assert [(link.title, link.category) for link in read(GARDEN).related] == [
        ("Sharpening a Spade", "Tools"),
        ("Bringing the Pots Inside", "Seasons"),
    ]


def test_a_korean_category_is_parted_from_a_title_that_opens_with_a_quotation() -> None:
    text = "정원 이야기\n봄의 이야기입니다.\n\n왜 심는가\n꽃을 봅니다.\n관련 글\n"
    text += '정원관리"한 그루만 더"에서 벗어나기\n7분 읽기\n'
    assert [(link.title, link.category) for link in read(text).related] == [('"한 그루만 더"에서 벗어나기', "정원관리")]


def test_the_article_goes_on_below_a_box_of_related_titles_in_its_middle() -> None:
    box = "Related articles\nHip Pain After Running\nWhat Is a Sore Foot?\n"
    text = (
        f"Knee Pain\n\nWhat It Is\nOne in four has it.\n{box}What Causes It\nWear and falls.\nFAQs\nCan I run?\nYes.\n"
    )
    article = read(text)
    assert [link.title for link in article.related] == ["Hip Pain After Running", "What Is a Sore Foot?"]
    assert outline(article) == [(2, "What It Is"), (2, "What Causes It")]
    assert questions(article) == ["Can I run?"]
    timed = read(text.replace("Running\n", "Running\n5 min read\n").replace("Foot?\n", "Foot?\n4 min read\n"))
    assert (timed.related, outline(timed)) == (article.related, outline(article))
