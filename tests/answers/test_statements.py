"""What the fact base has to say on one intent."""

from __future__ import annotations

from dataclasses import replace

from answers.model import FactBase
from answers.statements import QUOTES_NEAR, quotes_near, quotes_of


def test_a_sentence_stands_once_under_a_refusal_whoever_says_it(small: FactBase) -> None:
    fact = small.facts["bridge.opening"]
    assert quotes_near(small, [fact, replace(fact, says="the article")]) == quotes_of(small, fact)


def test_only_the_nearest_stand_there(small: FactBase) -> None:
    facts = list(small.facts.values())
    assert quotes_near(small, facts) == tuple(quote for fact in facts for quote in quotes_of(small, fact))[:QUOTES_NEAR]
    assert quotes_near(small, []) == ()
