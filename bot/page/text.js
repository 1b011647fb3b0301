// A message's text with its styles. Built from nodes, never from HTML: whatever a message says, it stays text.

import { icon, make } from "./dom.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];
const SAFE = /^(https?|tg):\/\//i;

/** `follow` is called with a link's address and returns whether the page has dealt with it; `command`, with a command. */
export function richText(text, entities, { follow, command }) {
  // Offsets are UTF-16 units, which is what JavaScript counts in too.
  const sorted = entities.toSorted((one, other) => one.offset - other.offset || other.length - one.length);
  return inside(text, 0, text.length, sorted, { follow, command });
}

function inside(text, start, end, entities, handlers) {
  const parts = document.createDocumentFragment();
  let position = start, afterBlock = false;
  const plain = (to) => {
    let said = text.slice(position, to);
    // A block begins a new line by itself.
    if (afterBlock && said.startsWith("\n")) said = said.slice(1);
    if (said) parts.append(said);
    if (to > position) afterBlock = false;
    position = to;
  };
  for (let at = 0; at < entities.length; at += 1) {
    const entity = entities[at];
    const from = Math.max(entity.offset, position), to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    const inner = [];
    while (at + 1 < entities.length && entities[at + 1].offset < to) inner.push(entities[(at += 1)]);
    plain(from);
    parts.append(styled(entity, text.slice(from, to), inside(text, from, to, inner, handlers), handlers));
    position = to;
    afterBlock = BLOCKS.includes(entity.type);
  }
  plain(end);
  return parts;
}

function styled(entity, said, content, handlers) {
  const { type } = entity;
  if (type === "expandable_blockquote") return expandable(content);
  if (type in TAGS) return make(TAGS[type], { dir: BLOCKS.includes(type) ? "auto" : null }, content);
  if (type === "spoiler") return spoiler(content);
  if (type === "bot_command") return make("button", { type: "button", class: "link", onclick: () => handlers.command(said) }, content);
  const address = type === "text_link" ? entity.url : type === "url" ? said : "";
  return SAFE.test(address) ? link(address, content, handlers.follow) : content;
}

function link(address, content, follow) {
  const onclick = (event) => {
    if (follow(address)) event.preventDefault();
  };
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick }, content);
}

function spoiler(content) {
  const button = make("button", { type: "button", class: "spoiler", "aria-label": "Hidden text, press to show" }, content);
  button.addEventListener("click", () => button.replaceWith(...button.childNodes), { once: true });
  return button;
}

/** A quote of three lines that opens as a whole. */
function expandable(content) {
  const said = make("div", { class: "folded" }, content);
  const toggle = make("button", { type: "button", class: "fold", "aria-label": "Show the whole quote", "aria-expanded": "false" }, icon("down"));
  const quote = make("blockquote", { class: "expandable", dir: "auto" }, said, toggle);
  quote.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", open ? "Show less of the quote" : "Show the whole quote");
  });
  return quote;
}
