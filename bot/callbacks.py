"""What happens when a button is pressed.

First it is decided what the press means, then Telegram is told that it arrived, exactly once and with a line for the reader where there is
one to say, and only then the work is done: whoever pressed sees at once that it was heard.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from telegram import Bot, CallbackQuery, MaybeInaccessibleMessage, Message, Update
from telegram.ext import ContextTypes

from answers.reply import Reply
from bot.buttons import Action, Press, parse_press
from bot.conversation import Turn, turn_with_reply
from bot.desk import Desk
from bot.explain import explain_to_reader
from bot.feedback import Vote
from bot.incoming import is_by, question_in
from bot.menus import source_page, topic_page, topics_page
from bot.outgoing import Place, Response, answer_query, place_of, replace_text
from bot.render import render_context, render_text
from bot.subjects import VOTED, judged_part, subject_of
from bot.texts import APOLOGY, FORGOTTEN, GONE, NO_SUCH_BUTTON, NONE_OF_THESE, VOTE_CHANGED, VOTE_THANKS, not_yours_text

__all__ = ["Presses"]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a press leads to."""

    toast: str = ""
    """A line that the reader sees for a moment."""
    work: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A press with the message that it was made under."""

    bot: Bot
    press: Press
    query: CallbackQuery
    message: MaybeInaccessibleMessage

    @property
    def token(self) -> str:
        return self.press.token

    @property
    def user(self) -> int:
        return self.query.from_user.id

    @property
    def place(self) -> Place:
        return place_of(self.message)

    @property
    def turn(self) -> Turn:
        """The press itself as a turn, with nothing asked yet."""
        return Turn("", speaker=(self.user, self.place.thread or 0))


@dataclass(frozen=True, slots=True)
class Presses:
    """The callback for all buttons."""

    desk: Desk

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None:
            raise ValueError("the handler lets an update without a press through")
        try:
            outcome = self._outcome(query, context.bot)
        except Exception:
            await _acknowledge(query, APOLOGY)
            raise
        await _acknowledge(query, outcome.toast)
        if outcome.work is not None:
            await outcome.work()

    def _outcome(self, query: CallbackQuery, bot: Bot) -> _Outcome:
        press = parse_press(query.data)
        if press is None or query.message is None:
            return _Outcome(NO_SUCH_BUTTON)
        return _OUTCOMES[press.action](self, _Pressed(bot, press, query, query.message))

    def _about_intent(self, pressed: _Pressed) -> _Outcome:
        intent = self.desk.tokens.intent(pressed.token)
        reply = self.desk.answerer.reply_about(intent) if intent else None
        if intent is None or reply is None:
            return _Outcome(GONE)
        if pressed.press.action is Action.CONTEXT:
            return _Outcome(work=lambda: self._show_context(pressed, reply))
        if pressed.press.action is Action.WHY:
            return _Outcome(work=lambda: self._explain(pressed, intent, reply))
        if pressed.press.action is Action.READING:
            return self._for_asker(pressed, lambda: self._answer_about(pressed, reply))
        return _Outcome(work=lambda: self._answer_about(pressed, reply))

    def _for_asker(self, pressed: _Pressed, work: Callable[[], Awaitable[None]]) -> _Outcome:
        """In a group, only who asked may say what was meant."""
        asker = pressed.press.number
        if asker in (0, pressed.user) or pressed.message.chat.type == pressed.message.chat.PRIVATE:
            return _Outcome(work=work)
        question = _question_of(pressed.message)
        known = question.from_user if question and question.from_user and question.from_user.id == asker else None
        return _Outcome(not_yours_text(known.first_name if known else ""))

    def _vote(self, pressed: _Pressed) -> _Outcome:
        intent = self.desk.tokens.intent(pressed.token)
        if intent is None:
            return _Outcome(GONE)
        if pressed.press.number >= len(VOTED):
            return _Outcome(NO_SUCH_BUTTON)
        kind, good = VOTED[pressed.press.number], pressed.press.action is Action.UP
        vote = Vote(pressed.message.chat.id, pressed.message.message_id, pressed.user, intent, kind, good)
        earlier = self.desk.memory.feedback.record(vote)
        return _Outcome(VOTE_CHANGED if earlier and earlier.good != good else VOTE_THANKS)

    def _none_of_these(self, pressed: _Pressed) -> _Outcome:
        return self._for_asker(pressed, lambda: self._say(pressed, NONE_OF_THESE))

    def _example(self, pressed: _Pressed) -> _Outcome:
        question = self.desk.tokens.example(pressed.token)
        return _Outcome(GONE) if question is None else _Outcome(work=lambda: self._ask(pressed, question))

    def _topics(self, pressed: _Pressed) -> _Outcome:
        return _Outcome(work=lambda: self._turn_to(pressed, topics_page(self.desk.about, pressed.press.number)))

    def _topic(self, pressed: _Pressed) -> _Outcome:
        section = self.desk.tokens.section(pressed.token)
        if section is None:
            return _Outcome(GONE)
        return _Outcome(work=lambda: self._turn_to(pressed, topic_page(self.desk.about, section, pressed.press.number)))

    def _source(self, pressed: _Pressed) -> _Outcome:
        return _Outcome(work=lambda: self._turn_to(pressed, source_page(self.desk.about, pressed.press.number)))

    async def _show_context(self, pressed: _Pressed, reply: Reply) -> None:
        quotes = [quote for part in reply.parts for quote in part.quotes]
        await self._respond(pressed, Response(render_context(self.desk.about.passages, quotes)))

    async def _explain(self, pressed: _Pressed, intent: str, about: Reply) -> None:
        """Explains that very reply: as it is remembered; else as it is found again from the question that it replies to."""
        turn = turn_with_reply(self.desk.memory.conversations.turns(pressed.message.chat.id), pressed.message.message_id)
        reply = turn.reply if turn else await self._found_again(pressed, intent, about)
        await self._say(pressed, explain_to_reader(reply) if reply else FORGOTTEN)

    async def _found_again(self, pressed: _Pressed, intent: str, about: Reply) -> Reply | None:
        question = _question_of(pressed.message)
        if question is None:
            return None
        if is_by(pressed.bot, question):
            return about  # the reply to a press, which names the fact
        reply = await self.desk.ask(pressed.bot, pressed.place, question_in(question))
        judged = judged_part(reply)
        # Without the conversation before it, a follow-up is understood as something else.
        return reply if judged is not None and subject_of(judged) == intent else None

    async def _ask(self, pressed: _Pressed, question: str) -> None:
        reply = await self.desk.ask(pressed.bot, pressed.place, question)
        await self.desk.answer(pressed.bot, pressed.place, replace(pressed.turn, utterance=question), reply, question)

    async def _answer_about(self, pressed: _Pressed, reply: Reply) -> None:
        await self.desk.answer_about(pressed.bot, pressed.place, pressed.turn, reply)

    async def _turn_to(self, pressed: _Pressed, page: Response) -> None:
        """Puts the page in the place of the pressed message; sends it where that is gone."""
        if not await replace_text(pressed.bot, pressed.place.chat, pressed.message.message_id, page):
            await self._respond(pressed, page)

    async def _say(self, pressed: _Pressed, text: str) -> None:
        await self._respond(pressed, Response(render_text(text)))

    async def _respond(self, pressed: _Pressed, response: Response) -> None:
        await self.desk.respond(pressed.bot, pressed.place, response, pressed.turn)


_OUTCOMES: dict[Action, Callable[[Presses, _Pressed], _Outcome]] = {
    Action.CONTEXT: Presses._about_intent,
    Action.WHY: Presses._about_intent,
    Action.FACT: Presses._about_intent,
    Action.READING: Presses._about_intent,
    Action.NONE_OF_THESE: Presses._none_of_these,
    Action.EXAMPLE: Presses._example,
    Action.UP: Presses._vote,
    Action.DOWN: Presses._vote,
    Action.TOPICS: Presses._topics,
    Action.TOPIC: Presses._topic,
    Action.SOURCE: Presses._source,
}


async def _acknowledge(query: CallbackQuery, toast: str) -> None:
    """Ends the waiting sign on the button."""
    await answer_query(query.answer(toast or None))


def _question_of(message: MaybeInaccessibleMessage) -> Message | None:
    """The message that a reply of ours replies to."""
    return message.reply_to_message if isinstance(message, Message) else None
