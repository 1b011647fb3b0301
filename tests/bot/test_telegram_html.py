"""Telegram's HTML: what is text, what is an entity, and what is refused in which words."""

from __future__ import annotations

import pytest

from bot.telegram_html import HtmlError, MessageEntity, parse_html, utf16_length


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        pytest.param("a < b", None, (), id="a bare < is a tag"),
        pytest.param("a &lt; b &amp;amp; &quot;&gt;", 'a < b &amp; ">', (), id="the four named references"),
        pytest.param("&nbsp; & &; &unknown;", "&nbsp; & &; &unknown;", (), id="all others stay"),
        pytest.param("&#65;&#x42;&#128512;", "AB😀", (), id="numeric references"),
        pytest.param("<b>x</b>", "x", (MessageEntity("bold", 0, 1),), id="bold"),
        pytest.param("😀<STRONG>x</>", "😀x", (MessageEntity("bold", 2, 1),), id="utf-16, upper case, short end tag"),
        pytest.param("<i>a<u>b</u></i>", "ab", (MessageEntity("italic", 0, 2), MessageEntity("underline", 1, 1)), id="nested, outer first"),
        pytest.param("<blockquote>q</blockquote>", "q", (MessageEntity("blockquote", 0, 1),), id="quote"),
        pytest.param("<blockquote expandable>q</blockquote>", "q", (MessageEntity("expandable_blockquote", 0, 1),), id="folded"),
        pytest.param("<a href='http://x.y/?a&amp;b'>l</a>", "l", (MessageEntity("text_link", 0, 1, "http://x.y/?a&b"),), id="link"),
        pytest.param("<b></b>", "", (), id="empty"),
    ],
)
def test_parse(markup: str, text: str | None, entities: tuple[MessageEntity, ...]) -> None:
    if text is None:
        with pytest.raises(HtmlError):
            parse_html(markup)
    else:
        assert parse_html(markup) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ("é<script>", 'Unsupported start tag "script" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href=", "Unclosed start tag"),
        ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<i><b>x</i></b>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b x>y</b>", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "Nested blockquote at byte offset 13"),
    ],
)
def test_refusals(markup: str, error: str) -> None:
    with pytest.raises(HtmlError) as caught:
        parse_html(markup)
    assert str(caught.value).startswith(error)


def test_length_counts_utf16_units() -> None:
    assert [utf16_length(text) for text in ("", "é", "😀", "a😀b")] == [0, 1, 2, 4]
