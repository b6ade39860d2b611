"""Where the real input and the evaluation sets stand: `../shared`, beside the checkout, never inside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

if os.environ.get("CI") and not SHARED.is_dir():
    raise RuntimeError(f"{SHARED} is missing; CI always has it, and tests that need it must not be skipped there")

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} holds real input and is not on this machine")
