#!/usr/bin/env python3
"""Look after an index in PostgreSQL: make its tables, publish into it, list, go back, remove what is old.

    scripts/database.py create --publisher ROLE --reader ROLE   tables, and who may do what (as an administrator)
    scripts/database.py publish [--from DIR]                    a generation of what an index folder serves
    scripts/database.py list                                    the generations, the newest first
    scripts/database.py rollback [VERSION]                      serve what was served before, or the one named
    scripts/database.py prune [--keep N]                        remove all but the N served last

The database is the setting `index`, a postgresql:// URL, or --index URL. Exits 0 when all is well, 1 when something
cannot be done, 2 when the arguments or settings are wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._postgres  # noqa: F401  # before anything that needs a package

# isort: split
import psycopg

from chatbot.errors import ChatbotError, SettingsError
from chatbot.postgres import schema, upkeep
from chatbot.postgres.address import Address
from chatbot.postgres.publishing import publish
from chatbot.settings import Settings, load_settings
from chatbot.stores import is_database, shown
from scripts._commands import actions_of, complain, say, versions_kept

DIMENSIONS = 384  # of the default encoder's vectors


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    asked = _arguments(arguments)
    try:
        settings = load_settings()
        index = asked.index or settings.index
        if not is_database(index):
            raise SettingsError(f"index is {index!r}; set CHATBOT_INDEX, or --index, to a postgresql:// URL")
        address = Address.parse(index)
    except SettingsError as error:
        return complain(error, 2)
    try:
        say(_done(asked, index, address, settings))
    except psycopg.Error as error:
        return complain(upkeep.failure(error), 1)
    except ChatbotError as error:
        return complain(error, 1)
    return 0


def _done(asked: argparse.Namespace, index: str, address: Address, settings: Settings) -> str:
    """Do what is asked and return a sentence about it."""
    match asked.action:
        case "create":
            with psycopg.connect(address.primary(), autocommit=True) as connection:
                schema.create(connection, asked.dimensions, asked.publisher, asked.reader)
            return f"{shown(index)}: {asked.publisher} may publish; {', '.join(asked.reader) or 'nobody'} may read"
        case "publish":
            return str(publish(asked.folder, index, settings.keep_versions, settings.pinned_versions))
        case "list":
            return "\n".join(_listed(upkeep.generations(address)))
        case "rollback":
            return f"serving {upkeep.roll_back(address, asked.version)}; servers notice within a second"
        case _:
            pruned = upkeep.prune(address, asked.keep, settings.pinned_versions)
            gone = "\n".join(f"removed {version}" for version in pruned.versions)
            return f"{gone}\narticles removed: {pruned.articles:,}" if gone else "nothing to remove"


def _listed(kept: list[upkeep.Kept]) -> list[str]:
    rows = [f"{'':8}{'generation':>10}  {'version':18}{'published':18}{'passages':>10}"]
    for one in reversed(kept):
        mark = "served" if one.served else ""
        rows.append(f"{mark:8}{one.number:>10}  {one.version:18}{one.published:%Y-%m-%d %H:%M}  {one.passages:>10,}")
    return rows if kept else ["there is no generation yet; run: scripts/database.py publish"]


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Look after an index in PostgreSQL.")
    told = {
        "create": "make the tables, and say which roles may publish and read",
        "publish": "make a generation of what an index folder serves",
        "list": "show the generations, the newest first",
        "rollback": "serve the generation that was served before, or the one of a version",
        "prune": "remove old generations; those of the setting pinned_versions stay",
    }
    parts = actions_of(parser, told, None, "URL", "the database (default: the setting index)")
    parts["create"].add_argument("--publisher", required=True, metavar="ROLE", help="owns the tables and writes")
    parts["create"].add_argument("--reader", action="append", default=[], metavar="ROLE", help="reads; may be repeated")
    dimensions = "of a vector, as the encoder makes it [%(default)s]"
    parts["create"].add_argument("--dimensions", type=int, default=DIMENSIONS, metavar="N", help=dimensions)
    parts["publish"].add_argument(
        "--from", dest="folder", type=Path, default=Path("index"), metavar="DIR", help="the index folder [%(default)s]"
    )
    parts["rollback"].add_argument("version", nargs="?", default="", metavar="VERSION", help="the version to serve")
    keep = parts["prune"].add_argument
    keep("--keep", type=versions_kept, default=3, metavar="N", help="generations to keep [%(default)s]")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
