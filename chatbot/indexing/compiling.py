"""A sentence-transformers model -> the folder of an ONNX encoder, checked against the original.

The only module that imports torch and sentence_transformers; serving an index does not import it.

The graph takes one text's `input_ids` (1, tokens) and gives its `vector` (dimensions,): pooling and normalisation are
inside, as the model's own modules compute them. Beside it stand the `states` (tokens, width) that it was pooled from.
There is no attention mask, because a text never has padding here. Weights get 7 of their 8 bits, per channel
(`reduce_range`): with all 8 the AVX2 kernels overflow, and a vector would depend on the kind of processor. Fusing
attention and layer norms beforehand changed neither speed nor agreement.

What a feed-forward layer computes inside has single numbers far above the rest, and int8 gives all of them one scale.
Models that this harms keep the products that narrow these layers in fp32: all-mpnet-base-v2 agrees by .990 in place of
.903 then, in half the time of fp32. Source: Bondarenko et al. 2021, "Understanding and Overcoming the Challenges of
Efficient Transformer Quantization".
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from huggingface_hub import snapshot_download
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from transformers.utils import logging as transformers_logging

from chatbot.errors import BuildError
from chatbot.indexing.encoder import COMPILER, GRAPH, TOKENIZER, EncoderConfig, OnnxEncoder
from chatbot.indexing.index import Floats
from chatbot.indexing.models import MODEL_FILES, ModelSource, file_sha256, local_model, model_in
from chatbot.indexing.pieces import TEXTS
from chatbot.indexing.session import INPUT, OUTPUT, STATES

LEAST_INT8_COSINE = 0.98  # mean cosine with the original, over the check texts
_LEAST_FP32_COSINE = 0.999
_OPSET = 17
_QUESTIONS = 15  # lines of that file, from the first, that are questions


def find_model(name: str) -> ModelSource:
    """Return a model's files: the packaged one (""), a folder's, or a hub's, which HF_HUB_OFFLINE=1 forbids to ask.

    Raises:
        BuildError: there is no such model, or it cannot be had.
    """
    found = local_model(name)
    if found:
        return found
    try:
        folder = snapshot_download(
            name if "/" in name else f"sentence-transformers/{name}", allow_patterns=list(MODEL_FILES)
        )
    except (OSError, ValueError) as error:
        raise BuildError(
            f"model {name!r}: there is no such folder and no model hub gives it ({type(error).__name__}); name an "
            "existing folder, or connect to the hub with HF_HUB_OFFLINE unset"
        ) from error
    return model_in(Path(folder), name)


def compile_encoder(source: ModelSource, folder: Path) -> EncoderConfig:
    """Write the encoder of `source` into `folder`, which must not exist yet: as much of it int8 as agrees, else fp32.

    That is about half as fast; the encoder's description names the precision, and a build warns of it.

    Args:
        source: the model's files.
        folder: its parent must exist; nothing is left in either when compiling fails.

    Raises:
        BuildError: the model does not embed texts, or its graph does not compute what the model computes.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".tmp-compiling-") as work, _quiet():
        model = _load(source)
        exact = Path(work, "fp32")
        config = _describe(model, source)
        _export(model, exact)
        reference = _reference(model, config)
        kept = _checked(config, exact, reference)
        if kept.mean_cosine < _LEAST_FP32_COSINE:
            raise BuildError(
                f"{source.name}: its ONNX graph agrees with the original by a mean cosine of only "
                f"{kept.mean_cosine:.4f}; use another model"
            )
        for precision in ("int8", "int8 and fp32"):
            small = Path(work, precision)
            _quantise(exact, small, _narrowing(exact / GRAPH) if precision != "int8" else [])
            quantised = _checked(replace(config, precision=precision), small, reference)
            if quantised.mean_cosine >= LEAST_INT8_COSINE:
                kept = quantised
                break
        Path(work, kept.precision).rename(folder)
    return kept


