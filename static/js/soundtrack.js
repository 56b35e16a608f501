// What a soundtrack has beside its order (order.js): rows that are rewritten in their place, and
// lists that are pasted.
import { announce } from "./announce.js";
import { _ } from "./wording.js";

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-edit]");
  if (form && event.key === "Escape" && !event.isComposing) close(form);
});

// In the list, Ctrl+Z takes back what was done to it; in a field it takes back what was typed.
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const isUndo = key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
  if (!isUndo || event.shiftKey || event.altKey || !target.closest("#tracks")) return;
  if (target.closest("[data-edit]") || target.matches("[type=number]")) return;
  event.preventDefault();
  document.querySelector("[data-undo]")?.click();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-cancel]");
  if (!link) return;
  event.preventDefault();
  close(link.closest("[data-edit]"));
});

function close(form) {
  const row = form.closest("[data-track]");
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
  announce(_("The list is in the field for many tracks"));
});

// What is being typed in other rows goes over into the new list.
document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  const task = tasks.find(({ target }) => target?.id === "tracks");
  for (const form of task?.target.querySelectorAll("[data-edit]") ?? []) {
    task.fragment.querySelector(`#${form.parentElement.id}`)?.replaceChildren(form);
  }
});
