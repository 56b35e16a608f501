// <details data-menu> closes like a menu: by Escape, by a click beside it, and when it is left.

for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  for (const type of ["click", "focusin"]) {
    document.addEventListener(type, ({ target }) => {
      if (!menu.contains(target)) menu.open = false;
    });
  }
}
