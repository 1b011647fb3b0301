"""Telegram's HTML, read as its servers read it: text and entities, or the error that a bot would get.

The rules and the errors' words follow TDLib's `parse_html`; offsets in errors count UTF-8 bytes, those of entities UTF-16 units.
Stricter in one point: a block quote inside another is an error here, where Telegram drops it without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["HtmlError", "MessageEntity", "parse_html", "utf16_length"]

_TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([A-Za-z]+));?")
_MARKUP = re.compile("[<&]")
_VALUE_BEGINS = re.compile(r"\s*=")
_ATTRIBUTE = re.compile(r"""([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?""")
_LAST_CODE_POINT = 0x10FFFF


class HtmlError(ValueError):
    """The text is not valid Telegram HTML; the message is Telegram's."""


@dataclass(frozen=True, slots=True)
class MessageEntity:
    """A styled stretch of a text; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None

    def as_json(self) -> dict[str, object]:
        fields: dict[str, object] = {"type": self.type, "offset": self.offset, "length": self.length}
        return fields | ({"url": self.url} if self.url else {})


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str | None]
    offset: int


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: two for a character beyond the basic plane (most emoji)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(markup: str) -> tuple[str, tuple[MessageEntity, ...]]:
    """The text without markup and its entities, sorted; raises HtmlError."""
    return _Parser(markup).parse()


class _Parser:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._position = 0
        self._text: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[MessageEntity] = []

    def parse(self) -> tuple[str, tuple[MessageEntity, ...]]:
        while self._position < len(self._markup):
            if self._markup.startswith("</", self._position):
                self._end_tag()
            elif self._markup[self._position] == "<":
                self._start_tag()
            else:
                self._characters()
        if self._open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        entities = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return "".join(self._text), tuple(entities)

    def _offset(self, position: int) -> int:
        return len(self._markup[:position].encode("utf-8", "surrogatepass"))

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += utf16_length(text)

    def _characters(self) -> None:
        if self._markup[self._position] == "&":
            reference = _REFERENCE.match(self._markup, self._position)
            character = _character(reference) if reference else None
            self._append(character or "&")
            self._position = reference.end() if reference and character else self._position + 1
            return
        stop = next((found.start() for found in _MARKUP.finditer(self._markup, self._position)), len(self._markup))
        self._append(self._markup[self._position : stop])
        self._position = stop

    def _start_tag(self) -> None:
        begin = self._position
        position = begin + 1
        while position < len(self._markup) and not (self._markup[position].isspace() or self._markup[position] == ">"):
            position += 1
        if position == len(self._markup):
            raise HtmlError(f"Unclosed start tag at byte offset {self._offset(begin)}")
        tag = self._markup[begin + 1 : position].lower()
        if tag not in _TAGS:
            raise HtmlError(f'Unsupported start tag "{tag}" at byte offset {self._offset(begin)}')
        attributes = self._attributes(tag, begin, position)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset(begin)}')
        if tag == "blockquote" and any(opened.tag == tag for opened in self._open):
            raise HtmlError(f"Nested blockquote at byte offset {self._offset(begin)}")
        self._open.append(_Open(tag, attributes, self._length))

    def _attributes(self, tag: str, begin: int, position: int) -> dict[str, str | None]:
        attributes: dict[str, str | None] = {}
        while True:
            while position < len(self._markup) and self._markup[position].isspace():
                position += 1
            if self._markup.startswith(">", position):
                self._position = position + 1
                return attributes
            found = _ATTRIBUTE.match(self._markup, position)
            if found is None:
                problem = "Unclosed start tag" if position >= len(self._markup) else f'Empty attribute name in the tag "{tag}"'
                raise HtmlError(f"{problem} at byte offset {self._offset(begin)}")
            value = next((group for group in found.groups()[1:] if group is not None), None)
            if value is None and _VALUE_BEGINS.match(self._markup, found.end()):
                raise HtmlError(f"Unclosed start tag at byte offset {self._offset(begin)}")
            if value is None and (tag, found[1]) != ("blockquote", "expandable"):
                raise HtmlError(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {self._offset(begin)}'
                )
            attributes[found[1]] = None if value is None else _REFERENCE.sub(lambda match: _character(match) or match[0], value)
            position = found.end()

    def _end_tag(self) -> None:
        begin = self._position
        if not self._open:
            raise HtmlError(f"Unexpected end tag at byte offset {self._offset(begin)}")
        stop = self._markup.find(">", begin)
        if stop < 0 or "<" in self._markup[begin + 1 : stop]:
            raise HtmlError(f"Unclosed end tag at byte offset {self._offset(begin)}")
        tag, opened = self._markup[begin + 2 : stop].strip().lower(), self._open.pop()
        if tag not in ("", opened.tag):
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise HtmlError(f"Unmatched end tag at byte offset {self._offset(begin)}, {expected}")
        self._position = stop + 1
        if self._length > opened.offset:
            self._entities.append(self._entity(opened))

    def _entity(self, opened: _Open) -> MessageEntity:
        kind = _TAGS[opened.tag]
        if "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        return MessageEntity(kind, opened.offset, self._length - opened.offset, opened.attributes.get("href"))


def _character(reference: re.Match[str]) -> str | None:
    """The character that a reference stands for; None for one that Telegram leaves as it is written."""
    hexadecimal, decimal, name = reference.groups()
    if name:
        return _NAMED.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < _LAST_CODE_POINT else None
