"""What a bot learns of a chat, and how it leaves."""

from __future__ import annotations

import pytest

from tests.bot.local.conftest import Server

BOT = 1000


async def test_chats(server: Server) -> None:
    forum = server.group("Newsroom", forum=True)
    private, group = await server.ask("getChat", chat_id=server.chat(5).id), await server.ask("getChat", chat_id=forum.id)
    assert (private["type"], private["first_name"]) == ("private", "Reader 5")
    assert (group["type"], group["title"], group["is_forum"]) == ("supergroup", "Newsroom", True)
    assert await server.ask("getChat", chat_id=6) == "Bad Request: chat not found"


@pytest.mark.parametrize(
    ("user", "status"),
    [
        (1, "creator"),
        (2, "member"),
        (BOT, "member"),
        (3, "left"),
        (99, "Bad Request: user not found"),
        (0, "Bad Request: invalid user_id specified"),
    ],
)
async def test_members(server: Server, user: int, status: str) -> None:
    group = server.group("Newsroom", (1, 2))
    server.chat(3)
    found = await server.ask("getChatMember", chat_id=group.id, user_id=user)
    assert (found if isinstance(found, str) else found["status"]) == status


async def test_administrators(server: Server) -> None:
    group, chat = server.group("Newsroom", (1, 2)), server.chat(5)
    await group.set_bot_status("administrator")
    found = await server.ask("getChatAdministrators", chat_id=group.id)
    assert [(member["user"]["id"], member["status"]) for member in found] == [(1, "creator"), (BOT, "administrator")]
    assert found[1]["can_delete_messages"]
    refusal = "Bad Request: there are no administrators in the private chat"
    assert await server.ask("getChatAdministrators", chat_id=chat.id) == refusal


async def test_leaving(server: Server) -> None:
    group, chat = server.group("Newsroom"), server.chat(5)
    assert await server.ask("leaveChat", chat_id=group.id) is True
    assert await server.ask("sendMessage", chat_id=group.id, text="x") == "Forbidden: bot is not a member of the group chat"
    assert await server.ask("leaveChat", chat_id=chat.id) == "Bad Request: chat member status can't be changed in private chats"
