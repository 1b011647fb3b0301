"""Typed values in a message."""

from __future__ import annotations

import pytest

from answers.values import number_of, numbers_in, typed_values

FORMS = {
    ("may",): (("month", "may"),),
    ("ada", "quill"): (("person", "ada-quill"), ("title", "mayor")),
    ("mayor", "ada", "quill"): (("person", "ada-quill"),),
}


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("7", 7),
        ("seven", 7),
        ("zero", 0),
        ("nineteen", 19),
        ("ninety", 90),
        ("dozen", 12),
        ("couple", 2),
        ("single", 1),
        ("hundred", 100),
        ("123456", 123456),
        ("1234567", None),
        ("seventh", None),
        ("٣", None),
        ("²", None),
        ("", None),
    ],
)
def test_number_of(word: str, number: int | None) -> None:
    assert number_of(word) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("no number here", [], id="none"),
        pytest.param("14 documents", [(0, 1, 14)], id="digits"),
        pytest.param("about fourteen of them", [(1, 2, 14)], id="word"),
        pytest.param("twenty five days", [(0, 2, 25)], id="tens and ones"),
        pytest.param("twenty twenty two", [(0, 3, 2022)], id="dictated year"),
        pytest.param("half a dozen memoranda", [(0, 3, 6)], id="half a dozen"),
        pytest.param("half a dozen and half a day", [(0, 3, 6)], id="half of something else"),
        pytest.param("a dozen", [(1, 2, 12)], id="dozen"),
        pytest.param("two or 3", [(0, 1, 2), (2, 3, 3)], id="two numbers"),
        pytest.param("twenty 5", [(0, 1, 20), (1, 2, 5)], id="word and digits apart"),
        pytest.param("six seven", [(0, 1, 6), (1, 2, 7)], id="ones in a row"),
        pytest.param("half", [], id="half at the end"),
    ],
)
def test_numbers_in(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert list(numbers_in(tuple(text.split()))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nothing in it", {}, id="none"),
        pytest.param("does it open in may", {"month": {"may"}}, id="one form"),
        pytest.param("ada quill and ada", {"person": {"ada-quill"}, "title": {"mayor"}}, id="a form of two types"),
        pytest.param("mayor ada quill", {"person": {"ada-quill"}, "title": {"mayor"}}, id="a form inside a longer one"),
        pytest.param("three days", {"duration": {"3 day"}}, id="duration"),
        pytest.param("two whole weeks", {"duration": {"2 week"}}, id="duration with a word between"),
        pytest.param("5 nights", {"duration": {"5 day"}}, id="nights are days"),
        pytest.param("two of the many days", {"number": {"2"}}, id="unit too far away"),
        pytest.param("in 2022", {"year": {"2022"}}, id="year"),
        pytest.param("twenty twenty two", {"year": {"2022"}}, id="dictated year"),
        pytest.param("1899 or 2101", {"number": {"1899", "2101"}}, id="beyond the years"),
        pytest.param("1900 or 2100", {"year": {"1900", "2100"}}, id="first and last year"),
        pytest.param("six documents in 2019", {"number": {"6"}, "year": {"2019"}}, id="several"),
        pytest.param("2000 years", {"duration": {"2000 year"}}, id="a duration, not a year"),
    ],
)
def test_typed_values(text: str, expected: dict[str, set[str]]) -> None:
    assert typed_values(tuple(text.split()), FORMS, 3) == expected


def test_forms_longer_than_the_longest_are_not_looked_up() -> None:
    assert typed_values(("ada", "quill"), FORMS, 1) == {}
    assert typed_values((), FORMS, 3) == {}
