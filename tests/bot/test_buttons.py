"""Inline keyboards and what their buttons carry."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telegram import InlineKeyboardMarkup

from answers.reply import Kind, Option, Part, Reply
from bot.buttons import (
    LABEL_LENGTH,
    Action,
    Press,
    answer_keyboard,
    deep_link,
    examples_keyboard,
    linked_token,
    parse_press,
    short_label,
)
from bot.subjects import VOTED, judged_part
from bot.tokens import token_of
from tests.bot.fakes import ABOUT_INTENTS, ANSWER, CLARIFY, OFF_TOPIC, REFUSAL, WHEN, WHO

LINK = "https://t.me/a_bot"
TOKEN = token_of("visit.when")
XI = ABOUT_INTENTS["xi.when"]
WHO_SAID, CORRECTION = ABOUT_INTENTS["visit.who"], replace(ANSWER, kind=Kind.CORRECTION)
LAST = replace(WHO_SAID, quotes=(replace(WHO_SAID.quotes[0], passage=4, text="The end."),))
THANKS = Part(Kind.SMALL_TALK, "You are welcome.", explanation=ANSWER.explanation)
RELATED = (Option("visit.who", WHO),)


def labels(keyboard: InlineKeyboardMarkup | None) -> list[list[str]]:
    return [[button.text for button in row] for row in keyboard.inline_keyboard] if keyboard else []


@pytest.mark.parametrize(
    ("parts", "rows"),
    [
        pytest.param((ANSWER,), [["In context", "Why this answer"], [WHO], ["👍", "👎", "Share"]], id="answer"),
        pytest.param((CORRECTION,), [["In context", "Why this answer"], [WHO], ["👍", "👎", "Share"]], id="correction"),
        pytest.param((REFUSAL,), [["Why this reply"], [WHO], ["👍", "👎"]], id="not stated"),
        pytest.param((CLARIFY,), [["Putin's to China?"], ["Xi's to Moscow?"], ["None of these"], [WHO]], id="clarify"),
        pytest.param((OFF_TOPIC,), [[WHEN], [WHO], [WHO]], id="off topic"),
        pytest.param((THANKS,), [[WHO]], id="small talk"),
        pytest.param((Part(Kind.ANSWER, "Because."),), [[WHO]], id="an answer that does not say what it is about"),
        pytest.param(
            (ANSWER, XI), [["In context 1", "In context 2", "Why this answer"], [WHO], ["👍", "👎", "Share"]], id="two quoted answers"
        ),
        pytest.param(
            (ANSWER, XI, LAST),
            [["In context 1", "In context 2", "In context 3"], ["Why this answer"], [WHO], ["👍", "👎", "Share"]],
            id="three quoted answers",
        ),
        pytest.param((ANSWER, WHO_SAID), [["In context", "Why this answer"], [WHO], ["👍", "👎", "Share"]], id="two of one quote"),
        pytest.param((ANSWER, ANSWER), [["In context", "Why this answer"], [WHO], ["👍", "👎", "Share"]], id="twice the same"),
        pytest.param((REFUSAL, XI), [["In context", "Why this answer"], [WHO], ["👍", "👎", "Share"]], id="a refusal and an answer"),
        pytest.param((THANKS, REFUSAL), [["Why this reply"], [WHO], ["👍", "👎"]], id="thanks and a refusal"),
    ],
)
def test_under_a_reply(parts: tuple[Part, ...], rows: list[list[str]]) -> None:
    assert labels(answer_keyboard(Reply(parts), RELATED, 1, LINK)) == rows


def test_where_there_is_nothing_to_press_there_is_no_keyboard() -> None:
    assert answer_keyboard(Reply((THANKS,)), (), 1, LINK) is None


def test_a_button_names_the_thing_itself() -> None:
    keyboard = answer_keyboard(Reply((replace(ANSWER, options=CLARIFY.options, kind=Kind.CLARIFY), CORRECTION)), RELATED, 7, LINK)
    assert keyboard is not None
    assert [button.callback_data for row in keyboard.inline_keyboard for button in row] == [
        f"c{TOKEN}",
        f"w{TOKEN}",
        f"r{TOKEN}.7",
        f"r{token_of('xi.when')}.7",
        "n.7",
        f"q{token_of('visit.who')}",
        f"u{TOKEN}.1",
        f"d{TOKEN}.1",
        None,
    ]


def test_sharing_works_in_any_chat() -> None:
    keyboard = answer_keyboard(Reply((ABOUT_INTENTS["visit.when"],)), (), 7, LINK)
    assert keyboard is not None
    assert keyboard.inline_keyboard[-1][-1].url == (
        f"https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fa_bot%3Fstart%3Dq{TOKEN}&text=When%20does%20Putin%20go%20to%20China%3F"
    )


def test_examples() -> None:
    (row,) = examples_keyboard([WHEN]).inline_keyboard
    assert [(button.text, button.callback_data) for button in row] == [(WHEN, f"e{token_of(WHEN)}")]


@pytest.mark.parametrize("number", [0, 1, 2**52])
@pytest.mark.parametrize("action", Action)
def test_what_a_button_carries_is_short_and_read_again(action: Action, number: int) -> None:
    whole = {Action.NONE_OF_THESE, Action.TOPICS, Action.SOURCE}
    plain = {Action.CONTEXT, Action.WHY, Action.FACT, Action.EXAMPLE}
    press = Press(action, "" if action in whole else TOKEN, 0 if action in plain else number)
    assert 1 <= len(press.data.encode()) <= 64
    assert parse_press(press.data) == press


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "c",
        f"c{TOKEN}.1",
        f"c{TOKEN}x",
        "cS8zZOkw",
        f"u{TOKEN}",
        f"u{TOKEN}.",
        f"u{TOKEN}.-1",
        f"u{TOKEN}.٣",
        "n",
        f"n{TOKEN}.1",
        f"x{TOKEN}",
        f" c{TOKEN}",
        f"c{TOKEN}\n",
        "l.99999999999999999",
        "😀" * 16,
        "x" * 10_000,
        "\ud83d",
        '{"action": "c"}',
    ],
)
def test_other_data_means_nothing(data: str | None) -> None:
    assert parse_press(data) is None


def test_the_kinds_that_are_judged_keep_their_numbers() -> None:
    assert VOTED == (Kind.ANSWER, Kind.CORRECTION, Kind.NOT_STATED)


def test_the_judged_part_gives_the_reply_its_kind() -> None:
    assert judged_part(Reply((XI, CORRECTION))) == CORRECTION
    assert judged_part(Reply((THANKS, REFUSAL))) == REFUSAL
    assert judged_part(Reply((CLARIFY, THANKS))) is None


@pytest.mark.parametrize(
    ("payload", "token"),
    [
        (deep_link(LINK, "visit.when").partition("=")[2], TOKEN),
        ("", None),
        ("inline", None),
        (TOKEN, None),
        (f"q{TOKEN}x", None),
        ("q../../..", None),
        ("x" * 64, None),
        ("q\x00\x00\x00\x00\x00\x00\x00\x00", None),
    ],
)
def test_a_deep_link(payload: str, token: str | None) -> None:
    assert linked_token(payload) == token
    assert len(payload) <= 64


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Short?", "Short?"),
        ("x" * LABEL_LENGTH, "x" * LABEL_LENGTH),
        ("x" * 99, "x" * (LABEL_LENGTH - 1) + "…"),
        ("What did the joint statements, all of them, really promise?", "What did the joint statements, all of them…"),
    ],
)
def test_a_label(text: str, label: str) -> None:
    assert short_label(text) == label
    assert len(label) <= LABEL_LENGTH
