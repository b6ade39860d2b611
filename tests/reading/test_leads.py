"""The sentence before a list or table is its lead-in where it announces it."""

from __future__ import annotations

import pytest

from chatbot.reading.article import Block, BlockKind
from chatbot.reading.builder import TextBuilder
from chatbot.reading.leads import lead_of, with_leads


def lead(paragraph: str, kind: BlockKind = BlockKind.PARAGRAPH) -> str | None:
    builder = TextBuilder()
    builder.add("Before.")
    found = lead_of(builder.block(kind, paragraph), builder.text)
    return found.of(builder.text) if found else None


@pytest.mark.parametrize(
    ("paragraph", "sentence"),
    [
        ("One thing first. Three signs matter:", "Three signs matter:"),
        ("The table below sums it up.", "The table below sums it up."),
        ("Yes. You can pay in these ways:",) * 2,
        ("Wait. Yes. You can pay in these ways:", "You can pay in these ways:"),
        ("Text. The following steps help.", "The following steps help."),
        ("본문입니다. 다음과 같습니다.", "다음과 같습니다."),
        ("Table 2. Signs and meanings", "Table 2. Signs and meanings"),
        ("The five steps below sum it up.", "The five steps below sum it up."),
        ("They fall into three groups, shown here in simplified form.",) * 2,
        ("Here’s what to bring.", "Here’s what to bring."),
        ("The signs are these.", "The signs are these."),
        ("These are the signs. They vary.", None),
        ("In the following year plant tomatoes elsewhere.", None),
        ("Pellets have been banned, and shops may not sell these any more.", None),
        ("It dies at temperatures below zero.", None),
        ("Rain water is best for seedlings listed in no catalogue.", None),
        ("Put the pots on the table.", None),
        ("Nothing is announced here.", None),
    ],
)
def test_the_last_sentence_counts(paragraph: str, sentence: str | None) -> None:
    assert lead(paragraph) == sentence


def test_only_a_paragraph_right_before_leads() -> None:
    builder = TextBuilder()
    blocks: list[Block] = [
        builder.block(BlockKind.PARAGRAPH, "These are the signs:"),
        builder.list(BlockKind.LIST, ["a", "b"]),
        builder.table(None, [["1", "2"]]),
    ]
    assert [block.lead is not None for block in with_leads(blocks, builder.text)] == [False, True, False]
    assert lead("Look at this:", BlockKind.QUOTATION) is None


@pytest.mark.parametrize(
    ("before", "kind", "items", "led"),
    [
        ("Some damage is not charged.", BlockKind.LIST, ["pencil marks", "a loose jacket"], True),
        ("You can also begin online.", BlockKind.STEPS, ["Fill in the form.", "Come to a desk."], True),
        ("Some damage is not charged. Other damage is.", BlockKind.LIST, ["pencil marks", "a loose jacket"], False),
        ("Word " * 30 + "end.", BlockKind.LIST, ["pencil marks", "a loose jacket"], False),
        ("A negative value raises an error.", BlockKind.LIST, ["mean\nThe arithmetic mean of all values."], False),
    ],
)
def test_a_sentence_that_is_a_paragraph_leads_several_items(
    before: str, kind: BlockKind, items: list[str], led: bool
) -> None:
    builder = TextBuilder()
    blocks: list[Block] = [builder.block(BlockKind.PARAGRAPH, before), builder.list(kind, items)]
    assert (with_leads(blocks, builder.text)[1].lead is not None) is led


@pytest.mark.parametrize(("header", "led"), [(["Kind", "Sign"], True), (None, False)])
def test_a_row_needs_a_header_to_be_more_than_one(header: list[str] | None, led: bool) -> None:
    builder = TextBuilder()
    blocks = [builder.block(BlockKind.PARAGRAPH, "Two kinds are known."), builder.table(header, [["a", "b"]])]
    assert (with_leads(blocks, builder.text)[1].lead is not None) is led
