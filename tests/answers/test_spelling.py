"""Typo correction into the words that the fact base knows."""

from __future__ import annotations

from importlib.machinery import ModuleSpec

import pytest

from answers import spelling
from answers.spelling import Speller, english_words

COUNTS = {"bridge": 9, "footbridge": 4, "opens": 3, "words": 2, "memoranda": 1, "trade": 5, "grade": 1, "tarn": 0, "when": 7, "120": 1}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(COUNTS, frozenset({"woods", "memorable", "opera"}))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("bridge", "bridge", id="known"),
        pytest.param("brigde", "bridge", id="letters swapped"),
        pytest.param("bridg", "bridge", id="letter missing"),
        pytest.param("bbridge", "bridge", id="letter too many"),
        pytest.param("bridhe", "bridge", id="letter wrong"),
        pytest.param("brdhe", "brdhe", id="two mistakes in a short word"),
        pytest.param("memornda", "memoranda", id="one mistake in a long word"),
        pytest.param("mmornda", "memoranda", id="two mistakes in a long word"),
        pytest.param("mmrnda", "mmrnda", id="three mistakes"),
        pytest.param("woods", "woods", id="good English stays"),
        pytest.param("opera", "opera", id="good English near a known word stays"),
        pytest.param("whn", "whn", id="too short"),
        pytest.param("wehn", "when", id="as short as can be"),
        pytest.param("12o0", "12o0", id="with digits"),
        pytest.param("erade", "trade", id="of two as near the commoner"),
        pytest.param("grada", "grade", id="of two as near the one with the first letter"),
        pytest.param("qqqqqqqq", "qqqqqqqq", id="nothing near"),
    ],
)
def test_correct(speller: Speller, word: str, expected: str) -> None:
    assert speller.correct([word]) == (expected,)


def test_each_word_is_corrected(speller: Speller) -> None:
    assert speller.correct(["wehn", "the", "brigde", "opnes"]) == ("when", "the", "bridge", "opens")
    assert speller.correct([]) == ()


def test_knows(speller: Speller) -> None:
    assert speller.knows("tarn")
    assert not speller.knows("woods")


def test_english_words() -> None:
    words = english_words()
    assert len(words) > 80_000
    assert {"bridge", "woods", "the"} <= words
    assert not words & {"brigde", "rosatom", "\ufeffthe"}


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(_: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(spelling, "find_spec", find)
    with pytest.raises(ModuleNotFoundError, match=r"^symspellpy is not installed; install the project with its dependencies$"):
        english_words()
