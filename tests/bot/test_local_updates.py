"""The local Bot API's updates: numbered, waited for, confirmed, taken over."""

from __future__ import annotations

import asyncio

from bot.local_updates import UpdateQueue


async def test_updates_stay_until_they_are_confirmed() -> None:
    updates = UpdateQueue()
    assert [await updates.put("message", {"n": n}) for n in range(3)] == [1, 2, 3]
    first = [{"update_id": 1, "message": {"n": 0}}]
    assert await updates.poll(0, 1, 0) == first
    assert await updates.poll(0, 1, 0) == first
    assert [update["update_id"] for update in await updates.poll(2, 100, 0) or ()] == [2, 3]
    await asyncio.wait_for(updates.confirmed(1), 1)
    assert await updates.poll(4, 100, 0) == []


async def test_a_negative_offset_counts_from_the_end() -> None:
    updates = UpdateQueue()
    for n in range(3):
        await updates.put("message", {"n": n})
    assert [update["update_id"] for update in await updates.poll(-1, 100, 0) or ()] == [3]


async def test_a_long_poll_returns_as_soon_as_there_is_something() -> None:
    updates = UpdateQueue()
    polling = asyncio.create_task(updates.poll(0, 100, 60))
    await asyncio.sleep(0)
    await updates.put("message", {})
    assert await asyncio.wait_for(polling, 1) == [{"update_id": 1, "message": {}}]


async def test_a_later_poll_takes_over() -> None:
    updates = UpdateQueue()
    polling = asyncio.create_task(updates.poll(0, 100, 60))
    await asyncio.sleep(0)
    await updates.poll(0, 100, 0)
    assert await asyncio.wait_for(polling, 1) is None


async def test_kinds_that_are_not_wanted_are_dropped() -> None:
    updates = UpdateQueue()
    updates.allowed = ("message",)
    assert await updates.put("edited_message", {}) is None
    assert await updates.put("message", {}) == 1
