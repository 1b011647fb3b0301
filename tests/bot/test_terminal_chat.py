"""The chat by typed lines: messages, numbered buttons, edits, inline mode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from telegram import InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler, ContextTypes

from bot.buttons import deep_link
from bot.local.errors import ApiError, forbidden
from bot.local.running import LocalBot
from bot.terminal import Page
from bot.terminal_chat import (
    EDIT_HOW,
    HINT,
    NO_BUTTONS,
    NOT_HERE,
    NOTHING_ARRIVED,
    NOTHING_FOUND,
    NOTHING_TO_EDIT,
    SAME_ANSWER,
    TerminalChat,
)
from bot.texts import COMMANDS, NO_REPLY_YET, NO_SUCH_BUTTON, UNKNOWN_COMMAND, VOTE_THANKS
from tests.bot.fakes import ABOUT_INTENTS, NASTY, WHEN, FakeAnswerer, echo

ORIGIN = "— the Kremlin · Putin to visit China, paragraph 1"
ANSWER = f"""\
In October.
│ Putin plans to visit China in October
{ORIGIN}
[1] In context  [2] Why this answer
[3] Who said so?
[4] When was Xi in Moscow?
[5] 👍  [6] 👎  [7] Share ↗"""
ABOUT_XI = """\
*When was Xi in Moscow?*
In March.
│ Xi was in Moscow in March
— the article · Putin to visit China, paragraph 3
[1] In context  [2] Why this answer
[3] When does Putin go to China?
[4] Who said so?
[5] 👍  [6] 👎  [7] Share ↗"""
ABOUT_XI_NEXT = f"""\
{ABOUT_XI.partition("[3]")[0]}[3] Who said so?
[4] 👍  [5] 👎  [6] Share ↗"""
"""After the other, which is not offered again."""

RESULTS = "[1] When does Putin go to China?\n[2] When was Xi in Moscow?\n[3] Ask me about the article"
HINT_LINES = Page().text(HINT)


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer((ABOUT_INTENTS["visit.when"],))


@pytest.fixture
def chat(bot: LocalBot) -> TerminalChat:
    return TerminalChat(bot, Page())


async def typed(chat: TerminalChat, *lines: str) -> str:
    """What the last of the lines brings."""
    shown = ""
    for line in lines:
        shown = await chat.respond(line)
    return shown


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        pytest.param(["When?"], ANSWER, id="an answer"),
        pytest.param(["/why"], NO_REPLY_YET, id="a command"),
        pytest.param(["/frobnicate"], UNKNOWN_COMMAND, id="an unknown command"),
        pytest.param(["1"], NO_BUTTONS, id="no buttons yet"),
        pytest.param(["When?", "0"], "There is no button 0: there are 1 to 7.", id="button 0"),
        pytest.param(["When?", "8"], "There is no button 8: there are 1 to 7.", id="button 8"),
        pytest.param(["When?", "2022"], ANSWER, id="a year is a question"),
        pytest.param(["When?", "5"], f"· {VOTE_THANKS}", id="a toast"),
        pytest.param(["When?", "4"], ABOUT_XI_NEXT, id="a related question"),
        pytest.param(["When?", "4", "4"], f"· {VOTE_THANKS}", id="the newest buttons have the numbers"),
        pytest.param(["When?", "/privacy", "4"], ABOUT_XI_NEXT, id="numbers stay where no buttons come"),
        pytest.param(["When?", "/edit When exactly?"], SAME_ANSWER, id="an edit that changes nothing"),
        pytest.param(["/edit And who?"], NOTHING_TO_EDIT, id="nothing to edit"),
        pytest.param(["/help", "/edit x"], NOTHING_TO_EDIT, id="a command is no question"),
        pytest.param(["/ask When?", "/edit When exactly?"], SAME_ANSWER, id="/ask asks a question"),
        pytest.param(["When?", "/edit"], EDIT_HOW, id="no new wording"),
        pytest.param(["/topics", "3"], "There is no button 3: there are 1 to 2.", id="a menu"),
        pytest.param(["/topics", "2"], "(edited)\nXi's visit:\n[1] When was Xi in Moscow?\n[2] All topics", id="a menu turns its page"),
        pytest.param(["/topics", "2", "1"], ABOUT_XI, id="the turned page has the numbers"),
    ],
)
async def test_lines(chat: TerminalChat, lines: Sequence[str], shown: str) -> None:
    assert await typed(chat, *lines) == shown


async def test_an_edit_changes_the_last_question_and_shows_the_answer_again(chat: TerminalChat, answerer: FakeAnswerer) -> None:
    answerer.respond = echo
    await typed(chat, "When?", "And where?", "/why")
    assert await typed(chat, "/edit And who?") == "(edited)\nYou said: And who?"
    assert answerer.asked[-1] == ("And who?", ("When?",))
    assert await typed(chat, "/edit  And why? ") == "(edited)\nYou said: And why?"


async def test_an_edit_that_takes_the_buttons_away_takes_their_numbers(chat: TerminalChat, answerer: FakeAnswerer) -> None:
    await typed(chat, "When?")
    answerer.respond = echo
    assert await typed(chat, "/edit Hello", "1") == NO_BUTTONS


async def test_a_button_of_a_message_that_is_gone(bot: LocalBot, chat: TerminalChat) -> None:
    await typed(chat, "When?")
    await bot.chat().delete(2)
    assert await typed(chat, "4") == ABOUT_XI_NEXT


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        ({"url": "https://example.org/?a=b"}, "Button: https://example.org/?a=b"),
        ({"url": deep_link("https://t.me/local_article_bot", "xi.when")}, ABOUT_XI),
        ({"url": deep_link("https://t.me/other_bot", "xi.when")}, "Button: https://t.me/other_bot?start=qH-UYc1N5"),
        ({"url": "https://t.me/local_article_bot"}, "Button: https://t.me/local_article_bot"),
        ({"switch_inline_query_current_chat": "when was"}, RESULTS),
        ({"switch_inline_query": "when was"}, RESULTS),
        ({"copy_text": {"text": "x"}}, NOT_HERE),
        ({"callback_data": "forged"}, f"· {NO_SUCH_BUTTON}"),
    ],
    ids=["address", "deep link", "another bot's", "no payload", "inline mode here", "inline mode", "of no use here", "data"],
)
async def test_kinds_of_buttons(bot: LocalBot, chat: TerminalChat, button: dict[str, Any], shown: str) -> None:
    keyboard = InlineKeyboardMarkup.de_json({"inline_keyboard": [[{"text": "Button"} | button]]})

    async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await context.bot.send_message(1, "Press!", reply_markup=keyboard)

    bot.application.add_handler(CommandHandler("press", reply), group=-1)
    assert await typed(chat, "/press", "/press") != ""
    assert await typed(chat, "1") == shown


async def test_inline_mode(chat: TerminalChat) -> None:
    assert await typed(chat, "@local_article_bot when was") == RESULTS
    assert await typed(chat, "2") == "\n".join([*ABOUT_XI.splitlines()[:4], "[1] Ask more ↗"])
    assert await typed(chat, "1") == ABOUT_XI
    assert await typed(chat, "@local_article_bot when was", "4") == "There is no button 4: there are 1 to 3."
    assert (await typed(chat, "@local_article_bot when was", "3")).startswith("Hello!")


async def test_inline_mode_shows_the_best(chat: TerminalChat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.terminal_chat.RESULTS_SHOWN", 1)
    assert await typed(chat, "@local_article_bot when was") == "[1] When does Putin go to China?\n[2] Ask me about the article"


async def test_inline_mode_without_an_answer(bot: LocalBot, chat: TerminalChat) -> None:
    bot.api.faults.add("answerInlineQuery", ApiError(400, "Bad Request: query is too old"))
    assert await typed(chat, "@local_article_bot when was") == NOTHING_FOUND


async def test_silence_is_said(bot: LocalBot, chat: TerminalChat) -> None:
    bot.api.faults.add("sendMessage", forbidden("bot was blocked by the user"))
    assert await typed(chat, "When?") == NOTHING_ARRIVED


async def test_the_greeting_is_the_bots_own_and_says_how_to_go_on(chat: TerminalChat) -> None:
    greeting = await chat.greeting()
    assert greeting.startswith("Hello! I answer questions about the article “Putin to visit China”.")
    assert greeting.endswith(f"[1] When does Putin go to China?\n[2] Who said so?\n\n{HINT_LINES}")
    assert (await typed(chat, "1")).startswith(f"*{WHEN}*\nIn October.")


async def test_help_tells_what_the_terminal_adds(chat: TerminalChat) -> None:
    assert (await typed(chat, "/help")).endswith(f"/help: How to ask\n\n{HINT_LINES}")
    assert chat.commands == [*COMMANDS, "edit", "quit"]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_any_text(chat: TerminalChat, answerer: FakeAnswerer, text: str) -> None:
    answerer.respond = echo
    shown = await typed(chat, text)
    assert shown.startswith("You said:")
    assert "\x1b" not in shown
