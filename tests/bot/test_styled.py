"""Styled text on a terminal."""

from __future__ import annotations

import pytest

from bot.styled import runs_of, wrapped
from bot.telegram_html import parse_html
from tests.bot.fakes import NASTY


def shown(html: str, width: int = 80, colour: bool = False) -> str:
    text, entities = parse_html(html)
    return "\n".join(wrapped(runs_of(text, [entity.as_json() for entity in entities]), width, colour))


@pytest.mark.parametrize(
    ("html", "plain", "coloured"),
    [
        ("a", "a", "a"),
        ("<b>bold</b> words", "*bold* words", "\x1b[1mbold\x1b[0m words"),
        ("<b> spaced </b>.", " *spaced* .", "\x1b[1m spaced \x1b[0m."),
        ("<i>slanted</i>", "slanted", "\x1b[2;3mslanted\x1b[0m"),
        ("<b>b<u>both</u></b>", "*bboth*", "\x1b[1mb\x1b[0m\x1b[1;4mboth\x1b[0m"),
        ("<s>gone</s>", "~gone~", "\x1b[9mgone\x1b[0m"),
        ("<code>a b</code>", "a b", "a b"),
        ("😀<b>x</b>😀", "😀*x*😀", "😀\x1b[1mx\x1b[0m😀"),
        ('<a href="https://a.org">here</a>, see', "here (https://a.org), see", "here (https://a.org), see"),
        ('see <a href="https://a.org">here</a>', "see here (https://a.org)", "see here (https://a.org)"),
        ("<blockquote>one\ntwo</blockquote>\nthree", "│ one\n│ two\nthree", "\x1b[32m│\x1b[0m one\n\x1b[32m│\x1b[0m two\nthree"),
        ("<blockquote expandable>one</blockquote>", "│ one", "\x1b[32m│\x1b[0m one"),
        ("a\n\nb", "a\n\nb", "a\n\nb"),
        ("", "", ""),
    ],
)
def test_styles(html: str, plain: str, coloured: str) -> None:
    assert (shown(html), shown(html, colour=True)) == (plain, coloured)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("one two three four five", ["one two three four", "five"]),
        ("<b>one two three four five</b>", ["*one two three four", "five*"]),
        ("<blockquote>one two three fours</blockquote>", ["│ one two three", "│ fours"]),
        ("— one two three four five", ["— one two three four", "  five"]),
        ("12. one two three four", ["12. one two three", "    four"]),
        ("x" * 25, ["x" * 20, "x" * 5]),
        ("same same same same same", ["same same same same", "same"]),
    ],
    ids=["words", "bold", "quote", "origin", "numbered", "a long word", "the same words"],
)
def test_wrapping(html: str, lines: list[str]) -> None:
    assert shown(html, width=20).split("\n") == lines


def test_styles_stay_with_their_words_where_lines_are_wrapped() -> None:
    assert shown("one two <b>three four five</b> six", 18, colour=True).split("\n") == [
        "one two \x1b[1mthree four\x1b[0m",
        "\x1b[1mfive\x1b[0m six",
    ]


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
@pytest.mark.parametrize("width", [20, 77])
def test_any_text_keeps_its_words_and_fits(text: str, width: int) -> None:
    lines = list(wrapped(runs_of(text, [{"type": "italic", "offset": 1, "length": 5000}]), width, colour=False))
    assert max(map(len, lines)) <= width
    letters = [character for character in text if character.isalnum()]
    assert [character for line in lines for character in line if character.isalnum()] == letters
