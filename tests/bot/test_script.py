"""A whole conversation: the shipped fact base, the real engine, the real application, only the wire is short.

What must arrive was written from the article. A text shows its kind: a refusal begins “The article does not say”, a correction “No”.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from bot.local.running import run_local_bot
from bot.local.views import Arrived
from tests.bot.conftest import Engine

VISIT = "Russian President Vladimir Putin plans to visit China in October, the Kremlin said on Tuesday"
FORUM = "plan to go to China when the Belt and Road Forum is held in October"
XI = "Chinese President Xi Jinping paid a state visit to Moscow in March"
OLYMPICS = "Putin last visited China in 2022, attending the opening ceremony of the Winter Olympics in Beijing."
UKRAINE = "Beijing refused to condemn Russia’s attack on Ukraine."
FOURTEEN = "During the three days of the Chinese leader’s state visit to Moscow, 14 declarations"
SCIENCE = "The Ministries of Science of the two countries signed a protocol"
SIX = "Six additional Memoranda of Understanding covered trade, forestry, agriculture, consumer protection and infrastructure"
ROSATOM = "Rosatom and the China Atomic Energy Agency agreed on a “comprehensive program of long-term cooperation"
NOT_STATED = "The article does not say "


@dataclass(frozen=True, slots=True)
class Line:
    """A message, how its reply begins, what else stands in it, and how its quotes begin or read."""

    message: str
    begins: str = ""
    holds: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    offers: bool = False
    """A refusal, which offers the nearest that the article does say; `quotes` are only the first of these."""


SCRIPT = (
    Line("Hi there", "Hello"),
    Line("When is Putin going to China?", "In October.", quotes=(VISIT,)),
    Line("and who announced it?", holds=("Kremlin",), quotes=(VISIT,)),
    Line("Which forum will he attend?", holds=("Belt and Road Forum",), quotes=(FORUM,)),
    Line("How long will he stay there?", NOT_STATED, ("What it does say:",), (VISIT,), offers=True),
    Line("So he is going in September?", "No", ("October",), (VISIT,)),
    Line("When was he last in China?", holds=("2022",), quotes=(OLYMPICS,)),
    Line("what for?", holds=("opening ceremony", "Winter Olympics"), quotes=(OLYMPICS,)),
    Line("When was Xi in Moscow, and what do the six additional memoranda cover?", "In March.", ("forestry",), (XI, SIX)),
    Line("How many documents were signed?", holds=("14",), quotes=(FOURTEEN,)),
    Line("so 15 of them?", "No", ("14",), (FOURTEEN,)),
    Line("What did the science ministries sign?", holds=("protocol",), quotes=(SCIENCE,)),
    Line("What did Rosatom agree on?", holds=("fast neutron reactors",), quotes=(ROSATOM,)),
    Line("with whom?", holds=("China Atomic Energy Agency",), quotes=(ROSATOM,)),
    Line("how much will it cost?", NOT_STATED, ("What it does say:",), (ROSATOM,), offers=True),
    Line("how do I cook rice", holds=("article",), quotes=()),
    Line("Did China condemn the attack on Ukraine?", holds=("refused",), quotes=(UKRAINE,)),
    Line("why not?", NOT_STATED, ("why",), (UKRAINE,), offers=True),
    Line("/why", holds=("why not", "paragraph 7")),
    Line("Thanks!", "You are welcome"),
)


@pytest.fixture(scope="module")
def conversation(engine: Engine) -> dict[str, list[Arrived]]:
    """Message → what arrived, all in one chat and in order, so that each has those before it as its context."""

    async def talk() -> dict[str, list[Arrived]]:
        async with run_local_bot(engine.answerer, engine.about) as bot:
            chat = bot.chat()
            return {line.message: await chat.send(line.message) for line in SCRIPT}

    return asyncio.run(talk())


@pytest.mark.parametrize("line", SCRIPT, ids=[line.message for line in SCRIPT])
def test_what_arrives(conversation: dict[str, list[Arrived]], line: Line) -> None:
    [message] = conversation[line.message]
    assert message.text.startswith(line.begins)
    assert [words for words in line.holds if words not in message.text] == []
    quotes = [*message.styled("blockquote"), *message.styled("expandable_blockquote")]
    if line.offers:
        quotes = quotes[: len(line.quotes)]
    assert len(quotes) == len(line.quotes), quotes
    assert [words for words, quote in zip(line.quotes, quotes, strict=True) if words not in quote] == []


def test_a_refusal_and_a_correction_are_told_from_an_answer(conversation: dict[str, list[Arrived]]) -> None:
    refused = [line.message for line in SCRIPT if conversation[line.message][0].text.startswith(NOT_STATED)]
    corrected = [line.message for line in SCRIPT if conversation[line.message][0].text.startswith("No")]
    assert refused == [line.message for line in SCRIPT if line.begins == NOT_STATED]
    assert corrected == [line.message for line in SCRIPT if line.begins == "No"]
