"""Looking around in the small fact base, and that the shipped one can be looked around in."""

from __future__ import annotations

import pytest

from answers import Assistant
from answers.browse import Browser, Section, intents_of, sections_of
from answers.model import FactBase
from answers.reply import Kind, Option


@pytest.fixture(scope="module")
def browser(small: FactBase) -> Browser:
    return Browser(small)


def test_sections_are_the_topics_with_their_facts(small: FactBase) -> None:
    bridge, ferry = sections_of(small)
    assert [option.intent for option in bridge.facts] == ["bridge.opening", "bridge.length", "bridge.designer", "bridge.flood"]
    assert ferry == Section("ferry", "the old ferry", (Option("ferry.end", "Until when does the ferry run?"),))


@pytest.mark.parametrize(
    ("intent", "kind", "statement", "passages", "fact"),
    [
        pytest.param("bridge.opening", Kind.ANSWER, "In May.", [1], "bridge.opening", id="fact"),
        pytest.param("ferry.fare", Kind.NOT_STATED, "The article does not say what the ferry costs.", [4], "", id="gap"),
        pytest.param(
            "bridge.reason", Kind.NOT_STATED, "The article does not say why the town built the bridge.", [], "", id="nothing near"
        ),
        pytest.param(
            "ferry × reason", Kind.NOT_STATED, "The article does not say the reasons of the old ferry.", [4], "", id="unwritten gap"
        ),
    ],
)
def test_the_reply_about_an_intent(browser: Browser, *, intent: str, kind: Kind, statement: str, passages: list[int], fact: str) -> None:
    reply = browser.reply_about(intent)
    assert reply is not None
    (part,) = reply.parts
    assert (part.kind, part.statement, [quote.passage for quote in part.quotes]) == (kind, statement, passages)
    assert part.explanation is not None
    assert (part.explanation.intent, part.explanation.fact, part.explanation.question) == (intent, fact, "")


@pytest.mark.parametrize("intent", ["", "bridge", "bridge.gone", "bridge × gone", "gone × reason", "small:greeting", "off"])
def test_about_what_is_no_intent_there_is_nothing(browser: Browser, intent: str) -> None:
    assert browser.reply_about(intent) is None
    assert browser.related(intent) == ()


@pytest.mark.parametrize(
    ("intent", "limit", "related"),
    [
        pytest.param("bridge.length", 3, ["bridge.designer", "bridge.flood", "bridge.opening"], id="on behind it, then from the beginning"),
        pytest.param("bridge.opening", 9, ["bridge.length", "bridge.designer", "bridge.flood", "ferry.end"], id="then the other topics"),
        pytest.param("ferry.end", 2, ["bridge.opening", "bridge.length"], id="alone and with none near"),
        pytest.param("bridge.exact-date", 2, ["bridge.opening", "bridge.length"], id="a gap's nearest first"),
        pytest.param("ferry × reason", 2, ["ferry.end", "bridge.opening"], id="unwritten gap"),
    ],
)
def test_related(browser: Browser, intent: str, limit: int, related: list[str]) -> None:
    assert [option.intent for option in browser.related(intent, limit)] == related


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ferry", ["ferry.end"]),
        ("TAR", ["bridge.designer"]),
        ("the footbridge long", ["bridge.length"]),
        ("metres foot", ["bridge.length"]),
        ("when doe", ["bridge.opening", "ferry.end"]),
        ("when was the tar", ["bridge.designer"]),
        ("dragon", []),
        ("", []),
        ("?!", []),
    ],
)
def test_facts_that_mention_words(browser: Browser, text: str, found: list[str]) -> None:
    assert list(browser.mentioning(text)) == found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("when does the bridge open", "bridge.opening"),
        ("who designed it?", "bridge.designer"),
        ("ferr", "ferry.end"),
        ("Bo", "bridge.designer"),
    ],
)
def test_a_search_finds_questions_and_beginnings(small_assistant: Assistant, text: str, first: str) -> None:
    assert small_assistant.search(text, 3)[0].intent == first


@pytest.mark.parametrize(("text", "limit"), [("", 3), ("?", 3), ("\ud83d", 3), ("when does it open", 0), ("x" * 100_000, 3)])
def test_a_search_that_finds_nothing(small_assistant: Assistant, text: str, limit: int) -> None:
    assert small_assistant.search(text, limit) == ()


def test_in_the_shipped_fact_base_every_fact_leads_on_and_no_two_quotes_are_alike(shipped: Assistant) -> None:
    base = shipped.base
    for name, fact in base.facts.items():
        related = [base.facts[option.intent].excerpts for option in shipped.related(name)]
        assert 1 <= len(related) <= 3, name
        assert len({fact.excerpts, *related}) == len(related) + 1, name


def test_there_is_a_reply_about_every_intent(shipped: Assistant) -> None:
    assert [intent for intent in intents_of(shipped.base) if shipped.reply_about(intent) is None] == []
