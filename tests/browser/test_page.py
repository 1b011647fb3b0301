"""The page of `article-bot web` in a real browser: all that a reader can do there."""

from __future__ import annotations

import threading

from playwright.sync_api import Browser, Locator, Page, Route, expect

from answers.reply import Part
from bot.engine import load_engine
from tests.bot.fakes import ABOUT, NASTY, WHEN, FakeAnswerer, echo
from tests.browser.conftest import Chat, seen, served

BOT = "@local_article_bot"


def bubbles(page: Page) -> Locator:
    return page.locator(".message.other")


def own(page: Page) -> Locator:
    return page.locator(".message.own")


def toast(page: Page) -> Locator:
    return page.locator(".toast")


def test_an_empty_chat_says_what_the_bot_can_do_and_has_a_start_button(browser: Browser) -> None:
    with served(FakeAnswerer(), ABOUT) as address, seen(browser, address) as chat:
        expect(chat.page.locator(".introduction")).to_contain_text("Ask: Putin to visit China")
        expect(chat.page.locator(".introduction")).to_contain_text("I answer questions about the article")
        expect(chat.page.locator("#composer")).to_be_hidden()
        chat.page.get_by_role("button", name="Start").click()
        expect(own(chat.page)).to_contain_text("/start")
        expect(chat.page.get_by_text("nothing leaves this computer").first).to_be_visible()
        chat.page.locator(".keyboard").get_by_role("button", name=WHEN).click()
        expect(bubbles(chat.page).last).to_contain_text("In October.")


def test_an_answer_quotes_the_question_and_shows_its_styles(chat: Chat) -> None:
    chat.ask("When is it?")
    answer = bubbles(chat.page).last
    expect(answer.locator("blockquote")).to_have_text("Putin plans to visit China in October")
    expect(answer.locator("i")).to_contain_text("paragraph 1")
    answer.get_by_role("button", name="In reply to Reader: When is it?").click()
    expect(own(chat.page).last).to_have_class("message own first last marked")
    expect(own(chat.page).last).to_be_focused()


def test_buttons_bring_messages_and_toasts(chat: Chat) -> None:
    chat.ask("When?")
    answer = bubbles(chat.page).nth(1)
    answer.get_by_role("button", name="Why this answer").click()
    expect(bubbles(chat.page).last).to_contain_text("The question nearest to yours")
    answer.get_by_role("button", name="👍").click()
    expect(toast(chat.page)).to_have_text("Thank you, noted.")


def test_an_edited_question_gets_another_answer_in_the_same_place(chat: Chat) -> None:
    chat.ask("say one thing")
    expect(bubbles(chat.page).last).to_contain_text("You said: say one thing")
    count = bubbles(chat.page).count()
    chat.page.keyboard.press("ArrowUp")
    expect(chat.page.locator("#field")).to_have_value("say one thing")
    chat.page.locator("#field").fill("say another")
    chat.page.keyboard.press("Enter")
    expect(own(chat.page).last).to_contain_text("say anotheredited")
    expect(bubbles(chat.page).last).to_contain_text("You said: say anotheredited")
    assert bubbles(chat.page).count() == count


def test_an_edit_can_be_left(chat: Chat) -> None:
    chat.ask("say one thing")
    own(chat.page).last.hover()
    own(chat.page).last.get_by_role("button", name="Edit").click()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#field")).to_have_value("")
    expect(chat.page.locator("#about")).to_be_hidden()


def test_topics_are_leafed_through_in_one_message(chat: Chat) -> None:
    chat.ask("/topics")
    menu = bubbles(chat.page).last
    expect(menu).to_contain_text("What would you like to know more about?")
    count = bubbles(chat.page).count()
    menu.get_by_role("button", name="Xi's visit").click()
    expect(menu.locator(".text")).to_contain_text("Xi's visit:")
    menu.get_by_role("button", name="All topics").click()
    expect(menu.get_by_role("button", name="Putin's visit")).to_be_visible()
    assert bubbles(chat.page).count() == count


