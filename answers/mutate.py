"""Messages as a hurried thumb types them: one mutation at a time, the same each time for the same message.

What is mutated is chosen by a checksum of the message, not by a random number: a run can be repeated, on any version of Python, and a
question added to a set changes nothing for the others.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from answers.words import LEFT_OUT

_Thing = TypeVar("_Thing")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TYPABLE = re.compile(r"(?<![^\W\d_])[A-Za-z]{5,}(?![^\W\d_])")
"""Words long enough that a reader still knows them with one letter wrong."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOUR = {key: row[at - 1] + row[at + 1 : at + 2] if at else row[1] for row in _KEYBOARD for at, key in enumerate(row)}
"""Letter → the keys beside it, on the QWERTY layout."""


def add_typo(text: str) -> str:
    """One mistake in one word of five letters or more; its first letter stays."""
    words = list(_TYPABLE.finditer(text))
    if not words:
        return text
    found = _choose(words, "word", text)
    word = found.group()
    at = 1 + _number("letter", text) % (len(word) - 1)
    misspelt = _choose((_swap_letters, _drop_letter, _double_letter, _hit_neighbour), "mistake", text)(word, at)
    return text[: found.start()] + misspelt + text[found.end() :]


def swap_words(text: str) -> str:
    """Two neighbouring words in each other's place; the punctuation stays where it is."""
    words = list(_WORD.finditer(text))
    pairs = [(one, two) for one, two in pairwise(words) if one.group().casefold() != two.group().casefold()]
    if not pairs:
        return text
    one, two = _choose(pairs, "pair", text)
    return text[: one.start()] + two.group() + text[one.end() : two.start()] + one.group() + text[two.end() :]


def drop_function_words(text: str) -> str:
    """In the style of a telegram: without articles, auxiliaries and the commonest prepositions; a message of nothing else stays as it is.

    The words that are left out are all left out; pronouns, “with”, “from” and “not” stay, for people write them.
    """
    kept = _WORD.sub(lambda word: "" if word.group().lower() in LEFT_OUT else word.group(), text)
    return re.sub(r"[ \t]+([,.;:!?])", r"\1", re.sub(r"[ \t]{2,}", " ", kept)).strip(" \t") if _WORD.search(kept) else text


def drop_punctuation(text: str) -> str:
    """Without any punctuation, apostrophes too; a space for a dash. A message of nothing else stays as it is."""
    kept = "".join(_without_punctuation(character) for character in text)
    return " ".join(kept.split()) or text


MUTATIONS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "typo": add_typo,
        "words swapped": swap_words,
        "function words dropped": drop_function_words,
        "upper case": str.upper,
        "lower case": str.lower,
        "no punctuation": drop_punctuation,
    }
)
"""Name → what it does to a message; one that finds nothing to change returns the message as it is."""


def _number(purpose: str, text: str) -> int:
    return zlib.crc32(f"{purpose}:{text}".encode("utf-8", "surrogatepass"))


def _choose(things: Sequence[_Thing], purpose: str, text: str) -> _Thing:
    return things[_number(purpose, text) % len(things)]


def _swap_letters(word: str, at: int) -> str:
    """The letter and the one after it change places; of two equal ones, one is dropped instead, or nothing would change."""
    at = min(at, len(word) - 2)
    if word[at] == word[at + 1]:
        return _drop_letter(word, at)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _drop_letter(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _double_letter(word: str, at: int) -> str:
    return word[:at] + word[at] + word[at:]


def _hit_neighbour(word: str, at: int) -> str:
    hit = _choose(_NEIGHBOUR[word[at].lower()], "key", word)
    return word[:at] + (hit.upper() if word[at].isupper() else hit) + word[at + 1 :]


def _without_punctuation(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character == "/":
        return " "
    return "" if category.startswith("P") else character
