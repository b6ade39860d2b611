"""The benchmark's column for PostgreSQL works; no time it measures is held to anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.errors import SettingsError
from chatbot.postgres.publishing import publish
from scripts.benchmark import main
from tests.postgres.cluster import SECRET, Database

pytestmark = pytest.mark.postgres


def test_files_and_postgresql_stand_beside_each_other(
    small_index: Path, database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(small_index, database.publisher)
    arguments = ["--index", str(small_index), "--only", "database", "--short", "--json", str(tmp_path / "out.json")]
    assert main([*arguments, "--database", database.reader_of(database.primary)]) == 0
    shown, written = capsys.readouterr().out, (tmp_path / "out.json").read_text()
    stores = json.loads(written)["stores"]
    assert (
        [stores[name]["crowd"]["errors"] for name in ("files", "database")] == [stores["two"]["errors"]] * 2 == [0, 0]
    )
    assert stores["files"]["one"]["p50"] > 0
    assert "PostgreSQL" in shown
    assert SECRET not in shown + written


def test_another_version_is_not_compared(small_index: Path, two_versions: Path, database: Database) -> None:
    publish(two_versions, database.publisher)
    with pytest.raises(SettingsError, match="publish that one first"):
        main(["--index", str(small_index), "--database", database.reader_of(database.primary)])
