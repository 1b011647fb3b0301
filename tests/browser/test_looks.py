"""How the page looks on screens of all kinds: nothing cut, nothing too small to touch, nothing too faint to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Chat

SCREENS = [(320, 640), (390, 844), (768, 1024), (1280, 860), (1920, 1080)]
LOOKS = (Path(__file__).parent / "looks.js").read_text(encoding="utf-8").partition("\n")[2].strip().removesuffix(";")


def faults(page: Page) -> list[str]:
    found: dict[str, list[str]] = page.evaluate(LOOKS)
    return [f"{kind}: {what}" for kind, all_of_it in found.items() for what in all_of_it]


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_on_screens_of_all_sizes(chat: Chat, colour_scheme: str) -> None:
    for text in ("When?", "say " + "Donaudampfschifffahrtsgesellschaft" * 12, "long", "/topics"):
        chat.ask(text)
    expect(chat.page.locator(".message.other")).to_have_count(5)
    for width, height in SCREENS:
        page = chat.another(width, height, color_scheme=colour_scheme)
        expect(page.locator(".message.other")).to_have_count(5)
        page.locator(".message.own").last.hover()
        assert faults(page) == [], width
        page.locator("#field").fill("/")
        assert faults(page) == [], width
        page.get_by_role("button", name="Chat menu").click()
        assert faults(page) == [], width
        page.get_by_role("menuitem", name="Restart").click()
        assert faults(page) == [], width
        page.keyboard.press("Escape")
        if width < 760:
            page.get_by_role("button", name="All chats").click()
            assert faults(page) == [], width
        page.get_by_role("button", name="Newsroom").click()
        page.get_by_label("Colleague").check(force=True)
        assert faults(page) == [], width


@pytest.mark.parametrize(("colour_scheme", "least", "most"), [("light", 600, 765), ("dark", 0, 200)])
def test_the_page_is_as_dark_as_the_rest_of_the_screen(chat: Chat, colour_scheme: str, least: int, most: int) -> None:
    page = chat.another(color_scheme=colour_scheme)
    page.locator(".bubble").first.wait_for()
    colour = page.evaluate("getComputedStyle(document.querySelector('.other .bubble')).backgroundColor.match(/\\d+/g).map(Number)")
    assert least <= sum(colour) <= most


def test_those_who_want_no_motion_get_none(chat: Chat) -> None:
    page = chat.another(reduced_motion="reduce")
    page.locator("#field").fill("say hello")
    page.keyboard.press("Enter")
    expect(page.locator(".message.own").last).to_contain_text("say hello")
    assert page.evaluate("document.getAnimations().filter(one => one.effect.getTiming().duration > 1).length") == 0
