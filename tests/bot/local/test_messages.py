"""Sending, editing and deleting: each call and what Telegram answers."""

from __future__ import annotations

import pytest

from tests.bot.local.conftest import Server

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
KEYBOARD = {"inline_keyboard": [[{"text": "Why", "callback_data": "w"}]]}
OTHER_KEYBOARD = {"inline_keyboard": [[{"text": "How", "callback_data": "h"}]]}
MINE, THEIRS, PHOTO = 1, 2, 3


@pytest.fixture
async def chat(server: Server) -> Server:
    """A private chat, 5, with a message of the bot's, one of the reader's and a photo."""
    reader = server.chat(5)
    await server.ask("sendMessage", chat_id=5, text="<b>mine</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    await reader.send("theirs")
    await reader.send_photo("a caption")
    return server


@pytest.mark.parametrize(
    ("method", "parameters", "answer"),
    [
        pytest.param("sendMessage", {"text": "x", "chat_id": None}, "Bad Request: chat_id is empty", id="no chat"),
        pytest.param("sendMessage", {"text": "x", "chat_id": ""}, "Bad Request: chat_id is empty", id="empty chat"),
        pytest.param("sendMessage", {"text": "x", "chat_id": 6}, "Bad Request: chat not found", id="unknown chat"),
        pytest.param("sendMessage", {"text": "x", "chat_id": "@nobody"}, "Bad Request: chat not found", id="name of a chat"),
        pytest.param("sendMessage", {"chat_id": 6}, "Bad Request: message text is empty", id="text comes first"),
        pytest.param("sendMessage", {"text": "x" * 4097}, "Bad Request: message is too long", id="4097"),
        pytest.param("sendMessage", {"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply markup JSON object", id="markup"),
        pytest.param("sendMessage", {"text": "x", "reply_markup": "[]"}, "Bad Request: object expected as reply markup", id="markup list"),
        pytest.param(
            "sendMessage", {"text": "x", "reply_parameters": {"message_id": 9}},
            "Bad Request: message to be replied not found", id="unknown target",
        ),
        pytest.param(
            "sendMessage", {"text": "x", "reply_parameters": {"quote": "y"}},
            'Bad Request: can\'t find field "message_id"', id="target without number",
        ),
        pytest.param("sendMessage", {"text": "x", "message_thread_id": THEIRS}, "Bad Request: message thread not found", id="no topic"),
        pytest.param("editMessageText", {"text": "x", "message_id": 9}, "Bad Request: message to edit not found", id="edit nothing"),
        pytest.param("editMessageText", {"text": "x"}, "Bad Request: message identifier is not specified", id="edit what?"),
        pytest.param("editMessageText", {"text": "x", "message_id": THEIRS}, "Bad Request: message can't be edited", id="edit theirs"),
        pytest.param("editMessageText", {"message_id": MINE}, "Bad Request: message text is empty", id="edit to nothing"),
        pytest.param("editMessageText", {"text": " ", "message_id": MINE}, "Bad Request: text must be non-empty", id="edit to blank"),
        pytest.param("editMessageText", {"text": "x" * 4097, "message_id": MINE}, "Bad Request: message is too long", id="edit to 4097"),
        pytest.param(
            "editMessageText", {"text": "<b>mine</b>", "parse_mode": "HTML", "message_id": MINE, "reply_markup": KEYBOARD},
            NOT_MODIFIED, id="edit to the same",
        ),
        pytest.param("editMessageText", {"text": "x", "inline_message_id": "9"}, "Bad Request: MESSAGE_ID_INVALID", id="edit no inline"),
        pytest.param("editMessageReplyMarkup", {"message_id": MINE, "reply_markup": KEYBOARD}, NOT_MODIFIED, id="same buttons"),
        pytest.param("editMessageReplyMarkup", {"message_id": THEIRS}, "Bad Request: message can't be edited", id="their buttons"),
        pytest.param("deleteMessage", {"message_id": 9}, "Bad Request: message to delete not found", id="delete nothing"),
        pytest.param("sendChatAction", {"action": "typing", "chat_id": 6}, "Bad Request: chat not found", id="typing to nobody"),
        pytest.param("sendChatAction", {"action": "dancing"}, "Bad Request: wrong parameter action in request", id="dancing"),
        pytest.param("sendChatAction", {}, "Bad Request: wrong parameter action in request", id="no action"),
    ],
)  # fmt: skip
async def test_refusals(chat: Server, method: str, parameters: dict[str, object], answer: str) -> None:
    before = len(chat.api.world.changes)
    assert await chat.ask(method, **({"chat_id": 5} | parameters)) == answer
    assert len(chat.api.world.changes) == before


async def test_an_edit_replaces_text_styles_and_buttons(chat: Server) -> None:
    edited = await chat.ask("editMessageText", chat_id=5, message_id=MINE, text="plain")
    assert (edited["text"], "entities" in edited, "reply_markup" in edited) == ("plain", False, False)
    assert edited["edit_date"] > edited["date"]
    edited = await chat.ask("editMessageText", chat_id=5, message_id=MINE, text="plain", reply_markup=KEYBOARD)
    assert (edited["text"], edited["reply_markup"]) == ("plain", KEYBOARD)


async def test_buttons_are_changed_and_taken_away(chat: Server) -> None:
    edited = await chat.ask("editMessageReplyMarkup", chat_id=5, message_id=MINE, reply_markup=OTHER_KEYBOARD)
    assert (edited["text"], edited["entities"][0]["type"], edited["reply_markup"]) == ("mine", "bold", OTHER_KEYBOARD)
    assert "reply_markup" not in await chat.ask("editMessageReplyMarkup", chat_id=5, message_id=MINE)
    assert await chat.ask("editMessageReplyMarkup", chat_id=5, message_id=MINE) == NOT_MODIFIED


async def test_a_reply_quotes_one_message_and_no_chain(chat: Server) -> None:
    answer = await chat.ask("sendMessage", chat_id=5, text="a", reply_parameters={"message_id": THEIRS})
    again = await chat.ask("sendMessage", chat_id=5, text="b", reply_parameters={"message_id": answer["message_id"]})
    assert answer["reply_to_message"]["text"] == "theirs"
    assert (again["reply_to_message"]["text"], "reply_to_message" in again["reply_to_message"]) == ("a", False)
    gone = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await chat.ask("sendMessage", chat_id=5, text="c", reply_parameters=gone)


async def test_a_message_keeps_what_it_was_sent_with(chat: Server) -> None:
    options = {"is_disabled": True}
    sent = await chat.ask("sendMessage", chat_id=5, text="x", link_preview_options=options, reply_markup={"remove_keyboard": True})
    assert (sent["link_preview_options"], "reply_markup" in sent, sent["from"]["is_bot"]) == (options, False, True)


@pytest.mark.parametrize(
    ("group", "status", "number", "hours", "answer"),
    [
        pytest.param(False, "member", MINE, 0, True, id="own"),
        pytest.param(False, "member", THEIRS, 47, True, id="a reader's, in private"),
        pytest.param(False, "member", MINE, 49, "Bad Request: message can't be deleted for everyone", id="after two days"),
        pytest.param(True, "member", THEIRS, 0, "Bad Request: message can't be deleted", id="a reader's, in a group"),
        pytest.param(True, "administrator", THEIRS, 0, True, id="a reader's, by an administrator"),
    ],
)
async def test_deleting(server: Server, group: bool, status: str, number: int, hours: int, answer: object) -> None:  # noqa: PLR0917
    chat = server.group("Newsroom") if group else server.chat(5)
    await chat.set_bot_status(status)
    sent = await server.ask("sendMessage", chat_id=chat.id, text="mine")
    numbers = {MINE: sent["message_id"], THEIRS: sent["message_id"] + 1}
    await chat.send("theirs")
    server.clock.now += hours * 3600
    assert await server.ask("deleteMessage", chat_id=chat.id, message_id=numbers[number]) == answer
    assert (chat.message(numbers[number]) is None) is (answer is True)


async def test_the_bot_is_seen_typing_until_it_writes_or_stops(server: Server) -> None:
    chat = server.chat(5)
    for wait, typing in ((0, True), (4, True), (6, False)):
        assert await server.ask("sendChatAction", chat_id=5, action="typing") is True
        server.clock.now += wait
        assert chat.bot_is_typing is typing
    await server.ask("sendChatAction", chat_id=5, action="Typing")
    await server.ask("sendMessage", chat_id=5, text="done")
    assert not chat.bot_is_typing
    channel = server.channel("News")
    assert await server.ask("sendChatAction", chat_id=channel.id, action="typing") == "Forbidden: can't send chat actions to channels"
