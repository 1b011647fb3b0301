"""What came of a step, whatever it was run against, and whether it is what the script says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from answers.reply import Kind, Reply
from tests.conversations.script import Action, Expectation, Step

__all__ = ["Outcome", "problems_of"]

SILENT = "The article does not say "
CORRECTED = "No"
"""How a refusal and a correction begin: by this a reader tells them from an answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What arrived after a step, all its messages taken together."""

    text: str = ""
    quotes: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    toast: str = ""
    results: tuple[str, ...] = ()
    """What inline mode offers, the way to the bot last."""
    edited: bool = False
    """Whether it took the place of an earlier message."""
    messages: int = 0
    reply: Reply | None = None
    """The engine's last reply, which has the kind."""


def problems_of(step: Step, outcome: Outcome) -> Iterator[tuple[int, str]]:
    """Line and what is wrong there, for everything that is not as expected."""
    wanted = _messages_wanted(step)
    if wanted != outcome.messages:
        yield step.line, f"expected {_counted(wanted)}, but {_counted(outcome.messages)} arrived"
    if outcome.messages and outcome.edited != step.expects("edited"):
        yield (
            step.line,
            "expected a new message, but an earlier one was edited" if outcome.edited else "expected an edit of an earlier message",
        )
    if outcome.toast and not step.expects("toast"):
        yield step.line, f"expected no toast, but there was “{outcome.toast}”"
    for expectation in step.expected:
        problem = _CHECKS.get(expectation.what, _nothing)(expectation, outcome)
        if problem:
            yield expectation.line, f"expected “{expectation.what}: {expectation.value}”".replace(": ”", "”") + f", but {problem}"
    yield from ((step.line, problem) for problem in _lists(step, outcome))


def _messages_wanted(step: Step) -> int:
    """One, unless the step says otherwise or expects only what is no message."""
    if step.expects("messages"):
        return int(step.values("messages")[0])
    if step.expects("nothing") or step.action is Action.ASKS_INLINE:
        return 0
    return 0 if step.expected and all(expectation.what == "toast" for expectation in step.expected) else 1


def _counted(number: int) -> str:
    return {0: "no message", 1: "one message"}.get(number, f"{number} messages")


def _nothing(_: Expectation, __: Outcome) -> str:
    return ""


def _kind(expectation: Expectation, outcome: Outcome) -> str:
    if outcome.reply is None:
        return "the engine was not asked"
    wanted = tuple(Kind(kind.strip().replace(" ", "_")) for kind in expectation.value.split(","))
    kinds = tuple(part.kind for part in outcome.reply.parts)
    if wanted not in (kinds, (outcome.reply.kind,)):
        return f"it was {', '.join(kinds)}: “{outcome.text}”"
    if len(wanted) > 1:
        return ""
    said = _behind_heading(outcome)
    begins = [start for start in (SILENT, CORRECTED) if said.startswith(start)]
    expected = {Kind.NOT_STATED: [SILENT], Kind.CORRECTION: [CORRECTED]}.get(wanted[0], [])
    return "" if begins == expected else f"the text does not show it: “{outcome.text}”"


def _behind_heading(outcome: Outcome) -> str:
    """The reply itself: after a press, the question that was pressed stands in bold above it."""
    heading = outcome.bold[0] if outcome.bold else ""
    return outcome.text.removeprefix(heading).lstrip()


def _text(holds: Callable[[str, str], bool]) -> Callable[[Expectation, Outcome], str]:
    return lambda expectation, outcome: "" if holds(outcome.text, expectation.value) else f"the text is “{outcome.text}”"


def _first_quote(expectation: Expectation, outcome: Outcome) -> str:
    return "" if expectation.value in "".join(outcome.quotes[:1]) else f"the quotes are {_listed(outcome.quotes)}"


def _bold(expectation: Expectation, outcome: Outcome) -> str:
    return "" if any(expectation.value in bold for bold in outcome.bold) else f"what is bold is {_listed(outcome.bold)}"


def _button(expectation: Expectation, outcome: Outcome) -> str:
    return "" if expectation.value in outcome.buttons else f"the buttons are {_listed(outcome.buttons)}"


def _no_button(expectation: Expectation, outcome: Outcome) -> str:
    return f"the buttons are {_listed(outcome.buttons)}" if expectation.value in outcome.buttons else ""


def _buttons(expectation: Expectation, outcome: Outcome) -> str:
    wanted = tuple(label.strip() for label in expectation.value.split("|"))
    return "" if wanted == outcome.buttons else f"the buttons are {_listed(outcome.buttons)}"


def _toast(expectation: Expectation, outcome: Outcome) -> str:
    return "" if expectation.value == outcome.toast else f"the toast was “{outcome.toast}”"


def _result(expectation: Expectation, outcome: Outcome) -> str:
    return "" if any(expectation.value in result for result in outcome.results) else f"what is offered is {_listed(outcome.results)}"


def _first_result(expectation: Expectation, outcome: Outcome) -> str:
    return "" if expectation.value in "".join(outcome.results[:1]) else f"what is offered is {_listed(outcome.results)}"


def _none(of: Callable[[Outcome], tuple[str, ...]]) -> Callable[[Expectation, Outcome], str]:
    return lambda _, outcome: f"there are {_listed(of(outcome))}" if of(outcome) else ""


_CHECKS: Mapping[str, Callable[[Expectation, Outcome], str]] = {
    "kind": _kind,
    "begins": _text(str.startswith),
    "contains": _text(lambda text, words: words in text),
    "lacks": _text(lambda text, words: words not in text),
    "first quote": _first_quote,
    "bold": _bold,
    "button": _button,
    "no button": _no_button,
    "buttons": _buttons,
    "toast": _toast,
    "result": _result,
    "first result": _first_result,
    "no quote": _none(lambda outcome: outcome.quotes),
    "no buttons": _none(lambda outcome: outcome.buttons),
    "no results": _none(lambda outcome: outcome.results),
}


def _lists(step: Step, outcome: Outcome) -> Iterator[str]:
    """Quotes are as many as are written, in that order."""
    wanted = step.values("quote")
    if not wanted:
        return
    if len(wanted) != len(outcome.quotes):
        yield f"expected {len(wanted)} quotes, but there are {len(outcome.quotes)}: {_listed(outcome.quotes)}"
    elif missing := [words for words, quote in zip(wanted, outcome.quotes, strict=True) if words not in quote]:
        yield f"expected a quote with “{missing[0]}”, but the quotes are {_listed(outcome.quotes)}"


def _listed(items: tuple[str, ...]) -> str:
    return " | ".join(f"“{item}”" for item in items) or "none"
