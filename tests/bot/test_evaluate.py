"""`article-bot evaluate`: the tables, the floors, the progress bar."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from answers import Kind, Part
from answers.evaluate import FIGURE_NAMES
from answers.model import Source
from bot import evaluate
from bot.cli import main
from bot.errors import InputError
from bot.evaluate import Floor, read_floors
from tests.bot.fakes import ANSWER, NOT_STATED, QUOTE, FakeAnswerer

WHEN = {"q": "When?", "kind": "answerable", "any_of": ["S1"], "answer": ["october", "autumn"]}
WHERE = {"q": "and where is it?", "kind": "answerable", "all_of": ["S2", "S3"], "context": ["When?"]}
DAY = {"q": "Which day?", "kind": "unstated"}
PREMISE = {"q": "In June, right?", "kind": "false_premise", "any_of": ["S1"]}
MENU = {"q": "lunch?", "kind": "offtopic"}
HELLO = {"q": "HELLO", "kind": "smalltalk"}

TABLES = """\
wrong     one.jsonl:2  answerable
  message   When? >> and where is it?
  expected  S2 and S3
  got       answer (visit.when): In October.

declined  two.jsonl:3  false_premise
  message   In June, right?
  expected  S1
  got       not_stated (no intent): The article does not say which day.

one.jsonl                    right     asked  declined     wrong    number
  answerable                  50.0       0.0       0.0      50.0         2
  all                         50.0       0.0       0.0      50.0         2
  follow-ups                   0.0       0.0       0.0     100.0         1
  list completeness: 0.0
  time per reply: median 1000.00 ms, 99th percentile 1000.00 ms

two.jsonl                    right     asked  declined     wrong    number
  unstated                   100.0       0.0       0.0       0.0         1
  false_premise                0.0       0.0     100.0       0.0         1
  offtopic                   100.0       0.0       0.0       0.0         1
  smalltalk                  100.0       0.0       0.0       0.0         1
  all                         75.0       0.0      25.0       0.0         4
  false_premise corrected outright: 0.0
  time per reply: median 1000.00 ms, 99th percentile 1000.00 ms

all files                    right     asked  declined     wrong    number
  answerable                  50.0       0.0       0.0      50.0         2
  unstated                   100.0       0.0       0.0       0.0         1
  false_premise                0.0       0.0     100.0       0.0         1
  offtopic                   100.0       0.0       0.0       0.0         1
  smalltalk                  100.0       0.0       0.0       0.0         1
  all                         66.7       0.0      16.7      16.7         6
  follow-ups                   0.0       0.0       0.0     100.0         1
  list completeness: 0.0
  false_premise corrected outright: 0.0
  time per reply: median 1000.00 ms, 99th percentile 1000.00 ms

file                         right     asked  declined     wrong    number
one.jsonl                     50.0       0.0       0.0      50.0         2
two.jsonl                     75.0       0.0      25.0       0.0         4
all                           66.7       0.0      16.7      16.7         6

