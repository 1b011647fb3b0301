"""Answers to presses and inline queries: in time, once, and within the limits."""

from __future__ import annotations

import pytest

from tests.bot.local.conftest import Server

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {"inline_keyboard": [[{"text": "Why", "callback_data": "w"}]]}
RESULT = {"type": "article", "id": "a", "title": "T", "input_message_content": {"message_text": "x"}}


@pytest.fixture
async def pressed(server: Server) -> Server:
    """A press waits for an answer."""
    await server.chat(5).press_data(1, "w")
    return server


@pytest.fixture
async def asked(server: Server) -> Server:
    """An inline query waits for an answer."""
    await server.chat(5).inline("when")
    return server


@pytest.mark.parametrize(
    ("parameters", "answer"),
    [
        pytest.param({}, True, id="no text"),
        pytest.param({"text": "é" * 200, "show_alert": True}, True, id="200 characters"),
        pytest.param({"text": "é" * 201}, "Bad Request: MESSAGE_TOO_LONG", id="201 characters"),
        pytest.param({"callback_query_id": "99"}, TOO_OLD, id="another id"),
        pytest.param({"callback_query_id": ""}, TOO_OLD, id="no id"),
    ],
)
async def test_answers_to_a_press(pressed: Server, parameters: dict[str, object], answer: object) -> None:
    assert await pressed.ask("answerCallbackQuery", **({"callback_query_id": pressed.last["id"]} | parameters)) == answer


async def test_a_press_is_answered_once_and_in_time(pressed: Server) -> None:
    query = pressed.last["id"]
    assert await pressed.ask("answerCallbackQuery", callback_query_id=query) is True
    assert await pressed.ask("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    await pressed.chat(5).press_data(1, "w")
    query = pressed.last["id"]
    pressed.clock.now += 151
    assert await pressed.ask("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    assert pressed.kinds == [], "nor is it delivered any more"


@pytest.mark.parametrize(
    ("parameters", "answer"),
    [
        pytest.param({}, True, id="no results"),
        pytest.param({"results": [RESULT], "next_offset": "x" * 64, "cache_time": 5}, True, id="one"),
        pytest.param({"results": [RESULT] * 2}, "Bad Request: RESULT_ID_DUPLICATE", id="two alike"),
        pytest.param({"next_offset": "x" * 65}, "Bad Request: NEXT_OFFSET_INVALID", id="long offset"),
        pytest.param({"button": {"text": "b"}}, "Bad Request: START_PARAM_INVALID", id="button"),
        pytest.param({"results": "{"}, "Bad Request: can't parse InlineQueryResult", id="broken JSON"),
        pytest.param({"inline_query_id": "99"}, TOO_OLD, id="another id"),
    ],
)
async def test_answers_to_an_inline_query(asked: Server, parameters: dict[str, object], answer: object) -> None:
    assert await asked.ask("answerInlineQuery", **({"inline_query_id": asked.last["id"]} | parameters)) == answer


async def test_an_inline_query_is_answered_in_time(asked: Server) -> None:
    query = asked.last["id"]
    asked.clock.now += 31
    assert await asked.ask("answerInlineQuery", inline_query_id=query) == TOO_OLD
    assert asked.kinds == []
