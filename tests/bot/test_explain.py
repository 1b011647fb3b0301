"""Why a reply was given, in words."""

from __future__ import annotations

from dataclasses import replace

from answers.reply import Reply
from bot.explain import explain_reply
from tests.bot.fakes import ANSWER, CLARIFY, EXPLANATION


def test_all_that_is_known_is_told() -> None:
    assert explain_reply(Reply((ANSWER, CLARIFY))) == (
        "I read your question as “when does putin go”.\n"
        "It asks for the month of the visit.\n"
        "The nearest question that I know is “when is putin going to china” (visit.when, 0.87).\n"
        "Next came visit.where (0.31).\n"
        "Words that I do not know: frobnicate."
    )


def test_what_is_not_known_is_left_out() -> None:
    part = replace(ANSWER, explanation=replace(EXPLANATION, pattern="", runner_up="", unknown=()))
    assert explain_reply(Reply((part,))) == "I read your question as “when does putin go”.\nIt asks for the month of the visit."
    assert explain_reply(Reply((CLARIFY,))) == "There is nothing to explain about that reply."
