"""The setting names a folder or a database; files are served without the database's packages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.errors import SettingsError
from chatbot.indexing.versions import FileStore
from chatbot.settings import Settings
from chatbot.stores import is_database, local_folder, shown, store_of
from tests.web.process import PROJECT, environment


@pytest.mark.parametrize(
    ("index", "database", "said", "folder"),
    [
        ("index", False, "index", "index"),
        ("/srv/postgresql", False, "/srv/postgresql", "/srv/postgresql"),
        ("postgresql://r:s3cret@a:1,b:2/faq?sslmode=require", True, "postgresql://a:1,b:2/faq", "index"),
        ("postgres://r@a/faq", True, "postgresql://a/faq", "index"),
        ("postgresql:///faq?user=r&password=s3cret", True, "postgresql:///faq", "index"),
        ("postgresql://r:s3@cret@a/faq", True, "postgresql://a/faq", "index"),
        ("postgresql://r:s3?cret@a/faq?application_name=x@y", True, "postgresql://a/faq", "index"),
        ("postgresql://r:s3#cret@a/faq", True, "postgresql://a/faq", "index"),
        ("postgresql://r:s3/cret@a/faq", True, "postgresql://a/faq", "index"),
        ("postgresql://r:s3/cr?et@a/faq", True, "postgresql://...", "index"),
        ("postgresql://r@[::1]:5432,b/faq", True, "postgresql://[::1]:5432,b/faq", "index"),
    ],
)
def test_a_url_is_a_database_and_is_shown_without_its_secrets(
    index: str, database: bool, said: str, folder: str
) -> None:
    assert (is_database(index), shown(index), str(local_folder(index))) == (database, said, folder)


@pytest.mark.parametrize(
    "index",
    [
        "host=h dbname=d password=s3cret",
        "host=h dbname=d PASSWORD = s3cret",
        "PostgreSQL://u:s3cret@h/d",
        "mysql://u:s3cret@h/d",
    ],
)
@pytest.mark.parametrize("use", [is_database, shown, local_folder, lambda index: store_of(Settings(index=index))])
def test_what_is_neither_a_folder_nor_such_a_url_is_refused_and_not_repeated(
    use: Callable[[str], object], index: str
) -> None:
    with pytest.raises(SettingsError, match="begins with postgresql://") as caught:
        use(index)
    assert "s3cret" not in str(caught.value)


def test_a_folder_is_opened_as_files(small_index: Path) -> None:
    store = store_of(Settings(index=str(small_index)))
    assert isinstance(store, FileStore)
    assert len(store.open(store.served())) > 0


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:s3cret@h:port/d",
        "postgresql://u:s3cret@[h/d",
        "postgresql://u:s3cret@a,b,c/d?port=4,5",
        "postgresql://u:s3cret@a,b/d?port=4,5,6",
        "postgresql://h/d?s3cret=1",
    ],
)
def test_a_url_that_cannot_be_used_is_an_error_that_does_not_repeat_it(url: str) -> None:
    with pytest.raises(SettingsError, match="write postgresql://USER@HOST") as caught:
        store_of(Settings(index=url))
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_serving_files_imports_no_database_package_and_a_url_says_what_is_missing() -> None:
    program = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from chatbot.settings import Settings; from chatbot.web.app import create_app; from chatbot.errors import *\n"
        "create_app(Settings()); print([m for m in sys.modules if m.startswith(('psycopg_', 'chatbot.postgres'))])\n"
        "try: create_app(Settings(index='postgresql://u:s3cret@h/d'))\n"
        "except SettingsError as error: print(error)\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, env=environment(), check=True)
    assert done.stdout.splitlines() == [
        "[]",
        "index: postgresql://h/d needs the package psycopg; run: pip install -r requirements-postgres.txt",
    ]
