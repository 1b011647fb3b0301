"""`article-bot evaluate`: how many replies to labelled questions are right, and whether that is enough."""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import sys
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Self, TextIO

from answers import Assistant, Kind, load_assistant
from answers.evaluate import ALL, FIGURE_NAMES, Count, Figures, Graded, LabelledQuestion, Verdict, grade, read_question_set
from answers.mutate import MUTATIONS
from answers.nodes import Problems, read_yaml
from bot.errors import InputError
from bot.render import clean_text
from bot.settings import load_local_settings
from bot.terminal import show, terminal_page

__all__ = ["Floor", "Result", "read_floors", "run"]

MISSED_EXIT = 1
"""A figure is on the wrong side of its bound."""
_PERCENT = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAME_WIDTH, _BAR_WIDTH, _PROGRESS_WIDTH = 24, 30, 70

Effect = tuple[Figures, Figures]
"""Of a mutation, over the questions that it changes: as they were asked first, and mutated."""


@dataclass(frozen=True, slots=True)
class Result:
    """A question set with what came of it."""

    name: str
    graded: tuple[Graded, ...]
    milliseconds: tuple[float, ...]

    @property
    def figures(self) -> Figures:
        return Figures.over(self.graded)

    @property
    def times(self) -> dict[str, float]:
        """Of a reply, in milliseconds: the median, and what 99 of 100 keep to (nearest rank)."""
        slow = sorted(self.milliseconds)[math.ceil(0.99 * len(self.milliseconds)) - 1]
        return {"median": round(statistics.median(self.milliseconds), 2), "99th percentile": round(slow, 2)}

    def record(self) -> dict[str, Any]:
        """All figures, for JSON."""
        return {
            "figures": self.figures.named(),
            "numbers": {name: count.number for name, count in self.figures.counts.items()},
            "confusion": self.figures.confusion,
            "milliseconds": self.times,
        }


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a figure of a set may be, or the most where less is better."""

    name: str
    """Of a question set, or ALL."""
    figure: str
    bound: float

    def missed(self, results: Mapping[str, Result]) -> str:
        """A line that says how far the figure is off; empty where it is not."""
        if self.name not in results or (value := results[self.name].figures.named().get(self.figure)) is None:
            return f"{self.name}: {self.figure} has a bound, and no question was asked for it"
        most = self.figure.endswith((Verdict.ASKED, Verdict.DECLINED, Verdict.WRONG))
        if value <= self.bound if most else value >= self.bound:
            return ""
        return f"{self.name}: {self.figure} is {value:g}, {'above' if most else 'below'} {self.bound:g}"


def run(arguments: argparse.Namespace) -> int:
    """The command; raises InputError, SettingsError, FactBaseError, QuestionSetError."""
    floors = read_floors(arguments.floor, arguments.floors)
    settings = load_local_settings(arguments.data)
    with _Progress(sys.stderr) as progress:
        progress.say("loading the fact base …")
        assistant = load_assistant(settings.data, settings.cache)
        sets = _read_sets(arguments.files, assistant)
        progress.total = sum(map(len, sets.values())) * (1 + len(MUTATIONS) * arguments.mutate)
        results = {name: _ask(assistant, name, questions, progress) for name, questions in sets.items()}
        graded = tuple(each for result in results.values() for each in result.graded)
        whole = results[ALL] = Result(ALL, graded, tuple(each for result in results.values() for each in result.milliseconds))
        mutated = {name: _ask_mutated(assistant, name, whole, progress) for name in MUTATIONS} if arguments.mutate else {}
    if arguments.json:
        records = {name: result.record() for name, result in results.items()}
        effects = {
            name: {"number": after.counts[ALL].number, "before": before.named(), "after": after.named()}
            for name, (before, after) in mutated.items()
        }
        show(json.dumps({"sets": records, "mutations": effects}))
    else:
        sections = list(_failures(results, terminal_page(settings.colour).width))[: max(0, arguments.failures)]
        sections += [*_tables(results), *([_confusion_table(whole.figures)] if arguments.confusion else [])]
        show("\n\n".join([*sections, *([_mutation_table(mutated)] if mutated else [])]))
    missed = [line for floor in floors if (line := floor.missed(results))]
    sys.stderr.writelines(f"{line}\n" for line in missed)
    return MISSED_EXIT if missed else 0


def read_floors(given: Iterable[str], file: str | None) -> tuple[Floor, ...]:
    """The bounds of the command line ("wrong=3"), which are for all sets together, and those of a YAML file. Raises InputError."""
    problems = Problems([])
    report = partial(problems.add, Path("--floor"), 0)
    found = [_floor(ALL, figure.strip(), bound.strip(), report) for figure, _, bound in (text.partition("=") for text in given)]
    root = read_yaml(Path(file), problems) if file else None
    for name, node in root.mapping("floors").items() if root else ():
        found += [_floor(name, figure, bound.text(figure), bound.problem) for figure, bound in node.mapping(name).items()]
    if problems.found:
        raise InputError("\n".join(map(str, problems.found)))
    return tuple(found)


def _floor(name: str, figure: str, bound: str, report: Callable[[str, str], None]) -> Floor:
    if figure not in FIGURE_NAMES:
        report(f"unknown figure {figure!r}", f"use one of: {', '.join(FIGURE_NAMES)}")
    value = float(bound) if _PERCENT.fullmatch(bound) else math.nan
    if not value <= 100:
        report(f"the bound {bound!r} of {figure!r} is not a number of percent", f"write it like {figure}=90, or {figure}: 90 in a file")
    return Floor(name, figure, value)


def _read_sets(files: Iterable[str], assistant: Assistant) -> dict[str, tuple[LabelledQuestion, ...]]:
    sets: dict[str, tuple[LabelledQuestion, ...]] = {}
    for file in map(Path, files):
        if file.name in (*sets, ALL):
            raise InputError(f"{file}: two question sets have the name {file.name!r}; rename one, as results are told apart by it.")
        sets[file.name] = read_question_set(file, assistant.base)
    return sets


def _ask(assistant: Assistant, name: str, questions: Iterable[LabelledQuestion], progress: _Progress) -> Result:
    graded, milliseconds = [], []
    for question in questions:
        message, context = clean_text(question.text), tuple(map(clean_text, question.context))
        start = time.perf_counter()
        reply = assistant.reply(message, context)
        milliseconds.append((time.perf_counter() - start) * 1000)
        graded.append(grade(question, reply, assistant.base))
        progress.step()
    return Result(name, tuple(graded), tuple(milliseconds))


def _ask_mutated(assistant: Assistant, name: str, whole: Result, progress: _Progress) -> Effect:
    """The questions that the mutation changes: as they were asked, and mutated."""
    changed = [(each, text) for each in whole.graded if (text := MUTATIONS[name](each.question.text)) != each.question.text]
    after = _ask(assistant, name, [replace(each.question, text=text) for each, text in changed], progress)
    progress.step(len(whole.graded) - len(changed))
    return Figures.over([each for each, _ in changed]), after.figures


def _failures(results: Mapping[str, Result], width: int) -> Iterator[str]:
    """A paragraph for each reply that is not right."""
    for name, result in results.items():
        failed = [each for each in result.graded if name != ALL and each.verdict is not Verdict.RIGHT]
        yield from (_failure(f"{name}:{each.question.line}", each, width) for each in failed)


def _failure(place: str, graded: Graded, width: int) -> str:
    question, reply = graded.question, graded.reply
    passages = (" or " if question.any_of else " and ").join(f"S{number}" for number in sorted(question.any_of or question.all_of))
    line = reply.text.partition("\n")[0]
    intents = " + ".join(part.explanation.intent for part in reply.parts if part.explanation)
    rows = {
        "message": " >> ".join([*question.context, question.text]),
        "expected": (passages or "no answer") + (f" with “{'” or “'.join(question.answer)}”" if question.answer else ""),
        "got": f"{reply.kind} ({intents or 'no intent'}): {line}",
    }
    lines = [f"{graded.verdict:<8}  {place}  {question.kind}"]
    for name, text in rows.items():
        lines += textwrap.wrap(clean_text(text), width, initial_indent=f"  {name:<8}  ", subsequent_indent=" " * 12)
    return "\n".join(lines)


def _tables(results: Mapping[str, Result]) -> Iterator[str]:
    """A table for each set; of several, also one for all of them and one with a line for each."""
    several = len(results) > 2
    for name, result in results.items() if several else list(results.items())[:1]:
        figures = result.figures
        lines = [_row(name if name != ALL else "all files", [*Verdict, "number"])]
        lines += [_count_row(f"  {group}", count) for group, count in figures.counts.items()]
        lines += [f"  {extra}: {value:.1f}" for extra, value in figures.extra.items()]
        times = ", ".join(f"{name} {value:.2f} ms" for name, value in result.times.items())
        yield "\n".join([*lines, f"  time per reply: {times}"])
    if several:
        rows = (_count_row(name, result.figures.counts[ALL]) for name, result in results.items())
        yield "\n".join([_row("file", [*Verdict, "number"]), *rows])


def _confusion_table(figures: Figures) -> str:
    width = max(map(len, Kind)) + 1
    rows: dict[str, Iterable[object]] = {"expected, got": Kind}
    rows |= {kind: [got.get(each, 0) for each in Kind] for kind, got in figures.confusion.items()}
    return "\n".join(f"{name:<14}" + "".join(f"{cell:>{width}}" for cell in cells) for name, cells in rows.items())


def _row(name: str, cells: Iterable[object]) -> str:
    return f"{name[-_NAME_WIDTH:]:<{_NAME_WIDTH}}" + "".join(f"{cell:>10}" for cell in cells)


def _count_row(name: str, count: Count) -> str:
    return _row(name, [*(f"{count.share(verdict):.1f}" for verdict in Verdict), count.number])


def _mutation_table(mutated: Mapping[str, Effect]) -> str:
    lines = [_row("mutation", ["right", "change", "wrong", "change", "number"])]
    for name, (before, after) in mutated.items():
        pairs = [(after.named()[verdict], before.named()[verdict]) for verdict in (Verdict.RIGHT, Verdict.WRONG)]
        cells = [cell for new, old in pairs for cell in (f"{new:.1f}", f"{new - old:+.1f}")]
        lines.append(_row(f"  {name}", [*cells, after.counts[ALL].number]))
    return "\n".join([*lines, "  of the questions that it changes; the change is from the same ones as typed"])


class _Progress:
    """A line that says how far it is, on a terminal only."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._done = self.total = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.say("")

    def say(self, text: str) -> None:
        if self._stream.isatty():
            self._stream.write(f"\r{text:<{_PROGRESS_WIDTH}}" + "\r" * (not text))
            self._stream.flush()

    def step(self, steps: int = 1) -> None:
        percent, self._done = self._done * 100 // self.total, self._done + steps
        if percent < self._done * 100 // self.total:
            bar = "█" * (self._done * _BAR_WIDTH // self.total)
            self.say(f"[{bar:<{_BAR_WIDTH}}] {self._done:,} of {self.total:,} questions")
