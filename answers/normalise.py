"""First step of a message's way: text → plain lower-case words.

Nothing is looked up in the fact base here but the short forms of phone spelling; spelling correction comes later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

MAX_CHARACTERS = 4096
"""Telegram's limit for one message; anything beyond it is not read."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})
_CATEGORY_REPLACEMENTS = {"Cc": " ", "Zl": " ", "Zp": " ", "Mn": "", "Cf": "", "Cs": "", "Co": ""}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SUFFIXES = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_IRREGULAR = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"), "let's": ("let", "us"), "y'all": ("you",)}
_IS_HOSTS = frozenset(["what", "who", "where", "when", "why", "how", "that", "there", "here", "he", "she", "it", "this", "which"])


def clean(text: str) -> str:
    """Unicode in one form, straight apostrophes, no control characters, at most `MAX_CHARACTERS` characters.

    Accents are taken off Latin letters, so that “Kremlín” is found as “kremlin”.
    """
    text = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].translate(_APOSTROPHES))
    if text.isascii() and text.isprintable():
        return text
    return "".join(_CATEGORY_REPLACEMENTS.get(unicodedata.category(character), character) for character in text)


def words_of(text: str, short_forms: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Lower-case words with contractions and short forms written out: "what's he gonna do" → what is he going to do."""
    found: list[str] = []
    for match in _WORD.finditer(clean(text).casefold()):
        word = match.group()
        found += short_forms.get(word) or _expand(word)
    return tuple(found)


def _expand(word: str) -> tuple[str, ...]:
    if "'" not in word:
        return (word,)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for suffix, full in _SUFFIXES.items():
        if word.endswith(suffix) and len(word) > len(suffix):
            return (word[: -len(suffix)], full)
    stem, _, rest = word.partition("'")
    if rest == "s":
        return (stem, "is") if stem in _IS_HOSTS else (stem,)
    return tuple(part for part in word.split("'") if part)
