// The messages of the open chat: in order, by day, those of one person in a row together; at the end unless the reader has scrolled up.

import { bubble } from "./bubbles.js";
import { byId, calm, day, make } from "./dom.js";

const NEAR_END = 80; // pixels from the end that still count as being there
const TOGETHER = 600; // seconds within which messages of one person belong together

export class History {
  #list = byId("history");
  #toEnd = byId("to-end");
  #elements = new Map(); // message id → { message, own, element }
  #missed = 0;
  #hands;

  constructor(hands) {
    this.#hands = hands;
    this.#list.addEventListener("scroll", () => this.#noteScroll(), { passive: true });
    this.#list.addEventListener("keydown", (event) => this.#keys(event));
    this.#toEnd.addEventListener("click", () => this.scrollToEnd(true));
    new ResizeObserver(() => this.#atEnd && this.scrollToEnd()).observe(this.#list);
  }

  #atEnd = true;

  /** Forgets what it shows, for another chat or another person. */
  clear() {
    this.#elements.clear();
    this.#list.replaceChildren();
    this.#missed = 0;
    this.#atEnd = true;
  }

  /** Shows the chat as it stands; `empty` is shown where nothing was said yet. */
  show(chat, empty) {
    const messages = [...chat.messages.values()].sort((one, other) => one.id - other.id);
    const before = this.#elements.size;
    for (const id of this.#elements.keys()) if (!chat.messages.has(id)) this.#elements.delete(id);
    const nodes = [];
    let last = null;
    for (const message of messages) {
      const element = this.#element(message, chat);
      if (!last || day(last.date) !== day(message.date)) nodes.push(make("p", { class: "notice day" }, make("span", { text: day(message.date) })));
      const joins = last && !last.notice && !message.notice && last.sender.id === message.sender.id && message.date - last.date < TOGETHER;
      element.classList.toggle("first", !joins);
      if (last && !last.notice) this.#elements.get(last.id).element.classList.toggle("last", !joins);
      nodes.push(element);
      last = message;
    }
    if (last && !last.notice) this.#elements.get(last.id).element.classList.add("last");
    if (!messages.length && empty) nodes.push(empty);
    this.#place(nodes);
    this.#rove();
    const mine = last?.sender.id === chat.as;
    if (this.#atEnd || (mine && messages.length > before)) this.scrollToEnd();
    else this.#miss(Math.max(0, messages.length - before));
  }

  scrollToEnd(smooth = false) {
    this.#list.scrollTo({ top: this.#list.scrollHeight, behavior: smooth && !calm() ? "smooth" : "instant" });
    this.#atEnd = true;
    this.#missed = 0;
    this.#showToEnd();
  }

  /** Brings a message into view and marks it for a moment. */
  jump(id) {
    const element = this.#elements.get(id)?.element;
    if (!element) return false;
    element.scrollIntoView({ block: "center", behavior: calm() ? "instant" : "smooth" });
    element.focus({ preventScroll: true });
    element.classList.add("marked");
    setTimeout(() => element.classList.remove("marked"), 1600);
    return true;
  }

  #element(message, chat) {
    const known = this.#elements.get(message.id);
    if (known && known.message === message) return known.element;
    const element = bubble(message, message.sender.id === chat.as, chat.is_group, this.#hands);
    if (known) replace(known.element, element);
    this.#elements.set(message.id, { message, element });
    return element;
  }

  /** Only what is new is inserted, for an element that is moved loses its focus. */
  #place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.#list.children]) if (!wanted.has(child)) child.remove();
    let cursor = this.#list.firstElementChild;
    for (const node of nodes) {
      if (node === cursor) cursor = cursor.nextElementSibling;
      else this.#list.insertBefore(node, cursor);
    }
  }

  /** One message at a time is in the Tab order: the one last focused, else the newest. */
  #rove(to = null) {
    const all = [...this.#list.querySelectorAll(".message")];
    const chosen = to ?? all.find((element) => element.contains(document.activeElement)) ?? all.at(-1);
    for (const element of all) element.tabIndex = element === chosen ? 0 : -1;
  }

  #keys(event) {
    const element = event.target;
    if (!element.classList.contains("message") || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...this.#list.querySelectorAll(".message")];
    const at = all.indexOf(element);
    const to = { ArrowUp: all[at - 1], ArrowDown: all[at + 1], Home: all[0], End: all.at(-1) }[event.key];
    if (to) {
      event.preventDefault();
      this.#rove(to);
      to.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#hands.menu(this.#elements.get(Number(element.dataset.id)).message, element, null);
    }
  }

  #noteScroll() {
    this.#atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < NEAR_END;
    if (this.#atEnd) this.#missed = 0;
    this.#showToEnd();
  }

  #miss(count) {
    this.#missed += count;
    this.#showToEnd();
  }

  #showToEnd() {
    const count = this.#toEnd.querySelector(".count");
    this.#toEnd.hidden = this.#atEnd;
    this.#toEnd.setAttribute("aria-label", this.#missed ? `To the newest message; ${this.#missed} new` : "To the newest message");
    count.hidden = !this.#missed;
    count.textContent = String(this.#missed);
  }
}

/** Puts a message's new form in place of its old one; whoever had a button of it in focus keeps one. */
function replace(old, fresh) {
  const buttons = (element) => [...element.querySelectorAll(".keyboard button")];
  const at = buttons(old).indexOf(document.activeElement);
  const label = document.activeElement?.textContent;
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (!hadFocus) return;
  const now = buttons(fresh);
  const heir = at < 0 ? null : now.find((button) => button.textContent === label) ?? now[Math.min(at, now.length - 1)];
  (heir ?? fresh).focus({ preventScroll: true });
}
