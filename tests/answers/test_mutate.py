"""Mutations of a message: what each does, what it leaves alone, and that it does the same every time."""

from __future__ import annotations

import subprocess
import sys

import pytest
from rapidfuzz.distance import OSA

from answers.mutate import MUTATIONS

MESSAGES = (
    "When does the footbridge open?",
    "who's the engineer behind it",
    "Ferry: how long, and why?",
    "Lanternby BRIDGE length",
    "is it 120 metres or is it longer than that, do you know",
    "Tell me – in short – who'll pay for the river crossing/footbridge...",
    "aaaaa bbbbb",
)


@pytest.mark.parametrize(
    ("mutation", "message", "mutated"),
    [
        ("function words dropped", "When does the bridge open?", "When bridge open?"),
        ("function words dropped", "Is it the ferry, or is it the bridge?", "it ferry, or it bridge?"),
        ("function words dropped", "who did not pay", "who not pay"),
        ("upper case", "Who is Bo Tarn?", "WHO IS BO TARN?"),
        ("lower case", "Who is Bo Tarn?", "who is bo tarn?"),
        ("no punctuation", "So, who's “Bo Tarn”?!", "So whos Bo Tarn"),
        ("no punctuation", "river-crossing – ferry/bridge?", "river crossing ferry bridge"),
        ("words swapped", "Bridge: when?", "when: Bridge?"),
        ("words swapped", "why why when", "why when why"),
    ],
)
def test_what_it_does(mutation: str, message: str, mutated: str) -> None:
    assert MUTATIONS[mutation](message) == mutated


@pytest.mark.parametrize(
    ("mutation", "message"),
    [
        ("typo", "who is Bo Tarn"),
        ("typo", "12345 метра вчера"),
        ("words swapped", "ferry?"),
        ("words swapped", "ha ha HA"),
        ("words swapped", "🙂 🙂"),
        ("function words dropped", "did the?"),
        ("function words dropped", "bridge length?"),
        ("upper case", "WHY?"),
        ("lower case", "why?"),
        ("no punctuation", "?!…"),
        ("no punctuation", "who built it"),
    ],
)
def test_nothing_to_change(mutation: str, message: str) -> None:
    assert MUTATIONS[mutation](message) == message


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS.keys())
@pytest.mark.parametrize("message", ["", " ", "\ud83d", "\n", "x" * 4096], ids=["empty", "blank", "surrogate", "line end", "long"])
def test_odd_messages_do_not_raise(mutation: object, message: str) -> None:
    assert callable(mutation)
    assert isinstance(mutation(message), str)


@pytest.mark.parametrize("message", MESSAGES)
def test_a_typo_is_one_mistake_in_one_word(message: str) -> None:
    mutated = MUTATIONS["typo"](message)
    assert OSA.distance(message, mutated) == 1
    [(before, after)] = [pair for pair in zip(message.split(), mutated.split(), strict=True) if pair[0] != pair[1]]
    assert len(before.strip("?:,.")) >= 5
    assert before[0] == after[0]


def test_typos_are_of_every_sort() -> None:
    messages = [f"{number} crossing" for number in range(60)]
    words = {MUTATIONS["typo"](message).split()[1] for message in messages}
    lengths = {len(word) for word in words}
    swapped = {word for word in words if sorted(word) == sorted("crossing")}
    assert lengths == {7, 8, 9}
    assert swapped
    assert {word for word in words if len(word) == 8} - swapped


@pytest.mark.parametrize("message", MESSAGES)
def test_swapped_words_are_neighbours(message: str) -> None:
    mutated = MUTATIONS["words swapped"](message)
    assert mutated != message
    assert sorted(mutated) == sorted(message)


def test_it_is_the_same_in_every_process() -> None:
    script = f"from answers.mutate import MUTATIONS; print(ascii([[m(t) for m in MUTATIONS.values()] for t in {MESSAGES!r}]))"
    here = ascii([[mutation(message) for mutation in MUTATIONS.values()] for message in MESSAGES])
    for seed in ("1", "2"):
        run = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30, env={"PYTHONHASHSEED": seed}
        )
        assert run.stdout.strip() == here
