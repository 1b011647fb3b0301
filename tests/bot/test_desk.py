"""Which questions are offered under a reply."""

from __future__ import annotations

import pytest

from answers.reply import Kind, Part, Reply
from answers.statements import UNWRITTEN
from bot.desk import RELATED, Desk, Memory
from bot.local.running import LOCAL_TOKEN, LocalBot
from bot.local.server import LocalBotApi
from bot.tokens import Tokens, token_of
from tests.bot.conftest import Engine, run_on
from tests.bot.fakes import ABOUT, ABOUT_INTENTS, CLARIFY, OFF_TOPIC, REFUSAL, WHEN, WHO, FakeAnswerer, echo

XI_WHEN = "When was Xi in Moscow?"
ANSWERED, XI = ABOUT_INTENTS["visit.when"], ABOUT_INTENTS["xi.when"]


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
async def test_related(bot: LocalBot, parts: tuple[Part, ...], related: list[str]) -> None:
    await bot.chat().send("hello")
    desk = Desk(FakeAnswerer(), ABOUT, Tokens(ABOUT), Memory())
    keyboard = desk.compose(bot.application.bot, Reply(parts)).keyboard
    labels = [button.text for row in keyboard.inline_keyboard for button in row] if keyboard else []
    offered = [label for label in labels if label in (WHEN, WHO, XI_WHEN)]
    assert (offered if parts != (OFF_TOPIC,) else offered[2:]) == related


async def test_all_that_the_shipped_fact_base_says_arrives(engine: Engine) -> None:
    async with run_on(LocalBotApi(LOCAL_TOKEN), engine.answerer, engine.about) as bot:
        chat = bot.chat()
        [menu] = await chat.send("/topics")
        for intent in (name for name in engine.about.intents if UNWRITTEN not in name):
            pressed = await chat.press_data(menu.message_id, f"q{token_of(intent)}")
            assert (pressed.text, len(pressed.arrived)) == ("", 1), intent
            offered = [row for row in pressed.arrived[0].buttons if (row[0].data or "").startswith("q")]
            assert len(offered) <= RELATED, intent
