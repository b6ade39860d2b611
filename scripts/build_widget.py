#!/usr/bin/env python3
"""Bundle the chat widget: its modules and styles become one file, and the README shows that file's digest.

The result is committed, so that serving needs no Node.js. `--check` writes nothing and exits 1 where the committed file
is not what the sources give; the tests run it.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
WIDGET = PROJECT / "chatbot" / "web" / "static" / "widget"
BUNDLE = WIDGET / "dist" / "widget.js"
README = WIDGET / "README.md"
OLDEST = {"firefox": "101", "safari": "16.4", "chrome": "108"}  # constructed style sheets; in the README, too
_TARGET = "--target=" + ",".join(name + version for name, version in OLDEST.items())
_CONSTANTS = {"Node.DOCUMENT_POSITION_FOLLOWING": 4, "NodeFilter.SHOW_TEXT": 4}  # as the DOM standard has them
_ESBUILD = PROJECT / "node_modules" / ".bin" / "esbuild"
_INTEGRITY = re.compile(r"sha384-[A-Za-z0-9+/=]{64}")


def install() -> None:
    """Install the tools of package-lock.json into node_modules, where esbuild is not there in its pinned version."""
    pinned = json.loads((PROJECT / "package.json").read_bytes())["devDependencies"]["esbuild"]
    found = PROJECT / "node_modules" / "esbuild" / "package.json"
    if found.is_file() and json.loads(found.read_bytes())["version"] == pinned:
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing; install Node.js 20 or newer, which bundling and testing the widget needs")
    if subprocess.run([npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=PROJECT, check=False).returncode != 0:
        sys.exit("npm ci failed; see above, then run this again")


def bundle() -> bytes:
    """Return the one file that a page loads."""
    styles = _esbuild(str(WIDGET / "src" / "styles" / "main.css"), "--bundle", "--minify", _TARGET)
    return _esbuild(
        str(WIDGET / "src" / "main.js"),
        "--bundle",
        "--minify",
        "--format=esm",
        _TARGET,
        "--charset=utf8",
        "--legal-comments=none",
        *(f"--define:{name}={value}" for name, value in _CONSTANTS.items()),
        f"--define:STYLES={json.dumps(styles.decode().strip())}",
    )


def _esbuild(*arguments: str) -> bytes:
    done = subprocess.run([str(_ESBUILD), *arguments], stdout=subprocess.PIPE, cwd=PROJECT, check=False)
    if done.returncode != 0:
        sys.exit(f"esbuild failed with code {done.returncode}; see above")
    return done.stdout


def integrity(code: bytes) -> str:
    """Return the value of the `integrity` attribute for these bytes."""
    return f"sha384-{base64.b64encode(hashlib.sha384(code).digest()).decode()}"


def main(arguments: list[str] | None = None) -> int:
    """Build or check; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare with what is committed")
    check = parser.parse_args(arguments).check
    install()
    code = bundle()
    readme = README.read_text(encoding="utf-8")
    shown = _INTEGRITY.sub(lambda _: integrity(code), readme)
    if check:
        same = BUNDLE.is_file() and BUNDLE.read_bytes() == code and readme == shown
        sys.stdout.write("the bundle is up to date\n" if same else "the bundle is stale; run scripts/build_widget.py\n")
        return 0 if same else 1
    BUNDLE.parent.mkdir(exist_ok=True)
    BUNDLE.write_bytes(code)
    README.write_text(shown, encoding="utf-8")
    sys.stdout.write(f"{BUNDLE.relative_to(PROJECT)}: {len(code):,} bytes, {integrity(code)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
