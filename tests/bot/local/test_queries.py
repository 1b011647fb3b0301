"""Queries wait for one answer, and not for ever."""

from __future__ import annotations

import asyncio

import pytest

from bot.local.errors import ApiError
from bot.local.queries import CALLBACK_SECONDS, INLINE_SECONDS, Queries, answer


def test_each_has_an_id_of_its_own() -> None:
    queries = Queries()
    ids = [queries.put_callback(0).id, queries.put_inline(0).id, queries.put_callback(0).id]
    assert len(set(ids)) == 3
    assert (list(queries.callbacks), list(queries.inline)) == ([ids[0], ids[2]], [ids[1]])


@pytest.mark.parametrize(("after", "taken"), [(0, True), (INLINE_SECONDS, True), (INLINE_SECONDS + 1, False), (CALLBACK_SECONDS, False)])
def test_an_answer_after_some_seconds(after: float, taken: bool) -> None:
    queries = Queries()
    query = queries.put_inline(1000)
    if taken:
        answer(queries.inline, query.id, 1000 + after, {"results": []})
        assert query.answer == {"results": []}
    else:
        with pytest.raises(ApiError, match="query is too old and response timeout expired or query ID is invalid"):
            answer(queries.inline, query.id, 1000 + after, {})


def test_the_first_answer_counts() -> None:
    queries = Queries()
    query = queries.put_callback(0)
    answer(queries.callbacks, query.id, 1, {"text": "first"})
    with pytest.raises(ApiError):
        answer(queries.callbacks, query.id, 1, {"text": "second"})
    with pytest.raises(ApiError):
        answer(queries.inline, query.id, 1, {"text": "as another kind"})
    assert query.answer == {"text": "first"}


async def test_whoever_waits_learns_of_the_answer() -> None:
    queries = Queries()
    query = queries.put_callback(0)
    waiting = asyncio.create_task(query.answered.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    answer(queries.callbacks, query.id, 1, {"text": "first"})
    await asyncio.wait_for(waiting, 1)
