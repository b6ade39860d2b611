from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.indexing import pieces
from chatbot.indexing.arrays import save
from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.index import PIECE, Codes
from chatbot.indexing.matrix import OFFSETS
from chatbot.indexing.pieces import NONE, PieceStore, PieceWriter, axes, axes_digest, coded, nearest, write_axes


def some(seed: int, count: int) -> Codes:
    drawn = np.random.default_rng(seed).standard_normal((count, PIECE))
    codes: Codes = np.rint(127 * drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.int8)
    return codes


def test_the_shipped_axes_are_the_default_encoders_and_at_right_angles(encoder: OnnxEncoder) -> None:
    found = axes(encoder.fingerprint)
    assert found is not None
    assert found.shape == (384, PIECE)
    np.testing.assert_allclose(found.T @ found, np.eye(PIECE), atol=5e-3)
    assert len(axes_digest(encoder.fingerprint)) == 64
    assert axes("another encoder") is None
    assert axes_digest("another encoder") == ""


def test_axes_are_those_along_which_pieces_differ_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_AXES", tmp_path / "pieces.npz")
    chance = np.random.default_rng(1)
    wide = np.zeros((300, 50), np.float32)
    wide[:, 10:42] = chance.standard_normal((300, PIECE))
    wide += 0.01 * chance.standard_normal(wide.shape).astype(np.float32)
    write_axes([wide[:100], wide[100:]], "these")
    found = axes("these")
    assert found is not None
    assert np.square(found[10:42]).sum() > 0.99 * PIECE
    kept = coded(wide, found).astype(np.float64)
    np.testing.assert_allclose(np.linalg.norm(kept, axis=1), 127, atol=3)
    whole = wide / np.linalg.norm(wide, axis=1, keepdims=True)
    np.testing.assert_allclose(kept @ kept.T / 127**2, whole @ whole.T, atol=0.05)


def test_each_asked_piece_has_its_nearest_in_each_passage_and_nothing_is_near_to_none() -> None:
    asked, held = some(1, 4), some(2, 9)
    offsets = np.array([0, 0, 3, 3, 9, 9])
    found = nearest(asked, held, offsets)
    cosines = held.astype(np.int64) @ asked.astype(np.int64).T / 127**2
    assert found[[0, 2, 4]].tolist() == np.zeros((3, 4)).tolist()
    np.testing.assert_allclose(found[[1, 3]], [cosines[:3].max(axis=0), cosines[3:].max(axis=0)], atol=1e-6)
    assert nearest(asked, NONE, np.array([0, 0])).tolist() == [[0, 0, 0, 0]]
    assert nearest(NONE, held, offsets).shape == (5, 0)


def test_a_passages_numbers_are_the_same_whatever_stands_beside_it() -> None:
    asked, held = some(3, 17), some(4, 2000)
    together = nearest(asked, held, np.arange(0, 2001, 40))
    for place in (0, 7, 49):
        part = held[40 * place : 40 * place + 40]
        assert nearest(asked, part, np.array([0, 40])).tobytes() == together[place : place + 1].tobytes()


def test_what_was_written_of_views_is_read_by_passage(tmp_path: Path) -> None:
    views = [NONE, some(1, 3), some(2, 1), NONE, NONE, some(3, 2)]
    with PieceWriter(tmp_path) as writer:
        writer.append(views[:2])
        writer.append([])
        writer.append(views[2:])
    save(tmp_path, OFFSETS, np.array([0, 3, 5, 6]))
    store = PieceStore(tmp_path)
    offsets, codes = store.of(np.array([2, 1, 0, 2]))
    assert offsets.tolist() == [0, 2, 2, 6, 8]
    assert codes.tolist() == np.concatenate([views[5], views[1], views[2], views[5]]).tolist()
    offsets, codes = store.of(np.empty(0, np.int64))
    assert (offsets.tolist(), codes.shape) == ([0], (0, PIECE))


def test_nothing_at_all_is_written_and_read(tmp_path: Path) -> None:
    with PieceWriter(tmp_path) as writer:
        writer.append([NONE, NONE])
    save(tmp_path, OFFSETS, np.array([0, 2]))
    assert PieceStore(tmp_path).of(np.array([0]))[1].shape == (0, PIECE)
