// A list whose rows are put in order: by a handle to drag, or to pick up with the keyboard.
// What moved on the page is sent to the server, and put back when it is not taken.
//
//   <ol id="…" data-order="track">          "track" is what the list has rows of
//     <li data-track="7" data-title="Roads">   its number, and its name for the announcements
//       <button type="button" data-handle>     what is dragged or picked up
//       <button name="after" data-step>        one to move up and one to move down, in this order
//   <form id="track-move" hidden data-hx-post="…" data-hx-target="…" data-hx-swap="outerHTML …">
//     <input name="track"> <input name="after">     the row, and the one before it ("": none)
//     <input name="order">                          all rows as they stand here by then; optional
//
// The target of the form is the element that holds the list, and the answer replaces it; unless the
// server says that the order it has now is the one shown here, and changes something else.
import Sortable from "sortablejs";
import { announce } from "./announce.js";
import { _ } from "./wording.js";

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
const stepsOf = (row) => [...row.querySelectorAll("[data-step]")];
const numberOf = (row) => row.dataset[row.parentElement.dataset.order];
const placeOf = (row) => rowsOf(row.parentElement).indexOf(row) + 1;
const told = (row) => ({ title: row.dataset.title, where: where(row) });
const where = (row) => _("%(place)s of %(count)s", { place: placeOf(row), count: rowsOf(row.parentElement).length });

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
  if (form.elements.order) form.elements.order.value = rowsOf(list).map(numberOf).join(" ");
  sent = { list, order, row, words };
  list.setAttribute("aria-busy", "true");
  Sortable.get(list).option("disabled", true);
  form.requestSubmit();
}

function putBack({ list, order, row }) {
  const { activeElement } = document;
  list.append(...order);
  activeElement.focus({ preventScroll: true });
  settle(list);
  announce(_("%(title)s could not be moved, and is back at %(where)s", told(row)));
}

function settle(list) {
  list.removeAttribute("aria-busy");
  Sortable.get(list).option("disabled", false);
  const rows = rowsOf(list);
  for (const [place, row] of rows.entries()) {
    const [up, down] = stepsOf(row);
    if (up) up.disabled = place === 0;
    if (down) down.disabled = place === rows.length - 1;
  }
}

// At the end of the list a button has nowhere to go; its twin has.
function keepFocus(id) {
  const button = document.getElementById(id);
  const row = rowOf(button);
  if (row && button.disabled) stepsOf(row).find(({ disabled }) => !disabled)?.focus();
  row?.scrollIntoView({ block: "nearest" });
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
  announce(_("Grabbed %(title)s, %(where)s", told(row)));
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
  const words = _("%(title)s dropped, %(where)s", told(row));
  if (placeOf(row) - 1 === home) announce(words);
  else send(row, order, words);
}

function cancel() {
  const { row, home } = held;
  step(row, home);
  letGo();
  announce(_("Cancelled, %(title)s is back at %(where)s", told(row)));
}

function walk(row, to) {
  step(row, to);
  announce(_("%(title)s, moved to %(where)s", told(row)));
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

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  const row = rowOf(button);
  if (!row) return;
  event.preventDefault();
  if (row.parentElement.hasAttribute("aria-busy")) return;
  const order = rowsOf(row.parentElement);
  const by = stepsOf(row).indexOf(button) ? 1 : -1;
  step(row, placeOf(row) - 1 + by);
  send(row, order);
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
  keepFocus(focused);
  focused = "";
});

document.addEventListener("htmx:response:error", ({ target }) => {
  if (sent && isForm(target)) sent.words = undefined;
});

document.addEventListener("htmx:finally:request", ({ target, detail: { ctx } }) => {
  if (!sent || !isForm(target)) return;
  const move = sent;
  sent = undefined;
  if (!move.list.isConnected) return;
  if (ctx.response?.status !== 200) return putBack(move);
  settle(move.list);
  keepFocus(document.activeElement.id);
});

// What the server has to say, but for a move that the keyboard has told of already.
for (const event of ["tell", "say"]) {
  document.addEventListener(event, ({ detail }) => announce(sent?.words ?? detail.words));
}

document.addEventListener("htmx:after:process", arm);
arm();
