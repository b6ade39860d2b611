"""Articles as they are now -> an index folder that serves them, for a look before they are published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from chatbot.coverage.progress import Step, Tell, bar, quiet
from chatbot.indexing.build import BuildOptions, Progress, build_index
from chatbot.indexing.staleness import is_stale
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.article import Article
from chatbot.reading.folder import Corpus
from chatbot.settings import Settings
from chatbot.stores import local_folder

ASIDE = "coverage"
"""In the index folder: where articles are indexed that nobody has published. A build takes over what it encoded."""


class ReadOnce(Corpus):
    """A corpus whose files are read once, for programs that end soon: what is edited after that is not noticed."""

    def __init__(self, folder: Path, *, max_article_bytes: int, today: date) -> None:
        super().__init__(folder, max_article_bytes=max_article_bytes, today=today)
        self._kept: list[Article] | None = None
        self._state = super().state

    def __iter__(self) -> Iterator[Article]:
        if self._kept is None:
            self._kept = list(super().__iter__())
        return iter(self._kept)

    @property
    def state(self) -> str | None:
        """A digest of the files as they lay there before they were read, None where only reading tells."""
        return self._state


def index_of(articles: Corpus, settings: Settings) -> Path:
    """Return an index folder that serves these articles as they are now, built where there is none.

    A look must not publish: where the index folder serves another version, they are indexed in a folder of their own,
    which takes over what the served version holds of them and keeps one version.

    Raises:
        CorpusError: files of the corpus cannot be read.
        BuildError: the build failed.
    """
    folder = local_folder(settings.index)
    options = BuildOptions(settings.model, settings.threads, settings.keep_versions, settings.pinned_versions)
    if not is_stale(articles, folder, options.model):
        return folder
    if (folder / "current").exists():
        served, folder = IndexFolder(folder), folder / ASIDE
        IndexFolder(folder).share_encoders(served.encoders)
        options = BuildOptions(settings.model, settings.threads, keep=1, reuse=served.root)
        if not is_stale(articles, folder, options.model):
            return folder
    with bar() as step:
        build_index(articles, folder, options, of_build(step))
    return folder


def of_build(begin: Step) -> Progress:
    """Return what a build tells its progress to; it begins a step wherever the build names another one."""
    name = ""
    tell: Tell = quiet

    def told(step: str, done: int, total: int | None) -> None:
        nonlocal name, tell
        if step != name:
            name, tell = step, begin(step)
        tell(done, total)

    return told
