"""Rendering: what a reply looks like, and that whatever it holds Telegram takes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.reply import Kind, Part, Quote, Reply
from bot.render import MESSAGE_LIMIT, OutgoingText, clean_text, render_context, render_reply, render_source, render_text
from bot.telegram_html import parse_html, utf16_length
from tests.bot.fakes import ANSWER, CLARIFY, NASTY, NOT_STATED

QUOTED = "<blockquote>Putin plans to visit China in October</blockquote>\n<i>— the Kremlin · Putin to visit China, paragraph 1</i>"
ALSO, THANKS = replace(ANSWER, statement="The Kremlin."), Part(Kind.SMALL_TALK, "You are welcome.")


@pytest.mark.parametrize(
    ("parts", "html"),
    [
        pytest.param((ANSWER,), f"In October.\n{QUOTED}", id="answer"),
        pytest.param((NOT_STATED,), f"The article does not say which day.\nWhat it does say:\n{QUOTED}", id="not stated"),
        pytest.param((CLARIFY,), "Which visit do you mean?", id="clarify: the readings stand on buttons"),
        pytest.param((ANSWER, THANKS), f"In October.\n{QUOTED}\n\nYou are welcome.", id="two parts"),
        pytest.param((ANSWER, ALSO), f"In October.\nThe Kremlin.\n{QUOTED}", id="two answers of one quote"),
        pytest.param((ANSWER, CLARIFY, ALSO), f"In October.\n{QUOTED}\n\nWhich visit do you mean?\n\nThe Kremlin.\n{QUOTED}", id="apart"),
        pytest.param((ANSWER, NOT_STATED), f"In October.\n{QUOTED}\n\nThe article does not say which day.", id="quoted above already"),
        pytest.param(
            (NOT_STATED, ANSWER),
            f"The article does not say which day.\nWhat it does say:\n{QUOTED}\n\nIn October.\n{QUOTED}",
            id="an answer has its quote",
        ),
        pytest.param(
            (NOT_STATED, replace(NOT_STATED, statement="Nor where.")),
            f"The article does not say which day.\nNor where.\nWhat it does say:\n{QUOTED}",
            id="two refusals",
        ),
        pytest.param((THANKS, THANKS), "You are welcome.\n\nYou are welcome.", id="nothing to share"),
        pytest.param((Part(Kind.ANSWER, "a <b> & c"),), "a &lt;b&gt; &amp; c", id="escaped once"),
    ],
)
def test_render_reply(parts: tuple[Part, ...], html: str) -> None:
    assert [message.html for message in render_reply(Reply(parts))] == [html]


def test_a_question_that_was_not_written_stands_above() -> None:
    [message] = render_reply(Reply((Part(Kind.ANSWER, "Yes."),)), heading="Is <it>?")
    assert (message.html, message.plain) == ("<b>Is &lt;it&gt;?</b>\nYes.", "Is <it>?\nYes.")


PASSAGES = ("One & only.", "Two comes here.", "Three <b>is</b> here, three.", "Four.", "Five.", "Six.")


def quotes(*found: tuple[int, str]) -> list[Quote]:
    return [Quote(text, "a", passage, "b") for passage, text in found]


@pytest.mark.parametrize(
    ("found", "html"),
    [
        pytest.param(
            [(2, "comes")],
            "<i>paragraph 1</i>\nOne &amp; only.\n\n<i>paragraph 2</i>\nTwo <b><u>comes</u></b> here.\n\n"
            "<i>paragraph 3</i>\nThree &lt;b&gt;is&lt;/b&gt; here, three.",
            id="between two",
        ),
        pytest.param(
            [(1, "One & only.")],
            "<i>paragraph 1</i>\n<b><u>One &amp; only.</u></b>\n\n<i>paragraph 2</i>\nTwo comes here.",
            id="first",
        ),
        pytest.param([(6, "Six")], "<i>paragraph 5</i>\nFive.\n\n<i>paragraph 6</i>\n<b><u>Six</u></b>.", id="last"),
        pytest.param(
            [(1, "One"), (6, "Six.")],
            "<i>paragraph 1</i>\n<b><u>One</u></b> &amp; only.\n\n<i>paragraph 2</i>\nTwo comes here.\n\n…\n\n"
            "<i>paragraph 5</i>\nFive.\n\n<i>paragraph 6</i>\n<b><u>Six.</u></b>",
            id="two far apart",
        ),
        pytest.param(
            [(6, "x"), (6, "Six."), (6, "Si"), (6, "ix.")],
            "<i>paragraph 5</i>\nFive.\n\n<i>paragraph 6</i>\n<b><u>Six.</u></b>",
            id="overlapping",
        ),
        pytest.param([], "…", id="none"),
        pytest.param([(99, "Six")], "…", id="beyond the article"),
    ],
)
def test_in_context(found: list[tuple[int, str]], html: str) -> None:
    assert [message.html for message in render_context(PASSAGES, quotes(*found))] == [html]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_any_article_can_be_shown(text: str) -> None:
    for message in (*render_context([text] * 3, quotes((2, text[3:9]))), *render_source(text, [text] * 9)):
        parsed, _ = parse_html(message.html)
        assert parsed == message.plain
        assert 0 < utf16_length(parsed) <= MESSAGE_LIMIT


def test_the_plain_text_is_the_reply_without_markup() -> None:
    assert [message.plain for message in render_reply(Reply((ANSWER,)))] == [
        "In October.\nPutin plans to visit China in October\n— the Kremlin · Putin to visit China, paragraph 1"
    ]


def test_a_long_quote_is_folded() -> None:
    part = Part(Kind.ANSWER, "Yes.", (Quote("long " * 100, "a", 1, "b"),))
    assert "<blockquote expandable>long long" in render_reply(Reply((part,)))[0].html


def test_nothing_visible_still_makes_a_message() -> None:
    assert render_text(" \x00\n") == (OutgoingText("…", "…"),)


@pytest.mark.parametrize("times", [1, 3, 9])
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_any_text_arrives_whole_in_messages_that_telegram_takes(text: str, times: int) -> None:
    parts = [Part(Kind.NOT_STATED, text * times, (Quote(text * times, text[:50], number, text[:50]),) * 2) for number in (1, 2)]
    messages = render_reply(Reply(tuple(parts)))
    for message in messages:
        parsed, _ = parse_html(message.html)
        assert parsed == message.plain
        assert 0 < utf16_length(parsed) <= MESSAGE_LIMIT
        assert parsed == parsed.strip()
        parsed.encode()
    arrived = "".join("".join(message.plain.split()) for message in messages)
    quoted = ["".join(quote.text + quote.origin for quote in part.quotes) for part in parts]
    wanted = [text for part, quotes in zip(parts, quoted, strict=True) for text in (part.statement, "What it does say:", quotes)]
    assert arrived == "".join(clean_text("".join(wanted)).split())


@pytest.mark.parametrize(
    ("text", "lengths"),
    [("x" * 4096, [4096]), ("x" * 4097, [4096, 1]), ("😀" * 2048, [4096]), ("x" + "😀" * 2048, [4095, 2])],
    ids=["full", "one too many", "full of emoji", "no half emoji"],
)
def test_a_message_is_filled_to_the_limit(text: str, lengths: list[int]) -> None:
    assert [utf16_length(message.plain) for message in render_text(text)] == lengths


def test_a_text_is_cut_at_a_line_end_before_a_space() -> None:
    line = "word " * 600 + "end"
    assert [message.plain for message in render_text(f"{line}\n{line}")] == [line, line]


def test_a_quote_that_fits_into_the_next_message_is_not_cut() -> None:
    part = Part(Kind.ANSWER, "x" * 3000, (Quote("y" * 2000, "a", 1, "b"),))
    assert ["y" * 2000 in message.plain for message in render_reply(Reply((part,)))] == [False, True]


@pytest.mark.parametrize(
    ("text", "clean"),
    [("a\x00b\x1b[1m", "a b [1m"), ("a\r\nb\rc\td", "a\nb\nc\td"), ("\ud83d!", "\ufffd!"), ("😀", "😀")],
)
def test_clean_text(text: str, clean: str) -> None:
    assert clean_text(text) == clean
