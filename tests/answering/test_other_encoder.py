"""A second real model, of other size, pooling and prompts: neutral weights, and answers all the same."""

from __future__ import annotations

import warnings

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.indexing.build import BuildOptions, build_index
from chatbot.indexing.versions import open_index
from chatbot.reading.folder import Corpus
from chatbot.settings import Settings
from tests.indexes import TODAY
from tests.indexing.tiny_model import write_tiny_model
from tests.web.small_corpus import write_small_corpus


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("other")
    model = str(write_tiny_model(folder / "tiny"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a random model may be kept in fp32
        build_index(Corpus(write_small_corpus(folder / "corpus"), today=TODAY), folder / "index", BuildOptions(model))
    return Answerer(open_index(folder / "index", Settings(index=str(folder / "index"), model=model)))


def test_it_is_answered_with_neutral_weights(answerer: Answerer) -> None:
    assert answerer.index.encoder.dimensions == 64
    assert not answerer.weights.fitted


def test_words_still_find_what_an_unknown_model_cannot(answerer: Answerer) -> None:
    question = make_question("How long does a supervision session last in the made-up clinic?")
    _, considered = answerer.consider(question)
    (first,) = answerer.index.passages(considered.candidates.rows[considered.ranking.order[:1]])
    assert "supervision" in answerer.index.article(first.article_id).text.lower()  # type: ignore[union-attr]
    assert 0 <= considered.confidence <= 1


def test_its_answers_quote_word_for_word(answerer: Answerer) -> None:
    for text in ("supervision session made-up clinic", "members borrow items", "opening hours"):
        for quote in answerer.ask(make_question(text)).quotes:
            record = answerer.index.article(quote.article.id)
            assert record is not None
            assert record.text[quote.start : quote.end] == quote.text
