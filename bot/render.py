"""Replies as Telegram HTML: the only module that escapes.

A reply becomes a row of spans, each a text in one style, and only a finished message is turned into HTML. So no tag can be cut in two, and
lengths are counted on the text, as Telegram counts them (4,096 UTF-16 units after parsing).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from answers.reply import Kind, Part, Quote, Reply
from bot.telegram_html import utf16_length

__all__ = ["MESSAGE_LIMIT", "OutgoingText", "clean_text", "render_context", "render_reply", "render_source", "render_text"]

MESSAGE_LIMIT = 4096
"""UTF-16 units of a message's text, Telegram's limit."""

LONG_QUOTE = 300
"""Characters from which a quote is folded: about six lines on a telephone, more than most sentences of an article."""

PAGE_LIMIT = 1200
"""UTF-16 units of a page of the article: what a telephone shows without much scrolling."""

# Telegram replaces control characters by spaces and refuses lone surrogates; doing it first keeps our count of a message equal to its own.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Style(Enum):
    """How a span looks; the value is its HTML with the text at {}."""

    PLAIN = "{}"
    QUOTE = "<blockquote>{}</blockquote>"
    FOLDED_QUOTE = "<blockquote expandable>{}</blockquote>"
    ORIGIN = "<i>{}</i>"
    HEADING = "<b>{}</b>"
    MARKED = "<b><u>{}</u></b>"


@dataclass(frozen=True, slots=True)
class Span:
    """A text in one style."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """One message to send: as HTML and, should Telegram refuse that, without markup."""

    html: str
    plain: str


def render_reply(reply: Reply, heading: str = "") -> tuple[OutgoingText, ...]:
    """The messages that carry a reply, in order; at least one. What it offers to choose from stands on buttons, not in the text.

    `heading` is the question, where the reader did not write it.
    """
    spans = [Span(heading, Style.HEADING), Span("\n")] if heading else []
    shown: set[Quote] = set()
    for number, parts in enumerate(_groups(reply)):
        spans += [Span("\n\n" if number else ""), *_group_spans(parts, shown)]
        shown |= set(parts[0].quotes)
    return _messages(spans)


def render_text(text: str) -> tuple[OutgoingText, ...]:
    """The messages that carry a text of the bot's own."""
    return _messages([Span(text)])


def render_context(passages: Sequence[str], quotes: Iterable[Quote]) -> tuple[OutgoingText, ...]:
    """The quotes where they stand, marked, with the passage before and the one behind."""
    marked: dict[int, list[str]] = {}
    for quote in quotes:
        marked.setdefault(quote.passage, []).append(quote.text)
    around = {number + step for number in marked for step in (-1, 0, 1)}
    spans, before = list[Span](), 0
    for number in sorted(around & set(range(1, len(passages) + 1))):
        skipped = "…\n\n" if before and number > before + 1 else ""
        spans += [Span("\n\n" + skipped), Span(f"paragraph {number}", Style.ORIGIN), Span("\n")]
        spans += _marked_spans(passages[number - 1], marked.get(number, ()))
        before = number
    return _messages(spans)


def render_source(title: str, passages: Sequence[str]) -> tuple[OutgoingText, ...]:
    """The article's pages, each a message."""
    spans = [Span(title, Style.HEADING)]
    for number, passage in enumerate(passages, 1):
        spans.append(Span(f"\n\n{number}. {passage}"))
    return _messages(spans, PAGE_LIMIT)


def clean_text(text: str) -> str:
    """Text that can be sent: a space for each control character, U+FFFD for a lone surrogate; tabs and line ends stay."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


def _groups(reply: Reply) -> list[list[Part]]:
    """The parts in order; those in a row that rest on the same quotes share them, answers and refusals apart."""
    groups: list[list[Part]] = []
    for part in reply.parts:
        before = groups[-1][0] if groups else None
        if before and part.quotes == before.quotes != () and (part.kind is Kind.NOT_STATED) == (before.kind is Kind.NOT_STATED):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _group_spans(parts: Sequence[Part], shown: Set[Quote]) -> Iterator[Span]:
    """The statements above their quotes; a refusal need not offer what stands there already."""
    quotes = parts[0].quotes
    yield Span("\n".join(part.statement for part in parts))
    if parts[0].kind is Kind.NOT_STATED:
        quotes = tuple(quote for quote in quotes if quote not in shown)
        yield Span("\nWhat it does say:" if quotes else "")
    for quote in quotes:
        yield Span("\n")
        yield _quote_span(quote)
        yield Span("\n")
        yield Span(quote.origin, Style.ORIGIN)


def _marked_spans(passage: str, quotes: Iterable[str]) -> Iterator[Span]:
    """The passage with the quotes marked, which may overlap."""
    found = [(passage.find(quote), len(quote)) for quote in quotes if quote in passage]
    covered = {at for start, length in found for at in range(start, start + length)}
    for is_marked, run in groupby(range(len(passage)), covered.__contains__):
        yield Span("".join(passage[at] for at in run), Style.MARKED if is_marked else Style.PLAIN)


def _quote_span(quote: Quote) -> Span:
    return Span(quote.text, Style.FOLDED_QUOTE if len(quote.text) > LONG_QUOTE else Style.QUOTE)


def _messages(spans: Iterable[Span], limit: int = MESSAGE_LIMIT) -> tuple[OutgoingText, ...]:
    messages: list[list[Span]] = [[]]
    room = limit
    for span in spans:
        rest = clean_text(span.text)
        while rest:
            head, rest = _cut(rest, room, limit)
            if head:
                messages[-1].append(replace(span, text=head))
                room -= utf16_length(head)
            if rest:
                messages.append([])
                room = limit
    finished = [_message(spans) for spans in messages if any(span.text.strip() for span in spans)]
    return tuple(finished) or (OutgoingText("…", "…"),)


def _message(spans: list[Span]) -> OutgoingText:
    trimmed = _trim(spans)
    return OutgoingText(
        html="".join(span.style.value.format(html.escape(span.text, quote=False)) for span in trimmed),
        plain="".join(span.text for span in trimmed),
    )


def _trim(spans: list[Span]) -> list[Span]:
    """Without white space at the ends, which Telegram would cut off, and without empty spans."""
    kept = [span for span in spans if span.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _cut(text: str, room: int, message: int) -> tuple[str, str]:
    """The text's head of at most `room` of a message's UTF-16 units and the rest: cut at a line's end, at a space, or between
    characters.

    The head is empty where the next message does better: it could hold the text whole, or this one is nearly full.
    """
    length = utf16_length(text)
    if length <= room:
        return text, ""
    if room < message and (length <= message or room < message // 2):
        return "", text
    limit = _prefix(text, room)
    for separator in ("\n", " "):
        at = text.rfind(separator, limit // 2, limit)
        if at > 0:
            return text[:at], text[at + 1 :]
    return text[:limit], text[limit:]


def _prefix(text: str, room: int) -> int:
    """How many characters of the text fit into `room` UTF-16 units."""
    used = 0
    for index, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > room:
            return index
    return len(text)
