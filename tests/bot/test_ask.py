"""`article-bot ask`: one question or many, for people and for programs."""

from __future__ import annotations

import io
import json
from dataclasses import asdict

import pytest

from bot import ask
from bot.cli import main
from bot.explain import SCORES
from tests.bot.fakes import ABOUT, EXPLANATION, QUOTE, FakeAnswerer, echo

RECORD = {
    "kind": "answer",
    "text": "In October.\n“Putin plans to visit China in October”\n— the Kremlin · Putin to visit China, paragraph 1",
    "quotes": [{"text": QUOTE.text, "source": QUOTE.source, "passage": 1}],
}
WAYS = 'Ask either one question, `article-bot ask "When …?"`, or many, `article-bot ask --jsonl < questions.jsonl`.\n'


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch, answerer: FakeAnswerer) -> None:
    monkeypatch.setattr(ask, "load_engine", lambda data, cache: (answerer, ABOUT))


def give(monkeypatch: pytest.MonkeyPatch, lines: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))


def test_one_question(capsys: pytest.CaptureFixture[str], answerer: FakeAnswerer) -> None:
    assert main(["ask", "When", "does he go?"]) == 0
    assert capsys.readouterr().out == (
        "In October.\n│ Putin plans to visit China in October\n— the Kremlin · Putin to visit China, paragraph 1\n"
    )
    assert answerer.asked == [("When does he go?", ())]


def test_explained(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "--explain", "When?"])
    assert "\n\nKind: answer. It asks for the month of the visit.\nRead as: when does putin go\n" in capsys.readouterr().out


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "--json", "When?"])
    main(["ask", "--json", "--explain", "When?"])
    plain, explained = capsys.readouterr().out.splitlines()
    assert json.loads(plain) == RECORD
    assert json.loads(explained) == RECORD | {"explanations": [asdict(EXPLANATION) | {"unknown": ["frobnicate"]}], "scores": SCORES}
    assert "“" in plain


def test_json_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answerer: FakeAnswerer) -> None:
    answerer.respond = echo
    lines = [{"q": "one"}, {"q": "two", "context": ["one"], "label": "ignored"}, {"q": "a\nb\ud83d"}, {"q": ""}]
    give(monkeypatch, b"\xef\xbb\xbf" + "\n\n".join(json.dumps(line) for line in lines).encode())
    assert main(["ask", "--jsonl"]) == 0
    assert answerer.asked == [("one", ()), ("two", ("one",)), ("a\nb\ufffd", ()), ("", ())]
    texts = [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]
    assert texts == ["You said: one", "You said: two", "You said: a\nb\ufffd", "You said: "]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b"{", 'stdin:2: not JSON (Expecting property name enclosed in double quotes); write {"q": "the question"}.\n'),
        (b'{"q": "\xff"}', 'stdin:2: not JSON (UnicodeDecodeError); write {"q": "the question"}.\n'),
        (b"[" * 100_000, 'stdin:2: not JSON (RecursionError); write {"q": "the question"}.\n'),
        (b"[]", 'stdin:2: no question; write {"q": "the question"}.\n'),
        (b'{"question": "x"}', 'stdin:2: no question; write {"q": "the question"}.\n'),
        (b'{"q": 1}', 'stdin:2: no question; write {"q": "the question"}.\n'),
        (
            b'{"q": "x", "context": "y"}',
            'stdin:2: "context" is not a list of strings; write {"q": …, "context": ["an earlier message"]}.\n',
        ),
    ],
    ids=["syntax", "encoding", "depth", "no object", "no q", "q of another type", "context of another type"],
)
def test_a_broken_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: bytes, text: str) -> None:
    give(monkeypatch, b'{"q": "good"}\n' + line + b'\n{"q": "never read"}\n')
    assert main(["ask", "--jsonl"]) == 2
    captured = capsys.readouterr()
    assert captured.err == text
    assert [json.loads(out) for out in captured.out.splitlines()] == [RECORD]


@pytest.mark.parametrize("arguments", [[], [" "], ["--json"], ["--jsonl", "and a question"]])
def test_neither_one_nor_many(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["ask", *arguments]) == 2
    assert capsys.readouterr().err == WAYS
