#!/usr/bin/env python3
r"""Fit what tells a reader in distress by meaning, and write chatbot/safety/meaning.json and meaning.npz.

    scripts/fit_safety.py --encoder .cache/tests/encoders/NAME tests/data/reader_questions/shipped \
        tests/data/reader_questions/pages ../shared/eval/oos_queries ../shared/eval/covid_faq_agencies \
        ../shared/eval/mtrag ../shared/eval/squad2 ../shared/eval/stackfaq

What is fitted are prototype statements written for it, chatbot/safety/distress.txt and harmless.txt, and questions of
evaluation sets, which are harmless; no test's statement is among them. Without such questions one in eight of them
showed helplines: a model that knows only what is near danger takes whatever is far from both for either. Besides by
themselves the statements are used inside others: a statement of distress that a clinician quotes is none, one with a
harmless sentence before or after it still is. And as the watch weighs parts of a question by themselves, parts are
fitted on too: those of harmless texts are harmless, the last words of a harmless text and a cry for help are a cry.

Two models are fitted: one weight for each number of the vector, which sets aside what is far from any danger, and a
support vector machine with a Gaussian kernel, which compares the rest with the statements that it keeps. Of statements
that were only counted, at the same recall of .9, it mistakes 3 % of the harmless ones, the weights alone 8 %.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._development  # noqa: F401  # before anything that needs a package

# isort: split
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import SVC

from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.index import Floats
from chatbot.safety.english import RULES, signs
from chatbot.safety.meaning import FILE, SIGN, STATEMENTS
from chatbot.safety.watching import last_words
from chatbot.safety.watching import statements as parts
from chatbot.safety.wording import plain
from scripts._commands import run, say
from scripts.evaluation.sets import EvaluationSet, load_set

STRENGTH = 1.0  # inverse regularisation of the weights
SCALE = 4.0  # of the vectors beside the signs, which are 0 or 1
COST, WIDTH = 10.0, 1.0  # of the support vector machine: of a statement on the wrong side, and of its kernel
THRESHOLD = -0.6
"""Log odds, chosen on tests/data/distress; of the sets named fresh, which nobody read, the totals were seen."""

FAR = -4.0  # log odds by the weights below which nothing is compared, as for two thirds of harmless questions
QUESTIONS = 0.3  # weight of a set's questions together, beside all statements of distress
LARGE = 1000  # questions of a large set
READERS = 1.0  # the same of a set that was asked of this project's own corpus: they are most like a reader's
SHIPPED = Path(__file__).resolve().parents[1] / "corpus"
PLAIN = "plain"  # a sign only for fitting: it takes on itself what words alone decide
QUOTED, JOINED, ENDING = 160, 170, 400  # statements that are used inside others, and at the end of others
AS_QUOTED = (
    'How do I respond when a client says "{}"?',
    'client says "{}", what now',
    'my client told me: "{}" how do I follow up',
    'what does it mean when someone in therapy says "{}"',
    '"{}" - how should a therapist answer this',
    'A patient wrote "{}" in her diary. How do I talk about it?',
)
BESIDE = (
    "I read the article about silence. {}",
    "{}. What does your article say about endings?",
    "hello, {}",
    "{}. why do therapists stay silent",
    "yes but {}",
    "{}. is there an article on that",
    "Sorry if this is the wrong place. {}",
    "{}. My session is on Monday.",
)

Numbers = npt.NDArray[np.float64]


def main(arguments: list[str] | None = None) -> int:
    """Fit as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(description="Fit meaning.json on the prototype statements.")
    parser.add_argument("sets", nargs="*", type=Path, metavar="SET_DIR", help="evaluation sets of harmless questions")
    parser.add_argument("--encoder", type=Path, required=True, metavar="DIR", help="folder of the compiled encoder")
    parser.add_argument("--out", type=Path, default=FILE, metavar="FILE", help="to write (default: the committed one)")
    asked = parser.parse_args(arguments)
    encoder = OnnxEncoder(asked.encoder)
    distress, harmless = statements()
    sets = [load_set(folder) for folder in asked.sets]
    texts = [*distress, *harmless, *(text for found in sets for text in questions_of(found))]
    names = [*(rule.name for rule in RULES), PLAIN]
    whole, scales = in_bytes(encoder.encode_passages(texts))
    vectors = (whole * scales[:, None]).astype(np.float64)  # as they are kept, so that the machine knows no others
    shown = np.array([signs_of(text, names) for text in texts])
    truth = np.array([1] * len(distress) + [0] * (len(texts) - len(distress)))
    shares = [(len(harmless), 1.0), *((len(questions_of(found)), weight_of(found)) for found in sets)]
    weight = np.concatenate(
        [np.ones(len(distress)), *(np.full(number, share * len(distress) / number) for number, share in shares)]
    )
    linear = LogisticRegression(C=STRENGTH, max_iter=5000)
    linear.fit(np.hstack([vectors * SCALE, shown]), truth, weight)
    weights = linear.coef_[0]
    machine = SVC(C=COST, gamma=WIDTH)
    table = np.hstack([vectors, shown[:, :-1] * SIGN])
    slope, shift = log_odds(machine, table, truth, weight, shown[:, -1] > 0)
    machine.fit(table, truth, weight)
    stored = {
        "command": " ".join(["scripts/fit_safety.py", *map(str, asked.sets)]),
        "encoder": encoder.fingerprint,
        "threshold": THRESHOLD,
        "far": FAR,
        "bias": round(float(linear.intercept_[0]), 4),
        "signs": {n: round(float(w), 4) for n, w in zip(names, weights[vectors.shape[1] :], strict=True) if n != PLAIN},
        "vector": [round(float(w), 4) for w in weights[: vectors.shape[1]] * SCALE],
        "width": WIDTH,
        "shift": round(float(machine.intercept_[0] * slope + shift), 4),
    }
    asked.out.write_text(json.dumps(stored, ensure_ascii=False) + "\n", encoding="utf-8")
    np.savez(
        asked.out.with_name(STATEMENTS),
        vectors=whole[machine.support_],
        scales=scales[machine.support_],
        signs=shown[machine.support_, :-1].astype(bool),
        weights=(machine.dual_coef_[0] * slope).astype(np.float32),
    )
    return 0


