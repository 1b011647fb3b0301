"""The local Bot API's updates: numbered, waited for, confirmed, taken over."""

from __future__ import annotations

import asyncio

import pytest

from bot.local.errors import ApiError
from bot.local.updates import UpdateQueue
from tests.bot.local.conftest import Clock

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


@pytest.mark.parametrize(("kind", "seconds"), [("inline_query", 30), ("callback_query", 150), ("message", 86_400)])
async def test_what_nobody_fetches_grows_too_old(kind: str, seconds: int) -> None:
    clock = Clock()
    updates = UpdateQueue(clock)
    number = updates.put(kind, {})
    clock.now += seconds - 1
    assert len(await updates.poll(0, 100, 0)) == 1
    clock.now += 2
    assert await updates.poll(0, 100, 0) == []
    await asyncio.wait_for(updates.confirmed(number or 0), 1)


async def test_a_field_may_be_missing() -> None:
    updates = UpdateQueue()
    updates.malform("callback_query", "chat_instance", "data", times=2)
    content = {"id": "1", "chat_instance": "2", "data": "d"}
    for kind in ("message", "callback_query", "callback_query", "callback_query"):
        updates.put(kind, content)
    assert [len(update.get("callback_query", content)) for update in updates.waiting] == [3, 1, 1, 3]


@pytest.mark.parametrize(("limit", "count"), [(0, 1), (1, 1), (100, 100), (1000, 100)])
async def test_an_answer_holds_at_most_a_hundred(limit: int, count: int) -> None:
    updates = UpdateQueue()
    for _ in range(120):
        updates.put("message", {})
    assert len(await updates.poll(0, limit, 0)) == count
