#!/usr/bin/env python3
"""Tell what the articles answer, what they do not, and what to write next.

    scripts/check_coverage.py [--questions FILE...] [--log FILE] [--corpus DIR] [--index DIR] [--report DIR]
        [--format text|json|csv|html|sarif]

Builds the index where it is missing or stale, asks every question, and exits 0, or 2 when the input cannot be used.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package
from chatbot.coverage.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], date.today()))
