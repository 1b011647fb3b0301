"""Faults that were ordered happen, as often as ordered, and no others."""

from __future__ import annotations

import httpx
import pytest

from bot.local.errors import ApiError
from bot.local.faults import DROPPED, LOST, Fault, dropped, lost
from tests.bot.local.conftest import Server

REFUSED = ApiError(403, "Forbidden: bot was blocked by the user")


async def test_a_refusal_comes_as_often_as_ordered(server: Server) -> None:
    server.api.faults.add("getMe", REFUSED, times=2)
    assert server.api.faults.outstanding == ["getme", "getme"]
    assert [await server.ask("getMe"), await server.ask("GETME")] == ["Forbidden: bot was blocked by the user"] * 2
    assert (await server.ask("getMe"))["id"] == 1000
    assert server.api.faults.outstanding == []


async def test_a_lasting_fault_comes_after_those_that_were_counted(server: Server) -> None:
    server.api.faults.add("getMe", REFUSED, times=None)
    server.api.faults.add("getMe", ApiError(401, "Unauthorized"))
    assert [(await server.call("getMe"))["error_code"] for _ in range(3)] == [401, 403, 403]
    assert (await server.call("getMyName"))["ok"]
    server.api.faults.clear()
    assert (await server.call("getMe"))["ok"]


@pytest.mark.parametrize(
    ("fault", "error", "sent"),
    [
        (DROPPED, httpx.RemoteProtocolError, 0),
        (dropped(httpx.ConnectTimeout), httpx.ConnectTimeout, 0),
        (LOST, httpx.ReadTimeout, 1),
        (lost(httpx.ReadError), httpx.ReadError, 1),
        (Fault(httpx.ReadTimeout, delay=5, done=True), httpx.ReadTimeout, 1),
    ],
    ids=["dropped", "never connected", "lost", "lost by another error", "late and lost"],
)
async def test_a_connection_that_breaks(server: Server, fault: Fault, error: type[Exception], sent: int) -> None:
    chat = server.chat(5)
    server.api.faults.add("sendMessage", fault)
    with pytest.raises(error):
        await server.call("sendMessage", chat_id=5, text="x")
    assert len(chat.messages()) == sent
    assert server.clock.slept == ([5] if fault.delay else [])


async def test_a_delay(server: Server) -> None:
    server.api.faults.add("getMe", Fault(delay=3))
    assert (await server.call("getMe"))["ok"]
    assert server.clock.slept == [3]


@pytest.mark.parametrize(("code", "kind"), [(500, "application/json"), (502, "text/html"), (504, "text/html")])
async def test_a_gateway_answers_with_a_page(server: Server, code: int, kind: str) -> None:
    server.api.faults.add("getMe", ApiError(code, "Bad Gateway"))
    response = await server.request("GET", f"/bot{server.api.token}/getMe")
    assert (response.status_code, response.headers["content-type"]) == (code, kind)
    assert "Bad Gateway" in response.text
