from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chatbot.errors import DamagedIndexError
from chatbot.indexing.encoder import CONFIG, GRAPH, TOKENIZER, EncoderConfig, OnnxEncoder
from chatbot.indexing.index import PIECE, Encoder, Floats
from chatbot.indexing.pieces import nearest

TEXTS = [
    "What is anticipatory grief?",
    "x",
    "",
    "The river rises in the northern hills, flows south for ninety kilometres, and reaches the sea. " * 12,
    "상담자의 침묵",
    "Payments are due on the first working day of each month.",
]


@pytest.fixture(scope="module")
def alone(encoder: OnnxEncoder) -> Floats:
    return np.stack([encoder.encode_passages([text])[0] for text in TEXTS])


def test_it_is_an_encoder(encoder: OnnxEncoder) -> None:
    seen: Encoder = encoder
    assert (seen.dimensions, seen.max_tokens) == (384, 256)
    assert len(seen.fingerprint) == 64


def test_vectors_have_length_one_and_cannot_be_written(encoder: OnnxEncoder, alone: Floats) -> None:
    np.testing.assert_allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-6)
    for vector in (encoder.encode_passages(TEXTS[:2]), encoder.encode_question(TEXTS[0])):
        assert vector.dtype == np.float32
        assert not vector.flags.writeable


def test_a_text_has_the_same_bytes_alone_among_others_and_as_a_question(encoder: OnnxEncoder, alone: Floats) -> None:
    assert encoder.encode_passages(TEXTS * 3).tobytes() == np.tile(alone, (3, 1)).tobytes()
    for text, vector in zip(TEXTS, alone, strict=True):
        assert encoder.encode_question(text).tobytes() == vector.tobytes()


def test_a_text_has_the_same_bytes_under_sixteen_threads(encoder_folder: Path, alone: Floats) -> None:
    encoder = OnnxEncoder(encoder_folder, threads=4, cache=0)

    def ask(first: int) -> bytes:
        order = [(first + i) % len(TEXTS) for i in range(2 * len(TEXTS))]
        assert all(encoder.encode_question(TEXTS[i]).tobytes() == alone[i].tobytes() for i in order)
        return encoder.encode_passages([TEXTS[i] for i in sorted(order)[::2]]).tobytes()

    with ThreadPoolExecutor(16) as threads:
        assert set(threads.map(ask, range(16))) == {alone.tobytes()}


def test_another_process_gives_the_same_bytes(encoder_folder: Path, alone: Floats) -> None:
    program = (
        "import sys; from pathlib import Path; from chatbot.indexing.encoder import OnnxEncoder\n"
        "encoder = OnnxEncoder(Path(sys.argv[1]), threads=1)\n"
        "sys.stdout.buffer.write(encoder.encode_question(sys.argv[2]).tobytes())\n"
        "assert not {'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, encoder_folder, TEXTS[0]], capture_output=True, check=True)
    assert done.stdout == alone[0].tobytes()


def test_a_text_above_the_limit_is_cut_there(encoder: OnnxEncoder) -> None:
    words = "river " * 254  # with the two special tokens, the limit
    assert encoder.count_tokens(words) == encoder.max_tokens
    assert encoder.count_tokens(words + "sea") == encoder.max_tokens + 1
    assert encoder.encode_question(words).tobytes() == encoder.encode_question(words + "sea").tobytes()
    shorter = "river " * 253
    assert encoder.encode_question(shorter).tobytes() != encoder.encode_question(words).tobytes()


def test_tokens_are_counted_with_the_special_ones(encoder: OnnxEncoder) -> None:
    assert encoder.count_tokens("") == 2
    assert encoder.count_tokens("grief") == 3


def test_the_last_questions_are_remembered_and_no_more(encoder_folder: Path) -> None:
    encoder = OnnxEncoder(encoder_folder, threads=1, cache=2)
    first = encoder.encode_question("a")
    assert encoder.encode_question("a") is first
    encoder.encode_question("b")
    encoder.encode_question("c")
    assert encoder.encode_question("a") is not first
    forgetful = OnnxEncoder(encoder_folder, threads=1, cache=0)
    assert forgetful.encode_question("a") is not forgetful.encode_question("a")


def test_a_questions_pieces_are_its_own_and_stand_where_they_are(encoder: OnnxEncoder) -> None:
    text = "Is  Anticipatory grief normal?"
    found = encoder.question_pieces(text)
    assert "".join(text[start:end] for start, end in found.spans) == text.replace(" ", "")
    assert found.codes.shape == (len(found.spans), PIECE)
    assert encoder.question_pieces("").codes.shape == (0, PIECE)


def test_a_sentences_pieces_are_those_of_a_question_and_of_the_model(encoder: OnnxEncoder, alone: Floats) -> None:
    vectors, pieces = encoder.encode_sentences(TEXTS)
    assert vectors.tobytes() == alone.tobytes()
    for text, codes in zip(TEXTS, pieces, strict=True):
        assert codes.tobytes() == encoder.question_pieces(text).codes.tobytes()
        assert encoder.states(text).shape == (len(codes), encoder.dimensions)
    sorrow, others = (encoder.question_pieces(text).codes for text in ("sorrow", "grief table"))
    near = nearest(sorrow, others, np.array([0, 1, 2]))
    assert near[0, 0] > near[1, 0] + 0.1


def test_common_words_are_whole_words_most_frequent_first(encoder: OnnxEncoder) -> None:
    words = encoder.common_words()
    assert len(words) > 15_000
    assert words.index("the") < words.index("river") < words.index("mourning")
    assert all(word.isascii() and word.isalpha() and len(word) > 1 for word in words)
    assert "ing" in words  # a piece that also begins words; pieces that only continue them are left out
    assert not any(word.startswith("##") for word in words)


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, CONFIG])
def test_a_missing_file_is_named(encoder_folder: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(encoder_folder, folder)
    (folder / name).unlink()
    with pytest.raises(DamagedIndexError, match=name):
        OnnxEncoder(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": "m"}', '{"colour": 1}'])
def test_a_description_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / CONFIG).write_text(text)
    with pytest.raises(DamagedIndexError, match=f"{CONFIG}: not an encoder's description .*build the index again"):
        EncoderConfig.read(tmp_path)


def test_the_fingerprint_covers_what_shapes_a_vector_and_nothing_else(encoder: OnnxEncoder) -> None:
    same = replace(encoder.config, mean_cosine=0.5, model="another name", source_sha256="0", compiler=99)
    assert same.fingerprint == encoder.fingerprint
    others: dict[str, Any] = {"max_tokens": 128, "question_prompt": "q: ", "passage_prompt": "p: ", "pooling": "cls"}
    for field, value in (others | {"sha256": {}}).items():
        assert replace(encoder.config, **{field: value}).fingerprint != encoder.fingerprint
