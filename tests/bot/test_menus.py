"""What can be leafed through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.browse import Section
from answers.reply import Option
from bot.buttons import Press, parse_press
from bot.menus import FACTS_A_PAGE, TOPICS_A_PAGE, source_page, topic_page, topics_page
from bot.outgoing import Response
from bot.texts import About
from tests.bot.conftest import Engine
from tests.bot.fakes import ABOUT

MANY = tuple(Section(f"t{number}", f"topic {number}", tuple(Option(f"t{number}.{n}", f"{n}?") for n in range(20))) for number in range(20))
BIG = replace(ABOUT, sections=MANY)
LONG = replace(ABOUT, passages=tuple(f"passage {number} " + "word " * 40 for number in range(1, 30)))


def rows(page: Response) -> list[list[str]]:
    return [[button.text for button in row] for row in page.keyboard.inline_keyboard] if page.keyboard else []


def text(page: Response) -> str:
    (only,) = page.texts
    return only.plain


@pytest.mark.parametrize(
    ("about", "page", "first", "turning"),
    [
        pytest.param(ABOUT, 0, "Putin's visit", ["Xi's visit"], id="one page needs no turning"),
        pytest.param(BIG, 0, "Topic 0", ["1 / 3", "▶"], id="first"),
        pytest.param(BIG, 1, "Topic 8", ["◀", "2 / 3", "▶"], id="middle"),
        pytest.param(BIG, 2, "Topic 16", ["◀", "3 / 3"], id="last"),
        pytest.param(BIG, 10**15, "Topic 16", ["◀", "3 / 3"], id="beyond"),
    ],
)
def test_topics(about: About, page: int, first: str, turning: list[str]) -> None:
    shown = rows(topics_page(about, page))
    assert (shown[0], shown[-1]) == ([first], turning)
    assert len(shown) <= TOPICS_A_PAGE + 1


def test_a_page_without_topics() -> None:
    assert rows(topics_page(replace(ABOUT, sections=()), 0)) == []


@pytest.mark.parametrize(
    ("page", "first", "turning"),
    [(0, "0?", ["1 / 3", "▶"]), (1, "8?", ["◀", "2 / 3", "▶"]), (2, "16?", ["◀", "3 / 3"]), (7, "16?", ["◀", "3 / 3"])],
)
def test_a_topic(page: int, first: str, turning: list[str]) -> None:
    shown = topic_page(BIG, MANY[9], page)
    assert (text(shown), rows(shown)[0], rows(shown)[-2:]) == ("Topic 9:", [first], [turning, ["All topics"]])
    assert len(rows(shown)) <= FACTS_A_PAGE + 2


def test_the_way_back_leads_to_the_page_of_the_topic() -> None:
    keyboard = topic_page(BIG, MANY[9], 0).keyboard
    assert keyboard is not None
    assert keyboard.inline_keyboard[-1][0].callback_data == "l.1"


def test_the_article_is_numbered_and_none_of_it_is_missing() -> None:
    count = int(rows(source_page(LONG, 0))[0][0].rpartition(" ")[2])
    texts = [text(source_page(LONG, page)) for page in range(count)]
    assert texts[0].startswith("Putin to visit China\n\n1. passage 1 word")
    assert " ".join(" ".join(texts).split()) == " ".join(
        ["Putin to visit China", *(f"{number}. {passage.strip()}" for number, passage in enumerate(LONG.passages, 1))]
    )
    assert [rows(source_page(LONG, page)) for page in (0, 1, count - 1, 999)] == [
        [[f"1 / {count}", "▶"]],
        [["◀", f"2 / {count}", "▶"]],
        [["◀", f"{count} / {count}"]],
        [["◀", f"{count} / {count}"]],
    ]


def test_a_short_article_is_one_page() -> None:
    assert rows(source_page(ABOUT, 0)) == []
    assert text(source_page(About("T"), 0)) == "T"


def test_all_buttons_of_all_pages_of_the_shipped_fact_base_are_read_again(engine: Engine) -> None:
    about, seen = engine.about, set[str]()
    pages = [topics_page(about, page) for page in range(10)] + [source_page(about, page) for page in range(10)]
    pages += [topic_page(about, section, page) for section in about.sections for page in range(3)]
    for page in pages:
        assert page.keyboard is not None
        for button in (button for row in page.keyboard.inline_keyboard for button in row):
            press = parse_press(str(button.callback_data))
            assert isinstance(press, Press)
            seen.add(press.action)
    assert seen == {"l", "t", "s", "q"}
