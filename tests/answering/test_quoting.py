"""A quote is the span a reader needs: the best sentence and what it points back to; nothing is said twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answering.answer import Quote
from chatbot.answering.marking import Asked
from chatbot.answering.quoting import CLEAR, Ranked, quotes_of
from chatbot.indexing.index import ArticleRecord, PassageWords
from chatbot.indexing.words import terms
from chatbot.reading.article import Block, BlockKind, Span
from chatbot.reading.passages import Context, Kind, Passage, Role

ANY = Asked(np.array([-1], np.int32), np.ones(1, np.float32))

FIRST = "Grief often begins long before a loss does, and many who feel it have no word for it."
SECOND = "It is called anticipatory grief."
THIRD = "Many families know the feeling from a long illness, in which each month takes away a little more."
REST = "may last for years, unnoticed by all who have not lived through such a time themselves."
LONG = "Word " * CLEAR + "end."


def ranked(
    sentences: list[str], cosines: list[float], *, kind: Kind = Kind.SECTION, article: str = "a", score: float = 1.0
) -> Ranked:
    """A passage of these sentences, one space between them, in an article of its own text."""
    text, spans = "", []
    for sentence in sentences:
        text += " " if text else ""
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence
    passage = Passage(article, f"{article}-s", kind, Span(0, len(text)), tuple(spans))
    record = ArticleRecord(article, article.title(), text, sha256="")
    return Ranked(passage, record, score, np.array(cosines, np.float32), words_of(sentences))


def longer(sentences: list[str], cosines: list[float], *, article: str = "a") -> Ranked:
    """The same among more of its section: a passage that is too long to be quoted whole."""
    return ranked([*sentences, LONG], [*cosines, -1.0], article=article)


def words_of(sentences: list[str]) -> PassageWords:
    """The sentences' terms, numbered alike for all texts."""
    found = [(abs(hash(term)) % 2**31, place) for place, sentence in enumerate(sentences) for term in terms(sentence)]
    numbers, places = np.array(found, np.int32).reshape(-1, 2).T
    return PassageWords(np.array([0, len(found)]), numbers, places)


def only(entry: Ranked) -> Quote:
    (quote,) = quotes_of(ANY, [entry], 1)
    assert entry.record.text[quote.start : quote.end] == quote.text
    return quote


def marked(quote: Quote) -> str:
    ((start, end),) = quote.highlights
    return quote.text[start:end]


def test_the_best_sentence_is_quoted_without_those_that_do_not_help() -> None:
    quote = only(longer([FIRST, "Pay by card.", "Doors open at nine."], [0.9, 0.1, 0.1]))
    assert quote.text == FIRST
    assert marked(quote) == FIRST


def test_a_neighbour_that_may_answer_as_well_is_taken_in() -> None:
    quote = only(longer([FIRST, THIRD, "Doors open at nine."], [0.8, 0.75, 0.1]))
    assert quote.text == f"{FIRST} {THIRD}"
    assert marked(quote) == FIRST


def test_only_the_first_quote_takes_in_likely_neighbours() -> None:
    first = ranked(["Rent is due on Monday.", "Cards are taken."], [0.9, 0.1])
    quotes = quotes_of(ANY, [first, longer([FIRST, THIRD], [0.8, 0.79], article="b")], 2)
    assert quotes[1].text == FIRST


@pytest.mark.parametrize(("before", "after", "taken"), [(0.1, 0.2, [1, 2]), (0.2, 0.1, [0, 1])])
def test_a_few_words_take_in_the_likelier_neighbour(before: float, after: float, taken: list[int]) -> None:
    sentences = [FIRST, "A pause follows.", THIRD]
    scores = [before, 0.9, after]
    quotes = quotes_of(ANY, [ranked([SECOND], [0.9]), longer(sentences, scores, article="b")], 2)
    assert [quote.text for quote in (only(longer(sentences, scores)), quotes[1])] == [
        " ".join(sentences[i] for i in taken)
    ] * 2
    assert marked(quotes[1]) == "A pause follows."


@pytest.mark.parametrize(
    ("ended", "before", "after", "taken"),
    [([0], 0.6, 0.3, [1, 2]), ([1], 0.3, 0.6, [0, 1]), ([0, 1], 0.3, 0.6, [1, 2])],
)
def test_a_few_words_take_in_another_paragraph_s_neighbour_only_where_they_are_a_paragraph_themselves(
    ended: list[int], before: float, after: float, taken: list[int]
) -> None:
    entry = longer([FIRST, "A pause follows.", THIRD], [before, 0.9, after])
    spans, text = entry.passage.sentences, entry.record.text
    for end in (spans[place].end for place in ended):
        text = f"{text[:end]}\n{text[end + 1 :]}"
    quote = only(replace(entry, record=replace(entry.record, text=text)))
    assert quote.text == text[spans[taken[0]].start : spans[taken[1]].end]


