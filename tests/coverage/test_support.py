"""Wording compared: FAQ answers with their article's body, titles with titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import gt, lt
from pathlib import Path
from random import Random

import pytest
from rapidfuzz.distance import Indel

from chatbot.coverage.lint.markup import Markup
from chatbot.coverage.lint.page import Page
from chatbot.coverage.lint.run import lint_folder
from chatbot.coverage.lint.support import SUPPORTED_WORDS, Body, faq_support
from chatbot.coverage.lint.titles import EQUAL_TITLES, content, first_near, likest
from chatbot.reading.article import Article, FaqEntry
from chatbot.reading.folder import Corpus
from chatbot.reading.landing import fold
from tests.coverage.seeded import LIMITS

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def with_foreign_faq(article: Article, other: Article) -> tuple[Page, list[FaqEntry]]:
    """Return the page of an article that has another article's FAQ appended to its text, and those entries."""
    shift = len(article.text) + 2

    def moved(entry: FaqEntry) -> FaqEntry:
        blocks = tuple(
            replace(b, span=replace(b.span, start=b.span.start + shift, end=b.span.end + shift)) for b in entry.blocks
        )
        return replace(entry, blocks=blocks)

    both = replace(article, text=f"{article.text}\n\n{other.text}")
    return Page(both, (), Markup()), [moved(entry) for entry in other.faq]


def test_the_threshold_parts_an_articles_own_answers_from_those_of_others() -> None:
    """Each shipped answer lies above it; of other articles' answers, on related subjects, at least .8 lie below."""
    articles = list(Corpus(CORPUS, today=date(2026, 11, 23)))
    own = [faq_support(Body(Page(a, (), Markup())), entry)[0] for a in articles for entry in a.faq]
    foreign = []
    for article in articles:
        for other in articles:
            if other is not article:
                page, entries = with_foreign_faq(article, other)
                foreign += [faq_support(Body(page), entry)[0] for entry in entries]
    assert len(own) >= 24
    assert min(own) > SUPPORTED_WORDS
    assert sum(share < SUPPORTED_WORDS for share in foreign) / len(foreign) >= 0.8


def test_a_faq_entry_is_told_once_with_the_words_and_numbers_that_its_article_lacks(tmp_path: Path) -> None:
    """A number that no section gives is told although all the words around it are there."""
    body = "Honey is taken in July, when most cells are closed; leave the bees at least twenty kilos of it, or 20 kg."
    kept = "Honey is taken in July, when most cells are closed; leave the bees at least {} kg."
    other = "Melt the cappings in a double boiler and pour at 70, then 9 degrees into silicone moulds."
    asked = f"### When?\n\n{kept.format(25)}\n\n### How much?\n\n{kept.format(20)}\n\n### Candles?\n\n{other}\n"
    text = f"---\ntitle: Honey\n---\n\n## Harvest\n\n{body}\n\n{body}\n\n{body}\n\n## FAQ\n\n{asked}"
    (tmp_path / "honey.md").write_text(text, encoding="utf-8")
    found = [each for each in lint_folder(tmp_path, LIMITS) if each.rule == "faq-unsupported"]
    assert [each.seen for each in found] == [
        'of the answer to "When?", the article\'s sections lack the number 25',
        'of the answer to "Candles?", the article\'s sections hold 0% of the words and lack the numbers 70, 9',
    ]
    assert [(each.section, each.line) for each in found] == [("when", 15), ("candles", 23)]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Yes. See Section 8.1.3, “Purging old packages”, for the commands.", ""),
        ("For more information on ports, please see the ports pages at the website.", ""),
        ("Also see https://example.org/purge-70.", ""),
        ("Use aptitude 7.2 (see Section 4.2).", "lack the number 7.2"),
        ("See a doctor once the fever reaches 39 degrees.", "hold 0% of the words and lack the number 39"),
        ("Read local gazettes; they list closures by borough.", "hold 0% of the words"),
    ],
)
def test_an_answer_that_names_another_place_is_judged_by_what_else_it_says(
    answer: str, said: str, tmp_path: Path
) -> None:
    body = "Packages are removed with aptitude, which purges what nothing needs. Use it weekly.\n\n" * 3
    text = f"---\ntitle: Packages\n---\n\n## Removing\n\n{body}## FAQ\n\n### How?\n\n{answer}\n"
    (tmp_path / "packages.md").write_text(text, encoding="utf-8")
    found = [each.seen for each in lint_folder(tmp_path, LIMITS) if each.rule == "faq-unsupported"]
    assert found == [f'of the answer to "How?", the article\'s sections {said}'] * bool(said)


