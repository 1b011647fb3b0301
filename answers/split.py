"""A message → its questions. People wrap a question in greetings, reasons and remarks, or ask two things at once.

Sentences are told apart by their punctuation, and questions in one sentence by “and” before a question word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"(?:[^.:?!;\n…]|[.:](?=\S))+(?:[.:?!;…]+|\n|$)")
_QUESTION_WORDS = (
    "who|whom|whose|what|when|where|which|why|how|did|does|do|is|was|were|are|will|has|have|had|can|could|would|should|there|tell|list|name"
)
_AND_THEN = r"(?:,?\s+(?:and|also|plus|&)(?:\s+(?:also|then|second|secondly))?\s+|,\s+)"
_PREPOSITION = r"(?:(?:for|on|in|with|to|by|at|of|until|till|since|from)\s+)?"
_NEXT_QUESTION = re.compile(
    rf"{_AND_THEN}(?={_PREPOSITION}(?:who|whom|whose|what|when|where|which|why|how|whats|whos)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\?|^\W*(?:{_QUESTION_WORDS})\b", re.IGNORECASE)
MOST = 6
"""Questions answered in one message; more are read together."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence, or one question of a sentence."""

    text: str
    asks: bool
    """Whether it has the form of a question."""


def split(message: str) -> tuple[Segment, ...]:
    """The message's segments in order; the message itself where there is nothing to split."""
    segments = [
        Segment(part.strip(), bool(_ASKS.search(part)) or place > 0)
        for sentence in _SENTENCE.findall(message)
        for place, part in enumerate(_NEXT_QUESTION.split(sentence))
        if any(character.isalnum() for character in part)
    ]
    return tuple(segments) if 1 < len(segments) <= MOST else (Segment(message, True),)
