"""Inline mode, through the real library and the local Bot API."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from answers.reply import Kind
from bot.inline import CACHE_SECONDS, RESULTS
from bot.local.errors import ApiError
from bot.local.running import LOCAL_TOKEN, LocalBot, run_on
from bot.local.server import LocalBotApi
from bot.local.views import InlineAnswer
from bot.tokens import token_of
from tests.bot.conftest import Engine
from tests.bot.fakes import ABOUT_INTENTS, NASTY, OFF_TOPIC, REFUSAL, WHEN, WHO, FakeAnswerer

XI_WHEN = "When was Xi in Moscow?"


async def ask(bot: LocalBot, query: str) -> InlineAnswer:
    answer = await bot.chat().inline(query)
    assert answer is not None
    return answer


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer((ABOUT_INTENTS["visit.when"],))


async def test_the_answer_comes_first_then_what_is_found(bot: LocalBot) -> None:
    answer = await ask(bot, "when")
    assert [(result.title, result.description) for result in answer.results] == [(WHEN, "In October."), (XI_WHEN, "In March.")]
    assert [result.id for result in answer.results] == [token_of("visit.when"), token_of("xi.when")]
    assert answer.button == {"text": "Ask me about the article", "start_parameter": "inline"}


async def test_a_result_is_an_answer_with_its_quote_and_a_way_to_the_bot(bot: LocalBot) -> None:
    chat = bot.chat()
    _, result = (await ask(bot, "when")).results
    message = await chat.choose(result)
    assert message.text == f"{XI_WHEN}\nIn March.\nXi was in Moscow in March\n— the article · Putin to visit China, paragraph 3"
    assert (message.styled("bold"), message.styled("blockquote")) == ([XI_WHEN], ["Xi was in Moscow in March"])
    assert [(button.text, button.url) for row in message.buttons for button in row] == [
        ("Ask more", f"https://t.me/local_article_bot?start=q{token_of('xi.when')}")
    ]
    assert chat.arrived() == [], "the bot does not answer its own results"


async def test_no_query_offers_the_examples(bot: LocalBot, answerer: FakeAnswerer) -> None:
    for query in ("", "  "):
        assert [result.title for result in (await ask(bot, query)).results] == [WHEN]
    assert [utterance for utterance, _ in answerer.asked] == [WHEN, WHO] * 2


@pytest.mark.parametrize(
    ("part", "title"),
    [
        (REFUSAL, "The article does not say which day."),
        (replace(ABOUT_INTENTS["xi.when"], kind=Kind.CORRECTION, statement="No: in March."), "No: in March."),
    ],
    ids=["not stated", "correction"],
)
async def test_a_refusal_and_a_correction_say_so_in_the_title(bot: LocalBot, answerer: FakeAnswerer, part: object, title: str) -> None:
    answerer.parts = (part,)  # type: ignore[assignment]
    first, *others = (await ask(bot, "when was")).results
    assert (first.title, first.text.splitlines()[0]) == (title, title)
    assert first.id not in [other.id for other in others]


async def test_a_word_alone_is_looked_for_and_not_refused(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.parts = (REFUSAL,)
    assert [result.title for result in (await ask(bot, "when")).results] == [WHEN, XI_WHEN]
    assert answerer.asked == []


async def test_where_the_engine_is_not_sure_the_nearest_fact_is_offered_by_its_own_question(bot: LocalBot, answerer: FakeAnswerer) -> None:
    unsure = replace(ABOUT_INTENTS["xi.when"], kind=Kind.NOT_STATED, statement="I find no answer to that in the article.")
    answerer.parts = (unsure,)
    assert [(result.title, result.description) for result in (await ask(bot, "xi and when")).results] == [(XI_WHEN, "In March.")]


async def test_where_nothing_is_found_there_is_a_way_to_the_bot(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.parts = (OFF_TOPIC,)
    answer = await ask(bot, "how do I cook rice")
    assert (answer.results, answer.button["start_parameter"]) == ((), "inline")


@pytest.mark.parametrize("query", [*NASTY.values(), "x" * 257], ids=[*NASTY, "one too many"])
async def test_any_query_is_answered(bot: LocalBot, query: str) -> None:
    """The local server passes on more than the 256 characters that Telegram does."""
    await ask(bot, query)


async def test_it_is_not_kept_for_long_and_shows_no_link_preview(bot: LocalBot) -> None:
    await ask(bot, "when")
    [sent] = [request.parameters for request in bot.api.requests if request.method == "answerInlineQuery"]
    assert sent["cache_time"] == CACHE_SECONDS <= 60
    assert [result["input_message_content"]["link_preview_options"] for result in sent["results"]] == [{"is_disabled": True}] * 2


async def test_an_old_query_is_no_error(bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    too_old = ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    bot.api.faults.add("answerinlinequery", too_old)
    assert await bot.chat().inline("when") is None
    assert [record.levelname for record in caplog.records if record.name == "bot.outgoing"] == ["INFO"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("When is Putin going to China?", "In which month will Putin visit China?"),
        ("ros", "Who agreed on nuclear cooperation?"),
        ("rosatom", "Who agreed on nuclear cooperation?"),
        ("Which hotel will he stay in?", "The article does not say which city or place in China Putin will go to in October."),
        ("is he going in september", "No: the article says October."),
    ],
)
async def test_the_shipped_fact_base(engine: Engine, query: str, title: str) -> None:
    async with run_on(LocalBotApi(LOCAL_TOKEN), engine.answerer, engine.about) as bot:
        results = (await ask(bot, query)).results
        assert results[0].title.startswith(title[:20])
        assert 1 <= len(results) <= RESULTS
        assert all(result.description for result in results)
