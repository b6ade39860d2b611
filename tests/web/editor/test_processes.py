"""The throttle over real worker processes: guesses are counted together, whichever process they meet."""

from __future__ import annotations

from pathlib import Path

from chatbot.web.guesses import WRONG_A_MINUTE
from tests.web.editor.conftest import BEARER, TOKEN
from tests.web.process import running


def test_wrong_tokens_are_counted_over_all_worker_processes(small_index: Path) -> None:
    """Each request comes on a connection of its own, which any of the workers may take."""
    with running("--index", str(small_index), CHATBOT_EDITOR_TOKEN=TOKEN, CHATBOT_WORKERS="2") as server:
        assert server.request("GET", "/editor/try", None, **BEARER)[0] == 200
        statuses = [server.request("GET", "/editor", Authorization=f"Bearer wrong{n}")[0] for n in range(20)]
        assert statuses == [401] * WRONG_A_MINUTE + [429] * (20 - WRONG_A_MINUTE)
        assert server.request("GET", "/editor/try", None, **BEARER)[0] == 429
        assert not [line for line in server.output if TOKEN in line or "wrong1" in line]
