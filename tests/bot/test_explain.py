"""Why a reply was given, in words for readers and in numbers for editors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.decide import ANSWER_FROM
from answers.reply import Kind, Part, Reply
from bot.explain import NOTHING_TO_EXPLAIN, SCORES, explain_to_editor, explain_to_reader
from tests.bot.fakes import ANSWER, CLARIFY, EXPLANATION, QUOTE

NEAREST = "The question nearest to yours that I know is “when is putin going to china”, about Putin's visit."


def part(kind: Kind, *quotes: int, topic: str = "Putin's visit", pattern: str = EXPLANATION.pattern, asked: str = "") -> Part:
    explanation = replace(EXPLANATION, topic=topic, pattern=pattern, asked=asked)
    return Part(kind, "Something.", tuple(replace(QUOTE, passage=passage) for passage in quotes), explanation=explanation)


@pytest.mark.parametrize(
    ("explained", "text"),
    [
        pytest.param(part(Kind.ANSWER, 1), f"{NEAREST} The article answers it in paragraph 1, as quoted.", id="answer"),
        pytest.param(
            part(Kind.ANSWER, 1, asked="When does Putin go?"),
            "I took your message to ask “When does Putin go?”, about Putin's visit. The article answers it in paragraph 1, as quoted.",
            id="fact with a question of its own",
        ),
        pytest.param(
            part(Kind.CLARIFY, asked="When does Putin go?"),
            f"{NEAREST} It can be read in more than one way, so I asked back.",
            id="fact with a question of its own, but unsure",
        ),
        pytest.param(
            part(Kind.ANSWER, 10, 1, 4, 1), f"{NEAREST} The article answers it in paragraphs 1, 4 and 10, as quoted.", id="several quotes"
        ),
        pytest.param(
            part(Kind.CORRECTION, 1),
            f"{NEAREST} Your message takes something for granted that paragraph 1 contradicts.",
            id="correction",
        ),
        pytest.param(
            part(Kind.NOT_STATED, 1, 10),
            f"{NEAREST} The article does not answer yours. The nearest that it does say is in paragraphs 1 and 10, as quoted.",
            id="not stated",
        ),
        pytest.param(part(Kind.NOT_STATED), f"{NEAREST} The article does not answer yours.", id="not stated, nothing near"),
        pytest.param(
            part(Kind.NOT_STATED, pattern=""),
            "I took yours as a question about Putin's visit. The article does not answer yours.",
            id="no pattern",
        ),
        pytest.param(
            part(Kind.ANSWER, 1, topic=""),
            "The question nearest to yours that I know is “when is putin going to china”. "
            "The article answers it in paragraph 1, as quoted.",
            id="no topic",
        ),
        pytest.param(part(Kind.NOT_STATED, topic="", pattern=""), "The article does not answer yours.", id="neither"),
        pytest.param(part(Kind.CLARIFY), f"{NEAREST} It can be read in more than one way, so I asked back.", id="clarify"),
        pytest.param(part(Kind.OFF_TOPIC), "I took your message to be about something else than the article.", id="off topic"),
        pytest.param(part(Kind.SMALL_TALK), "I took your message as small talk, so I looked nothing up in the article.", id="small talk"),
        pytest.param(CLARIFY, NOTHING_TO_EXPLAIN, id="unexplained"),
    ],
)
def test_to_a_reader(explained: Part, text: str) -> None:
    assert explain_to_reader(Reply((explained,))) == text


def test_a_reader_gets_a_numbered_paragraph_for_each_part() -> None:
    text = explain_to_reader(Reply((part(Kind.ANSWER, 1), CLARIFY, part(Kind.OFF_TOPIC))))
    assert [paragraph[:9] for paragraph in text.split("\n\n")] == ["1. The qu", "2. I took"]


@pytest.mark.parametrize("kind", Kind)
def test_a_reader_sees_no_id_and_no_score(kind: Kind) -> None:
    text = explain_to_reader(Reply((part(kind, 1),)))
    assert not [word for word in (EXPLANATION.intent, EXPLANATION.runner_up, "0.87", "0.31", "score", "pattern") if word in text]


def test_to_an_editor() -> None:
    assert explain_to_editor(Reply((ANSWER, CLARIFY))) == (
        "Kind: answer. It asks for the month of the visit.\n"
        "Read as: when does putin go\n"
        "Intent: visit.when (score 0.87)\n"
        "Nearest pattern: when is putin going to china\n"
        "Runner-up: visit.where (score 0.31)\n"
        "Unknown words: frobnicate\n\n" + SCORES
    )


def test_an_editor_is_not_told_of_what_there_is_not() -> None:
    explained = replace(ANSWER, explanation=replace(EXPLANATION, pattern="", runner_up="", unknown=()))
    assert explain_to_editor(Reply((explained,))).splitlines()[2:] == ["Intent: visit.when (score 0.87)", "", SCORES]
    assert explain_to_editor(Reply((CLARIFY,))) == NOTHING_TO_EXPLAIN


def test_the_scores_are_told_with_their_range_and_the_threshold() -> None:
    assert [words for words in ("from about 0", "to about 3", f"from {ANSWER_FROM}") if words not in SCORES] == []
