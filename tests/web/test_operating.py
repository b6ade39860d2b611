"""What the operator's page has people copy: settings that exist, arguments that are taken, headers that count."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from chatbot.settings import PREFIX, Settings
from chatbot.web.limits import IDLE_SECONDS
from chatbot.web.monitoring import status_of
from tests.web.process import environment, serve_command

PAGE = (Path(__file__).resolve().parents[2] / "chatbot" / "web" / "OPERATING.md").read_text(encoding="utf-8")
BELIEVED = {f"X-Forwarded-{name}" for name in ("For", "Proto", "Host", "Port", "Prefix")}
SET_BY_CADDY = {f"X-Forwarded-{name}" for name in ("For", "Proto", "Host")}
SET_BY_APACHE = {"X-Forwarded-For"}  # to Host it adds its own behind the reader's, which therefore has to go


def _block(language: str, beginning: str = "") -> str:
    (found,) = re.findall(rf"```{language}\n({beginning}.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_every_setting_that_is_named_exists() -> None:
    named = set(re.findall(rf"{PREFIX}(\w+)", PAGE))
    assert {"TRUSTED_PROXIES", "METRICS_TOKEN"} <= named
    assert {name.lower() for name in named} <= {field.name for field in fields(Settings)}


def test_the_service_is_one_that_systemd_takes_and_starts_what_there_is(tmp_path: Path) -> None:
    service, port = (_block("ini", rf"# /etc/systemd/system/chat\.{kind}") for kind in ("service", "socket"))
    (command,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    module, arguments = command.partition(" -m ")[2].partition(" ")[::2]
    assert module in serve_command()
    taken = subprocess.run(
        serve_command(*arguments.split(), "--port", "-1"),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the command line: port is -1" in taken.stderr + taken.stdout, (
        "the first of its arguments that cannot be used is our own"
    )
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    units = [tmp_path / "chat.service", tmp_path / "chat.socket"]
    here = {"/srv/chat/program/.venv/bin/python": "/bin/sh", "/srv/chat/program": "/tmp", "User=chat": "User=daemon"}  # noqa: S108
    for place, one in here.items():
        service = service.replace(place, one)
    for unit, text in zip(units, (service, port), strict=True):
        unit.write_text(text, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_proxies_overwrite_every_header_that_is_believed() -> None:
    assert set(re.findall(r"proxy_set_header (X-Forwarded-\w+)", _block("nginx"))) == BELIEVED
    removed = set(re.findall(r"header_up -(X-Forwarded-\w+)", _block("caddyfile")))
    assert removed | SET_BY_CADDY == BELIEVED
    replaced = set(re.findall(r"RequestHeader (?:set|unset) (X-Forwarded-\w+)", _block("apache")))
    assert replaced | SET_BY_APACHE == BELIEVED


def test_the_proxies_keep_to_themselves_what_only_watchers_ask() -> None:
    for block in map(_block, ("nginx", "caddyfile", "apache")):
        assert all(path in block for path in ("/readyz", "/metrics"))


def test_no_proxy_writes_down_what_readers_type() -> None:
    """Their logs of errors name address and query of what the server did not answer; large bodies go through files."""
    nginx, caddy, apache = map(_block, ("nginx", "caddyfile", "apache"))
    assert "$request_uri" not in nginx
    assert re.search(r"^ +error_log \S+ crit;$", nginx, re.MULTILINE)
    assert f"client_body_buffer_size {Settings().max_body_bytes // 1024}k;" in nginx
    assert "proxy_max_temp_file_size 0;" in nginx
    assert "exclude http.log.error" in caddy
    assert re.search(r"^    LogLevel crit$", apache, re.MULTILINE)
    assert re.findall(r"^CustomLog .* (\w+) env=(!?)chat$", apache, re.MULTILINE) == [("chat", ""), ("combined", "!")]
    assert re.search(r'^LogFormat "[^%]*%\{%FT%T%z\}t \\"%m %U\\" %>s %D" chat$', apache, re.MULTILINE)


@pytest.mark.parametrize(("proxy", "option"), [("caddyfile", r"keepalive (\d+)s"), ("apache", r" ttl=(\d+)")])
def test_connections_are_let_go_of_before_the_server_does(proxy: str, option: str) -> None:
    (seconds,) = re.findall(option, _block(proxy))
    assert int(seconds) < IDLE_SECONDS


def test_apache_asks_a_server_that_is_back_at_once() -> None:
    """By default it answers 503 for a minute after a connection was refused, as while a server starts anew."""
    assert " retry=0" in _block("apache")


def test_the_alert_on_failures_counts_each_of_them() -> None:
    """A refusal for want of an index, 503, is counted apart from the other failures."""
    (counted,) = re.findall(r'requests_total\{status=~"([^"]*)"', PAGE)
    assert [code for code in range(100, 600) if re.fullmatch(counted, status_of(code))] == [*range(500, 600)]
