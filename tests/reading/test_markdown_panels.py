"""A button of raw HTML that opens a panel names it, as a summary names its details."""

from __future__ import annotations

import pytest

from tests.reading.checks import block_texts, markdown, outline, questions, section_texts

ACCORDION = """# Visits

## More about visits

Ask us.

<div class="accordion">
<ul>
<li>
<button class="plain" aria-controls="a1">Can I pay later?</button>
<div id="a1" class="content">

Yes. You can:

- pay **online**
- pay by post

<div class="note">

Bring your card.

</div>
</div>
</li>
<li>
<button class="plain" aria-expanded="false" data-bs-target="#a2">Is there parking?</button>
<div id="a2"><p>Behind the house.</p></div>
</li>
</ul>
</div>

Call us, too.
"""


def test_buttons_that_ask_are_questions_and_their_panels_the_answers() -> None:
    article, _ = markdown(ACCORDION)
    assert questions(article) == ["Can I pay later?", "Is there parking?"]
    assert [block_texts(article, entry.blocks) for entry in article.faq] == [
        ["Yes. You can:", "pay online\npay by post", "Bring your card."],
        ["Behind the house."],
    ]
    assert section_texts(article) == ["Ask us.", "Call us, too."]


def test_a_panel_that_states_is_a_part_of_its_section_below_its_name() -> None:
    article, _ = markdown(ACCORDION.replace("Can I pay later?", "Payment").replace("Is there parking?", "Parking"))
    assert not article.faq
    assert section_texts(article)[:2] == ["Ask us.", "Payment"]


def test_a_heading_with_a_button_stays_a_heading() -> None:
    button = '<h3><button aria-controls="a1">Parking</button></h3>\n<div id="a1"><p>Behind the house.</p></div>'
    article, _ = markdown(f"# Visits\n\n{button}\n")
    assert outline(article) == [(3, "Parking")]
    assert section_texts(article) == ["Behind the house."]


@pytest.mark.parametrize("attributes", ['aria-controls="elsewhere"', 'type="button"', 'data-target=".navbar"'])
def test_a_button_that_opens_nothing_of_the_page_is_words(attributes: str) -> None:
    article, _ = markdown(
        f'# Visits\n\n<div><button {attributes}>Why us?</button></div>\n\n<div id="a1">Come in.</div>\n'
    )
    assert not article.faq
    assert section_texts(article) == ["Why us?", "Come in."]
