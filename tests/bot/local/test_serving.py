"""The local Bot API over HTTP, with the unmodified bot at the other end."""

from __future__ import annotations

import asyncio
import socket

import httpx
import pytest

from bot.application import build_application
from bot.errors import PortError
from bot.local.client import Client
from bot.local.faults import DROPPED
from bot.local.running import LOCAL_TOKEN
from bot.local.server import LocalBotApi
from bot.local.serving import LOOPBACK, serve_over_http
from bot.polling import serve
from bot.settings import Settings
from bot.transport import connect, network
from tests.bot.fakes import ABOUT, FakeAnswerer


async def test_the_bot_polls_and_answers_over_http() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    async with serve_over_http(api) as address:
        connection = connect(LOCAL_TOKEN, network())
        application = build_application(Settings(LOCAL_TOKEN, address), FakeAnswerer(), ABOUT, connection=connection)
        stop = asyncio.Event()
        running = asyncio.create_task(serve(application, connection.polling, stop))
        chat = Client(api.world).chat()
        seen, arrived = 0, await chat.send("When?")
        while not arrived:
            seen = await asyncio.wait_for(api.world.changed(seen), 10)
            arrived = chat.arrived()
        assert arrived[0].text.startswith("In October.")
        stop.set()
        assert await running


async def test_only_this_machine_gets_in_and_the_port_is_free_again() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    async with serve_over_http(api) as address:
        port = httpx.URL(address).port or 0
        assert address.startswith(f"http://{LOOPBACK}:")
        with pytest.raises(PortError) as caught:
            async with serve_over_http(api, port):
                pass
        assert str(caught.value) == f"Port {port} cannot be used (Address already in use): choose another, or 0 for any that is free."
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind((LOOPBACK, port))


async def test_a_dropped_request_has_no_answer() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    api.faults.add("getMe", DROPPED)
    async with serve_over_http(api) as address, httpx.AsyncClient(base_url=address) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"/bot{LOCAL_TOKEN}/getMe")
        assert (await client.get(f"/bot{LOCAL_TOKEN}/getMe")).json()["ok"]
