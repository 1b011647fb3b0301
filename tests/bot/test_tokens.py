"""Short names of facts, topics and examples."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.tokens import TOKEN_LENGTH, Tokens, token_of
from tests.bot.conftest import Engine
from tests.bot.fakes import ABOUT, WHEN


@pytest.mark.parametrize("name", ["visit.when", "", "ферма", "x" * 10_000, "\ud83d"])
def test_a_token_fits_a_button_and_a_link(name: str) -> None:
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}", token_of(name))


def test_a_token_never_changes() -> None:
    """Buttons and links that people have got go on to work: what this says is a promise."""
    assert (token_of("visit.when"), token_of("xi-visit.duration")) == ("S8zZOkwZ", "3TdjZ1kp")


def test_tokens_are_told_apart_by_what_they_name() -> None:
    tokens = Tokens(ABOUT)
    assert tokens.intent(token_of("xi.when")) == "xi.when"
    assert tokens.example(token_of(WHEN)) == WHEN
    assert (section := tokens.section(token_of("xi"))) is not None
    assert section.name == "Xi's visit"
    assert [tokens.intent(token_of(WHEN)), tokens.example(token_of("xi")), tokens.section(token_of("xi.when"))] == [None] * 3


def test_other_facts_come_and_go_without_harm() -> None:
    fewer = Tokens(replace(ABOUT, intents=("new.one", "xi.when")))
    assert (fewer.intent(token_of("xi.when")), fewer.intent(token_of("visit.when"))) == ("xi.when", None)


def test_no_two_of_the_shipped_fact_base_are_alike(engine: Engine) -> None:
    names = {*engine.about.intents, *engine.about.examples, *(section.topic for section in engine.about.sections)}
    assert len({token_of(name) for name in names}) == len(names)