def test_a_few_words_stay_alone_beside_a_long_sentence() -> None:
    assert only(longer(["A pause follows."], [0.9])).text == "A pause follows."


def test_a_short_section_is_quoted_whole_and_a_shorter_one_in_later_quotes() -> None:
    rule, exception = "You can cancel free of charge until two days before the date.", "Wedding cakes are different."
    short, middling = [rule, exception], [rule, exception, FIRST, f"Grief {REST}"]
    assert only(ranked(short, [0.9, 0.1])).text == " ".join(short)
    assert only(ranked(middling, [0.9, 0.1, 0.1, 0.1])).text == " ".join(middling)
    first = ranked([THIRD], [0.9])
    later = [ranked(s, [0.9, 0.1, 0.1, 0.1][: len(s)], article="b") for s in (short, middling)]
    quotes = [quotes_of(ANY, [first, entry], 2)[1] for entry in later]
    assert [quote.text for quote in quotes] == [" ".join(short), f"{rule} {exception}"]


def test_so_is_a_short_paragraph_of_a_longer_one_and_a_long_paragraph_is_cut() -> None:
    cause = "You have chosen the same calendar twice, once for what is written to it and once for what it blocks."
    cure = "Take one of them away on the page of your profile."
    for more, quoted in ((0, f"{cause} {cure}"), (2, cause)):
        entry = longer([cause, cure, *["Ask us if that does not help you at once."] * more], [0.9, *[0.1] * (more + 1)])
        end = entry.passage.sentences[-1].start - 1
        text = f"{entry.record.text[:end]}\n{entry.record.text[end + 1 :]}"
        assert only(replace(entry, record=replace(entry.record, text=text))).text == quoted


@pytest.mark.parametrize("label", ["Baking soda.", "Yes."])
def test_a_label_is_never_marked_nor_parted_from_the_sentence_it_names(label: str) -> None:
    said = "Boil each of them for half a minute in one litre of water, which gives a crust that is softer than others."
    for scores in ([0.9, 0.2], [0.2, 0.9]):
        quote = only(longer([label, said], scores))
        assert (quote.text, marked(quote)) == (f"{label} {said}", said)
    assert marked(only(ranked([label, FIRST], [0.9, 0.1], kind=Kind.FAQ))) == FIRST


@pytest.mark.parametrize("sentences", [[FIRST, "Comics count.", THIRD], ["비가 옵니다.", THIRD]])
def test_a_few_words_that_say_something_themselves_are_no_label(sentences: list[str]) -> None:
    *_, short, _ = sentences
    assert marked(only(ranked(sentences, [0.9 if s == short else 0.1 for s in sentences]))) == short


@pytest.mark.parametrize(
    "caption", [["Figure 2.7.", "Entering a split"], ["Figure\u00a03: Entering a split"], ["표 3. 나눔"]]
)
def test_the_name_of_a_picture_is_not_marked_but_the_text_beside_it(caption: list[str]) -> None:
    entry = ranked([*caption, "Press Split first.", "Then type both sums."], [*[0.9] * len(caption), 0.3, 0.1])
    assert marked(only(entry)) == "Press Split first."
    assert marked(only(ranked(caption, [0.1, 0.9][-len(caption) :]))) == caption[-1]
    others = ranked([*caption, "Figure 9. Joining"], [*[0.1] * len(caption), 0.9])
    assert marked(only(others)) == "Figure 9. Joining", "there is nothing but names"


def test_a_term_stands_above_the_quote_of_its_definition_whole_or_in_part() -> None:
    short, long = ranked(["--all", "Shows all."], [0.9, 0.1]), longer(["--all", LONG, FIRST], [0.5, 0.1, 0.9])
    picture = ranked(["--all", "Figure 2: All of it"], [0.9, 0.1])
    for entry, text in ((short, "Shows all."), (long, FIRST), (picture, "Figure 2: All of it")):
        passage = replace(entry.passage, context=(Context(Role.HEADING, entry.passage.sentences[0], is_term=True),))
        quote = only(replace(entry, passage=passage))
        assert (quote.text, marked(quote), [part.text for part in quote.context]) == (text, text, ["--all"])


def test_a_sentence_about_a_figure_is_marked() -> None:
    assert marked(only(ranked(["Figure 3 shows a split.", "Wait."], [0.9, 0.1]))) == "Figure 3 shows a split."


