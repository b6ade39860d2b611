"""A file whose only errors are uneven table rows -> its article with even rows, so that other rules can check it.

Rows are mended in memory, each on its own line, so that every place in the article is that of the file. A row that is
mended is reported all the same.
"""

from __future__ import annotations

from pathlib import Path, PurePath

from chatbot.coverage.lint.markup import markup_of
from chatbot.coverage.lint.page import source_of
from chatbot.reading.article import Article
from chatbot.reading.corpusfiles import MARKDOWN
from chatbot.reading.folder import READERS
from chatbot.reading.pipes import cells_of

_WITH_ROWS = (*MARKDOWN, ".txt")  # formats in which a row of a table is a line


def mended(source: str, corpus: Path) -> Article | None:
    """Return the article of a file with its tables made even, None where that does not make it readable."""
    suffix = PurePath(source).suffix.lower()
    raw = source_of(source, corpus) if suffix in _WITH_ROWS else None
    if raw is None:
        return None
    text = raw.decode("utf-8", "replace")
    lines = text.split("\n")
    for rows in markup_of(source, text).tables:
        width = rows[0][1]
        for line, cells in rows[1:]:
            if cells != width:
                lines[line - 1] = _even(lines[line - 1], width)
    name = PurePath(source).with_suffix("").as_posix()
    article, _ = READERS[suffix]("\n".join(lines).encode("utf-8", "replace"), article_id=name, source=source)
    return article


def _even(row: str, width: int) -> str:
    """Return a row of `width` cells: empty ones are added, surplus ones join the last; the indentation stays."""
    cells = cells_of(row.lstrip(" \t>"))
    kept = [*cells[: width - 1], " ".join(cells[width - 1 :])] + [""] * (width - len(cells))
    begin = row[: len(row) - len(row.lstrip(" \t>"))]
    return f"{begin}| {' | '.join(cell.replace('|', chr(92) + '|') for cell in kept[:width])} |"
