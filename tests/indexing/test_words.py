from __future__ import annotations

import math
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.indexing import words
from chatbot.indexing.index import ARTICLE_TITLE, LEAD_IN, OUTER_HEADING, OWN_HEADING
from chatbot.indexing.words import AS_TYPED, WordIndex, fold, surfaces, terms
from chatbot.indexing.wordwriter import WordWriter
from chatbot.reading.article import Article, Block, BlockKind, Span
from chatbot.reading.passages import Context, Kind, Passage, Role
from tests.pace import within


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Clients' silences", "en", ["client", "silenc"]),
        ("the client’s", "en", ["the", "client"]),
        ("don’t", "en", ["don't"]),
        ("Naïve CAFÉ İstanbul ﬁnd ＡＢＣ", "en", ["naiv", "cafe", "istanbul", "find", "abc"]),
        ("4,212 people; 38.5 °C (2nd)", "en", ["4", "212", "peopl", "38", "5", "c", "2nd"]),
        ("snake_case", "en", ["snake", "case"]),
        ("les maisons", "fr-FR", ["le", "maison"]),
        ("maisons", "xx", ["maisons"]),
        ("Straßen", "de", ["strass"]),
        ("상담자는", "en", ["상담", "담자", "자는"]),
        ("왜 covid백신", "ko", ["왜", "covid", "백신"]),
        ("図書館", "ja", ["図書", "書館"]),
        ("", "en", []),
        ("?! —", "en", []),
    ],
)
def test_terms(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_accents_do_not_part_a_question_from_its_text() -> None:
    assert terms("resume", "fr") == terms("résumé", "fr")
    assert terms("coeur", "fr") == terms("cœur", "fr")
    assert terms("Lodz lodka", "pl") == terms("Łódź łódka", "pl")
    assert terms("ISPARTA ilik", "tr") == terms("ısparta ılık", "tr")
    assert terms("re\u0301sume\u0301") == terms("r\u00e9sum\u00e9")


def test_surfaces_are_unstemmed_letters() -> None:
    assert surfaces("Clients don’t use COVID-19 Café") == ["clients", "don", "t", "use", "covid", "cafe"]


@pytest.mark.parametrize("letter", ["q", "é", "ж", "แ", "क"])
def test_of_a_word_of_thousands_of_letters_the_beginning_counts(letter: str) -> None:
    """A key or a gene in an article is one word; nobody types it, and no index of PostgreSQL takes it whole."""
    long = letter * 6000
    (found,) = terms(f"{long}")
    assert len(found) <= 255
    assert terms(long[:300]) == [found]
    assert [len(word) for word in surfaces(long)] == [255]


@given(st.text())
@settings(deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
@settings(deadline=None)
def test_folding_takes_a_text_apart_as_unicode_does_and_a_few_letters_more(text: str) -> None:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    assert fold(text) == unicodedata.normalize("NFC", bare.casefold().translate(AS_TYPED))


def test_a_row_of_accents_is_folded_in_time() -> None:
    with within(2):  # a tenth of it; half a minute where time grows with the square
        assert fold("a" + "\u0301\u0323" * 100_000) == "a"


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_has_terms_and_none_is_empty(text: str) -> None:
    assert all(terms(text))


def test_terms_are_the_same_in_all_threads() -> None:
    text = "Running clients were silently grieving their happiest relationships " * 20
    with ThreadPoolExecutor(16) as threads:
        assert list(threads.map(terms, [text] * 160)) == [terms(text)] * 160


def index_of(folder: Path, texts: list[str]) -> WordIndex:
    """Return the index of passages that have these texts as their only sentence."""
    article = Article("a", "", "\n\n".join(texts), "a.md")
    writer = WordWriter()
    writer.add_article(article)
    start = 0
    for text in texts:
        span = Span(start, start + len(text))
        writer.add_passage(Passage("a", "s", Kind.SECTION, span, (span,)), article)
        start += len(text) + 2
    writer.write(folder)
    return WordIndex(folder)


WORDS = ["ant", "bee", "cow", "dog", "elk"]


@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=12),
    question=st.lists(st.sampled_from([*WORDS, "zebra"]), max_size=5),
    limit=st.integers(0, 15),
    few=st.sampled_from([0, words.FEW]),
)
@settings(max_examples=60, deadline=None)
def test_scores_are_lucenes_formula(
    texts: list[str], question: list[str], limit: int, few: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "FEW", few)  # 0: as where there are many passages
        check_scores(texts, question, limit, tmp_path_factory)


