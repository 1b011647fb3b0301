"""Commands, questions, their edits, groups and links, through the real library and the local Bot API."""

from __future__ import annotations

import logging

import pytest

from answers.reply import Kind, Part
from bot.buttons import deep_link
from bot.conversation import TURNS_KEPT
from bot.handlers import RECENT
from bot.local.client import LocalChat
from bot.local.errors import ApiError
from bot.local.running import LocalBot
from bot.menus import source_page
from bot.texts import (
    ASK_WHAT,
    CHOOSE_TOPIC,
    GONE,
    NO_REPLY_YET,
    NOT_TEXT,
    PRIVACY,
    UNKNOWN_COMMAND,
    about_text,
    help_text,
    start_text,
)
from tests.bot.fakes import ABOUT, CLARIFY, REFUSAL, WHEN, WHO, FakeAnswerer, echo

NO_QUESTION = ASK_WHAT.format(example=WHEN)
OCTOBER = "In October.\nPutin plans to visit China in October\n— the Kremlin · Putin to visit China, paragraph 1"


def texts(chat: LocalChat) -> list[str]:
    """What the bot has said in the chat, as it stands now."""
    return [message.text for message in chat.messages() if message.sender.get("is_bot")]


def problems(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno > logging.INFO]


@pytest.mark.parametrize(
    ("command", "text", "buttons"),
    [
        ("/start", start_text(ABOUT), [WHEN, WHO]),
        ("/START@Local_Article_Bot", start_text(ABOUT), [WHEN, WHO]),
        ("/help", help_text(ABOUT), []),
        ("/about", about_text(ABOUT), []),
        ("/privacy", PRIVACY, []),
        ("/topics", CHOOSE_TOPIC, ["Putin's visit", "Xi's visit"]),
        ("/source", source_page(ABOUT, 0).texts[0].plain, []),
        ("/why", NO_REPLY_YET, []),
        ("/ask", NO_QUESTION, []),
        ("/ask   ", NO_QUESTION, []),
        ("/ask When?", OCTOBER, ["In context", "Why this answer", WHO, "When was Xi in Moscow?", "👍", "👎", "Share"]),
        ("/frobnicate", UNKNOWN_COMMAND, []),
        ("/askew", UNKNOWN_COMMAND, []),
    ],
)
async def test_commands(bot: LocalBot, command: str, text: str, buttons: list[str]) -> None:
    chat = bot.chat()
    [message] = await chat.send(command)
    assert (message.text, message.labels, message.reply_to) == (text, buttons, chat.last_sent)


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        ("/ask When?", "When?"),
        ("/ask@local_article_bot\nWhen\nis it?", "When\nis it?"),
        ("/ASK  a  b ", "a  b"),
        ("when? /ask", "when? /ask"),
    ],
)
async def test_the_question_behind_the_command(bot: LocalBot, answerer: FakeAnswerer, command: str, asked: str) -> None:
    await bot.chat().send(command)
    assert [utterance for utterance, _ in answerer.asked] == [asked]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        pytest.param(deep_link("", "xi.when").partition("=")[2], "When was Xi in Moscow?\nIn March.", id="a fact"),
        pytest.param("qAAAAAAAA", GONE, id="a fact that is gone"),
        *[
            pytest.param(payload, "Hello!", id=f"other: {name}")
            for name, payload in {
                "none": "",
                "from inline mode": "inline",
                "64 letters": "x" * 64,
                "4000 letters": "x" * 4000,
                "markup": "<b>&",
                "path": "../../etc/passwd",
                "emoji": "😀",
                "many words": "q w e r t y",
                "fields": "{} %s",
            }.items()
        ],
    ],
)
async def test_any_payload_of_a_link_is_safe(bot: LocalBot, payload: str, text: str) -> None:
    [message] = await bot.chat().send(f"/start {payload}")
    assert message.text.startswith(text)


