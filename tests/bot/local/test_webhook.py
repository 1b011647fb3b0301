"""Updates that come to the bot's own address: with the secret, in order within a chat, again until they are taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from tests.bot.local.conftest import Server

URL = "http://bot.local/hook"
TAKEN = httpx.Response(200)


class Hook(httpx.AsyncBaseTransport):
    """The bot's end: takes updates as `answer` says, and keeps what it got."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.headers: list[httpx.Headers] = []
        self.answer: Callable[[Any], httpx.Response] = lambda update: TAKEN
        self.held: dict[int, asyncio.Event] = {}
        """Updates that are answered only when their event is set."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        update = json.loads(await request.aread())
        self.got.append(update)
        self.headers.append(request.headers)
        if update["update_id"] in self.held:
            await self.held[update["update_id"]].wait()
        return self.answer(update)

    @property
    def numbers(self) -> list[int]:
        return [update["update_id"] for update in self.got]


@pytest.fixture
def hook() -> Hook:
    return Hook()


@pytest.fixture
async def hooked(server: Server, hook: Hook) -> AsyncIterator[Server]:
    server.api.webhook_transport = hook
    assert await server.ask("setWebhook", url=URL, secret_token="s3cret-_") is True
    yield server
    await server.api.close()


async def taken(server: Server, *numbers: int) -> None:
    for number in numbers:
        await asyncio.wait_for(server.api.updates.confirmed(number), 5)


async def test_updates_are_posted_with_the_secret(hooked: Server, hook: Hook) -> None:
    await hooked.chat(5).send("When?")
    await taken(hooked, 1)
    assert hook.got[0]["message"]["text"] == "When?"
    assert (hook.headers[0]["X-Telegram-Bot-Api-Secret-Token"], hook.headers[0]["content-type"]) == ("s3cret-_", "application/json")


async def test_what_waited_is_posted_when_the_webhook_is_set(server: Server, hook: Hook) -> None:
    await server.chat(5).send("When?")
    server.api.webhook_transport = hook
    await server.ask("setWebhook", url=URL)
    await taken(server, 1)
    assert "X-Telegram-Bot-Api-Secret-Token" not in hook.headers[0]
    await server.api.close()


async def test_a_chat_keeps_its_order_and_holds_up_no_other(hooked: Server, hook: Hook) -> None:
    hook.held[1] = asyncio.Event()
    one, two = hooked.chat(5), hooked.chat(6)
    await one.send("first")
    await one.send("second")
    await two.send("other")
    await one.press_data(1, "d")
    await taken(hooked, 3, 4)
    assert sorted(hook.numbers) == [1, 3, 4], "the second waits for the first"
    hook.held[1].set()
    await taken(hooked, 1, 2)
    assert hook.numbers[3:] == [2]


@pytest.mark.parametrize(
    ("failures", "slept"),
    [
        pytest.param([500], [0], id="once"),
        pytest.param([500] * 8, [0, 2, 4, 8, 16, 32, 60, 60], id="eight times"),
        pytest.param([503, 302, 404], [0, 2, 4], id="all that is no 2xx"),
        pytest.param([httpx.ConnectError("down"), httpx.ReadTimeout("slow")], [0, 2], id="no answer"),
        pytest.param([httpx.Response(429, headers={"retry-after": "7"}), 500], [7, 2], id="as the bot asks"),
        pytest.param([httpx.Response(503, headers={"retry-after": "99999"})], [3600], id="within an hour"),
    ],
)
async def test_it_is_sent_again_until_it_is_taken(hooked: Server, hook: Hook, failures: list[Any], slept: list[float]) -> None:
    def answer(_: object) -> httpx.Response:
        failure = failures.pop(0) if failures else 200
        if isinstance(failure, Exception):
            raise failure
        return failure if isinstance(failure, httpx.Response) else httpx.Response(failure)

    hook.answer = answer
    attempts = len(failures) + 1
    await hooked.chat(5).send("When?")
    await taken(hooked, 1)
    assert (hook.numbers, hooked.clock.slept) == ([1] * attempts, slept)


async def test_an_update_that_is_never_taken_is_given_up_when_it_is_too_old(hooked: Server, hook: Hook) -> None:
    hook.answer = lambda update: httpx.Response(500 if update["update_id"] == 1 else 200)
    await hooked.chat(5).press_data(1, "d")
    await taken(hooked, 1)
    assert 150 <= sum(hooked.clock.slept) <= 210
    await hooked.chat(5).press_data(1, "d")
    await taken(hooked, 2)


@pytest.mark.parametrize(
    ("headers", "content", "sent"),
    [
        pytest.param({}, b"", [], id="empty"),
        pytest.param({"content-type": "text/plain"}, b"ok", [], id="text"),
        pytest.param({"content-type": "application/json"}, b"{", [], id="broken JSON"),
        pytest.param(
            {"content-type": "application/json"},
            b'{"method": "sendMessage", "chat_id": 5, "text": "In October"}',
            ["In October"],
            id="JSON",
        ),
        pytest.param(
            {"content-type": "application/x-www-form-urlencoded"},
            b"method=SendMessage&chat_id=5&text=In+October",
            ["In October"],
            id="form",
        ),
        pytest.param({"content-type": "application/json"}, b'{"method": "sendMessage", "chat_id": 5}', [], id="a call that is refused"),
        pytest.param({"content-type": "application/json"}, b'{"method": "deleteWebhook"}', [], id="a call that is not made"),
    ],
)
async def test_the_answer_may_be_a_call(hooked: Server, hook: Hook, headers: dict[str, str], content: bytes, sent: list[str]) -> None:
    hook.answer = lambda update: httpx.Response(200, headers=headers, content=content)
    chat = hooked.chat(5)
    await chat.send("When?")
    await taken(hooked, 1)
    hook.answer = lambda update: TAKEN
    await chat.send("And then?")
    await taken(hooked, 2)
    assert [message.text for message in chat.messages() if message.sender["is_bot"]] == sent
    assert hooked.api.webhook is not None


async def test_polling_and_a_webhook_exclude_each_other(server: Server, hook: Hook) -> None:
    polling = asyncio.create_task(server.call("getUpdates", timeout=60))
    await asyncio.sleep(0)
    server.api.webhook_transport = hook
    while server.api.webhook is None:
        await server.ask("setWebhook", url=URL)
    ended = await asyncio.wait_for(polling, 5)
    assert (ended["error_code"], ended["description"]) == (409, "Conflict: terminated by setWebhook request")
    refused = await server.call("getUpdates")
    assert refused["error_code"] == 409
    assert refused["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    assert await server.ask("deleteWebhook") is True
    await server.chat(5).send("When?")
    assert len(await server.ask("getUpdates")) == 1
    assert hook.got == []


async def test_the_webhooks_state(hooked: Server, hook: Hook) -> None:
    info = {"url": URL, "has_custom_certificate": False, "pending_update_count": 0, "max_connections": 40}
    assert await hooked.ask("getWebhookInfo") == info
    hook.answer = lambda update: httpx.Response(500 if len(hook.got) == 1 else 200)
    await hooked.chat(5).send("When?")
    await taken(hooked, 1)
    error = "Wrong response from the webhook: 500 Internal Server Error"
    assert await hooked.ask("getWebhookInfo") == info | {"last_error_date": 1_700_000_000, "last_error_message": error}
    await hooked.ask("setWebhook", url=URL, max_connections=1000, allowed_updates=["message"])
    changed = {"max_connections": 100, "allowed_updates": ["message"]}
    assert await hooked.ask("getWebhookInfo") == info | changed
    await hooked.ask("setWebhook", url="")
    assert (await hooked.ask("getWebhookInfo"))["url"] == ""


async def test_pending_updates_may_be_dropped(server: Server) -> None:
    await server.chat(5).send("When?")
    assert (await server.ask("getWebhookInfo"))["pending_update_count"] == 1
    await server.ask("deleteWebhook", drop_pending_updates=True)
    assert (await server.ask("getWebhookInfo"))["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"url": "hook"}, "invalid webhook URL specified"),
        ({"url": "ftp://bot.local"}, "invalid webhook URL specified"),
        ({"url": "http://bot.local:port"}, "invalid webhook URL specified"),
        ({"url": URL, "secret_token": "s" * 257}, "secret token is too long"),
        ({"url": URL, "secret_token": "s ecret"}, "secret token contains unallowed characters"),
    ],
)
async def test_webhooks_that_are_refused(server: Server, parameters: dict[str, object], problem: str) -> None:
    assert await server.ask("setWebhook", **parameters) == f"Bad Request: {problem}"
    assert server.api.webhook is None


async def test_the_bot_may_take_its_webhook_away_while_it_gets_an_update(hooked: Server, hook: Hook) -> None:
    asked = asyncio.Event()

    async def handle(request: httpx.Request) -> httpx.Response:
        assert await hooked.ask("deleteWebhook") is True
        asked.set()
        return TAKEN

    hook.handle_async_request = handle  # type: ignore[method-assign]
    await hooked.chat(5).send("When?")
    await asyncio.wait_for(asked.wait(), 5)
    assert hooked.api.webhook is None
