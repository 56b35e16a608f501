// Comments are gone through by single keys, as long as the focus is on one of them: j and k lead to the
// next and the previous, every other key presses what bears it.

const isTyping = (element) =>
  element.matches("textarea, select, [contenteditable], input:not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const here = target.closest?.("[data-queue] [data-queued]");
  if (!here || isTyping(target) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (key === "j" || key === "k") {
    const all = [...here.closest("[data-queue]").querySelectorAll("[data-queued]")];
    all[all.indexOf(here) + (key === "j" ? 1 : -1)]?.focus();
  } else {
    const bearer = /^[a-z]$/.test(key) && here.querySelector(`[data-key="${key}"]`);
    if (!bearer) return;
    bearer.click();
  }
  event.preventDefault();
});
