"""The local Bot API refuses what Telegram's refuses, in its words."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.local.client import Client
from bot.local.errors import ApiError
from bot.local.running import LOCAL_TOKEN
from bot.local.server import LocalBotApi
from tests.bot.fakes import TOKEN


@pytest.fixture
def api() -> LocalBotApi:
    api = LocalBotApi(LOCAL_TOKEN)
    api.world.private_chat(5)
    return api


@pytest_asyncio.fixture
async def client(api: LocalBotApi) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://local") as client:
        yield client


async def call(client: httpx.AsyncClient, method: str, parameters: dict[str, object] | None = None) -> httpx.Response:
    return await client.post(f"/bot{LOCAL_TOKEN}/{method}", json=parameters or {})


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        (f"/bot{TOKEN}/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        ("/elsewhere", 404, "Not Found"),
        (f"/bot{LOCAL_TOKEN}/frobnicate", 404, "Not Found: method not found"),
    ],
)
async def test_addresses(client: httpx.AsyncClient, path: str, status: int, description: str) -> None:
    response = await client.get(path)
    assert response.status_code == status
    assert response.json() == {"ok": False, "error_code": status, "description": description}


@pytest.mark.parametrize("path", [f"/bot{LOCAL_TOKEN}/getMe", f"/bot{LOCAL_TOKEN}/getme", f"/bot{LOCAL_TOKEN}/test/getMe"])
async def test_get_me(client: httpx.AsyncClient, path: str) -> None:
    body = (await client.get(path)).json()
    assert (body["ok"], body["result"]["id"], body["result"]["is_bot"]) == (True, 1000, True)


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        pytest.param({"text": "x"}, "Bad Request: chat_id is empty", id="no chat"),
        pytest.param({"chat_id": 6, "text": "x"}, "Bad Request: chat not found", id="unknown chat"),
        pytest.param({"chat_id": 5}, "Bad Request: message text is empty", id="no text"),
        pytest.param({"chat_id": 5, "text": " \n"}, "Bad Request: text must be non-empty", id="blank"),
        pytest.param({"chat_id": 5, "text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty", id="blank HTML"),
        pytest.param({"chat_id": 5, "text": "x" * 4097}, "Bad Request: message is too long", id="4097"),
        pytest.param({"chat_id": 5, "text": "😀" * 2049}, "Bad Request: message is too long", id="4098 units"),
        pytest.param({"chat_id": 5, "text": "x", "parse_mode": "Markdown"}, "Bad Request: unsupported parse_mode", id="mode"),
        pytest.param(
            {"chat_id": 5, "text": "<script>", "parse_mode": "HTML"},
            'Bad Request: can\'t parse entities: Unsupported start tag "script" at byte offset 0',
            id="tag",
        ),
        pytest.param(
            {"chat_id": 5, "text": "x", "reply_parameters": {"message_id": 9}},
            "Bad Request: message to be replied not found",
            id="unknown target",
        ),
        pytest.param(
            {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "b", "callback_data": "é" * 33}]]}},
            "Bad Request: BUTTON_DATA_INVALID",
            id="button of 66 bytes",
        ),
    ],
)
async def test_messages_that_are_refused(client: httpx.AsyncClient, parameters: dict[str, object], description: str) -> None:
    response = await call(client, "sendMessage", parameters)
    assert (response.status_code, response.json()["description"]) == (400, description)


async def test_a_message_is_measured_after_parsing(client: httpx.AsyncClient) -> None:
    text = "<b>" + "&amp;" * 4096 + "</b>"
    result = (await call(client, "sendMessage", {"chat_id": 5, "text": text, "parse_mode": "HTML"})).json()["result"]
    assert result["text"] == "&" * 4096
    assert result["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_forms_are_read_like_json(client: httpx.AsyncClient) -> None:
    form = {"chat_id": "5", "text": "123", "reply_parameters": json.dumps({"message_id": 9, "allow_sending_without_reply": True})}
    result = (await client.post(f"/bot{LOCAL_TOKEN}/sendMessage", data=form)).json()["result"]
    assert (result["text"], "reply_to_message" in result) == ("123", False)


async def test_a_reply_quotes_its_target(client: httpx.AsyncClient, api: LocalBotApi) -> None:
    asked = api.world.add(api.world.chats[5], api.world.user(5), {"text": "When?"})
    parameters = {"chat_id": 5, "text": "In October.", "reply_parameters": {"message_id": asked["message_id"]}}
    assert (await call(client, "sendMessage", parameters)).json()["result"]["reply_to_message"]["text"] == "When?"


async def test_blocked_and_faults(client: httpx.AsyncClient, api: LocalBotApi) -> None:
    await Client(api.world).chat(5).set_bot_status("kicked")
    assert (await call(client, "sendChatAction", {"chat_id": 5, "action": "typing"})).status_code == 403
    api.faults.add("getMe", ApiError(429, "Too Many Requests: retry after 3", retry_after=3))
    assert (await call(client, "getMe")).json()["parameters"] == {"retry_after": 3}
    assert (await call(client, "getMe")).json()["ok"]


@pytest.mark.parametrize(
    ("commands", "ok"),
    [
        ([{"command": "why", "description": "Why?"}], True),
        ([{"command": "Why", "description": "Why?"}], False),
        ([{"command": "why", "description": ""}], False),
    ],
)
async def test_commands(client: httpx.AsyncClient, commands: list[dict[str, str]], ok: bool) -> None:
    assert (await call(client, "setMyCommands", {"commands": commands})).json()["ok"] is ok