def test_a_short_item_of_a_list_is_no_label() -> None:
    items = ["Vanilla cream.", "Raspberry.", "Lemon curd."]
    text = "\n".join(items)
    spans = tuple(Span(text.index(item), text.index(item) + len(item)) for item in items)
    passage = Passage("a", "s", Kind.LIST, Span(0, len(text)), spans)
    cosines = np.array([0.1, 0.9, 0.2], np.float32)
    entry = Ranked(passage, ArticleRecord("a", "A", text, ""), 1.0, cosines, words_of(items))
    assert marked(only(entry)) == "Raspberry."


def blocked(lines: list[list[str]], kind: BlockKind, best: int) -> Ranked:
    """A passage of paragraphs, or of one list's items, each of these lines; line `best` is nearest to the question."""
    between = "\n\n" if kind is BlockKind.PARAGRAPH else "\n"
    text = between.join("\n".join(each) for each in lines)
    parts, sentences, start = [], [], 0
    for each in lines:
        parts.append(Span(start, start + len("\n".join(each))))
        for line in each:
            sentences.append(Span(start, start + len(line)))
            start += len(line) + 1
        start = parts[-1].end + len(between)
    whole = Span(0, len(text))
    blocks = [Block(kind, part) for part in parts] if len(between) > 1 else [Block(kind, whole, items=tuple(parts))]
    passage_kind = Kind.SECTION if kind is BlockKind.PARAGRAPH else Kind.LIST
    passage = Passage("a", "s", passage_kind, whole, tuple(sentences), blocks=tuple(blocks))
    cosines = np.array([0.9 if place == best else 0.1 for place in range(len(sentences))], np.float32)
    said = words_of([sentence.of(text) for sentence in sentences])
    return Ranked(passage, ArticleRecord("a", "A", text, ""), 1.0, cosines, said)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([[FIRST], ["My loaf is flat"], ["The starter was weak."]], BlockKind.PARAGRAPH),  # what a click opens
        ([[FIRST], ["Why are my carrots forked?", "Stones or fresh manure."]], BlockKind.PARAGRAPH),
        ([[FIRST], ["Can I get a refund?"], ["Within 14 days, yes."]], BlockKind.PARAGRAPH),
        ([["Suhoor", "The meal before dawn."], ["Iftar", "The meal at sunset."]], BlockKind.LIST),
    ],
)
def test_what_a_line_asks_or_names_is_marked_and_not_that_line(lines: list[list[str]], kind: BlockKind) -> None:
    sentences = [line for each in lines for line in each]
    quote = only(blocked(lines, kind, best=len(sentences) - 2))
    assert marked(quote) == sentences[-1]
    assert sentences[-2] in quote.text


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([["Green light: locked"], ["Red light: not locked"]], BlockKind.PARAGRAPH),  # a list without its bullets
        ([["What did you feel?"], ["What did you need?"]], BlockKind.LIST),
        ([["Hormones", "the days before a period"], ["Meals", "skipped"]], BlockKind.LIST),
        ([["Tea with milk"], ["Coffee is not served."]], BlockKind.LIST),
    ],
)
def test_a_line_that_says_something_itself_is_marked(lines: list[list[str]], kind: BlockKind) -> None:
    assert marked(only(blocked(lines, kind, best=0))) == lines[0][0]


def test_the_names_of_columns_are_not_marked_in_an_item_or_answer_but_a_row_is() -> None:
    item = ["Dose\tTime", "5 mg\tnoon", "6 mg\tnight"]
    listed = blocked([item, ["Wait."]], BlockKind.STEPS, best=0)
    assert marked(only(listed)) == item[1]
    answer = blocked([["Dose\tTime", "5 mg\tnoon"]], BlockKind.PARAGRAPH, best=0)
    assert marked(only(answer)) == "Dose\tTime"
    header, row = answer.passage.sentences
    table = Block(BlockKind.TABLE, answer.passage.span, items=(row,), header=header)
    assert marked(only(replace(answer, passage=replace(answer.passage, blocks=(table,))))) == "5 mg\tnoon"
    assert marked(only(blocked([["5 mg\tnoon"], ["6 mg\tnight"]], BlockKind.LIST, best=0))) == "5 mg\tnoon"


def test_words_count_where_no_spaces_part_them() -> None:
    sentences = [
        "沈黙は考えている時間であることが多く、急いで破る必要はありません。",
        "次の予約は受付で取ってください。",
    ]
    assert only(longer(sentences, [0.9, 0.1])).text == sentences[0]


