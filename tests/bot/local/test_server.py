"""Addresses, tokens, ways to pass parameters, and that the unmodified library understands every answer and every update."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    ReplyParameters,
    Update,
)
from telegram.request import HTTPXRequest

from bot.local.running import LOCAL_TOKEN
from tests.bot.fakes import TOKEN
from tests.bot.local.conftest import Server


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        (f"/bot{TOKEN}/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/elsewhere", 404, "Not Found"),
        (f"/bot{LOCAL_TOKEN}/", 404, "Not Found"),
        (f"/bot{LOCAL_TOKEN}/frobnicate", 404, "Not Found: method not found"),
        (f"/bot{LOCAL_TOKEN}/getMe?a=%ff", 400, "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_addresses_that_are_refused(server: Server, path: str, status: int, description: str) -> None:
    response = await server.request("GET", path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json")
    assert response.json() == {"ok": False, "error_code": status, "description": description}
    assert (await server.request("POST", path)).status_code == status


@pytest.mark.parametrize("path", ["getMe", "getme", "GETME", "test/getMe"])
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_get_me(server: Server, verb: str, path: str) -> None:
    body = (await server.request(verb, f"/bot{LOCAL_TOKEN}/{path}")).json()
    assert (body["ok"], body["result"]["id"], body["result"]["is_bot"]) == (True, 1000, True)


REPLY = {"message_id": 9, "allow_sending_without_reply": True}
FIELDS = {"chat_id": "5", "text": "123", "reply_parameters": json.dumps(REPLY)}


@pytest.mark.parametrize(
    ("verb", "content"),
    [
        pytest.param("GET", {"params": FIELDS}, id="query"),
        pytest.param("POST", {"params": FIELDS}, id="query of a POST"),
        pytest.param("POST", {"data": FIELDS}, id="form"),
        pytest.param("POST", {"json": FIELDS}, id="JSON"),
        pytest.param(
            "POST", {"json": FIELDS | {"chat_id": 5, "reply_parameters": json.loads(FIELDS["reply_parameters"])}}, id="JSON whole"
        ),
        pytest.param("POST", {"files": {name: (None, value) for name, value in FIELDS.items()}}, id="multipart"),
    ],
)
async def test_ways_to_pass_parameters(server: Server, verb: str, content: dict[str, object]) -> None:
    chat = server.chat(5)
    assert (await server.request(verb, f"/bot{LOCAL_TOKEN}/sendMessage", **content)).json()["ok"]
    assert [(message.text, message.reply_to) for message in chat.messages()] == [("123", None)]
    assert server.api.requests[0].parameters["reply_parameters"]["message_id"] == 9


async def test_it_can_be_a_part_of_another_application(server: Server) -> None:
    transport = httpx.ASGITransport(app=server.api, root_path="/api")
    async with httpx.AsyncClient(transport=transport, base_url="http://local/api") as client:
        assert (await client.get(f"/bot{LOCAL_TOKEN}/getMe")).json()["ok"]


async def test_it_speaks_http_only(server: Server) -> None:
    async def nothing(*_: object) -> dict[str, object]:
        return {}

    with pytest.raises(NotImplementedError, match="the local Bot API speaks HTTP, not websocket"):
        await server.api({"type": "websocket"}, nothing, nothing)  # type: ignore[arg-type]


async def test_farewells(server: Server) -> None:
    assert [await server.ask(method) for method in ("logOut", "close")] == [True, True]


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    """The library's own client, unmodified."""
    one, other = (HTTPXRequest(httpx_kwargs={"transport": httpx.ASGITransport(app=server.api)}) for _ in range(2))
    async with Bot(LOCAL_TOKEN, "http://local/bot", request=one, get_updates_request=other) as bot:
        yield bot


KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Why", callback_data="w"), InlineKeyboardButton("Share", switch_inline_query="x")]])


