"""What all handlers share: the engine, what is remembered, and how a reply becomes a response and goes out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from telegram import Bot
from telegram.error import ChatMigrated

from answers.reply import Kind, Option, Reply
from bot.buttons import VOTED, answer_keyboard, judged_part, subject_of
from bot.conversation import Conversations, MemoryConversations, Turn, turn_replied_to
from bot.feedback import Feedback, MemoryFeedback
from bot.outgoing import Place, Response, revise, send, typing
from bot.render import render_reply
from bot.texts import About, Answerer
from bot.tokens import Tokens

__all__ = ["Desk", "Memory"]

RELATED = 3
"""Questions offered under a reply."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What outlives a message."""

    conversations: Conversations = field(default_factory=MemoryConversations)
    feedback: Feedback = field(default_factory=MemoryFeedback)


@dataclass(frozen=True, slots=True)
class Desk:
    """The bot's working place."""

    answerer: Answerer
    about: About
    tokens: Tokens
    memory: Memory

    async def ask(self, bot: Bot, place: Place, utterance: str, context: Sequence[str] = ()) -> Reply:
        """The engine's reply; in a thread, so that a slow match holds up neither polling nor stopping."""
        async with typing(bot, place):
            return await asyncio.to_thread(self.answerer.reply, utterance, context)

    def compose(self, bot: Bot, reply: Reply, asker: int = 0, heading: str = "") -> Response:
        """The reply with its buttons; `asker` is who alone may choose a reading, `heading` a question that was not written."""
        keyboard = answer_keyboard(reply, self._related(reply), asker, f"https://t.me/{bot.username}")
        return Response(render_reply(reply, heading), keyboard)

    async def respond(self, bot: Bot, place: Place, response: Response, turn: Turn) -> None:
        """Sends the response, or puts it in the place of the one that the turn's question has had, and remembers the turn."""
        conversations = self.memory.conversations
        earlier = turn_replied_to(conversations.turns(place.chat), turn.question) if turn.question else None
        try:
            answers = await (revise(bot, place, earlier.answers, response) if earlier else send(bot, place, response))
        except ChatMigrated as moved:
            # The group has become a supergroup, where its messages have other numbers or none.
            conversations.move(place.chat, moved.new_chat_id)
            place, turn = Place(moved.new_chat_id), replace(turn, question=0)
            answers = await send(bot, place, response)
        conversations.remember(place.chat, replace(turn, answers=answers))

    def _related(self, reply: Reply) -> list[Option]:
        """Where to go on from the last part that was looked up; from one that is not sure, first to the fact that it came near."""
        parts = [part for part in reply.parts if part.kind in VOTED and subject_of(part)]
        if judged_part(reply) is None or not parts:
            return []
        last, given = parts[-1], {subject_of(part) for part in parts if part.kind is not Kind.NOT_STATED}
        found = list(self.answerer.related(subject_of(last), RELATED + len(parts)))
        if last.kind is Kind.NOT_STATED and last.explanation and last.explanation.fact:
            found.insert(0, Option(last.explanation.fact, last.explanation.asked))
        return [option for option in found if option.intent not in given][:RELATED]
