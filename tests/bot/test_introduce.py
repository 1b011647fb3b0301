"""Menus, name and descriptions at start, through the real library and the local Bot API."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot import introduce
from bot.local.errors import ApiError
from bot.local.running import LOCAL_TOKEN, run_on
from bot.local.server import LocalBotApi
from bot.texts import COMMANDS, GROUP_COMMANDS, About
from tests.bot.fakes import ABOUT, FakeAnswerer

SETTERS = ("setMyCommands", "setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription")


@pytest.fixture
def api() -> LocalBotApi:
    return LocalBotApi(LOCAL_TOKEN)


async def start(api: LocalBotApi, about: About = ABOUT) -> list[str]:
    """Starts the bot, which answers a message and stops; what it has set meanwhile."""
    api.requests.clear()
    async with run_on(api, FakeAnswerer(), about) as bot:
        assert len(await bot.chat().send("When?")) == 1
    return [request.method for request in api.requests if request.method.startswith("set")]


async def test_a_first_start_sets_all(api: LocalBotApi) -> None:
    assert await start(api) == list(SETTERS)
    profile = api.world.profile
    menus = {scope: [command["command"] for command in commands] for (scope, _), commands in profile.commands.items()}
    assert menus == {("all_private_chats", 0, 0): list(COMMANDS), ("all_group_chats", 0, 0): list(GROUP_COMMANDS)}
    assert profile.names[""] == "Ask: Putin to visit China"
    assert profile.descriptions[""].startswith("I answer questions about the article “Putin to visit China”.\nEvery answer")
    assert profile.short_descriptions[""] == "Answers with quotes, about “Putin to visit China”"


async def test_a_second_start_sets_nothing(api: LocalBotApi) -> None:
    await start(api)
    assert await start(api) == []


async def test_only_what_differs_is_set(api: LocalBotApi) -> None:
    await start(api)
    api.world.profile.names[""] = "Something else"
    assert await start(api) == ["setMyName"]
    assert await start(api, replace(ABOUT, title="Another article")) == ["setMyName", "setMyDescription", "setMyShortDescription"]


async def test_a_long_title_is_cut_to_what_telegram_takes(api: LocalBotApi) -> None:
    assert await start(api, About("word " * 200)) == list(SETTERS)
    assert api.world.profile.names[""] == "Ask: word word word word word word word word word word word…"


@pytest.mark.parametrize(
    "method", ["getmycommands", "setmycommands", "getmyname", "setmyname", "setmydescription", "getmyshortdescription"]
)
@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ApiError(500, "Internal Server Error"), "NetworkError"),
        (ApiError(429, "Too Many Requests: retry after 3600", retry_after=3600), "RetryAfter"),
        (ApiError(404, "Not Found: method not found"), "InvalidToken"),
    ],
    ids=["500", "429", "404"],
)
async def test_what_cannot_be_set_does_not_stop_the_rest(
    api: LocalBotApi, method: str, error: ApiError, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    api.faults.add(method, error)
    done = await start(api)
    assert len(done) == (5 if method.startswith("set") else 4)
    assert f"could not be set ({kind}); the bot works without." in caplog.text


async def test_a_server_that_takes_too_long_is_not_waited_for(
    api: LocalBotApi, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def hang(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(introduce, "_menu", hang)
    monkeypatch.setattr(introduce, "DEADLINE", 0.0)
    assert await start(api) == []
    assert "the bot works without" in caplog.text
