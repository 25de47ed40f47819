/* The desk by keyboard. "/" goes to the field marked data-shortcut="/"; j and k move through the
   rows of the first table marked data-rows, Enter opens the row's first link, Esc leaves a field.
   Menus made of <details class="menu"> close on Esc and on a click elsewhere. */
const table = document.querySelector("table[data-rows]");

function typing(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function rows() {
  return table ? [...table.querySelectorAll("tbody > tr")].filter((row) => row.querySelector("a")) : [];
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("is-current"));
  const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
  for (const row of all) row.classList.toggle("is-current", row === next);
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest" });
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

const KEYS = {
  "/": () => document.querySelector('[data-shortcut="/"]')?.focus(),
  j: () => move(1),
  k: () => move(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    closeMenus();
    if (typing(event.target)) event.target.blur();
    return;
  }
  const act = KEYS[event.key];
  if (!act || typing(event.target)) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
