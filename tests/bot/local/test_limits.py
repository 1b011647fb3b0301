"""What Telegram takes, to the last button, and its words for one more."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local.errors import ApiError
from bot.local.limits import check_commands, check_keyboard, check_results, check_start_button, formatted_text
from bot.local.parameters import Parameters

PARSE = "can't parse inline keyboard button: "
RESULT_PARSE = "can't parse inline query result: "
BUTTON = {"text": "b", "callback_data": "d"}


def refusal(caught: pytest.ExceptionInfo[ApiError]) -> str:
    assert caught.value.code == 400
    return caught.value.description.removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    ("text", "mode", "problem"),
    [
        pytest.param("", "", "message text is empty", id="empty"),
        pytest.param(" \n\t", "", "text must be non-empty", id="blank"),
        pytest.param("<b> </b>", "HTML", "text must be non-empty", id="blank after parsing"),
        pytest.param("\x00", "", "text must be non-empty", id="control characters"),
        pytest.param("x" * 4097, "", "message is too long", id="4097"),
        pytest.param("😀" * 2049, "", "message is too long", id="4098 units"),
        pytest.param("x", "Markdown", "unsupported parse_mode", id="mode"),
        pytest.param("<b>x", "HTML", "can't parse entities: Can't find end tag corresponding to start tag \"b\"", id="HTML"),
    ],
)
def test_texts_that_are_refused(text: str, mode: str, problem: str) -> None:
    with pytest.raises(ApiError) as caught:
        formatted_text(text, mode)
    assert refusal(caught) == problem


@pytest.mark.parametrize(
    ("text", "mode", "content"),
    [
        pytest.param("<b>x</b>", "", {"text": "<b>x</b>"}, id="no mode"),
        pytest.param("<b>x</b>", "html", {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 1}]}, id="any case"),
        pytest.param("x  \n", "", {"text": "x"}, id="white space at the end"),
        pytest.param(
            "<i>a</i> /help", "HTML",
            {"text": "a /help",
             "entities": [{"type": "italic", "offset": 0, "length": 1}, {"type": "bot_command", "offset": 2, "length": 5}]},
            id="commands are found",
        ),
        pytest.param("&amp;" * 4096, "HTML", {"text": "&" * 4096}, id="measured after parsing"),
        pytest.param("😀" * 2048, "", {"text": "😀" * 2048}, id="4096 units"),
    ],
)  # fmt: skip
def test_texts(text: str, mode: str, content: dict[str, object]) -> None:
    assert formatted_text(text, mode) == content


@pytest.mark.parametrize(
    ("button", "problem"),
    [
        pytest.param("b", f"{PARSE}InlineKeyboardButton must be an Object", id="no object"),
        pytest.param({"callback_data": "d"}, f'{PARSE}Can\'t find field "text"', id="no text"),
        pytest.param({"text": 5, "callback_data": "d"}, f'{PARSE}Field "text" must be of type String', id="text of another type"),
        pytest.param({"text": " ", "callback_data": "d"}, "inline keyboard button text must be non-empty", id="blank text"),
        pytest.param({"text": "b"}, f"{PARSE}Text buttons are unallowed in the inline keyboard", id="no action"),
        pytest.param({"text": "b", "callback_data": ""}, f"{PARSE}Text buttons are unallowed in the inline keyboard", id="empty data"),
        pytest.param(BUTTON | {"url": "https://example.org"}, "BUTTON_TYPE_INVALID", id="two actions"),
        pytest.param({"text": "b", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID", id="65 bytes"),
        pytest.param({"text": "b", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID", id="66 bytes in 33 letters"),
        pytest.param(
            {"text": "b", "url": "not-a-url"}, "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL", id="no address"
        ),
        pytest.param(
            {"text": "b", "url": "ftp://example.org"},
            "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
            id="protocol",
        ),
    ],
)
def test_buttons_that_are_refused(button: object, problem: str) -> None:
    with pytest.raises(ApiError) as caught:
        check_keyboard({"inline_keyboard": [[button]]})
    assert refusal(caught) == problem


@pytest.mark.parametrize(
    "button",
    [
        {"text": "b", "callback_data": "é" * 32},
        {"text": "b", "url": "https://t.me/share/url?url=https://t.me/b?start=x"},
        {"text": "b", "url": "t.me/some_bot"},
        {"text": "b", "url": "tg://resolve?domain=some_bot"},
        {"text": "b", "switch_inline_query": ""},
        {"text": "b", "switch_inline_query_current_chat": "when"},
    ],
    ids=str,
)
def test_buttons(button: dict[str, object]) -> None:
    assert check_keyboard({"inline_keyboard": [[button]]}) == {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        pytest.param([[BUTTON] * 8] * 12 + [[BUTTON] * 4], "", id="100 buttons"),
        pytest.param([[BUTTON] * 8] * 12 + [[BUTTON] * 5], "REPLY_MARKUP_TOO_LONG", id="101 buttons"),
        pytest.param([[BUTTON] * 9], "REPLY_MARKUP_TOO_LONG", id="nine in a row"),
        pytest.param("rows", 'field "inline_keyboard" must be of type Array', id="no rows"),
        pytest.param([BUTTON], 'field "inline_keyboard" must be of type Array', id="no row"),
    ],
)
def test_keyboards(rows: Any, problem: str) -> None:
    if not problem:
        assert check_keyboard({"inline_keyboard": rows}) == {"inline_keyboard": rows}
        return
    with pytest.raises(ApiError) as caught:
        check_keyboard({"inline_keyboard": rows})
    assert refusal(caught) == problem


@pytest.mark.parametrize("markup", [{}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}, {"remove_keyboard": True}], ids=str)
def test_no_keyboard(markup: dict[str, Any]) -> None:
    assert check_keyboard(markup) == {}


def article(**changes: object) -> dict[str, object]:
    """A good result, but for the changes; a field that is changed to None is left out."""
    result = {"type": "article", "id": "a", "title": "T", "input_message_content": {"message_text": "x"}} | changes
    return {name: value for name, value in result.items() if value is not None}


@pytest.mark.parametrize(
    ("results", "problem"),
    [
        pytest.param([article(id=str(n)) for n in range(51)], "RESULTS_TOO_MUCH", id="51"),
        pytest.param([article(), article()], "RESULT_ID_DUPLICATE", id="twice the same"),
        pytest.param([article(id="x" * 65)], "RESULT_ID_INVALID", id="id of 65 bytes"),
        pytest.param([article(id="")], "RESULT_ID_INVALID", id="empty id"),
        pytest.param([article(title=" ")], "ARTICLE_TITLE_EMPTY", id="blank title"),
        pytest.param([article(input_message_content=None)], f'{RESULT_PARSE}Can\'t find field "message_text"', id="no message"),
        pytest.param([article(input_message_content={})], f"{RESULT_PARSE}Input message content is not specified", id="empty content"),
        pytest.param([article(input_message_content={"message_text": "x" * 4097})], "message is too long", id="long message"),
        pytest.param(
            [article(input_message_content={"message_text": "<x>", "parse_mode": "HTML"})],
            'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
            id="bad HTML",
        ),
        pytest.param([article(reply_markup={"inline_keyboard": [[{"text": "b"}]]})],
                     f"{PARSE}Text buttons are unallowed in the inline keyboard", id="bad button"),
        pytest.param(["x"], "inline query result must be an object", id="no object"),
        pytest.param([article(type="photo")], f"{RESULT_PARSE}the local Bot API knows results of type article only", id="photo"),
    ],
)  # fmt: skip
def test_results_that_are_refused(results: list[object], problem: str) -> None:
    with pytest.raises(ApiError) as caught:
        check_results(results)
    assert refusal(caught) == problem


def test_results() -> None:
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    keyboard = {"inline_keyboard": [[BUTTON]]}
    results = [article(id="é" * 32, input_message_content=content, reply_markup=keyboard), *(article(id=str(n)) for n in range(49))]
    first, *rest = check_results(results)
    assert first["message"] == {
        "text": "x",
        "entities": [{"type": "bold", "offset": 0, "length": 1}],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": keyboard,
    }
    assert len(rest) == 49


@pytest.mark.parametrize(
    ("button", "problem"),
    [
        ({}, ""),
        ({"text": "Ask more", "start_parameter": "a-b_9"}, ""),
        ({"text": "Ask more", "web_app": {"url": "https://example.org"}}, ""),
        ({"text": "", "start_parameter": "a"}, "SWITCH_PM_TEXT_EMPTY"),
        ({"text": "Ask more"}, "START_PARAM_INVALID"),
        ({"text": "Ask more", "start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"text": "Ask more", "start_parameter": "x" * 65}, "START_PARAM_INVALID"),
    ],
)
def test_the_button_above_results(button: dict[str, Any], problem: str) -> None:
    if not problem:
        assert check_start_button(button) == button
        return
    with pytest.raises(ApiError) as caught:
        check_start_button(button)
    assert refusal(caught) == problem


def commands(count: int, name: str = "c{}", description: str = "d") -> Parameters:
    return Parameters({"commands": [{"command": name.format(n), "description": description} for n in range(count)]})


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        pytest.param(commands(101), "BOT_COMMANDS_TOO_MUCH", id="101"),
        pytest.param(commands(1, "Why"), "BOT_COMMAND_INVALID", id="upper case"),
        pytest.param(commands(1, "bad command"), "BOT_COMMAND_INVALID", id="space"),
        pytest.param(commands(1, "c" * 33), "BOT_COMMAND_INVALID", id="33 letters"),
        pytest.param(commands(1, "/"), "command must be non-empty", id="no name"),
        pytest.param(commands(1, description=" "), "command description must be non-empty", id="no description"),
        pytest.param(commands(1, description="x" * 257), "BOT_COMMAND_DESCRIPTION_INVALID", id="257"),
        pytest.param(Parameters({"commands": [{"command": "a"}]}), "can't parse BotCommand", id="a field is missing"),
        pytest.param(Parameters({"commands": "{}"}), "expected an Array of BotCommand", id="no list"),
    ],
)
def test_commands_that_are_refused(parameters: Parameters, problem: str) -> None:
    with pytest.raises(ApiError) as caught:
        check_commands(parameters)
    assert refusal(caught) == problem


def test_commands() -> None:
    assert len(check_commands(commands(100, description="x" * 256))) == 100
    assert check_commands(commands(1, "/why")) == [{"command": "why", "description": "d"}]
    assert check_commands(Parameters({})) == []
