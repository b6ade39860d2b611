"""A corpus in many editions: every text of an edition names it, so that an answer that mixes two is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chatbot.indexing.versions import IndexFolder
from tests.indexes import index_of

ARTICLES = {
    "kettle": "The kettle boils when water inside it reaches one hundred degrees.",
    "anchor": "The anchor holds a ship where the water is shallow enough.",
    "candle": "The candle burns down in an hour when no wind blows.",
    "ladder": "The ladder leans against the wall and bears one person.",
}
QUESTIONS = ("When does the kettle boil?", "What holds a ship?", "How long does the candle burn?", "ladder and anchor")


@dataclass(frozen=True)
class Editions:
    """Versions of one index folder, by edition."""

    folder: Path
    versions: tuple[str, ...]

    @classmethod
    def build(cls, number: int, work: Path, name: str) -> Editions:
        """Build so many editions, one after the other."""
        versions = []
        for edition in range(number):
            corpus = work / f"{edition}"
            corpus.mkdir(parents=True)
            for title, text in ARTICLES.items():
                content = f"---\ntitle: {title} {mark(edition)}\n---\n\n## {title}\n\n{text} This is {mark(edition)}.\n"
                (corpus / f"{title}.md").write_text(content)
            folder = index_of(corpus, name)
            versions.append(IndexFolder(folder).current())
        return cls(folder, tuple(versions))

    def serve(self, edition: int) -> Path:
        """Let the folder serve an edition, and return the folder."""
        IndexFolder(self.folder).point_to(self.versions[edition])
        return self.folder


def mark(edition: int) -> str:
    """Return the words by which a text names its edition."""
    return f"edition x{edition:03}x"
