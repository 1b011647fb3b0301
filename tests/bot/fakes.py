"""Stand-ins for the engine: the bot's tests ask what it does with replies, not which ones it gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from answers.browse import Section
from answers.reply import Explanation, Kind, Option, Part, Quote, Reply
from bot.texts import About

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
WHEN, WHO = "When does Putin go to China?", "Who said so?"
ABOUT = About(
    "Putin to visit China",
    (WHEN, WHO),
    subject="a visit and another one",
    passages=("Putin plans to visit China in October, the Kremlin said.", "Tuesday's news.", "Xi was in Moscow in March.", "The end."),
    sections=(
        Section("visit", "Putin's visit", (Option("visit.when", WHEN), Option("visit.who", WHO))),
        Section("xi", "Xi's visit", (Option("xi.when", "When was Xi in Moscow?"),)),
    ),
    intents=("visit.when", "visit.who", "xi.when", "visit.day"),
    version="abc1234",
    updated=date(2024, 3, 1),
)
QUOTE = Quote("Putin plans to visit China in October", "Putin to visit China", 1, "the Kremlin")
EXPLANATION = Explanation(
    question="when does putin go",
    intent="visit.when",
    pattern="when is putin going to china",
    score=0.874,
    runner_up="visit.where",
    runner_up_score=0.31,
    unknown=("frobnicate",),
    reason="It asks for the month of the visit.",
    fact="visit.when",
)
ANSWER = Part(Kind.ANSWER, "In October.", (QUOTE,), explanation=EXPLANATION)
NOT_STATED = Part(Kind.NOT_STATED, "The article does not say which day.", (QUOTE,))
CLARIFY = Part(
    Kind.CLARIFY, "Which visit do you mean?", options=(Option("visit.when", "Putin's to China?"), Option("xi.when", "Xi's to Moscow?"))
)
OFF_TOPIC = Part(Kind.OFF_TOPIC, "That is not in the article. You could ask:", options=(Option("", WHEN), Option("", WHO)))


def _chosen(intent: str, asked: str = "") -> Explanation:
    return Explanation("", intent, "", 0, "", 0, (), "It was chosen.", "a visit", asked, intent if asked else "")


XI_QUOTE = Quote("Xi was in Moscow in March", "Putin to visit China", 3, "the article")
ABOUT_INTENTS = {
    "visit.when": Part(Kind.ANSWER, "In October.", (QUOTE,), explanation=_chosen("visit.when", WHEN)),
    "visit.who": Part(Kind.ANSWER, "The Kremlin.", (QUOTE,), explanation=_chosen("visit.who", WHO)),
    "xi.when": Part(Kind.ANSWER, "In March.", (XI_QUOTE,), explanation=_chosen("xi.when", "When was Xi in Moscow?")),
    "visit.day": Part(Kind.NOT_STATED, "The article does not say which day.", (QUOTE,), explanation=_chosen("visit.day")),
}
"""What the fake engine says to each intent."""
REFUSAL = ABOUT_INTENTS["visit.day"]


@dataclass
class FakeAnswerer:
    """Answers all with the same parts and keeps what it was asked; `respond` decides otherwise."""

    parts: tuple[Part, ...] = (ANSWER,)
    respond: Callable[[str], Part] | None = None
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def reply(self, utterance: str, context: Sequence[str] = ()) -> Reply:
        self.asked.append((utterance, tuple(context)))
        return Reply((self.respond(utterance),) if self.respond else self.parts)

    def reply_about(self, intent: str) -> Reply | None:
        part = ABOUT_INTENTS.get(intent)
        return None if part is None else Reply((part,))

    def related(self, intent: str, limit: int = 3) -> tuple[Option, ...]:
        options = (option for section in ABOUT.sections for option in section.facts)
        return tuple(option for option in options if option.intent != intent)[:limit] if intent in ABOUT_INTENTS else ()

    def search(self, text: str, limit: int) -> tuple[Option, ...]:
        options = (option for section in ABOUT.sections for option in section.facts)
        return tuple(option for option in options if text.casefold() in option.question.casefold())[:limit]


def echo(utterance: str) -> Part:
    return Part(Kind.SMALL_TALK, f"You said: {utterance}")


NASTY = {
    "markup": "<script>alert(1)</script> & <b>bold</b> </blockquote>",
    "entities": "&amp; &lt; &#60; &nbsp; &quot",
    "control characters": "a\x00b\x07c\x1b[31md\x7fe\u0085f",
    "right to left": "\u202eמה \u0623\u064a\u0646\u202c?",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇷🇴" * 50,
    "lone surrogates": "a\ud83d b \udc00",
    "combining": "z̵͇͎a̷l̸g̶o" * 30,
    "4096 letters": "x" * 4096,
    "4096 words": "word " * 819,
    "4096 emoji units": "😀" * 2048,
    "only ampersands": "&" * 4096,
    "line ends": "a\r\nb\rc\u2028d\u2029e\x0b\x0cf",
    "format fields": "{} {0} %s %(x)s {text!r}",
    "white space": "  \t spaced \n\n out \u00a0 ",
}