def in_bytes(vectors: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return vectors (n, dimensions) as whole numbers from -127 to 127, and for each what these are multiplied by."""
    scales = np.abs(vectors).max(axis=1) / np.float32(127)
    return np.round(vectors / scales[:, None]).astype(np.int8), scales


def statements() -> tuple[list[str], list[str]]:
    """Return the statements of distress and the harmless ones, by themselves and inside others."""
    distress, harmless = (read(FILE.with_name(name)) for name in ("distress.txt", "harmless.txt"))
    chance = random.Random(1)  # noqa: S311  # a choice that is always the same, nothing secret
    short = [s for s in distress if len(s) < 70 and s.lower().startswith(("i ", "i'm", "nobody", "there"))]
    quoted = [AS_QUOTED[n % len(AS_QUOTED)].format(s) for n, s in enumerate(chance.sample(short, QUOTED))]
    joined = [BESIDE[n % len(BESIDE)].format(s) for n, s in enumerate(chance.sample(distress, JOINED))]
    ends = [last_words([*chance.choice(harmless).split(), *s.split()]) for s in chance.sample(distress, ENDING)]
    return distress + joined + [" ".join(words) for words in ends], with_parts(harmless + quoted)


def with_parts(texts: list[str]) -> list[str]:
    """Return texts, and what of them the watch weighs by itself."""
    return [*texts, *dict.fromkeys(part for text in texts for part, _ in parts(text))]


def read(file: Path) -> list[str]:
    """Return the statements of a file of prototypes, without its comments and kinds."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and line[0] not in "#["]


def questions_of(found: EvaluationSet) -> list[str]:
    """Return the questions of a set, and their parts; every third of a large one, which repeats itself."""
    texts = [question.text for question in found.questions]
    return with_parts(texts[:: 3 if len(texts) > LARGE else 1])


def weight_of(found: EvaluationSet) -> float:
    """Return how much a set's questions count together; those asked of the corpus that ships count most."""
    return READERS if found.corpus and found.corpus.resolve() == SHIPPED else QUESTIONS


def signs_of(text: str, names: list[str]) -> list[float]:
    """Return 1 for each sign that the statement shows, 0 for the others."""
    found = signs(plain(text))
    shown = found.names | ({PLAIN} if found.plain else frozenset())
    return [float(name in shown) for name in names]


def log_odds(
    machine: SVC, table: Numbers, truth: npt.NDArray[np.int64], weight: Numbers, plain_words: npt.NDArray[np.bool_]
) -> tuple[float, float]:
    """Return what makes log odds of the machine's values, by statements left out of it; print how it does on them."""
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    value = cross_val_predict(
        machine, table, truth, cv=folds, method="decision_function", params={"sample_weight": weight}
    )
    scale = LogisticRegression().fit(value[:, None], truth, weight)
    slope, shift = float(scale.coef_[0, 0]), float(scale.intercept_[0])
    hit = (value * slope + shift >= THRESHOLD) | plain_words
    found, false = hit[truth == 1].mean(), hit[truth == 0].mean()
    say(f"left out of fitting: {found:.3f} of {sum(truth)} found, {false:.3f} false of {sum(truth == 0)}")
    return slope, shift


if __name__ == "__main__":
    sys.exit(run(main))
