// Rows that are chosen by their checkboxes, to do something to all of them at once.
//
//   <input type="checkbox" data-choose form="…">   one a row; with Shift, all since the last
//   <input type="checkbox" data-choose-all>        all or none
//   <form data-chosen> … <span data-count>         what can be done to them
import { announce } from "./announce.js";
import { plural } from "./wording.js";

const boxes = () => [...document.querySelectorAll("input[data-choose]")];
const chosen = () => boxes().filter(({ checked }) => checked);
const words = () => plural("%(count)s chosen", "%(count)s chosen", chosen().length);

let last; // the value of the box that was changed last, from which Shift reaches

function show() {
  const all = document.querySelector("[data-choose-all]");
  if (!all) return;
  const count = chosen().length;
  all.checked = count > 0 && count === boxes().length;
  all.indeterminate = count > 0 && !all.checked;
  document.querySelector("[data-chosen] [data-count]").textContent = count;
}

document.addEventListener("click", ({ target, shiftKey }) => {
  const all = target.matches("[data-choose-all]");
  if (!all && !target.matches("input[data-choose]")) return;
  const every = boxes();
  const ends = [target, every.find(({ value }) => value === last)].map((box) => every.indexOf(box));
  const reach = shiftKey && !ends.includes(-1);
  const between = reach ? every.slice(Math.min(...ends), Math.max(...ends) + 1) : [];
  for (const box of all ? every : between) box.checked = target.checked;
  if (!all) last = target.value;
  show();
  announce(words());
});

// What was chosen stays so in the list that comes, unless something has just been done to it.
document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  const source = ctx.sourceElement;
  if (source.closest("[data-chosen]")) return;
  const values = new Set(chosen().map(({ value }) => value));
  for (const { fragment } of tasks) {
    for (const box of fragment?.querySelectorAll("input[data-choose]") ?? []) {
      box.checked = values.has(box.value);
    }
  }
});

document.addEventListener("htmx:after:swap", show);
show();
