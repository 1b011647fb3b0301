"""Inline mode: “@bot when is …” in any chat offers facts to put into it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from answers.reply import Kind, Option, Reply
from bot.buttons import deep_link, shortened
from bot.desk import Desk
from bot.outgoing import is_said_by
from bot.render import clean_text, render_reply
from bot.subjects import judged_part, subject_of
from bot.tokens import token_of

__all__ = ["Inline", "Offer"]

_LOGGER = logging.getLogger(__name__)

QUERY_LENGTH = 256
RESULTS = 20
"""As many as anyone leafs through; Telegram takes 50."""
CACHE_SECONDS = 30
"""A short while: the fact base may change."""
_DESCRIPTION_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Offer:
    """A message that can be put into a chat."""

    intent: str
    title: str
    reply: Reply

    @property
    def description(self) -> str:
        """The short answer; where that is the title already, the quote."""
        (part,) = self.reply.parts
        text = part.quotes[0].text if part.quotes and part.statement == self.title else part.statement
        return shortened(text, _DESCRIPTION_LENGTH)


@dataclass(frozen=True, slots=True)
class Inline:
    """The callback for inline queries."""

    desk: Desk

    async def query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            raise ValueError("the handler lets an update without a query through")
        link = f"https://t.me/{context.bot.username}"
        offers: dict[str, Offer] = {}
        for offer in self.offers(query.query):
            offers.setdefault(token_of(offer.intent), offer)
        results = [_result(token, offer, link) for token, offer in offers.items()][:RESULTS]
        more = InlineQueryResultsButton("Ask me about the article", start_parameter="inline")
        try:
            await query.answer(results, cache_time=CACHE_SECONDS, button=more)
        except BadRequest as error:
            if not is_said_by(error, "query is too old", "query id is invalid"):
                raise
            _LOGGER.info("An inline query came too late to be answered.")

    def offers(self, text: str) -> Iterator[Offer]:
        """What the text asks for, if it asks; then the facts that it may be after; the examples for no text."""
        text = clean_text(text[:QUERY_LENGTH]).strip()
        for question in [text] if text else self.desk.about.examples:
            yield from self._replied(question)
        yield from self._facts(self.desk.answerer.search(text, RESULTS) if text else ())

    def _replied(self, question: str) -> Iterator[Offer]:
        """The engine's own reply; a refusal or a correction says so in its title, and behind a refusal comes what is nearest."""
        judged = judged_part(self.desk.answerer.reply(question))
        if judged is None or judged.explanation is None:
            return
        plain = judged.kind is Kind.ANSWER and judged.explanation.asked
        yield Offer(subject_of(judged), judged.explanation.asked if plain else judged.statement, Reply((judged,)))
        if judged.kind is Kind.NOT_STATED:
            yield from self._facts(self.desk.answerer.related(subject_of(judged)))

    def _facts(self, options: Iterable[Option]) -> Iterator[Offer]:
        for option in options:
            reply = self.desk.answerer.reply_about(option.intent)
            if reply is not None:
                yield Offer(option.intent, option.question, reply)


def _result(token: str, offer: Offer, link: str) -> InlineQueryResultArticle:
    asked = offer.title if offer.title != offer.reply.parts[0].statement else ""
    text = render_reply(offer.reply, heading=asked)[0]
    more = InlineKeyboardMarkup([[InlineKeyboardButton("Ask more", url=deep_link(link, offer.intent))]])
    content = InputTextMessageContent(text.html, parse_mode=ParseMode.HTML)
    return InlineQueryResultArticle(
        token, shortened(offer.title, _DESCRIPTION_LENGTH), content, description=offer.description, reply_markup=more
    )
