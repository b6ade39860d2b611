"""What the operator's page has people copy: settings that exist, arguments that are taken, headers that count."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from chatbot.settings import PREFIX, Settings
from tests.web.process import environment, serve_command

PAGE = (Path(__file__).resolve().parents[2] / "chatbot" / "web" / "OPERATING.md").read_text(encoding="utf-8")
BELIEVED = {f"X-Forwarded-{name}" for name in ("For", "Proto", "Host", "Port", "Prefix")}
SET_BY_CADDY = {f"X-Forwarded-{name}" for name in ("For", "Proto", "Host")}


def _block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def test_every_setting_that_is_named_exists() -> None:
    named = set(re.findall(rf"{PREFIX}(\w+)", PAGE))
    assert {"TRUSTED_PROXIES", "METRICS_TOKEN"} <= named
    assert {name.lower() for name in named} <= {field.name for field in fields(Settings)}


def test_the_service_is_one_that_systemd_takes_and_starts_what_there_is(tmp_path: Path) -> None:
    (command,) = re.findall(r"^ExecStart=(.*)$", _block("ini"), re.MULTILINE)
    module, arguments = command.partition(" -m ")[2].partition(" ")[::2]
    assert module in serve_command()
    taken = subprocess.run(
        serve_command(*arguments.split(), "--port", "-1"),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "--port" in taken.stderr + taken.stdout, "the first of its arguments that cannot be used is our own"
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    unit = tmp_path / "chat.service"
    here = {"/srv/chat/program/.venv/bin/python": "/bin/sh", "/srv/chat/program": "/tmp", "User=chat": "User=daemon"}  # noqa: S108
    text = _block("ini")
    for place, one in here.items():
        text = text.replace(place, one)
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_both_proxies_overwrite_every_header_that_is_believed() -> None:
    assert set(re.findall(r"proxy_set_header (X-Forwarded-\w+)", _block("nginx"))) == BELIEVED
    removed = set(re.findall(r"header_up -(X-Forwarded-\w+)", _block("caddyfile")))
    assert removed | SET_BY_CADDY == BELIEVED


def test_both_proxies_keep_to_themselves_what_only_watchers_ask() -> None:
    for block in (_block("nginx"), _block("caddyfile")):
        assert all(path in block for path in ("/readyz", "/metrics"))
