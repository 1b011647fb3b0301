"""The token reaches the wire and nothing else: no log at any level, no error, no repr."""

from __future__ import annotations

import asyncio
import logging
import threading
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from telegram.error import TelegramError

from bot.application import build_application
from bot.errors import SettingsError
from bot.settings import Settings
from bot.transport import PLACEHOLDER, PollingTransport, TokenTransport, connect, network
from tests.bot.fakes import ABOUT, TOKEN, FakeAnswerer

SECRET = TOKEN.partition(":")[2]


class Wire(httpx.AsyncBaseTransport):
    """Keeps what it was sent and answers, or fails with, what it is told."""

    def __init__(self, outcome: httpx.Response | BaseException) -> None:
        self.outcome = outcome
        self.urls: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.urls.append(str(request.url))
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


class Echo(BaseHTTPRequestHandler):
    """A careless proxy: its redirect's header, its cookie and its error page repeat the address that was asked for."""

    def do_POST(self) -> None:
        self.send_response(302 if "getMe" in self.path else 502)
        body = f"<html>no route to {self.path}</html>".encode()
        self.send_header("Location", f"http://127.0.0.1{self.path}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Silence."""


@pytest.fixture
def careless_server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/bot{}/getMe", "/bot{}/test/getMe", "/prefix/bot{}/getMe", "/file/bot{}/photos/1.jpg"])
async def test_the_token_takes_the_placeholders_place(path: str) -> None:
    wire = Wire(httpx.Response(200, content=f"at {TOKEN}"))
    async with httpx.AsyncClient(transport=TokenTransport(TOKEN, wire)) as client:
        response = await client.get("http://api" + path.format(PLACEHOLDER))
    assert wire.urls == ["http://api" + path.format(TOKEN)]
    assert response.text == f"at {PLACEHOLDER}"


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (httpx.ConnectError, httpx.ConnectError),
        (httpx.ReadTimeout, httpx.ReadTimeout),
        (OSError, httpx.TransportError),
        (KeyError, httpx.TransportError),
        (asyncio.CancelledError, asyncio.CancelledError),
    ],
)
async def test_an_exception_is_made_anew(raised: type[BaseException], kind: type[BaseException]) -> None:
    transport = TokenTransport(TOKEN, Wire(raised(f"no way to /bot{TOKEN}/getMe")))
    with pytest.raises(kind) as caught:
        await transport.handle_async_request(httpx.Request("GET", f"http://api/bot{PLACEHOLDER}/getMe"))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    report = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert SECRET not in "".join(report.format())


@pytest.mark.parametrize("outcome", [httpx.ConnectError(f"/bot{TOKEN}/"), httpx.Response(500, text=TOKEN), httpx.Response(401, json={})])
async def test_no_log_at_any_level_shows_the_token(outcome: httpx.Response | BaseException, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    connection = connect(TOKEN, lambda: Wire(outcome))
    application = build_application(Settings(TOKEN), FakeAnswerer(), ABOUT, connection=connection)
    with pytest.raises(TelegramError) as caught:
        await application.initialize()
    await application.bot.shutdown()
    logging.getLogger().error("failed", exc_info=caught.value)
    shown = [caplog.text, repr(application), repr(application.bot), repr(application.updater), repr(connection), repr(caught.value)]
    assert "api.telegram.org" in caplog.text
    assert SECRET not in "".join(shown)


async def test_no_log_shows_it_on_a_real_connection(careless_server: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    application = build_application(Settings(TOKEN, careless_server), FakeAnswerer(), ABOUT)
    errors = []
    for call in (application.bot.get_me, application.bot.get_updates):
        with pytest.raises(TelegramError) as caught:
            await call()
        errors.append("".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()))
    await application.bot.shutdown()
    assert "no route to" in caplog.text
    assert SECRET not in caplog.text + "".join(errors)


async def test_a_proxy_is_used(careless_server: str) -> None:
    async with httpx.AsyncClient(transport=TokenTransport(TOKEN, network(careless_server)())) as client:
        response = await client.post(f"http://unreachable.invalid/bot{PLACEHOLDER}/sendMessage")
    assert "no route to http://unreachable.invalid/" in response.text


@pytest.mark.parametrize(
    ("proxy", "text"),
    [
        ("socks5://p:1", "For a SOCKS proxy run `pip install 'httpx[socks]'`, or set HTTPS_PROXY to an HTTP proxy."),
        ("ftp://p:1", "The proxy's address is not one: write HTTPS_PROXY like http://host:port, or unset it."),
    ],
)
def test_a_proxy_that_cannot_be_used(proxy: str, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        network(proxy)()
    assert str(caught.value) == text


async def test_polling_keeps_what_it_saw() -> None:
    request = httpx.Request("POST", "http://api/")
    polling = PollingTransport(Wire(httpx.Response(200)))
    await polling.handle_async_request(request)
    assert polling.good == 1
    assert polling.last_good is not None
    polling = PollingTransport(Wire(httpx.Response(401)))
    await polling.handle_async_request(request)
    assert polling.rejected.is_set()
    assert (polling.good, polling.last_good) == (0, None)
