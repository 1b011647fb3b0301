"""What all handlers share: the engine, what is remembered, and how a reply becomes a response and goes out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from telegram import Bot
from telegram.error import ChatMigrated

from answers.reply import Kind, Option, Reply
from bot.buttons import answer_keyboard
from bot.conversation import Conversations, MemoryConversations, Turn, turn_replied_to
from bot.feedback import Feedback, MemoryFeedback
from bot.outgoing import Place, Response, revise, send, typing
from bot.render import render_reply
from bot.subjects import VOTED, facts_of, judged_part, question_of, subject_of
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

    def forget(self, chat: int) -> None:
        """As /privacy promises to whoever shuts the bot out."""
        self.conversations.forget(chat)
        self.feedback.forget(chat)


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

    async def answer(self, bot: Bot, place: Place, turn: Turn, reply: Reply, heading: str = "") -> None:
        """Responds with the reply and its buttons; `heading` is a question that was not written."""
        related = self._related(reply, self._told(place.chat, turn))
        keyboard = answer_keyboard(reply, related, turn.speaker[0], f"https://t.me/{bot.username}")
        await self.respond(bot, place, Response(render_reply(reply, heading), keyboard), replace(turn, reply=reply))

    async def answer_about(self, bot: Bot, place: Place, turn: Turn, reply: Reply) -> None:
        """The same for a reply to a fact or gap that was chosen: its own question stands above and counts as asked."""
        question = question_of(reply)
        await self.answer(bot, place, replace(turn, utterance=question), reply, question)

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

    def _told(self, chat: int, turn: Turn) -> set[str]:
        """The facts that this speaker was told of lately, but for those in the reply that is about to be replaced."""
        others = (other for other in self.memory.conversations.turns(chat) if not turn.question or other.question != turn.question)
        return {fact for other in others if other.reply and other.speaker == turn.speaker for fact in facts_of(other.reply)}

    def _related(self, reply: Reply, told: set[str]) -> list[Option]:
        """Where to go on from the last part that was looked up; from one that is not sure, first to the fact that it came near.

        It does not lead back to what was told already: two facts next to each other would otherwise offer each other for ever.
        """
        parts = [part for part in reply.parts if part.kind in VOTED and subject_of(part)]
        if judged_part(reply) is None or not parts:
            return []
        last, given = parts[-1], told | set(facts_of(reply))
        found = list(self.answerer.related(subject_of(last), RELATED + len(given)))
        if last.kind is Kind.NOT_STATED and last.explanation and last.explanation.fact:
            found.insert(0, Option(last.explanation.fact, last.explanation.asked))
        return [option for option in found if option.intent not in given][:RELATED]
