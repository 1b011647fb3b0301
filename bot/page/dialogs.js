// What lies over the chat: toasts, alerts, questions, menus.

import { byId, icon, make } from "./dom.js";

const TOAST = 3500; // milliseconds

/** A line that goes away by itself. */
export function toast(text) {
  const shown = make("p", { class: "toast", text });
  byId("toasts").append(shown);
  setTimeout(() => shown.remove(), TOAST);
}

/** A box to be closed. */
export const alert = (text) => dialog([make("p", { text })], [{ label: "OK", value: true }], "alertdialog");

export const confirm = (title, text, label) =>
  dialog([make("h2", { text: title }), make("p", { text })], [{ label: "Cancel", value: false }, { label, value: true }], "alertdialog");

/** One of the options ({ label, value }), or undefined. */
export const choose = (title, options) => dialog([make("h2", { text: title })], options, "dialog", "choices");

export const explain = (title, rows) =>
  dialog(
    [make("h2", { text: title }), make("dl", {}, ...rows.flatMap(([term, text]) => [make("dt", { text: term }), make("dd", { text })]))],
    [{ label: "Close", value: true }],
  );

function dialog(content, options, role = "dialog", kind = "answers") {
  return new Promise((resolve) => {
    const box = make("dialog", { role, class: "box", "aria-label": content[0].textContent });
    let answer;
    const buttons = options.map(({ label, value }) => {
      const onclick = () => {
        answer = value;
        box.close();
      };
      return make("button", { type: "button", onclick, text: label });
    });
    buttons.at(-1).autofocus = kind === "answers";
    box.append(...content, make("div", { class: kind }, ...buttons));
    box.addEventListener("click", (event) => event.target === box && box.close());
    box.addEventListener("close", () => {
      box.remove();
      resolve(answer);
    });
    document.body.append(box);
    box.showModal();
  });
}

let closeMenu = () => {};

/** A menu of { label, icon, action } at a point, or else at the element that it belongs to, which gets the focus back. */
export function menu(items, element, point) {
  closeMenu();
  const box = make("div", { class: "menu", role: "menu" });
  const close = (giveBack = true) => {
    box.remove();
    removeEventListener("pointerdown", outside, true);
    closeMenu = () => {};
    if (giveBack) element.focus({ preventScroll: true });
  };
  const outside = (event) => box.contains(event.target) || close(false);
  for (const item of items) {
    const onclick = () => {
      close();
      item.action();
    };
    box.append(make("button", { type: "button", role: "menuitem", tabindex: "-1", onclick }, icon(item.icon), make("span", { text: item.label })));
  }
  box.addEventListener("keydown", (event) => {
    const all = [...box.children], at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(box);
  place(box, element, point);
  addEventListener("pointerdown", outside, true);
  closeMenu = () => close(false);
  box.firstElementChild.focus();
}

function place(box, element, point) {
  const { width, height } = box.getBoundingClientRect();
  const around = element.getBoundingClientRect();
  const wanted = point ?? { x: Math.min(around.right, innerWidth) - width, y: Math.min(around.bottom, innerHeight - height) + 4 };
  box.style.left = `${Math.max(8, Math.min(wanted.x, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(wanted.y, innerHeight - height - 8))}px`;
}
