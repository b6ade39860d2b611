"""The yardstick: the server that a tutorial builds of the same parts, sentence-transformers, FAISS flat and Flask.

`python -m scripts.benchmarking.yardstick build FOLDER` encodes the passages of FOLDER/passages.json, one vector each,
in the library's own batches; `... serve FOLDER` answers with the nearest passages. It ranks by cosine alone, quotes
whole passages, and never abstains: it does less, with the tools that are usually taken for it.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import faiss
import numpy as np
from flask import Flask, Response, jsonify, request
from sentence_transformers import SentenceTransformer
from waitress import create_server

from chatbot.indexing.models import DEFAULT_MODEL, local_model
from scripts.benchmarking.files import PASSAGES, VECTORS

_LIMIT = 3


def _model() -> SentenceTransformer:
    source = local_model("")
    if source is None:
        raise FileNotFoundError(f"{DEFAULT_MODEL} is not installed")
    return SentenceTransformer(str(source.folder), device="cpu")


def build(folder: Path) -> None:
    """Encode all passages, write their vectors, and print the word pieces and the seconds that encoding took."""
    texts = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
    model = _model()
    model.encode(texts[:1])
    pieces = sum(min(len(ids), model.max_seq_length or len(ids)) for ids in model.tokenizer(texts)["input_ids"])
    started = time.perf_counter()
    vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    seconds = time.perf_counter() - started
    np.save(folder / VECTORS, vectors)
    sys.stdout.write(json.dumps({"pieces": pieces, "seconds": seconds}) + "\n")


def serve(folder: Path) -> None:
    """Answer on a free port, which is printed, until the process is ended."""
    texts = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
    vectors = np.load(folder / VECTORS)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    model = _model()
    app = Flask(__name__)

    @app.post("/api/chat")
    def chat() -> Response:
        vector = model.encode([request.get_json()["question"]], normalize_embeddings=True, show_progress_bar=False)
        scores, rows = index.search(vector, _LIMIT)
        found = zip(rows[0].tolist(), scores[0].tolist(), strict=True)
        return jsonify(quotes=[{"text": texts[row], "score": score} for row, score in found])

    server = create_server(app, host="127.0.0.1", port=0)
    sys.stdout.write(f"Serving at http://127.0.0.1:{server.effective_port}/\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    {"build": build, "serve": serve}[sys.argv[1]](Path(sys.argv[2]))
