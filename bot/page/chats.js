// The list of chats, the head of the open one, and who one writes as.

import { byId, clock, dress, make } from "./dom.js";

export class Chats {
  #hands;
  #shown = "";

  /** `hands`: open(id), writeAs(person). */
  constructor(hands) {
    this.#hands = hands;
    byId("back").addEventListener("click", () => {
      byId("app").classList.add("listing");
      byId("chats").querySelector("[aria-current]")?.focus();
    });
  }

  list(chats, open) {
    const focused = document.activeElement?.dataset.chat;
    byId("chats").replaceChildren(...[...chats.values()].map((chat) => make("li", {}, this.#entry(chat, chat === open))));
    if (focused) byId("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
    const unread = [...chats.values()].some((chat) => chat !== open && chat.unread);
    byId("back").classList.toggle("news", unread);
    byId("back").setAttribute("aria-label", unread ? "All chats; there are new messages" : "All chats");
  }

  head(chat, bot, connected) {
    byId("title").textContent = chat.title;
    document.title = chat.title;
    dress(byId("face"), chat.is_group ? { name: chat.title, is_group: true } : bot);
    const status = byId("status");
    const members = chat.is_group ? [...chat.people.map((person) => person.name), "the bot"].join(", ") : "bot";
    const text = connected ? (chat.typing ? "typing…" : members) : "waiting for the bot…";
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("typing", connected && chat.typing);
    this.#people(chat);
  }

  #entry(chat, isOpen) {
    const last = [...chat.messages.values()].reduce((newest, message) => (message.id > (newest?.id ?? 0) ? message : newest), null);
    const said = last ? last.notice ?? `${last.sender.id === chat.as ? "You: " : ""}${last.text}` : "No messages yet";
    return make(
      "button",
      { type: "button", class: "entry", "data-chat": chat.id, "aria-current": isOpen ? "true" : null, onclick: () => this.#hands.open(chat.id) },
      dress(make("span", { class: "avatar", "aria-hidden": "true" }), { name: chat.title, is_group: chat.is_group, is_bot: !chat.is_group }),
      make(
        "span", { class: "summary" },
        make("span", { class: "top" }, make("strong", { text: chat.title }), last && make("time", { text: clock(last.date) })),
        make(
          "span", { class: "top" },
          make("span", { class: "said", text: chat.typing ? "typing…" : said }),
          chat.unread > 0 && make("span", { class: "count", "aria-label": `${chat.unread} new`, text: String(chat.unread) }),
        ),
      ),
    );
  }

  #people(chat) {
    const box = byId("people"), key = `${chat.id} ${chat.as}`;
    if (key === this.#shown) return;
    this.#shown = key;
    box.hidden = chat.people.length < 2;
    const focused = box.contains(document.activeElement);
    const choices = chat.people.map((person) => {
      const input = make("input", { type: "radio", name: "person", value: person.id, checked: person.id === chat.as, onchange: () => this.#hands.writeAs(person.id) });
      return make("label", {}, input, make("span", { text: person.name }));
    });
    box.replaceChildren(box.querySelector("legend"), ...choices);
    if (focused) box.querySelector("input:checked")?.focus();
  }
}
