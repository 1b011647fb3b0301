// Small helpers for building the page.

export const byId = (id) => document.getElementById(id);

/** An element with these properties ("class", "text", on… handlers, attributes) and children; null and false are left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A round picture of whoever has this name: a letter on a colour of their own. */
export function dress(avatar, person) {
  const isBot = person.is_bot || person.is_group;
  avatar.textContent = isBot ? (person.is_group ? "N" : "“") : person.name.slice(0, 1);
  avatar.dataset.tint = person.is_group ? "g" : person.is_bot ? "b" : String(person.id % 3);
  if (person.is_group) avatar.textContent = person.name.slice(0, 1);
  return avatar;
}

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
