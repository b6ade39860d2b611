"""Components of MDX and paired calls of templates: their titles and contents are read, their markup is not."""

from __future__ import annotations

import pytest

from tests.reading.checks import block_texts, kinds, markdown, questions, section_texts


def texts(text: str) -> list[str]:
    return section_texts(markdown(f"# T\n\n{text}\n")[0])


@pytest.mark.parametrize(
    "entry",
    [
        '<Accordion title="Is it free?">\n  It **is**.\n</Accordion>',
        '<Accordion title="Is it free?">\n    It **is**.</Accordion>',
        "<AccordionGroup>\n  <Accordion\n    title='Is it free?'\n    icon={<Icon size={2} />}\n  >\n    It **is**.\n"
        "  </Accordion>\n</AccordionGroup>",
        '<FaqItem question={"Is it free?"}>It **is**.</FaqItem>',
        '{{< faq "Is it *free*?" >}}\nIt **is**.\n{{</ faq >}}',
        '{{% details title="Is it free?" closed="true" %}}\n\nIt **is**.\n\n{{% /details %}}',
        '{{< faqitem id="x" q="Is it free?" >}}It **is**.{{< /faqitem >}}',
        '{% details "Is it free?" %}\nIt **is**.\n{% enddetails %}',
    ],
)
def test_what_opens_an_answer_is_its_question_though_it_stands_in_a_tag(entry: str) -> None:
    article, faults = markdown(f"# Costs\n\nText.\n\n## FAQ\n\n{entry}\n{entry.replace('free', 'open')}\n")
    assert questions(article) == ["Is it free?", "Is it open?"]
    assert [block_texts(article, each.blocks) for each in article.faq] == [["It is."], ["It is."]]
    assert article.line_of[article.faq[0].id] == 7 + entry.startswith("<AccordionGroup")
    assert not faults


def test_a_box_has_its_title_above_its_text_and_parts_the_paragraphs_around_it() -> None:
    box = "Before.\n{{{{< {0} >}}}}\nBe **kind**.\n{{{{< /{1} >}}}}\nAfter."
    assert texts(box.format("callout note", "callout")) == ["Before.", "Be kind.", "After."]
    assert texts(box.format('alert title="Mind this"', "alert")) == ["Before.", "Mind this", "Be kind.", "After."]
    tabs = '{{< tab "Adults" >}}\nGrieve.\n{{< /tab >}}\n{{% tab name="Kids" %}}\nPlay.\n{{% /tab %}}'
    assert texts(tabs) == ["Adults", "Grieve.", "Kids", "Play."]
    item = '- One\n\n  <Note title="Mind this">\n  Be kind.\n  </Note>\n- Two'
    assert texts(item) == ["One\nMind this\nBe kind.\nTwo"]


def test_content_that_is_indented_in_a_component_is_no_code_and_code_in_it_is() -> None:
    article, _ = markdown(
        '# T\n\n<Steps>\n  <Step title="Breathe">\n    In, then out:\n\n    1. Four counts\n    2. Six counts\n\n'
        '    ```\n    <Step title="none">\n    ```\n  </Step>\n</Steps>\n\nEnd.\n'
    )
    assert kinds(article.sections[0].blocks) == ["paragraph", "paragraph", "steps", "code", "paragraph"]
    assert block_texts(article, article.sections[0].blocks)[3] == '<Step title="none">'


def test_code_and_notes_to_oneself_in_calls_are_read_as_such() -> None:
    text = "# T\n\n{% highlight sh %}\n# ls\n{% endhighlight %}\n\n{% comment %}\nFor us.\n{% endcomment %}\n\nEnd.\n"
    article, faults = markdown(text)
    assert block_texts(article, article.sections[0].blocks) == ["# ls", "End."]
    assert not faults


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{{< figure title="A picture" >}}\n\nText.', ["Text."]),
        ("{% if page.x %}\nText.\n{% endif %}", ["Text."]),
        ('<Video title="never ends">\n\nText.', ["Text."]),
        ('Of {{< tip "a b" >}}this{{< /tip >}} kind.', ["Of this kind."]),
        ('- <Tip title="Of the item">\n\nText.\n\n</Tip>', ["Text."]),
    ],
)
def test_what_has_no_end_of_its_own_is_left_out_as_before(text: str, shown: list[str]) -> None:
    assert texts(text) == shown


@pytest.mark.parametrize("source", ["a.md", "a.mdx"])
def test_raw_html_ends_where_a_component_begins(source: str) -> None:
    raw = "<table>\n<tr><td>One.</td></tr>\n</table>"
    boxes = "".join(f"<Accordion title='{asked}?'>\nAs it {asked}.\n</Accordion>\n" for asked in ("is", "was"))
    article, _ = markdown(f"# T\n\n{raw}\n{boxes}\n<!--\n{boxes}\n-->\n\n<pre>\n<Tip>\n</pre>\n", source)
    assert questions(article) == ["is?", "was?"]
    assert section_texts(article)[0] == "One."
    assert "As it is." in article.text.split("\n\n")
