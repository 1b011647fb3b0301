"""The local Bot API's updates: numbered, waited for, confirmed, taken over."""

from __future__ import annotations

import asyncio

import pytest

from bot.local.errors import ApiError
from bot.local.updates import UpdateQueue

OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_updates_stay_until_they_are_confirmed() -> None:
    updates = UpdateQueue()
    assert [updates.put("message", {"n": n}) for n in range(3)] == [1, 2, 3]
    first = [{"update_id": 1, "message": {"n": 0}}]
    assert await updates.poll(0, 1, 0) == first
    assert await updates.poll(0, 1, 0) == first
    assert [update["update_id"] for update in await updates.poll(2, 100, 0)] == [2, 3]
    await asyncio.wait_for(updates.confirmed(1), 1)
    assert await updates.poll(4, 100, 0) == []


async def test_a_negative_offset_counts_from_the_end() -> None:
    updates = UpdateQueue()
    for n in range(3):
        updates.put("message", {"n": n})
    assert [update["update_id"] for update in await updates.poll(-2, 100, 0)] == [2, 3]
    assert [update["update_id"] for update in updates.waiting] == [2, 3]
    assert [update["update_id"] for update in await updates.poll(-9, 100, 0)] == [2, 3]


async def test_a_long_poll_returns_as_soon_as_there_is_something() -> None:
    updates = UpdateQueue()
    polling = asyncio.create_task(updates.poll(0, 100, 60))
    await asyncio.sleep(0)
    updates.put("message", {})
    assert await asyncio.wait_for(polling, 1) == [{"update_id": 1, "message": {}}]


async def test_a_later_poll_takes_over() -> None:
    updates = UpdateQueue()
    polling = asyncio.create_task(updates.poll(0, 100, 60))
    await asyncio.sleep(0)
    await updates.poll(0, 100, 0)
    with pytest.raises(ApiError) as caught:
        await asyncio.wait_for(polling, 1)
    assert (caught.value.code, caught.value.description) == (409, OTHER_POLL)


async def test_kinds_that_are_not_wanted_are_dropped() -> None:
    updates = UpdateQueue()
    updates.allowed = ("message",)
    assert updates.put("edited_message", {}) is None
    assert updates.put("message", {}) == 1
