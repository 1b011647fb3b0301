"""What a reply is about: the part that readers judge, the facts that it tells, the question that it answers."""

from __future__ import annotations

from answers.reply import Kind, Part, Reply

__all__ = ["VOTED", "facts_of", "judged_part", "question_of", "subject_of"]

VOTED = (Kind.ANSWER, Kind.CORRECTION, Kind.NOT_STATED)
"""Kinds of reply that readers judge; a vote's number is the place in it, so append only."""


def judged_part(reply: Reply) -> Part | None:
    """The part that gives the reply its kind, where that is a kind to judge and the part says what it is about."""
    parts = [part for part in reply.parts if part.kind is reply.kind and part.kind in VOTED and subject_of(part)]
    return parts[0] if parts else None


def subject_of(part: Part) -> str:
    """The fact that a part rests on, or else what it was found to ask for; empty where it does not say."""
    return (part.explanation.fact or part.explanation.intent) if part.explanation else ""


def facts_of(reply: Reply) -> tuple[str, ...]:
    """The facts that the reply tells, each once."""
    told = (subject_of(part) for part in reply.parts if part.kind in (Kind.ANSWER, Kind.CORRECTION))
    return tuple(dict.fromkeys(fact for fact in told if fact))


def question_of(reply: Reply) -> str:
    """The own question of the fact that a reply about a chosen one gives; empty for a gap, which has none."""
    explanation = reply.parts[0].explanation
    return explanation.asked if explanation else ""
