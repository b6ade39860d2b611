"""Golden questions: a YAML file of questions and where their answers stand -> which of them still get that answer.

A question is kept when an expected section is quoted first. One that is quoted further down, or only as one that may
answer, is told but not lost; lost is one of which no such section is quoted, or that is answered though it must not be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from chatbot.answering.answer import Answer, Quote, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.progress import Tell, quiet
from chatbot.coverage.survey import Place, plain
from chatbot.errors import CorpusError, Fault, QuestionError

NOT_ANSWERED = "not answered"
_KEYS = {"question", "article", "section", "says", "expected"}
HOW = 'write question, article and section (and says: words of the answer), or question and expected: "not answered"'


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and the places, (article id, section) each, that answer it; none where the corpus must not answer.

    `says` are words that the quote must hold, "" for any: a section may lose its answer and stay.
    """

    question: str
    places: tuple[Place, ...] = ()
    line: int = 0
    says: str = ""

    @property
    def expected(self) -> str:
        """The places as "article#section", "" where the corpus must not answer."""
        return " or ".join("#".join(place) for place in self.places)

    def said_in(self, text: str) -> bool:
        """Tell whether a text holds the words, whatever its capitals and line breaks."""
        return plain(self.says) in plain(text)


class Fate(StrEnum):
    """What became of a golden question."""

    KEPT = "kept"
    MOVED = "moved"
    WEAK = "weak"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Checked:
    """A golden question, what became of it, and the answer it got; `place` is where the section is quoted, 1 first."""

    golden: Golden
    fate: Fate
    answer: Answer
    place: int | None = None


def golden_file(corpus: Path) -> Path:
    """Return where the golden questions of a corpus folder (or of a single file) stand."""
    return (corpus.parent if corpus.is_file() else corpus) / "golden.yaml"


def read_golden(path: Path) -> list[Golden]:
    """Return the golden questions of a YAML file, in order.

    Raises:
        CorpusError: the file cannot be read or is no list of golden questions; it names every line that is wrong.
    """
    root = _compose(path)
    if not isinstance(root, yaml.SequenceNode) or not root.value:
        raise CorpusError([Fault(str(path), 1, "there is no list of golden questions", "begin each with - question:")])
    goldens: list[Golden] = []
    faults: list[Fault] = []
    for node in root.value:
        line = node.start_mark.line + 1
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        values = {key.value if isinstance(key, yaml.ScalarNode) else "?": _value(value) for key, value in pairs}
        seen = _wrong(values)
        if seen:
            faults.append(Fault(str(path), line, seen, HOW))
        else:
            goldens.append(Golden(str(values["question"]).strip(), _places(values), line, str(values.get("says", ""))))
    if faults:
        raise CorpusError(faults)
    return goldens


def goldens_beside(corpus: Path, notes: list[str]) -> list[Golden]:
    """Return the golden questions of a corpus, none where no such file is, or a wrong one, as `notes` then say."""
    path = golden_file(corpus)
    try:
        return read_golden(path) if path.exists() else []
    except CorpusError as error:
        notes.append(str(error))
        return []


def _value(node: yaml.Node) -> object:
    """Return a text, the texts of a list, or something else that is neither."""
    if not isinstance(node, yaml.SequenceNode):
        return node.value
    texts = tuple(item.value for item in node.value if isinstance(item, yaml.ScalarNode))
    return texts if len(texts) == len(node.value) else node


def _places(values: Mapping[str, object]) -> tuple[Place, ...]:
    """Return the sections that an entry names; `article#section` names one of another article."""
    sections = values.get("section", ())
    places = []
    for section in sections if isinstance(sections, tuple) else (str(sections),):
        article, _, anchor = section.rpartition("#")
        places.append((article or str(values["article"]), anchor))
    return tuple(dict.fromkeys(places))


def _compose(path: Path) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        fault = Fault(str(path), 0, f"the file cannot be read ({error.strerror})", "name a readable file")
        raise CorpusError([fault]) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        seen = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        raise CorpusError([Fault(str(path), line, seen, "save the file as UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise CorpusError([Fault(str(path), line, f"no valid YAML: {error.problem}", "mend that line")]) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        seen = f"a character that YAML forbids (0x{error.character:02X})"
        raise CorpusError([Fault(str(path), line, seen, "remove it")]) from error
    except RecursionError as error:
        raise CorpusError([Fault(str(path), 0, "nested too deeply", HOW)]) from error


def _wrong(values: Mapping[str, object]) -> str:
    """Return what is wrong with an entry, "" where nothing is."""
    unknown = sorted(set(values) - _KEYS)
    placed = bool(values.get("article") and values.get("section"))
    if unknown:
        return f"unknown key {unknown[0]!r}"
    if not all(isinstance(value, (str, tuple) if key == "section" else str) for key, value in values.items()):
        return "a value is not text"
    if values.get("expected", NOT_ANSWERED) != NOT_ANSWERED:
        return f"expected is {values['expected']!r}"
    if ("expected" in values) == placed:
        return "it has neither article and section nor expected, or both"
    if "says" in values and not (placed and str(values["says"]).strip()):
        return "says goes with article and section, and holds words"
    return _unaskable(str(values.get("question", "")))


def _unaskable(question: str) -> str:
    try:
        make_question(question)
    except QuestionError as error:
        return f"its question {error.detail}"
    return ""


def declined(goldens: Sequence[Golden]) -> frozenset[str]:
    """Return the questions that no article is to answer, as `plain` writes them."""
    return frozenset(plain(golden.question) for golden in goldens if not golden.places)


def check(goldens: Sequence[Golden], answerer: Answerer, tell: Tell = quiet) -> list[Checked]:
    """Ask every golden question; return what became of them, in order."""
    checked = []
    for done, golden in enumerate(goldens, 1):
        checked.append(_checked(golden, answerer.ask(make_question(golden.question))))
        tell(done, len(goldens))
    return checked


def stands_in(quote: Quote, golden: Golden) -> bool:
    """Tell whether a quote comes from a section (or FAQ entry) that a golden question names, and says its words."""
    names = {(quote.article.id, name) for name in (quote.source_id, quote.link.anchor)}
    return not names.isdisjoint(golden.places) and golden.said_in(quote.text)


def _checked(golden: Golden, answer: Answer) -> Checked:
    if not golden.places:
        fate = {Status.ANSWERED: Fate.LOST, Status.WEAK: Fate.WEAK}.get(answer.status, Fate.KEPT)
        return Checked(golden, fate, answer)
    place = next((n for n, quote in enumerate(answer.quotes, 1) if stands_in(quote, golden)), None)
    if place is None:
        return Checked(golden, Fate.LOST, answer)
    if place > 1:
        return Checked(golden, Fate.MOVED, answer, place)
    return Checked(golden, Fate.KEPT if answer.status is Status.ANSWERED else Fate.WEAK, answer, place)