def test_commands_are_offered_while_one_types(chat: Chat) -> None:
    page = chat.page
    page.get_by_role("button", name="Commands").click()
    expect(page.get_by_role("option")).to_have_count(8)
    page.keyboard.type("/ab")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(own(page).last).to_contain_text("/about")
    expect(bubbles(page).last).to_contain_text("Fact base abc1234")
    page.keyboard.type("/as")
    page.keyboard.press("Tab")
    expect(page.locator("#field")).to_have_value("/ask ")


def test_inline_mode_offers_facts_and_puts_one_into_the_chat(chat: Chat) -> None:
    page = chat.page
    page.locator("#field").press_sequentially("@loc")
    page.keyboard.press("Tab")
    expect(page.locator("#field")).to_have_value(f"{BOT} ")
    page.keyboard.type("who")
    expect(page.get_by_role("option", selected=True)).to_contain_text("The Kremlin.")
    page.get_by_role("option", name="Who said so?").click()
    expect(own(page).last).to_contain_text(f"via {BOT}")
    expect(own(page).last).to_contain_text("The Kremlin.")
    expect(page.locator("#field")).to_have_value("")


def test_a_colleague_in_the_group_has_rights_of_their_own(chat: Chat) -> None:
    page = chat.page
    expect(page.get_by_role("button", name="Newsroom")).to_contain_text("Hello! To ask me about")
    page.get_by_role("button", name="Newsroom").click()
    expect(page.get_by_text("Reader added Ask: Putin to visit China")).to_be_visible()
    chat.ask("just talking")
    chat.ask("/ask which visit?")
    answer = bubbles(page).last
    expect(answer).to_contain_text("Which visit do you mean?")
    page.get_by_label("Colleague").check(force=True)
    expect(own(page)).to_have_count(0)
    answer.get_by_role("button", name="None of these").click()
    expect(toast(page)).to_contain_text("That is Reader's question.")
    answer.dblclick(position={"x": 60, "y": 10})
    chat.ask("When?")
    expect(own(page)).to_have_count(1)
    expect(bubbles(page).last).to_contain_text("ColleagueWhen?In October.")
    expect(page.locator(".message", has_text="just talking")).to_have_count(1)


def test_a_link_to_the_bot_and_sharing_stay_on_the_page(chat: Chat) -> None:
    page = chat.page
    chat.ask("When?")
    bubbles(page).last.get_by_role("button", name="Share").click()
    page.get_by_role("dialog").get_by_role("button", name="Newsroom").click()
    expect(page.locator("#title")).to_have_text("Newsroom")
    page.keyboard.press("Enter")
    own(page).last.get_by_role("link").click()
    expect(page.locator("#title")).to_have_text("Ask: Putin to visit China")
    expect(own(page).last).to_contain_text("/start q")
    expect(bubbles(page).last).to_contain_text("In October.")


def test_a_restarted_conversation_is_empty(chat: Chat) -> None:
    page = chat.page
    page.get_by_role("button", name="Chat menu").click()
    page.get_by_role("menuitem", name="Restart conversation").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Restart").click()
    expect(page.locator(".message")).to_have_count(0)
    page.get_by_role("button", name="Start").click()
    expect(bubbles(page)).to_contain_text("Hello!")


def test_a_message_is_deleted_and_what_answered_it_says_so(chat: Chat) -> None:
    page = chat.page
    chat.ask("When?")
    expect(bubbles(page).last).to_contain_text("In October.")
    own(page).last.click(button="right")
    page.get_by_role("menuitem", name="Delete").click()
    expect(own(page)).to_have_count(1)
    bubbles(page).last.get_by_role("button", name="In reply to").click()
    expect(toast(page)).to_have_text("That message was deleted.")


def test_a_long_quote_opens(chat: Chat) -> None:
    chat.ask("long")
    quote = bubbles(chat.page).last.locator("blockquote")
    low = quote.evaluate("quote => quote.clientHeight")
    quote.get_by_role("button", name="Show the whole quote").click()
    assert quote.evaluate("quote => quote.clientHeight") > 2 * low
    quote.click()
    assert quote.evaluate("quote => quote.clientHeight") == low


