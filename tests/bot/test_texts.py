"""The bot's own lines."""

from __future__ import annotations

import re

from bot.texts import APOLOGY, COMMANDS, NO_REPLY_YET, NOT_TEXT, UNKNOWN_COMMAND, About, help_text, start_text
from tests.bot.fakes import ABOUT


def test_start_says_what_it_is_and_what_to_ask() -> None:
    assert start_text(ABOUT) == (
        "Hello! I answer questions about the article “Putin to visit China”.\n"
        "Every answer comes with the sentence of the article that it rests on, and where the article does not say, I say so.\n"
        "\nYou could ask:\n• When does Putin go to China?\n• Who said so?"
    )


def test_without_examples_none_are_promised() -> None:
    assert "You could ask" not in start_text(About("T")) + help_text(About("T"))


def test_help_names_every_command() -> None:
    assert [line for line in help_text(ABOUT).splitlines() if line.startswith("/")] == [
        f"/{name}: {text}" for name, text in COMMANDS.items()
    ]


def test_the_menu_is_one_that_telegram_takes() -> None:
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) and 1 <= len(text) <= 256 for name, text in COMMANDS.items())


def test_the_short_lines_are_lines() -> None:
    assert not [line for line in (APOLOGY, NOT_TEXT, NO_REPLY_YET, UNKNOWN_COMMAND) if "\n" in line]
