"""Small corpora of real files, and what reading makes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from chatbot.reading.folder import Corpus

TODAY = date(2026, 1, 1)

ARTICLES = {
    "tides": """---
title: Why the Sea Rises and Falls
category: Nature
url: https://example.org/tides
authors: [The project]
---

The moon pulls the water nearest to it. On the far side of the earth the water lags behind, so there are two bulges.

## Spring tides

When sun, moon and earth stand in one line, high water is highest. This happens at new moon and at full moon.

| Place | Range in metres |
|---|---|
| Bay of Fundy | 16 |
| Baltic Sea | 0.3 |

## Frequently asked questions

### How many tides are there in a day?

Most coasts have two high waters and two low waters in a little less than twenty-five hours.

### Can the wind change a tide?

Yes. A strong wind towards the shore raises the water, and a wind from the land lowers it.
""",
    "bread": """---
title: Bread with a Long Rise
category: Kitchen
---

Flour, water, salt and very little yeast are mixed in the evening.

## In the morning

Fold the dough twice. Let it rest for an hour. Heat the oven to 240 °C. Bake for forty minutes.

1. Weigh the flour.
2. Stir in the water.
3. Wait.
""",
    "stille": """---
title: Die Stille im Gespräch
language: de
category: Beruf
---

## Warum Schweigen nützt

Wer schweigt, denkt oft nach. Häufige Fragen stören dabei.
""",
}

LONG = {
    f"a{number}": f"---\ntitle: Article {number}\n---\n\n"
    + "".join(f"Line {i} of article {number}. " for i in range(40))
    for number in range(10)
}
"""Articles whose views are encoded in more than one go."""


def write_corpus(folder: Path, articles: dict[str, str] | None = None) -> Path:
    """Write Markdown articles, by default all of the above, into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (ARTICLES if articles is None else articles).items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def corpus_in(folder: Path) -> Corpus:
    return Corpus(folder, today=TODAY)
