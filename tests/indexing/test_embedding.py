from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from chatbot.indexing.arrays import load, save
from chatbot.indexing.embedding import KEYS, Earlier, EarlierViews, ViewSpool, embed
from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.index import View
from chatbot.indexing.pieces import NONE, PIECES, STARTS, PieceWriter

PASSAGES = [
    [(View.WHOLE, "Tides. The moon pulls the water."), (View.SENTENCE, "The moon pulls the water.")],
    [(View.QUESTION, "How many tides?"), (View.WHOLE, "Two."), (View.SENTENCE, "Two.")],
    [(View.WHOLE, 'A "line"\u2028and a\x85break \\ \U0001f642'), (View.SENTENCE, "")],
]
TEXTS = [text for passage in PASSAGES for _, text in passage]


def embedded(
    folder: Path, encoder: OnnxEncoder, known: Path | None, passages: Sequence[list[tuple[View, str]]]
) -> tuple[int, int]:
    folder.mkdir()
    with ViewSpool(folder / "spool") as spool:
        for passage in passages:
            spool.add(passage)
        done: list[int] = []
        made = embed(spool, encoder, Earlier((known,) if known else (), folder / "journal"), folder, done.append)
    assert done[-1] == sum(map(len, passages))
    return made


def test_texts_wait_in_order_and_their_file_goes(tmp_path: Path) -> None:
    with ViewSpool(tmp_path / "spool") as spool:
        for passage in PASSAGES * 100:
            spool.add(passage)
        assert len(spool) == 700
        assert spool.offsets[:4].tolist() == [0, 2, 5, 7]
        assert spool.kinds.tolist() == [kind for passage in PASSAGES for kind, _ in passage] * 100
        chunks = list(spool.chunks())
        assert [text for _, _, texts in chunks for text in texts] == TEXTS * 100
        assert [place for _, places, _ in chunks for place in places] == [-1] * 700
        assert [kind for kinds, _, _ in chunks for kind in kinds] == spool.kinds.tolist()
        assert (tmp_path / "spool").exists()
    assert not (tmp_path / "spool").exists()


def test_the_matrix_holds_each_texts_own_vector_and_equal_texts_are_encoded_once(
    tmp_path: Path, encoder: OnnxEncoder
) -> None:
    assert embedded(tmp_path / "v", encoder, None, PASSAGES) == (6, 0)
    assert load(tmp_path / "v", "views").tobytes() == encoder.encode_passages(TEXTS).tobytes()


def test_known_texts_keep_their_vectors_and_only_new_ones_are_encoded(tmp_path: Path, encoder: OnnxEncoder) -> None:
    embedded(tmp_path / "old", encoder, None, PASSAGES)
    marked = load(tmp_path / "old", "views").copy()
    marked[2] = 7  # shows that this vector is taken from there
    save(tmp_path / "old", "views", marked)
    changed = [[(View.WHOLE, "New.")], PASSAGES[2], PASSAGES[1]]
    assert embedded(tmp_path / "new", encoder, tmp_path / "old", changed) == (1, 5)
    found = load(tmp_path / "new", "views")
    assert found[[1, 2, 3, 4, 5]].tobytes() == marked[[5, 6, 2, 3, 4]].tobytes()
    assert found[0].tobytes() == encoder.encode_passages(["New."])[0].tobytes()
    assert load(tmp_path / "new", KEYS)[3].tobytes() == load(tmp_path / "old", KEYS)[2].tobytes()


def test_sentences_alone_have_pieces_new_or_taken_over(tmp_path: Path, encoder: OnnxEncoder) -> None:
    embedded(tmp_path / "old", encoder, None, PASSAGES[:2])
    marked = load(tmp_path / "old", PIECES).copy()
    marked[-1] = 7  # the full stop of "Two."
    save(tmp_path / "old", PIECES, marked)
    with ViewSpool(tmp_path / "spool") as spool:
        spool.add(PASSAGES[2])
        spool.add_known(2, np.array([0, 3]), np.array([View.QUESTION, View.WHOLE, View.SENTENCE], np.uint8))
        spool.add([(View.SENTENCE, "Two."), (View.WINDOW, "Two."), (View.SENTENCE, "How many tides?")])
        (tmp_path / "new").mkdir()
        done: list[int] = []
        earlier = Earlier((tmp_path / "old",), tmp_path / "journal")
        assert embed(spool, encoder, earlier, tmp_path / "new", done.append) == (3, 5)
    empty, asked = encoder.encode_sentences(["", "How many tides?"])[1]
    two = marked[-2:]
    expected = [NONE, empty, NONE, NONE, two, two, NONE, asked]
    starts = load(tmp_path / "new", STARTS).tolist()
    assert starts == np.cumsum([0, *map(len, expected)]).tolist()
    assert load(tmp_path / "new", PIECES).tobytes() == np.concatenate(expected).tobytes()


@pytest.mark.parametrize("first", [0, 2**63, 2**64 - 1])
def test_a_text_is_known_only_by_its_whole_key(tmp_path: Path, first: int) -> None:
    save(tmp_path, KEYS, np.array([[first, 5], [9, 9]], np.uint64))
    save(tmp_path, "views", np.zeros((2, 4), np.float32))
    with PieceWriter(tmp_path) as pieces:
        pieces.append([NONE, NONE])
    known = EarlierViews(tmp_path, coded=False)
    asked = np.array([[first, 5], [first, 6], [3, 5], [9, 9]], np.uint64)
    assert known.find(asked).tolist() == [0, -1, -1, 1]