def check_scores(texts: list[str], question: list[str], limit: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    index = index_of(tmp_path_factory.mktemp("words"), texts)
    lengths = [len(text.split()) for text in texts]
    mean = max(sum(lengths) / len(lengths), 1)

    def score(text: str) -> float:
        total = 0.0
        for word in question:
            held = sum(word in other.split() for other in texts)
            idf = math.log(1 + (len(texts) - held + 0.5) / (held + 0.5))
            frequency = Counter(text.split())[word]
            total += idf * frequency / (frequency + 1.2 * (1 - 0.75 + 0.75 * len(text.split()) / mean))
        return total

    expected = [score(text) for text in texts]
    rows = np.arange(len(texts))[::-1]
    np.testing.assert_allclose(index.bm25(question, rows), expected[::-1], rtol=1e-5, atol=1e-6)
    hits = index.matching(question, limit)
    np.testing.assert_array_equal(hits.scores, index.bm25(question, hits.rows))
    scores = index.bm25(question, np.arange(len(texts)))
    order = sorted(np.flatnonzero(expected).tolist(), key=lambda row: (-scores[row], row))
    assert hits.rows.tolist() == order[:limit]


def test_only_allowed_rows_match(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["ant bee", "ant", "bee", "ant cow"])
    allowed = np.array([False, True, True, True])
    assert index.matching(["ant"], 10, allowed).rows.tolist() == [1, 3]
    assert index.matching(["ant"], 10, np.zeros(4, bool)).rows.tolist() == []


def test_a_rarer_term_has_a_higher_idf_and_an_unknown_one_the_highest(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["ant bee", "ant", "ant", "cow"])
    ant, bee, unknown = index.idf(["ant", "bee", "zebra"])
    assert ant < bee < unknown
    assert unknown == pytest.approx(math.log(1 + 4.5 / 0.5))
    assert index.term_numbers(["ant", "bee", "cow", "zebra"]).tolist() == [0, 1, 2, -1]


def test_the_vocabulary_says_how_many_passages_hold_each_term(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["ant bee ant", "ant", "", "cow"])
    vocabulary, held = index.vocabulary()
    assert dict(zip(vocabulary, held.tolist(), strict=True)) == {"ant": 2, "bee": 1, "cow": 1}
    assert index.mean_length == 5 / 4


def test_surface_words_are_counted_over_title_and_text(tmp_path: Path) -> None:
    article = Article("a", "Grieving", "Clients were grieving. Clients spoke.", "a.md")
    writer = WordWriter()
    writer.add_article(article)
    writer.add_passage(Passage("a", "s", Kind.SECTION, Span(0, 22), (Span(0, 22),)), article)
    writer.write(tmp_path)
    found, counts = WordIndex(tmp_path).surface_words()
    assert dict(zip(found, counts.tolist(), strict=True)) == {"clients": 2, "grieving": 2, "spoke": 1, "were": 1}


def test_a_passages_words_say_where_they_stand(tmp_path: Path) -> None:
    text = "Outer\n\nInner\n\nAs shown:\n\nHead\n\nOne two.\n\nThree."

    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    sentences = (span("One two."), span("Three."))
    passage = Passage(
        "a", "s", Kind.TABLE, Span(sentences[0].start, sentences[1].end), sentences,
        context=(Context(Role.LEAD, span("As shown:")), Context(Role.HEADER, span("Head"))),
        headings=("Outer", "Inner"),
        blocks=(Block(BlockKind.PARAGRAPH, sentences[0]),),
    )  # fmt: skip
    article = Article("a", "Title", text, "a.md")
    writer = WordWriter()
    writer.add_passage(passage, article)
    writer.add_passage(Passage("a", "s", Kind.SECTION, span("Three."), (span("Three."),)), article)
    writer.write(tmp_path)
    index = WordIndex(tmp_path)
    held = index.words(np.array([1, 0]))
    assert held.offsets.tolist() == [0, 2, 11]
    in_order = ["titl", "three", "titl", "outer", "inner", "as", "shown", "head", "one", "two", "three"]
    assert held.terms.tolist() == index.term_numbers(in_order).tolist()
    assert held.places.tolist() == [
        ARTICLE_TITLE,
        0,
        ARTICLE_TITLE,
        OUTER_HEADING,
        OWN_HEADING,
        LEAD_IN,
        LEAD_IN,
        LEAD_IN,
        0,
        0,
        1,
    ]


def test_a_faq_question_is_a_passages_own_heading(tmp_path: Path) -> None:
    text = "Questions\n\nWhy?\n\nBecause."
    passage = Passage(
        "a", "q", Kind.FAQ, Span(17, 25), (Span(17, 25),), (Context(Role.QUESTION, Span(11, 15)),), ("Questions",)
    )
    writer = WordWriter()
    writer.add_passage(passage, Article("a", "", text, "a.md"))
    writer.write(tmp_path)
    assert WordIndex(tmp_path).words(np.array([0])).places.tolist() == [OUTER_HEADING, OWN_HEADING, 0]


def test_a_term_is_among_the_words_above_but_where_the_passage_begins_with_it(tmp_path: Path) -> None:
    article = Article("a", "", "Options\n\n--all\n\nShows it.", "a.md")
    said, term, headed = Span(16, 25), Span(9, 14), ("Options",)
    whole = Passage(
        "a", "s", Kind.SECTION, Span(9, 25), (term, said), (Context(Role.HEADING, term, is_term=True),), headed
    )
    writer = WordWriter()
    writer.add_passage(whole, article)
    writer.add_passage(replace(whole, span=said, sentences=(said,)), article)
    writer.write(tmp_path)
    assert WordIndex(tmp_path).words(np.array([0, 1])).places.tolist() == [
        OWN_HEADING,
        0,
        1,
        1,
        OWN_HEADING,
        LEAD_IN,
        0,
        0,
    ]
