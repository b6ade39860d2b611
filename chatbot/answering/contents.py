"""Is a question for what there is to ask about: "which articles do you have?", "what can I ask you?", "help"?

No passage holds such words, or all do, so that nothing is found by them. The lists are English and Korean.
"""

from __future__ import annotations

import re

from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_IT = r"(?:chat|chatbot|bot|site|website|service|tool|assistant)"
_CONTENTS = re.compile(
    r"\b(?:what|which|list|show|any|many|all|of|the)\b.*\b(?:articles|topics|subjects|themes|posts|guides|categories)\b"
    r"|\bwhat (?:else )?(?:can|could|may|should) (?:i|we|one|people) (?:ask|learn|find|read|search)\b"
    r"|\bwhat (?:else )?(?:can|do|could) you (?:know|cover|have|offer|answer|help|do|tell|talk)\b"
    rf"|\bwhat (?:are you|is this {_IT}) (?:for|about|able)\b|\bhow (?:do i use|does) this(?: {_IT})?(?: work)?$"
    r"|^(?:help|topics|articles|(?:table of )?contents|menu|start)$"
)
_KOREAN = re.compile(
    r"도움말|목차|글 목록|(?:어떤|무슨) (?:글|주제)\w* (?:있|다루)\w*"
    r"|(?:무엇|무얼|뭘|뭐)\w* (?:물어볼|질문할) 수 있\w*|(?:무엇|무얼|뭘|뭐)\w* 물어봐도 \w+"
)
_WORDS = """
    article articles topic topics subject subjects theme themes post posts guide guides category categories list show
    see browse know cover covered covers offer answer answers answered help talk tell learn find read search use work
    works chat chatbot bot site website service tool assistant able contents table menu start ask questions question hi
    hello hey many available kind kinds sort sorts like want
"""
_BESIDE = FUNCTION_WORDS | frozenset(_WORDS.split())


def asks_for_contents(text: str) -> bool:
    """Tell whether `text` asks what there is, and names no subject."""
    said = surfaces(text)
    joined = " ".join(said)
    return (_BESIDE.issuperset(said) and _CONTENTS.search(joined) is not None) or _KOREAN.fullmatch(joined) is not None