def test_who_reads_further_up_is_not_torn_away(chat: Chat) -> None:
    page, history = chat.page, chat.page.locator("#history")
    for _ in range(4):
        chat.ask("When?")
    expect(bubbles(page)).to_have_count(5)
    bubbles(page).last.get_by_role("button", name="Why this answer").scroll_into_view_if_needed()
    bubbles(page).nth(1).get_by_role("button", name="Why this answer").click()
    expect(page.get_by_role("button", name="To the newest message; 1 new")).to_be_visible()
    assert history.evaluate("list => list.scrollTop + list.clientHeight < list.scrollHeight - 200")
    page.get_by_role("button", name="To the newest message").click()
    expect(page.locator("#to-end")).to_be_hidden()


def test_all_of_it_works_from_the_keyboard(browser: Browser) -> None:
    with served(FakeAnswerer(), ABOUT) as address, seen(browser, address) as chat:
        page, keys = chat.page, chat.page.keyboard
        keys.press("Enter")  # the Start button has the focus
        expect(bubbles(page)).to_contain_text("Hello!")
        expect(page.locator("#field")).to_be_focused()
        keys.type("When?\n")
        expect(bubbles(page)).to_have_count(2)
        for _ in range(2):
            keys.press("Shift+Tab")
        expect(page.get_by_role("button", name="Share").last).to_be_focused()
        keys.press("Shift+Tab")
        keys.press("Shift+Tab")
        keys.press("Enter")
        expect(toast(page)).to_have_text("Thank you, noted.")
        while not page.evaluate("document.activeElement.classList.contains('message')"):
            keys.press("Shift+Tab")
        keys.press("ArrowUp")
        expect(own(page).last).to_be_focused()
        keys.press("Enter")
        expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
        keys.press("ArrowDown")
        keys.press("Enter")
        expect(page.locator("#field")).to_have_value("When?")
        keys.press("Escape")
        expect(page.locator("#field")).to_be_focused()
        keys.type("/to")
        keys.press("Enter")
        expect(bubbles(page).last.get_by_role("button", name="Xi's visit")).to_be_visible()


def test_focus_stays_on_a_message_that_turns_its_page(chat: Chat) -> None:
    chat.ask("/topics")
    button = bubbles(chat.page).last.get_by_role("button", name="Putin's visit")
    button.focus()
    button.press("Enter")
    expect(bubbles(chat.page).last.get_by_role("button", name=WHEN)).to_be_focused()


def test_the_bot_is_seen_typing(browser: Browser) -> None:
    may_answer = threading.Event()

    def slowly(utterance: str) -> Part:
        may_answer.wait(10)
        return echo(utterance)

    with served(FakeAnswerer(respond=slowly), ABOUT) as address, seen(browser, address) as chat:
        chat.page.get_by_role("button", name="Start").click()
        expect(bubbles(chat.page)).to_contain_text("Hello!")
        chat.ask("say it")
        expect(chat.page.locator("#status")).to_have_text("typing…")
        may_answer.set()
        expect(bubbles(chat.page).last).to_contain_text("You said: say it")
        expect(chat.page.locator("#status")).to_have_text("bot")


def test_an_open_page_finds_the_bot_again_when_it_is_restarted(browser: Browser) -> None:
    with served(FakeAnswerer(), ABOUT) as address:
        looking = seen(browser, address)
        page = looking.__enter__().page
        page.get_by_role("button", name="Start").click()
        expect(bubbles(page)).to_contain_text("Hello!")
    expect(page.locator("#status")).to_have_text("waiting for the bot…")
    with served(FakeAnswerer(), ABOUT, int(address.rpartition(":")[2])):
        expect(page.locator(".introduction")).to_be_visible()
        expect(page.locator("#status")).to_have_text("bot")
        looking.__exit__(None, None, None)


def test_whatever_a_message_says_stays_text(chat: Chat) -> None:
    for name, nasty in NASTY.items():
        # What is typed holds no half characters; and both sides' messages end at Telegram's limit.
        chat.ask(f"say {nasty}".encode("utf-16", "ignore").decode("utf-16")[:2000])
        said = bubbles(chat.page).filter(has_text="You said: say").last.locator(".text")
        expect(said).to_be_attached()
        assert said.evaluate("text => text.querySelectorAll('script, b, a').length") == 0, name
        assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    expect(bubbles(chat.page)).to_have_count(len(NASTY) + 1)
    expect(bubbles(chat.page).filter(has_text="<script>alert(1)</script> & <b>bold</b>")).to_have_count(1)


