"""Why a reply was given: in plain words for readers (/why), with ids and scores for editors (--explain)."""

from __future__ import annotations

from answers.decide import ANSWER_FROM
from answers.reply import Explanation, Kind, Part, Reply

__all__ = ["NOTHING_TO_EXPLAIN", "SCORES", "explain_to_editor", "explain_to_reader"]

NOTHING_TO_EXPLAIN = "There is nothing to explain about that reply."
SCORES = f"Scores run from about 0, nothing in common, to about 3, alike in every respect; a fact is the answer from {ANSWER_FROM}."
"""What an editor must know to read one; see answers.match."""

_REASONS = {
    Kind.ANSWER: "The article answers it in {where}, as quoted.",
    Kind.CORRECTION: "Your message takes something for granted that {where} contradicts.",
    Kind.NOT_STATED: "The article does not answer yours. The nearest that it does say is in {where}, as quoted.",
    Kind.CLARIFY: "It can be read in more than one way, so I asked back.",
    Kind.OFF_TOPIC: "I took your message to be about something else than the article.",
    Kind.SMALL_TALK: "I took your message as small talk, so I looked nothing up in the article.",
}
_UNQUOTED = {
    Kind.ANSWER: "The article answers it.",
    Kind.CORRECTION: "Your message takes something for granted that the article contradicts.",
    Kind.NOT_STATED: "The article does not answer yours.",
}
"""The reasons that name the quotes' places, for a part that quotes nothing."""


def explain_to_reader(reply: Reply) -> str:
    """A paragraph for each part, numbered where there are several."""
    paragraphs = [_for_reader(part, part.explanation) for part in reply.parts if part.explanation is not None]
    if len(paragraphs) > 1:
        paragraphs = [f"{number}. {paragraph}" for number, paragraph in enumerate(paragraphs, 1)]
    return "\n\n".join(paragraphs) or NOTHING_TO_EXPLAIN


def explain_to_editor(reply: Reply) -> str:
    """A block of lines for each part, and what the scores mean."""
    blocks = [_for_editor(part, part.explanation) for part in reply.parts if part.explanation is not None]
    return "\n\n".join([*blocks, SCORES]) if blocks else NOTHING_TO_EXPLAIN


def _for_reader(part: Part, explanation: Explanation) -> str:
    reason = _REASONS[part.kind].format(where=_places(part)) if part.quotes else (_REASONS | _UNQUOTED)[part.kind]
    if part.kind in (Kind.OFF_TOPIC, Kind.SMALL_TALK):
        return reason
    return " ".join(filter(None, [_question_understood(part.kind, explanation), reason]))


def _question_understood(kind: Kind, explanation: Explanation) -> str:
    """What the message was taken to ask, as far as the explanation tells and the kind of the reply lets it be sure."""
    about = f", about {explanation.topic}" if explanation.topic else ""
    if explanation.asked and not explanation.question:
        return f"You chose the question “{explanation.asked}”{about}."
    if explanation.asked and kind in (Kind.ANSWER, Kind.CORRECTION):
        return f"I took your message to ask “{explanation.asked}”{about}."
    if explanation.pattern:
        return f"The question nearest to yours that I know is “{explanation.pattern}”{about}."
    return f"I took yours as a question about {explanation.topic}." if explanation.topic else ""


def _places(part: Part) -> str:
    """Where the quotes stand: “paragraph 1”, “paragraphs 1 and 10”."""
    *before, last = [str(passage) for passage in sorted({quote.passage for quote in part.quotes})]
    return f"paragraphs {', '.join(before)} and {last}" if before else f"paragraph {last}"


def _for_editor(part: Part, explanation: Explanation) -> str:
    lines = [
        f"Kind: {part.kind.value}. {explanation.reason}",
        f"Read as: {explanation.question}",
        f"Intent: {explanation.intent} (score {explanation.score:.2f})",
        f"Nearest pattern: {explanation.pattern}" if explanation.pattern else "",
        f"Runner-up: {explanation.runner_up} (score {explanation.runner_up_score:.2f})" if explanation.runner_up else "",
        f"Unknown words: {', '.join(explanation.unknown)}" if explanation.unknown else "",
    ]
    return "\n".join(line for line in lines if line)
