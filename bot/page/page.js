// The chat's page: what is known of the chats, and who does what with it.

import { Chats } from "./chats.js";
import { Composer } from "./composer.js";
import { alert, choose, confirm, explain, menu, toast } from "./dialogs.js";
import { byId, dress, make } from "./dom.js";
import { History } from "./history.js";
import { act, watch } from "./server.js";

const TYPING = 5500; // milliseconds for which Telegram shows that a bot types
const KEYS = [
  ["Enter", "send; Shift and Enter begins a new line"],
  ["↑", "in an empty field: edit your last message"],
  ["/", "commands; ↑ and ↓ choose, Tab completes, Enter sends"],
  ["@", "inline mode: an answer to put into the chat"],
  ["Esc", "leave a reply or an edit"],
  ["Shift Tab", "from the field to the newest buttons and messages; there ↑ and ↓ go on, Enter opens a menu"],
];

const chats = new Map();
let bot = { name: "", username: "", description: "" };
let open = null;
let server = "";
let connected = true;

const history = new History({
  press,
  follow,
  command: (text) => send(addressed(text)),
  jump: (id) => history.jump(id) || toast("That message was deleted."),
  reply: (message) => composer.reply(message),
  edit: (message) => composer.edit(message),
  menu: messageMenu,
});
const composer = new Composer({
  send,
  edit: (id, text) => doing("edit", { id, text }),
  editLast,
  commands: () => person().commands,
  username: () => bot.username,
  inline: (query) => doing("inline", { query }),
  command: (text) => send(addressed(text)),
  result: (result) => doing("choose", { result: result.id }),
  start: (parameter) => startWith(parameter),
});
const list = new Chats({ open: (id) => openChat(id), writeAs });

byId("start").querySelector("button").addEventListener("click", () => startWith(""));
byId("menu").addEventListener("click", (event) => chatMenu(event.currentTarget));
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byId("app").classList.contains("listing")) openChat(open.id);
});

watch(receive, (isLost) => {
  if (connected === !isLost) return;
  connected = !isLost;
  if (open) list.head(open, bot, connected);
});

function receive(news, isNew) {
  if (isNew) begin(news);
  const said = news.messages.filter((message) => note(message) && !isNew);
  if (said.length) byId("announcer").textContent = said.map(({ sender, edited, text }) => `${sender.name}${edited ? ", edited" : ""}: ${text}`).join("\n");
  for (const { chat, id } of news.gone) {
    if (chats.get(chat).messages.delete(id) && chats.get(chat) === open) composer.forget(id);
  }
  for (const chat of chats.values()) showTyping(chat, news.typing.includes(chat.id));
  draw();
}

/** Up to where each chat was read, which outlasts a reload of the page; a restarted server counts anew. */
const marks = {
  get: (session, chat) => Number(sessionStorage.getItem(`read ${session} ${chat}`)),
  set: (chat) => sessionStorage.setItem(`read ${server} ${chat.id}`, String(Math.max(0, ...chat.messages.keys()))),
};

/** The server is another than before, or this page is new: all that it knew is void. */
function begin(news) {
  const before = open?.id;
  bot = news.bot;
  server = news.session;
  chats.clear();
  for (const chat of news.chats) {
    const seen = { ...chat, as: chat.people[0].id, messages: new Map(), unread: 0, read: marks.get(news.session, chat.id), typing: false, timer: 0 };
    chats.set(chat.id, seen);
  }
  open = null;
  openChat(chats.has(before) ? before : chats.keys().next().value);
}

/** Files a message; whether it is one that the reader of the open chat should hear of. */
function note(message) {
  const chat = chats.get(message.chat);
  const isFresh = !chat.messages.has(message.id);
  chat.messages.set(message.id, message);
  if (message.sender.id === chat.as || message.notice) return false;
  const isSeen = chat === open && !byId("app").classList.contains("listing");
  if (isFresh && !isSeen && message.id > chat.read) chat.unread += 1;
  return isSeen;
}

function showTyping(chat, isTyping) {
  clearTimeout(chat.timer);
  chat.typing = isTyping;
  if (isTyping) chat.timer = setTimeout(() => { showTyping(chat, false); draw(); }, TYPING);
}

function draw() {
  if (!open) return;
  const isEmpty = !open.messages.size && !open.is_group;
  history.show(open, isEmpty ? introduction() : null);
  const began = !isEmpty && byId("composer").hidden;
  byId("start").hidden = !isEmpty;
  byId("composer").hidden = isEmpty;
  if (began) focusField();
  if (!byId("app").classList.contains("listing")) marks.set(open);
  list.head(open, bot, connected);
  list.list(chats, open);
}

