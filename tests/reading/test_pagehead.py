"""Where the title of a page saved as plain text stands, below what its site writes above it."""

from __future__ import annotations

import pytest

from chatbot.reading.article import Article
from tests.reading.checks import block_texts, outline, pagetext, said

TITLE = "Rupture and Repair in the Working Alliance"
DECK = "Every alliance cracks. Here is how to mend it."
BODY = "\n\nKey takeaway\nName it early.\nTwo Kinds of Rupture\nSome clients fall silent.\n"
RELATED = "Related articles\nCouples TherapyThe Demand and Withdraw Pattern\nNagging feeds silence.\n6 min read\n"


def read(text: str, name: str = "page-17") -> Article:
    return pagetext(text, f"{name}.txt")[0]


@pytest.mark.parametrize(
    "above",
    [
        "Clinical Skills\n",
        "Clinical Skills\n\n",
        "Clinical Skills · 7 min read\n",
        "May 2, 2025\n",
        "Clinical Skills\n7 min read\n",
        f"{TITLE} | The Journal\n",
        f"{TITLE} | The Journal\nBlog\nPricing\nLog in\n",
        f"{TITLE}\n",
        "The Journal\nBlog\nPricing\n",
    ],
)
def test_the_title_stands_below_a_category_a_date_a_menu_or_the_name_of_the_page(above: str) -> None:
    article = read(above + TITLE + "\n" + DECK + BODY)
    assert article.title == TITLE
    assert said(article.title_span, article) == TITLE
    assert said(article.deck, article) == DECK
    assert outline(article) == [(2, "Two Kinds of Rupture")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Couples Therapy\nRepair after a crack in the trust\nIt takes months.\nA phase model\nText.\n" + RELATED, "a"),
        ("Couples therapy\nRepair after a crack in the trust\n\nIt takes months.\n", "therapy/repair-after-crack"),
    ],
)
def test_related_articles_or_the_files_name_tell_a_category(text: str, name: str) -> None:
    assert read(text, name).title == "Repair after a crack in the trust"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Composting\nA guide to turning scraps into soil\nIt begins.\nKey takeaway\nTurn it.\n", "Composting"),
        ("Composting at Home\nHow Heaps Work\n\nThey rot. Slowly.\nWhy\nText.\n", "Composting at Home"),
        ("Grief\nLoss\nA sentence.\nKey takeaway\nTurn it.\n", "Grief"),
        ("Burnout\nBurnout is exhaustion.\nKey takeaway\nRest.\n", "Burnout"),
        ("What is grief?\nA loss.\nHow Long Does Grief Last?\nLong.\nBy degrees.\n", "What is grief?"),
    ],
)
def test_a_short_title_above_a_deck_or_heading_stays_the_title(text: str, title: str) -> None:
    assert read(text, "composting-at-home").title == title


@pytest.mark.parametrize(
    "byline",
    [
        "Dr. Maria Santos, PsyD",
        "Maria Santos LMFT",
        "Maria Santos\nMay 2, 2025",
        "Maria Santos, PhD\nClinical Psychologist\nUpdated May 2, 2025 · 9 min read",
        "BERLIN, 2 May 2025",
        "Maria Santos | 2 May 2025 | Clinical Skills",
    ],
)
def test_names_and_dates_between_deck_and_text_are_no_heading(byline: str) -> None:
    article = read(f"{TITLE}\n{DECK}\n{byline}{BODY}")
    assert article.deck
    assert outline(article) == [(2, "Two Kinds of Rupture")]


@pytest.mark.parametrize("deck", ["By Jane Austen, for beginners", "By Jane Austen for those who never read her"])
def test_a_deck_may_say_by_whom_and_for_whom(deck: str) -> None:
    for head in (f"{TITLE}\n{deck}\nBy Ann Lee for the Evening Post\n3 May 2024", f"{TITLE}\n{deck}"):
        article = read(head + BODY)
        assert said(article.deck, article) == deck
        assert outline(article) == [(2, "Two Kinds of Rupture")]


@pytest.mark.parametrize("behind", ["Symptoms\nA racing heart is one.\n", "It has a name.\nSymptoms\nMany.\n"])
def test_a_sentence_that_may_be_the_first_paragraph_can_be_quoted_and_is_no_deck(behind: str) -> None:
    article = read(f"Panic disorder\nPanic disorder is a fear that comes in attacks.\n{behind}")
    assert article.deck is None
    assert block_texts(article, article.sections[0].blocks)[0] == "Panic disorder is a fear that comes in attacks."
