"""Grading: the verdict on a reply, reading question sets, the figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from answers import FactBase, Kind, Part, Quote, Reply
from answers.evaluate import (
    FIGURE_NAMES,
    Count,
    Figures,
    LabelledQuestion,
    QuestionKind,
    QuestionSetError,
    Verdict,
    grade,
    read_question_set,
)
from answers.model import Source

ANSWERABLE, UNSTATED, PREMISE, OFF_TOPIC, SMALL_TALK = QuestionKind
RIGHT, ASKED, DECLINED, WRONG = Verdict

PASSAGES = (
    "The bridge opens in May, the mayor said.",
    "The bridge is 120 metres long.",
    "A flood washed away the last bridge in 1998.",
    "It’s the town’s “first” bridge – of steel!",
    "A flood",
)
MAY, LONG, FLOOD, STEEL = "opens in May", "The bridge is 120 metres long", "A flood washed away the last bridge in 1998.", "first” bridge"


@pytest.fixture
def base(small: FactBase) -> FactBase:
    return replace(small, source=Source("The bridge", PASSAGES))


def reply(kind: Kind, *quotes: str, text: str = "Well.") -> Reply:
    return Reply((Part(kind, text, tuple(Quote(quote, "The bridge", 1, "the mayor") for quote in quotes)),))


def question(kind: QuestionKind, *any_of: int, all_of: tuple[int, ...] = (), answer: tuple[str, ...] = ()) -> LabelledQuestion:
    return LabelledQuestion("?", kind, frozenset(any_of), frozenset(all_of), answer)


WHEN = question(ANSWERABLE, 1, answer=("may", "spring"))
LIST = question(ANSWERABLE, all_of=(1, 2, 3))
LIST_OR_ONE = question(ANSWERABLE, 3, all_of=(1, 2))
FALSE = question(PREMISE, 1, answer=("may",))


@pytest.mark.parametrize(
    ("asked", "got", "verdict"),
    [
        pytest.param(WHEN, reply(Kind.ANSWER, MAY, text="In May."), RIGHT, id="answer with quote and string"),
        pytest.param(WHEN, reply(Kind.CORRECTION, MAY, text="No: in SPRING."), RIGHT, id="a correction answers too"),
        pytest.param(WHEN, reply(Kind.ANSWER, LONG, MAY, FLOOD), RIGHT, id="one of three quotes, string in the quote"),
        pytest.param(WHEN, reply(Kind.ANSWER, LONG, text="In May."), WRONG, id="another passage"),
        pytest.param(WHEN, reply(Kind.ANSWER, text="In May."), WRONG, id="no quote"),
        pytest.param(WHEN, reply(Kind.ANSWER, "the mayor said", text="Soon."), RIGHT, id="string within a longer word"),
        pytest.param(question(ANSWERABLE, 2, answer=("110",)), reply(Kind.ANSWER, LONG), WRONG, id="string missing"),
        pytest.param(question(ANSWERABLE, 2), reply(Kind.ANSWER, LONG), RIGHT, id="no string decides"),
        pytest.param(question(ANSWERABLE, 4, answer=("town's",)), reply(Kind.ANSWER, STEEL, text="The town’s."), RIGHT, id="apostrophes"),
        pytest.param(question(ANSWERABLE, 1, 2), reply(Kind.ANSWER, LONG), RIGHT, id="the other of two passages"),
        pytest.param(WHEN, reply(Kind.ANSWER, MAY, LONG, FLOOD, STEEL), WRONG, id="four quotes"),
        pytest.param(FALSE, reply(Kind.CORRECTION, MAY, LONG, FLOOD, STEEL), WRONG, id="four quotes that correct"),
        pytest.param(LIST, reply(Kind.ANSWER, MAY, LONG, FLOOD, STEEL), RIGHT, id="four quotes where a list is asked for"),
        pytest.param(LIST, reply(Kind.ANSWER, MAY, LONG), RIGHT, id="two of three"),
        pytest.param(LIST, reply(Kind.ANSWER, MAY), WRONG, id="one of three"),
        pytest.param(question(ANSWERABLE, all_of=(1, 2)), reply(Kind.ANSWER, MAY), RIGHT, id="half"),
        pytest.param(LIST_OR_ONE, reply(Kind.ANSWER, FLOOD), RIGHT, id="any_of goes before all_of"),
        pytest.param(LIST_OR_ONE, reply(Kind.ANSWER, MAY, LONG), WRONG, id="all_of does not replace any_of"),
        pytest.param(WHEN, reply(Kind.NOT_STATED, MAY, text="In May."), DECLINED, id="says that it is not there"),
        pytest.param(WHEN, reply(Kind.OFF_TOPIC), DECLINED, id="takes it for another subject"),
        pytest.param(WHEN, reply(Kind.SMALL_TALK), DECLINED, id="takes it for small talk"),
        pytest.param(WHEN, reply(Kind.CLARIFY), ASKED, id="asks back"),
        pytest.param(FALSE, reply(Kind.CORRECTION, MAY, text="No."), RIGHT, id="corrects"),
        pytest.param(replace(FALSE, answer=("july",)), reply(Kind.CORRECTION, MAY), RIGHT, id="a correction needs no string"),
        pytest.param(FALSE, reply(Kind.ANSWER, MAY), RIGHT, id="corrects by answering"),
        pytest.param(FALSE, reply(Kind.CORRECTION, LONG), WRONG, id="corrects something else"),
        pytest.param(FALSE, reply(Kind.NOT_STATED), DECLINED, id="does not correct"),
        pytest.param(FALSE, reply(Kind.CLARIFY), ASKED, id="asks back on a false premise"),
        pytest.param(question(UNSTATED), reply(Kind.NOT_STATED, MAY), RIGHT, id="not stated"),
        pytest.param(question(UNSTATED), reply(Kind.OFF_TOPIC), RIGHT, id="not stated, or another subject"),
        pytest.param(question(UNSTATED), reply(Kind.ANSWER, MAY), WRONG, id="makes an answer up"),
        pytest.param(question(UNSTATED), reply(Kind.CORRECTION, MAY), WRONG, id="corrects what is not stated"),
        pytest.param(question(UNSTATED), reply(Kind.CLARIFY), ASKED, id="asks back on what is not stated"),
        pytest.param(question(OFF_TOPIC), reply(Kind.OFF_TOPIC), RIGHT, id="off topic"),
        pytest.param(question(OFF_TOPIC), reply(Kind.SMALL_TALK), RIGHT, id="off topic as small talk"),
        pytest.param(question(OFF_TOPIC), reply(Kind.ANSWER, MAY), WRONG, id="answers off topic"),
        pytest.param(question(OFF_TOPIC), reply(Kind.CLARIFY), WRONG, id="asks back off topic"),
        pytest.param(question(SMALL_TALK), reply(Kind.SMALL_TALK), RIGHT, id="small talk"),
        pytest.param(question(SMALL_TALK), reply(Kind.NOT_STATED), RIGHT, id="small talk declined"),
        pytest.param(question(SMALL_TALK), reply(Kind.ANSWER, MAY), WRONG, id="small talk answered"),
        pytest.param(question(SMALL_TALK), reply(Kind.CLARIFY), WRONG, id="asks back on small talk"),
    ],
)
def test_verdict(base: FactBase, asked: LabelledQuestion, got: Reply, verdict: Verdict) -> None:
    assert grade(asked, got, base).verdict is verdict


@pytest.mark.parametrize(
    ("quote", "passages"),
    [
        pytest.param("The bridge is 120 metres long.", {2}, id="a passage"),
        pytest.param("the BRIDGE is, 120 metres", {2}, id="case and punctuation do not count"),
        pytest.param("the town’s ‘first’ bridge of steel", {4}, id="kinds of quotation marks do not count"),
        pytest.param("bridge", {1, 2, 3, 4}, id="in several passages"),
        pytest.param("brid", set(), id="part of a word"),
        pytest.param(f"{PASSAGES[0]} {PASSAGES[1]}", {1, 2}, id="two passages in one quote"),
        pytest.param(PASSAGES[2], {3, 5}, id="a passage within the quote"),
        pytest.param("flood", {3, 5}, id="a word of both"),
        pytest.param("… –", set(), id="no word"),
        pytest.param("the bridge opens in June", set(), id="not in the article"),
    ],
)
def test_passages_of_a_quote(base: FactBase, quote: str, passages: set[int]) -> None:
    assert grade(WHEN, reply(Kind.ANSWER, quote), base).quoted == passages


def test_what_a_refusal_offers_beside_itself_is_no_quote(base: FactBase) -> None:
    assert grade(WHEN, reply(Kind.NOT_STATED, MAY), base).quoted == set()


def write(file: Path, *lines: object) -> Path:
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return file


def test_reading(base: FactBase, tmp_path: Path) -> None:
    full = {"q": "And\u2028when?", "kind": "answerable", "any_of": ["S1", "S3"], "all_of": ["S2"], "answer": ["may"]}
    file = write(tmp_path / "set.jsonl", full | {"context": ["bridge"], "style": "plain"}, "", {"q": "hi", "kind": "smalltalk"}, "")
    assert read_question_set(file, base) == (
        LabelledQuestion("And\u2028when?", ANSWERABLE, frozenset([1, 3]), frozenset([2]), ("may",), ("bridge",), 1),
        LabelledQuestion("hi", SMALL_TALK, line=3),
    )


GOOD = {"q": "hi", "kind": "smalltalk"}
STATED = {"q": "when", "kind": "answerable", "any_of": ["S1"]}
WRITE = 'write a line {"q": "the message", "kind": "answerable", …} for each question'
LIST_OF_TEXTS = 'write ["…", "…"], or [] for none'


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param("{", f"is not JSON (Expecting property name enclosed in double quotes); {WRITE}", id="syntax"),
        pytest.param("[" * 100_000, f"is not JSON (RecursionError); {WRITE}", id="depth"),
        pytest.param("null", f"is not an object; {WRITE}", id="null"),
        pytest.param("[]", f"is not an object; {WRITE}", id="no object"),
        pytest.param(GOOD | {"anyof": []}, "unknown key 'anyof'; use q, kind, style, any_of, all_of, answer, context", id="unknown key"),
        pytest.param({"kind": "smalltalk"}, "'q' is not a text; write one in double quotes", id="no question"),
        pytest.param(GOOD | {"q": " "}, "'q' is not a text; write one in double quotes", id="blank question"),
        pytest.param(GOOD | {"q": 1}, "'q' is not a text; write one in double quotes", id="question of another type"),
        pytest.param({"q": "hi"}, "'kind' is not a text; write one in double quotes", id="no kind"),
        pytest.param(GOOD | {"style": []}, "'style' is not a text; write one in double quotes", id="style of another type"),
        pytest.param(
            GOOD | {"kind": "small_talk"},
            "unknown kind 'small_talk'; use one of: answerable, unstated, false_premise, offtopic, smalltalk",
            id="unknown kind",
        ),
        pytest.param(GOOD | {"context": "hi"}, f"'context' is not a list of texts; {LIST_OF_TEXTS}", id="context of another type"),
        pytest.param(STATED | {"any_of": [1]}, f"'any_of' is not a list of texts; {LIST_OF_TEXTS}", id="numbers for sentences"),
        pytest.param(
            STATED | {"all_of": ["S6"]}, "unknown sentence 'S6'; use S1 to S5, the passages of the article in order", id="sentence too high"
        ),
        pytest.param(
            STATED | {"any_of": ["s1"]}, "unknown sentence 's1'; use S1 to S5, the passages of the article in order", id="no sentence id"
        ),
        pytest.param(
            STATED | {"answer": ["May"]},
            "the answer 'May' is blank or not in lower case; write it as replies are compared: in lower case",
            id="answer in capitals",
        ),
        pytest.param(
            STATED | {"answer": [""]},
            "the answer '' is blank or not in lower case; write it as replies are compared: in lower case",
            id="blank answer",
        ),
        pytest.param(
            STATED | {"any_of": []},
            "this answerable question names no sentence; name those that answer or correct it in 'any_of'",
            id="no sentence",
        ),
        pytest.param(
            GOOD | {"kind": "unstated", "any_of": ["S1"]},
            "this unstated question has 'any_of'; leave it out, as no sentence answers it",
            id="sentence for what is not stated",
        ),
    ],
)
def test_a_broken_line(base: FactBase, tmp_path: Path, line: object, text: str) -> None:
    file = write(tmp_path / "set.jsonl", GOOD, line, GOOD)
    with pytest.raises(QuestionSetError) as caught:
        read_question_set(file, base)
    assert str(caught.value) == f"{file}:2: {text}"


def test_all_mistakes_at_once(base: FactBase, tmp_path: Path) -> None:
    file = write(tmp_path / "set.jsonl", {"q": 1, "kind": "x"}, GOOD, "{", STATED | {"any_of": ["S9", "S8"]})
    with pytest.raises(QuestionSetError) as caught:
        read_question_set(file, base)
    places = [line.removeprefix(f"{file}:").partition(";")[0] for line in str(caught.value).splitlines()]
    assert places == [
        "1: 'q' is not a text",
        "1: unknown kind 'x'",
        "3: is not JSON (Expecting property name enclosed in double quotes)",
        "4: unknown sentence 'S9'",
        "4: unknown sentence 'S8'",
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b"\n \n", f": holds no question; {WRITE}", id="empty"),
        pytest.param(b'{"q": "hi", "kind": "smalltalk"}\n\xff', ":2: is not UTF-8 (byte 0xff); save it as UTF-8", id="encoding"),
        pytest.param(None, ": cannot be read (No such file or directory); check the name and the permissions", id="missing"),
    ],
)
def test_a_broken_file(base: FactBase, tmp_path: Path, content: bytes | None, text: str) -> None:
    file = tmp_path / "set.jsonl"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QuestionSetError) as caught:
        read_question_set(file, base)
    assert str(caught.value) == f"{file}{text}"


def test_figures(base: FactBase) -> None:
    follow_up = replace(WHEN, context=("bridge",))
    pairs = [
        (WHEN, reply(Kind.ANSWER, MAY)),
        (WHEN, reply(Kind.NOT_STATED)),
        (follow_up, reply(Kind.ANSWER, LONG)),
        (LIST, reply(Kind.ANSWER, MAY, LONG)),
        (FALSE, reply(Kind.CORRECTION, MAY)),
        (FALSE, reply(Kind.ANSWER, MAY)),
        (FALSE, reply(Kind.CORRECTION, LONG)),
        (replace(question(OFF_TOPIC), context=("x",)), reply(Kind.CLARIFY)),
    ]
    figures = Figures.over([grade(asked, got, base) for asked, got in pairs])
    assert {name: dict(count.of) for name, count in figures.counts.items()} == {
        "answerable": {RIGHT: 2, DECLINED: 1, WRONG: 1},
        "false_premise": {RIGHT: 2, WRONG: 1},
        "offtopic": {WRONG: 1},
        "all": {RIGHT: 4, DECLINED: 1, WRONG: 3},
        "follow-ups": {WRONG: 1},
    }
    assert figures.extra == {"list completeness": 66.7, "false_premise corrected outright": 66.7}
    assert figures.confusion == {
        ANSWERABLE: {Kind.ANSWER: 3, Kind.NOT_STATED: 1},
        PREMISE: {Kind.CORRECTION: 2, Kind.ANSWER: 1},
        OFF_TOPIC: {Kind.CLARIFY: 1},
    }
    named = figures.named()
    assert set(named) < set(FIGURE_NAMES)
    expected = {
        "right": 50.0,
        "asked": 0.0,
        "wrong": 37.5,
        "answerable right": 50.0,
        "false_premise wrong": 33.3,
        "follow-ups wrong": 100.0,
    }
    assert {name: named[name] for name in expected} == expected
    assert "unstated right" not in named


def test_figures_of_nothing() -> None:
    assert Figures.over([]).named() == {"right": 0.0, "asked": 0.0, "declined": 0.0, "wrong": 0.0}
    assert Count({}).number == 0
