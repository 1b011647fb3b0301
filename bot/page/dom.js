// Small helpers for building the page.

export const byId = (id) => document.getElementById(id);

/** An element with these properties ("class", "text", on… handlers, attributes) and children; what is no node is left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child instanceof Node));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A round picture: a bot's own sign, or a letter on a colour of one's own. */
export function dress(avatar, { name, id, is_bot: isBot, is_group: isGroup }) {
  avatar.replaceChildren(isBot ? icon("bot") : name.slice(0, 1));
  avatar.dataset.tint = isGroup ? "g" : tint({ id, is_bot: isBot });
  return avatar;
}

/** Which of the colours for people's names is theirs. */
export const tint = ({ id, is_bot: isBot }) => (isBot ? "b" : String(id % 3));

export const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return "Today";
  return days === 1 ? "Yesterday" : date.toLocaleDateString([], { day: "numeric", month: "long" });
}

/** Calls `action` once `milliseconds` have passed without another call. */
export function debounced(action, milliseconds) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
