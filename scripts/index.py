#!/usr/bin/env python3
"""Look after the versions of an index folder: list, verify, rollback, prune.

    scripts/index.py list                     what is there, and which version is served
    scripts/index.py verify [VERSION ...]     read every file; exit 1 and name those that are damaged
    scripts/index.py rollback [VERSION]       serve the version before, or the one named
    scripts/index.py prune [--keep N]         remove all but the N served last; a build does so for keep_versions

Exits 0 when all is well, 1 when something is damaged or cannot be done, 2 when the arguments or settings are wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package
from chatbot.errors import ChatbotError, OtherReleaseError, SettingsError
from chatbot.indexing.upkeep import StoredVersion, is_building, list_versions, prune, roll_back, verify
from chatbot.indexing.versions import IndexFolder
from chatbot.settings import load_settings
from chatbot.stores import is_database, shown
from scripts._commands import OutputError, actions_of, complain, say, versions_kept


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says; return the exit status."""
    try:
        settings = load_settings()
        asked = _arguments("" if is_database(settings.index) else settings.index, arguments)
        if not asked.index:
            raise SettingsError(
                f"what is served stands in {shown(settings.index)}; see scripts/database.py --help, or name the folder "
                "in which it is built with --index DIR"
            )
    except SettingsError as error:
        return complain(error, 2)
    place = IndexFolder(Path(asked.index))
    try:
        if asked.action == "list":
            return _list(place)
        if asked.action == "verify":
            return _verify(place, asked.versions)
        if asked.action == "rollback":
            say(f"serving {roll_back(place, asked.version)}; servers notice within a second")
            if is_building(place):
                say("a build is running: what it makes is served when it has ended, unless you stop it")
        else:
            gone = prune(place, asked.keep, settings.pinned_versions)
            say("\n".join(f"removed {version}" for version in gone) or "nothing to remove")
    except OutputError:
        raise
    except OSError as error:
        where = error.filename or place.root
        return complain(f"{where}: {error.strerror}; whoever runs this must be able to read and write there", 1)
    except ChatbotError as error:
        return complain(error, 1)
    return 0


def _arguments(index: str, arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Look after the versions of an index folder.")
    told = {
        "list": "show the versions, the newest first",
        "verify": "read every file and compare it with its checksum",
        "rollback": "serve the version before, or the one named",
        "prune": "remove old versions; those of the setting pinned_versions stay",
    }
    parts = actions_of(parser, told, index, "DIR", "the index folder [%(default)s]")
    parts["verify"].add_argument("versions", nargs="*", metavar="VERSION", help="versions to verify [all]")
    parts["rollback"].add_argument("version", nargs="?", default="", metavar="VERSION", help="the version to serve")
    parts["prune"].add_argument(
        "--keep", type=versions_kept, default=3, metavar="N", help="versions to keep [%(default)s]"
    )
    return parser.parse_args(arguments)


def _list(place: IndexFolder) -> int:
    versions = list_versions(place)
    if not versions:
        return complain(
            f"{place.root}: there is no version; run: scripts/build_index.py CORPUS --index {place.root}", 1
        )
    say(f"{'':8}{'version':18}{'written':18}{'articles':>9}{'passages':>10}{'bytes':>15}")
    for one in versions:
        say(_row(one))
    return 0


def _row(one: StoredVersion) -> str:
    mark = "served" if one.served else ""
    start = f"{mark:8}{one.id:18}{one.written:%Y-%m-%d %H:%M}  "
    if one.manifest is None:
        seen = "another release wrote it" if one.others else "its manifest is damaged"
        return f"{start}{seen}; see scripts/index.py verify"
    counts = one.manifest.counts
    return start + f"{counts['articles']:>9,}{counts['passages']:>10,}{one.bytes:>15,}"


def _verify(place: IndexFolder, versions: list[str]) -> int:
    served = place.current()  # a damaged pointer is damage, too
    status = 0
    for version in versions or sorted({served, *place.version_ids()}):
        try:
            faults = verify(place, version)
        except OtherReleaseError as error:  # no fault, unless this release is to serve it
            say(f"{version}: another release's")
            status = complain(error, 1 if version == served else status)
            continue
        say(f"{version}: " + ("whole" if not faults else "DAMAGED"))
        for fault in faults:
            status = complain(fault, 1)
    return status


if __name__ == "__main__":
    sys.exit(main())
