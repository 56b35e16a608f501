// The sheet with every key that does something here, and keys called as this keyboard calls them.

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const OF_A_MAC = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };

export const called = (keys) =>
  isMac ? keys.replace(/(Ctrl|Alt|Shift)\+/g, (_, key) => OF_A_MAC[key]) : keys;

const sheet = document.getElementById("keys-dialog");
for (const keys of sheet?.querySelectorAll("kbd") ?? []) keys.textContent = called(keys.textContent);

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-keys]")) sheet.showModal();
});

document.addEventListener("keydown", (event) => {
  if (!sheet || event.key !== "/" || event.altKey || event.defaultPrevented) return;
  if (!(isMac ? event.metaKey : event.ctrlKey)) return;
  event.preventDefault();
  if (sheet.open) sheet.close();
  else if (!document.querySelector("dialog[open]")) sheet.showModal();
});
