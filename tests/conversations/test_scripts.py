"""The scripts' own format: what is read, what is refused and how, and that what goes otherwise is noticed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from answers.reply import Kind, Part, Reply
from bot.terminal import Page
from tests.conversations.outcome import Outcome, problems_of
from tests.conversations.script import Action, Place, Script, ScriptError, Target, read_script
from tests.conversations.targets import read_shown

PATH = Path("talk.txt")
ON_ALL = "Runs on: engine, terminal, telegram\n"
ON_CHATS = "Runs on: terminal, telegram\n"
ON_TELEGRAM = "Runs on: telegram\n"
README = Path(__file__).parent / "README.md"


def script_of(text: str) -> Script:
    return read_script(PATH, text)


def test_a_script() -> None:
    script = script_of(
        "# A remark\nRuns on: telegram\nIn: a group\n\nReader: When: now?\n    kind: not stated\n    quote: a: b\n"
        "\tedited\nColleague sends a photo\nReader repeats 3 times: no\n"
    )
    assert (script.targets, script.place, script.people) == ((Target.TELEGRAM,), Place.GROUP, ("Reader", "Colleague"))
    first, second, third = script.steps
    assert (first.line, first.person, first.action, first.text) == (5, "Reader", Action.SENDS, "When: now?")
    assert [(expected.line, expected.what, expected.value) for expected in first.expected] == [
        (6, "kind", "not stated"),
        (7, "quote", "a: b"),
        (8, "edited", ""),
    ]
    assert (second.action, second.text, third.text) == (Action.PHOTO, "", "no no no")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Reader: Hi\n", "talk.txt:1: no line “Runs on: …” at the top; it names engine, terminal, telegram"),
        (ON_ALL, "talk.txt:1: nobody does anything"),
        ("Runs on: telephone\n", "talk.txt:1: “telephone” is none of engine, terminal, telegram"),
        (ON_TELEGRAM + "In: a pub\n", "talk.txt:2: “a pub” is none of a private chat, a group, a forum"),
        (ON_TELEGRAM + "Reader: Hi\nIn: a group\n", "talk.txt:3: “In:” stands before the first step"),
        (ON_CHATS + "In: a group\nReader: Hi\n", "talk.txt:3: a group is there on telegram only"),
        (ON_ALL + "    kind: answer\n", "talk.txt:2: an expectation stands below the step that it belongs to"),
        (ON_ALL + "Reader:\n", "talk.txt:2: there is no text behind the colon"),
        (ON_TELEGRAM + "Reader sends a photo: of me\n", "talk.txt:2: “sends a photo” takes no text"),
        (ON_ALL + "Reader repeats: x\n", "talk.txt:2: how many times?"),
        (ON_ALL + "Reader 5: x\n", "talk.txt:2: not understood; a step is a name and a colon"),
        (ON_ALL + "Reader sings: x\n", "talk.txt:2: nobody “sings” here; what can be done is: (a colon only), repeats, replies, edits"),
        (ON_ALL + "Reader: x\n  smells: y\n", "talk.txt:3: “smells: y” is nothing to expect; what can be expected is: kind: …, begins: …"),
        (ON_ALL + "Reader: x\n  contains:\n", "talk.txt:3: “contains:” is nothing to expect"),
        (ON_CHATS + "Reader: x\n  nothing: y\n", "talk.txt:3: “nothing: y” is nothing to expect"),
        (ON_ALL + "Reader: x\n  kind: yes\n", "talk.txt:3: “yes” is none of correction, answer, not stated"),
        (ON_ALL + "Reader: x\nReader presses: y\n", "talk.txt:3: this cannot be done on “engine”; leave that out at the top"),
        (ON_ALL + "Reader: /why\n", "talk.txt:2: this cannot be done on “engine”"),
        (ON_CHATS + "Reader replies: y\n", "talk.txt:2: this cannot be done on “terminal”"),
        (ON_ALL + "Reader: x\n\n  button: y\n", "talk.txt:4: “button” cannot be seen on “engine”; leave that out at the top"),
        (ON_CHATS + "Reader: x\n  messages: 2\n", "talk.txt:3: “messages” cannot be seen on “terminal”"),
        (ON_TELEGRAM + "Reader: x\nWriter: y\n", "talk.txt:3: more than one person in a private chat: Reader, Writer"),
    ],
)
def test_what_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ScriptError, match="^" + re.escape(problem)):
        script_of(text)


def reply(*kinds: Kind) -> Reply:
    return Reply(tuple(Part(kind, "") for kind in kinds))


ARRIVED = Outcome(
    "In October, it says.", ("one quote", "two quotes"), ("bold",), ("A", "B"), results=("T", "U"), messages=1, reply=reply(Kind.ANSWER)
)
SILENCE = Outcome("The article does not say when.", messages=1, reply=reply(Kind.NOT_STATED))


@pytest.mark.parametrize(
    ("expected", "outcome", "problem"),
    [
        ("", ARRIVED, ""),
        ("", Outcome(), "2: expected one message, but no message arrived"),
        ("", Outcome("x", messages=2), "2: expected one message, but 2 messages arrived"),
        ("messages: 2", Outcome("x", messages=2), ""),
        ("messages: 1", Outcome("x", messages=3), "2: expected one message, but 3 messages arrived"),
        ("nothing", Outcome(), ""),
        ("nothing", ARRIVED, "2: expected no message, but one message arrived"),
        ("edited", Outcome("x", edited=True, messages=1), ""),
        ("edited", ARRIVED, "2: expected an edit of an earlier message"),
        ("", Outcome("x", edited=True, messages=1), "2: expected a new message, but an earlier one was edited"),
        ("toast: Hi", Outcome(toast="Hi"), ""),
        ("toast: Hi", Outcome(toast="Ho"), "3: expected “toast: Hi”, but the toast was “Ho”"),
        ("toast: Hi", Outcome("x", toast="Hi", messages=1), "2: expected no message, but one message arrived"),
        ("", Outcome("x", toast="Ho", messages=1), "2: expected no toast, but there was “Ho”"),
        ("kind: answer", ARRIVED, ""),
        ("kind: correction", ARRIVED, "3: expected “kind: correction”, but it was answer: “In October, it says.”"),
        ("kind: not stated", SILENCE, ""),
        ("kind: answer", Outcome("x", messages=1), "3: expected “kind: answer”, but the engine was not asked"),
        (
            "kind: answer",
            Outcome(SILENCE.text, messages=1, reply=reply(Kind.ANSWER)),
            "3: expected “kind: answer”, but the text does not show it: “The article does not say when.”",
        ),
        (
            "kind: correction",
            Outcome("In October.", messages=1, reply=reply(Kind.CORRECTION)),
            "3: expected “kind: correction”, but the text does not show it: “In October.”",
        ),
        ("kind: correction", Outcome("In May?\nNo: in March.", bold=("In May?",), messages=1, reply=reply(Kind.CORRECTION)), ""),
        ("kind: answer, not stated", Outcome("x", messages=1, reply=reply(Kind.ANSWER, Kind.NOT_STATED)), ""),
        ("kind: answer", Outcome("x", messages=1, reply=reply(Kind.ANSWER, Kind.NOT_STATED)), ""),
        (
            "kind: not stated, answer",
            Outcome("x", messages=1, reply=reply(Kind.ANSWER, Kind.NOT_STATED)),
            "3: expected “kind: not stated, answer”, but it was answer, not_stated: “x”",
        ),
        ("begins: In", ARRIVED, ""),
        ("begins: October", ARRIVED, "3: expected “begins: October”, but the text is “In October, it says.”"),
        ("contains: it says", ARRIVED, ""),
        ("contains: March", ARRIVED, "3: expected “contains: March”, but the text is “In October, it says.”"),
        ("lacks: March", ARRIVED, ""),
        ("lacks: says", ARRIVED, "3: expected “lacks: says”, but the text is “In October, it says.”"),
        ("quote: one\n quote: two", ARRIVED, ""),
        ("quote: one", ARRIVED, "2: expected 1 quotes, but there are 2: “one quote” | “two quotes”"),
        ("quote: two\n quote: one", ARRIVED, "2: expected a quote with “two”, but the quotes are “one quote” | “two quotes”"),
        ("first quote: one", ARRIVED, ""),
        ("first quote: two", ARRIVED, "3: expected “first quote: two”, but the quotes are “one quote” | “two quotes”"),
        ("first quote: two", SILENCE, "3: expected “first quote: two”, but the quotes are none"),
        ("no quote", SILENCE, ""),
        ("no quote", ARRIVED, "3: expected “no quote”, but there are “one quote” | “two quotes”"),
        ("bold: old", ARRIVED, ""),
        ("bold: x", ARRIVED, "3: expected “bold: x”, but what is bold is “bold”"),
        ("button: B", ARRIVED, ""),
        ("button: C", ARRIVED, "3: expected “button: C”, but the buttons are “A” | “B”"),
        ("no button: C", ARRIVED, ""),
        ("no button: B", ARRIVED, "3: expected “no button: B”, but the buttons are “A” | “B”"),
        ("buttons: A | B", ARRIVED, ""),
        ("buttons: A", ARRIVED, "3: expected “buttons: A”, but the buttons are “A” | “B”"),
        ("no buttons", SILENCE, ""),
        ("no buttons", ARRIVED, "3: expected “no buttons”, but there are “A” | “B”"),
        ("result: U", ARRIVED, ""),
        ("result: V", ARRIVED, "3: expected “result: V”, but what is offered is “T” | “U”"),
        ("first result: T", ARRIVED, ""),
        ("first result: U", ARRIVED, "3: expected “first result: U”, but what is offered is “T” | “U”"),
        ("no results", SILENCE, ""),
        ("no results", ARRIVED, "3: expected “no results”, but there are “T” | “U”"),
    ],
)
def test_what_goes_otherwise_is_noticed(expected: str, outcome: Outcome, problem: str) -> None:
    (step,) = script_of(f"{ON_TELEGRAM}Reader: x\n {expected}\n").steps
    found = [f"{line}: {text}" for line, text in problems_of(step, outcome)]
    assert found == ([problem] if problem else [])


def test_what_is_read_off_a_terminal() -> None:
    page = Page(1000, colour=True)
    entities = [{"type": kind, "offset": at, "length": length} for kind, at, length in [("bold", 0, 4), ("blockquote", 9, 5)]]
    shown = "\n".join(
        [
            page.aside("· Noted."),
            page.aside("(edited)"),
            page.message("Bold one\nquote\nend", entities),
            page.buttons([["A b", "C ↗"], ["D"]]),
        ]
    )
    assert read_shown(shown) == Outcome(
        "Bold one\nquote\nend", ("quote",), ("Bold",), ("A b", "C", "D"), toast="Noted.", edited=True, messages=1
    )


def test_the_readme_names_every_step_and_expectation() -> None:
    text = README.read_text(encoding="utf-8")
    forms = re.findall(r"what can be expected is: (.*)", _refusal(ON_ALL + "Reader: x\n  ?\n"))[0].split(", ")
    assert [form for form in forms if f"`{form.replace(': …', ':')}" not in text] == []
    assert [
        action for action in Action if action and f"`Reader {action}" not in text and f"`{action.removeprefix('sends ')}`" not in text
    ] == []
    assert [kind for kind in Kind if kind.replace("_", " ") not in text] == []


def _refusal(text: str) -> str:
    with pytest.raises(ScriptError) as refused:
        script_of(text)
    return str(refused.value)


def test_the_readmes_sample_is_a_script() -> None:
    (sample,) = re.findall(r"```text\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(script_of(sample).steps) == 2
