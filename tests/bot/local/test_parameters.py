"""Parameters are read as leniently as Telegram reads them, from wherever it takes them."""

from __future__ import annotations

import json

import pytest

from bot.local.errors import ApiError
from bot.local.parameters import Parameters, read_parameters

FORM, JSON, MULTIPART = "application/x-www-form-urlencoded", "application/json; charset=utf-8", "multipart/form-data; boundary=xyz"
PART = 'Content-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
FIELDS = "--xyz\r\n" + PART.format("text", "é &\r\n<b>") + "--xyz\r\n" + PART.format("n", "1") + "--xyz--\r\n"
FILE = '--xyz\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\nx\r\n--xyz--\r\n'


@pytest.mark.parametrize(
    ("query", "content_type", "body", "values"),
    [
        pytest.param(b"a=1&b=%C3%A9", "", b"", {"a": "1", "b": "é"}, id="query"),
        pytest.param(b"a=1", FORM, b"a=2&c=", {"a": "2", "c": ""}, id="form, which wins over the query"),
        pytest.param(b"a=1", JSON, b'{"a": 2, "c": [3]}', {"a": 2, "c": [3]}, id="JSON, which does too"),
        pytest.param(b"", JSON, b" ", {}, id="empty JSON"),
        pytest.param(b"", MULTIPART, FIELDS.encode(), {"text": "é &\r\n<b>", "n": "1"}, id="multipart"),
        pytest.param(b"a=1", "text/plain", b"a=2", {"a": "1"}, id="a body of another type is ignored"),
    ],
)
def test_what_is_read(query: bytes, content_type: str, body: bytes, values: dict[str, object]) -> None:
    assert read_parameters(query, content_type, body).values == values


@pytest.mark.parametrize(
    ("query", "content_type", "body", "problem"),
    [
        pytest.param(b"a=%ff", "", b"", "strings must be encoded in UTF-8", id="query"),
        pytest.param(b"", FORM, b"a=%ff", "strings must be encoded in UTF-8", id="form"),
        pytest.param(b"", FORM, b"a=\xff", "strings must be encoded in UTF-8", id="raw bytes"),
        pytest.param(b"", JSON, b'{"a": "\xff"}', "strings must be encoded in UTF-8", id="JSON in another encoding"),
        pytest.param(b"", JSON, b'{"a": ', "can't parse JSON object", id="broken JSON"),
        pytest.param(b"", JSON, b"[1]", "JSON object expected", id="JSON list"),
        pytest.param(b"", MULTIPART, FILE.encode(), "the local Bot API takes no files", id="file"),
        pytest.param(b"", MULTIPART, FIELDS.encode("latin-1"), "strings must be encoded in UTF-8", id="multipart in another encoding"),
    ],
)
def test_what_cannot_be_read(query: bytes, content_type: str, body: bytes, problem: str) -> None:
    with pytest.raises(ApiError) as caught:
        read_parameters(query, content_type, body)
    assert (caught.value.code, caught.value.description) == (400, f"Bad Request: {problem}")


@pytest.mark.parametrize(
    ("value", "text", "integer", "flag"),
    [
        ("5", "5", 5, False),
        (5, "5", 5, False),
        (" -5 apples", " -5 apples", -5, False),
        ("apples", "apples", 0, False),
        ("", "", 7, False),
        (None, "", 7, False),
        (True, "true", 0, True),
        ("True", "True", 0, True),
        ("1", "1", 1, True),
        ({"a": 1}, '{"a": 1}', 0, False),
    ],
)
def test_a_value_read_as(value: object, text: str, integer: int, flag: bool) -> None:
    parameters = Parameters({"x": value})
    assert (parameters.text("x"), parameters.integer("x", 7), parameters.flag("x")) == (text, integer, flag)


@pytest.mark.parametrize("encoded", [True, False], ids=["in a form", "in JSON"])
def test_objects_and_arrays(encoded: bool) -> None:
    values: dict[str, object] = {"o": {"a": 1}, "l": [1]}
    parameters = Parameters({name: json.dumps(value) if encoded else value for name, value in values.items()})
    assert (parameters.object("o", "thing"), parameters.array("l", "thing")) == ({"a": 1}, [1])
    assert (parameters.object("absent", "thing"), parameters.array("absent", "thing")) == ({}, [])
    with pytest.raises(ApiError, match="Bad Request: object expected as thing"):
        parameters.object("l", "thing")
    with pytest.raises(ApiError, match="Bad Request: expected an Array of thing"):
        parameters.array("o", "thing")


def test_broken_objects() -> None:
    with pytest.raises(ApiError, match="Bad Request: can't parse thing JSON object"):
        Parameters({"o": "{"}).object("o", "thing")


def test_what_a_bot_sent_is_shown_decoded() -> None:
    sent = Parameters({"text": "5", "chat_id": "5", "reply_parameters": '{"message_id": 1}', "parse_mode": "HTML"})
    assert sent.decoded() == {"text": "5", "chat_id": 5, "reply_parameters": {"message_id": 1}, "parse_mode": "HTML"}
