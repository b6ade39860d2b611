from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import pytest
from huggingface_hub import constants
from safetensors.numpy import load_file, save_file
from sentence_transformers import SentenceTransformer

from chatbot.errors import BuildError
from chatbot.indexing import compiling
from chatbot.indexing.compiling import LEAST_INT8_COSINE, compile_encoder, find_model, main
from chatbot.indexing.encoder import GRAPH, TOKENIZER, OnnxEncoder
from chatbot.indexing.index import Floats
from chatbot.indexing.models import file_sha256
from tests.indexing.tiny_model import write_tiny_model

SENTENCES = [
    "Supervision is held twice in a month, on Tuesdays.",
    "ASK ABOUT the café's opening hours!",
    "Members may borrow ten items. " * 60,
    "why",
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def tiny_encoder(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    folder = tmp_path_factory.mktemp("encoders") / "tiny"
    compile_encoder(find_model(str(tiny)), folder)
    return OnnxEncoder(folder, threads=1)


def original(model: SentenceTransformer, texts: list[str], prompt: str = "") -> Floats:
    encoded = [model.encode(text, prompt=prompt or None, normalize_embeddings=True) for text in texts]
    return np.stack([np.asarray(vector, np.float32) for vector in encoded])


def test_the_default_encoder_agrees_with_the_original(encoder: OnnxEncoder) -> None:
    model = SentenceTransformer(str(find_model("").folder), device="cpu", local_files_only=True)
    cosines = (original(model, SENTENCES) * encoder.encode_passages(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.97
    config = encoder.config
    assert (config.precision, config.pooling, config.question_prompt, config.passage_prompt) == ("int8", "mean", "", "")
    assert config.mean_cosine >= 0.99
    assert config.source_sha256 == find_model("").sha256


def test_a_model_of_other_size_pooling_and_prompts_is_compiled_with_them(tiny: Path, tiny_encoder: OnnxEncoder) -> None:
    config = tiny_encoder.config
    assert (config.model, config.dimensions, config.max_tokens, config.pooling) == ("tiny", 64, 48, "cls")
    assert (config.question_prompt, config.passage_prompt) == ("query: ", "passage: ")
    model = SentenceTransformer(str(tiny), device="cpu", local_files_only=True)
    passages = tiny_encoder.encode_passages(SENTENCES)
    questions = np.stack([tiny_encoder.encode_question(text) for text in SENTENCES])
    assert (original(model, SENTENCES, "passage: ") * passages).sum(axis=1).min() > 0.95
    assert (original(model, SENTENCES, "query: ") * questions).sum(axis=1).min() > 0.95
    assert not np.array_equal(passages, questions)
    assert tiny_encoder.count_tokens("") > 2, "the passage prompt counts"


def test_compiling_twice_makes_the_same_bytes(tiny: Path, tiny_encoder: OnnxEncoder, tmp_path: Path) -> None:
    again = compile_encoder(find_model(str(tiny)), tmp_path / "again")
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
    config = compile_encoder(find_model(str(steep)), tmp_path / "encoder")
    assert (config.precision, config.mean_cosine >= LEAST_INT8_COSINE) == ("int8 and fp32", True)
    kinds = Counter(node.op_type for node in onnx.load(tmp_path / "encoder" / GRAPH).graph.node)
    assert kinds["MatMulInteger"] > kinds["MatMul"] > 0


def test_a_model_that_int8_harms_is_kept_in_fp32_with_a_warning(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "LEAST_INT8_COSINE", 1.1)
    with pytest.warns(RuntimeWarning, match=r"int8 agrees with the original by a mean cosine of only .* fp32"):
        config = compile_encoder(find_model(str(tiny)), tmp_path / "exact")
    assert config.precision == "fp32"
    model = SentenceTransformer(str(tiny), device="cpu", local_files_only=True)
    exact = OnnxEncoder(tmp_path / "exact", threads=1).encode_passages(SENTENCES)
    np.testing.assert_allclose(exact, original(model, SENTENCES, "passage: "), atol=1e-5)


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
        compile_encoder(find_model(str(broken)), out / "encoder")
    assert list(out.iterdir()) == []


def test_a_graph_that_computes_something_else_is_refused(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dropout that stays on makes every run of the original another vector, so no graph can agree with it."""
    monkeypatch.setattr(SentenceTransformer, "eval", SentenceTransformer.train)
    with pytest.raises(BuildError, match="its ONNX graph agrees with the original by a mean cosine of only"):
        compile_encoder(find_model(str(tiny)), tmp_path / "encoder")
    assert list(tmp_path.iterdir()) == []


def test_a_hubs_model_that_cannot_be_had_is_refused_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    assert main(["BAAI/bge-small-en-v1.5", str(tmp_path / "e")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("model 'BAAI/bge-small-en-v1.5': there is no such folder and no model hub gives it")
    assert len(message.splitlines()) == 1


def test_the_command_says_what_is_wrong_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main([str(empty), str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"{empty}: no config.json there")
