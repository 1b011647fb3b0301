"""Which questions are offered under a reply."""

from __future__ import annotations

import pytest

from answers.reply import Kind, Part
from answers.statements import UNWRITTEN
from bot.buttons import Action
from bot.conversation import TURNS_KEPT
from bot.desk import RELATED
from bot.local.running import LOCAL_TOKEN, LocalBot, run_on
from bot.local.server import LocalBotApi
from bot.local.views import Arrived
from bot.tokens import token_of
from tests.bot.conftest import Engine
from tests.bot.fakes import ABOUT_INTENTS, CLARIFY, OFF_TOPIC, REFUSAL, WHEN, WHO, FakeAnswerer, echo

XI_WHEN = "When was Xi in Moscow?"
ANSWERED, XI = ABOUT_INTENTS["visit.when"], ABOUT_INTENTS["xi.when"]


def offered(message: Arrived) -> list[str]:
    """The labels of the related questions, which name a fact."""
    return [button.text for row in message.buttons for button in row if (button.data or "").startswith(Action.FACT)]


@pytest.mark.parametrize(
    ("parts", "related"),
    [
        pytest.param((ANSWERED,), [WHO, XI_WHEN], id="others than the answered"),
        pytest.param((ANSWERED, XI), [WHO], id="than both answered"),
        pytest.param((REFUSAL,), [WHEN, WHO, XI_WHEN], id="nearest to a refusal"),
        pytest.param((ANSWERED, echo("thanks")), [WHO, XI_WHEN], id="small talk leads nowhere"),
        pytest.param((CLARIFY,), [], id="readings come first"),
        pytest.param((OFF_TOPIC,), [], id="off topic has examples"),
        pytest.param((Part(Kind.ANSWER, "Because."),), [], id="about nothing known"),
    ],
)
async def test_related(bot: LocalBot, answerer: FakeAnswerer, parts: tuple[Part, ...], related: list[str]) -> None:
    answerer.parts = parts
    [message] = await bot.chat().send("hello")
    assert offered(message) == related


async def test_what_was_told_is_not_offered_again(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    answerer.parts = (ANSWERED,)
    [first] = await chat.send("when?")
    [second] = (await chat.press(first.message_id, WHO)).arrived
    assert (offered(first), offered(second)) == ([WHO, XI_WHEN], [XI_WHEN])
    [third] = (await chat.press(second.message_id, XI_WHEN)).arrived
    assert offered(third) == []
    answerer.parts = (XI,)
    [edited] = await chat.edit(chat.last_sent, "when was Xi there?")
    assert offered(edited) == [WHEN], "what the edited answer had told was told no longer"
    [other] = await bot.chat(2).send("when was Xi there?")
    assert offered(other) == [WHEN, WHO], "each reader goes an own way"


async def test_who_follows_the_links_of_the_shipped_fact_base_meets_no_answer_twice(engine: Engine) -> None:
    async with run_on(LocalBotApi(LOCAL_TOKEN), engine.answerer, engine.about) as bot:
        chat = bot.chat()
        [message] = await chat.send("When is Putin going to China?")
        read = [message.text]
        while len(read) < TURNS_KEPT:
            [message] = (await chat.press(message.message_id, offered(message)[0])).arrived
            read.append(message.text)
        assert len(set(read)) == len(read)


async def test_all_that_the_shipped_fact_base_says_arrives(engine: Engine) -> None:
    async with run_on(LocalBotApi(LOCAL_TOKEN), engine.answerer, engine.about) as bot:
        chat = bot.chat()
        [menu] = await chat.send("/topics")
        for intent in (name for name in engine.about.intents if UNWRITTEN not in name):
            pressed = await chat.press_data(menu.message_id, f"q{token_of(intent)}")
            assert (pressed.text, len(pressed.arrived)) == ("", 1), intent
            assert len(offered(pressed.arrived[0])) <= RELATED, intent
