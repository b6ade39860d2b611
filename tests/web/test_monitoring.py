"""Metrics are for the operator alone, count what happened, and show a version that cannot be served."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from chatbot.indexing.versions import IndexFolder
from chatbot.settings import Settings
from chatbot.web.app import create_app
from chatbot.web.guesses import WRONG_A_MINUTE

TOKEN = "a long secret"  # noqa: S105  # of this test alone


def numbers(response: TestResponse) -> dict[tuple[str, str], float]:
    """Return each sample by its name and the value of its one label."""
    assert response.status_code == 200
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }


def read(client: FlaskClient, token: str = TOKEN) -> TestResponse:
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def test_without_a_token_there_are_no_metrics(small_index: Path) -> None:
    client = create_app(Settings(index=str(small_index))).test_client()
    for response in (client.get("/metrics"), read(client, ""), read(client, TOKEN)):
        assert (response.status_code, response.content_type) == (404, "application/problem+json")
        assert "set metrics_token" in response.text


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer ", "Basic YTpi", "Basic ÿ", "Bearer é", "nonsense"])
def test_a_wrong_token_is_401(small_index: Path, header: str | None) -> None:
    client = create_app(Settings(index=str(small_index), metrics_token=TOKEN)).test_client()
    response = client.get("/metrics", headers={"Authorization": header} if header else {})
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert response.content_type == "application/problem+json"


def test_guessing_the_token_ends_after_some_wrong_ones_in_a_minute(small_index: Path) -> None:
    """Then the right one of that address is not looked at either; who sends none is no guesser."""
    client = create_app(Settings(index=str(small_index), metrics_token=TOKEN)).test_client()
    assert {client.get("/metrics").status_code for _ in range(2 * WRONG_A_MINUTE)} == {401}
    statuses = [read(client, f"wrong{number}").status_code for number in range(2 * WRONG_A_MINUTE)]
    assert statuses == [401] * WRONG_A_MINUTE + [429] * WRONG_A_MINUTE
    refused = read(client)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    elsewhere = client.get(
        "/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )
    assert elsewhere.status_code == 200


def test_requests_and_answers_are_counted(small_index: Path) -> None:
    client = create_app(Settings(index=str(small_index), metrics_token=TOKEN)).test_client()
    for question in ("What is anticipatory grief?", "How do I change the oil of a diesel engine?"):
        client.post("/api/chat", json={"question": question})
    client.post("/api/chat", json={"question": "x" * 70_000})
    client.get("/nothing")
    found = numbers(read(client))
    assert found["chatbot_requests_total", "2xx"] == 2
    assert found["chatbot_requests_total", "413"] == 1
    assert found["chatbot_requests_total", "4xx"] == 1
    assert found["chatbot_answers_total", "answered"] + found["chatbot_answers_total", "weak"] == 1
    assert found["chatbot_answers_total", "unanswered"] == 1
    assert found["chatbot_request_seconds_count", "chat"] == 3
    assert found["chatbot_request_seconds_sum", "chat"] > 0
    assert found["chatbot_index_workers", IndexFolder(small_index).current()] == 1
    assert found["chatbot_index_refused", ""] == 0


def test_a_damaged_new_version_shows_in_readyz_and_in_the_metrics(two_versions: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(two_versions, tmp_path / "index", symlinks=True))
    place = IndexFolder(folder)
    newer = place.current()
    older = next(version for version in place.version_ids() if version != newer)
    place.point_to(older)
    app = create_app(Settings(index=str(folder), metrics_token=TOKEN))
    client = app.test_client()
    assert client.get("/readyz").get_json() == {"status": "ready", "index_version": older}
    damaged = place.versions / newer / "texts.sqlite"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    place.point_to(newer)
    app.extensions["library"].refresh()
    ready = client.get("/readyz").get_json()
    assert (ready["status"], ready["index_version"], ready["refused_version"]) == ("ready", older, newer)
    assert str(damaged) in ready["refused_because"]
    found = numbers(read(client))
    assert (found["chatbot_index_refused", ""], found["chatbot_index_workers", older]) == (1, 1)