def slip_in(page: Page, text: str, styles: dict[str, tuple[str, dict[str, str]]], *buttons: dict[str, str]) -> Locator:
    """A message of a kind that the bot does not send today, as if it had."""
    entities = [{"offset": text.index(said), "length": len(said), "type": kind} | more for kind, (said, more) in styles.items()]

    def answer(route: Route) -> None:
        news = route.fetch().json()
        [first, *_] = (message for message in news["messages"] if message["buttons"])
        news["messages"].append(first | {"id": 999, "text": text, "entities": entities, "reply": None, "buttons": [list(buttons)]})
        route.fulfill(json=news)

    page.route("**/api/news?*", answer, times=1)
    page.reload()
    message = page.locator("[data-id='999']")
    message.wait_for()
    return message


def test_styles_and_buttons_of_all_kinds(chat: Chat) -> None:
    page = chat.page
    styles = {
        "bold": ("bold", {}),
        "strikethrough": ("struck", {}),
        "code": ("x = 1", {}),
        "pre": ("a block", {}),
        "spoiler": ("secret", {}),
        "text_link": ("a page", {"url": "https://example.org/"}),
        "bot_command": ("/about", {}),
    }
    here = {"text": "Here", "kind": "switch_inline_query_current_chat", "value": "who"}
    elsewhere = {"text": "Elsewhere", "kind": "switch_inline_query", "value": "when"}
    message = slip_in(page, "bold struck x = 1 a block secret a page /about", styles, here, elsewhere)
    for tag, said in (("b", "bold"), ("s", "struck"), ("code", "x = 1"), ("pre", "a block"), ("a[rel=noopener\\ noreferrer]", "a page")):
        expect(message.locator(f".text {tag}")).to_have_text(said)
    message.get_by_role("button", name="Hidden text").click()
    expect(message.locator(".spoiler")).to_have_count(0)
    message.get_by_role("button", name="Here", exact=True).click()
    expect(page.locator("#field")).to_have_value(f"{BOT} who")
    expect(page.get_by_role("option", name="Who said so?")).to_be_visible()
    page.locator("#field").fill("")
    message.get_by_role("button", name="/about").click()
    expect(own(page).last).to_contain_text("/about")
    message.get_by_role("button", name="Elsewhere").click()
    page.get_by_role("dialog").get_by_role("button", name="Newsroom").click()
    expect(page.locator("#field")).to_have_value(f"{BOT} when")


def test_a_link_that_is_no_web_address_is_none(chat: Chat) -> None:
    message = slip_in(chat.page, "press me", {"text_link": ("press", {"url": "javascript:alert(1)"})})
    expect(message.locator("a")).to_have_count(0)


def test_an_alert_waits_to_be_closed(chat: Chat) -> None:
    chat.page.route("**/api/press", lambda route: route.fulfill(json={"text": "Read this.", "alert": True, "url": ""}))
    bubbles(chat.page).first.get_by_role("button", name=WHEN).click()
    expect(chat.page.get_by_role("alertdialog")).to_contain_text("Read this.")
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_role("alertdialog")).to_have_count(0)


def test_what_could_not_be_sent_is_not_lost(chat: Chat) -> None:
    chat.page.route("**/api/send", lambda route: route.fulfill(status=409, body="That message is gone, or it is not yours."), times=1)
    with chat.page.expect_console_message(lambda message: "409" in message.text):
        chat.page.locator("#field").fill("When?")
        chat.page.keyboard.press("Enter")
    expect(toast(chat.page)).to_contain_text("That message is gone")
    expect(chat.page.locator("#field")).to_have_value("When?")


def test_the_real_engine(browser: Browser, shipped_cache: object, shipped: object) -> None:
    answerer, about = load_engine(None, shipped_cache)  # type: ignore[arg-type]
    with served(answerer, about) as address, seen(browser, address) as chat:
        chat.page.get_by_role("button", name="Start").click()
        expect(bubbles(chat.page)).to_contain_text("Hello!")
        chat.ask("How long was Xi Jinping in Moscow?")
        expect(bubbles(chat.page).last).to_contain_text("Three days.")
        bubbles(chat.page).last.get_by_role("button", name="In context").click()
        expect(bubbles(chat.page).last.locator("u")).to_contain_text("During the three days")