expected, got      answer correction not_stated    clarify  off_topic small_talk
answerable              2          0          0          0          0          0
unstated                0          0          1          0          0          0
false_premise           0          0          1          0          0          0
offtopic                0          0          1          0          0          0
smalltalk               0          0          0          0          0          1
"""


def respond(utterance: str) -> Part:
    """Answers what begins with a question word as it was typed; a mutation makes it decline."""
    if utterance == "HELLO":
        return Part(Kind.SMALL_TALK, "Hi.")
    return ANSWER if utterance in ("When?", "and where is it?") else NOT_STATED


@dataclass
class FakeAssistant(FakeAnswerer):
    """A fake with an article."""

    base: Any = field(default_factory=lambda: SimpleNamespace(source=Source("t", (f"{QUOTE.text}.", "In Beijing.", "At a forum."))))


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """What the command asks; each reply takes a second of a fake clock."""
    fake = FakeAssistant(respond=respond)
    seconds = iter(range(10_000))
    monkeypatch.setattr(evaluate, "load_assistant", lambda data, cache: fake)
    monkeypatch.setattr(evaluate, "time", SimpleNamespace(perf_counter=lambda: float(next(seconds))))
    # The order in which the kinds of a reply stand is the engine's own matter.
    monkeypatch.setattr(evaluate, "Kind", (Kind.ANSWER, Kind.CORRECTION, Kind.NOT_STATED, Kind.CLARIFY, Kind.OFF_TOPIC, Kind.SMALL_TALK))
    return fake


def write(file: Path, *records: object) -> str:
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return str(file)


@pytest.fixture
def sets(assistant: FakeAssistant, tmp_path: Path) -> list[str]:
    return [write(tmp_path / "one.jsonl", WHEN, WHERE), write(tmp_path / "two.jsonl", DAY, HELLO, PREMISE, MENU)]


def test_tables(sets: list[str], capsys: pytest.CaptureFixture[str], assistant: FakeAssistant) -> None:
    assert main(["evaluate", *sets, "--failures", "9", "--confusion"]) == 0
    captured = capsys.readouterr()
    assert captured == (TABLES, "")
    assert max(map(len, captured.out.splitlines())) <= 80
    assert assistant.asked[:2] == [("When?", ()), ("and where is it?", ("When?",))]


def test_one_file_has_one_table(sets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", sets[0]]) == 0
    assert capsys.readouterr().out == TABLES.split("\n\n")[2] + "\n"


def test_no_more_failures_than_asked_for(sets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["evaluate", *sets, "--failures", "1"])
    assert capsys.readouterr().out.startswith(TABLES.split("\n\n", 1)[0] + "\n\none.jsonl ")


def test_a_long_failure_is_wrapped(tmp_path: Path, capsys: pytest.CaptureFixture[str], assistant: FakeAssistant) -> None:
    file = write(tmp_path / "one.jsonl", WHEN | {"q": "long \x1b[31m " * 30})
    main(["evaluate", file, "--failures", "1"])
    out = capsys.readouterr().out
    assert "  expected  S1 with “october” or “autumn”\n" in out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_json(sets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", *sets, "--json", "--mutate"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures["sets"]) == ["one.jsonl", "two.jsonl", "all"]
    assert figures["sets"]["one.jsonl"] == {
        "figures": {f"{group}{name}": value for group in ("answerable ", "") for name, value in HALF.items()}
        | {"follow-ups right": 0.0, "follow-ups asked": 0.0, "follow-ups declined": 0.0, "follow-ups wrong": 100.0}
        | {"list completeness": 0.0},
        "numbers": {"answerable": 2, "all": 2, "follow-ups": 1},
        "confusion": {"answerable": {"answer": 2}},
        "milliseconds": {"median": 1000.0, "99th percentile": 1000.0},
    }
    assert figures["mutations"]["upper case"]["number"] == 5
    assert figures["mutations"]["upper case"]["before"]["wrong"] == 20.0
    assert figures["mutations"]["upper case"]["after"]["wrong"] == 0.0


HALF = {"right": 50.0, "asked": 0.0, "declined": 0.0, "wrong": 50.0}


def test_json_and_failures_exclude_each_other(sets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["evaluate", *sets, "--json", "--failures", "1"])
    assert "not allowed with argument" in capsys.readouterr().err


MUTATIONS = """\
mutation                     right    change     wrong    change    number
  typo                        60.0      +0.0       0.0     -20.0         5
  words swapped               33.3      +0.0       0.0     -33.3         3
  function words dropped       0.0      +0.0       0.0     -50.0         2
  upper case                  40.0     -20.0       0.0     -20.0         5
  lower case                  50.0     -25.0       0.0      +0.0         4
  no punctuation              40.0     -20.0       0.0     -20.0         5
  of the questions that it changes; the change is from the same ones as typed
