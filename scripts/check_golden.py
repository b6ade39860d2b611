#!/usr/bin/env python3
"""Tell which golden questions lost their answer, and what another version would change.

    scripts/check_golden.py [--corpus DIR] [--golden FILE] [--index DIR] [--version VERSION | --preview]
        [--against [VERSION]] [--questions FILE...] [--log FILE] [--format text|json]

Exits 0 when every golden question keeps its answer, 1 when one is lost (of two versions: between them), 2 when the
input is wrong.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package
from chatbot.coverage.golden_command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], date.today()))
