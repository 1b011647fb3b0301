"""The client side of the local Bot API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.local.client import Client, LocalChat
from bot.local.views import Arrived
from tests.bot.local.conftest import Server


async def test_what_is_sent_becomes_an_update(server: Server) -> None:
    chat = server.chat(7)
    await chat.send("/ask@somebot now")
    await chat.edit(chat.last_sent, "/ask later")
    sent, edited = await server.api.updates.poll(0, 10, 0)
    assert sent["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 12}]
    assert sent["message"]["text"] == "/ask@somebot now", "an update that waits stays as it was"
    assert edited["edited_message"]["text"] == "/ask later"
    assert edited["edited_message"]["edit_date"] > edited["edited_message"]["date"]
    assert (chat.id, sent["message"]["chat"]["type"], sent["message"]["from"]["id"]) == (7, "private", 7)


async def test_only_the_bots_new_and_edited_messages_arrive(server: Server) -> None:
    chat = server.chat(7)
    await server.call("sendMessage", chat_id=7, text="😀 <b>hello</b>", parse_mode="HTML")
    [hello] = await chat.send("hi")
    assert (hello.text, hello.html, hello.edited) == ("😀 hello", "😀 <b>hello</b>", False)
    assert (hello.styled("bold"), hello.styled("italic"), hello.reply_to) == (["hello"], [], None)
    assert chat.arrived() == []
    await server.call("sendMessage", chat_id=7, text="new")
    await server.call("editMessageText", chat_id=7, message_id=hello.message_id, text="hello again")
    assert [(arrived.text, arrived.edited) for arrived in chat.arrived()] == [("new", False), ("hello again", True)]
    assert [(message.message_id, message.text) for message in chat.messages()] == [(1, "hello again"), (2, "hi"), (3, "new")]
    assert server.chat(7).arrived() == [], "a chat that is opened later begins there"


async def test_a_message_that_is_gone_cannot_be_edited(server: Server) -> None:
    chat = server.chat(7)
    await chat.send("hi")
    await chat.delete(1)
    with pytest.raises(ValueError, match="there is no message 1 to edit"):
        await chat.edit(1, "ho")
    assert (chat.last_sent, chat.message(1)) == (0, None)


KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Site", "url": "https://example.org"}]]}


async def test_a_button_is_pressed_by_label_or_data(server: Server) -> None:
    chat = server.chat(7)
    await server.call("sendMessage", chat_id=7, text="Really?", reply_markup=KEYBOARD)
    [message] = chat.arrived()
    assert message.labels == ["Yes", "Site"]
    for button in ("Yes", "y"):
        assert (await chat.press(1, button)).text is None
    query = server.last
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("y", 7, "Really?")
    assert query["chat_instance"]
    for button, number in (("No", 1), ("Site", 1), ("Yes", 2)):
        with pytest.raises(ValueError, match=f"message {number} has no button '{button}' to press"):
            await chat.press(number, button)
    await chat.press_data(9, "forged", by=8)
    assert server.last["message"] == {"chat": {"id": 7, "type": "private", "first_name": "Reader 7"}, "message_id": 9, "date": 0}


async def test_a_press_shows_the_bots_answer(server: Server) -> None:
    async def answer(number: int) -> None:
        query = server.last["id"]
        assert (await server.call("answerCallbackQuery", callback_query_id=query, text="Thanks", show_alert=True))["ok"]
        assert not (await server.call("answerCallbackQuery", callback_query_id=query))["ok"], "a query is answered once"
        await server.call("sendMessage", chat_id=7, text="new")

    chat = Client(server.api.world, answer).chat(7)
    await server.call("sendMessage", chat_id=7, text="Really?", reply_markup=KEYBOARD)
    chat.arrived()
    pressed = await chat.press(1, "Yes")
    assert (pressed.text, pressed.alert, [message.text for message in pressed.arrived]) == ("Thanks", True, ["new"])


RESULT = {"type": "article", "id": "a", "title": "October", "description": "When", "input_message_content": {"message_text": "In October"}}


async def test_inline_queries_and_chosen_results(server: Server) -> None:
    async def answer(number: int) -> None:
        content = server.api.updates.waiting[number - 1].get("inline_query")
        if content:
            assert (content["query"], content["offset"], content["chat_type"]) == ("when", "0", "group")
            results = [RESULT | {"reply_markup": KEYBOARD}]
            assert (await server.call("answerInlineQuery", inline_query_id=content["id"], results=results, next_offset="1"))["ok"]

    group = Client(server.api.world, answer).group("Newsroom", (1, 2)).as_(2)
    offered = await group.inline("when", offset="0")
    assert offered is not None
    [result] = offered.results
    assert (result.title, result.description, result.text, offered.next_offset) == ("October", "When", "In October", "1")
    sent = await group.choose(result)
    assert (sent.text, sent.sender["id"], sent.content["via_bot"]["id"]) == ("In October", 2, 1000)
    assert server.kinds == ["inline_query", "message", "chosen_inline_result"]
    assert group.arrived() == [], "what a person sends is not the bot's"
    inline_message = server.last["inline_message_id"]
    await group.press(sent.message_id, "Yes", by=1)
    assert server.last["inline_message_id"] == inline_message
    assert (await server.call("editMessageText", inline_message_id=inline_message, text="In October."))["result"] is True
    assert [message.text for message in group.messages()] == ["In October."]


async def test_an_inline_query_may_stay_unanswered(server: Server) -> None:
    assert await server.chat().inline("when") is None


async def test_a_person_has_a_last_message_and_a_bot_that_types(server: Server) -> None:
    group = server.group("Newsroom", (1, 2))
    await group.send("mine")
    await group.send("theirs", sender=2)
    assert (group.last_sent, group.as_(2).last_sent, group.as_(3).last_sent) == (1, 2, 0)
    assert (group.title, server.chat(5).title) == ("Newsroom", "Article bot")


async def test_those_who_share_a_chat_share_what_was_seen(server: Server) -> None:
    group = server.group("Newsroom", (1, 2))
    other = group.as_(2)
    await server.ask("sendMessage", chat_id=group.id, text="hello")
    assert [message.text for message in other.arrived()] == ["hello"]
    assert group.arrived() == []


@pytest.mark.parametrize(
    ("send", "key"),
    [(LocalChat.send_photo, "photo"), (LocalChat.send_voice, "voice"), (LocalChat.send_sticker, "sticker")],
    ids=["photo", "voice", "sticker"],
)
async def test_what_is_no_text(server: Server, send: Callable[[LocalChat], Awaitable[list[Arrived]]], key: str) -> None:
    chat = server.chat(5)
    assert await send(chat) == []
    assert key in server.last
    assert chat.messages()[0].text == ""


async def test_an_edit_may_leave_no_text(server: Server) -> None:
    chat = server.chat(5)
    await chat.send("/why me")
    await chat.edit(1, "why me")
    assert "entities" not in server.last
    await chat.edit_content(1, {"photo": []})
    assert ("text" in server.last, "photo" in server.last, server.last["message_id"]) == (False, True, 1)


async def test_any_update_can_be_pushed(server: Server) -> None:
    assert await server.chat(5).push("a_kind_of_the_future", {"a": 1}) == []
    assert server.last == {"a": 1}


async def test_a_reply_needs_its_message(server: Server) -> None:
    with pytest.raises(ValueError, match="there is no message 9 to answer"):
        await server.chat(5).send("x", reply_to=9)
