"""A small real model, made on the fly: a random BERT with CLS pooling, prompts and a tokenizer of its own."""

from __future__ import annotations

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

TEXT = "passage query members may borrow ten items supervision is held twice in a month on tuesdays opening hours café"


def write_tiny_model(folder: Path) -> Path:
    """Write the model, 64 dimensions and at most 48 word pieces, and return its folder."""
    base = folder.with_name(folder.name + "-bert")
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # noqa: S106  no password
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = sorted(set("abcdefghijklmnopqrstuvwxyz0123456789.,:;!?'-()"))
    trainer = trainers.WordPieceTrainer(vocab_size=300, special_tokens=special, initial_alphabet=letters)
    tokenizer.train_from_iterator([TEXT] * 3, trainer)
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    wrapped = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        model_max_length=48,
        pad_token="[PAD]",  # noqa: S106  no password
    )
    wrapped.save_pretrained(base)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=64, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=128, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(base)
    modules = [Transformer(str(base), max_seq_length=48), Pooling(64, "cls"), Normalize()]
    prompts = {"query": "query: ", "passage": "passage: "}
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    return folder
