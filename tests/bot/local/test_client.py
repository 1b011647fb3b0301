"""The client side of the local Bot API."""

from __future__ import annotations

import asyncio

import pytest

from bot.local.client import Client
from tests.bot.local.conftest import Server

OTHER_BOT = {"id": 77, "is_bot": True, "first_name": "Other", "username": "other_bot"}


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


@pytest.mark.parametrize(
    ("text", "reply", "heard"),
    [
        pytest.param("people talk", False, False, id="talk"),
        pytest.param("and you?", True, True, id="reply to the bot"),
        pytest.param("/ask", False, True, id="command to anyone"),
        pytest.param("/ask@local_article_bot when", False, True, id="command to it"),
        pytest.param("/ask@Local_Article_Bot when", False, True, id="in any case"),
        pytest.param("/ask@other_bot when", False, False, id="command to another"),
        pytest.param("@local_article_bot when", False, False, id="mention"),
        pytest.param("see /ask", False, False, id="command later on"),
    ],
)
async def test_what_the_bot_hears_in_a_group(server: Server, text: str, reply: bool, heard: bool) -> None:
    group = server.group("Newsroom", (1, 2))
    await server.call("sendMessage", chat_id=group.id, text="hello")
    await group.send(text, reply_to=1 if reply else None, sender=2)
    assert server.kinds == ["message"] * heard
    await group.edit(2, text + "!")
    assert len(server.api.updates.waiting) == 2 * heard


async def test_a_group_with_another_bot(server: Server) -> None:
    group = server.group("Newsroom", (1, 2))
    await group.send_content({"text": "beep"}, sender=OTHER_BOT)
    await group.send("/help")
    assert server.kinds == [], "that was for the bot that wrote last"


async def test_without_privacy_mode_it_hears_all(server: Server) -> None:
    group = server.group("Newsroom")
    server.api.world.privacy_mode = False
    await group.send("people talk")
    await group.send_content({"text": "beep"}, sender=OTHER_BOT)
    assert server.kinds == ["message"]


async def test_topics(server: Server) -> None:
    forum = server.group("Newsroom", forum=True)
    topic = await forum.open_topic("China")
    await forum.send("/ask when", thread=topic)
    asked = server.last
    assert (asked["message_thread_id"], asked["is_topic_message"], asked["chat"]["is_forum"]) == (topic, True, True)
    answer = {"chat_id": forum.id, "text": "In October"}
    await server.call("sendMessage", **answer, message_thread_id=topic)
    await server.call("sendMessage", **answer, reply_parameters={"message_id": asked["message_id"]})
    await server.call("sendMessage", **answer)
    assert [message.thread for message in forum.arrived()] == [topic, topic, None]
    assert (await server.call("sendMessage", **answer, message_thread_id=99))["description"] == "Bad Request: message thread not found"


async def test_a_channel_speaks_for_itself(server: Server) -> None:
    channel = server.channel("News")
    await channel.send("news")
    await channel.edit(1, "better news")
    assert server.kinds == ["channel_post", "edited_channel_post"]
    assert (server.last["sender_chat"]["title"], "from" in server.last) == ("News", False)
    await server.call("sendMessage", chat_id=channel.id, text="mine")
    assert [message.text for message in channel.arrived()] == ["mine"]


async def test_a_reader_blocks_the_bot(server: Server) -> None:
    chat = server.chat(7)
    await chat.set_bot_status("kicked")
    change = server.last
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    assert (await server.call("sendMessage", chat_id=7, text="hi"))["description"] == "Forbidden: bot was blocked by the user"
    await chat.set_bot_status("member")
    assert (await server.call("sendMessage", chat_id=7, text="hi"))["ok"]


@pytest.mark.parametrize(
    ("status", "description"),
    [
        ("kicked", "Forbidden: bot was kicked from the group chat"),
        ("left", "Forbidden: bot is not a member of the group chat"),
    ],
)
async def test_a_group_without_the_bot(server: Server, status: str, description: str) -> None:
    group = server.group("Newsroom")
    await group.set_bot_status(status)
    await group.send("/ask when")
    assert server.kinds == ["my_chat_member"]
    assert (await server.call("sendMessage", chat_id=group.id, text="hi"))["description"] == description
    await group.set_bot_status("member")
    assert server.kinds == ["my_chat_member", "my_chat_member", "message"]
    assert [user["id"] for user in server.last["new_chat_members"]] == [1000]


async def test_a_group_that_becomes_a_supergroup(server: Server) -> None:
    group = server.group("Newsroom")
    before = group.id
    await group.migrate()
    to, came = (update["message"] for update in server.api.updates.waiting)
    assert (to["chat"]["id"], to["migrate_to_chat_id"], came["migrate_from_chat_id"]) == (before, group.id, before)
    refused = await server.call("sendMessage", chat_id=before, text="hi")
    assert (refused["error_code"], refused["parameters"]) == (400, {"migrate_to_chat_id": group.id})
    await server.call("sendMessage", chat_id=group.id, text="hi")
    assert [message.text for message in group.arrived()] == ["hi"]


async def test_a_watcher_learns_of_every_change(server: Server) -> None:
    chat = server.chat(7)
    watching = asyncio.create_task(server.api.world.changed(0))
    await asyncio.sleep(0)
    await server.call("sendMessage", chat_id=7, text="hi")
    assert await asyncio.wait_for(watching, 1) == 1
    await server.call("editMessageText", chat_id=7, message_id=1, text="ho")
    await chat.delete(1)
    assert await server.api.world.changed(1) == 3