@pytest.mark.parametrize(
    "opening",
    [
        "This",
        "It",
        "However, they",
        "Such grief",
        "For example, one",
        "“These",
        "Later it",
        "After that it",
        "With these, grief",
    ],
)
def test_a_sentence_that_points_back_brings_the_one_before(opening: str) -> None:
    pointing = f"{opening} {REST}"
    quote = only(longer([FIRST, pointing], [0.1, 0.9]))
    assert quote.text == f"{FIRST} {pointing}"
    assert marked(quote) == pointing


@pytest.mark.parametrize(
    "opening", ["Italy", "Therapists", "Theirs", "Sound", "Andrew", "After thatching, grief", "From Italy, grief"]
)
def test_a_word_that_only_begins_like_a_pointer_brings_nothing(opening: str) -> None:
    sentence = f"{opening} {REST}"
    assert only(longer([FIRST, sentence], [0.1, 0.9])).text == sentence


def test_sentences_are_fetched_back_until_none_points_further() -> None:
    quote = only(longer([FIRST, SECOND, "They rarely say so."], [0.1, 0.1, 0.9]))
    assert quote.text.startswith(FIRST)


def test_a_long_sentence_before_is_left_out() -> None:
    assert only(ranked([LONG, SECOND], [0.1, 0.9])).text == SECOND


def test_a_colon_brings_what_it_opens() -> None:
    opening = "Three things help those who wait for a loss, whatever else the long months bring with them:"
    quote = only(longer([FIRST, opening, "Sleep it is.", "Doors open at nine."], [0.1, 0.9, 0.1, 0.1]))
    assert quote.text == f"{opening} Sleep it is."


def test_a_colon_brings_nothing_where_the_passage_ends_or_too_much_follows() -> None:
    opening = "Before you book a date, ask the registry office of the town that you live in for these papers:"
    assert only(ranked([LONG, opening], [0.1, 0.9])).text == opening
    assert only(longer([opening], [0.9])).text == opening


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SECTION])
def test_answers_tables_steps_lists_and_takeaways_are_quoted_whole(kind: Kind) -> None:
    quote = only(ranked([FIRST, SECOND, THIRD], [0.1, 0.1, 0.9], kind=kind))
    assert quote.text == f"{FIRST} {SECOND} {THIRD}"
    assert marked(quote) == THIRD


def test_what_is_nearly_the_same_is_quoted_once() -> None:
    again = ranked([FIRST.replace("often", "sometimes")], [0.9], article="b")
    other = ranked([THIRD], [0.9], article="c")
    assert [q.article.id for q in quotes_of(ANY, [ranked([FIRST], [0.9]), again, other], 3)] == ["a", "c"]


POINTER = "How much of it to voice is taken up by the article on anticipatory grief."


@pytest.mark.parametrize(
    ("scores", "limit", "order"),
    [
        ((1.0, 0.95, 0.9), 3, "bca"),
        ((1.0, 0.95, 0.9), 2, "bc"),
        ((1.0, 0.95, 0.9), 1, "b"),
        ((1.0, 0.8, 0.7), 3, "abc"),
        ((1.0, 0.8, 0.7), 1, "a"),
    ],
)
def test_what_only_points_to_an_article_stands_below_what_may_answer(
    scores: tuple[float, ...], limit: int, order: str
) -> None:
    texts = zip("abc", (POINTER, FIRST, THIRD), scores, strict=True)
    entries = [ranked([text], [0.9], article=name, score=score) for name, text, score in texts]
    assert "".join(quote.article.id for quote in quotes_of(ANY, entries, limit)) == order


def test_what_points_to_an_article_is_quoted_where_nothing_else_is() -> None:
    assert only(ranked([POINTER], [0.9])).text == POINTER
    assert only(ranked(["자세한 것은 예기 애도에 관한 글에 있습니다."], [0.9])).text
    entries = [ranked([POINTER], [0.9]), ranked(["An article was published in May."], [0.9], article="b", score=0.95)]
    assert [quote.article.id for quote in quotes_of(ANY, entries, 2)] == ["b", "a"]


def test_no_more_passages_are_looked_at_than_are_quoted() -> None:
    entries = iter([ranked([FIRST], [0.9]), ranked([THIRD], [0.9], article="b"), ranked(["More."], [0.9], article="c")])
    assert len(quotes_of(ANY, entries, 2)) == 2
    assert [entry.record.id for entry in entries] == ["c"]


def test_the_best_passage_stays_first_and_the_limit_holds() -> None:
    entries = [ranked([FIRST], [0.9], score=1.0), ranked([THIRD], [0.9], article="b", score=0.99)]
    assert [q.article.id for q in quotes_of(ANY, entries, 1)] == ["a"]
    assert quotes_of(ANY, [], 3) == []


