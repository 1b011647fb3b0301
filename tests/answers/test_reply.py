"""Replies as plain values."""

from __future__ import annotations

import pytest

from answers.reply import Kind, Option, Part, Quote, Reply

QUOTED = "“The bridge is 120 metres long”\n— the article · The bridge, paragraph 3"
QUOTE = Quote("The bridge is 120 metres long", "The bridge", 3, "the article")
OTHER = Quote("“It will bring both banks together,” Quill said.", "The bridge", 6, "the mayor")
WHOLE = Quote("“comprehensive program”", "The bridge", 2, "the article")


@pytest.mark.parametrize(
    ("part", "text"),
    [
        pytest.param(Part(Kind.SMALL_TALK, "Hello."), "Hello.", id="small talk"),
        pytest.param(
            Part(Kind.ANSWER, "It is 120 metres long.", (QUOTE,)),
            f"It is 120 metres long.\n{QUOTED}",
            id="answer",
        ),
        pytest.param(
            Part(Kind.NOT_STATED, "The article does not say what it cost.", (QUOTE,)),
            f"The article does not say what it cost.\nWhat it does say:\n{QUOTED}",
            id="not stated",
        ),
        pytest.param(Part(Kind.NOT_STATED, "It does not say why."), "It does not say why.", id="not stated, nothing near"),
        pytest.param(
            Part(Kind.OFF_TOPIC, "Ask about the article:", options=(Option("", "When?"), Option("", "Who?"))),
            "Ask about the article:\n• When?\n• Who?",
            id="off topic",
        ),
        pytest.param(
            Part(Kind.CORRECTION, "No: it is 120.", (QUOTE, WHOLE)),
            f"No: it is 120.\n{QUOTED}\n“comprehensive program”\n— the article · The bridge, paragraph 2",
            id="two quotes",
        ),
    ],
)
def test_text(part: Part, text: str) -> None:
    assert part.text == text


@pytest.mark.parametrize(
    ("quote", "marked"),
    [
        pytest.param(QUOTE, "“The bridge is 120 metres long”", id="plain"),
        pytest.param(WHOLE, "“comprehensive program”", id="in its own marks"),
    ],
)
def test_quotation_marks(quote: Quote, marked: str) -> None:
    assert quote.marked == marked


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ([Kind.SMALL_TALK], Kind.SMALL_TALK),
        ([Kind.NOT_STATED, Kind.ANSWER], Kind.ANSWER),
        ([Kind.NOT_STATED, Kind.CORRECTION], Kind.CORRECTION),
        ([Kind.OFF_TOPIC, Kind.CLARIFY], Kind.CLARIFY),
        ([Kind.SMALL_TALK, Kind.OFF_TOPIC], Kind.OFF_TOPIC),
        ([Kind.CLARIFY, Kind.NOT_STATED], Kind.NOT_STATED),
        ([Kind.ANSWER, Kind.CORRECTION], Kind.CORRECTION),
    ],
)
def test_the_most_useful_part_names_the_reply(kinds: list[Kind], kind: Kind) -> None:
    assert Reply(tuple(Part(each, "x") for each in kinds)).kind is kind


def test_a_reply_of_several_parts() -> None:
    reply = Reply(
        (
            Part(Kind.ANSWER, "One.", (QUOTE,)),
            Part(Kind.NOT_STATED, "Two.", (OTHER,)),
            Part(Kind.CORRECTION, "Three.", (WHOLE, QUOTE)),
            Part(Kind.CLARIFY, "Four?", (OTHER,)),
        )
    )
    assert reply.text == "\n\n".join(part.text for part in reply.parts)
    assert reply.quotes == (QUOTE, WHOLE)