function introduction() {
  return make(
    "div", { class: "introduction" },
    dress(make("span", { class: "avatar", "aria-hidden": "true" }), bot),
    make("h3", { text: bot.name }),
    bot.description && make("p", { text: bot.description }),
  );
}

function openChat(id) {
  const chat = chats.get(id);
  byId("app").classList.remove("listing");
  chat.unread = 0;
  if (chat !== open) {
    open = chat;
    history.clear();
    composer.enter(chat);
  }
  draw();
  if (byId("composer").hidden) byId("start").querySelector("button").focus();
  else focusField();
}

/** But not where that would bring up a keyboard on the screen. */
function focusField() {
  if (matchMedia("(hover: hover)").matches) composer.focus();
}

function writeAs(person) {
  open.as = person;
  history.clear();
  composer.cancel();
  draw();
  byId("people").querySelector("input:checked").focus();
}

const person = () => open.people.find(({ id }) => id === open.as);

/** Does it in the open chat; false where it could not be done, which the reader is told. */
async function doing(action, wanted, chat = open) {
  try {
    return await act(action, { chat: chat.id, as: chat.as, ...wanted });
  } catch (problem) {
    toast(problem.message);
    return false;
  }
}

function send(text, replyTo = null) {
  return doing("send", { text, reply_to: replyTo });
}

/** In a group a command says whom it is for, as Telegram's apps write it. */
const addressed = (command) => (open.is_group && !command.includes("@") ? `${command}@${bot.username}` : command);

function startWith(parameter) {
  const own = [...chats.values()].find((chat) => !chat.is_group);
  openChat(own.id);
  return send(`/start ${parameter}`.trim());
}

async function press(message, button) {
  const query = `@${bot.username} ${button.value}`;
  if (button.kind === "url") {
    if (!follow(button.value)) window.open(button.value, "_blank", "noopener,noreferrer");
  } else if (button.kind === "switch_inline_query_current_chat") composer.write(query);
  else if (button.kind === "switch_inline_query") await shareInto(query);
  else {
    const answer = await doing("press", { id: message.id, data: button.value });
    if (!answer) return;
    if (answer.text === null) toast("The bot did not answer.");
    else if (answer.text && answer.alert) await alert(answer.text);
    else if (answer.text) toast(answer.text);
    if (answer.url) follow(answer.url);
  }
}

/** Links to the bot and to Telegram's way of sharing lead no further than this page; whether this is one of them. */
function follow(address) {
  const url = new URL(address);
  if (!["t.me", "telegram.me"].includes(url.hostname)) return false;
  if (url.pathname === "/share/url") {
    shareInto([url.searchParams.get("url"), url.searchParams.get("text")].filter(Boolean).join("\n"));
    return true;
  }
  if (url.pathname.toLowerCase() !== `/${bot.username}`) return false;
  const own = [...chats.values()].find((chat) => !chat.is_group);
  if (url.searchParams.has("start")) startWith(url.searchParams.get("start"));
  else openChat(own.id);
  return true;
}

async function shareInto(text) {
  const id = await choose("Share to", [...chats.values()].map((chat) => ({ label: chat.title, value: chat.id })));
  if (id === undefined) return;
  openChat(id);
  composer.write(text);
}

function editLast() {
  const own = [...open.messages.values()].filter((message) => message.sender.id === open.as && message.text && !message.via);
  if (!own.length) return false;
  composer.edit(own.reduce((last, message) => (message.id > last.id ? message : last)));
  return true;
}

function messageMenu(message, element, point) {
  const own = message.sender.id === open.as;
  const items = [
    { label: "Reply", icon: "reply", action: () => composer.reply(message) },
    own && message.text && !message.via && { label: "Edit", icon: "pencil", action: () => composer.edit(message) },
    message.text && { label: "Copy text", icon: "copy", action: () => copy(message.text) },
    (own || !open.is_group) && { label: "Delete", icon: "bin", action: () => doing("delete", { id: message.id }) },
  ];
  menu(items.filter(Boolean), element, point);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser does not let this page copy.");
  }
}

function chatMenu(element) {
  menu(
    [
      { label: "Restart conversation", icon: "again", action: restart },
      { label: "Keyboard", icon: "keys", action: () => explain("Keyboard", KEYS) },
    ],
    element,
    null,
  );
}

async function restart() {
  const sure = await confirm("Restart conversation?", "All messages in this chat are deleted, and the bot forgets it.", "Restart");
  if (sure) await doing("restart", {});
}
