"""The bot's own lines."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.texts import (
    ADDED_TO_GROUP,
    APOLOGY,
    ASK_WHAT,
    COMMANDS,
    FORGOTTEN,
    GONE,
    GROUP_COMMANDS,
    NO_REPLY_YET,
    NO_SUCH_BUTTON,
    NONE_OF_THESE,
    NOT_TEXT,
    UNKNOWN_COMMAND,
    VOTE_CHANGED,
    VOTE_THANKS,
    About,
    about_text,
    help_text,
    not_yours_text,
    start_text,
)
from tests.bot.fakes import ABOUT


def test_start_says_what_it_is_and_what_to_ask() -> None:
    assert start_text(ABOUT) == (
        "Hello! I answer questions about the article “Putin to visit China”.\n"
        "Every answer comes with the sentence of the article that it rests on, and where the article does not say, I say so."
    )


def test_about_tells_what_is_known_and_nothing_else() -> None:
    assert about_text(ABOUT) == (
        "I answer questions about “Putin to visit China”: a visit and another one.\n"
        "I know 3 facts from its 4 paragraphs. /topics lists what you can ask, /source shows the article.\n"
        "Fact base abc1234 of 1 March 2024."
    )
    one = replace(ABOUT, sections=ABOUT.sections[1:], passages=("Xi was there.",))
    assert "I know 1 fact from its 1 paragraph." in about_text(one)
    assert about_text(About("T")) == "I answer questions about “T”."
    assert about_text(About("T", version="abc")) == "I answer questions about “T”.\nFact base abc."


def test_whose_question_it_is_is_told_where_it_is_known() -> None:
    assert (not_yours_text("Ada")[:19], not_yours_text("")[:23]) == ("That is Ada's quest", "That is someone else's ")


def test_help_names_every_command() -> None:
    assert [line for line in help_text(ABOUT).splitlines() if line.startswith("/")] == [
        f"/{name}: {text}" for name, text in COMMANDS.items()
    ]


def test_the_menu_is_one_that_telegram_takes() -> None:
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) and 1 <= len(text) <= 256 for name, text in COMMANDS.items())


def test_the_menu_of_groups_is_a_part_of_it() -> None:
    assert set(GROUP_COMMANDS) < set(COMMANDS)


def test_the_short_lines_are_lines() -> None:
    lines = (APOLOGY, NOT_TEXT, NO_REPLY_YET, UNKNOWN_COMMAND, ASK_WHAT, ADDED_TO_GROUP, NONE_OF_THESE, FORGOTTEN)
    assert not [line for line in lines if "\n" in line]


@pytest.mark.parametrize("toast", [APOLOGY, GONE, NO_SUCH_BUTTON, VOTE_CHANGED, VOTE_THANKS, not_yours_text("x" * 64)])
def test_a_toast_is_short_enough(toast: str) -> None:
    assert 0 < len(toast) <= 200
