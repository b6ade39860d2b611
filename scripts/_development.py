"""Imported first by scripts that measure and fit: as `_environment`; ends where it lacks the packages for that."""

from __future__ import annotations

from scripts._environment import need

need("ir_measures", "requirements-dev.txt")
