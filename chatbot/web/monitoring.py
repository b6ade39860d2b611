"""GET /metrics: the board in Prometheus's text format, for whoever holds the token and nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from time import perf_counter
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from chatbot.web.board import BUCKETS, FAMILIES, ROUTES, STATUSES, Board, Family, board
from chatbot.web.guesses import AGAIN_SECONDS, Guesses, Verdict
from chatbot.web.problems import respond
from chatbot.web.security import authorization
from chatbot.web.throttling import client

PREFIX = "chatbot_"

monitoring = Blueprint("monitoring", __name__)


def watch_requests(app: Flask) -> None:
    """Count every response of `app` on its board."""

    @app.before_request
    def begin() -> None:
        g.begun = perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        counted = board()
        counted.add("requests", status_of(response.status_code))
        view = (request.endpoint or "").rpartition(".")[2]
        counted.observe("request_seconds", view if view in ROUTES else "other", perf_counter() - g.begun)
        return response


@monitoring.get("/metrics")
def metrics() -> Response:
    """Show all counts to whoever holds the token; without a token there is nothing here."""
    guesses = cast("Guesses | None", current_app.extensions["metrics_guesses"])
    if guesses is None:
        abort(404, "no metrics are shown; set metrics_token to have them")
    given = authorization()
    verdict = guesses.judge(client(), None if given is None else given.token or "")
    if verdict is Verdict.IGNORED:
        again = {"Retry-After": str(AGAIN_SECONDS)}
        return respond(429, "too many wrong tokens; send the right one in a minute", headers=again)
    if verdict is Verdict.WRONG:
        asked = {"WWW-Authenticate": "Bearer"}
        return respond(401, "metrics are for the operator; send the bearer token", headers=asked)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Counted(board()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def status_of(code: int) -> str:
    """Return the name under which a status is counted: its own, or its class."""
    return str(code) if str(code) in STATUSES else f"{code // 100}xx"


class Counted(Collector):
    """A board as Prometheus's families of metrics."""

    def __init__(self, counted: Board) -> None:
        self._board = counted

    def collect(self) -> Iterator[Metric]:
        """Yield every family."""
        for family in FAMILIES:
            if family.kind == "mark":
                continue
            if family.name == "index_version":
                yield self._versions(family)
            elif family.kind == "histogram":
                yield self._histogram(family)
            elif family.kind == "gauge":
                yield GaugeMetricFamily(PREFIX + family.name, family.help, value=sum(self._board.each(family.name)))
            else:
                yield self._counter(family)
        yield GaugeMetricFamily(f"{PREFIX}workers", "Worker processes there should be.", value=self._board.workers)

    def _counter(self, family: Family) -> Metric:
        found = CounterMetricFamily(PREFIX + family.name, family.help, labels=[family.label] if family.label else [])
        for value in family.values:
            found.add_metric([value] if family.label else [], self._board.total(family.name, value))
        return found

    def _histogram(self, family: Family) -> Metric:
        found = HistogramMetricFamily(PREFIX + family.name, family.help, labels=[family.label])
        names = [*map(str, BUCKETS), "+Inf"]
        for value in family.values:
            counts, seconds = self._board.histogram(family.name, value)
            found.add_metric([value], list(zip(names, accumulate(counts), strict=True)), seconds)
        return found

    def _versions(self, family: Family) -> Metric:
        """Return how many workers serve which version; 0 is none."""
        found = GaugeMetricFamily(f"{PREFIX}index_workers", "Worker processes by served index.", labels=["version"])
        for number, workers in Counter(self._board.each(family.name)).items():
            found.add_metric([f"{number % 2**64:016x}" if number else "none"], workers)
        return found
