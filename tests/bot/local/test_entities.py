"""What a client makes clickable, and styles written as HTML again."""

from __future__ import annotations

import pytest

from bot.local.entities import as_html, detect_entities
from bot.telegram_html import parse_html


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start", ["bot_command /start"]),
        ("/start@some_bot now", ["bot_command /start@some_bot"]),
        ("see /help, or /why.", ["bot_command /help", "bot_command /why"]),
        ("/frob-nicate", ["bot_command /frob"]),
        ("and/or 1/2 a/b", []),
        ("//start /start/ /é", []),
        ("/" + "x" * 65, []),
        ("ask @some_bot!", ["mention @some_bot"]),
        ("me@example.org @abc", []),
        ("https://example.org/a?b=c.", ["url https://example.org/a?b=c"]),
        ("(http://example.org)", ["url http://example.org"]),
        ("😀 /help", ["bot_command /help"]),
    ],
)
def test_detection(text: str, found: list[str]) -> None:
    units = text.encode("utf-16-le")
    entities = [
        f"{entity['type']} {units[entity['offset'] * 2 : (entity['offset'] + entity['length']) * 2].decode('utf-16-le')}"
        for entity in detect_entities(text)
    ]
    assert entities == found


def test_code_and_links_are_taken_as_they_are() -> None:
    text, entities = parse_html("<code>/a</code> <a href='https://example.org'>/b</a> <b>/c</b>")
    assert [entity["offset"] for entity in detect_entities(text, [entity.as_json() for entity in entities])] == [6]


@pytest.mark.parametrize(
    "html",
    [
        "plain &amp; &lt;b&gt; escaped",
        "<b>bold <i>both</i></b> 😀<u>under</u>",
        "<blockquote>a quote</blockquote>\nend",
        "<blockquote expandable>a long quote</blockquote>",
        '<a href="https://example.org/?a=1&amp;b=2">link</a>',
        "<code>a &lt; b</code>",
        "",
    ],
)
def test_html_comes_back_as_it_went(html: str) -> None:
    text, entities = parse_html(html)
    assert as_html(text, [entity.as_json() for entity in entities]) == html


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        pytest.param("https://example.org", None, '<a href="https://example.org">https://example.org</a>', id="address"),
        pytest.param("/help@b_b_b", None, '<a href="tg://bot_command?command=help@b_b_b">/help@b_b_b</a>', id="command"),
        pytest.param("\ud83d <", None, "\ufffd &lt;", id="lone surrogate"),
        pytest.param("x", [("text_link", 0, 1, "javascript:alert(1)")], "x", id="unsafe link"),
        pytest.param("x", [("text_link", 0, 1, 'http://a"b')], '<a href="http://a&quot;b">x</a>', id="quoted link"),
        pytest.param("abc", [("bold", 0, 2), ("italic", 1, 2)], "<b>a<i>b</i></b>c", id="overlap"),
        pytest.param("ab", [("bold", 0, 1), ("italic", 1, 1)], "<b>a</b><i>b</i>", id="one after the other"),
        pytest.param("ab", [("italic", 0, 2), ("bold", 0, 2)], "<i><b>ab</b></i>", id="both at once"),
        pytest.param("a", [("bold", 0, 9)], "<b>a</b>", id="beyond the end"),
    ],
)
def test_html(text: str, entities: list[tuple[str, int, int, str]] | None, html: str) -> None:
    names = ("type", "offset", "length", "url")
    given = [dict(zip(names, entity, strict=False)) for entity in entities] if entities else list(detect_entities(text))
    assert as_html(text, given) == html
