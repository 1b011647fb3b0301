"""Requests to Telegram: signs of life, refused markup, and errors that are none of ours."""

from __future__ import annotations

import threading

import pytest

from answers.reply import Part
from bot import outgoing
from bot.local.errors import ApiError
from bot.local.running import LocalBot
from bot.local.server import Request
from bot.texts import APOLOGY
from tests.bot.fakes import FakeAnswerer, echo


def actions(bot: LocalBot) -> list[Request]:
    return [request for request in bot.api.requests if request.method == "sendChatAction"]


async def test_a_quick_reply_needs_no_sign_of_life(bot: LocalBot) -> None:
    await bot.chat().send("When?")
    assert actions(bot) == []


async def test_while_a_reply_takes_long_the_bot_is_typing(bot: LocalBot, answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "TYPING_AFTER", 0.0)
    monkeypatch.setattr(outgoing, "TYPING_EVERY", 0.0)
    forum = bot.group("Newsroom", forum=True)
    topic = await forum.open_topic("China")
    seen = threading.Event()

    def slow(utterance: str) -> Part:
        while len(actions(bot)) < 2:
            assert not seen.wait(0.001)
        return echo(utterance)

    answerer.respond = slow
    assert len(await forum.send("/ask@local_article_bot When?", thread=topic)) == 1
    assert actions(bot)[0].parameters == {"chat_id": forum.id, "action": "typing", "message_thread_id": topic}
    done = len(actions(bot))
    answerer.respond = echo
    monkeypatch.setattr(outgoing, "TYPING_AFTER", 60.0)
    await forum.send("/ask@local_article_bot When?", thread=topic)
    assert len(actions(bot)) == done, "it ends with the reply"


async def test_a_sign_of_life_that_fails_costs_no_reply(bot: LocalBot, answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "TYPING_AFTER", 0.0)
    bot.api.faults.add("sendchataction", ApiError(500, "Internal Server Error"))
    waiting = threading.Event()

    def slow(utterance: str) -> Part:
        while not actions(bot):
            assert not waiting.wait(0.001)
        return echo(utterance)

    answerer.respond = slow
    assert [message.text for message in await bot.chat().send("When?")] == ["You said: When?"]


async def test_an_edit_that_telegram_refuses_is_made_plain(bot: LocalBot, caplog: pytest.LogCaptureFixture, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    answerer.respond = echo
    await chat.send("When?")
    answerer.respond = None
    bot.api.faults.add("editmessagetext", ApiError(400, "Bad Request: can't parse entities: whatever"))
    [edited] = await chat.edit(chat.last_sent, "Where?")
    assert (edited.text[:11], edited.entities, "In context" in edited.labels) == ("In October.", (), True)
    assert "Telegram refused our HTML" in caplog.text


async def test_any_other_refusal_is_an_error(bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
    chat = bot.chat()
    await chat.send("When?")
    bot.api.faults.add("editmessagetext", ApiError(400, "Bad Request: BUTTON_DATA_INVALID"))
    [apology] = await chat.edit(chat.last_sent, "Where?")
    assert apology.text == APOLOGY
    assert "BadRequest at " in caplog.text


async def test_a_surplus_message_that_is_gone_already(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.respond = lambda utterance: echo("long " * (1 + 2000 * utterance.startswith("l")))
    chat = bot.chat()
    first, second, *_ = await chat.send("long")
    await chat.delete(second.message_id)
    await chat.edit(chat.last_sent, "short")
    assert [message.message_id for message in chat.messages() if message.sender.get("is_bot")] == [first.message_id]


@pytest.mark.parametrize(
    ("description", "again"),
    [
        ("message to edit not found", True),
        ("message can't be edited", True),
        ("MESSAGE_ID_INVALID", True),
        ("message is not modified: specified", False),
    ],
)
async def test_what_cannot_be_edited_is_sent_again(bot: LocalBot, answerer: FakeAnswerer, description: str, again: bool) -> None:
    answerer.respond = echo
    chat = bot.chat()
    await chat.send("one")
    bot.api.faults.add("editmessagetext", ApiError(400, f"Bad Request: {description}"))
    assert [message.text for message in await chat.edit(chat.last_sent, "two")] == ["You said: two"] * again
