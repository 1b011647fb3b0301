"""Why a reply was given, in plain words: /why in the chats, --explain on the command line."""

from __future__ import annotations

from answers.reply import Explanation, Reply

__all__ = ["explain_reply"]


def explain_reply(reply: Reply) -> str:
    """A paragraph for each part that has an explanation; a line that says so where none has."""
    paragraphs = [_explain(part.explanation) for part in reply.parts if part.explanation is not None]
    return "\n\n".join(paragraphs) or "There is nothing to explain about that reply."


def _explain(explanation: Explanation) -> str:
    lines = [f"I read your question as “{explanation.question}”.", explanation.reason]
    if explanation.pattern:
        lines.append(f"The nearest question that I know is “{explanation.pattern}” ({explanation.intent}, {explanation.score:.2f}).")
    if explanation.runner_up:
        lines.append(f"Next came {explanation.runner_up} ({explanation.runner_up_score:.2f}).")
    if explanation.unknown:
        lines.append(f"Words that I do not know: {', '.join(explanation.unknown)}.")
    return "\n".join(line for line in lines if line)
