"""What a question presumes, against the fact's own values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.match import Candidate, Ranking
from answers.model import FactBase
from answers.premises import PremiseChecker, asks_yes_or_no
from answers.understand import Interpreter, Understanding

NEAR = Candidate("bridge.cost", "gap", "bridge", "money", 1.0, "cost of the bridge")


class Checked:
    """A checker for the small fact base, with two organisations and a city added to the ferry's fact."""

    def __init__(self, small: FactBase, interpreter: Interpreter) -> None:
        ferry = small.facts["ferry.end"]
        values = {**ferry.values, "organisation": frozenset({"tass", "xinhua"}), "city": frozenset({"moscow"})}
        self.base = replace(small, facts={**small.facts, ferry.id: replace(ferry, values=values)})
        self.checker = PremiseChecker(self.base)
        self._interpreter = interpreter

    def message(self, text: str, **values: str) -> Understanding:
        """The text, and values beside those that the small fact base has words for."""
        found = self._interpreter.understand(self._interpreter.words(text))
        return replace(found, values={**found.values, **{kind: frozenset(said.split()) for kind, said in values.items()}})


@pytest.fixture(scope="module")
def checked(small: FactBase, interpreter: Interpreter) -> Checked:
    return Checked(small, interpreter)


@pytest.mark.parametrize(
    ("text", "fact", "contradicted"),
    [
        pytest.param("does the bridge open in june", "bridge.opening", ("june",), id="another month"),
        pytest.param("does the bridge open in may", "bridge.opening", (), id="the month itself"),
        pytest.param("in may or june", "bridge.opening", (), id="or"),
        pytest.param("may june", "bridge.opening", (), id="the month itself and another"),
        pytest.param("june july", "bridge.opening", ("july", "june"), id="two others"),
        pytest.param("is it longer than 100 metres", "bridge.length", (), id="than"),
        pytest.param("is it 90 metres", "bridge.length", ("90",), id="another number"),
        pytest.param("was the flood in 1997", "bridge.flood", ("1997",), id="another year"),
        pytest.param("was the flood in june", "bridge.flood", (), id="a type that the fact has not"),
        pytest.param("did ada quill design it", "bridge.designer", ("ada-quill",), id="a person that no fact has"),
        pytest.param("did bo tarn design it", "bridge.designer", (), id="the person itself"),
        pytest.param("who else", "bridge.designer", (), id="nothing said"),
    ],
)
def test_contradicted(checked: Checked, text: str, fact: str, contradicted: tuple[str, ...]) -> None:
    assert checked.checker.contradicted(checked.base.facts[fact], checked.message(text)) == contradicted


@pytest.mark.parametrize(
    ("said", "contradicted"),
    [
        pytest.param({"organisation": "tass xinhua"}, (), id="both"),
        pytest.param({"organisation": "tass reuters"}, ("reuters",), id="one and a stranger"),
        pytest.param({"organisation": "reuters"}, ("reuters",), id="a stranger"),
        pytest.param({"city": "moscow paris"}, (), id="the city and a stranger"),
    ],
)
def test_names(checked: Checked, said: dict[str, str], contradicted: tuple[str, ...]) -> None:
    assert checked.checker.contradicted(checked.base.facts["ferry.end"], checked.message("the ferry", **said)) == contradicted


@pytest.mark.parametrize(
    ("text", "fact", "confirmed"),
    [
        pytest.param("does it open in may", "bridge.opening", True, id="its month"),
        pytest.param("does it open in june", "bridge.opening", False, id="another month"),
        pytest.param("in may or in june", "bridge.opening", False, id="its month and another"),
        pytest.param("does it open", "bridge.opening", False, id="no month"),
        pytest.param("is it 120 metres", "bridge.length", True, id="its number"),
    ],
)
def test_confirmed(checked: Checked, text: str, fact: str, *, confirmed: bool) -> None:
    assert checked.checker.confirmed(checked.base.facts[fact], checked.message(text)) is confirmed


def test_nothing_suspicious_contradicts_nothing(checked: Checked) -> None:
    assert checked.checker.contradicting(checked.message("does it open in june"), Ranking((NEAR,), 0.0, {"bridge.opening": 0.0})) is None


def test_the_fact_whose_own_premise_it_is(checked: Checked) -> None:
    """The figures are far on either side of any threshold."""
    ranking = Ranking((NEAR,), 5.0, {"bridge.opening": 1.0, "bridge.length": 5.0})
    assert checked.checker.contradicting(checked.message("so it is 90 metres"), ranking) is checked.base.facts["bridge.length"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("did it open", True),
        ("is it in may", True),
        ("it opens in may right", True),
        ("it opens in may, true?", True),
        ("when does it open", False),
        ("is it may or june", False),
        ("didn't it open", False),
        ("it does not open right", False),
        ("may", False),
    ],
)
def test_asks_yes_or_no(interpreter: Interpreter, text: str, *, wanted: bool) -> None:
    assert asks_yes_or_no(interpreter.words(text)) is wanted


@pytest.mark.parametrize(
    ("person", "another"),
    [
        pytest.param("", False, id="nobody"),
        pytest.param("bo-tarn", False, id="the person itself"),
        pytest.param("ada-quill", True, id="another"),
        pytest.param("ada-quill bo-tarn", False, id="both"),
    ],
)
def test_names_another(checked: Checked, person: str, another: bool) -> None:
    message = replace(checked.message("who designed it"), values={"person": frozenset(person.split())} if person else {})
    assert checked.checker.names_another(checked.base.facts["bridge.designer"], message) is another


def test_a_sure_gap_presumes_nothing_false(checked: Checked) -> None:
    message = checked.message("why does the bridge open in june")
    sure = replace(NEAR, score=2.4)
    ranking = {best: Ranking((best,), 0.6, {"bridge.opening": 0.1}) for best in (NEAR, sure)}
    assert checked.checker.contradicting(message, ranking[NEAR]) == checked.base.facts["bridge.opening"]
    assert checked.checker.contradicting(message, ranking[sure]) is None
