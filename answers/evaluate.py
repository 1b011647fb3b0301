"""Whether replies are right: labelled questions, the verdict on each reply to them, and the figures over many.

The order of merit is right > asked back > declined > wrong. A wrong reply is the one that must not happen, so all that is not clearly one
of the others counts as wrong.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from answers.errors import ArticleBotError
from answers.model import FactBase
from answers.nodes import Problems, read_text
from answers.reply import Kind, Reply

MOST_QUOTES = 3
"""An answer with more quotes, to a question that expects no list, is wrong: everything is no answer."""
_WORD = re.compile(r"\w+")
_DECLINES = frozenset([Kind.NOT_STATED, Kind.OFF_TOPIC, Kind.SMALL_TALK])


class QuestionKind(StrEnum):
    """What a question is to the article."""

    ANSWERABLE = "answerable"
    UNSTATED = "unstated"
    FALSE_PREMISE = "false_premise"
    OFF_TOPIC = "offtopic"
    SMALL_TALK = "smalltalk"


_STATED = (QuestionKind.ANSWERABLE, QuestionKind.FALSE_PREMISE)
"""Kinds of questions that sentences of the article answer or correct; it has none for the others."""
_UNSTATED = tuple(kind for kind in QuestionKind if kind not in _STATED)
_WRITE = 'write a line {"q": "the message", "kind": "answerable", …} for each question'
_TEXTS, _LISTS = ("q", "kind", "style"), ("any_of", "all_of", "answer", "context")


class QuestionSetError(ArticleBotError):
    """A question set does not load; the text has a line for each mistake."""


class Verdict(StrEnum):
    """What a reply is worth, best first."""

    RIGHT = "right"
    ASKED = "asked"
    DECLINED = "declined"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A message with what a right reply to it is."""

    text: str
    kind: QuestionKind
    any_of: frozenset[int] = frozenset()
    """Passages, numbered from 1, each of which suffices."""
    all_of: frozenset[int] = frozenset()
    """Passages that a complete answer has all of; empty where no list is asked for."""
    answer: tuple[str, ...] = ()
    """Lower-case strings, one of which is in a right reply's text; empty where none decides it."""
    context: tuple[str, ...] = ()
    """The user's earlier messages, oldest first."""
    line: int = 0
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A question, the reply to it and what that is worth."""

    question: LabelledQuestion
    reply: Reply
    verdict: Verdict
    quoted: frozenset[int]
    """The passages that hold one of the reply's quotes, or lie in one."""


