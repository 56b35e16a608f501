// <a data-plays="Roads by Portishead" target="player"> loads a service's player into the one frame of
// the page; the site asks nothing of any service before. The next one replaces it.
import { announce } from "./announce.js";

document.addEventListener("click", ({ target }) => {
  const place = document.querySelector("[data-player]");
  const link = target.closest("[data-plays]");
  if (link && place) {
    place.hidden = false;
    tell(place, link);
  } else if (target.closest("[data-stop]")) {
    const playing = document.querySelector("[data-plays][aria-current]");
    place.querySelector("iframe").src = "about:blank";
    place.hidden = true;
    tell(place);
    playing?.focus();
  }
});

function tell(place, link) {
  for (const other of document.querySelectorAll("[data-plays][aria-current]")) {
    if (other !== link) other.removeAttribute("aria-current");
  }
  link?.setAttribute("aria-current", "true");
  const words = link?.dataset.plays ?? "";
  place.querySelector("[data-playing]").textContent = words;
  if (link) place.querySelector("iframe").title = words;
  announce(link ? place.dataset.says.replace("…", words) : place.dataset.stopped);
}
