"""Telegram's speed limits, by a clock of the test's own."""

from __future__ import annotations

import pytest

from bot.local.errors import ApiError
from bot.local.flood import FloodLimits
from tests.bot.local.conftest import Server


def count(limits: FloodLimits, chat_id: int, now: float, is_group: bool = False) -> int:
    """Seconds that the message has to wait; 0 where it is sent."""
    try:
        limits.count(chat_id, is_group, now)
    except ApiError as error:
        assert (error.code, error.description) == (429, f"Too Many Requests: retry after {error.parameters['retry_after']}")
        return error.parameters["retry_after"]
    return 0


def test_one_a_second_to_a_chat() -> None:
    limits = FloodLimits()
    assert [count(limits, 5, now) for now in (0.0, 0.5, 0.99, 1.0, 1.5)] == [0, 1, 1, 0, 1]


def test_twenty_a_minute_to_a_group() -> None:
    limits = FloodLimits()
    assert [count(limits, -5, float(now), is_group=True) for now in range(20)] == [0] * 20
    assert [count(limits, -5, now, is_group=True) for now in (20.0, 50.5, 60.0)] == [40, 10, 0]
    assert count(limits, 5, 60.0) == 0


def test_thirty_a_second_to_all() -> None:
    limits = FloodLimits()
    assert [count(limits, chat, 0.0) for chat in range(31)] == [0] * 30 + [1]
    assert count(limits, 31, 1.0) == 0


async def test_it_is_off_until_it_is_wanted(server: Server) -> None:
    server.chat(5)
    for _ in range(3):
        assert await server.ask("sendMessage", chat_id=5, text="x") != ""
    server.api.flood = FloodLimits()
    message = (await server.call("sendMessage", chat_id=5, text="x"))["result"]
    refused = await server.call("editMessageText", chat_id=5, message_id=message["message_id"], text="y")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    assert await server.ask("getMe") != "", "only writing is slowed down"
    await server.clock.sleep(1)
    assert (await server.call("editMessageText", chat_id=5, message_id=message["message_id"], text="y"))["ok"]


@pytest.mark.parametrize("parameters", [{"text": "x"}, {"chat_id": 6, "text": "x"}], ids=["no chat", "unknown chat"])
async def test_other_refusals_stay(server: Server, parameters: dict[str, object]) -> None:
    server.api.flood = FloodLimits()
    assert (await server.call("sendMessage", **parameters))["error_code"] == 400
