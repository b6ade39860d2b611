"""The encoders of an index folder: found again by what they were compiled from, compiled where there is none.

Compiling runs in a process of its own, so that a build that has its encoder imports neither torch nor transformers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import chatbot
from chatbot.errors import BuildError, DamagedIndexError
from chatbot.indexing.encoder import COMPILER, EncoderConfig
from chatbot.indexing.manifest import check_files
from chatbot.indexing.models import is_installed, local_model, model_name
from chatbot.indexing.versions import IndexFolder

_COMPILER_NEEDS = "sentence_transformers"  # of the packages that a serving machine lacks, the one that needs the others


def compiled_encoder(place: IndexFolder, model: str) -> Path | None:
    """Return the folder of the encoder that was compiled from `model` as it is now, None where there is none.

    The name of a model is enough where its files are not here: those that a hub gives are not asked for again, and an
    encoder that was copied from another machine does without the package that its model comes in.

    Raises:
        BuildError: the model's files are not what they must be.
    """
    source = local_model(model) if is_installed(model) else None
    for folder in sorted(place.encoders.glob("[!.]*")):
        try:
            config = EncoderConfig.read(folder)
            check_files(folder, config.sha256)
        except DamagedIndexError:
            continue  # as good as none: it is compiled again, into the same place
        same = config.source_sha256 == source.sha256 if source else config.model == model_name(model)
        if same and config.compiler == COMPILER and config.fingerprint == folder.name:
            return folder
    return None


def encoder_warnings(encoder: Mapping[str, object]) -> list[str]:
    """Return what must be said of a manifest's `encoder` where int8 harmed the model too much to be used."""
    if encoder["precision"] != "fp32":
        return []
    model = encoder["model"]
    return [f"{model}: int8 agrees too little with the original; the encoder is fp32, which is about half as fast"]


def compile_into(place: IndexFolder, model: str) -> Path:
    """Compile `model` and return the encoder's folder, which is named by its fingerprint.

    Raises:
        BuildError: the model cannot be had or compiled, or what compiles it is not installed.
    """
    elsewhere = f"copy the folder encoders of an index that was built on another machine to {place.encoders}"
    if find_spec(_COMPILER_NEEDS) is None:
        raise BuildError(
            f"{place.encoders} holds no encoder of this model and release, and what compiles one is not installed; "
            f"run: pip install -r requirements.txt, or {elsewhere}"
        )
    with place.temporary_folder() as work:
        made = work / "encoder"
        name = str(Path(model).resolve()) if Path(model).is_dir() and model else model
        command = [sys.executable, "-m", "chatbot.indexing.compiling", name, str(made.resolve())]
        paths = [str(Path(chatbot.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  ours
        if done.returncode == -signal.SIGKILL:
            raise BuildError(f"compiling the encoder was killed; it takes 1.2 GB of memory: free some, or {elsewhere}")
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or [f"it ended with status {done.returncode}"]
            raise BuildError(f"the encoder cannot be compiled: {last[0]}")
        target = place.encoders / EncoderConfig.read(made).fingerprint
        if compiled_encoder(place, model) != target:  # index folders may share encoders; another may have been quicker
            place.settle(made, target)
    return target
