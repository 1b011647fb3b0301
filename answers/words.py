"""Function words: the little words that carry no subject. Question words and “not” are none: they change what is asked."""

from __future__ import annotations

_WORDS = (
    "a about am an and are as at be been being but by did do does for from had has have if in into is it its of on or so than that the "
    "their them then there these they this those to was were will with would"
)
FUNCTION_WORDS = frozenset(_WORDS.split())
_LEFT_OUT = "a an the am is are was were be been being do does did has have had will would of to in on at for"
LEFT_OUT = frozenset(_LEFT_OUT.split())
"""What people leave out when they type in the style of a telegram: articles, auxiliaries and the commonest prepositions."""
QUESTION_WORDS = frozenset(["who", "whom", "whose", "what", "which", "when", "where", "why", "how", "many", "much", "long", "often"])
PRONOUNS = frozenset(["he", "she", "him", "her", "one", "ones"])
