"""The pages: quotes as quotes, tables as tables, an honest refusal, a conversation without script or cookie."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chatbot.indexing.index import PassageIndex
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.texts_en import ENGLISH
from chatbot.web.texts_ko import TEXTS as KOREAN
from tests.indexes import index_of
from tests.web.small_corpus import AWKWARD_ID, SCRIPT

FAQ = "Is it unprofessional to feel sad when a client is doing well?"
SUPERVISION = "How often does the made-up clinic hold supervision?"
TIDES = "Why are there two high tides a day?"
NOT_COVERED = "How do I change the oil of a diesel engine?"


def soup(response: TestResponse, status: int = 200) -> BeautifulSoup:
    """Check what every page has in common and return it."""
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    page = BeautifulSoup(response.text, "html.parser")
    assert len(page.find_all("h1")) == 1
    assert len(page.find_all("main")) == 1
    assert not page.find_all(["style", "img", "iframe"])
    scripts = page.find_all("script")
    assert [script.get_text() for script in scripts] in ([], [""]), "the widget's file and nothing inline"
    assert not page.find_all(style=True)
    return page


def ask(client: FlaskClient, question: str, history: tuple[str, ...] = (), address: str = "/") -> BeautifulSoup:
    return soup(client.post(address, data={"question": question, "history": list(history)}))


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found, f"{selector} is not on the page"
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def test_the_empty_page_invites_with_questions_of_the_corpus(client: FlaskClient, index: PassageIndex) -> None:
    page = soup(client.get("/"))
    examples = [str(button["value"]) for button in page.select("button[form=pick]")]
    assert len(examples) == 4
    texts = [record.text for article in index.article_ids() if (record := index.article(article))]
    assert all(any(example in text for text in texts) for example in examples)
    assert one(page, "label[for=question]").get_text() == ENGLISH.question


def test_several_questions_stand_each_above_its_own_quotes(client: FlaskClient) -> None:
    page = ask(client, f"{SUPERVISION} And how long should I let a silence go on?")
    parts = page.select(".answer > .part, .answer > .quote")
    kinds = ["part" if "part" in tag["class"] else "quote" for tag in parts]
    assert kinds == ["part", "quote", "quote", "part", "quote"]
    assert [words(tag) for tag in page.select(".part")] == [SUPERVISION, "how long should I let a silence go on?"]
    assert not ask(client, SUPERVISION).select(".part")


def test_a_question_travels_in_the_body_and_never_in_an_address(client: FlaskClient) -> None:
    page = ask(client, FAQ)
    assert {form["method"] for form in page.find_all("form")} == {"post"}
    links = [str(link["href"]) for link in page.find_all(href=True)]
    assert not [link for link in links if "question" in link or "unprofessional" in link.partition("#")[0]]


def test_a_faq_answer_is_a_blockquote_with_its_question_its_source_and_the_best_sentence_marked(
    client: FlaskClient,
) -> None:
    card = one(ask(client, SUPERVISION), "article.quote")
    quote = one(card, "blockquote")
    assert words(one(quote, ".context.question")) == SUPERVISION
    assert words(one(quote, "mark")) in "Supervision is held twice in a month, on Tuesdays."
    assert quote["lang"] == "en"
    read = one(card, "a.read")
    assert quote["cite"] == read["href"]
    assert str(read["href"]).startswith("https://example.org/supervision#")
    assert words(one(card, "h3")) == "How Long Supervision Sessions Last"
    assert words(one(card, ".facts")) == (
        "By The article-chatbot project Reviewed 4 May 2020 by The project's own tests more than 24 months ago"
    )


def test_an_article_that_nobody_reviewed_says_so(client: FlaskClient) -> None:
    assert ENGLISH.not_reviewed in words(one(ask(client, FAQ), "article.quote .facts"))


def test_the_name_that_the_operator_gives_the_site_is_its_name_in_every_language(small_index: Path) -> None:
    client = create_app(Settings(index=str(small_index), site_name="The Quiet Clinic")).test_client()
    for locale in ("en", "ko"):
        page = soup(client.get(f"/?locale={locale}"))
        assert one(page, "h1").get_text() == one(page, "title").get_text() == "The Quiet Clinic"
    assert client.get("/openapi.json").get_json()["info"]["title"] == "The Quiet Clinic"


def test_where_no_article_is_reviewed_none_says_that_it_is_not(two_versions: Path) -> None:
    client = create_app(Settings(index=str(two_versions))).test_client()
    answer = client.post("/api/chat", json={"question": TIDES}).get_json()
    assert (answer["answered"], answer["reviews"]) == (True, False)
    assert one(ask(client, TIDES), "article.quote")
    for page in (ask(client, TIDES), soup(client.get("/articles/tides"))):
        assert ENGLISH.not_reviewed not in page.get_text()


def test_below_an_article_of_which_nothing_more_is_known_there_is_no_footer(tmp_path: Path) -> None:
    (tmp_path / "fees.md").write_text("# Fees\n\nA new card costs ten euros.\n", encoding="utf-8")
    client = create_app(Settings(index=str(index_of(tmp_path, "unknown")))).test_client()
    page = soup(client.get("/articles/fees"))
    assert one(page, "h1").get_text() == "Fees"
    assert page.select("footer, .facts") == []


def test_what_an_article_says_about_its_review_is_quoted_in_place_of_a_date(client: FlaskClient) -> None:
    card = one(ask(client, "Why does breathing out slowly calm people?"), "article.quote")
    sentence = "This article was reviewed by two members of the made-up clinic before it was published."
    assert one(card, ".facts q").get_text() == sentence
    page = soup(client.get("/articles/breathing"))
    assert page.get_text().count(sentence) == 1
    assert ENGLISH.not_reviewed not in page.get_text()


def test_a_table_is_a_table_with_its_header(client: FlaskClient) -> None:
    page = ask(client, "How many minutes does group supervision last, in the table of kinds of sessions?")
    table = one(page, "blockquote table")
    assert [words(cell) for cell in table.select("thead th")] == ["Kind of session", "Length in minutes"]
    assert ["Group supervision", "90"] in [
        [words(cell) for cell in row.find_all("td")] for row in table.select("tbody tr")
    ]


def test_an_articles_page_says_when_it_was_published_and_changed(client: FlaskClient) -> None:
    facts = [words(each) for each in soup(client.get("/articles/supervision?locale=en")).select("footer .facts")]
    assert facts[-1] == "Published 1 March 2019 Updated 7 June 2020"
    assert not soup(client.get("/articles/breathing?locale=en")).select("footer .facts")


def test_what_is_not_in_the_articles_is_said_plainly_with_the_closest_articles_apart(client: FlaskClient) -> None:
    page = ask(client, NOT_COVERED)
    assert not page.select("blockquote, mark")
    assert words(one(page, ".unanswered .status"))
    closest = one(page, "section[aria-labelledby=closest]")
    assert closest.select("a[href^='/articles/'], a[href^='https://']")


def test_the_articles_there_are_stand_below_what_is_said_of_them(client: FlaskClient) -> None:
    """What was closest to nothing stands below no heading that says so."""
    listed = one(ask(client, "Which topics do you cover?"), "section[aria-labelledby=closest]")
    assert words(one(listed, "h2")) == "Where to read on"
    assert len(listed.select("a[href]")) > 1


def test_earlier_questions_are_carried_along_and_can_be_asked_again(client: FlaskClient) -> None:
    page = ask(client, SUPERVISION, history=("What is grief?", FAQ))
    for form in page.find_all("form"):
        assert [field["value"] for field in form.select("input[name=history]")] == ["What is grief?", FAQ, SUPERVISION]
    again = one(page, "nav.earlier").select("button[form=pick]")
    assert [button["value"] for button in again] == ["What is grief?", FAQ]
    assert one(page, ".over a")["href"] == "/"


def test_asking_again_does_not_repeat_a_question_in_the_conversation(client: FlaskClient) -> None:
    page = ask(client, FAQ, history=(FAQ, SUPERVISION))
    assert [field["value"] for field in page.select("form.ask input[name=history]")] == [SUPERVISION, FAQ]


def test_more_is_kept_as_often_as_it_was_asked_for(client: FlaskClient) -> None:
    page = ask(client, "more", history=(SUPERVISION, "more"))
    assert [field["value"] for field in page.select("form.ask input[name=history]")] == [SUPERVISION, "more", "more"]


def test_the_title_says_how_it_went_and_never_what_was_asked(client: FlaskClient) -> None:
    answered, refused = ask(client, FAQ), ask(client, NOT_COVERED)
    assert one(answered, "title").get_text() == f"{one(answered, '.status strong').get_text()} – Ask the articles"
    assert one(answered, "title").get_text() != one(refused, "title").get_text()
    assert one(soup(client.get("/")), "title").get_text() == "Ask the articles"


def test_a_long_conversation_keeps_its_latest_questions(client: FlaskClient) -> None:
    page = ask(client, FAQ, history=tuple(f"question {number}" for number in range(30)))
    carried = [field["value"] for field in page.select("form.ask input[name=history]")]
    assert carried[-2:] == ["question 29", FAQ]
    assert len(carried) <= 11


@pytest.mark.parametrize("text", ["", "   ", "?!", "x" * 1001])
def test_a_question_that_cannot_be_asked_is_kept_with_a_sentence_beside_it(client: FlaskClient, text: str) -> None:
    response = client.post("/", data={"question": text, "history": ["What is grief?"]})
    page = soup(response, 400)
    error = one(page, "#error")
    assert "1 to 1,000 characters" in error.get_text()
    field = one(page, "input[name=question]")
    assert (field["value"], field["aria-describedby"]) == (text, "error")
    assert one(page, "form.ask input[name=history]")["value"] == "What is grief?"
    assert "maxlength" not in field.attrs, "a browser would cut what is pasted, and say nothing"


def test_the_page_speaks_the_browsers_language_or_the_one_that_was_chosen(client: FlaskClient) -> None:
    assert one(soup(client.get("/")), "html")["lang"] == "en"
    assert one(soup(client.get("/", headers={"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"})), "html")["lang"] == "ko"
    assert one(soup(client.get("/", headers={"Accept-Language": "pt-BR,en;q=0.5"})), "html")["lang"] == "pt"
    assert one(soup(client.get("/", headers={"Accept-Language": "de;q=0,*"})), "html")["lang"] == "en"
    assert one(soup(client.get("/", headers={"Accept-Language": "sv"})), "html")["lang"] == "en"
    chosen = soup(client.get("/?locale=ko", headers={"Accept-Language": "en"}))
    assert one(chosen, "label[for=question]").get_text() == KOREAN.question
    assert one(chosen, "form.ask")["action"] == "/?locale=ko"
    assert one(ask(client, FAQ, address="/?locale=ko"), ".read").get_text().startswith(KOREAN.read)


def test_a_quote_keeps_its_own_language_on_a_page_in_another(client: FlaskClient) -> None:
    assert one(ask(client, FAQ, address="/?locale=ko"), "blockquote")["lang"] == "en"


def test_the_chosen_language_goes_along_to_articles_and_back(client: FlaskClient) -> None:
    link = str(one(ask(client, "What is anticipatory grief?", address="/?locale=ko"), ".read")["href"])
    assert link.startswith("/articles/anticipatory-grief?locale=ko#")
    assert one(soup(client.get(link.partition("#")[0])), "html")["lang"] == "ko"
    lost = client.get("/articles/none?locale=ko", headers={"Accept": "text/html"})
    assert lost.status_code == 404
    assert 'href="/?locale=ko"' in lost.text


def test_pages_are_not_stored(client: FlaskClient) -> None:
    assert client.post("/", data={"question": FAQ}).headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/articles/anticipatory-grief", "/demo", "/safety", "/openapi.json"])
def test_what_a_browser_has_already_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": f"W/{first.headers['ETag']}"}  # as it comes back through a proxy that compresses
    again = client.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    for name in ("Content-Security-Policy", "Cache-Control", "ETag"):
        assert again.headers[name] == first.headers[name]
    if path != "/openapi.json":
        assert client.get(path, headers=known | {"Accept-Language": "ko"}).status_code == 200


def article_text(page: BeautifulSoup) -> str:
    return "".join(one(page, "main article").get_text().split())


def test_an_article_is_shown_whole_and_to_the_letter(client: FlaskClient, index: PassageIndex) -> None:
    for article_id in index.article_ids():
        record = index.article(article_id)
        assert record
        shown = article_text(soup(client.get("/articles/" + article_id.replace("?", "%3F"))))
        text = "".join(record.text.split())
        assert shown in (text, "".join(record.title.split()) + text)


def test_an_article_has_the_anchors_of_all_its_headings(client: FlaskClient, index: PassageIndex) -> None:
    record = index.article("anticipatory-grief")
    assert record
    page = soup(client.get("/articles/anticipatory-grief"))
    for part in record.layout:
        if part.id:
            assert words(one(page, f"[id='{part.id}']")) == " ".join(part.span.of(record.text).split())
    assert len([part for part in record.layout if part.id]) >= 8


def test_an_article_asks_search_engines_to_go_to_the_publishers_page(client: FlaskClient) -> None:
    page = soup(client.get("/articles/supervision"))
    assert one(page, "meta[name=robots]")["content"] == "noindex"
    assert one(page, "link[rel=canonical]")["href"] == "https://example.org/supervision"
    assert not soup(client.get("/articles/client-silence")).select("link[rel=canonical]")


def test_markup_in_an_article_is_text(client: FlaskClient) -> None:
    for page in (
        soup(client.get("/articles/guides/n%C3%A4me%20%26%20one%3F")),
        ask(client, "Why do zebras have stripes?"),
        ask(client, f"When are zebras fed {SCRIPT}?", history=(SCRIPT,)),
    ):
        assert SCRIPT in page.get_text()
        assert not page.select("[onerror], [href^='javascript:'], [cite^='javascript:']")


OUTSIDE = ["../chatbot.toml", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "%2e%2e/%2e%2e/etc/passwd", ".."]
INSIDE = ["none", "manifest.json", "anticipatory-grief/", "./anticipatory-grief", "anticipatory-grief%00"]


@pytest.mark.parametrize("path", OUTSIDE + INSIDE)
def test_only_ids_of_the_index_are_found(client: FlaskClient, path: str) -> None:
    response = client.get(f"/articles/{path}")
    assert response.status_code == 404
    assert "root:" not in response.text


def test_an_awkward_id_is_found_by_the_link_to_it(client: FlaskClient) -> None:
    quotes = client.post("/api/chat", json={"question": "When are zebras fed?"}).get_json()["quotes"]
    link = next(quote["link"] for quote in quotes if quote["article"]["id"] == AWKWARD_ID)
    assert one(soup(client.get(link.partition("#")[0])), "h1").get_text().startswith("Zebra feeding <script>")


def test_older_browsers_lose_no_more_of_the_style_than_what_they_do_not_know(client: FlaskClient) -> None:
    """A browser skips a declaration with a value, and a whole rule with a selector, that it does not know."""
    with client.get("/static/page.css") as response:
        rules = re.findall(r"([^{}]+)\{([^{}]*)\}", response.get_data(as_text=True))
    spoken = [body for _, body in rules if re.search(r'content: "[^"]*" / "', body)]
    assert spoken
    assert [body for body in spoken if not re.search(r'content: ("[^"]*"); content: \1 / "', body)] == []
    assert [selectors for selectors, _ in rules if ":has(" in selectors and "," in selectors] == []
