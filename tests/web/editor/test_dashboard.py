"""The dashboard: everything an editor looks at, as a page without scripts and as CSV files."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chatbot.answering.answerer import Answerer
from chatbot.answering.confidence import SIGNALS
from chatbot.answering.features import COLUMNS
from chatbot.answering.question import make_question
from chatbot.answering.ranking import TERMS
from chatbot.coverage.comparing import Change, Move, Source
from chatbot.indexing.versions import open_index
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.editor.dashboard import _shown
from chatbot.web.editor.downloads import TABLES
from chatbot.web.editor.looking import SHORT_SECONDS
from tests.web.editor.conftest import BEARER, DAY, FEES, SILENCE, TOKEN, measured


@pytest.fixture
def page(client: FlaskClient) -> str:
    response = client.get("/editor", headers=BEARER)
    assert response.status_code == 200
    return response.text


def rows(client: FlaskClient, name: str) -> list[dict[str, str]]:
    response = client.get(f"/editor/{name}.csv", headers=BEARER)
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    assert f'filename="{name}.csv"' in response.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"), newline="")))


def test_the_page_tells_what_is_asked_and_what_lacks(page: str) -> None:
    for part in ("Coverage now", "What to write next", "Try a question", "Lint", "Feedback", "Golden questions"):
        assert part in page
    assert "Questions like this (3)" in page
    assert "Asked 3 times in Nov 2026: " in page
    assert all(question in page for question in FEES)
    assert "review-missing" in page
    assert "client-silence#how-long-should-i-let-a-silence-go-on" in page
    assert "outdated (1)" in page
    assert "there is no such section" in page
    assert len(re.findall("<svg ", page)) == 4


def test_a_question_of_one_day_is_counted_and_not_shown(page: str, client: FlaskClient) -> None:
    assert "planted-once" not in page
    assert "hidden: a logged question is shown only where its topic was asked on 2 days or more." in page
    addresses = (*(f"{name}.csv" for name in TABLES), "report.html", "questions")
    assert not any("planted-once" in client.get(f"/editor/{each}", headers=BEARER).text for each in addresses)


def test_the_page_needs_and_holds_no_script(page: str) -> None:
    assert "<script" not in page
    assert not re.search(r"<[^>]*\son\w+=", page)
    assert "style=" not in page


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_can_be_downloaded(name: str, client: FlaskClient) -> None:
    found = rows(client, name)
    if name not in ("overlap", "changes"):
        assert found


def test_a_gap_tells_the_months_in_which_it_was_asked_and_no_day(client: FlaskClient) -> None:
    fees = next(row for row in rows(client, "gaps") if FEES[0] in row["questions"])
    assert (fees["first_month"], fees["last_month"]) == ("2026-11", "2026-11")
    assert not any(re.search(r"2026-11-\d", cell) for row in rows(client, "gaps") for cell in row.values())


def test_a_changed_answer_is_a_row_with_what_was_and_is_quoted(client: FlaskClient, small_index: Path) -> None:
    app = client.application
    _, now = app.extensions["measurer"].standing.measure(app.extensions["library"].current().index.version)
    answerer = Answerer(open_index(small_index))
    before, after = (answerer.ask(make_question(text)) for text in (SILENCE, "Which train goes to Lisbon?"))
    changes = (Change(SILENCE, Move.LOST, Source.SAME, before, after),)
    table = TABLES["changes"].make(replace(now, golden=replace(now.golden, changes=changes)))
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    quote = before.quotes[0]
    place = f"{quote.article.id}#{quote.source_id}"
    assert (row["question"], row["change"], row["source"]) == (SILENCE, Move.LOST, Source.SAME)
    assert (row["before"], row["before_place"], row["before_quote"]) == (before.status, place, quote.text)
    assert (row["after"], row["after_place"], row["after_quote"]) == ("unanswered", "", "")


def test_the_page_of_a_large_site_tells_its_smaller_topics_in_a_line_each(client: FlaskClient) -> None:
    """The tables hold all; what nobody reads at once made the page of a large site two megabytes."""
    app = client.application
    measurer = app.extensions["measurer"]
    due, now = measurer.standing.measure(app.extensions["library"].current().index.version)
    gap = now.coverage.gaps[0]
    questions = tuple(f"What is said about subject number {n} in all these articles?" for n in range(12))
    gaps = tuple(replace(gap, topic=replace(gap.topic, name=f"topic {n}", questions=questions)) for n in range(400))
    many = replace(now, coverage=replace(now.coverage, gaps=gaps, dots=now.coverage.dots * 40))
    page = _shown(app, Settings(), many, 0.0, due).page.decode()
    assert "<summary>380 more topics</summary>" in page
    assert "topic 79: asked" in page
    assert '<p class="aside">and 320 more, in the CSV</p>' in page
    assert len(page) < 250_000


def test_questions_are_found_by_words_in_any_form(client: FlaskClient) -> None:
    def found(**fields: str) -> str:
        response = client.get("/editor/questions", query_string=fields, headers=BEARER)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
        return response.text

    page = found(about="fees")
    assert "2 questions, asked 2 times" in page
    assert all(question in page for question in FEES[1:])
    assert FEES[0] not in page
    assert "3 questions, asked 3 times" in found(about="SESSION")
    assert "1 question, asked 1 time" in found(about="strip")
    assert "3 questions, asked 3 times" in found(about="session", unsure="1")
    assert "No question has these words" in found(about="strip", unsure="1"), "what is answered"
    assert "<script>" not in found(about="<script>")
    assert "4 questions, asked 4 times" in found()


def test_the_most_asked_of_the_found_stands_first_however_long_its_quote(client: FlaskClient) -> None:
    """A page may hold a picture as letters, and the name of its file bytes that are no text."""
    app, zebras = client.application, "Why do zebras have stripes?"
    measurer = app.extensions["measurer"]
    due, now = measurer.standing.measure(app.extensions["library"].current().index.version)
    outcomes = [
        replace(each, times=1204, quote="QUJD" * 50_000, article="stripes\udcff") if each.question == zebras else each
        for each in now.coverage.outcomes
    ]
    kept = measurer.desk.kept()
    measurer.desk.keep(
        _shown(app, Settings(), replace(now, coverage=replace(now.coverage, outcomes=outcomes)), 1.0, due)
    )
    page = client.get("/editor/questions", headers=BEARER).text
    measurer.desk.keep(kept)
    assert page.index(zebras) < page.index(FEES[0])
    assert "4 questions, asked 1,207 times" in page
    assert ">stripes?#" in page


def test_what_is_hidden_is_not_found(client: FlaskClient) -> None:
    """A question of one day: neither its words nor those that stand in its place lead to it."""
    for about in ("silence", "logged question"):
        page = client.get("/editor/questions", query_string={"about": about}, headers=BEARER).text
        assert "No question has these words" in page


def test_what_leads_to_a_section_lands_on_its_heading(page: str, client: FlaskClient) -> None:
    places = re.findall(r'href="editor/\.\.(/articles/[^"]+)"', page)
    assert len(set(places)) > 3
    for place in places:
        address, _, section = place.partition("#")
        assert f'id="{unquote(section)}"' in client.get(address).text, place


def test_the_report_is_one_file_for_somebody_without_a_token(client: FlaskClient) -> None:
    response = client.get("/editor/report.html", headers=BEARER)
    assert response.headers["Content-Disposition"] == 'attachment; filename="report.html"'
    assert FEES[0] in response.text
    assert not re.findall(r'(?:href|src|action)="(?!#)', response.text)
    assert client.get("/editor/report.html").status_code == 401


def test_what_changed_for_the_better_and_the_worse_is_open(client: FlaskClient, small_index: Path) -> None:
    """Golden questions that fare as before are folded away."""
    app = client.application
    measurer = app.extensions["measurer"]
    due, now = measurer.standing.measure(app.extensions["library"].current().index.version)
    answerer = Answerer(open_index(small_index))
    sure, none = (answerer.ask(make_question(text)) for text in (SILENCE, "Which train goes to Lisbon?"))
    changes = (
        Change("Is it lost?", Move.LOST, Source.SAME, sure, none),
        Change("Is it other?", Move.REPLACED, Source.SAME, sure, sure),
        Change("Is it found?", Move.GAINED, Source.NONE, none, sure),
    )
    earlier = {each.golden: each.fate for each in now.golden.checked}
    golden = replace(now.golden, against="v0", before={}, changes=changes, earlier=earlier)
    page = _shown(app, Settings(), replace(now, golden=golden), 0.0, due).page.decode()
    assert "3 answers changed: 1 no longer answered; 1 another quote; 1 now answered." in page
    opened = re.findall(r"<details( open)?><summary>([^(]+) \(1\)", page.partition('id="changes"')[2])
    assert opened[:3] == [(" open", "No longer answered"), ("", "Another quote"), (" open", "Now answered")]
    assert ("", "As in version v0") in opened
    assert "Golden questions that moved" not in page


def test_cells_that_begin_like_a_formula_are_neutralised(client: FlaskClient) -> None:
    asked = [row["question"] for row in rows(client, "questions")]
    assert f"'{FEES[2]}" in asked
    cells = [cell for name in TABLES for row in rows(client, name) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_golden_questions_say_what_became_of_them(client: FlaskClient) -> None:
    assert [row["fate"] for row in rows(client, "golden")] == ["kept", "lost"]


def test_a_tried_question_shows_every_number(client: FlaskClient) -> None:
    wanted = {"question": SILENCE, "wanted": "supervision#length-of-a-session"}
    page = client.post("/editor/try", data=wanted, headers=BEARER).text
    for name in COLUMNS:
        assert f"feature: {name}<" in page
    for name in TERMS:
        assert f'<th scope="row">{name} <span' in page
    for name in SIGNALS:
        assert f'<th scope="row">{name}</th>' in page
    for view in ("question", "whole", "window", "sentence"):
        assert f"view: {view}<" in page
    assert "quoted 1" in page
    assert "The confidence is" in page
    assert re.search(r"supervision#length-of-a-session\s+(stands in place \d+|is no candidate)", page)


def test_a_trial_of_several_questions_says_which_quote_is_for_which(client: FlaskClient) -> None:
    first, second = "How long does a session of supervision last?", "how long should I let a silence go on?"
    page = client.post("/editor/try", data={"question": f"{first} And {second}"}, headers=BEARER).text
    for asked in (first, second):
        assert f" for “{asked}”: " in page
    assert "It asks several things at once" in page
    assert "several things" not in client.post("/editor/try", data={"question": "Why?"}, headers=BEARER).text


def test_a_tried_question_is_not_logged(client: FlaskClient, settings: Settings) -> None:
    client.post("/editor/try", data={"question": "planted-91827?"}, headers=BEARER)
    assert b"planted-91827" not in Path(settings.question_log).read_bytes()


@pytest.mark.parametrize(("typed", "status"), [("", 400), ("?!", 400), ("x" * 1001, 400), ("빗소리가 왜 나요?", 200)])
def test_what_cannot_be_asked_is_said(typed: str, status: int, client: FlaskClient) -> None:
    response = client.post("/editor/try", data={"question": typed}, headers=BEARER)
    assert response.status_code == status
    assert ("The question " in response.text) == (status == 400)


def test_what_readers_wrote_cannot_become_markup(client: FlaskClient) -> None:
    hostile = "<script>alert(1)</script> silence"
    page = client.post("/editor/try", data={"question": hostile, "wanted": hostile}, headers=BEARER).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_an_address_with_a_slash_at_its_end_is_the_same_page(client: FlaskClient) -> None:
    moved = client.get("/editor/", headers=BEARER)
    assert (moved.status_code, moved.location) == (308, "/editor")
    assert "Coverage now" in client.get("/editor/", headers=BEARER, follow_redirects=True).text


def test_what_was_measured_once_leads_back_here_under_every_prefix(settings: Settings) -> None:
    """Its page is made before anybody asks for it, by whatever address."""
    client = measured(create_app(replace(settings, trusted_proxies=1), lambda: DAY))
    for prefix in ("", "/help/chat"):
        page = client.get("/editor", headers={**BEARER, "X-Forwarded-Prefix": prefix}).text
        found = {urljoin(f"{prefix}/editor", address) for address in re.findall(r'(?:href|action)="([^#"]+)"', page)}
        ours = ("/try", "/questions", "/gaps.csv", "/report.html", "")
        assert {f"{prefix}/editor{address}" for address in ours} <= found
        articles = {urljoin(f"{prefix}/editor", address) for address in re.findall(r'href="(\w[^"#]+)#', page)}
        assert f"{prefix}/articles/supervision" in articles
        assert all(address.startswith(f"{prefix}/") for address in found)


def test_an_unknown_table_is_not_found(client: FlaskClient) -> None:
    assert client.get("/editor/nothing.csv", headers=BEARER).status_code == 404


def test_a_long_measurement_says_how_far_it_is(fresh: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHORT_SECONDS", "WAIT_SECONDS"):
        monkeypatch.setattr(f"chatbot.web.editor.looking.{name}", 0.0)
    client = fresh.test_client()
    response = client.get("/editor", headers=BEARER)
    assert (response.status_code, "Look again" in response.text) == (202, True)
    found = client.get("/editor/questions", headers=BEARER)
    assert (found.status_code, found.headers.get("Retry-After")) in ((200, None), (503, "5"))
    later = client.get("/editor/questions.csv", headers=BEARER)
    assert (later.status_code, later.headers.get("Retry-After")) in ((200, None), (503, "5"))
    monkeypatch.setattr("chatbot.web.editor.looking.SHORT_SECONDS", SHORT_SECONDS)
    assert measured(fresh).get("/editor", headers=BEARER).status_code == 200


def test_without_log_and_questions_the_page_says_how_to_get_some(settings: Settings, small_index: Path) -> None:
    bare = Settings(index=str(small_index), corpus=settings.corpus, editor_token=settings.editor_token)
    page = measured(create_app(bare, lambda: DAY)).get("/editor", headers=BEARER).text
    assert "editor_questions" in page
    assert "question_log" in page
    assert "review-missing" in page


def test_a_list_that_is_cut_says_so_and_leads_with_errors(small_index: Path, tmp_path: Path) -> None:
    """Three notes for each article, and in the last one a dead link."""
    for number in range(15):
        (tmp_path / f"a{number}.md").write_text("# A\n\nSome words.\n", encoding="utf-8")
    (tmp_path / "z.md").write_text("# Z\n\nSome [words](#nowhere).\n", encoding="utf-8")
    page = measured(create_app(Settings(index=str(small_index), corpus=str(tmp_path), editor_token=TOKEN), lambda: DAY))
    lint = page.get("/editor", headers=BEARER).text.partition('<h2 id="lint">')[2]
    rules = re.findall(r"<p><strong>(\w+ \[[\w-]+\])</strong>: ", lint)
    assert rules[0] == "error [anchor-dead]"
    assert re.findall(r"<li><strong>([^<]+)</strong>: ", lint)[0] == "z.md:3"
    for rule in rules:
        part = lint.partition(rule)[2].partition("<p><strong>")[0]
        most = sum(f"[{row['rule']}]" in rule for row in rows(page, "lint"))
        assert part.count("<li>") == min(most, 3)
        assert (f"and {most - 3} more, in the CSV" in part) == (most > 3)
