"""Imported first by the script for PostgreSQL: as `_environment`; ends where it lacks the packages for that."""

from __future__ import annotations

from scripts._environment import need

need("psycopg", "requirements-postgres.txt")
