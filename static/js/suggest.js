// <input data-suggest="/desk/books/suggestions"> offers what the site knows already: it asks that
// address for ?q=<what is typed>, and gets rows <li role="option" id="…" data-fill='{"name": "…"}'>.
// Choosing one fills the fields of those names in the same form. Without an answer it stays a field.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/combobox-autocomplete-list/
import { announce } from "./announce.js";
import { PART } from "./part.js";
import { _, plural } from "./wording.js";

const PAUSE = 150;

const filled = new WeakMap(); // what a suggestion has put into a field
let waiting; // the timer that runs until the hand pauses
let asking; // the request under way, which the next one ends

const fieldOf = (element) => element?.closest?.("[data-suggest]");
const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
const isOpen = (field) => field.getAttribute("aria-expanded") === "true";
const rowsOf = (field) => [...listOf(field).children];
const chosenOf = (field) => document.getElementById(field.getAttribute("aria-activedescendant"));

function arm() {
  for (const field of document.querySelectorAll("input[data-suggest]")) {
    const id = `${field.id}-suggestions`;
    if (document.getElementById(id)) continue;
    const place = Object.assign(document.createElement("div"), { className: "suggest" });
    const list = Object.assign(document.createElement("ul"), { id, className: "suggest__list" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", _("Suggestions"));
    list.hidden = true;
    place.append(list);
    field.after(place);
    field.autocomplete = "off";
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", id);
    close(field);
  }
}

function close(field) {
  clearTimeout(waiting);
  asking?.abort();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  const list = listOf(field);
  if (!list) return;
  list.hidden = true;
  list.replaceChildren();
}

async function ask(field) {
  clearTimeout(waiting);
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const address = new URL(field.dataset.suggest, location.href);
  address.searchParams.set("q", field.value);
  try {
    const answer = await fetch(address, { headers: PART, redirect: "manual", signal });
    const rows = answer.ok ? await answer.text() : "";
    if (!signal.aborted && field === document.activeElement) show(field, rows);
  } catch {
    if (!signal.aborted) close(field);
  }
}

function show(field, rows) {
  const part = document.createElement("template");
  part.innerHTML = rows;
  const found = part.content.querySelectorAll("[role=option]");
  if (!found.length) return close(field);
  const list = listOf(field);
  const chosen = field.getAttribute("aria-activedescendant");
  list.replaceChildren(...found);
  list.hidden = false;
  stand(field, rowsOf(field).find(({ id }) => id === chosen));
  field.setAttribute("aria-expanded", "true");
  announce(plural("%(count)s suggestion", "%(count)s suggestions", found.length));
}

function stand(field, row) {
  for (const other of rowsOf(field)) other.setAttribute("aria-selected", other === row);
  if (row) field.setAttribute("aria-activedescendant", row.id);
  else field.removeAttribute("aria-activedescendant");
  row?.scrollIntoView({ block: "nearest" });
}

// Up from the first row, or down from the last, leads back to what is typed.
function step(field, by) {
  const rows = rowsOf(field);
  const stops = [null, ...rows];
  const here = stops.indexOf(chosenOf(field));
  stand(field, stops.at((here + by) % stops.length));
}

function choose(field, row) {
  const words = row.textContent.trim().replace(/\s+/g, " ");
  for (const [name, value] of Object.entries(JSON.parse(row.dataset.fill))) {
    const other = field.form.elements.namedItem(name);
    // What a suggestion does not know takes away what another one said, and no typed word.
    if (other && (value || other.value === filled.get(other))) fill(other, value);
  }
  close(field);
  announce(_("Filled in: %(words)s", { words }));
}

function fill(field, value) {
  filled.set(field, value);
  if (field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true, cancelable: true }));
}

const KEYS = {
  ArrowDown: (field) => (isOpen(field) ? step(field, 1) : ask(field)),
  ArrowUp: (field) => (isOpen(field) ? step(field, -1) : ask(field)),
  Enter: (field) => chosenOf(field) && choose(field, chosenOf(field)),
  Escape: (field) => isOpen(field) && close(field),
};

document.addEventListener("keydown", (event) => {
  const field = fieldOf(event.target);
  if (!field || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === "Tab") return close(field);
  if (!(event.key in KEYS)) return;
  const counts = event.key === "Enter" ? chosenOf(field) : isOpen(field) || event.key !== "Escape";
  if (!counts) return;
  event.preventDefault();
  KEYS[event.key](field);
});

document.addEventListener("input", (event) => {
  const field = fieldOf(event.target);
  // What a choice has filled in is no question.
  if (!field || field !== document.activeElement || field.value === filled.get(field)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(field), PAUSE);
});

// The field keeps the focus while a row is pressed.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest(".suggest__list")) event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const row = target.closest(".suggest__list > [role=option]");
  if (!row) return;
  choose(document.querySelector(`[aria-controls="${row.parentElement.id}"]`), row);
});

document.addEventListener("focusout", ({ target }) => {
  const field = fieldOf(target);
  if (field) close(field);
});

document.addEventListener("htmx:after:process", arm);
arm();
