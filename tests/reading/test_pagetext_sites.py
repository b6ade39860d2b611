"""Exports of more articles in the sample's manner: other headings, steps by other names, lists in FAQ answers."""

from __future__ import annotations

from chatbot.reading.article import Article, BlockKind
from tests.reading.checks import block_texts, outline, pagetext, questions, said


def read(text: str) -> Article:
    return pagetext(text)[0]


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
    assert said(article.review_footer, article) == "Last reviewed: 2024-05-01"
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


LOWER_CASE_LISTS = """\
Panic disorder
Panic disorder is an anxiety disorder in which sudden attacks of fear come again and again.
Symptoms of a panic attack
In an attack you get a rush of symptoms. You may have:
a racing heartbeat
feeling faint, light-headed or dizzy, and unable to stand
Parkinson-like trembling
a need to go to the toilet more often than you usually do
When to get help
See a doctor if:
the attacks keep you from work, study or sleep at night
you have begun to avoid the places in which they came
Treatments
The main treatments are:
talking therapies, such as a course of cognitive behavioural therapy;
medicines of the kind called SSRIs, which take some weeks; and
for some people, a short course of anti-epilepsy medicine.
Ask which one suits you.
"""


def test_lists_in_lower_case_are_lists_and_no_paragraphs_cut_at_a_width() -> None:
    article = read(LOWER_CASE_LISTS)
    assert outline(article)[1:] == [(2, "Symptoms of a panic attack"), (2, "When to get help"), (2, "Treatments")]
    listed = [block for section in article.sections for block in section.blocks if block.kind is BlockKind.LIST]
    assert [len(block.items) for block in listed] == [4, 2, 3]
    assert [block.lead.of(article.text) for block in listed if block.lead] == [
        "You may have:",
        "See a doctor if:",
        "The main treatments are:",
    ]
    assert article.text.endswith("medicine.\n\nAsk which one suits you.")


def test_a_list_ends_where_a_short_heading_in_title_case_follows() -> None:
    article = read(
        "T\n\nWarning Signs You Should Know\nLook for these:\nYou run over time\nYou dream of them\nYou cancel late\n"
        "When to Refer\nRefer early.\nWhat Helps Most\nRate each every week:\nHow tired am I\nHow often did I laugh\n"
        "Write the numbers down.\n"
    )
    assert [heading for _, heading in outline(article)] == [
        "Warning Signs You Should Know",
        "When to Refer",
        "What Helps Most",
    ]
    assert [len(section.blocks[-1].items or section.blocks[-2].items) for section in article.sections[::2]] == [3, 2]


def test_questions_below_a_heading_are_headings_from_the_first_on() -> None:
    article = read(
        "Soup\n\nIt is a soup.\nReader questions\nCan I use brown lentils?\nYes.\nDoes it freeze?\nVery well.\n"
        "One thought\nIs it worth it?\nI think so.\n"
    )
    assert [heading for _, heading in outline(article)][1:] == [
        "Reader questions",
        "Can I use brown lentils?",
        "Does it freeze?",
        "One thought",
    ]


def test_a_short_question_is_a_heading_where_headings_are_in_title_case() -> None:
    article = read(
        "T\n\nIt ends.\nThe Last Session Together\nSay it.\nWhat If You Disagree?\nListen.\nWhy is that?\nIt is.\n"
    )
    assert [heading for _, heading in outline(article)][1:] == ["The Last Session Together", "What If You Disagree?"]


HONEY = """\
Reading a Hive From the Outside: A Guide for Beekeepers
What Bees Tell You at the Door
Stand beside the hive for a minute. An inspector looks for four things.
A steady stream of bees in both directions
Pollen of more than one colour
Guards that look but do not chase
No dead bees on the board
Three of four is a good day.
When to Open the Hive
Open it in the case of the following.
A sour smell
Bees that crawl
Wings that stand apart
Close it within ten minutes.
Roles You Meet Inside
There are three kinds.
Queen: the one that lays
Drones: the ones that wait
Workers: the ones that do everything
The Year of a Worker
A worker born in June lives for six weeks.
"""


def test_a_sentence_that_counts_or_announces_lines_makes_them_a_list() -> None:
    article = read(HONEY)
    assert [heading for _, heading in outline(article)] == [
        "What Bees Tell You at the Door",
        "When to Open the Hive",
        "Roles You Meet Inside",
        "The Year of a Worker",
    ]
    lists = [block for section in article.sections for block in section.blocks if block.kind is BlockKind.LIST]
    assert [len(block.items) for block in lists] == [4, 3, 3]


SHED = """\
Borrowing tools from the shed

What to bring

Bring one of these:
Driving licence
Passport
Bank statement from the last three months

Children come with a parent.

How much it costs

The price depends on the week:
Under one week: 5 pounds
Up to two weeks: 8 pounds
Over two weeks: 12 pounds
Members pay half in each case.
"""


def test_the_last_item_of_a_list_is_no_heading_of_the_text_below() -> None:
    article = read(SHED)
    assert [heading for _, heading in outline(article)] == ["What to bring", "How much it costs"]
    assert [len(section.blocks[1].items) for section in article.sections] == [3, 3]


def test_a_question_in_title_case_may_begin_with_a_conjunction() -> None:
    objection = "But Isn't That Cold?\nSome keepers worry so. Clear limits calm them.\n"
    article = read(HONEY + objection + "But why is that so?\nNobody knows. It was never asked.\n")
    assert [heading for _, heading in outline(article)][4:] == ["But Isn't That Cold?"]
