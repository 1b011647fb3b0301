"""Words → concepts and values."""

from __future__ import annotations

import pytest

from answers.model import Language
from answers.understand import Interpreter

LANGUAGE = Language(
    short_forms={"u": ("you",)},
    concepts={
        "sign": ("sign", "put pen to paper"),
        "paper": ("paper",),
        "paper-mill": ("paper mill",),
        "spring": ("fount",),
        "dozens": ("dozen boxes",),
    },
    values={
        "month": {"may": ("may", "month of may")},
        "season": {"spring": ("spring",)},
        "city": {"paris": ("paris",)},
        "person": {"ada-quill": ("Ada Quill", "u")},
    },
    aspects={},
    small_talk={},
    off_topic=(),
)


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter(LANGUAGE)


@pytest.mark.parametrize(
    ("text", "concepts", "values"),
    [
        pytest.param("who will sign it", "who will <sign> it", {}, id="one word"),
        pytest.param("they put pen to paper", "they <sign>", {}, id="the longest form wins"),
        pytest.param("put pen to it", "put pen to it", {}, id="half a form is none"),
        pytest.param("paper mill paper", "<paper-mill> <paper>", {}, id="left to right"),
        pytest.param("in may", "in <may>", {"month": {"may"}}, id="a month is a concept too"),
        pytest.param("month of may", "<may>", {"month": {"may"}}, id="longer form of a month"),
        pytest.param("in paris", "in paris", {"city": {"paris"}}, id="a city is none"),
        pytest.param("Ada Quill", "<ada-quill>", {"person": {"ada-quill"}}, id="forms are normalised"),
        pytest.param("the you form", "the <ada-quill> form", {"person": {"ada-quill"}}, id="forms have their short forms written out"),
        pytest.param("twenty five boxes", "#25 boxes", {"number": {"25"}}, id="number"),
        pytest.param("a dozen boxes", "a <dozens>", {"number": {"12"}}, id="a concept before a number"),
        pytest.param("fount of spring", "<spring> of <spring>", {"season": {"spring"}}, id="concept and value of one name"),
        pytest.param("", "", {}, id="nothing"),
    ],
)
def test_understand(interpreter: Interpreter, text: str, concepts: str, values: dict[str, set[str]]) -> None:
    found = interpreter.understand(interpreter.words(text))
    assert " ".join(found.concepts) == concepts
    assert found.values == values
    assert found.words == interpreter.words(text)


def test_words_have_short_forms_written_out(interpreter: Interpreter) -> None:
    assert interpreter.words("U sign!") == ("you", "sign")


def test_known_words(interpreter: Interpreter) -> None:
    assert {"pen", "mill", "paris", "quill", "you"} <= interpreter.known_words
    assert "u" not in interpreter.known_words


def test_a_language_without_concepts() -> None:
    empty = Interpreter(Language({}, {}, {}, {}, {}, ()))
    assert empty.understand(("may", "7")).concepts == ("may", "#7")
    assert empty.known_words == frozenset()
