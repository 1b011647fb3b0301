"""The bot as its users meet it: the real application against the local Bot API."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from telegram import Update

from answers.reply import Kind, Part, Quote
from bot import polling
from bot.local.errors import ApiError
from bot.local.running import LocalBot, run_local_bot
from bot.render import clean_text
from bot.texts import APOLOGY
from tests.bot.fakes import ABOUT, ANSWER, NASTY, FakeAnswerer, echo


async def test_an_answer_is_quoted_styled_and_without_link_preview(bot: LocalBot) -> None:
    chat = bot.chat()
    [message] = await chat.send("When does Putin go?")
    assert message.text == "In October.\nPutin plans to visit China in October\n— the Kremlin · Putin to visit China, paragraph 1"
    assert message.styled("blockquote") == ["Putin plans to visit China in October"]
    assert message.reply_to == chat.last_sent
    assert message.content["link_preview_options"] == {"is_disabled": True}


async def test_markup_in_question_and_answer_is_text(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.respond = echo
    [message] = await bot.chat().send("is <b>this</b> & <script> bold?")
    assert message.text == "You said: is <b>this</b> & <script> bold?"
    assert message.entities == ()


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_nasty_messages_are_answered(bot: LocalBot, answerer: FakeAnswerer, text: str) -> None:
    answerer.respond = lambda utterance: Part(Kind.ANSWER, f"You said: {utterance}", (Quote(utterance, utterance[:9], 1, "<&>"),))
    messages = await bot.chat().send(text)
    assert "".join("".join(message.text.split()) for message in messages).startswith("Yousaid:" + "".join(clean_text(text).split()))
    assert [request.method for request in bot.api.requests].count("sendMessage") == len(messages), "some were refused"


async def test_a_long_answer_comes_in_several_messages_of_which_the_first_quotes(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.parts = (Part(Kind.ANSWER, "long " * 3000),)
    chat = bot.chat()
    messages = await chat.send("tell me all")
    assert [message.reply_to for message in messages] == [chat.last_sent, None, None, None]


async def test_the_buttons_of_a_long_answer_stand_under_its_last_message(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.parts = (replace(ANSWER, statement="long " * 1000),)
    first, last = await bot.chat().send("tell me all")
    assert (first.labels, last.labels[:2]) == ([], ["In context", "Why this answer"])


async def test_a_long_quote_arrives_folded(bot: LocalBot, answerer: FakeAnswerer) -> None:
    long, short = "long " * 80 + "end", "short"
    answerer.parts = (Part(Kind.ANSWER, "So:", (Quote(long, "T", 1, "A"), Quote(short, "T", 2, "A"))),)
    [message] = await bot.chat().send("tell me all")
    assert (message.styled("expandable_blockquote"), message.styled("blockquote")) == ([long], [short])


async def test_an_edited_answer_shows_no_link_preview_either(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.respond = echo
    chat = bot.chat()
    await chat.send("https://example.org")
    [edited] = await chat.edit(chat.last_sent, "https://example.org/2")
    assert edited.content["link_preview_options"] == {"is_disabled": True}


async def test_a_deleted_question_is_still_answered(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()

    def delete(utterance: str) -> Part:
        bot.api.world.delete(bot.api.world.chats[chat.id], chat.last_sent)
        return echo(utterance)

    answerer.respond = delete
    [message] = await chat.send("never mind")
    assert (message.text, message.reply_to) == ("You said: never mind", None)


@pytest_asyncio.fixture
async def bot_that_gets_all(answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LocalBot]:
    """Until its first poll, Telegram sends a bot the kinds of update that an earlier version of it asked for."""
    monkeypatch.setattr(polling, "_HEARD", Update.ALL_TYPES)
    async with run_local_bot(answerer, ABOUT) as running:
        yield running


async def test_what_is_not_for_the_bot_is_ignored(
    bot_that_gets_all: LocalBot, answerer: FakeAnswerer, caplog: pytest.LogCaptureFixture
) -> None:
    bot = bot_that_gets_all
    bot.api.world.privacy_mode = False
    chat, group = bot.chat(1), bot.group("Readers")
    channel = {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel", "title": "News"}, "text": "news"}
    other_bot = {"id": 77, "is_bot": True, "first_name": "Other"}
    assert await chat.send("first") != []
    asked = len(answerer.asked)
    assert await chat.send_content({"text": "beep"}, sender=other_bot) == []
    assert await chat.send_content({"text": "my own words", "via_bot": bot.api.world.bot}) == []
    assert await chat.send_content({"group_chat_created": True}) == []
    assert await chat.push("channel_post", channel) == []
    assert await chat.push("edited_channel_post", channel | {"edit_date": 2}) == []
    assert await chat.push("a_kind_of_the_future", {}) == []
    assert await group.send("people talk among themselves") == []
    assert await group.send_photo() == []
    assert len(answerer.asked) == asked
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR", "CRITICAL")] == []


async def test_an_error_is_logged_by_kind_and_apologised_for(
    bot: LocalBot, answerer: FakeAnswerer, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(utterance: str) -> Part:
        raise ValueError(f"cannot bear {utterance}")

    answerer.respond = fail
    chat = bot.chat()
    assert [message.text for message in await chat.send("my secret")] == [APOLOGY]
    [record] = [record for record in caplog.records if record.name == "bot.handlers"]
    assert record.getMessage().startswith("Update 1: ValueError at ")
    assert "my secret" not in caplog.text
    answerer.respond = None
    assert len(await chat.send("and again")) == 1


async def test_html_that_telegram_refuses_is_sent_plain(bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
    bot.api.faults.add("sendMessage", ApiError(400, "Bad Request: can't parse entities: whatever"))
    chat = bot.chat()
    [message] = await chat.send("When?")
    assert message.text.startswith("In October.\nPutin plans")
    assert (message.entities, message.reply_to) == ((), chat.last_sent)
    assert "Telegram refused our HTML" in caplog.text


async def test_no_apology_follows_a_reply_that_may_have_arrived(bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
    bot.api.faults.add("sendMessage", ApiError(502, "Bad Gateway"))
    assert await bot.chat().send("When?") == []
    assert "Update 1: NetworkError at " in caplog.text


async def test_a_user_who_blocks_the_bot_is_no_error(bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    chat = bot.chat()
    await chat.set_bot_status("kicked")
    assert await chat.send("When?") == []
    assert ": the user has blocked the bot or left." in caplog.text


async def test_a_slow_reply_does_not_stop_the_loop(bot: LocalBot, answerer: FakeAnswerer) -> None:
    main = threading.get_ident()

    def where(_: str) -> Part:
        return Part(Kind.ANSWER, str(threading.get_ident() != main))

    answerer.respond = where
    assert [message.text for message in await bot.chat().send("where?")] == ["True"]
