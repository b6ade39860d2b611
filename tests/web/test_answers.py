"""Links land on the publisher's page where it has a safe address, on the app's own page otherwise."""

from __future__ import annotations

import pytest

from chatbot.answering.answer import Answer, Link, Quote, QuotedArticle, Related, Status
from chatbot.reading.passages import Kind
from chatbot.web.answers import quote_link, related_link, response_of


def page_of(article_id: str) -> str:
    return f"/prefix/articles/{article_id}"


def quote(url: str | None, link: Link) -> Quote:
    article = QuotedArticle("a", "A", url, (), (), None, None, "en", "")
    return Quote("Yes.", (), Kind.SECTION, article, "names 1", (), 0, 4, ((0, 4),), (), link, 0.5)


@pytest.mark.parametrize(
    ("url", "link", "expected"),
    [
        ("https://example.org/a", Link("names", "Yes."), "https://example.org/a#names:~:text=Yes."),
        ("https://example.org/a#top", Link("names", ""), "https://example.org/a#names"),
        ("https://example.org/a?x=1#top", Link("", "Yes."), "https://example.org/a?x=1#:~:text=Yes."),
        ("https://example.org/a#top", Link(), "https://example.org/a#top"),
        ("https://example.org/#/a", Link("names", "Yes."), "https://example.org/#/a:~:text=Yes."),
        ("https://example.org/?x=1#!/a/b", Link("names", ""), "https://example.org/?x=1#!/a/b"),
        (None, Link("names", "Yes."), "/prefix/articles/a#names:~:text=Yes."),
        (None, Link("", "Yes."), "/prefix/articles/a#names%201:~:text=Yes."),
        ("javascript:alert(1)", Link("names", ""), "/prefix/articles/a#names"),
    ],
)
def test_a_quote_links_to_its_sentence(url: str | None, link: Link, expected: str) -> None:
    assert quote_link(quote(url, link), page_of) == expected


def test_a_related_article_links_to_its_beginning_or_section_and_a_question_to_its_answer() -> None:
    assert related_link(Related("article", "A", "a", "", None, Link()), page_of) == "/prefix/articles/a"
    assert related_link(Related("article", "A › B", "a", "b", None, Link()), page_of) == "/prefix/articles/a#b"
    assert related_link(Related("question", "Why?", "a", "why", None, Link()), page_of) == "/prefix/articles/a#why"


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "vbscript:x"),
        *(
            "data:text/html,x",
            "//example.org/",
            "/articles/a",
            "http:",
            "https://[broken",
            "file:///etc/passwd",
            "",
            None,
        ),
    ],
)
def test_an_address_that_is_not_plain_http_is_not_given_to_callers(url: str | None) -> None:
    answer = Answer(Status.WEAK, 0.5, (quote(url, Link()),), (), "m", None, "v", "i")
    response = response_of(answer, page_of, "", reviews=True)
    assert response.quotes[0].article.url is None
    assert not response.answered
