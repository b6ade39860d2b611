"""Encoders in the database: put there by the publisher, fetched once by each app server into a folder of its own.

An app server needs no more than the database's address: 24 MB come over when a new encoder is first met.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from psycopg import Connection

from chatbot.errors import DamagedIndexError, EncoderMismatchError
from chatbot.indexing.encoder import CONFIG, EncoderConfig
from chatbot.indexing.manifest import check_files
from chatbot.postgres import queries
from chatbot.postgres.servers import Servers

_PART = 1 << 20  # bytes of a row
_LONG = 120.0  # seconds that fetching may take


def store(connection: Connection[Any], folder: Path, fingerprint: str) -> None:
    """Put the encoder of `folder` into the database, unless it is there."""
    found = connection.execute("SELECT 1 FROM encoder WHERE fingerprint = %s LIMIT 1", (fingerprint,)).fetchone()
    if found:
        return
    with connection.cursor() as cursor:
        for name in (CONFIG, *sorted(EncoderConfig.read(folder).sha256)):
            content = (folder / name).read_bytes()
            parts = [content[start : start + _PART] for start in range(0, len(content), _PART)]
            rows = [(fingerprint, name, number, part) for number, part in enumerate(parts)]
            cursor.executemany("INSERT INTO encoder VALUES (%s, %s, %s, %b)", rows)


def fetch(servers: Servers, fingerprint: str, folder: Path) -> Path:
    """Return the folder of an encoder, under `folder`; fetch it where it is not there, whole or not at all.

    Raises:
        EncoderMismatchError: no server has it, or the folder cannot be written.
        DamagedIndexError: what came is not what it should be.
    """
    target = folder / fingerprint
    if not _whole(target):
        values = {"fingerprint": fingerprint}
        found = servers.read(lambda c: c.execute(queries.ENCODER, values, binary=True).fetchall(), _LONG)
        if not found:
            raise EncoderMismatchError(f"the database does not hold the encoder {fingerprint[:16]}; publish again")
        try:
            _write(found, target)
        except OSError as error:
            raise EncoderMismatchError(
                f"{folder}: the encoder cannot be kept there ({error.strerror}); set encoders to a folder that can be "
                "written"
            ) from error
        check_files(target, EncoderConfig.read(target).sha256)
    return target


def _whole(folder: Path) -> bool:
    try:
        check_files(folder, EncoderConfig.read(folder).sha256)
    except DamagedIndexError:
        return False
    return True


def _write(rows: list[tuple[Any, ...]], target: Path) -> None:
    """Write files beside `target` and rename: another process may fetch the same encoder at the same time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix=".tmp-"))
    made = work / target.name
    try:
        made.mkdir()
        for name, content in rows:
            with (made / Path(name).name).open("ab") as file:
                file.write(content)
        made.chmod(0o755)
        if target.exists():
            target.rename(work / "damaged")
        try:
            os.rename(made, target)  # noqa: PTH104  a folder that another process has put there makes it fail, as it should
        except OSError:
            if not _whole(target):
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