def test_an_article_is_told_once_however_many_titles_are_near_its_own(tmp_path: Path) -> None:
    for number in range(30):
        text = f"---\ntitle: Function {number} of the library (version 7.3.0)\n---\n\n## Use {number}\n\nCall it.\n"
        (tmp_path / f"f{number:02}.md").write_text(text, encoding="utf-8")
    found = [each for each in lint_folder(tmp_path, LIMITS) if each.rule == "title-near-equal"]
    assert [each.path for each in found] == [f"f{number:02}.md" for number in range(1, 30)]
    assert all("is nearly that of f" in each.seen for each in found)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Keeping Bees in a City Garden", "City Garden: Keeping Bees", True),
        ("Ending therapy well", "Ending Therapy, Well", True),
        ("Planning Termination: How to End Therapy", "Planning Terminations: How to End Therapy", True),
        ("Keeping Bees in a City Garden", "Keeping Wasps Out of a City Garden", False),
        ("Grief before a loss", "Grief after a loss", False),
        ("Anxiety in children", "Anxiety in adults", False),
    ],
)
def test_titles_are_near_where_a_list_cannot_tell_them_apart(one: str, other: str, near: bool) -> None:
    assert first_near([other, one], lt) == ({1: 0} if near else {})
    assert first_near([other, one], gt) == ({0: 1} if near else {})


def titles(number: int) -> list[str]:
    """Return so many titles, half of them another one with some letters changed, left out, added or moved."""
    random = Random(7)  # noqa: S311  nothing is kept secret by it
    words = sorted({word for article in Corpus(CORPUS, today=date(2026, 11, 23)) for word in article.text.split()})
    found = [" ".join(random.choices(words, k=random.randint(1, 9))) for _ in range(number // 2)]
    for _ in range(number - len(found)):
        text = list(random.choice(found))
        for _ in range(random.randint(0, len(text) // 6 + 1)):
            place = random.randrange(len(text) or 1)
            change = random.choice((text[place : place + 1] * 2, [], [random.choice("aeiou é漢")]))
            text[place : place + 1] = change
        found.append("".join(text))
    random.shuffle(found)
    return [*found, "", " ", "a", "A", "é"]


def test_of_many_titles_the_first_that_is_near_is_found() -> None:
    """Compared with the likeness of every title to every one before it."""
    asked = titles(600)
    letters, words = [fold(title) for title in asked], [content(title) for title in asked]

    def near(own: int, other: int) -> bool:
        return words[own] == words[other] or Indel.normalized_similarity(letters[own], letters[other]) >= EQUAL_TITLES

    places = range(len(asked))
    expected = {own: first for own in places if (first := next((o for o in range(own) if near(own, o)), -1)) >= 0}
    assert len(expected) > 150
    assert first_near(asked, lt) == expected


def test_what_was_meant_by_a_name_is_the_likest_in_letters_or_nothing() -> None:
    known = ["Client silence", "Client silences", "Client Sílence", "Planning an ending"]
    assert list(likest(["client-silence", "Plan an ending", "Ruptures"], known, 0.75)) == [known[0], known[3], ""]
    assert list(likest(["client-silence"], [], 0.75)) == [""]
