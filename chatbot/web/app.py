"""create_app(): the one place where the parts are joined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module

from flask import Flask

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import Limits
from chatbot.indexing.index import PassageIndex
from chatbot.reading.metadata import is_long_ago
from chatbot.safety.care import Care, Count
from chatbot.safety.helplines import Protocol, read_protocol
from chatbot.settings import Settings
from chatbot.stores import store_of
from chatbot.web.board import Board
from chatbot.web.chat import api
from chatbot.web.guesses import Guesses
from chatbot.web.health import health
from chatbot.web.interface import on_pages
from chatbot.web.library import Library, MadeOfIndex
from chatbot.web.logs import log_requests
from chatbot.web.monitoring import monitoring, watch_requests
from chatbot.web.openapi import openapi
from chatbot.web.pages import pages
from chatbot.web.problems import handle_errors
from chatbot.web.proxies import NoProxies, Proxies
from chatbot.web.questionlog import Recorder, erasing
from chatbot.web.safety import safety
from chatbot.web.security import secure
from chatbot.web.suggesting import suggestions_of
from chatbot.web.throttling import counting, throttle
from chatbot.web.widget import widget

EDITOR = "chatbot.web.editor.dashboard"
"""Loaded where its pages are open: with all that they need a quarter of a start, and most servers have none."""


def create_app(settings: Settings, today: Callable[[], date] = date.today, board: Board | None = None) -> Flask:
    """Return the WSGI app. The index is opened by the first request that needs it; `today` dates reviews.

    What is counted stands on `board`, which worker processes share; without one the app has its own.

    Behind proxies their X-Forwarded-* headers, Prefix among them, count only as far as `settings.trusted_proxies` says:
    anybody else may send such headers too.

    Raises:
        SettingsError: `settings.index` is a URL, `settings.helplines` a file, or `settings.editor_token` a token that
            cannot be used.
        ChatbotError: `settings.question_log` cannot be used as a log.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.config["SITE_NAME"] = settings.site_name
    app.url_map.merge_slashes = False  # an article's id may hold any character
    app.extensions["board"] = board = board or Board()
    app.extensions["protocol"] = protocol = read_protocol(settings.helplines)
    store = store_of(settings)
    count = partial(board.add, "questions")  # by the tier of what stood beside the answer; nothing else of it is kept
    app.extensions["library"] = Library(store, board, partial(_answerer, protocol, count, settings.vector_cache))
    app.extensions["suggestions"] = MadeOfIndex(suggestions_of)
    app.extensions["limits"] = Limits(settings.max_question_chars, settings.max_history)
    recorder = app.extensions["recorder"] = Recorder(settings, today, board)
    _prepare_templates(app, settings, today)
    for blueprint in (api, pages, health, widget, erasing, monitoring, safety, openapi):
        app.register_blueprint(blueprint)
    watch_requests(app)
    if settings.log == "requests":
        log_requests(app)
    throttle(app, settings)
    token = settings.metrics_token
    app.extensions["metrics_guesses"] = Guesses("metrics", token, counting(app)) if token else None
    handle_errors(app)  # after what counts requests: one of a kind that is never taken counts, too
    if settings.editor_token:
        import_module(EDITOR).add_editor(app, settings, recorder.log, today)
    secure(app, settings.allowed_origins)
    proxies = settings.trusted_proxies
    app.wsgi_app = Proxies(app.wsgi_app, proxies) if proxies else NoProxies(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _answerer(protocol: Protocol, count: Count, remembered: int, index: PassageIndex) -> Answerer:
    return Answerer(index, care=Care(protocol, index.encoder, count), remembered=remembered)


def _prepare_templates(app: Flask, settings: Settings, today: Callable[[], date]) -> None:
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(review_months=settings.review_months)
    app.context_processor(on_pages)
    app.jinja_env.tests["long_ago"] = lambda day: is_long_ago(day, today(), settings.review_months)
