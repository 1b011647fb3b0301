"""Inline mode: “@bot when is …” in any chat offers facts to put into it."""

from __future__ import annotations

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
from telegram.ext import ContextTypes

from answers.reply import Kind, Option, Reply
from bot.buttons import deep_link, shortened
from bot.desk import Desk
from bot.outgoing import answer_query
from bot.render import clean_text, render_reply
from bot.subjects import judged_part, subject_of
from bot.tokens import token_of

__all__ = ["Inline", "Offer"]

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
        await answer_query(query.answer(results, cache_time=CACHE_SECONDS, button=more))

    def offers(self, text: str) -> Iterator[Offer]:
        """What the text asks for, if it asks; then the facts that it may be after; the examples for no text."""
        text = clean_text(text[:QUERY_LENGTH]).strip()
        if not text:
            for example in self.desk.about.examples:
                yield from self._replied(example)
            return
        if len(text.split()) > 1:  # a word alone is a keyword, or the beginning of a question, and not to be refused
            yield from self._replied(text)
        yield from self._facts(self.desk.answerer.search(text, RESULTS))

    def _replied(self, question: str) -> Iterator[Offer]:
        """The engine's own reply; a refusal or a correction says so in its title, and behind a refusal comes what is nearest."""
        judged = judged_part(self.desk.answerer.reply(question))
        if judged is None or judged.explanation is None:
            return
        fact, asked = judged.explanation.fact, judged.explanation.asked
        if judged.kind is Kind.NOT_STATED and fact:
            yield from self._facts([Option(fact, asked)])  # found near, but not near enough to be sure: its own question says what it tells
            return
        yield Offer(subject_of(judged), asked if judged.kind is Kind.ANSWER and asked else judged.statement, Reply((judged,)))
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
