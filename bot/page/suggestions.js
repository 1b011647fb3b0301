// The list above the field: commands as they are typed, results of inline mode.

import { byId, debounced, make } from "./dom.js";

const PAUSE = 150; // milliseconds without a key before the bot is asked

export class Suggestions {
  #list = byId("suggestions");
  #field = byId("field");
  #items = [];
  #active = 0;
  #asked = 0;
  #hands;

  /** `hands`: commands() → [{ name, description }], username(), inline(query) → answer, and what to do with a choice: command, complete, result, start. */
  constructor(hands) {
    this.#hands = hands;
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.#ask = debounced((query) => this.#inline(query), PAUSE);
  }

  #ask;

  get open() {
    return !this.#list.hidden;
  }

  /** Whether the field holds an inline query, which is not to be sent as a message. */
  get asking() {
    return this.#query(this.#field.value) !== null;
  }

  close() {
    this.#asked += 1;
    this.#items = [];
    this.#list.hidden = true;
    this.#list.replaceChildren();
    byId("commands").setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
  }

  /** Follows what is typed. */
  update() {
    const text = this.#field.value, query = this.#query(text);
    this.#asked += 1;
    if (query !== null) return this.#ask(query);
    const command = /^\/(\w*)$/.exec(text), mention = /^@(\w*)$/.exec(text);
    if (command) return this.showCommands(command[1]);
    const name = this.#hands.username();
    if (mention && name.startsWith(mention[1].toLowerCase())) {
      const complete = () => this.#hands.complete(`@${name} `);
      return this.#show([{ title: `@${name}`, description: "Look for an answer to put into this chat", action: complete, complete }]);
    }
    return this.close();
  }

  showCommands(beginning = "") {
    const found = this.#hands.commands().filter((command) => command.name.startsWith(beginning.toLowerCase()));
    this.#show(
      found.map(({ name, description }) => ({
        title: `/${name}`,
        description,
        brief: true,
        action: () => this.#hands.command(`/${name}`),
        complete: () => this.#hands.complete(`/${name} `),
      })),
    );
    byId("commands").setAttribute("aria-expanded", String(this.open));
  }

  /** Whether the key was meant for the list. */
  key(event) {
    if (!this.open) return false;
    const item = this.#items[this.#active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#choose(this.#active + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && item?.action) item.action();
    else if (event.key === "Tab" && !event.shiftKey && item?.complete) item.complete();
    else return false;
    return true;
  }

  #query(text) {
    const name = this.#hands.username();
    return text.toLowerCase().startsWith(`@${name} `) ? text.slice(name.length + 2).trim() : null;
  }

  async #inline(query) {
    const mine = (this.#asked += 1);
    const answer = await this.#hands.inline(query.slice(0, 256));
    if (mine !== this.#asked || !answer) return;
    const items = (answer.results ?? []).map((result) => ({ ...result, action: () => this.#hands.result(result) }));
    if (!items.length) items.push({ title: answer.results ? "Nothing found" : "The bot did not answer in time", description: "" });
    const first = answer.button ? 1 : 0;
    if (answer.button) items.unshift({ title: answer.button.text, start: true, action: () => this.#hands.start(answer.button.start_parameter) });
    this.#show(items, first);
  }

  #show(items, active = 0) {
    if (!items.length) return this.close();
    this.#items = items;
    this.#list.replaceChildren(...items.map((item, at) => this.#option(item, at)));
    this.#list.hidden = false;
    this.#list.scrollTop = 0;
    this.#choose(active);
    return undefined;
  }

  #option(item, at) {
    const kind = item.start ? "start-option" : item.brief ? "command" : item.action ? "result" : "nothing";
    return make(
      "div",
      { role: "option", id: `suggestion-${at}`, class: kind, "aria-disabled": !item.action, onclick: () => item.action?.(), onpointermove: () => this.#choose(at, false) },
      make("strong", { text: item.title, dir: "auto" }),
      item.description && make("span", { text: item.description, dir: "auto" }),
    );
  }

  #choose(at, intoView = true) {
    this.#active = (at + this.#items.length) % this.#items.length;
    [...this.#list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === this.#active)));
    const option = this.#list.children[this.#active];
    if (intoView) option.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", option.id);
  }
}
