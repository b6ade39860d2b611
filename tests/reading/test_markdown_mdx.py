"""MDX: what it adds to Markdown shows no text, and is the author's words in any other Markdown."""

from __future__ import annotations

import pytest

from chatbot.errors import Fault
from tests.reading.checks import markdown, section_texts


def read(text: str, source: str = "a.mdx") -> tuple[list[str], list[Fault]]:
    """Return the texts of the blocks, and the faults."""
    article, faults = markdown(f"# T\n\n{text}\n", source)
    return section_texts(article), faults


@pytest.mark.parametrize(
    "unseen",
    [
        "import { Card } from '@/card'\nimport {\n  Note,\n  Tip,\n} from '@/boxes'",
        "export const meta = {\n  by: 'A',\n\n  on: '2024-02-01',\n}",
        "export default ({ children }) => <Layout>{children}</Layout>",
        "export const sign = '{'",
        "{/* to ourselves */}",
        "{/*\nto\n\nourselves\n*/}",
        "<Image\n  src={pic}\n  alt='A bee'\n/>",
    ],
)
def test_what_shows_no_text_is_neither_quoted_nor_reported(unseen: str) -> None:
    assert read(f"Before.\n\n{unseen}\n\nAfter.") == (["Before.", "After."], [])


def test_expressions_show_their_texts_and_others_are_reported() -> None:
    texts, faults = read('Sleep{" "}\nwell, {/* we hope */}\nfor {hours} hours.\n\n<Faq\n  items={faqs}\n/>\n\nEnd.')
    assert texts == ["Sleep well, for hours.", "End."]
    assert [(each.line, each.seen) for each in faults] == [
        (3, 'what the call of a template "{hours}" and 1 more would show is not read')
    ]


def test_what_stands_in_elements_of_html_is_markdown() -> None:
    text = '<div className="tip">\n    Be **kind**.\n\n    - To all\n</div>'
    assert read(text)[0] == ["Be kind.", "To all"]
    assert read(text, "a.md")[0][0] == "Be **kind**."


@pytest.mark.parametrize(
    "words", ["Use {braces} and {/* these */} too.", "export { x } as it is.", "import { x } and so on."]
)
def test_in_other_markdown_they_are_words(words: str) -> None:
    assert read(words, "a.md") == ([words], [])


@pytest.mark.parametrize("comment", ["{/* to ourselves */}", "{/* See\n\n`<Tip>` in *our* guide. */}"])
def test_a_comment_on_lines_of_its_own_is_no_text_in_any_markdown(comment: str) -> None:
    assert read(f"Before.\n\n{comment}\n\nAfter.", "a.md") == (["Before.", "After."], [])
    code = "    {/* to ourselves */}"
    assert read(f"Before.\n\n{code}", "a.md") == (["Before.", code.strip()], [])
