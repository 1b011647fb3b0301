"""Function words: the little words that people leave out and that carry no subject. Question words and “not” are none: they change what is
asked."""

from __future__ import annotations

_WORDS = (
    "a about am an and are as at be been being but by did do does for from had has have if in into is it its of on or so than that the "
    "their them then there these they this those to was were will with would"
)
FUNCTION_WORDS = frozenset(_WORDS.split())
QUESTION_WORDS = frozenset(["who", "whom", "whose", "what", "which", "when", "where", "why", "how", "many", "much", "long", "often"])
PRONOUNS = frozenset(["he", "she", "him", "her", "one", "ones"])
