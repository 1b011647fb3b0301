"""Starting, stopping and losing the token."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from telegram.error import Conflict, NetworkError

from answers.reply import Part
from bot import polling
from bot.application import BotApplication, build_application
from bot.errors import ApiNotFoundError, TokenRejectedError
from bot.local.client import Client
from bot.local.errors import ApiError
from bot.local.running import LOCAL_TOKEN, LocalBot, run_local_bot
from bot.local.server import LocalBotApi
from bot.polling import serve
from bot.settings import Settings
from bot.transport import Connection, connect
from tests.bot.fakes import ABOUT, TOKEN, FakeAnswerer, echo

REJECTED = "Telegram rejected the token: it was revoked or mistyped. Set TELEGRAM_BOT_TOKEN to the one that @BotFather shows (/token)."


RUN_WITH_A_FAKE = """
import sys
import bot.engine
from tests.bot.fakes import ABOUT, FakeAnswerer
bot.engine.load_engine = lambda data, cache: (FakeAnswerer(), ABOUT)
from bot.cli import main
sys.exit(main(["run", "--api-url", sys.argv[1]]))
"""


class Idle(BaseHTTPRequestHandler):
    """A Bot API over HTTP on which nothing ever happens."""

    def do_POST(self) -> None:
        me = {"id": 1, "is_bot": True, "first_name": "Idle", "username": "idle_bot"}
        results = {"getMe": me, "getUpdates": [], "getMyCommands": [], "getMyName": {"name": "Idle"}}
        results |= {"getMyDescription": {"description": ""}, "getMyShortDescription": {"short_description": ""}}
        if self.path.endswith("getUpdates"):
            time.sleep(0.05)
        body = json.dumps({"ok": True, "result": results.get(self.path.rpartition("/")[2], True)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Silence."""


@contextmanager
def idle_server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Idle) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Unreachable(httpx.AsyncBaseTransport):
    """A network that is down until it is `up`."""

    def __init__(self, api: LocalBotApi) -> None:
        self._api = httpx.ASGITransport(app=api)
        self.up = False
        self.tried = asyncio.Event()
        self.closed = False

    async def aclose(self) -> None:
        self.closed = True

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.tried.set()
        if not self.up:
            raise httpx.ConnectError("no network")
        return await self._api.handle_async_request(request)


def build(wire: Callable[[], httpx.AsyncBaseTransport], token: str = LOCAL_TOKEN) -> tuple[BotApplication, Connection]:
    connection = connect(token, wire)
    return build_application(Settings(token, "http://local"), FakeAnswerer(), ABOUT, connection=connection), connection


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_FIRST_PAUSE", 0.01)


async def test_a_token_that_is_unknown_at_the_start() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    application, connection = build(lambda: httpx.ASGITransport(app=api), TOKEN)
    with pytest.raises(TokenRejectedError) as caught:
        await serve(application, connection.polling, asyncio.Event())
    assert str(caught.value) == REJECTED


async def test_a_token_that_is_revoked_while_running() -> None:
    async def revoke() -> None:
        async with run_local_bot(FakeAnswerer(), ABOUT) as bot:
            await bot.chat().send("When?")
            bot.api.token = TOKEN
            bot.api.updates.put("message", {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}})
            await asyncio.wait({bot.running})

    with pytest.raises(TokenRejectedError):
        await asyncio.wait_for(revoke(), 5)


async def test_an_address_without_a_bot_api() -> None:
    application, connection = build(lambda: httpx.MockTransport(lambda _: httpx.Response(404, text="<h1>Not found</h1>")))
    with pytest.raises(ApiNotFoundError) as caught:
        await serve(application, connection.polling, asyncio.Event())
    assert str(caught.value).startswith("There is no Bot API at the given address (404): check --api-url")


