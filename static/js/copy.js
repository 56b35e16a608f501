// <button data-copy="/posts/dune" data-copied="Link copied"> puts the whole address on the clipboard.
import { announce } from "./announce.js";

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await copy(new URL(button.dataset.copy, location.href).href);
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  if (before === button.dataset.copied) return;
  words.textContent = button.dataset.copied;
  announce(button.dataset.copied);
  setTimeout(() => {
    words.textContent = before;
  }, 2500);
});

async function copy(text) {
  // Browsers give the clipboard to pages over HTTPS alone; at home a site may have none.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
