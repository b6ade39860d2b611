"""Two short articles with tables, steps and exceptions, for tests of what is asked about parts of them."""

from __future__ import annotations

from pathlib import Path

ARTICLES = {
    "fees": """---
title: Missed sessions and fees
category: Practice
---

## Key takeaway

Write the policy down and apply it the same way to everybody. Talk about missed sessions as a part of the therapy.

## A typical policy

| Situation | Usual charge | What to do |
|---|---|---|
| Cancelled two days ahead | None | Offer another time |
| Cancelled later | Full fee | Ask what happened |
| Late arrival | Full fee | Use the minutes that are left |

## What counts as an exception

Most policies leave out emergencies and a death in the family. Do not charge when you yourself cancelled, when your
practice could not be reached, or when the insurer forbids it.

## Frequently asked questions

### Should I charge for a missed session?

Usually yes, if the policy was explained beforehand and the client cancelled late.

### How much notice should clients give?

Choose one number of hours and write it into the agreement.
""",
    "panic": """---
title: Facing panic attacks
category: Disorders
---

## Key takeaway

A panic attack is a false alarm of the body, which ends by itself. Treatment gives up avoidance step by step.

## Prolonged panic

In some clients the attacks do not end within an hour. Yearning for safety then fills the whole day.

| Feature | Panic attack | Prolonged panic |
|---|---|---|
| Length | Minutes | Hours |
| Main feeling | Fear of dying | Dread that does not soften |

## Making a plan for panic

1. Write down the first signs.
2. List what has helped before.
3. Name somebody who can be called.

The plan belongs to the client, who should have a copy of the plan at hand. A plan for panic is no promise, and nobody
has failed who did not keep to the plan.

## Spinning and breathing exercises

Spinning on a chair and breathing through a straw bring on the feared sensations, so that the client learns that the
spinning passes. Begin with a minute of spinning, wait until the feeling has faded, and compare what happened with what
the client had expected of spinning. Do not use these with clients who have epilepsy.
""",
}


def write_practice(folder: Path) -> Path:
    """Write the articles into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder
