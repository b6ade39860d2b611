"""A model is compiled into an encoder that agrees with it, or refused; another than the default answers, too."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from huggingface_hub import constants
from safetensors.numpy import load_file, save_file

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.errors import BuildError
from chatbot.indexing.build import BuildOptions, build_index
from chatbot.indexing.encoder import GRAPH, TOKENIZER, OnnxEncoder
from chatbot.indexing.index import Floats
from chatbot.indexing.models import file_sha256
from chatbot.indexing.versions import IndexFolder, open_index
from chatbot.reading.folder import Corpus
from chatbot.settings import Settings
from scripts.build_index import main as build_main
from tests.indexes import TODAY
from tests.indexing.later import Later
from tests.web.small_corpus import write_small_corpus

if TYPE_CHECKING:
    import onnx
    import sentence_transformers

    from chatbot.indexing import compiling
    from tests.indexing import tiny_model
else:
    onnx, sentence_transformers = Later("onnx"), Later("sentence_transformers")
    compiling, tiny_model = Later("chatbot.indexing.compiling"), Later("tests.indexing.tiny_model")

SENTENCES = [
    "Supervision is held twice in a month, on Tuesdays.",
    "ASK ABOUT the café's opening hours!",
    "Members may borrow ten items. " * 60,
    "why",
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model.write_tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def compiled(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The encoder made of it, in a folder of encoders."""
    made = tmp_path_factory.mktemp("encoders") / "made"
    return made.rename(made.with_name(compiling.compile_encoder(compiling.find_model(str(tiny)), made).fingerprint))


@pytest.fixture(scope="module")
def tiny_encoder(compiled: Path) -> OnnxEncoder:
    return OnnxEncoder(compiled, threads=1)


