// <section data-begun="3-7">: what is half typed in a .track-form of it is kept on this device until
// the site has taken it or it is cancelled, and is back after a reload or a crash.
import { announce } from "./announce.js";
import { DeviceCopy, drop } from "./device.js";
import { _ } from "./wording.js";

const KEEP_AFTER = 300;
const FORMS = "[data-begun] .track-form";
const kept = new Map(); // the name of a form: { copy, form, timer }
const looked = new WeakSet();

const nameOf = (form) => `${form.closest("[data-begun]").dataset.begun}-${form.id}`;

function wordsOf(form) {
  const sent = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return Object.fromEntries(sent);
}

function noted(form) {
  const name = nameOf(form);
  if (!kept.has(name)) kept.set(name, { copy: new DeviceCopy(name) });
  return Object.assign(kept.get(name), { form });
}

function keep(note) {
  clearTimeout(note.timer);
  note.timer = undefined;
  return note.copy.keep({ words: wordsOf(note.form) });
}

function forget(form) {
  const note = kept.get(nameOf(form));
  if (!note) return;
  clearTimeout(note.timer);
  note.timer = undefined;
  note.copy.forget();
}

// Fill in what was left the last time, unless somebody types there already.
async function bringBack(form) {
  looked.add(form);
  const before = JSON.stringify(wordsOf(form));
  for (const copy of await noted(form).copy.left()) {
    if (JSON.stringify(wordsOf(form)) !== before) return;
    if (JSON.stringify(copy.words) === before) {
      await drop(copy);
      continue;
    }
    for (const [name, value] of Object.entries(copy.words)) {
      // One of them is called "length".
      const field = form.elements.namedItem(name);
      if (!field) continue;
      field.value = value;
      field.dispatchEvent(new CustomEvent("desk:fill"));
    }
    announce(_("What you had begun for the soundtrack is back."));
    if (await keep(noted(form))) await drop(copy);
  }
}

function look() {
  for (const form of document.querySelectorAll(FORMS)) if (!looked.has(form)) bringBack(form);
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest(FORMS);
  if (!form) return;
  const note = noted(form);
  note.timer ??= setTimeout(() => keep(note), KEEP_AFTER);
});

addEventListener("pagehide", () => {
  for (const note of kept.values()) if (note.timer) keep(note);
});

document.addEventListener("click", ({ target }) => {
  const form = target.closest("[data-cancel]")?.closest(FORMS);
  if (form) forget(form);
});

document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
  if (target.matches?.(FORMS) && ctx.response?.raw?.ok) forget(target);
});

document.addEventListener("htmx:after:process", look);
look();
