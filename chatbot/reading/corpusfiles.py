"""A corpus folder -> the files in it that hold articles, in the order of their paths. Reads no article.

Taken are .md, .markdown, .mdx, .html, .htm, .txt and .jsonl, in the folder and all folders below. Passed over are
hidden files and folders (a name that begins with "."), files that accompany a corpus (README, LICENSE, CHANGELOG or
CONTRIBUTING in one of these formats; robots.txt, requirements.txt, questions.jsonl), the folder of pictures and frames
that a browser saves beside a page ("NAME_files" beside NAME.html), the sources from which Sphinx made its pages and
put beside them (`_sources`) and every other format; documents among these are reported. A symbolic link is followed to
a file inside the folder. A linked folder is not entered: its files have a place of their own.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from chatbot.errors import Fault, Severity

MARKDOWN = (".md", ".markdown", ".mdx")
HTML = (".html", ".htm")
PAGES = (*MARKDOWN, *HTML, ".txt")  # files that hold one article each
SUFFIXES = (*PAGES, ".jsonl")
_FORMATS = f"articles are {', '.join(SUFFIXES)} files"
_COMPANIONS = ("readme", "license", "licence", "changelog", "contributing")
_COMPANION_FILES = ("robots.txt", "requirements.txt", "questions.jsonl")
_OTHER_DOCUMENTS = (
    *(".adoc", ".doc", ".docx", ".epub", ".mht", ".mhtml", ".odt", ".org", ".pdf", ".rst", ".rtf"),
    *(".webarchive", ".xhtml"),
)
_SAVED_BESIDE = ("_files", "-Dateien", "_fichiers", "_archivos")  # by browsers in several languages
_SPHINX_SOURCES, _SPHINX_PAGES, _SPHINX_SOURCE = "_sources", "genindex.html", ".rst.txt"
_SETTLED = 2_000_000_000  # nanoseconds, the coarsest clock of a file system


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file with articles; `name` is its path relative to the corpus, with "/" between folders."""

    path: Path
    name: str

    @property
    def suffix(self) -> str:
        """The suffix in lower case, which tells the format."""
        return self.path.suffix.lower()

    @property
    def article_id(self) -> str:
        """The id of the article in it: the name without suffix, in the same Unicode form on every file system."""
        return unicodedata.normalize("NFC", self.name[: -len(self.suffix)])


def corpus_files(corpus: Path) -> tuple[list[CorpusFile], list[Fault]]:
    """Return the article files of a folder, or of a single file, and what is wrong with files before they are read."""
    if corpus.is_dir():
        return _in_folder(corpus)
    if not corpus.is_file():
        seen = "there is no such file or folder" if not corpus.exists() else "it is neither a file nor a folder"
        return [], [Fault(corpus.name or str(corpus), 0, seen, "name a folder with articles, or one article file")]
    if corpus.suffix.lower() not in SUFFIXES:
        return [], [Fault(corpus.name, 0, f'"{corpus.suffix}" is no format of articles', _FORMATS)]
    return [CorpusFile(corpus, corpus.name)], []


def state_of(corpus: Path) -> str | None:
    """Return a digest of all article files' names, sizes and times of change: equal state, equal files.

    None where a file cannot be looked at, or was changed so recently that one more change might leave it as it is.
    """
    digest = hashlib.sha256()
    files, faults = corpus_files(corpus)
    latest = time.time_ns() - _SETTLED
    try:
        for file in files:
            seen = file.path.stat()
            if max(seen.st_mtime_ns, seen.st_ctime_ns) > latest:
                return None
            digest.update(f"{file.name}\0{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}\n".encode())
    except OSError:
        return None
    digest.update("\n".join(map(str, faults)).encode())
    return digest.hexdigest()


def _in_folder(root: Path) -> tuple[list[CorpusFile], list[Fault]]:
    files: list[CorpusFile] = []
    faults: list[Fault] = []
    for path in _walk(root, faults):
        name = path.relative_to(root).as_posix()
        fault = _fault(path, name, root)
        if fault:
            faults.append(fault)
        elif path.suffix.lower() in SUFFIXES and not path.is_dir():
            files.append(CorpusFile(path, name))
    if not files and not faults:
        faults.append(Fault(root.name or str(root), 0, "the folder holds no articles", _FORMATS))
    return sorted(files, key=lambda file: file.name), faults


def _walk(root: Path, faults: list[Fault]) -> Iterator[Path]:
    """Yield every file and linked folder below `root` that is not hidden, in no particular order."""

    def note(error: OSError) -> None:
        name = _printable(Path(error.filename).relative_to(root).as_posix())
        faults.append(Fault(name, 0, f"the folder cannot be read ({error.strerror})", "correct its permissions"))

    for folder, folders, names in os.walk(root, onerror=note):
        folders[:] = [name for name in folders if not (name.startswith(".") or _belongs_to_page(name, names))]
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        for path in (Path(folder, name) for name in (*names, *linked) if not name.startswith(".")):
            is_companion = path.suffix.lower() in SUFFIXES and path.stem.lower() in _COMPANIONS
            if not is_companion and path.name.lower() not in _COMPANION_FILES:
                yield path


def _belongs_to_page(folder: str, names: Collection[str]) -> bool:
    """Tell a folder that a browser saved with one of the pages `names` beside it, or what Sphinx made them from."""
    if folder == _SPHINX_SOURCES:
        return _SPHINX_PAGES in names
    page = next((folder.removesuffix(end) for end in _SAVED_BESIDE if folder.endswith(end)), None)
    return page is not None and (f"{page}.html" in names or f"{page}.htm" in names)


def _fault(path: Path, name: str, root: Path) -> Fault | None:
    """Return what keeps a file from being read at all; of other formats only documents are worth a word."""
    is_source = path.name.lower().endswith(_SPHINX_SOURCE)
    if path.suffix.lower() in _OTHER_DOCUMENTS or is_source:
        form = _SPHINX_SOURCE if is_source else path.suffix
        seen = f'the document is not read: "{form}" is no format of articles'
        return Fault(_printable(name), 0, seen, _FORMATS, Severity.WARNING)
    if path.suffix.lower() not in SUFFIXES and not path.is_dir():
        return None
    if name != _printable(name):
        return Fault(_printable(name), 0, "the file's name is not UTF-8", "rename the file")
    if path.is_symlink():
        return _link_fault(path, name, root)
    if not stat.S_ISREG(path.stat().st_mode):
        return Fault(name, 0, "it is no regular file", "replace it with a file")
    return None


def _link_fault(path: Path, name: str, root: Path) -> Fault | None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: links that lead in a circle
        return Fault(name, 0, "the symbolic link leads nowhere", "remove it, or put the file in its place")
    if not target.is_relative_to(root.resolve()):
        seen = "the symbolic link leads out of the corpus folder"
        return Fault(name, 0, seen, "put a copy of what it names in its place")
    if not target.is_dir() and not target.is_file():
        return Fault(name, 0, "the symbolic link leads to no regular file", "remove it")
    return None


def _printable(name: str) -> str:
    """Return a file's name as it can be printed: what is not UTF-8 becomes U+FFFD."""
    return os.fsencode(name).decode("utf-8", "replace")
