// Comments are gone through by single keys, as long as the focus is on one of them: j and k, or the
// arrows, lead to the next and the previous, ? opens the list of keys, every other key presses what
// bears it.
const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

const isTyping = (element) =>
  element.matches("textarea, select, [contenteditable], input:not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const here = target.closest?.("[data-queue] [data-queued]");
  if (!here || isTyping(target) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (key in STEPS) {
    const all = [...here.closest("[data-queue]").querySelectorAll("[data-queued]")];
    all[all.indexOf(here) + STEPS[key]]?.focus();
  } else if (key === "?") {
    const list = document.querySelector("[data-keys-list]");
    list.open = true;
    list.querySelector("summary").focus();
  } else {
    const bearer = /^[a-z]$/.test(key) && here.querySelector(`[data-key="${key}"]`);
    if (!bearer) return;
    bearer.click();
  }
  event.preventDefault();
});