async def test_a_linked_fact_can_be_asked_on_about(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    [message] = await chat.send(f"/start {deep_link('', 'xi.when').partition('=')[2]}")
    assert message.styled("bold") == ["When was Xi in Moscow?"]
    assert "Why this answer" in message.labels
    await chat.send("and where?")
    assert answerer.asked == [("and where?", ("When was Xi in Moscow?",))]


async def test_why_explains_the_last_reply_or_the_one_it_replies_to(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    [first] = await chat.send("When?")
    answerer.parts = (REFUSAL,)
    await chat.send("On which day?")
    [last], [earlier] = await chat.send("/why"), await chat.send("/why", reply_to=first.message_id)
    assert "The article does not answer yours." in last.text
    assert earlier.text.startswith("The question nearest to yours that I know is “when is putin going to china”")


async def test_a_conversation_has_context_and_two_chats_are_apart(bot: LocalBot, answerer: FakeAnswerer) -> None:
    one, two = bot.chat(1), bot.chat(2)
    for number in range(6):
        await one.send(f"question {number}")
    await one.send("/why")
    await two.send("and when?")
    assert answerer.asked[5] == ("question 5", ("question 1", "question 2", "question 3", "question 4"))
    assert answerer.asked[6] == ("and when?", ())
    assert one.arrived() == []


async def test_a_reply_to_an_answer_goes_on_from_that_one(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    [first] = await chat.send("one")
    await chat.send("two")
    await chat.send("and then?", reply_to=first.message_id)
    assert answerer.asked[-1] == ("and then?", ("one",))


class TestEdits:
    async def test_the_answer_is_edited(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        answerer.respond = echo
        chat = bot.chat()
        [answer] = await chat.send("when")
        await chat.send("another")
        [edited] = await chat.edit(chat.last_sent - 2, "where")
        assert (edited.message_id, edited.text, edited.edited) == (answer.message_id, "You said: where", True)
        assert texts(chat) == ["You said: where", "You said: another"]

    async def test_what_follows_refers_to_the_edited_wording(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        chat = bot.chat()
        await chat.send("one")
        number = chat.last_sent
        await chat.send("two")
        await chat.edit(number, "ONE")
        await chat.send("three")
        assert [context for _, context in answerer.asked] == [(), ("one",), (), ("ONE", "two")]

    async def test_the_buttons_change_with_the_answer(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        chat = bot.chat()
        await chat.send("when")
        answerer.parts = (CLARIFY,)
        [edited] = await chat.edit(chat.last_sent, "which")
        assert edited.labels == ["Putin's to China?", "Xi's to Moscow?", "None of these"]
        answerer.parts = (echo("thanks"),)
        [edited] = await chat.edit(chat.last_sent, "thanks")
        assert edited.labels == []

    @pytest.mark.parametrize(("before", "after"), [(1, 3), (3, 1), (2, 2), (3, 2)])
    async def test_answers_of_several_messages(self, bot: LocalBot, answerer: FakeAnswerer, before: int, after: int) -> None:
        answerer.respond = lambda utterance: Part(Kind.ANSWER, utterance[0] * 4096 * int(utterance[1:]))
        chat = bot.chat()
        first = [message.message_id for message in await chat.send(f"a{before}")]
        await chat.edit(chat.last_sent, f"b{after}")
        assert texts(chat) == ["b" * 4096] * after
        now = [message.message_id for message in chat.messages() if message.sender.get("is_bot")]
        assert now[: min(before, after)] == first[:after]
        await chat.edit(chat.last_sent, f"c{before}")
        assert texts(chat) == ["c" * 4096] * before

    async def test_an_edit_that_changes_nothing(self, bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
        chat = bot.chat()
        await chat.send("when?")
        assert await chat.edit(chat.last_sent, "when??") == []
        assert (texts(chat), problems(caplog)) == ([OCTOBER], [])

    async def test_a_deleted_answer_is_sent_again(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        answerer.respond = echo
        chat = bot.chat()
        [answer] = await chat.send("when")
        await chat.delete(answer.message_id)
        [again] = await chat.edit(chat.last_sent, "where")
        assert (again.text, again.reply_to, again.edited) == ("You said: where", chat.last_sent, False)
        [edited] = await chat.edit(chat.last_sent, "who")
        assert edited.message_id == again.message_id

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param({"text": ""}, id="emptiness"),
            pytest.param({}, id="nothing"),
            pytest.param({"text": "/help", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}, id="a command"),
            pytest.param({"photo": [], "caption": "when?"}, id="a photo"),
            pytest.param({"location": {"latitude": 1.0, "longitude": 1.0}}, id="a place"),
        ],
    )
    async def test_edited_into_no_question_the_answer_stays(
        self, bot: LocalBot, caplog: pytest.LogCaptureFixture, content: dict[str, object]
    ) -> None:
        chat = bot.chat()
        await chat.send("when?")
        assert await chat.edit_content(chat.last_sent, content) == []
        assert (texts(chat), problems(caplog)) == ([OCTOBER], [])

    async def test_a_command_edited_into_a_question_has_its_reply_edited(self, bot: LocalBot) -> None:
        chat = bot.chat()
        for command in ("/hepl", "/ask"):
            [said] = await chat.send(command)
            [edited] = await chat.edit(chat.last_sent, "When?")
            assert (edited.message_id, edited.text) == (said.message_id, OCTOBER)

    async def test_ask_edited(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        answerer.respond = echo
        group = bot.group("Readers")
        [answer] = await group.send("/ask@local_article_bot when")
        [edited] = await group.edit(group.last_sent, "/ask@local_article_bot where")
        assert (edited.message_id, edited.text) == (answer.message_id, "You said: where")
        [edited] = await group.edit(group.last_sent, "/ask@local_article_bot")
        assert (edited.message_id, edited.text) == (answer.message_id, NO_QUESTION)

    @pytest.mark.parametrize(("seconds", "answers"), [(1, 1), (RECENT.total_seconds(), 1), (RECENT.total_seconds() + 1, 0)])
    async def test_an_edit_of_a_message_that_is_not_known(self, bot: LocalBot, seconds: float, answers: int) -> None:
        chat = bot.chat()
        message = {"message_id": 77, "date": 1_000_000, "edit_date": 1_000_000 + int(seconds), "chat": {"id": chat.id, "type": "private"}}
        assert len(await chat.push("edited_message", message | {"from": chat.person, "text": "when?"})) == answers
        command = {"text": "/ask", "entities": [{"type": "bot_command", "offset": 0, "length": 4}]}
        await chat.push("edited_message", message | command | {"message_id": 78, "from": chat.person})
        assert len(texts(chat)) == 2 * answers

    async def test_an_edit_of_a_message_whose_answer_is_forgotten(self, bot: LocalBot) -> None:
        chat = bot.chat()
        await chat.send("when?")
        old = chat.last_sent
        for number in range(TURNS_KEPT):
            await chat.send(f"when {number}?")
        assert await chat.edit(old, "who?") == [], "a second answer would stand beside the first"

    async def test_one_message_is_never_answered_twice(self, bot: LocalBot) -> None:
        chat = bot.chat()
        message = {"message_id": 77, "date": 1_000_000, "chat": {"id": chat.id, "type": "private"}, "from": chat.person, "text": "when?"}
        await chat.push("edited_message", message | {"edit_date": 1_000_001})
        await chat.push("message", message)
        await chat.push("message", message)
        assert texts(chat) == [OCTOBER]


class TestGroups:
    @pytest.mark.parametrize(
        ("text", "asked"),
        [
            ("/ask@local_article_bot When?", ["When?"]),
            ("/ask@Local_Article_Bot When?", ["When?"]),
            ("/ask@another_bot When?", []),
            ("/frobnicate@local_article_bot", []),
            ("people talk among themselves", []),
            ("@local_article_bot when?", []),
        ],
    )
    async def test_what_it_hears(self, bot: LocalBot, answerer: FakeAnswerer, text: str, asked: list[str]) -> None:
        bot.api.world.privacy_mode = False  # an administrator's bot gets all that is said, and must still be silent
        group = bot.group("Readers")
        assert len(await group.send(text)) == len(asked)
        assert [utterance for utterance, _ in answerer.asked] == asked

    async def test_replies_to_it_are_questions(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        group = bot.group("Readers", members=(1, 2))
        [hello] = await group.send("/start@local_article_bot")
        assert hello.text == start_text(ABOUT)
        [answer] = await group.as_(2).send("When?", reply_to=hello.message_id)
        assert answer.reply_to == group.as_(2).last_sent
        await group.send("/weather@another_bot", reply_to=answer.message_id)
        await group.send_photo()
        assert [utterance for utterance, _ in answerer.asked] == ["When?"]

    async def test_two_people_do_not_get_into_each_others_way(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        group = bot.group("Readers", members=(1, 2))
        [first] = await group.send("/ask@local_article_bot one")
        await group.as_(2).send("/ask@local_article_bot two")
        await group.send("/ask@local_article_bot three")
        await group.as_(2).send("four", reply_to=first.message_id)
        assert answerer.asked == [("one", ()), ("two", ()), ("three", ("one",)), ("four", ("one",))]

    async def test_ask_in_reply_to_somebody_asks_what_that_one_said(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        group = bot.group("Readers", members=(1, 2))
        await group.as_(2).send("When does he go?")
        asked = group.as_(2).last_sent
        await group.send("/ask@local_article_bot", reply_to=asked)
        [answer] = await group.send("/ask@local_article_bot And who?", reply_to=asked)
        [what] = await group.send("/ask@local_article_bot", reply_to=answer.message_id)
        assert [utterance for utterance, _ in answerer.asked] == ["When does he go?", "And who?"]
        assert what.text == NO_QUESTION

    async def test_answers_stay_in_their_forum_topic(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        forum = bot.group("Newsroom", forum=True)
        topic = await forum.open_topic("China")
        answerer.parts = (Part(Kind.ANSWER, "long " * 1000),)
        messages = await forum.send("/ask@local_article_bot When?", thread=topic)
        assert [message.thread for message in messages] == [topic, topic]
        [general] = [await forum.send("/ask@local_article_bot When?")]
        assert [message.thread for message in general] == [None, None]
        assert answerer.asked == [("When?", ()), ("When?", ())], "a topic is a conversation of its own"

    @pytest.mark.parametrize(
        "words", ["message thread not found", "TOPIC_CLOSED", "not enough rights to send text messages to the chat", "CHAT_WRITE_FORBIDDEN"]
    )
    async def test_where_it_may_not_write_it_does_not_complain(self, bot: LocalBot, caplog: pytest.LogCaptureFixture, words: str) -> None:
        bot.api.faults.add("sendMessage", ApiError(400, f"Bad Request: {words}"))
        assert await bot.group("Readers").send("/ask@local_article_bot When?") == []
        assert problems(caplog) == []

    async def test_talk_in_a_topic_that_the_bot_opened_is_no_reply_to_it(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        """Telegram says of each message of a topic that it replies to the notice of its opening."""
        forum = bot.group("Newsroom", forum=True)
        topic = await forum.open_topic("China")
        chat = {"id": forum.id, "type": "supergroup", "title": "Newsroom", "is_forum": True}
        notice = {"message_id": topic, "date": 1, "chat": chat, "from": bot.api.world.bot}
        notice |= {"forum_topic_created": {"name": "China", "icon_color": 1}}
        message = {"message_id": 900, "date": 1, "chat": chat, "from": forum.person, "text": "When?", "reply_to_message": notice}
        assert await forum.push("message", message | {"message_thread_id": topic, "is_topic_message": True}) == []
        assert answerer.asked == []

    async def test_an_administrator_who_writes_as_the_group_is_answered(self, bot: LocalBot) -> None:
        group = bot.group("Readers", forum=True)
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        command = {"text": "/ask@local_article_bot When?", "entities": [{"type": "bot_command", "offset": 0, "length": 22}]}
        content = {"message_id": 900, "date": 1, "chat": {"id": group.id, "type": "supergroup", "title": "Readers"}, "from": anonymous}
        sent = await group.push("message", content | command | {"sender_chat": {"id": group.id, "type": "supergroup", "title": "Readers"}})
        assert [message.text for message in sent] == [OCTOBER]

    async def test_what_a_channel_or_another_bot_writes_is_ignored(self, bot: LocalBot, answerer: FakeAnswerer) -> None:
        group = bot.group("Readers", forum=True)
        command = {"text": "/ask@local_article_bot When?", "entities": [{"type": "bot_command", "offset": 0, "length": 22}]}
        message = {"message_id": 900, "date": 1, "chat": {"id": group.id, "type": "supergroup", "title": "Readers"}} | command
        telegram, channel = {"id": 777000, "is_bot": False, "first_name": "Telegram"}, {"id": -1005, "type": "channel", "title": "News"}
        other = {"id": 77, "is_bot": True, "first_name": "Other"}
        assert await group.push("message", message | {"from": telegram, "sender_chat": channel, "is_automatic_forward": True}) == []
        assert await group.push("message", message | {"from": other | {"id": 136817688}, "sender_chat": channel}) == []
        assert await group.push("message", message | {"from": other}) == []
        assert answerer.asked == []


async def test_a_reply_to_a_group_that_has_moved_follows_it_once(bot: LocalBot, answerer: FakeAnswerer) -> None:
    group = bot.group("Readers")
    await group.send("/ask@local_article_bot one")
    old = group.id
    await group.migrate()
    moved = ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.id)
    message = {"message_id": 900, "date": 1, "chat": {"id": old, "type": "group", "title": "Readers"}, "from": group.person}
    command = {"text": "/ask@local_article_bot two", "entities": [{"type": "bot_command", "offset": 0, "length": 22}]}
    bot.api.faults.add("sendmessage", moved)
    [answer] = await group.push("message", message | command)
    assert (answer.text, answer.reply_to) == (OCTOBER, None)
    await group.send("/ask@local_article_bot three")
    assert answerer.asked[-1] == ("three", ("one", "two"))


async def test_what_is_no_text_gets_one_friendly_line(bot: LocalBot, answerer: FakeAnswerer) -> None:
    chat = bot.chat()
    for messages in (await chat.send_photo("a caption"), await chat.send_voice(), await chat.send_sticker()):
        assert [message.text for message in messages] == [NOT_TEXT]
    assert answerer.asked == []
