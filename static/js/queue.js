// Comments are gone through by single keys, as long as the focus is on one of them or on the list of
// these keys: j and k, or the arrows, lead to the next and the previous, ? opens the list, every other
// key presses what bears it.
const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

const isTyping = (element) =>
  element.matches("textarea, select, [contenteditable], input:not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const here = target.closest?.("[data-queue] [data-queued]");
  const isAtKeys = target.closest?.("[data-keys-list]");
  if (!(here || isAtKeys) || isTyping(target) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (key in STEPS) {
    const all = [...(here?.closest("[data-queue]") ?? document).querySelectorAll("[data-queued]")];
    all[here ? all.indexOf(here) + STEPS[key] : 0]?.focus();
  } else if (key === "?") {
    const list = document.querySelector("[data-keys-list]");
    list.open = true;
    list.querySelector("summary").focus();
  } else {
    const bearer = /^[a-z]$/.test(key) && here?.querySelector(`[data-key="${key}"]`);
    if (!bearer) return;
    bearer.click();
  }
  event.preventDefault();
});
