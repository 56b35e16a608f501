// What is typed into <form data-unsent="name"> stays on this device until the site has taken it: after
// a reload, a closed tab or a line that broke it stands in the field again.
import { _ } from "./wording.js";

const PREFIX = "unsent:";
const forms = "form[data-unsent]";
const key = (form) => PREFIX + form.dataset.unsent;

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.(forms);
  if (!form || !target.matches("textarea")) return;
  keep(key(form), target.value);
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (form.matches(forms) && ctx.response?.raw.ok) keep(key(form), "");
});

for (const event of ["htmx:after:swap", "pageshow"]) addEventListener(event, restore);

function restore() {
  for (const form of document.querySelectorAll(forms)) {
    const field = form.querySelector("textarea");
    const words = kept(key(form));
    if (!words || field.value) continue;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const told = document.createElement("p");
    told.className = "field__hint";
    told.textContent = _("You wrote this before; it was not posted yet.");
    field.before(told);
    field.addEventListener("input", () => told.remove(), { once: true });
  }
}

// Some browsers refuse to keep anything; then there is nothing to restore.
function keep(name, words) {
  try {
    if (words.trim()) localStorage.setItem(name, words);
    else localStorage.removeItem(name);
  } catch {}
}

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
