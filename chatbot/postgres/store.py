"""A database as a store of index versions: which one is served, and that one opened.

Any server may be behind the primary for a moment, so all of them are asked which version is served, and the one whose
pointer has moved most often is right.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path

import psycopg
from psycopg.rows import TupleRow

from chatbot.errors import EncoderMismatchError, IndexingError, NoIndexError, UnreachableIndexError
from chatbot.indexing.encoder import FEWEST_REMEMBERED, OnnxEncoder
from chatbot.indexing.models import model_name
from chatbot.postgres import encoders, queries
from chatbot.postgres.address import Address
from chatbot.postgres.index import DatabaseIndex
from chatbot.postgres.layout import Layout
from chatbot.postgres.reading import Generation, Reading
from chatbot.postgres.schema import check_format
from chatbot.postgres.server import ReadConnection
from chatbot.postgres.servers import AbsentError, Servers
from chatbot.settings import Settings

_LONG = 30.0  # seconds that opening may take


class Database:
    """Opens generations; those that one encoder made share it in memory. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        """Prepare to read what `settings.index` names; nothing is asked yet.

        Raises:
            SettingsError: `settings.index` is no PostgreSQL URL.
        """
        self._settings = settings
        self._remembered = max(settings.vector_cache, FEWEST_REMEMBERED)
        self._servers = Servers(Address.parse(settings.index), settings.connections)
        self._encoder: OnnxEncoder | None = None
        self._gone = False  # the tables, or the right to read them, when they were last looked at

    def close(self) -> None:
        """Close all connections."""
        self._servers.close()

    def served(self) -> str:
        """Return the id of the version that is to be served.

        Raises:
            NoIndexError: nothing has been published yet.
            OtherReleaseError: another release made the tables.
            UnreachableIndexError: no server answers.
            IndexingError: the role may not read it.
        """
        try:
            found = [row for rows in self._servers.read_all(_served) for row in rows]
        except IndexingError as error:
            self._gone = not isinstance(error, UnreachableIndexError)
            raise
        for layout, _, _ in found:
            check_format(layout)
        versions = sorted((moves, version) for _, moves, version in found if version)
        self._gone = not versions
        if not versions:
            raise NoIndexError("the database holds no index yet; run: scripts/database.py publish")
        return str(versions[-1][1])

    def kept(self) -> list[str]:
        """Return the ids of all versions that are there, the oldest first.

        Raises:
            UnreachableIndexError: no server answers.
            IndexingError: the role may not read it.
        """
        found = self._servers.read_all(lambda connection: connection.execute(queries.KEPT).fetchall())
        return list(dict.fromkeys(version for rows in found for (version,) in rows))

    def before(self, version: str) -> str:
        """Return the version that was served last before this one and is still there, "" where there is none.

        Raises:
            UnreachableIndexError: no server answers.
            IndexingError: the role may not read it.
        """
        found = self._servers.read_all(lambda connection: connection.execute(queries.HISTORY).fetchall())
        served = max((rows for rows in found if rows), key=lambda rows: int(rows[0][0]), default=[])
        return next((str(one) for _, one in reversed(served) if one != version), "")

    def open(self, version: str) -> DatabaseIndex:
        """Open a version.

        Raises:
            UnreachableIndexError: no server answers, or none has it.
            EncoderMismatchError: its encoder cannot be had, or the settings name another one.
        """
        generation, model = self._servers.read(lambda connection: _generation(connection, version), _LONG)
        wanted = self._settings.model
        if wanted and model_name(wanted) != model:
            raise EncoderMismatchError(
                f"the published index was made by the encoder {model}, the settings name {wanted}; publish one made by "
                "it, or change the setting"
            )
        encoder = self._encoder_of(generation.fingerprint)
        return DatabaseIndex(Reading(self._servers, generation), encoder, self._remembered)

    def trace(self, version: str) -> Hashable:
        """Return what changes when a version can no longer be read; its rows are never changed."""
        return version, self._gone

    def _encoder_of(self, fingerprint: str) -> OnnxEncoder:
        if self._encoder is None or self._encoder.fingerprint != fingerprint:
            folder = encoders.fetch(self._servers, fingerprint, Path(self._settings.encoders))
            self._encoder = OnnxEncoder(folder, self._settings.threads, self._remembered)
        return self._encoder


def _served(connection: ReadConnection) -> list[TupleRow]:
    try:
        return connection.execute(queries.SERVED).fetchall()
    except psycopg.errors.UndefinedTable:
        return []


def _generation(connection: ReadConnection, version: str) -> tuple[Generation, str]:
    found = connection.execute(queries.GENERATION, {"version": version}, binary=True).fetchone()
    if not found:
        raise AbsentError
    number, model, fingerprint, mean_length, searched, layout = found
    return Generation(number, version, fingerprint, mean_length, searched, Layout.unpack(layout)), str(model)