def read_question_set(file: Path, base: FactBase) -> tuple[LabelledQuestion, ...]:
    """The questions of a JSONL file about the article of `base`; empty lines are skipped. Raises QuestionSetError."""
    problems = Problems([])
    sentences = {f"S{number}": number for number in range(1, len(base.source.passages) + 1)}
    questions: list[LabelledQuestion] = []
    for number, line in enumerate((read_text(file, problems) or "").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
            problems.add(file, number, f"is not JSON ({reason})", _WRITE)
            continue
        mistakes = tuple(_mistakes(record, sentences))
        for what, remedy in mistakes:
            problems.add(file, number, what, remedy)
        if not mistakes:
            questions.append(_question(record, number, sentences))
    if not questions and not problems.found:
        problems.add(file, 0, "holds no question", _WRITE)
    if problems.found:
        raise QuestionSetError("\n".join(map(str, problems.found)))
    return tuple(questions)


def _mistakes(record: Any, sentences: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """What is wrong with a line, and the remedy."""
    if not isinstance(record, dict):
        yield "is not an object", _WRITE
        return
    for key in sorted(record.keys() - {*_TEXTS, *_LISTS}):
        yield f"unknown key {key!r}", f"use {', '.join((*_TEXTS, *_LISTS))}"
    for key in _TEXTS:
        if not isinstance(text := record.get(key, "none" if key == "style" else None), str) or not text.strip():
            yield f"{key!r} is not a text", "write one in double quotes"
        elif key == "kind" and text not in list(QuestionKind):
            yield f"unknown kind {text!r}", f"use one of: {', '.join(QuestionKind)}"
    lists = {key: record.get(key, []) for key in _LISTS}
    if unlisted := [key for key, some in lists.items() if not isinstance(some, list) or not all(isinstance(each, str) for each in some)]:
        yield from ((f"{key!r} is not a list of texts", 'write ["…", "…"], or [] for none') for key in unlisted)
    else:
        yield from _label_mistakes(record.get("kind"), lists, sentences)


def _label_mistakes(kind: Any, lists: Mapping[str, list[str]], sentences: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for name in [name for name in (*lists["any_of"], *lists["all_of"]) if name not in sentences]:
        yield f"unknown sentence {name!r}", f"use S1 to S{len(sentences)}, the passages of the article in order"
    for each in [each for each in lists["answer"] if not each.strip() or each != each.lower()]:
        yield f"the answer {each!r} is blank or not in lower case", "write it as replies are compared: in lower case"
    if kind in _STATED and not lists["any_of"] and not lists["all_of"]:
        yield f"this {kind} question names no sentence", "name those that answer or correct it in 'any_of'"
    for key in [key for key in ("any_of", "all_of", "answer") if lists[key] and kind in _UNSTATED]:
        yield f"this {kind} question has {key!r}", "leave it out, as no sentence answers it"


def _question(record: Mapping[str, Any], line: int, sentences: Mapping[str, int]) -> LabelledQuestion:
    any_of, all_of = (frozenset(sentences[name] for name in record.get(key, ())) for key in ("any_of", "all_of"))
    answer, context = (tuple(record.get(key, ())) for key in ("answer", "context"))
    return LabelledQuestion(record["q"], QuestionKind(record["kind"]), any_of, all_of, answer, context, line)


def grade(question: LabelledQuestion, reply: Reply, base: FactBase) -> Graded:
    """The verdict on a reply."""
    passages = tuple(map(_plain, base.source.passages))
    quotes = [plain for quote in reply.quotes if (plain := _plain(quote.text)).strip()]
    held = (number for number, passage in enumerate(passages, 1) if any(quote in passage or passage in quote for quote in quotes))
    quoted = frozenset(held)
    return Graded(question, reply, _verdict(question, reply, quoted), quoted)


def _verdict(question: LabelledQuestion, reply: Reply, quoted: frozenset[int]) -> Verdict:
    if reply.kind is Kind.CLARIFY:
        return Verdict.WRONG if question.kind in (QuestionKind.OFF_TOPIC, QuestionKind.SMALL_TALK) else Verdict.ASKED
    if question.kind in _UNSTATED:
        return Verdict.RIGHT if reply.kind in _DECLINES else Verdict.WRONG
    if reply.kind in _DECLINES:
        return Verdict.DECLINED
    right = _quotes_well(question, reply, quoted) and (question.kind is QuestionKind.FALSE_PREMISE or _says(reply.text, question.answer))
    return Verdict.RIGHT if right else Verdict.WRONG


def _quotes_well(question: LabelledQuestion, reply: Reply, quoted: frozenset[int]) -> bool:
    """Whether the quotes are few enough and hold an expected passage; of a list without such a passage, half."""
    if len(reply.quotes) > MOST_QUOTES and not question.all_of:
        return False
    if question.any_of:
        return bool(quoted & question.any_of)
    return len(quoted & question.all_of) * 2 >= len(question.all_of)


def _says(text: str, expected: Sequence[str]) -> bool:
    text = text.lower().replace("’", "'")
    return not expected or any(each.replace("’", "'") in text for each in expected)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """Its words in lower case, with a space at each end, so that only whole words are found in it."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


@dataclass(frozen=True, slots=True)
class Count:
    """How many replies got each verdict."""

    of: Mapping[Verdict, int]

    @property
    def number(self) -> int:
        return sum(self.of.values())

    def share(self, verdict: Verdict) -> float:
        """In percent."""
        return percent(self.of.get(verdict, 0), self.number)


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is counted over a set of questions."""

    counts: Mapping[str, Count]
    """For each kind that the set has, for the follow-ups among the answerable ones, and for all."""
    extra: Mapping[str, float]
    """COMPLETE: percent of the passages of all lists asked for that were quoted. CORRECTED: percent of the false premises whose reply
    says outright that they are. Neither where the set has no such question."""
    confusion: Mapping[QuestionKind, Mapping[Kind, int]]
    """How often each kind of question got each kind of reply."""

    @classmethod
    def over(cls, graded: Sequence[Graded]) -> Figures:
        groups = {str(kind): [each for each in graded if each.question.kind is kind] for kind in QuestionKind}
        confusion = {kind: Counter(each.reply.kind for each in groups[kind]) for kind in QuestionKind if groups[kind]}
        premises = confusion.get(QuestionKind.FALSE_PREMISE, Counter())
        listed = sum(len(each.question.all_of) for each in graded)
        found = sum(len(each.question.all_of & each.quoted) for each in graded)
        groups |= {ALL: list(graded), FOLLOW_UPS: [each for each in groups[QuestionKind.ANSWERABLE] if each.question.context]}
        shares = {COMPLETE: (found, listed), CORRECTED: (premises[Kind.CORRECTION], premises.total())}
        return cls(
            counts={name: Count(Counter(each.verdict for each in group)) for name, group in groups.items() if group or name == ALL},
            extra={name: percent(part, whole) for name, (part, whole) in shares.items() if whole},
            confusion=confusion,
        )

    def named(self) -> dict[str, float]:
        """Name (of FIGURE_NAMES) → percent, for what the set has questions for: "right", "unstated wrong", "list completeness" …"""
        shares = {_name(name, verdict): count.share(verdict) for name, count in self.counts.items() for verdict in Verdict}
        return shares | dict(self.extra)


def _name(group: str, verdict: Verdict) -> str:
    return verdict if group == ALL else f"{group} {verdict}"


ALL, FOLLOW_UPS, COMPLETE, CORRECTED = "all", "follow-ups", "list completeness", "false_premise corrected outright"
FIGURE_NAMES = (*(_name(group, verdict) for group in (ALL, *QuestionKind, FOLLOW_UPS) for verdict in Verdict), COMPLETE, CORRECTED)


def percent(part: int, whole: int) -> float:
    """With one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0
