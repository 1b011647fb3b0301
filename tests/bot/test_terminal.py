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
            "\x1b[2;3m— the Kremlin · Putin to visit China, paragraph 1\x1b[0m",
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


@pytest.mark.parametrize(
    ("page", "rows", "text"),
    [
        (Page(), [["In context", "Why"], ["👍"]], "[1] In context  [2] Why\n[3] 👍"),
        (Page(22), [["In context", "Why", "No"], ["A"]], "[1] In context\n[2] Why  [3] No\n[4] A"),
        (Page(20), [["Which country will he visit?"]], "[1] Which country\n    will he visit?"),
        (Page(colour=True), [["A", "B"]], "\x1b[36m[1]\x1b[0m A  \x1b[36m[2]\x1b[0m B"),
        (Page(), [["two\nlines\x1b"]], "[1] two lines"),
        (Page(), [], ""),
    ],
    ids=["rows", "a long row goes on", "a long label goes on", "colour", "control characters", "none"],
)
def test_buttons(page: Page, rows: list[list[str]], text: str) -> None:
    assert page.buttons(rows) == text


def test_an_aside() -> None:
    assert (Page().aside("(edited)"), Page(colour=True).aside("(edited)")) == ("(edited)", "\x1b[2m(edited)\x1b[0m")


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
