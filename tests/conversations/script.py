"""Conversation scripts: the file format of README.md, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import TypeVar

from answers.reply import Kind

__all__ = ["Action", "Expectation", "Place", "Script", "ScriptError", "Step", "Target", "read_script"]


class Target(StrEnum):
    """What a script can be run against."""

    ENGINE = "engine"
    TERMINAL = "terminal"
    TELEGRAM = "telegram"


class Place(StrEnum):
    """Where it is spoken."""

    PRIVATE = "a private chat"
    GROUP = "a group"
    FORUM = "a forum"


class Action(StrEnum):
    """What someone does, as it is written behind the name."""

    SENDS = ""
    REPEATS = "repeats"
    REPLIES = "replies"
    EDITS = "edits"
    PRESSES = "presses"
    FOLLOWS = "follows"
    ASKS_INLINE = "asks inline"
    CHOOSES = "chooses"
    PHOTO = "sends a photo"
    STICKER = "sends a sticker"
    VOICE = "sends a voice message"


_WITHOUT_TEXT = (Action.PHOTO, Action.STICKER, Action.VOICE)
_TELEGRAM_ONLY = (Action.REPLIES, *_WITHOUT_TEXT)
_ENGINE_ACTIONS = (Action.SENDS, Action.REPEATS)

_WITH_VALUE = (
    *("kind", "begins", "contains", "lacks", "quote", "first quote", "bold"),
    *("button", "no button", "buttons", "toast", "result", "first result", "messages"),
)
_BARE = ("nothing", "edited", "no quote", "no buttons", "no results")
_ENGINE_EXPECTATIONS = ("kind", "begins", "contains", "lacks", "quote", "first quote", "no quote")

_STEP = re.compile(r"(?P<person>[A-Z]\w*)(?: (?P<verb>[a-z][a-z ]*?)(?: (?P<times>[0-9]+) times)?)?(?::\s*(?P<text>.*))?")
_NAMES = ", ".join(["(a colon only)", *(action.value for action in Action if action)])


_Choice = TypeVar("_Choice", bound=StrEnum)


class ScriptError(Exception):
    """A script that cannot be read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must be so after a step; `value` is empty for what is only a word."""

    line: int
    what: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What someone does, and what must come of it."""

    line: int
    person: str
    action: Action
    text: str
    expected: tuple[Expectation, ...] = ()

    def values(self, what: str) -> tuple[str, ...]:
        return tuple(expectation.value for expectation in self.expected if expectation.what == what)

    def expects(self, *words: str) -> bool:
        return any(expectation.what in words for expectation in self.expected)


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation."""

    path: Path
    targets: tuple[Target, ...]
    place: Place
    steps: tuple[Step, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """In the order in which they come in."""
        return tuple(dict.fromkeys(step.person for step in self.steps))


def read_script(path: Path, text: str | None = None) -> Script:
    """The script in the file, or in the text of one. Raises ScriptError."""
    return _Reader(path).read(path.read_text(encoding="utf-8") if text is None else text)


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0
        self._targets: tuple[Target, ...] = ()
        self._place = Place.PRIVATE
        self._steps: list[Step] = []

    def read(self, text: str) -> Script:
        for self._line, raw in enumerate(text.splitlines(), 1):
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            if raw[0].isspace():
                self._expectation(line)
            elif not self._header(line):
                self._step(line)
        if not self._targets:
            raise self._error("no line “Runs on: …” at the top; it names " + ", ".join(Target))
        if not self._steps:
            raise self._error("nobody does anything")
        script = Script(self._path, self._targets, self._place, tuple(self._steps))
        self._check(script)
        return script

    def _header(self, line: str) -> bool:
        key, _, value = line.partition(":")
        if key == "Runs on":
            self._targets = tuple(self._one_of(Target, name.strip()) for name in value.split(","))
        elif key == "In":
            self._place = self._one_of(Place, value.strip())
        else:
            return False
        if self._steps:
            raise self._error(f"“{key}:” stands before the first step")
        return True

    def _step(self, line: str) -> None:
        found = _STEP.fullmatch(line)
        if found is None:
            raise self._error("not understood; a step is a name and a colon, as in “Reader: When …?”, or a name and what is done")
        try:
            action = Action(found["verb"] or "")
        except ValueError:
            raise self._error(f"nobody “{found['verb']}” here; what can be done is: {_NAMES}") from None
        text = (found["text"] or "").strip()
        if bool(text) == (action in _WITHOUT_TEXT):
            raise self._error(f"“{action.value}” takes no text" if text else "there is no text behind the colon")
        if (found["times"] is not None) != (action is Action.REPEATS):
            raise self._error("how many times? Write “Reader repeats 100 times: word”, and no number elsewhere")
        text = " ".join([text] * int(found["times"] or 1))
        self._steps.append(Step(self._line, found["person"], action, text))

    def _expectation(self, line: str) -> None:
        if not self._steps:
            raise self._error("an expectation stands below the step that it belongs to")
        what, colon, value = (part.strip() for part in line.partition(":"))
        known = _WITH_VALUE if colon else _BARE
        if what not in known or bool(colon) != bool(value):
            forms = [f"{name}: …" for name in _WITH_VALUE] + list(_BARE)
            raise self._error(f"“{line}” is nothing to expect; what can be expected is: {', '.join(forms)}")
        if what == "kind":
            for kind in value.split(","):
                self._one_of(Kind, kind.strip().replace(" ", "_"))
        step = self._steps[-1]
        expected = (*step.expected, Expectation(self._line, what, value))
        self._steps[-1] = Step(step.line, step.person, step.action, step.text, expected)

    def _check(self, script: Script) -> None:
        """That every step can be done, and what is expected of it seen, on each of the script's targets."""
        if script.place is not Place.PRIVATE and script.targets != (Target.TELEGRAM,):
            raise self._error(f"{script.place.value} is there on telegram only")
        if script.place is Place.PRIVATE and len(script.people) > 1:
            raise self._error(f"more than one person in a private chat: {', '.join(script.people)}")
        for step, target in product(script.steps, script.targets):
            remedy = f"on “{target.value}”; leave that out at the top"
            if not _is_possible(step, target):
                raise self._error(f"this cannot be done {remedy}", step.line)
            for expectation in step.expected:
                if not _is_visible(expectation, target):
                    raise self._error(f"“{expectation.what}” cannot be seen {remedy}", expectation.line)

    def _one_of(self, choices: type[_Choice], value: str) -> _Choice:
        try:
            return choices(value)
        except ValueError:
            raise self._error(f"“{value}” is none of {', '.join(choice.value.replace('_', ' ') for choice in choices)}") from None

    def _error(self, problem: str, line: int = 0) -> ScriptError:
        return ScriptError(f"{self._path}:{line or self._line}: {problem}")


def _is_possible(step: Step, target: Target) -> bool:
    if target is Target.ENGINE:
        return step.action in _ENGINE_ACTIONS and not step.text.startswith("/")
    return target is Target.TELEGRAM or step.action not in _TELEGRAM_ONLY


def _is_visible(expectation: Expectation, target: Target) -> bool:
    if target is Target.ENGINE:
        return expectation.what in _ENGINE_EXPECTATIONS
    return target is Target.TELEGRAM or expectation.what != "messages"
