"""The terminal page: width, bars, colour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.reply import Kind, Part, Quote, Reply
from bot.terminal import Page, terminal_page
from tests.bot.fakes import ANSWER, CLARIFY, NASTY, NOT_STATED, QUOTE

NARROW = """\
In October.
│ Putin plans to visit China
│ in October
— the Kremlin · Putin to visit
  China, paragraph 1"""


@pytest.mark.parametrize(
    ("page", "parts", "text"),
    [
        pytest.param(Page(30), (ANSWER,), NARROW, id="wrapped"),
        pytest.param(
            Page(80, colour=True),
            (ANSWER,),
            "In October.\n\x1b[32m│\x1b[0m Putin plans to visit China in October\n"
            "\x1b[2m— the Kremlin · Putin to visit China, paragraph 1\x1b[0m",
            id="colour",
        ),
        pytest.param(
            Page(),
            (NOT_STATED, CLARIFY),
            "The article does not say which day.\nWhat it does say:\n│ Putin plans to visit China in October\n"
            "— the Kremlin · Putin to visit China, paragraph 1\n\nWhich visit do you mean?\n• Putin's to China?\n• Xi's to Moscow?",
            id="two parts",
        ),
        pytest.param(
            Page(),
            (replace(ANSWER, quotes=(QUOTE, replace(QUOTE, text="“In October.”", passage=4))),),
            "In October.\n│ Putin plans to visit China in October\n— the Kremlin · Putin to visit China, paragraph 1\n\n"
            "│ “In October.”\n— the Kremlin · Putin to visit China, paragraph 4",
            id="two quotes, of which one brings its marks",
        ),
    ],
)
def test_reply(page: Page, parts: tuple[Part, ...], text: str) -> None:
    assert page.reply(Reply(parts)) == text


def test_a_text_can_hang() -> None:
    assert Page(20).text("Read as: when does he go\nKind: answer", hanging="  ") == "Read as: when does\n  he go\nKind: answer"


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
@pytest.mark.parametrize("width", [1, 40, 80])
def test_no_text_escapes_the_page(text: str, width: int) -> None:
    page = Page(width)
    lines = page.reply(Reply((Part(Kind.ANSWER, text, (Quote(text, text, 1, text),)),))).split("\n")
    assert max(map(len, lines)) <= max(20, width)
    assert "\x1b" not in "".join(lines)
    "".join(lines).encode()


def test_a_pipe_gets_neither_colour_nor_its_width() -> None:
    assert terminal_page(colour=True) == Page(80, colour=False)