def test_the_context_and_the_cut_blocks_come_along() -> None:
    steps = [FIRST, THIRD, LONG]
    text = "\n".join(["Steps", *steps])
    starts = [text.index(step) for step in steps]
    items = tuple(Span(start, start + len(step)) for start, step in zip(starts, steps, strict=True))
    whole = Span(items[0].start, len(text))
    block = Block(BlockKind.STEPS, whole, items=items, first=4)
    context = (Context(Role.HEADING, Span(0, 5)),)
    passage = Passage("a", "s", Kind.SECTION, whole, items, context=context, blocks=(block,))
    entry = Ranked(
        passage, ArticleRecord("a", "A", text, ""), 1.0, np.array([0.0, 0.9, 0.0], np.float32), words_of([""] * 3)
    )
    quote = only(entry)
    assert quote.text == THIRD
    assert [(b.start, b.end, b.first, b.items) for b in quote.blocks] == [(0, len(THIRD), 5, ((0, len(THIRD)),))]
    assert [(c.role, c.text) for c in quote.context] == [(Role.HEADING, "Steps")]


@pytest.mark.parametrize(("between", "best"), [("\n\n", FIRST), (f" {THIRD} ", SECOND)])
def test_what_follows_its_faq_question_opens_the_answer_and_no_later_piece_does(between: str, best: str) -> None:
    text = f"What is it?{between}{FIRST} {SECOND}"
    spans = tuple(Span(text.index(said), text.index(said) + len(said)) for said in (FIRST, SECOND))
    asked = (Context(Role.QUESTION, Span(0, len("What is it?"))),)
    passage = Passage("a", "s", Kind.FAQ, Span(spans[0].start, spans[1].end), spans, context=asked)
    cosines = np.array([0.3, 0.4], np.float32)
    entry = Ranked(passage, ArticleRecord("a", "A", text, ""), 1.0, cosines, words_of([FIRST, SECOND]), asked=0.9)
    assert marked(only(entry)) == best


WORDS = st.text("abcde ", min_size=1, max_size=30).map(lambda s: f"{s.strip() or 'a'}.")


@given(
    st.lists(
        st.tuples(st.one_of(WORDS, st.sampled_from([SECOND, "But why:", "Figure 2.7."])), st.floats(-1, 1)), min_size=1
    ),
    st.sampled_from([Kind.SECTION, Kind.FAQ]),
    st.integers(0, 3),
)
def test_a_quote_is_one_span_of_whole_sentences_and_holds_the_marked_one(
    sentences: list[tuple[str, float]], kind: Kind, named: int
) -> None:
    entry = ranked([s for s, _ in sentences], [score for _, score in sentences], kind=kind)
    if named:
        term = Span(0, entry.passage.sentences[:named][-1].end)
        entry = replace(entry, passage=replace(entry.passage, context=(Context(Role.HEADING, term, is_term=True),)))
    quote = only(entry)
    starts, ends = ({s.start for s in entry.passage.sentences}, {s.end for s in entry.passage.sentences})
    assert quote.start in starts
    assert quote.end in ends
    assert marked(quote) in [s for s, _ in sentences]


def with_code(before: str, code: list[str], after: str, cosines: list[float]) -> Ranked:
    """A passage of a sentence, the lines of a code sample and a sentence, too long to be quoted whole."""
    entry = longer([before, *code, after], cosines)
    spans = entry.passage.sentences
    prose = (Block(BlockKind.PARAGRAPH, spans[0]), Block(BlockKind.PARAGRAPH, Span(spans[-2].start, spans[-1].end)))
    sample = Block(BlockKind.CODE, Span(spans[1].start, spans[len(code)].end))
    return replace(entry, passage=replace(entry.passage, blocks=(prose[0], sample, prose[1])))


SAMPLE = ["def greet(name):", "    words = hello(name)", "    return words"]


@pytest.mark.parametrize(
    ("before", "best", "is_quoted"),
    [
        (FIRST[:-1] + ":", 0, True),  # what a colon opens is wanted with it
        (SECOND, 0, False),
        (SECOND, 2, True),
        ("So:", 3, True),
        (SECOND, 4, False),
    ],
)
def test_a_code_sample_is_quoted_whole_or_not_at_all(before: str, best: int, is_quoted: bool) -> None:
    cosines = [-1.0] * 5
    cosines[best] = 1.0
    quote = only(with_code(before, SAMPLE, THIRD, cosines)).text
    assert [line in quote for line in SAMPLE] == [is_quoted] * len(SAMPLE)
    assert [before, *SAMPLE, THIRD][best] in quote
    assert before in quote or not before.endswith(":")
