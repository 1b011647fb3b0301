"""Texts of any kind and length, and an engine whose replies are of all kinds and sizes; the same from the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from answers.browse import Section
from answers.reply import Explanation, Kind, Option, Part, Quote, Reply
from bot.render import MESSAGE_LIMIT
from bot.telegram_html import utf16_length
from bot.texts import About
from tests.bot.fakes import NASTY

__all__ = ["RANDOM_ABOUT", "RandomAnswerer", "article_text", "message_text", "some_text", "written_text"]

_WORDS = (
    "when where who why what did does Putin Xi China visit October the a and & < > <b> </i> &amp; 14 2024 Пекин 北京 😀 é ’ “ ” …".split()  # noqa: SIM905
)
_RANGES = (
    (0, 0x7F),
    (0x80, 0x2FF),
    (0x300, 0x36F),
    (0x590, 0x6FF),
    (0x2000, 0x206F),
    (0x3040, 0x9FFF),
    (0xD800, 0xFFFF),
    (0x1F300, 0x1FAFF),
)
"""Characters: control characters, combining ones, written from the right, invisible, lone surrogates, emoji …"""
_PAYLOADS = (
    "",
    "/",
    "//",
    "/ ask",
    "/ask@other_bot When?",
    "@local_article_bot",
    " \u200b ",
    "\u200b\u2063",
    "\n\n",
    "null",
    "0",
    "[]",
    "{}",
)


def some_text(random: Random, longest: int) -> str:
    """Words, any characters, or what has broken other bots; at most so many UTF-16 units, mostly few."""
    length = int(2 ** random.uniform(0, longest.bit_length()))
    kind = random.random()
    if kind < 0.5:
        text = " ".join(random.choices(_WORDS, k=length // 5 + 1))
    elif kind < 0.6:
        text = random.choice([*NASTY.values(), *_PAYLOADS])
    elif kind < 0.8:
        first, last = random.choice(_RANGES)
        text = "".join(chr(random.randint(first, last)) for _ in range(length))
    else:
        text = "".join(chr(random.randint(*random.choice(_RANGES))) for _ in range(min(length, 300)))
    return _cut(text, longest)


def message_text(random: Random) -> str:
    return some_text(random, MESSAGE_LIMIT)


def article_text(random: Random, about: About) -> str:
    """What readers of the article write: questions, garbled, cut off and strung together, and what they have copied from it."""
    questions = [option.question for section in about.sections for option in section.facts]
    kind = random.random()
    if kind < 0.4:
        return random.choice(questions)
    if kind < 0.6:
        return random.choice((" ", " and ", "\n", ", ")).join(random.choices(questions, k=int(2 ** random.uniform(1, 7))))[:MESSAGE_LIMIT]
    if kind < 0.8:
        text = random.choice([*questions, *about.passages])
        start = random.randrange(len(text))
        return text[start : start + random.randint(1, len(text))]
    if kind < 0.9:
        return "".join(character for character in random.choice(questions) if random.random() < 0.9)
    return message_text(random)


def written_text(random: Random, longest: int) -> str:
    """What an editor can have written into a fact base: not blank, no control characters."""
    length = int(2 ** random.uniform(1, longest.bit_length()))
    text = " ".join(random.choices(_WORDS, k=length // 4 + 1))
    return _cut(random.choice(("", "Ж", "北", "😀" * 30)) + text + random.choice(("", "\n", "\n\n", " ")) * random.randint(0, 2), longest)


def _cut(text: str, longest: int) -> str:
    if utf16_length(text) <= longest:
        return text
    text = text[:longest]
    return text if utf16_length(text) <= longest else text[: longest // 2]


def _about(random: Random) -> About:
    """Large: pages of topics, pages of facts, passages longer than a message."""
    names = iter(range(1000))
    sections = tuple(
        Section(
            f"topic-{topic}",
            written_text(random, 100),
            tuple(Option(f"fact-{next(names)}", written_text(random, 250)) for _ in range(random.choice((1, 7, 8, 9, 30)))),
        )
        for topic in range(19)
    )
    facts = [option.intent for section in sections for option in section.facts]
    return About(
        title=written_text(random, 200),
        examples=tuple(written_text(random, 120) for _ in range(6)),
        subject=written_text(random, 100),
        passages=tuple(written_text(random, 6000) for _ in range(25)),
        sections=sections,
        intents=(*facts, *(f"gone-{number}" for number in range(9))),
        version="abc1234",
        updated=date(2024, 3, 1),
    )


RANDOM_ABOUT = _about(Random(1))  # noqa: S311 - the same for all runs


class RandomAnswerer:
    """To the same message always the same reply."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def reply(self, utterance: str, context: Sequence[str] = ()) -> Reply:
        random = self._random("reply", utterance, *context)
        return Reply(tuple(_part(random) for _ in range(random.choice((1, 1, 1, 1, 2, 3, 6)))))

    def reply_about(self, intent: str) -> Reply | None:
        random = self._random("about", intent)
        kind = random.choice((Kind.ANSWER, Kind.ANSWER, Kind.NOT_STATED))
        return None if intent.startswith("gone") else Reply((_part(random, kind, intent),))

    def related(self, intent: str, limit: int = 3) -> tuple[Option, ...]:
        random = self._random("related", intent)
        return tuple(_option(random) for _ in range(random.randint(0, limit)))

    def search(self, text: str, limit: int) -> tuple[Option, ...]:
        random = self._random("search", text)
        return tuple(_option(random) for _ in range(random.randint(0, limit)))

    def _random(self, *said: str) -> Random:
        return Random(f"{self._seed} {said!r}")  # noqa: S311 - the same for all runs


def _part(random: Random, kind: Kind | None = None, intent: str = "") -> Part:
    kind = kind or random.choice(list(Kind))
    longest = random.choice((20, 100, 200, 200, 400, 2000, 9000))
    looked_up = kind in (Kind.ANSWER, Kind.CORRECTION, Kind.NOT_STATED)
    quotes = tuple(_quote(random, longest) for _ in range(random.randint(kind is not Kind.NOT_STATED, 3))) if looked_up else ()
    options: tuple[Option, ...] = ()
    if kind is Kind.CLARIFY:
        options = tuple(_option(random) for _ in range(random.randint(2, 3)))
    elif kind is Kind.OFF_TOPIC:
        options = tuple(Option("", random.choice(RANDOM_ABOUT.examples)) for _ in range(random.randint(0, 3)))
    return Part(kind, written_text(random, longest), quotes, options, _explanation(random, kind, intent))


def _quote(random: Random, longest: int) -> Quote:
    number = random.randint(1, len(RANDOM_ABOUT.passages))
    passage = RANDOM_ABOUT.passages[number - 1]
    start = random.randrange(len(passage))
    return Quote(passage[start : start + random.randint(1, longest)], RANDOM_ABOUT.title, number, written_text(random, 60))


def _option(random: Random) -> Option:
    return random.choice(random.choice(RANDOM_ABOUT.sections).facts)


def _explanation(random: Random, kind: Kind, intent: str) -> Explanation | None:
    if not intent and random.random() < 0.1:
        return None
    fact = "" if kind is Kind.NOT_STATED and random.random() < 0.5 else intent or _option(random).intent
    asked = written_text(random, 250) if fact else ""
    topic = written_text(random, 80) if random.random() < 0.7 else ""
    return Explanation("", intent or fact, written_text(random, 80), 1.0, "", 0.0, (), "It was drawn.", topic, asked, fact)