async def test_it_starts_when_the_network_comes_back(caplog: pytest.LogCaptureFixture) -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    network = Unreachable(api)
    application, connection = build(lambda: network)
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop))
    await network.tried.wait()
    assert not api.requests
    network.up = True
    number = api.updates.put("channel_post", {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "channel", "title": "t"}})
    assert number == 1
    await asyncio.wait_for(api.updates.confirmed(number), 5)
    stop.set()
    assert await running
    assert "No connection to Telegram (NetworkError); trying again in 0 s." in caplog.text


async def test_it_stops_while_it_waits_for_the_network() -> None:
    network = Unreachable(LocalBotApi(LOCAL_TOKEN))
    application, connection = build(lambda: network)
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop))
    await network.tried.wait()
    stop.set()
    assert await asyncio.wait_for(running, 5)
    assert network.closed


async def test_messages_that_waited_are_answered() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    chat = Client(api.world).chat(7)
    await chat.send("sent while the bot was down")
    application, connection = build(lambda: httpx.ASGITransport(app=api))
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop))
    await asyncio.wait_for(api.updates.confirmed(1), 5)
    stop.set()
    assert await running
    assert [message.text.splitlines()[0] for message in chat.messages()] == ["sent while the bot was down", "In October."]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (ApiError(500, "Internal Server Error"), "NetworkError"),
        (ApiError(429, "Too Many Requests: retry after 3", retry_after=3), "RetryAfter"),
    ],
    ids=["500", "429"],
)
async def test_a_menu_that_cannot_be_set_is_no_reason_to_stop(caplog: pytest.LogCaptureFixture, fault: ApiError, kind: str) -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    api.faults.add("setMyCommands", fault)
    application, connection = build(lambda: httpx.ASGITransport(app=api))
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop))
    number = api.updates.put("channel_post", {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "channel", "title": "t"}})
    await asyncio.wait_for(api.updates.confirmed(number or 0), 5)
    stop.set()
    assert await running
    assert f"The commands menu could not be set ({kind}); the bot works without." in caplog.text


async def test_a_stuck_reply_does_not_hold_up_the_stop(caplog: pytest.LogCaptureFixture) -> None:
    api, answerer = LocalBotApi(LOCAL_TOKEN), FakeAnswerer()
    started, release = threading.Event(), threading.Event()

    def stick(utterance: str) -> Part:
        started.set()
        release.wait(5)
        return echo(utterance)

    answerer.respond = stick
    connection = connect(LOCAL_TOKEN, lambda: httpx.ASGITransport(app=api))
    application = build_application(Settings(LOCAL_TOKEN, "http://local"), answerer, ABOUT, connection=connection)
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop, deadline=0.1))
    chat = LocalBot(api, application, running).chat()
    sending = asyncio.create_task(chat.send("wait for it"))
    await asyncio.to_thread(started.wait, 5)
    stop.set()
    assert not await asyncio.wait_for(running, 2)
    assert "Stopped after 0 s with work under way." in caplog.text
    release.set()
    await sending


async def test_a_failing_poll_is_said_once_until_it_works_again(caplog: pytest.LogCaptureFixture) -> None:
    application, connection = build(lambda: httpx.ASGITransport(app=LocalBotApi(LOCAL_TOKEN)))
    log = polling.PollingLog(connection.polling)
    for error in (NetworkError("down"), NetworkError("down"), Conflict("two"), Conflict("two")):
        log(error)
    assert [record.args for record in caplog.records] == [("NetworkError",), ("Conflict",)]
    await application.bot.get_updates()
    log(Conflict("two"))
    assert len(caplog.records) == 3
    await application.bot.shutdown()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_quietly(number: signal.Signals) -> None:
    with idle_server() as url:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-c", RUN_WITH_A_FAKE, url], env=os.environ | {"TELEGRAM_BOT_TOKEN": TOKEN}, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        lines = [process.stderr.readline() for _ in range(2)]
        process.send_signal(number)
        rest = process.communicate(timeout=10)[1]
    assert [line.rpartition(": ")[2] for line in lines] == [f"Ready to answer about “{ABOUT.title}”.\n", "Listening as @idle_bot.\n"]
    assert (process.returncode, rest) == (0, "")
