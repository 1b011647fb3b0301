"""What people do, and what of it Telegram tells the bot."""

from __future__ import annotations

import pytest

from tests.bot.local.conftest import Server

OTHER_BOT = {"id": 77, "is_bot": True, "first_name": "Other", "username": "other_bot"}


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
