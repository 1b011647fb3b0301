// A message as an element: bubble, what it answers, its buttons, its tools.

import { clock, dress, icon, make, tint } from "./dom.js";
import { richText } from "./text.js";

/** `hands` are what can be done with it: press, follow, command, jump, reply, edit, menu. */
export function bubble(message, own, inGroup, hands) {
  if (message.notice) return make("p", { class: "notice", "data-id": message.id }, make("span", { text: message.notice }));
  const name = message.sender.name;
  const text = make("div", { class: "text", dir: "auto" }, richText(message.text || "This kind of message is not shown here.", message.entities, hands));
  const meta = make("span", { class: "meta" }, message.edited && make("span", { text: "edited " }), make("time", { text: clock(message.date) }));
  text.append(meta);
  const body = make(
    "div", { class: "bubble" },
    inGroup && !own && make("p", { class: "author", "data-tint": tint(message.sender), text: name }),
    message.via && make("p", { class: "via", text: `via @${message.via}` }),
    message.reply && quoted(message.reply, hands),
    text,
  );
  const avatar = inGroup && !own && dress(make("span", { class: "avatar", "aria-hidden": "true" }), message.sender);
  const element = make(
    "article",
    { class: `message ${own ? "own" : "other"}${avatar ? " pictured" : ""}`, "data-id": message.id, "data-sender": message.sender.id, tabindex: "-1" },
    make("div", { class: "stack" }, make("div", { class: "row" }, avatar, body, tools(message, own, hands)), keyboard(message, hands)),
  );
  element.setAttribute("aria-label", `${own ? "You" : name}, ${clock(message.date)}${message.edited ? ", edited" : ""}: ${message.text}`);
  element.addEventListener("dblclick", (event) => {
    if (event.target.closest("button, a")) return;
    getSelection().removeAllRanges(); // the word that a double click marks
    hands.reply(message);
  });
  element.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a")) return;
    event.preventDefault();
    hands.menu(message, element, event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : null);
  });
  return element;
}

function quoted(reply, hands) {
  return make(
    "button",
    { type: "button", class: "quoted", "data-tint": tint(reply.sender), "aria-label": `In reply to ${reply.sender.name}: ${reply.text}`, onclick: () => hands.jump(reply.id) },
    make("strong", { text: reply.sender.name }),
    make("span", { text: reply.text, dir: "auto" }),
  );
}

/** Out of the Tab order, which would be long: from the keyboard, Enter on a message opens its menu. */
function tools(message, own, hands) {
  const tool = (name, label, onclick) => make("button", { type: "button", class: "tool", tabindex: "-1", "aria-label": label, title: label, onclick }, icon(name));
  return make(
    "div", { class: "tools" },
    own && message.text && !message.via ? tool("pencil", "Edit", () => hands.edit(message)) : tool("reply", "Reply", () => hands.reply(message)),
    tool("dots", "More", (event) => hands.menu(message, event.currentTarget, null)),
  );
}

const SIGNS = { url: "out", switch_inline_query: "share" };

function keyboard(message, hands) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) => make("div", {}, ...row.map((button) => key(message, button, hands))));
  return make("div", { class: "keyboard", role: "group", "aria-label": "Buttons" }, ...rows);
}

function key(message, button, hands) {
  const sign = SIGNS[button.kind];
  const element = make("button", { type: "button" }, make("span", { text: button.text }), sign ? icon(sign) : null);
  element.addEventListener("click", async () => {
    if (element.getAttribute("aria-busy")) return;
    element.setAttribute("aria-busy", "true");
    await hands.press(message, button);
    element.removeAttribute("aria-busy");
  });
  return element;
}
