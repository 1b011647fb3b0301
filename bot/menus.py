"""What can be leafed through: the topics, a topic's facts, the article. Pure: a page is a text with its buttons."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from answers.browse import Section
from bot.buttons import Action, Press, button, labelled, short_label
from bot.outgoing import Response
from bot.render import render_source, render_text
from bot.texts import CHOOSE_TOPIC, About
from bot.tokens import token_of

__all__ = ["source_page", "topic_page", "topics_page"]

TOPICS_A_PAGE, FACTS_A_PAGE = 8, 8


def topics_page(about: About, page: int) -> Response:
    pages = _page_count(len(about.sections), TOPICS_A_PAGE)
    page = min(page, pages - 1)
    shown = about.sections[page * TOPICS_A_PAGE :][:TOPICS_A_PAGE]
    rows = [[button(short_label(_capitalised(section.name)), Action.TOPIC, section.topic)] for section in shown]
    return Response(render_text(CHOOSE_TOPIC), InlineKeyboardMarkup([*rows, *_turning_rows(Press(Action.TOPICS), page, pages)]))


def topic_page(about: About, section: Section, page: int) -> Response:
    """A topic's questions, and the way back to the page of topics that it stands on."""
    pages = _page_count(len(section.facts), FACTS_A_PAGE)
    page = min(page, pages - 1)
    shown = section.facts[page * FACTS_A_PAGE :][:FACTS_A_PAGE]
    rows = [[button(short_label(option.question), Action.FACT, option.intent)] for option in shown]
    turning = _turning_rows(Press(Action.TOPIC, token_of(section.topic)), page, pages)
    back = [labelled("All topics", Press(Action.TOPICS, number=_place(about.sections, section) // TOPICS_A_PAGE))]
    return Response(render_text(f"{_capitalised(section.name)}:"), InlineKeyboardMarkup([*rows, *turning, back]))


def source_page(about: About, page: int) -> Response:
    """The article, numbered by paragraph."""
    texts = render_source(about.title, about.passages)
    page = min(page, len(texts) - 1)
    rows = _turning_rows(Press(Action.SOURCE), page, len(texts))
    return Response((texts[page],), InlineKeyboardMarkup(rows) if rows else None)


def _turning_rows(press: Press, page: int, pages: int) -> list[list[InlineKeyboardButton]]:
    """◀, where one is, ▶; nothing to turn where there is only one page."""
    if pages == 1:
        return []

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return labelled(label, Press(press.action, press.token, to))

    before = [turn("◀", page - 1)] if page > 0 else []
    after = [turn("▶", page + 1)] if page < pages - 1 else []
    return [[*before, turn(f"{page + 1} / {pages}", page), *after]]


def _page_count(items: int, a_page: int) -> int:
    return max(1, -(-items // a_page))


def _place(sections: Sequence[Section], section: Section) -> int:
    return next(place for place, other in enumerate(sections) if other.topic == section.topic)


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
