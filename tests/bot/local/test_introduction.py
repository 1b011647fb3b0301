"""Names, descriptions and menus, by language and scope."""

from __future__ import annotations

import pytest

from tests.bot.local.conftest import Server

PRIVATE, GROUPS, DEFAULT = {"type": "all_private_chats"}, {"type": "all_group_chats"}, {"type": "default"}


@pytest.mark.parametrize(
    ("what", "field", "longest", "problem"),
    [
        ("Name", "name", 64, "BOT_TITLE_INVALID"),
        ("Description", "description", 512, "BOT_DESCRIPTION_INVALID"),
        ("ShortDescription", "short_description", 120, "BOT_SHORT_DESCRIPTION_INVALID"),
    ],
)
async def test_texts_by_language(server: Server, what: str, field: str, longest: int, problem: str) -> None:
    assert await server.ask(f"setMy{what}", **{field: "x" * longest}) is True
    assert await server.ask(f"setMy{what}", **{field: "x" * (longest + 1)}) == f"Bad Request: {problem}"
    assert await server.ask(f"setMy{what}", **{field: "5"}) is True
    assert await server.ask(f"getMy{what}") == {field: "5"}, "a number is a text too"
    assert await server.ask(f"setMy{what}", **{field: "fünf", "language_code": "de"}) is True
    assert await server.ask(f"getMy{what}", language_code="de") == {field: "fünf"}
    assert await server.ask(f"getMy{what}", language_code="fr") == {field: "5"}
    assert await server.ask(f"setMy{what}", **{field: "", "language_code": "de"}) is True
    assert await server.ask(f"getMy{what}", language_code="de") == {field: "5"}
    assert await server.ask(f"getMy{what}", language_code="deu") == "Bad Request: invalid language code specified"


async def test_a_bot_has_a_name(server: Server) -> None:
    assert await server.ask("setMyName") == "Bad Request: BOT_TITLE_INVALID"
    assert await server.ask("setMyName", name="China Visit Bot") is True
    assert (await server.ask("getMe"))["first_name"] == "China Visit Bot"
    assert server.chat(5).title == "China Visit Bot"
    assert await server.ask("setMyDescription") is True
    assert await server.ask("getMyDescription") == {"description": ""}


async def test_what_the_bot_may_do(server: Server) -> None:
    me = await server.ask("getMe")
    assert (me["can_join_groups"], me["can_read_all_group_messages"], me["supports_inline_queries"]) == (True, False, True)
    server.api.world.privacy_mode = False
    assert (await server.ask("getMe"))["can_read_all_group_messages"]


async def test_menus_by_scope_and_language(server: Server) -> None:
    group, chat = server.group("Newsroom"), server.chat(5)

    async def menu(name: str, **where: object) -> None:
        assert await server.ask("setMyCommands", commands=[{"command": name, "description": "d"}], **where) is True

    def seen() -> list[str]:
        return [name for view in (chat, group, group.as_(2)) for name in view.commands()]

    assert seen() == []
    await menu("default")
    assert seen() == ["default"] * 3
    await menu("private", scope=PRIVATE)
    await menu("groups", scope=GROUPS)
    assert seen() == ["private", "groups", "groups"]
    await menu("english", scope=PRIVATE, language_code="en")
    await menu("german", scope=PRIVATE, language_code="de")
    await menu("administrators", scope={"type": "all_chat_administrators"})
    assert seen() == ["english", "administrators", "groups"]
    await menu("chat", scope={"type": "chat", "chat_id": group.id})
    assert seen() == ["english", "chat", "chat"]
    await menu("these", scope={"type": "chat_administrators", "chat_id": group.id})
    await menu("two", scope={"type": "chat_member", "chat_id": group.id, "user_id": 2})
    assert seen() == ["english", "these", "two"]
    assert [command["command"] for command in await server.ask("getMyCommands", scope=PRIVATE)] == ["private"]
    assert await server.ask("getMyCommands", scope=PRIVATE, language_code="fr") == []
    assert await server.ask("deleteMyCommands", scope=PRIVATE, language_code="en") is True
    assert await server.ask("deleteMyCommands") is True
    assert await server.ask("getMyCommands", scope=DEFAULT) == []
    assert seen() == ["private", "these", "two"]


@pytest.mark.parametrize(
    ("scope", "problem"),
    [
        ({"type": "everybody"}, "can't parse BotCommandScope: unsupported type specified"),
        ({"chat_id": 5}, "can't parse BotCommandScope: unsupported type specified"),
        ({"type": "chat", "chat_id": 6}, "chat not found"),
        ([1], "object expected as BotCommandScope"),
    ],
)
async def test_scopes_that_are_refused(server: Server, scope: object, problem: str) -> None:
    assert await server.ask("setMyCommands", commands=[], scope=scope) == f"Bad Request: {problem}"
