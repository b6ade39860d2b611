"""The setting `index` -> where index versions come from: a folder of files, or a PostgreSQL database.

A server that serves files must start without the database's packages, so the database's modules are imported only where
a URL asks for them. This is the one place that does so, by names that are written here and nowhere computed; every
other import in the package stands at the top of its module, and `tests/test_architecture.py` checks that they
lead to a room above this one, that nothing else names them, and that files are served without psycopg.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from chatbot.errors import SettingsError
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.versions import FileStore
from chatbot.settings import Settings

DATABASE = "chatbot.postgres.store"
"""The module whose `Database` opens generations."""

PUBLISHING = "chatbot.postgres.publishing"
"""The module whose `publish` makes a generation of an index folder's served version."""

_BUILT = "index"  # the folder in which an index is built before it goes into a database
_SCHEMES = ("postgresql", "postgres")
_PASSWORD = re.compile(r"password\s*=", re.IGNORECASE)  # as in libpq's "host=H dbname=D password=P"
_USER = re.compile(r"^[^@/]*@")  # up to the first @, as libpq reads it: a ? or # before that belongs to the password
_SERVER = re.compile(r"(?:[^:,\[\]]*|\[[^\]]*\])(?::\d*)?")  # host, host:port or [host]:port


class Store(Protocol):
    """Where versions come from, as `indexing.versions.FileStore` and `postgres.store.Database`."""

    def served(self) -> str:
        """Return the id of the version that is to be served."""

    def kept(self) -> list[str]:
        """Return the ids of all versions that are there."""

    def before(self, version: str) -> str:
        """Return the version that was served last before this one and is still there, "" where there is none."""

    def open(self, version: str) -> PassageIndex:
        """Open a version, every checksum compared."""

    def trace(self, version: str) -> Hashable:
        """Return what changes when somebody touches a version."""


def is_database(index: str) -> bool:
    """Tell whether the setting names a database.

    Raises:
        SettingsError: it names a place of another kind. The message does not repeat it: it may hold a password.
    """
    scheme, is_url, _ = index.partition("://")
    if is_url and scheme in _SCHEMES:
        return True
    if is_url or _PASSWORD.search(index):
        raise SettingsError("index: neither a folder nor a URL that begins with postgresql://; write one of them")
    return False


def shown(index: str) -> str:
    """Return the setting as it may be shown and logged: of a URL the servers and the database, no user, no password.

    Of a URL without servers where they should stand nothing is shown: they may be part of a password.
    """
    if not is_database(index):
        return index
    place = _USER.sub("", index.partition("://")[2]).partition("?")[0].rpartition("@")[2]
    servers = place.partition("/")[0].split(",")
    return f"postgresql://{place if all(map(_SERVER.fullmatch, servers)) else '...'}"


def local_folder(index: str) -> Path:
    """Return the folder of files that belongs to the setting: of a database, the one where its indexes are built.

    Raises:
        SettingsError: as `is_database`.
    """
    return Path(_BUILT if is_database(index) else index)


def publish(folder: Path, index: str, settings: Settings) -> str:
    """Make a generation in the database `index` of what `folder` serves; return a sentence about it.

    Old generations make room, as the settings `keep_versions` and `pinned_versions` say.

    Raises:
        SettingsError: the URL cannot be used, or the packages for it are not installed.
        IndexingError: the folder holds no whole version, or the database does not take it; nothing was published.
    """
    made = cast("Callable[[Path, str, int, Collection[str]], object]", _module(PUBLISHING, index).publish)
    return str(made(folder, index, settings.keep_versions, settings.pinned_versions))


def store_of(settings: Settings) -> Store:
    """Return the store that `settings.index` names.

    Raises:
        SettingsError: it is a URL that cannot be used, or the packages for it are not installed.
    """
    if not is_database(settings.index):
        return FileStore(Path(settings.index), settings)
    return cast("Callable[[Settings], Store]", _module(DATABASE, settings.index).Database)(settings)


def _module(name: str, index: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"index: {shown(index)} needs the package {error.name}; run: pip install -r requirements-postgres.txt"
        ) from error
