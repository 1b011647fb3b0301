"""Typed values in a message: months, years, numbers, durations, countries, people … whatever a premise can get wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"]
_UNITS += ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = (
    {word: number for number, word in enumerate(_UNITS)} | _TENS | {"single": 1, "couple": 2, "dozen": 12, "hundred": 100, "thousand": 1000}
)
_LENGTHS = {"day": "day", "days": "day", "night": "day", "nights": "day", "week": "week", "weeks": "week", "fortnight": "fortnight"}
_LENGTHS |= {"month": "month", "months": "month", "hour": "hour", "hours": "hour", "year": "year", "years": "year", "weekend": "weekend"}
COUNTED = ("duration", "number", "year")
"""Types of values that are read from numbers, not from a list of surface forms."""
_REACH = 2
"""Words that may stand between a number and its unit: two whole weeks."""

Values = Mapping[str, frozenset[str]]


def number_of(word: str) -> int | None:
    """7 for "7" and "seven"; None for anything else."""
    if word.isascii() and word.isdigit() and len(word) <= 6:
        return int(word)
    return _NUMBERS.get(word)


def numbers_in(words: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """(start, end, number) of each number, with "twenty five", "half a dozen" and dictated years ("twenty twenty two") as one."""
    at = 0
    while at < len(words):
        number = number_of(words[at])
        if number is None:
            if words[at : at + 3] == ("half", "a", "dozen"):
                yield at, at + 3, 6
                at += 2
            at += 1
            continue
        end = at + 1
        while (
            words[at] in _TENS and end < len(words) and (more := number_of(words[end])) is not None and words[end].isalpha() and more < 100
        ):
            number = number * 100 + more if words[end] in _TENS else number + more
            end += 1
        yield at, end, number
        at = end


def typed_values(words: tuple[str, ...], forms: Mapping[tuple[str, ...], tuple[tuple[str, str], ...]], longest: int) -> Values:
    """All typed values in the words; `forms` maps a surface form to its (type, value) pairs."""
    found: dict[str, set[str]] = {}
    for start in range(len(words)):
        for length in range(1, min(longest, len(words) - start) + 1):
            for kind, value in forms.get(words[start : start + length], ()):
                found.setdefault(kind, set()).add(value)
    for _, end, number in numbers_in(words):
        unit = next((_LENGTHS[word] for word in words[end : end + _REACH] if word in _LENGTHS), None)
        if unit is not None:
            found.setdefault("duration", set()).add(f"{number} {unit}")
        elif 1900 <= number <= 2100:
            found.setdefault("year", set()).add(str(number))
        else:
            found.setdefault("number", set()).add(str(number))
    return {kind: frozenset(values) for kind, values in found.items()}
