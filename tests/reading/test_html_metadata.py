"""What a page says about itself: JSON-LD before meta tags before microdata; nothing is guessed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from chatbot.reading.article import Article
from tests.reading.htmlreading import read


def with_data(*things: dict[str, Any], head: str = "") -> Article:
    script = f'<script type="application/ld+json">{json.dumps(list(things))}</script>'
    return read(f"<html><head>{head}{script}</head><body><h1>T</h1><p>a</p></body></html>")


def with_head(head: str, body: str = "") -> Article:
    return read(f"<html><head>{head}</head><body><h1>T</h1><p>a</p>{body}</body></html>")


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    article = with_head("")
    assert (article.url, article.authors, article.reviewed_by, article.category) == (None, (), (), None)
    assert (article.published, article.updated, article.reviewed, article.language) == (None, None, None, "en")


def test_json_ld_of_an_article_is_read() -> None:
    article = with_data(
        {
            "@type": "NewsArticle",
            "headline": "T",
            "url": "https://e.org/a",
            "author": {"@type": "Organization", "name": " The  Team "},
            "datePublished": "2024-01-02",
            "dateModified": "2024-03-04T05:06:07Z",
            "articleSection": ["Grief", "Work"],
            "inLanguage": "de",
        }
    )
    assert (article.url, article.authors, article.category) == ("https://e.org/a", ("The Team",), "Grief")
    assert (article.published, article.updated, article.language) == (date(2024, 1, 2), date(2024, 3, 4), "de")


def test_a_medical_page_says_who_reviewed_it_and_when() -> None:
    article = with_data(
        {
            "@type": "MedicalWebPage",
            "lastReviewed": "2024-05-06",
            "reviewedBy": [{"@type": "Person", "name": "A. B."}, {"@id": "#c"}],
        },
        {"@type": "Person", "@id": "#c", "name": "C. D."},
    )
    assert (article.reviewed, article.reviewed_by) == (date(2024, 5, 6), ("A. B.", "C. D."))


def test_people_and_dates_of_things_the_page_only_mentions_are_not_its_own() -> None:
    other = {"@type": "Article", "author": {"name": "X"}, "datePublished": "2001-01-01"}
    article = with_data({"@type": "WebPage", "name": "T", "mentions": other, "citation": [other], "hasPart": other})
    assert (article.authors, article.published) == ((), None)


def test_meta_tags_are_read_where_there_is_no_json_ld() -> None:
    article = with_head(
        "<meta name=author content='A. B.'><meta property=article:published_time content=2024-01-02T03:04>"
        "<meta property=article:modified_time content=2024-02-03><meta property=article:section content=Grief>"
        "<meta property=og:url content=https://e.org/a><meta property=og:locale content=de_DE>"
    )
    assert (article.url, article.authors, article.category) == ("https://e.org/a", ("A. B.",), "Grief")
    assert (article.published, article.updated) == (date(2024, 1, 2), date(2024, 2, 3))
    assert article.language.startswith("de")


def test_microdata_and_author_links_are_read_last() -> None:
    article = with_head(
        "",
        "<p>By <a rel=author href=/a>A. B.</a> <time itemprop=datePublished datetime=2024-01-02>2 January</time></p>",
    )
    assert (article.authors, article.published) == (("A. B.",), date(2024, 1, 2))


def test_the_tags_of_journals_and_the_name_in_an_author_s_label_are_read() -> None:
    tags = "<meta name=citation_author content='Park, Jin'><meta name=citation_author content='Olsen, Kari'>"
    article = with_head(f"{tags}<meta name=citation_publication_date content=2022/06/14>")
    assert (article.authors, article.published) == (("Park, Jin", "Olsen, Kari"), date(2022, 6, 14))
    person = "<dl><dt>Details<dd itemprop=author itemscope>Written by: <span itemprop=name>Ann Lee</span>, GP</dl>"
    assert with_head("", person).authors == ("Ann Lee",)


def test_an_address_is_no_author() -> None:
    assert with_head("<meta property=article:author content=https://social.example/a>").authors == ()


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href=https://e.org/a>", "https://e.org/a"),
        ("<link rel='shortlink canonical' href=' http://e.org/a '>", "http://e.org/a"),
        ("<base href=https://e.org/x/><link rel=canonical href=a>", "https://e.org/x/a"),
        ("<link rel=canonical href=https://e.org/a><meta property=og:url content=https://e.org/b>", "https://e.org/a"),
        ("<link rel=canonical href=file:///a.html><meta property=og:url content=https://e.org/b>", "https://e.org/b"),
        ("<link rel=canonical href=javascript:alert(1)>", None),
        ("<link rel=canonical href=/a>", None),
        ("<link rel=canonical href='https://e.org/\"><script>'>", None),
        ("<link rel=canonical href=http://[bad>", None),
        ("<link rel=canonical href=https:///a>", None),
    ],
)
def test_the_address_is_an_absolute_web_address_or_none(head: str, url: str | None) -> None:
    assert with_head(head).url == url


@pytest.mark.parametrize(
    ("attribute", "body", "language"),
    [
        ("lang=ko", "a", "ko"),
        ("lang=EN", "a", "en"),
        ("lang='x!'", "a", "en"),
        ("", "상실 전에 시작되는 슬픔입니다.", "ko"),
        ("xml:lang=fr", "a", "fr"),
    ],
)
def test_the_language_is_declared_or_told_by_the_script(attribute: str, body: str, language: str) -> None:
    assert read(f"<html {attribute}><h1>T</h1><p>{body}</p></html>").language == language


@pytest.mark.parametrize("when", ["2024-13-45", "yesterday", "", "20240102", 20240102, None, ["2024-01-02x"], {}])
def test_a_date_that_is_none_is_left_out(when: object) -> None:
    assert with_data({"@type": "Article", "headline": "T", "datePublished": when}).published is None


def test_values_of_wrong_types_harm_nothing() -> None:
    article = with_data(
        {
            "@type": 7,
            "@id": ["x"],
            "headline": {"a": 1},
            "author": [1, None, {"name": [2]}],
            "url": 5,
            "inLanguage": [],
        },
        {"@type": "FAQPage", "mainEntity": "x"},
        {"@type": "Question", "name": 5, "acceptedAnswer": 7},
    )
    assert (article.authors, article.url, article.faq) == ((), None, ())
