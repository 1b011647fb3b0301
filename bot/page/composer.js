// Where one writes: a new message, a reply, another wording of an earlier one.

import { byId } from "./dom.js";
import { Suggestions } from "./suggestions.js";

const TALLEST = 200; // pixels to which the field grows

export class Composer {
  #field = byId("field");
  #about = byId("about");
  #mode = { kind: "new" };
  #drafts = new Map(); // chat id → what was begun there
  #chat = null;
  #hands;

  /** `hands`: send(text, replyTo), edit(id, text), editLast(), and those of Suggestions. */
  constructor(hands) {
    this.#hands = hands;
    this.suggestions = new Suggestions({
      ...hands,
      complete: (text) => this.write(text),
      command: (text) => this.#done(() => hands.command(text)),
      result: (result) => this.#done(() => hands.result(result)),
      start: (parameter) => this.#done(() => hands.start(parameter)),
    });
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener("keydown", (event) => this.#keys(event));
    this.#field.addEventListener("input", () => this.#typed());
    this.#about.querySelector("button").addEventListener("click", () => this.cancel());
    const commands = byId("commands");
    commands.addEventListener("pointerdown", (event) => event.preventDefault());
    commands.addEventListener("click", () => {
      if (this.suggestions.open) this.suggestions.close();
      else this.suggestions.showCommands();
      this.#field.focus();
    });
  }

  /** Moves to another chat; what was begun in this one waits. */
  enter(chat) {
    if (this.#chat) this.#drafts.set(this.#chat.id, this.#mode.kind === "edit" ? "" : this.#field.value);
    this.#chat = chat;
    this.#setMode({ kind: "new" });
    this.#field.placeholder = chat.is_group ? "Message; /ask asks the bot" : "Message";
    this.#fill(this.#drafts.get(chat.id) ?? "");
    this.suggestions.close();
  }

  focus() {
    this.#field.focus();
  }

  /** Puts a text into the field, as if typed. */
  write(text) {
    this.#fill(text);
    this.#field.focus();
    this.#typed();
  }

  reply(message) {
    this.#setMode({ kind: "reply", message, title: message.sender.name });
    this.#field.focus();
  }

  edit(message) {
    this.#setMode({ kind: "edit", message, title: "Edit message" });
    this.#fill(message.text);
    this.suggestions.close();
    this.#field.focus();
  }

  cancel() {
    if (this.#mode.kind === "edit") this.#fill("");
    this.#setMode({ kind: "new" });
    this.#field.focus();
  }

  /** Lets go of a message that is gone. */
  forget(id) {
    if (this.#mode.message?.id === id) this.cancel();
  }

  #setMode(mode) {
    this.#mode = mode;
    this.#about.hidden = mode.kind === "new";
    this.#about.querySelector("strong").textContent = mode.title ?? "";
    this.#about.querySelector("span").textContent = mode.message?.text ?? "";
    this.#about.querySelector("use").setAttribute("href", `#icon-${mode.kind === "edit" ? "pencil" : "reply"}`);
    const send = byId("send");
    send.setAttribute("aria-label", mode.kind === "edit" ? "Save" : "Send");
    send.querySelector("use").setAttribute("href", `#icon-${mode.kind === "edit" ? "check" : "send"}`);
  }

  #fill(text) {
    this.#field.value = text;
    this.#field.setSelectionRange(text.length, text.length);
    this.#grow();
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, TALLEST)}px`;
  }

  #typed() {
    this.#grow();
    if (this.#mode.kind !== "edit") this.suggestions.update();
  }

  #keys(event) {
    if (event.isComposing) return;
    if (this.suggestions.key(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.#mode.kind !== "new") {
      this.cancel();
    } else if (event.key === "ArrowUp" && !this.#field.value && this.#hands.editLast()) {
      event.preventDefault();
    }
  }

  #submit() {
    const text = this.#field.value.trim(), mode = this.#mode;
    // An inline query is no message: its results are chosen from, once they are here.
    if (!text || (mode.kind !== "edit" && this.suggestions.asking)) return;
    if (mode.kind === "edit") this.#done(() => this.#hands.edit(mode.message.id, text));
    else this.#done(() => this.#hands.send(text, mode.message?.id));
  }

  /** Empties the field and does it; what could not be done is there again to try once more. */
  async #done(action) {
    const text = this.#field.value, mode = this.#mode, chat = this.#chat;
    this.suggestions.close();
    this.#setMode({ kind: "new" });
    this.#fill("");
    this.#field.focus();
    if ((await action()) === false && this.#chat === chat && !this.#field.value) {
      this.#setMode(mode);
      this.#fill(text);
    }
  }
}
