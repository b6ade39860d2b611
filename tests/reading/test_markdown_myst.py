"""Directives, roles and comments of MyST: their text is read, their markup is not."""

from __future__ import annotations

import pytest

from chatbot.reading.article import Article, BlockKind
from tests.reading.checks import markdown, outline, section_texts, takeaway


def read(text: str) -> Article:
    return markdown(text)[0]


@pytest.mark.parametrize(
    ("directive", "shown"),
    [
        ("```{note} Mind this\n:class: dropdown\n\nIt *matters*.\n```", ["Mind this", "It matters."]),
        ("```{warning}\n---\nclass: x\n---\nNever mix them.\n```", ["Never mix them."]),
        (":::{tip}\nTake it.\n:::", ["Take it."]),
        ("````{tab-set}\n```{tab-item} Linux\nRun it.\n```\n````", ["Linux", "Run it."]),
        ("```{figure} a.png\n:name: fig\nThe caption.\n```", ["The caption."]),
        ("```{toctree}\n:maxdepth: 2\nintro\n```", []),
        ("```{code-block} python\n:linenos:\nprint(1)\n```", ["print(1)"]),
        ("```{python}\n#| label: x\nprint(1)\n```", ["#| label: x\nprint(1)"]),
        ("(a-target)=\n\n% a note to oneself\n% in two lines\n\n+++", []),
        ("```{note}\nSee {ref}`the plan <plan>` and {doc}`intro`.\n```", ["See the plan and intro."]),
    ],
)
def test_a_directive_shows_its_text_and_none_of_its_markup(directive: str, shown: list[str]) -> None:
    assert section_texts(read(f"# T\n\nOne.\n\n{directive}\n\nTwo.\n\n```{{note}}\nThree.\n```\n")) == [
        "One.",
        *shown,
        "Two.",
        "Three.",
    ]


def test_a_target_above_the_title_does_not_hide_it() -> None:
    assert read("(start)=\n# The title\n\nOne.\n\n```{tip}\nTwo.\n```\n").title == "The title"


def test_a_takeaway_may_be_a_directive() -> None:
    article = read("# T\n\nOne.\n\n```{admonition} Key takeaway\nKeep it short.\n```\n\n## Next\n\nTwo.\n")
    assert takeaway(article) == ["Keep it short."]
    assert outline(article)[-1] == (2, "Next")


def test_where_there_is_no_directive_braces_and_percent_signs_are_text() -> None:
    article = read("# T\n\n% of readers who ask\n\nType {name}`x`.\n\n- a\n  ```{r}\n  1\n  ```\n")
    assert section_texts(article)[:2] == ["% of readers who ask", "Type {name}x."]


def test_a_directive_left_open_ends_with_its_list_item() -> None:
    article = read("# T\n\n- a\n\n  ```{note}\n  b\n\nAfter it.\n")
    assert [block.kind for section in article.sections for block in section.blocks][-1] is BlockKind.PARAGRAPH
    assert article.text.endswith("After it.")
