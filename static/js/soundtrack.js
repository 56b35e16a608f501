// Puts the tracks of a soundtrack in order: a handle to drag, or to pick up with the keyboard.
// Whatever moved on the page is sent to the server, and put back when it is not taken.
import Sortable from "sortablejs";
import { announce } from "./announce.js";

const LIST = "tracks-list";
const still = matchMedia("(prefers-reduced-motion: reduce)");

let held; // { row, home, order }: the track the keyboard has in hand, and where it was taken from
let sent; // { list, order, row, words }: a move the server has not answered, what to say if it agrees
let focused = ""; // the id of what had the focus before the list was replaced

const rowOf = (element) => element?.closest("[data-track]");
// The copy of a row that follows the pointer is none of the rows.
const ROWS = ":scope > [data-track]:not(.desk-track--dragged)";
const rowsOf = (list) => [...list.querySelectorAll(ROWS)];
const placeOf = (row) => rowsOf(row.parentElement).indexOf(row) + 1;
const where = (row) => `${placeOf(row)} of ${rowsOf(row.parentElement).length}`;

function arm() {
  const list = document.getElementById(LIST);
  if (!list || Sortable.get(list)) return;
  let order;
  Sortable.create(list, {
    handle: "[data-handle]",
    draggable: "[data-track]",
    forceFallback: true,
    fallbackTolerance: 3,
    animation: still.matches ? 0 : 150,
    ghostClass: "desk-track--place",
    fallbackClass: "desk-track--dragged",
    onStart: () => {
      order = rowsOf(list);
    },
    onEnd: ({ item }) => {
      if (rowsOf(list).some((row, place) => row !== order[place])) send(item, order);
    },
  });
}

function send(row, order, words) {
  const list = row.parentElement;
  const form = document.getElementById("track-move");
  const before = rowsOf(list)[placeOf(row) - 2];
  form.elements.track.value = row.dataset.track;
  form.elements.after.value = before?.dataset.track ?? "";
  sent = { list, order, row, words };
  list.setAttribute("aria-busy", "true");
  Sortable.get(list).option("disabled", true);
  form.requestSubmit();
}

function putBack({ list, order, row }) {
  const { activeElement } = document;
  list.append(...order);
  activeElement.focus({ preventScroll: true });
  list.removeAttribute("aria-busy");
  Sortable.get(list).option("disabled", false);
  announce(`${row.dataset.title} could not be moved, and is back at ${where(row)}`);
}

// The neighbours step over the row in hand, which keeps the focus because it never leaves its place.
function step(row, to) {
  const rows = rowsOf(row.parentElement);
  const from = rows.indexOf(row);
  const place = Math.max(0, Math.min(to, rows.length - 1));
  if (place < from) row.after(...rows.slice(place, from));
  if (place > from) row.before(...rows.slice(from + 1, place + 1));
  row.scrollIntoView({ block: "nearest" });
}

function pickUp(row) {
  if (row.parentElement.hasAttribute("aria-busy")) return;
  held = { row, home: placeOf(row) - 1, order: rowsOf(row.parentElement) };
  row.classList.add("desk-track--held");
  row.querySelector("[data-handle]").setAttribute("aria-pressed", "true");
  announce(`Grabbed ${row.dataset.title}, ${where(row)}`);
}

function letGo() {
  const { row } = held;
  held = undefined;
  row.classList.remove("desk-track--held");
  row.querySelector("[data-handle]").removeAttribute("aria-pressed");
}

function drop() {
  const { row, home, order } = held;
  letGo();
  const words = `${row.dataset.title} dropped, ${where(row)}`;
  if (placeOf(row) - 1 === home) announce(words);
  else send(row, order, words);
}

function cancel() {
  const { row, home } = held;
  step(row, home);
  letGo();
  announce(`Cancelled, ${row.dataset.title} is back at ${where(row)}`);
}

function walk(row, to) {
  step(row, to);
  announce(`${row.dataset.title}, moved to ${where(row)}`);
}

const KEYS = {
  " ": drop,
  Enter: drop,
  Escape: cancel,
  ArrowUp: (row) => walk(row, placeOf(row) - 2),
  ArrowDown: (row) => walk(row, placeOf(row)),
  Home: (row) => walk(row, 0),
  End: (row) => walk(row, Infinity),
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.repeat && (key === " " || key === "Enter")) return;
  const handle = target.closest("[data-handle]");
  const form = target.closest("[data-edit]");
  if (form && key === "Escape" && !event.isComposing) close(form);
  if (!handle || !(key in KEYS)) return;
  const row = rowOf(handle);
  if (held?.row === row) KEYS[key](row);
  else if (key === " " || key === "Enter") pickUp(row);
  else return;
  event.preventDefault();
});

// Whoever goes on to something else has put the track down; whoever leaves the window comes back.
document.addEventListener("focusout", () => {
  if (held && document.hasFocus()) drop();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-cancel]");
  if (!link) return;
  event.preventDefault();
  close(link.closest("[data-edit]"));
});

function close(form) {
  const row = rowOf(form);
  form.remove();
  row.querySelector("[data-rewrite]").focus();
}

// Several lines in the field for one artist are a whole list: they belong into the other field.
document.addEventListener("paste", (event) => {
  const list = document.getElementById("new-tracks-text");
  const text = event.clipboardData.getData("text/plain").trim();
  if (!event.target.matches("#new-track [name=artist]") || !text.includes("\n")) return;
  event.preventDefault();
  list.value = [list.value, text].filter(Boolean).join("\n");
  list.focus();
  announce("The list is in the field for many tracks");
});

document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  const task = tasks.find(({ target }) => target?.id === "tracks");
  if (!task) return;
  focused = document.activeElement.id;
  if (held) letGo();
  const list = document.getElementById(LIST);
  if (list) Sortable.get(list)?.destroy();
  // What is being typed in other rows goes over into the new list.
  for (const form of task.target.querySelectorAll("[data-edit]")) {
    task.fragment.querySelector(`#${form.parentElement.id}`)?.replaceChildren(form);
  }
});

document.addEventListener("htmx:after:swap", () => {
  // At the end of the list a button has nowhere to go; its twin has.
  const button = document.getElementById(focused);
  if (button?.disabled) button.parentElement.querySelector("[data-step]:enabled")?.focus();
  rowOf(button)?.scrollIntoView({ block: "nearest" });
  focused = "";
});

document.addEventListener("htmx:response:error", ({ target }) => {
  if (target.id === "track-move") sent.words = undefined;
});

document.addEventListener("htmx:finally:request", ({ target }) => {
  if (target.id !== "track-move") return;
  const move = sent;
  sent = undefined;
  if (move.list.isConnected) putBack(move);
});

document.addEventListener("tell", ({ detail }) => {
  announce(sent?.words ?? detail.words);
});

document.addEventListener("htmx:after:process", arm);
arm();
