// <span data-until="2026-11-26T18:15:00Z"> says how many minutes are left of one's own to change a
// comment, and takes the ways to do so away when they are over.
import { plural } from "./wording.js";

const MINUTE = 60_000;

function tell() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const left = Math.ceil((Date.parse(place.dataset.until) - Date.now()) / MINUTE);
    if (left > 0) place.textContent = plural("%(count)s minute left", "%(count)s minutes left", left);
    else end(place);
  }
}

function end(place) {
  const { activeElement } = document;
  const actions = place.parentElement;
  for (const link of actions.querySelectorAll("[id^='edit-link-'], [id^='removal-link-']")) {
    if (link === activeElement) place.closest("[tabindex]").focus();
    link.remove();
  }
  place.remove();
}

document.addEventListener("htmx:after:swap", tell);
setInterval(tell, MINUTE / 4);
tell();