"""


def test_mutations(sets: list[str], capsys: pytest.CaptureFixture[str], assistant: FakeAssistant) -> None:
    assert main(["evaluate", *sets, "--mutate"]) == 0
    assert capsys.readouterr().out.endswith("\n\n" + MUTATIONS)
    assert ("WHEN?", ()) in assistant.asked
    assert ("AND WHERE IS IT?", ("When?",)) in assistant.asked
    assert len(assistant.asked) == 6 + 5 + 3 + 2 + 5 + 4 + 5


def test_a_mutation_that_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], assistant: FakeAssistant) -> None:
    file = write(tmp_path / "one.jsonl", HELLO | {"q": "HEY"})
    assert main(["evaluate", file, "--mutate"]) == 0
    assert "  typo                         0.0      +0.0       0.0      +0.0         0\n" in capsys.readouterr().out
    assert main(["evaluate", file, "--mutate", "--json"]) == 0


@pytest.mark.parametrize(
    ("floors", "code", "lines"),
    [
        pytest.param(["right=66.7", "wrong=16.7", "unstated right=100"], 0, "", id="just enough"),
        pytest.param(["right=66.8"], 1, "all: right is 66.7, below 66.8\n", id="too few right"),
        pytest.param(["wrong=16"], 1, "all: wrong is 16.7, above 16\n", id="too many wrong"),
        pytest.param(["false_premise declined = 20"], 1, "all: false_premise declined is 100, above 20\n", id="too many declined"),
        pytest.param(
            ["right=90", "list completeness=50", "wrong=50"],
            1,
            "all: right is 66.7, below 90\nall: list completeness is 0, below 50\n",
            id="a line for each",
        ),
    ],
)
def test_floors(sets: list[str], capsys: pytest.CaptureFixture[str], floors: list[str], code: int, lines: str) -> None:
    assert main(["evaluate", *sets, "--json", *(f"--floor={floor}" for floor in floors)]) == code
    captured = capsys.readouterr()
    assert captured.err == lines
    assert json.loads(captured.out)


def test_floors_of_a_file(sets: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "floors.yaml"
    file.write_text("one.jsonl: {right: 50, answerable wrong: 49.9, unstated right: 1}\nall:\n  right: 70\nthree.jsonl:\n  right: 1\n")
    assert main(["evaluate", *sets, "--floors", str(file), "--floor", "wrong=1"]) == 1
    assert capsys.readouterr().err == (
        "all: wrong is 16.7, above 1\n"
        "one.jsonl: answerable wrong is 50, above 49.9\n"
        "one.jsonl: unstated right has a bound, and no question was asked for it\n"
        "all: right is 66.7, below 70\n"
        "three.jsonl: right has a bound, and no question was asked for it\n"
    )


def test_reading_floors(tmp_path: Path) -> None:
    file = tmp_path / "floors.yaml"
    file.write_text("far.jsonl:\n  right: 80.5\n")
    assert read_floors(["wrong=3"], str(file)) == (Floor("all", "wrong", 3), Floor("far.jsonl", "right", 80.5))
    assert read_floors([], None) == ()


@pytest.mark.parametrize(
    ("floor", "text"),
    [
        pytest.param("rigth=90", f"unknown figure 'rigth'; use one of: {', '.join(FIGURE_NAMES)}", id="unknown figure"),
        *(
            pytest.param(
                f"right{bound}",
                f"the bound {bound[1:]!r} of 'right' is not a number of percent; write it like right=90, or right: 90 in a file",
                id=name,
            )
            for name, bound in {"no bound": "", "empty": "=", "word": "=all", "sign": "=-1", "nan": "=nan", "above 100": "=100.1"}.items()
        ),
    ],
)
def test_a_broken_floor(floor: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_floors([floor], None)
    assert str(caught.value) == f"--floor: {text}"


def test_a_broken_floor_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "floors.yaml"
    file.write_text("far.jsonl:\n  rigth: 80\n  wrong: few\n")
    with pytest.raises(InputError) as caught:
        read_floors([], str(file))
    assert str(caught.value).splitlines() == [
        f"{file}:2: unknown figure 'rigth'; use one of: {', '.join(FIGURE_NAMES)}",
        f"{file}:3: the bound 'few' of 'wrong' is not a number of percent; write it like wrong=90, or wrong: 90 in a file",
    ]


def test_two_sets_of_one_name(sets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", sets[0], sets[0]]) == 2
    assert capsys.readouterr().err == (
        f"{sets[0]}: two question sets have the name 'one.jsonl'; rename one, as results are told apart by it.\n"
    )


def test_a_broken_set(tmp_path: Path, capsys: pytest.CaptureFixture[str], assistant: FakeAssistant) -> None:
    file = write(tmp_path / "one.jsonl", WHEN | {"any_of": ["S4"]})
    assert main(["evaluate", file]) == 2
    assert capsys.readouterr().err == f"{file}:1: unknown sentence 'S4'; use S1 to S3, the passages of the article in order\n"
    assert assistant.asked == []


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch, sets: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    main(["evaluate", *sets])
    lines = terminal.getvalue().split("\r")
    assert lines[:3] == ["", f"{'loading the fact base …':<70}", f"{'[█████                         ] 1 of 6 questions':<70}"]
    assert f"{'[' + '█' * 30 + '] 6 of 6 questions':<70}" in lines
    assert lines[-2:] == [" " * 70, ""]
