"""Chats, messages and who learns of their changes."""

from __future__ import annotations

import asyncio

import pytest

from bot.local.errors import ApiError
from bot.local.world import World
from tests.bot.local.conftest import Server


async def test_a_watcher_learns_of_every_change(server: Server) -> None:
    chat = server.chat(7)
    watching = asyncio.create_task(server.api.world.changed(0))
    await asyncio.sleep(0)
    await server.call("sendMessage", chat_id=7, text="hi")
    assert await asyncio.wait_for(watching, 1) == 1
    await server.call("editMessageText", chat_id=7, message_id=1, text="ho")
    await chat.delete(1)
    assert await server.api.world.changed(1) == 3
    assert api_changes(server) == [(7, 1), (7, 1), (7, 1)]


def api_changes(server: Server) -> list[tuple[int, int]]:
    return [(change.chat, change.message) for change in server.api.world.changes]


def test_people_and_chats_come_into_being_when_named() -> None:
    world = World(1000, "some_bot")
    chat = world.private_chat(5)
    assert (chat.id, chat.kind, world.user(5)["first_name"], world.private_chat(5)) == (5, "private", "Reader 5", chat)
    assert world.user(1)["first_name"] == "Reader"
    group, forum = world.group("A", (1, 2)), world.group("B", (1,), "supergroup", forum=True)
    assert (group.members, group.is_group, forum.details["is_forum"]) == ({1: "creator", 2: "member", 1000: "member"}, True, True)
    assert (-(10**12) < group.id < 0, forum.id < -(10**12)) == (True, True)
    assert world.group("C", (1,), "channel").members == {1: "creator", 1000: "administrator"}


def test_messages_are_replaced_and_never_changed() -> None:
    world = World(1000, "some_bot")
    chat = world.private_chat(5)
    first = world.add(chat, world.user(5), {"text": "a"})
    edited = world.replace(chat, first | {"text": "b"})
    assert (first["text"], chat.messages[1]["text"], edited["message_id"]) == ("a", "b", 1)
    world.delete(chat, 1)
    world.delete(chat, 1)
    assert (chat.messages, len(world.changes)) == ({}, 3)
    assert world.add(chat, world.user(5), {"text": "c"})["message_id"] == 2, "a number is not used again"


@pytest.mark.parametrize(
    ("kind", "status", "refusal"),
    [
        ("group", "kicked", "Forbidden: bot was kicked from the group chat"),
        ("supergroup", "kicked", "Forbidden: bot was kicked from the supergroup chat"),
        ("channel", "kicked", "Forbidden: bot was kicked from the channel chat"),
        ("group", "left", "Forbidden: bot is not a member of the group chat"),
        ("supergroup", "left", "Forbidden: bot is not a member of the supergroup chat"),
        ("channel", "left", "Forbidden: bot is not a member of the channel chat"),
    ],
)
def test_where_the_bot_is_not(kind: str, status: str, refusal: str) -> None:
    world = World(1000, "some_bot")
    chat = world.group("A", (1,), kind)
    assert world.chat_for_bot(chat.id) is chat
    chat.members[1000] = status
    with pytest.raises(ApiError) as caught:
        world.chat_for_bot(chat.id)
    assert (caught.value.code, caught.value.description) == (403, refusal)
