"""What the fact base has to say on one intent: the quotes of a fact, what a gap leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from answers.model import Fact, FactBase
from answers.reply import Quote

QUOTES_NEAR = 2
"""Quotes under a refusal: they are offered, not asked for."""
UNWRITTEN = " × "
"""Joins topic and aspect to the name of a gap that nobody wrote."""


def quotes_of(base: FactBase, fact: Fact) -> tuple[Quote, ...]:
    return tuple(Quote(excerpt.text, base.title, excerpt.passage, fact.says) for excerpt in fact.excerpts)


def quotes_near(base: FactBase, facts: Iterable[Fact]) -> tuple[Quote, ...]:
    """What stands under a refusal: the first sentences that these facts quote, each once, whoever is named as saying it."""
    found: dict[tuple[int, str], Quote] = {}
    for quote in (quote for fact in facts for quote in quotes_of(base, fact)):
        found.setdefault((quote.passage, quote.text), quote)
    return tuple(found.values())[:QUOTES_NEAR]


def silence_of(base: FactBase, intent: str) -> tuple[str, tuple[Fact, ...]]:
    """What completes “The article does not say …” for a gap, written or not, and the facts that come closest."""
    gap = base.gaps.get(intent)
    if gap is not None:
        return gap.missing, tuple(base.facts[name] for name in gap.nearest)
    topic, _, aspect = intent.partition(UNWRITTEN)
    nearest = tuple(fact for fact in base.facts.values() if fact.topic == topic)[:1]
    return f"{base.language.aspects[aspect].missing} of {base.topics[topic].name}", nearest


def refusal_of(missing: str) -> str:
    return f"The article does not say {missing}."
