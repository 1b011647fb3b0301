"""Presses of buttons, through the real library and the local Bot API."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from answers.reply import Kind, Part
from bot.desk import Memory
from bot.feedback import MemoryFeedback
from bot.local import people
from bot.local.client import LocalChat
from bot.local.errors import ApiError
from bot.local.running import LOCAL_TOKEN, LocalBot, run_on
from bot.local.server import LocalBotApi
from bot.local.views import Arrived
from bot.texts import APOLOGY, CHOOSE_TOPIC, FORGOTTEN, GONE, NO_SUCH_BUTTON, NONE_OF_THESE, VOTE_CHANGED, VOTE_THANKS
from bot.tokens import token_of
from tests.bot.conftest import Engine
from tests.bot.fakes import ABOUT, ABOUT_INTENTS, CLARIFY, OFF_TOPIC, REFUSAL, WHEN, WHO, FakeAnswerer

TOKEN = token_of("visit.when")
XI_WHEN = "When was Xi in Moscow?"
MARCH = f"{XI_WHEN}\nIn March.\nXi was in Moscow in March\n— the article · Putin to visit China, paragraph 3"
WHY_BY_WORDS = "The question nearest to yours that I know is “when is putin going to china”"
ANSWERED = ABOUT_INTENTS["visit.when"]


@pytest.fixture
def feedback() -> MemoryFeedback:
    return MemoryFeedback()


@pytest_asyncio.fixture
async def bot(answerer: FakeAnswerer, feedback: MemoryFeedback) -> AsyncIterator[LocalBot]:
    async with run_on(LocalBotApi(LOCAL_TOKEN), answerer, ABOUT, Memory(feedback=feedback)) as running:
        yield running


def count(bot: LocalBot, method: str) -> int:
    return [request.method for request in bot.api.requests].count(method)


async def answer_in(chat: LocalChat, text: str = "When?") -> Arrived:
    [answer] = await chat.send(text)
    return answer


async def test_in_context(bot: LocalBot) -> None:
    chat = bot.chat()
    answer = await answer_in(chat)
    pressed = await chat.press(answer.message_id, "In context")
    [context] = pressed.arrived
    assert context.text == f"paragraph 1\n{ABOUT.passages[0]}\n\nparagraph 2\n{ABOUT.passages[1]}"
    assert context.styled("underline") == ["Putin plans to visit China in October"]
    assert (pressed.text, context.reply_to, context.labels) == ("", answer.message_id, [])


async def test_of_several_answers_each_has_its_context(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.parts = (ANSWERED, ABOUT_INTENTS["xi.when"])
    chat = bot.chat()
    answer = await answer_in(chat)
    [second] = (await chat.press(answer.message_id, "In context 2")).arrived
    assert second.styled("underline") == ["Xi was in Moscow in March"]


async def test_why_this_answer_explains_that_very_answer(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    answer = await answer_in(chat)
    answerer.parts = (REFUSAL,)
    await answer_in(chat, "On which day?")
    [why] = (await chat.press(answer.message_id, "Why this answer")).arrived
    assert why.text.startswith(WHY_BY_WORDS)
    assert why.reply_to == answer.message_id
    assert len(answerer.asked) == 2, "what is remembered need not be asked again"


async def test_a_related_question_is_answered_and_can_be_asked_on_about(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    answer = await answer_in(chat)
    [related] = (await chat.press(answer.message_id, XI_WHEN)).arrived
    assert (related.text, related.reply_to, related.styled("bold")) == (MARCH, answer.message_id, [XI_WHEN])
    assert related.labels == ["In context", "Why this answer", WHO, "👍", "👎", "Share"], "nothing leads back"
    [why] = (await chat.press(related.message_id, "Why this answer")).arrived
    assert why.text == f"You chose the question “{XI_WHEN}”, about a visit. The article answers it in paragraph 3, as quoted."
    await chat.send("and for how long?")
    assert answerer.asked[-1] == ("and for how long?", ("When?", XI_WHEN))


async def test_under_a_refusal_are_the_nearest_questions(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.parts = (REFUSAL,)
    chat = bot.chat()
    assert (await answer_in(chat)).labels == ["Why this reply", WHEN, WHO, XI_WHEN, "👍", "👎"]
    answerer.parts = (replace(ANSWERED, kind=Kind.NOT_STATED),)
    assert (await answer_in(chat)).labels == ["Why this reply", WHEN, WHO, XI_WHEN, "👍", "👎"], "the fact that it came near comes first"


async def test_an_example_is_asked(bot: LocalBot, answerer: FakeAnswerer) -> None:
    answerer.parts = (OFF_TOPIC,)
    chat = bot.chat()
    declined = await answer_in(chat, "how do I cook rice")
    assert declined.labels == [WHEN, WHO]
    answerer.parts = (ANSWERED,)
    [answer] = (await chat.press(declined.message_id, WHO)).arrived
    assert (answer.text.splitlines()[:2], answer.reply_to) == ([WHO, "In October."], declined.message_id)
    await chat.send("and when?")
    assert answerer.asked == [("how do I cook rice", ()), (WHO, ()), ("and when?", ("how do I cook rice", WHO))]


class TestReadings:
    async def test_a_reading_is_chosen(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        answerer.parts = (CLARIFY,)
        chat = bot.chat()
        asked_back = await answer_in(chat)
        assert asked_back.labels == ["Putin's to China?", "Xi's to Moscow?", "None of these"]
        [answer] = (await chat.press(asked_back.message_id, "Xi's to Moscow?")).arrived
        assert (answer.text, answer.reply_to) == (MARCH, asked_back.message_id)

    async def test_none_of_these(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        answerer.parts = (CLARIFY,)
        chat = bot.chat()
        asked_back = await answer_in(chat)
        [line] = (await chat.press(asked_back.message_id, "None of these")).arrived
        assert line.text == NONE_OF_THESE

    @pytest.mark.parametrize("button", ["Xi's to Moscow?", "None of these"])
    async def test_in_a_group_only_the_asker_chooses(self, bot: LocalBot, answerer: FakeAnswerer, button: str) -> None:
        answerer.parts = (CLARIFY,)
        group = bot.group("Readers", members=(1, 2))
        asked_back = await answer_in(group, "/ask@local_article_bot When?")
        others = await group.press(asked_back.message_id, button, by=2)
        name = bot.api.world.user(1)["first_name"]
        assert (others.text, others.arrived) == (f"That is {name}'s question. Ask your own with /ask.", [])
        await group.delete(group.last_sent)
        assert len((await group.press(asked_back.message_id, button, by=1)).arrived) == 1

    async def test_whose_question_it_was_is_not_told_where_it_is_gone(self, bot: LocalBot) -> None:
        group = bot.group("Readers", members=(1, 2))
        answer = await answer_in(group, "/ask@local_article_bot When?")
        pressed = await group.press_data(answer.message_id, "n.999", by=2)
        assert (pressed.text, pressed.arrived) == ("That is someone else's question. Ask your own with /ask.", [])

    async def test_the_other_buttons_are_for_all(self, bot: LocalBot) -> None:
        group = bot.group("Readers", members=(1, 2))
        answer = await answer_in(group, "/ask@local_article_bot When?")
        for button in ("In context", "Why this answer", XI_WHEN):
            assert len((await group.press(answer.message_id, button, by=2)).arrived) == 1
        assert (await group.press(answer.message_id, "👍", by=2)).text == VOTE_THANKS


class TestVotes:
    async def test_the_last_vote_of_each_counts(self, bot: LocalBot, feedback: MemoryFeedback) -> None:
        group = bot.group("Readers", members=(1, 2))
        answer = await answer_in(group, "/ask@local_article_bot When?")
        presses = [("👍", 1), ("👍", 1), ("👎", 1), ("👍", 2)]
        toasts = [(await group.press(answer.message_id, button, by=user)).text for button, user in presses]
        assert toasts == [VOTE_THANKS, VOTE_THANKS, VOTE_CHANGED, VOTE_THANKS]
        assert [(vote.user, vote.good) for vote in feedback.votes()] == [(1, False), (2, True)]

    @pytest.mark.parametrize(
        ("part", "intent"),
        [(ANSWERED, "visit.when"), (REFUSAL, "visit.day"), (replace(ANSWERED, kind=Kind.CORRECTION), "visit.when")],
        ids=["answer", "not stated", "correction"],
    )
    async def test_it_is_stored_against_that_very_reply(
        self, bot: LocalBot, answerer: FakeAnswerer, feedback: MemoryFeedback, part: Part, intent: str
    ) -> None:
        answerer.parts = (part,)
        chat = bot.chat()
        answer = await answer_in(chat)
        answerer.parts = (CLARIFY,)
        await chat.send("and?")
        await chat.press(answer.message_id, "👎")
        [vote] = feedback.votes()
        assert (vote.chat, vote.message, vote.user, vote.good) == (chat.id, answer.message_id, 1, False)
        assert (vote.intent, vote.kind) == (intent, part.kind)


class TestMenus:
    async def test_topics_and_back_by_editing_one_message(self, bot: LocalBot) -> None:
        chat = bot.chat()
        [menu] = await chat.send("/topics")
        [topic] = (await chat.press(menu.message_id, "Xi's visit")).arrived
        assert (topic.message_id, topic.text, topic.labels) == (menu.message_id, "Xi's visit:", [XI_WHEN, "All topics"])
        [back] = (await chat.press(menu.message_id, "All topics")).arrived
        assert (back.message_id, back.text, back.labels) == (menu.message_id, CHOOSE_TOPIC, menu.labels)
        await chat.press(menu.message_id, "Xi's visit")
        [answer] = (await chat.press(menu.message_id, XI_WHEN)).arrived
        assert (answer.text, answer.reply_to) == (MARCH, menu.message_id)

    async def test_the_article_is_leafed_through(self, engine: Engine) -> None:
        async with run_on(LocalBotApi(LOCAL_TOKEN), engine.answerer, engine.about) as bot:
            chat = bot.chat()
            [first] = await chat.send("/source")
            [second] = (await chat.press(first.message_id, "▶")).arrived
            [again] = (await chat.press(first.message_id, "◀")).arrived
            nothing = await chat.press(first.message_id, again.labels[0])
            assert first.text.startswith(f"{engine.about.title}\n\n1. Russian President Vladimir Putin plans")
            assert (second.message_id, again.html) == (first.message_id, first.html)
            assert second.text[0].isdigit()
            assert (nothing.text, nothing.arrived) == ("", []), "the page that is shown already"

    async def test_a_menu_that_was_deleted_is_sent_again(self, bot: LocalBot) -> None:
        chat = bot.chat()
        [menu] = await chat.send("/topics")
        await chat.delete(menu.message_id)
        [again] = (await chat.press_data(menu.message_id, f"t{token_of('xi')}.0")).arrived
        assert (again.text, again.edited, again.reply_to) == ("Xi's visit:", False, None)

    async def test_a_menu_that_was_left_behind_in_a_group_is_sent_to_the_supergroup(
        self, bot: LocalBot, caplog: pytest.LogCaptureFixture
    ) -> None:
        group = bot.group("Readers")
        [menu] = await group.send("/topics")
        old = bot.api.world.chats[group.id]
        await group.migrate()
        query, [number] = people.press(bot.api.world, old, menu.message_id, f"t{token_of('xi')}.0", group.person)
        await bot.dealt_with(number)
        assert query.answer is not None
        [again] = group.arrived()
        assert (again.text, again.edited) == ("Xi's visit:", False)
        assert [record for record in caplog.records if record.levelno > logging.INFO] == []


class TestRestart:
    """The same bot, started again: buttons under old messages still act on their own message."""

    @pytest.mark.parametrize(
        ("button", "begins"),
        [
            ("In context", "paragraph 1"),
            ("Why this answer", WHY_BY_WORDS),
            (XI_WHEN, MARCH),
        ],
    )
    async def test_buttons_go_on_to_work(self, answerer: FakeAnswerer, button: str, begins: str) -> None:
        api = LocalBotApi(LOCAL_TOKEN)
        async with run_on(api, answerer, ABOUT) as bot:
            chat = bot.chat()
            answer = await answer_in(chat)
        async with run_on(api, answerer, ABOUT) as bot:
            again = bot.chat()
            [arrived] = (await again.press(answer.message_id, button)).arrived
            assert arrived.text.startswith(begins)
            assert arrived.reply_to == answer.message_id

    async def test_votes_too(self, answerer: FakeAnswerer) -> None:
        api, feedback = LocalBotApi(LOCAL_TOKEN), MemoryFeedback()
        async with run_on(api, answerer, ABOUT) as bot:
            answer = await answer_in(bot.chat())
        async with run_on(api, answerer, ABOUT, Memory(feedback=feedback)) as bot:
            assert (await bot.chat().press(answer.message_id, "👍")).text == VOTE_THANKS
        assert [(vote.intent, vote.kind) for vote in feedback.votes()] == [("visit.when", Kind.ANSWER)]

    async def test_why_is_not_guessed(self, answerer: FakeAnswerer) -> None:
        """A follow-up alone is understood as something else than in its conversation."""
        api = LocalBotApi(LOCAL_TOKEN)
        async with run_on(api, answerer, ABOUT) as bot:
            answer = await answer_in(bot.chat(), "and when?")
        answerer.parts = (OFF_TOPIC,)
        async with run_on(api, answerer, ABOUT) as bot:
            [line] = (await bot.chat().press(answer.message_id, "Why this answer")).arrived
            assert (line.text, answerer.asked[-1]) == (FORGOTTEN, ("and when?", ()))

    async def test_why_of_a_question_that_is_gone(self, answerer: FakeAnswerer) -> None:
        api = LocalBotApi(LOCAL_TOKEN)
        async with run_on(api, answerer, ABOUT) as bot:
            chat = bot.chat()
            answer = await answer_in(chat)
        api.world.chats[chat.id].messages[answer.message_id].pop("reply_to_message")
        async with run_on(api, answerer, ABOUT) as bot:
            [line] = (await bot.chat().press(answer.message_id, "Why this answer")).arrived
            assert line.text == FORGOTTEN

    async def test_why_of_what_was_chosen_by_a_button(self, answerer: FakeAnswerer) -> None:
        api = LocalBotApi(LOCAL_TOKEN)
        async with run_on(api, answerer, ABOUT) as bot:
            chat = bot.chat()
            answer = await answer_in(chat)
            [related] = (await chat.press(answer.message_id, XI_WHEN)).arrived
        async with run_on(api, answerer, ABOUT) as bot:
            [why] = (await bot.chat().press(related.message_id, "Why this answer")).arrived
            assert why.text.startswith(f"You chose the question “{XI_WHEN}”")

    @pytest.mark.parametrize("button", ["In context", "Why this answer", WHO, "👍"])
    async def test_a_fact_that_is_gone_says_so(self, answerer: FakeAnswerer, button: str) -> None:
        api = LocalBotApi(LOCAL_TOKEN)
        async with run_on(api, answerer, ABOUT) as bot:
            answer = await answer_in(bot.chat())
        async with run_on(api, answerer, replace(ABOUT, intents=("xi.when",), examples=(), sections=())) as bot:
            chat = bot.chat()
            pressed = await chat.press(answer.message_id, button)
            assert (pressed.text, pressed.arrived) == (GONE, [])
            assert [(await chat.press_data(answer.message_id, data)).text for data in (f"e{token_of(WHEN)}", f"t{token_of('xi')}.0")] == [
                GONE
            ] * 2


class TestBadPresses:
    @pytest.mark.parametrize(
        "data",
        [
            "",
            "x",
            f"c{TOKEN}.7",
            f"u{TOKEN}.9",
            f"r{TOKEN}",
            "l",
            "s.-1",
            "s.99999999999999999",
            "x" * 64,
            "x" * 5000,
            "😀",
            "\x00",
            "<b>&",
            "{}",
        ],
    )
    async def test_forged_data(self, bot: LocalBot, data: str, caplog: pytest.LogCaptureFixture) -> None:
        chat = bot.chat()
        answer = await answer_in(chat)
        pressed = await chat.press_data(answer.message_id, data)
        assert (pressed.text, pressed.arrived) == (NO_SUCH_BUTTON, [])
        assert [record for record in caplog.records if record.levelno > logging.INFO] == []
        assert count(bot, "answerCallbackQuery") == 1

    async def test_a_press_without_data_or_message(self, bot: LocalBot) -> None:
        chat = bot.chat()
        query = {"id": "1", "from": chat.person, "chat_instance": "1"}
        for content in ({"game_short_name": "chess"}, {"data": f"c{TOKEN}"}, {"data": f"c{TOKEN}", "inline_message_id": "i"}, {}):
            assert await chat.push("callback_query", query | content) == []
        assert count(bot, "answerCallbackQuery") == 4

    @pytest.mark.parametrize("data", [f"c{TOKEN}", f"w{TOKEN}", f"q{TOKEN}", f"r{TOKEN}.1", "n.1", f"e{token_of(WHEN)}", "l.0", "s.0"])
    async def test_a_button_on_a_deleted_message(self, bot: LocalBot, data: str) -> None:
        chat = bot.chat()
        answer = await answer_in(chat)
        await chat.delete(answer.message_id)
        pressed = await chat.press_data(answer.message_id, data)
        assert (pressed.text, [message.reply_to for message in pressed.arrived]) == ("", [None])

    async def test_a_vote_on_a_deleted_message(self, bot: LocalBot) -> None:
        chat = bot.chat()
        answer = await answer_in(chat)
        await chat.delete(answer.message_id)
        assert (await chat.press_data(answer.message_id, f"u{TOKEN}.0")).text == VOTE_THANKS

    async def test_an_old_press_is_still_worked_on(self, bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO, "bot")
        too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
        bot.api.faults.add("answercallbackquery", ApiError(400, too_old))
        chat = bot.chat()
        answer = await answer_in(chat)
        assert len((await chat.press(answer.message_id, "In context")).arrived) == 1
        assert [record.levelname for record in caplog.records if record.name == "bot.outgoing"] == ["INFO"]

    async def test_an_error_ends_the_waiting_sign_too(
        self, bot: LocalBot, answerer: FakeAnswerer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        chat = bot.chat()
        answer = await answer_in(chat)

        def fail(_: str) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(answerer, "reply_about", fail)
        pressed = await chat.press(answer.message_id, "In context")
        assert pressed.text == APOLOGY
        assert count(bot, "answerCallbackQuery") == 1
        assert "ZeroDivisionError at " in caplog.text

    async def test_who_has_blocked_the_bot_meanwhile(self, bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
        chat = bot.chat()
        answer = await answer_in(chat)
        await chat.set_bot_status("kicked")
        assert (await chat.press(answer.message_id, "In context")).arrived == []
        assert [record for record in caplog.records if record.levelno > logging.INFO] == []

    async def test_every_press_is_acknowledged_once(self, bot: LocalBot) -> None:
        chat = bot.chat()
        answer = await answer_in(chat)
        [menu] = await chat.send("/topics")
        presses = [(answer.message_id, button.data) for row in answer.buttons for button in row if button.data]
        presses += [(menu.message_id, button.data) for row in menu.buttons for button in row if button.data]
        for message_id, data in presses:
            assert (await chat.press_data(message_id, data)).text is not None
        assert count(bot, "answerCallbackQuery") == len(presses)
