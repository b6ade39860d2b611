#!/usr/bin/env python3
"""Report what should be mended in the articles: `scripts/lint.py [CORPUS] [--format text|json|sarif] [--rules]`.

Exits 0 when nothing found is an error, 1 when something is, 2 when the arguments or settings are wrong.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package
from chatbot.coverage.lint.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], date.today()))
