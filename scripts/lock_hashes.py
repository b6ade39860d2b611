#!/usr/bin/env python3
"""Write requirements-serve.lock: every package that serving needs, with the sha256 of each file that PyPI has of it.

    scripts/lock_hashes.py          after a version changed in requirements-serve.txt or constraints.txt

Versions are those installed here, which the requirements files pin; the digests come from PyPI's Simple API (PEP 691).
What compiles an encoder, and what tests, is pinned by version alone: of torch there are builds that PyPI does not have.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package

# isort: split
from packaging.requirements import Requirement
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version

from scripts._commands import complain
from scripts._environment import PROJECT

REQUIREMENTS = PROJECT / "requirements-serve.txt"
LOCK = REQUIREMENTS.with_suffix(".lock")
_HEAD = "# Written by scripts/lock_hashes.py; installed with: pip install --require-hashes --no-deps -r {}\n"
_SECONDS = 30  # that PyPI has for one answer


def main(arguments: list[str] | None = None) -> int:
    """Write the file; return the exit status."""
    told = f"Ask PyPI for the digests of the packages that serving needs, and write them to {LOCK.name}."
    argparse.ArgumentParser(description=told).parse_args(arguments)
    try:
        entries = [entry(name, version, digests(name, version)) for name, version in sorted(needed().items())]
    except OSError as error:
        return complain(f"PyPI cannot be asked ({error}); {LOCK.name} is as it was", 1)
    LOCK.write_text(_HEAD.format(LOCK.name) + "".join(entries), encoding="utf-8")
    return 0


def needed() -> dict[str, str]:
    """Return the names of the packages of requirements-serve.txt and of all that they require, with their versions."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    waiting = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    found: dict[str, str] = {}
    while waiting:
        name = canonicalize_name(waiting.pop().name)
        if name not in found:
            package = distribution(name)
            found[name] = package.version
            asked = map(Requirement, package.requires or ())
            waiting += [r for r in asked if r.marker is None or r.marker.evaluate({"extra": ""})]
    return found


def digests(name: str, version: str) -> list[str]:
    """Return the sha256 of each file of a release, as PyPI states it.

    Raises:
        OSError: PyPI cannot be reached, or has no such release.
    """
    asked = Request(f"https://pypi.org/simple/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urlopen(asked, timeout=_SECONDS) as response:  # noqa: S310  the address above
        files = json.load(response)["files"]
    found = sorted(file["hashes"]["sha256"] for file in files if _version(file["filename"]) == Version(version))
    if not found:
        raise FileNotFoundError(f"it has no file of {name} {version}")
    return found


def _version(file: str) -> Version | None:
    """Return the version in a file's name; None for files of a kind that pip no longer installs."""
    try:
        return (parse_wheel_filename if file.endswith(".whl") else parse_sdist_filename)(file)[1]
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None


def entry(name: str, version: str, hashes: Iterable[str]) -> str:
    """Return the lines of one package."""
    return " \\\n    ".join([f"{name}=={version}", *(f"--hash=sha256:{digest}" for digest in hashes)]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
