"""Votes on replies."""

from __future__ import annotations

from dataclasses import replace

from answers.reply import Kind
from bot.feedback import MemoryFeedback, Vote

VOTE = Vote(chat=1, message=2, user=3, intent="visit.when", kind=Kind.ANSWER, good=True)


def test_the_last_vote_of_a_reader_on_a_message_counts() -> None:
    feedback, changed = MemoryFeedback(), replace(VOTE, good=False)
    assert feedback.record(VOTE) is None
    assert feedback.record(changed) == VOTE
    assert feedback.votes() == (changed,)


def test_each_reader_and_each_message_has_its_own() -> None:
    feedback = MemoryFeedback()
    votes = (VOTE, replace(VOTE, user=4), replace(VOTE, message=5), replace(VOTE, chat=6))
    assert [feedback.record(vote) for vote in votes] == [None] * 4
    assert feedback.votes() == votes


def test_a_chat_is_forgotten() -> None:
    feedback = MemoryFeedback()
    for chat in (1, 6, 1):
        feedback.record(replace(VOTE, chat=chat, message=chat + len(feedback.votes())))
    feedback.forget(1)
    assert [vote.chat for vote in feedback.votes()] == [6]


def test_the_oldest_are_dropped() -> None:
    feedback = MemoryFeedback(max_votes=2)
    for user in (1, 2, 1, 3):
        feedback.record(replace(VOTE, user=user))
    assert [vote.user for vote in feedback.votes()] == [1, 3]