async def test_the_library_writes_and_edits(server: Server, bot: Bot) -> None:
    chat = server.chat(5)
    await chat.send("When?")
    sent = await bot.send_message(5, "<b>In October</b>", "HTML", reply_markup=KEYBOARD, reply_parameters=ReplyParameters(1))
    assert (sent.text_html, sent.reply_markup) == ("<b>In October</b>", KEYBOARD)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "When?"
    edited = await bot.edit_message_text("In October.", 5, sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.edit_date is not None, edited.reply_markup) == (True, None)
    changed = await bot.edit_message_reply_markup(5, sent.message_id, reply_markup=KEYBOARD)
    assert isinstance(changed, Message)
    assert changed.reply_markup == KEYBOARD
    assert await bot.send_chat_action(5, "typing")
    assert await bot.delete_message(5, sent.message_id)


async def test_the_library_introduces_the_bot(bot: Bot) -> None:
    assert await bot.set_my_name("China Visit Bot")
    assert await bot.set_my_description("Answers questions.")
    assert await bot.set_my_short_description("Answers.")
    scope = BotCommandScopeAllGroupChats()
    assert await bot.set_my_commands([BotCommand("why", "Why?")], scope=scope, language_code="en")
    texts = await bot.get_my_name(), await bot.get_my_description(), await bot.get_my_short_description()
    assert (texts[0].name, texts[1].description, texts[2].short_description) == ("China Visit Bot", "Answers questions.", "Answers.")
    assert await bot.get_my_commands(scope, "en") == (BotCommand("why", "Why?"),)
    assert await bot.delete_my_commands(scope, "en")
    assert await bot.get_my_commands(scope, "en") == ()
    assert (await bot.get_me()).supports_inline_queries


async def test_the_library_asks_about_chats(server: Server, bot: Bot) -> None:
    group = server.group("Newsroom")
    assert [(await bot.get_chat(chat)).type for chat in (group.id, server.chat(5).id)] == ["group", "private"]
    for status in ("administrator", "restricted", "left", "kicked", "member"):
        server.api.world.chats[group.id].members[2] = status
        assert (await bot.get_chat_member(group.id, 2)).status == status
    assert [member.status for member in await bot.get_chat_administrators(group.id)] == ["creator"]
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.leave_chat(group.id)


async def test_the_library_understands_every_update(server: Server, bot: Bot) -> None:
    chat, group, channel = server.chat(5), server.group("Newsroom"), server.channel("News")
    await chat.send("When?")
    await chat.edit(1, "When, please?")
    await channel.send("news")
    await channel.edit(1, "old news")
    await chat.press_data(1, "w")
    await chat.press_data(99, "w")
    await chat.inline("when")
    for status in ("administrator", "kicked", "member"):
        await group.set_bot_status(status)
    await group.migrate()
    await server.group("Forum", forum=True).open_topic("China")
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    seen = [next(kind for kind in Update.ALL_TYPES if getattr(update, kind) is not None) for update in updates]
    assert seen == server.kinds
    assert set(seen) >= {"message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query"}
    assert "my_chat_member" in seen
    assert not any(update.to_dict().get("api_kwargs") for update in updates)


async def test_the_library_answers_queries(server: Server, bot: Bot) -> None:
    chat = server.chat(5)
    await chat.press_data(1, "w")
    assert await bot.answer_callback_query(server.last["id"], "Thanks", show_alert=True)

    async def answer(_: int) -> None:
        if "query" in server.last and "id" in server.last:
            result = InlineQueryResultArticle("a", "October", InputTextMessageContent("<b>In October</b>", "HTML"), KEYBOARD)
            button = InlineQueryResultsButton("Ask more", start_parameter="more")
            assert await bot.answer_inline_query(server.last["id"], [result], 5, next_offset="1", button=button)

    server._settle = answer
    asking = server.chat(5)
    offered = await asking.inline("when")
    assert offered is not None
    assert (offered.results[0].html, offered.button, offered.next_offset) == (
        "<b>In October</b>", {"text": "Ask more", "start_parameter": "more"}, "1",
    )  # fmt: skip
    assert [button.text for row in offered.results[0].buttons for button in row] == ["Why", "Share"]
    sent = await asking.choose(offered.results[0])
    chosen = (await bot.get_updates())[-1].chosen_inline_result
    assert chosen is not None
    assert (chosen.result_id, chosen.query, sent.html) == ("a", "when", "<b>In October</b>")
    assert await bot.edit_message_text("In October.", inline_message_id=chosen.inline_message_id) is True
    assert [message.text for message in asking.messages()] == ["In October."]
