"""How the page looks on screens of all kinds: nothing cut, nothing too small to touch, nothing too faint to read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Chat

SCREENS = [(320, 640), (390, 844), (768, 1024), (1280, 860), (1920, 1080)]

_CUT = """() => [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && !element.closest('.unseen, svg') && box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
}).map(element => element.outerHTML.slice(0, 80))"""

_SMALL = """() => [...document.querySelectorAll('button, textarea, a.entry, [role=option], label')].filter(element => {
    const box = element.getBoundingClientRect();
    const inline = getComputedStyle(element).display === 'inline' || element.classList.contains('link');
    return element.checkVisibility() && !inline && (box.height < 40 || box.width < 40);
}).map(element => element.outerHTML.slice(0, 80))"""

_CONTRASTS = """() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    canvas.canvas.width = canvas.canvas.height = 1;
    const over = layers => {
        canvas.globalAlpha = 1;
        for (const colour of layers) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = ([r, g, b]) => {
        const linear = [r, g, b].map(part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const grounds = element => {
        const layers = [];
        for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            layers.unshift(style.backgroundColor);
            if (style.backgroundImage !== 'none') layers.splice(0, 1, ...style.backgroundImage.match(/(?:rgba?|color)\\([^)]*\\)/g).slice(0, 1));
        }
        return layers;
    };
    const found = {};
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        if (!own || !element.checkVisibility() || element.closest('.unseen, .toast')) continue;
        const layers = grounds(element);
        const one = light(over(layers)), other = light(over([...layers, getComputedStyle(element).color]));
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        const name = `${element.tagName}.${element.className} in ${element.parentElement.className}`;
        if (contrast < 4.5) found[name] = contrast.toFixed(2);
    }
    return found;
}"""


def fill(chat: Chat, page: Page) -> None:
    """A bit of everything."""
    chat.ask("When?")
    chat.ask("say " + "Donaudampfschifffahrtsgesellschaft" * 12)
    chat.ask("long")
    chat.ask("/topics")
    expect(page.locator(".keyboard").last).to_contain_text("Xi's visit")


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_on_screens_of_all_sizes(chat: Chat, colour_scheme: str) -> None:
    fill(chat, chat.page)
    for width, height in SCREENS:
        page = chat.another(width, height, color_scheme=colour_scheme, has_touch=width < 760)
        expect(page.locator(".message.other")).to_have_count(5)
        for look in (
            lambda: None,
            lambda page=page: page.locator("#field").fill("/"),
            lambda page=page: page.get_by_role("button", name="Chat menu").click(),
        ):
            look()
            assert page.evaluate(_CUT) == [], (width, colour_scheme)
            assert page.evaluate(_SMALL) == [], (width, colour_scheme)
            assert page.evaluate(_CONTRASTS) == {}, (width, colour_scheme)
        page.keyboard.press("Escape")
        back = page.get_by_role("button", name="All chats")
        assert back.is_visible() == (width < 760)
        if back.is_visible():
            back.click()
        page.get_by_role("button", name="Newsroom").click()
        page.get_by_label("Colleague").check(force=True)
        assert page.evaluate(_CUT) == [], (width, colour_scheme)
        assert page.evaluate(_SMALL) == [], (width, colour_scheme)
        assert page.evaluate(_CONTRASTS) == {}, (width, colour_scheme)


def test_dark_and_light(chat: Chat) -> None:
    def ground(page: Page) -> int:
        return sum(page.evaluate("getComputedStyle(document.querySelector('.bubble')).backgroundColor.match(/\\d+/g).map(Number)"))

    assert ground(chat.another(color_scheme="dark")) < 200 < 600 < ground(chat.another(color_scheme="light"))


def test_those_who_want_no_motion_get_none(chat: Chat) -> None:
    page = chat.another(reduced_motion="reduce")
    page.locator("#field").fill("say hello")
    page.keyboard.press("Enter")
    expect(page.locator(".message.own").last).to_contain_text("say hello")
    assert page.evaluate("document.getAnimations().filter(one => one.effect.getTiming().duration > 1).length") == 0
