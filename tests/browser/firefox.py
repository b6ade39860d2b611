"""Firefox as Debian has it, driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).

Playwright drives builds of its own, and of Firefox as it is released only what is newer than 153 ESR: for each page it
asks for a command (`emulation.setMediaFeaturesOverride`) that 153 does not know.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from websockets.sync.client import ClientConnection, connect

EXECUTABLE = "/usr/bin/firefox-esr"
PATIENCE = 60  # seconds; only what fails takes as long, on a busy machine
TAB, ENTER, ESCAPE, UP = "\ue004", "\ue007", "\ue00c", "\ue013"
T = TypeVar("T")


@dataclass
class Firefox:
    """A running Firefox; `complaints` holds the errors on its pages' consoles, refusals by a policy among them."""

    connection: ClientConnection
    complaints: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result; what has happened before it came is noted down."""
        number = next(self.numbers)
        self.connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.connection.recv(PATIENCE))
            if message["type"] == "event" and message["params"].get("level") == "error":
                self.complaints.append(message["params"]["text"])
            if message.get("id") == number:
                assert message["type"] == "success", message
                result: dict[str, Any] = message["result"]
                return result

    def tabs(self) -> list[Tab]:
        """Return the open tabs."""
        return [Tab(self, tree["context"]) for tree in self.send("browsingContext.getTree")["contexts"]]

    def open(self) -> Tab:
        """Open an empty tab."""
        return Tab(self, self.send("browsingContext.create", type="tab")["context"])


@dataclass(frozen=True)
class Tab:
    """One tab and the page in it."""

    firefox: Firefox
    context: str

    def visit(self, address: str) -> None:
        """Load a page."""
        self.firefox.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def resize(self, width: int, height: int) -> None:
        """Give the page a window of so many CSS pixels."""
        viewport = {"width": width, "height": height}
        self.firefox.send("browsingContext.setViewport", context=self.context, viewport=viewport)

    def run(self, expression: str) -> Any:
        """Return what a JavaScript expression gives on the page, as JSON knows it."""
        told = self.firefox.send(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self.context},
            awaitPromise=False,
        )
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return json.loads(told["result"].get("value", "null"))

    def wait(self, expression: str) -> Any:
        """Return what an expression gives, once that counts as true."""
        return waited(lambda: self.run(expression), expression)

    def press(self, *keys: str) -> None:
        """Press keys one after the other; of a longer text each character is one."""
        actions = [{"type": kind, "value": key} for key in "".join(keys) for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        self.firefox.send("input.performActions", context=self.context, actions=[keyboard])

    def close(self) -> None:
        """Close the tab."""
        self.firefox.send("browsingContext.close", context=self.context)


def waited(look: Callable[[], T], what: str) -> T:
    """Return what `look` finds, once that counts as true."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)
    return found


@contextmanager
def launched() -> Iterator[Firefox]:
    """Run Firefox with a new profile, without a window, until the block ends."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [EXECUTABLE, "--headless", "--remote-debugging-port=0", "--profile", profile]
        said = Path(profile) / "WebDriverBiDiServer.json"
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                place = json.loads(waited(lambda: said.read_bytes() if said.is_file() else b"", said.name))
                with connect(f"ws://{place['ws_host']}:{place['ws_port']}/session", proxy=None) as connection:
                    firefox = Firefox(connection)
                    firefox.send("session.new", capabilities={})
                    firefox.send("session.subscribe", events=["log.entryAdded"])
                    yield firefox
            finally:
                process.terminate()
