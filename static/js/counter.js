// <textarea id="x" data-most="5000"> tells in [data-room="x"] how much room is left near the end.
import { announce } from "./announce.js";
import { plural } from "./wording.js";

const NEAR = 500;

document.addEventListener("input", ({ target }) => {
  const place = target.dataset.most && document.querySelector(`[data-room="${target.id}"]`);
  if (!place) return;
  const left = target.dataset.most - [...target.value.trim()].length;
  const words = left < 0
    ? plural("%(count)s character too many", "%(count)s characters too many", -left)
    : plural("%(count)s character left", "%(count)s characters left", left);
  if (left < 0 && !place.textContent.endsWith("too many")) announce(words);
  place.textContent = words;
  place.hidden = left > NEAR;
});
