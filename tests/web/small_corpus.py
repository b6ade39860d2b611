"""A small real corpus: two of the articles that ship, and four that have what those lack.

The third has a URL and an old review, the fourth an awkward id and markup in every field, the fifth is Korean, the
sixth says in its own words who reviewed it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[2] / "corpus"
SCRIPT = "<script>document.title='run'</script>"
AWKWARD_ID = "guides/näme & one?"

PUBLISHED = """---
title: How Long Supervision Sessions Last
url: https://example.org/supervision
authors: [The article-chatbot project]
reviewed_by: [The project's own tests]
reviewed: 2020-05-04
published: 2019-03-01
updated: 2020-06-07
language: en
category: Supervision
---

## Length of a session

A supervision session in this made-up clinic lasts fifty minutes. Two of them are held in a month.

| Kind of session | Length in minutes |
|---|---|
| Individual supervision | 50 |
| Group supervision | 90 |

## Frequently asked questions

### How often does the made-up clinic hold supervision?

Supervision is held twice in a month, on Tuesdays.
"""
KOREAN = """---
title: 상담에서의 침묵
language: ko
category: Korean
---

## 침묵의 의미

내담자의 침묵은 생각하는 시간일 수 있습니다. 상담자는 서두르지 않고 기다립니다.
"""
REVIEWED = """---
title: Breathing Out Slowly
language: en
---

## Why a long breath calms

Breathing out slowly and counting to seven calms most people in this made-up clinic.

This article was reviewed by two members of the made-up clinic before it was published.
"""
MARKED_UP = {
    "id": AWKWARD_ID,
    "title": f"Zebra feeding {SCRIPT}",
    "url": "javascript:alert(1)",
    "sections": [
        {
            "id": "feeding times",
            "heading": f"Feeding times {SCRIPT}",
            "text": f"Zebras are fed at dawn {SCRIPT} & dusk.",
        },
        {"id": "x", "heading": '"><img src=x onerror="document.title=\'run\'">', "text": "Stripes confuse flies."},
    ],
    "faq": [
        {"id": "why", "question": f"Why do zebras have stripes {SCRIPT}?", "answer": f"Stripes {SCRIPT} confuse flies."}
    ],
}


def write_small_corpus(folder: Path) -> Path:
    """Write the corpus into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("anticipatory-grief.md", "client-silence.md"):
        shutil.copy(SHIPPED / name, folder / name)
    (folder / "supervision.md").write_text(PUBLISHED, encoding="utf-8")
    (folder / "silence-ko.md").write_text(KOREAN, encoding="utf-8")
    (folder / "breathing.md").write_text(REVIEWED, encoding="utf-8")
    (folder / "export").mkdir(exist_ok=True)
    (folder / "export" / "articles.jsonl").write_text(json.dumps(MARKED_UP) + "\n", encoding="utf-8")
    return folder
