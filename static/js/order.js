// A list whose rows are put in order: by a handle to drag, or to pick up with the keyboard.
// What moved on the page is sent to the server, and put back when it is not taken.
//
//   <ol id="…" data-order="track">          "track" is what the list has rows of
//     <li data-track="7" data-title="Roads">   its number, and its name for the announcements
//       <button type="button" data-handle>     what is dragged or picked up
//       <button name="after" data-step>        two of these, to move up and down without either
//   <form id="track-move" hidden data-hx-post="…" data-hx-target="…" data-hx-swap="outerHTML …">
//     <input name="track"> <input name="after">     the row, and the one before it ("": none)
//
// The answer replaces the element that holds the list, which has to be the target of the form.
import Sortable from "sortablejs";
import { announce } from "./announce.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

let held; // { row, home, order }: what the keyboard has in hand, and where it was taken from
let sent; // { list, order, row, words }: a move the server has not answered, what to say if it agrees
let focused = ""; // the id of what had the focus before the list was replaced

const lists = () => document.querySelectorAll("[data-order]");
const formOf = (list) => document.getElementById(`${list.dataset.order}-move`);
const isForm = (form) => [...lists()].some((list) => formOf(list) === form);
const rowOf = (element) => {
  const list = element?.closest("[data-order]");
  return list && element.closest(`[data-${list.dataset.order}]`);
};
// The copy of a row that follows the pointer is none of the rows.
const rowsOf = (list) => [
  ...list.querySelectorAll(`:scope > [data-${list.dataset.order}]:not(.order--dragged)`),
];
const numberOf = (row) => row.dataset[row.parentElement.dataset.order];
const placeOf = (row) => rowsOf(row.parentElement).indexOf(row) + 1;
const where = (row) => `${placeOf(row)} of ${rowsOf(row.parentElement).length}`;

function arm() {
  for (const list of lists()) if (!Sortable.get(list)) armed(list);
}

function armed(list) {
  let order;
  Sortable.create(list, {
    handle: "[data-handle]",
    draggable: `[data-${list.dataset.order}]`,
    forceFallback: true,
    fallbackTolerance: 3,
    animation: still.matches ? 0 : 150,
    ghostClass: "order--place",
    fallbackClass: "order--dragged",
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
  const form = formOf(list);
  const before = rowsOf(list)[placeOf(row) - 2];
  form.elements[list.dataset.order].value = numberOf(row);
  form.elements.after.value = before ? numberOf(before) : "";
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
  row.classList.add("order--held");
  row.querySelector("[data-handle]").setAttribute("aria-pressed", "true");
  announce(`Grabbed ${row.dataset.title}, ${where(row)}`);
}

function letGo() {
  const { row } = held;
  held = undefined;
  row.classList.remove("order--held");
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
  const row = rowOf(target.closest("[data-handle]"));
  if (!row || !(key in KEYS)) return;
  if (held?.row === row) KEYS[key](row);
  else if (key === " " || key === "Enter") pickUp(row);
  else return;
  event.preventDefault();
});

// Whoever goes on to something else has put the row down; whoever leaves the window comes back.
document.addEventListener("focusout", () => {
  if (held && document.hasFocus()) drop();
});

document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  const list = [...lists()].find((one) => tasks.some(({ target }) => target?.contains?.(one)));
  if (!list) return;
  focused = document.activeElement.id;
  if (held) letGo();
  Sortable.get(list)?.destroy();
});

document.addEventListener("htmx:after:swap", () => {
  // At the end of the list a button has nowhere to go; its twin has.
  const button = document.getElementById(focused);
  if (button?.disabled) button.parentElement.querySelector("[data-step]:enabled")?.focus();
  rowOf(button)?.scrollIntoView({ block: "nearest" });
  focused = "";
});

document.addEventListener("htmx:response:error", ({ target }) => {
  if (sent && isForm(target)) sent.words = undefined;
});

document.addEventListener("htmx:finally:request", ({ target }) => {
  if (!sent || !isForm(target)) return;
  const move = sent;
  sent = undefined;
  if (move.list.isConnected) putBack(move);
});

// What the server has to say, but for a move that the keyboard has told of already.
document.addEventListener("tell", ({ detail }) => {
  announce(sent?.words ?? detail.words);
});

document.addEventListener("htmx:after:process", arm);
arm();
