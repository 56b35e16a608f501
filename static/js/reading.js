// What was understood of a list is put right at once: artist and title change places, and the button
// counts the tracks that stay in. Without scripts the server does the same.
import { plural } from "./wording.js";

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-swap]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    const form = button.form;
    const one = button.closest("li");
    for (const line of one ? [one] : form.querySelectorAll("li")) {
      const [artist, title] = ["artist", "title"].map((name) =>
        line.querySelector(`[name="${name}"]`),
      );
      [artist.value, title.value] = [title.value, artist.value];
    }
  },
  { capture: true },
);

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-reading] [data-out]")) return;
  const boxes = [...target.form.querySelectorAll("[data-out]")];
  const count = boxes.filter(({ checked }) => !checked).length;
  target.form.querySelector("[data-add]").textContent = plural("Add %(count)s track", "Add %(count)s tracks", count);
});
