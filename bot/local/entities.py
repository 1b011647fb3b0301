"""Styles of a text: those that Telegram finds in it by itself, and all of them written as HTML again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from bot.local.errors import Json
from bot.telegram_html import utf16_length

__all__ = ["as_html", "detect_entities"]

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/@]))"
    r"|(?P<url>\bhttps?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’'])"
    r"|(?P<mention>(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
)
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote expandable",
}
_SAFE = ("https://", "http://", "tg://")
_NOWHERE_IN = ("code", "pre", "text_link")
"""Styles whose text is taken as it is written."""


def detect_entities(text: str, entities: Sequence[Json] = ()) -> Iterator[Json]:
    """The commands, addresses and mentions that a client makes clickable."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities if entity["type"] in _NOWHERE_IN]
    for found in _FOUND.finditer(text):
        start, length = utf16_length(text[: found.start()]), utf16_length(found[0])
        if not any(start < end and begin < start + length for begin, end in taken):
            yield {"type": str(found.lastgroup), "offset": start, "length": length}


def as_html(text: str, entities: Sequence[Json]) -> str:
    """The text as HTML with Telegram's tags; all else in it is escaped, and only addresses that are safe to open become links."""
    units, position = text.encode("utf-16-le", "surrogatepass"), 0
    length = len(units) // 2
    parts: list[str] = []
    open_tags: list[tuple[int, str]] = []

    def write(to: int) -> None:
        nonlocal position
        parts.append(html.escape(units[2 * position : 2 * to].decode("utf-16-le", "replace"), quote=False))
        position = to

    def close(before: int) -> None:
        while open_tags and open_tags[-1][0] <= before:
            end, tag = open_tags.pop()
            write(end)
            parts.append(tag)

    for entity in sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])):
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        opening, closing = _tags(entity, units[2 * begin : 2 * end].decode("utf-16-le", "replace"))
        close(begin)
        write(begin)
        parts.append(opening)
        # Telegram nests styles; what a forged message has that overlaps ends with what it began in.
        open_tags.append((min([end, length, *(outer for outer, _ in open_tags)]), closing))
    close(length)
    write(length)
    return "".join(parts)


def _tags(entity: Json, text: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind].partition(' ')[0]}>"
    address = {"text_link": entity.get("url", ""), "url": text, "bot_command": f"tg://bot_command?command={text[1:]}"}.get(kind, "")
    if not address.lower().startswith(_SAFE):
        return "", ""
    return f'<a href="{html.escape(address)}">', "</a>"
