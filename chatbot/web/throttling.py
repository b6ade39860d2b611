"""Rate limits of a client over all worker processes: requests, questions, and tokens of questions in a minute.

A client is an address, of IPv6 its /64 network, which one household or server has to itself. Behind proxies the address
is the one that `trusted_proxies` makes believable. A question weighs its UTF-8 bytes, those of earlier questions
included, in word pieces of four: what the encoder has to read, for any language, without reading it twice.

Where the counters stand is a setting: by default in memory that the workers of one machine share, or in Redis for
several machines; while Redis cannot be reached each process counts for itself.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, cast

from flask import Flask, Response, request
from flask_limiter import Limiter, RateLimitExceeded, RequestLimit
from limits.strategies import RateLimiter

from chatbot.errors import SettingsError
from chatbot.settings import Settings
from chatbot.web.board import board
from chatbot.web.problems import respond
from chatbot.web.ratetable import RateTable

BYTES_PER_TOKEN = 4
QUESTIONS = ("api.chat", "pages.ask")  # endpoints that answer one
FREE = ("health.healthz", "health.readyz", "monitoring.metrics")  # whoever watches the server is not a reader

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def throttle(app: Flask, settings: Settings) -> None:
    """Limit each client of `app` as the settings say.

    Where no setting limits anything there is a limiter nonetheless: wrong tokens are counted with it.

    Raises:
        SettingsError: the storage cannot be used.
    """
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)  # who is refused is counted, not logged
    free, storage = tuple(map(ipaddress.ip_network, settings.unlimited_clients)), _storage(settings)
    limiter = Limiter(
        client,
        application_limits=[f"{settings.requests_per_minute} per minute"] if settings.requests_per_minute else [],
        in_memory_fallback_enabled=bool(settings.rate_storage),
        request_identifier=_endpoint,
        **storage,
    )
    limiter.request_filter(lambda: _uncounted() or _among(request.remote_addr, free))
    limits: list[tuple[int, str, int | Callable[[], int]]] = [
        (settings.questions_per_minute, "questions", 1),
        (settings.tokens_per_minute, "tokens", _tokens),
    ]
    for endpoint in QUESTIONS:
        for number, scope, cost in limits:
            if number:
                limit = limiter.shared_limit(f"{number} per minute", scope, cost=cost)
                app.view_functions[endpoint] = cast("Any", limit(app.view_functions[endpoint]))
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, lambda _: _refusal(limiter.current_limit))


def counting(app: Flask) -> Callable[[], RateLimiter]:
    """Return what gives the counters that `throttle` has given an app, for what else is counted by client."""
    (limiter,) = app.extensions["limiter"]
    return lambda: limiter.limiter


def client() -> str:
    """Return who asks: an IPv4 address, or the /64 network of an IPv6 one."""
    address = _address(request.remote_addr)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address) if address else "unknown"


def _endpoint() -> str:
    """Return what the current request is for. Flask-Limiter lets through what has no endpoint, and static files."""
    endpoint = request.endpoint or ""
    return "uncommon" if endpoint in ("", "static") else endpoint


def _uncounted() -> bool:
    """Whether the current request comes from a watcher, or from a browser that asks what it may before it asks."""
    return request.endpoint in FREE or request.method == "OPTIONS"


def _tokens() -> int:
    """Return what the current request costs: its body in word pieces, at least one."""
    return 1 + (request.content_length or 0) // BYTES_PER_TOKEN


def _refusal(breached: RequestLimit | None) -> Response:
    """Say what was too much, and when to ask again."""
    board().add("refused", "rate")
    if breached is None:  # the counters were lost between counting and looking
        return respond(429, "too many requests from one address; ask again in a minute")
    wait = max(1, breached.reset_at - int(time.time()))
    unit = "tokens of questions" if "tokens" in breached.request_args else "requests"
    detail = f"more than {breached.limit.amount:,} {unit} in a minute from one address; ask again in {wait} seconds"
    return respond(429, detail, headers={"Retry-After": str(wait)})


def _among(text: str | None, networks: Sequence[Network]) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in networks)


def _address(text: str | None) -> Address | None:
    """Return an address as proxies write it, IPv4 in IPv6 as IPv4; some of them write its port, too."""
    place = text or ""
    if place.startswith("["):
        place = place[1:].partition("]")[0]
    elif place.count(":") == 1:
        place = place.partition(":")[0]
    try:
        address = ipaddress.ip_address(place)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _storage(settings: Settings) -> dict[str, Any]:
    if not settings.rate_storage:
        return {"storage_uri": f"{RateTable.STORAGE_SCHEME[0]}://"}
    if find_spec("redis") is None:
        raise SettingsError("rate_storage: the package redis is not installed; run: .venv/bin/pip install redis")
    return {"storage_uri": settings.rate_storage, "storage_options": {"socket_timeout": 1, "socket_connect_timeout": 1}}