@pytest.fixture(scope="module")
def answerer(tiny: Path, compiled: Path, tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An Answerer over an index of other size, pooling and prompts than the default's."""
    folder, model = tmp_path_factory.mktemp("other"), str(tiny)
    place = IndexFolder(folder / "index")
    place.share_encoders(compiled.parent)
    build_index(Corpus(write_small_corpus(folder / "corpus"), today=TODAY), place.root, BuildOptions(model))
    return Answerer(open_index(place.root, Settings(index=str(place.root), model=model)))


def original(model: sentence_transformers.SentenceTransformer, texts: list[str], prompt: str = "") -> Floats:
    encoded = [model.encode(text, prompt=prompt or None, normalize_embeddings=True) for text in texts]
    return np.stack([np.asarray(vector, np.float32) for vector in encoded])


def test_the_default_encoder_agrees_with_the_original(encoder: OnnxEncoder) -> None:
    model = sentence_transformers.SentenceTransformer(
        str(compiling.find_model("").folder), device="cpu", local_files_only=True
    )
    cosines = (original(model, SENTENCES) * encoder.encode_passages(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.97
    config = encoder.config
    assert (config.precision, config.pooling, config.question_prompt, config.passage_prompt) == ("int8", "mean", "", "")
    assert config.mean_cosine >= 0.99
    assert config.source_sha256 == compiling.find_model("").sha256


def test_a_model_of_other_size_pooling_and_prompts_is_compiled_with_them(tiny: Path, tiny_encoder: OnnxEncoder) -> None:
    config = tiny_encoder.config
    assert (config.model, config.dimensions, config.max_tokens, config.pooling) == ("tiny", 64, 48, "cls")
    assert (config.question_prompt, config.passage_prompt) == ("query: ", "passage: ")
    model = sentence_transformers.SentenceTransformer(str(tiny), device="cpu", local_files_only=True)
    passages = tiny_encoder.encode_passages(SENTENCES)
    questions = np.stack([tiny_encoder.encode_question(text) for text in SENTENCES])
    assert (original(model, SENTENCES, "passage: ") * passages).sum(axis=1).min() > 0.95
    assert (original(model, SENTENCES, "query: ") * questions).sum(axis=1).min() > 0.95
    assert not np.array_equal(passages, questions)
    assert tiny_encoder.count_tokens("") > 2, "the passage prompt counts"


def test_compiling_twice_makes_the_same_bytes(tiny: Path, tiny_encoder: OnnxEncoder, tmp_path: Path) -> None:
    again = compiling.compile_encoder(compiling.find_model(str(tiny)), tmp_path / "again")
    assert again == tiny_encoder.config
    assert {name: file_sha256(tmp_path / "again" / name) for name in (GRAPH, TOKENIZER)} == again.sha256


def test_a_model_of_outliers_within_its_feed_forward_layers_keeps_their_second_product_in_fp32(
    tiny: Path, tmp_path: Path
) -> None:
    steep = shutil.copytree(tiny, tmp_path / "steep")
    weights = load_file(steep / "model.safetensors")
    for name, weight in weights.items():
        if name.endswith("intermediate.dense.bias"):
            weight[0] = 300
        elif name.endswith("output.dense.weight") and weight.shape == (64, 128):
            weight[:] = 40 * weight
            weight[:, 0] = 0
    save_file(weights, steep / "model.safetensors")
    config = compiling.compile_encoder(compiling.find_model(str(steep)), tmp_path / "encoder")
    assert (config.precision, config.mean_cosine >= compiling.LEAST_INT8_COSINE) == ("int8 and fp32", True)
    kinds = Counter(node.op_type for node in onnx.load(tmp_path / "encoder" / GRAPH).graph.node)
    assert kinds["MatMulInteger"] > kinds["MatMul"] > 0


def test_a_model_that_int8_harms_is_kept_in_fp32_with_a_warning(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("chatbot.indexing.compiling.LEAST_INT8_COSINE", 1.1)
    config = compiling.compile_encoder(compiling.find_model(str(tiny)), tmp_path / "exact")
    assert config.precision == "fp32"
    model = sentence_transformers.SentenceTransformer(str(tiny), device="cpu", local_files_only=True)
    exact = OnnxEncoder(tmp_path / "exact", threads=1).encode_passages(SENTENCES)
    np.testing.assert_allclose(exact, original(model, SENTENCES, "passage: "), atol=1e-5)
    place = IndexFolder(tmp_path / "index")
    place.encoders.mkdir(parents=True)
    (tmp_path / "exact").rename(place.encoders / config.fingerprint)
    corpus = write_small_corpus(tmp_path / "corpus")
    assert build_main([str(corpus), "--index", str(place.root), "--model", str(tiny)]) == 0
    assert "int8 agrees too little with the original; the encoder is fp32" in " ".join(capsys.readouterr().err.split())


def test_weights_that_are_none_are_refused_and_nothing_is_left(tiny: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in tiny.iterdir():
        if path.is_file():
            (broken / path.name).write_bytes(path.read_bytes())
    (broken / "config.json").write_text('{"model_type": "no such model"}')
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(BuildError, match="broken: sentence-transformers cannot read this model"):
        compiling.compile_encoder(compiling.find_model(str(broken)), out / "encoder")
    assert list(out.iterdir()) == []


def test_a_graph_that_computes_something_else_is_refused(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dropout that stays on makes every run of the original another vector, so no graph can agree with it."""
    monkeypatch.setattr(
        sentence_transformers.SentenceTransformer, "eval", sentence_transformers.SentenceTransformer.train
    )
    with pytest.raises(BuildError, match="its ONNX graph agrees with the original by a mean cosine of only"):
        compiling.compile_encoder(compiling.find_model(str(tiny)), tmp_path / "encoder")
    assert list(tmp_path.iterdir()) == []


def test_a_hubs_model_that_cannot_be_had_is_refused_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    assert compiling.main(["BAAI/bge-small-en-v1.5", str(tmp_path / "e")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("model 'BAAI/bge-small-en-v1.5': there is no such folder and no model hub gives it")
    assert len(message.splitlines()) == 1


def test_the_command_says_what_is_wrong_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert compiling.main([str(empty), str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"{empty}: no config.json there")


def test_a_model_without_fitted_weights_is_answered_from_with_neutral_ones(answerer: Answerer) -> None:
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