class _Graph(torch.nn.Module):
    """The model's own modules in order, from token ids to a normalised vector."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features: dict[str, Any] = {"input_ids": input_ids, "modality": "text"}
        for module in self.model:
            features = module(features)
        embedding: torch.Tensor = features["sentence_embedding"]
        return torch.nn.functional.normalize(embedding, dim=-1)[0], features["token_embeddings"][0]


def _load(source: ModelSource) -> SentenceTransformer:
    try:
        model = SentenceTransformer(
            str(source.folder),
            device="cpu",
            local_files_only=True,
            model_kwargs={"attn_implementation": "eager", "use_safetensors": True, "dtype": torch.float32},
        )
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise BuildError(
            f"{source.folder}: sentence-transformers cannot read this model ({error}); name another"
        ) from error
    if getattr(model.tokenizer, "backend_tokenizer", None) is None:
        raise BuildError(f"{source.name}: the model has no tokenizer.json, which serving needs; use another model")
    if any(not getattr(module, "include_prompt", True) for module in model) and any(model.prompts.values()):
        raise BuildError(
            f"{source.name}: its pooling leaves out the prompt, which the encoder cannot; use another model"
        )
    return model.eval()


def _describe(model: SentenceTransformer, source: ModelSource) -> EncoderConfig:
    """Read from the model's own configuration what an encoder must know; digests and agreement are still open."""
    prompts: dict[str, str] = {name: prompt for name, prompt in model.prompts.items() if prompt}
    default = prompts.get(model.default_prompt_name or "", "")
    passage = [prompts[name] for name in ("document", "passage", "corpus") if name in prompts]
    limits = [model.max_seq_length, getattr(model[0].config, "max_position_embeddings", None)]
    pooling = [getattr(module, "pooling_mode", ()) for module in model]
    return EncoderConfig(
        model=source.name,
        dimensions=int(model.get_embedding_dimension() or 0),
        max_tokens=min(int(limit) for limit in limits if limit),
        question_prompt=prompts.get("query", default),
        passage_prompt=passage[0] if passage else default,
        pooling="+".join(mode for modes in pooling for mode in ([modes] if isinstance(modes, str) else modes)),
        precision="fp32",
        mean_cosine=0.0,
        source_sha256=source.sha256,
        compiler=COMPILER,
        sha256={},
    )


def _export(model: SentenceTransformer, folder: Path) -> None:
    folder.mkdir()
    tokenizer = model.tokenizer.backend_tokenizer
    (folder / TOKENIZER).write_text(tokenizer.to_str(), encoding="utf-8")
    ids = torch.tensor([tokenizer.encode("a text of a few words").ids])
    with torch.no_grad():
        torch.onnx.export(
            _Graph(model),
            (ids,),
            folder / GRAPH,
            input_names=[INPUT],
            output_names=[OUTPUT, STATES],
            dynamic_axes={INPUT: {1: "tokens"}, STATES: {0: "tokens"}},
            opset_version=_OPSET,
            dynamo=False,
        )


def _narrowing(graph: Path) -> list[str]:
    """Return the names of the products with weights of more rows than columns."""
    model = onnx.load(graph).graph
    narrow = {weight.name for weight in model.initializer if len(weight.dims) == 2 and weight.dims[0] > weight.dims[1]}
    return [node.name for node in model.node if node.op_type == "MatMul" and not narrow.isdisjoint(node.input)]


def _quantise(source: Path, target: Path, left_out: list[str]) -> None:
    target.mkdir()
    (target / TOKENIZER).write_bytes((source / TOKENIZER).read_bytes())
    quantize_dynamic(
        source / GRAPH,
        target / GRAPH,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=left_out,
    )


def _texts() -> list[str]:
    """Return real sentences of one word to two hundred, and one text above any model's limit."""
    lines = TEXTS.read_text(encoding="utf-8").splitlines()
    return [*lines, " ".join(lines)]


def _reference(model: SentenceTransformer, config: EncoderConfig) -> Floats:
    """Return the original model's vectors of the check texts, as passages, then some of them as questions."""
    torch.set_num_threads(1)  # short texts gain nothing from more, and lose much where other programs want the cores
    texts = [(config.passage_prompt, text) for text in _texts()]
    texts += [(config.question_prompt, text) for text in _texts()[:_QUESTIONS]]
    return np.stack([_encoded(model, prompt, text) for prompt, text in texts])


def _encoded(model: SentenceTransformer, prompt: str, text: str) -> Floats:
    vector = model.encode(text, prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vector, np.float32)


def _checked(config: EncoderConfig, folder: Path, reference: Floats) -> EncoderConfig:
    """Complete the description of the encoder in `folder` with its digests and its agreement with `reference`."""
    config = replace(config, sha256={name: file_sha256(folder / name) for name in (GRAPH, TOKENIZER)})
    config.write(folder)
    encoder = OnnxEncoder(folder)
    vectors = [*encoder.encode_passages(_texts()), *map(encoder.encode_question, _texts()[:_QUESTIONS])]
    cosine = float(np.einsum("ij,ij->i", np.stack(vectors), reference).mean())
    config = replace(config, mean_cosine=round(cosine, 4))
    config.write(folder)
    return config


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep back what the libraries say about their own deprecations and progress; errors pass."""
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)
        transformers_logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def main(arguments: list[str]) -> int:
    """Compile model `arguments[0]` into folder `arguments[1]`, in a process of its own; 1 where that is impossible.

    A build starts it so, because importing torch takes seconds and half a gigabyte that other builds do not need.
    """
    name, folder = arguments
    try:
        compile_encoder(find_model(name), Path(folder))
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
