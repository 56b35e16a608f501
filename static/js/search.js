// A search grows as somebody types: the address follows, so that reload and Back give the same.
import { announce } from "./announce.js";

document.addEventListener("htmx:after:swap", () => {
  const found = document.getElementById("results");
  if (!found || document.activeElement?.id !== "q") return;
  history.replaceState(history.state, "", found.dataset.address);
  if (found.dataset.news) announce(found.dataset.news);
});
