"""Generated requests: whatever is sent, nothing answers with a fault of ours and nothing hangs.

The short form sends a few hundred; `scripts/test --long tests/hostile/test_generated_requests.py` sends 50,000.
"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder

from tests.hostile.generated import tried
from tests.hostile.requests import Sent, requests
from tests.pace import within

SHORT, PARTS, LONG = 400, 20, 2_500  # 20 parts of 2,500 are 50,000
HANGS_AFTER = 2.0  # seconds of processor time of an idle core


def send(client: FlaskClient, sent: Sent, hangs_after: float) -> None:
    """Send one request and check what comes back."""
    builder = EnvironBuilder(
        method=sent.method, path=sent.path, query_string=sent.query, data=sent.body, headers=sent.headers.items()
    )
    with within(hangs_after, str(sent)), client.open(builder) as response:
        response.get_data()
    assert response.status_code < 500, (sent, response.get_data())
    assert "\r" not in str(response.headers).replace("\r\n", "")


def fire(client: FlaskClient, examples: int, number: int, hangs_after: float) -> int:
    """Send so many generated requests; return how many it were."""
    return tried(requests, lambda sent: send(client, sent, hangs_after), examples, number)


def test_no_generated_request_brings_a_fault_or_a_hang(client: FlaskClient) -> None:
    assert fire(client, SHORT, 1, HANGS_AFTER) >= SHORT


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_nor_do_fifty_thousand(client: FlaskClient, part: int) -> None:
    assert fire(client, LONG, 100 + part, HANGS_AFTER) >= LONG
