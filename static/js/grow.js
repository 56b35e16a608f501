// <a data-grow="/posts?through=…"> has been replaced by what comes after it: say so, and go on from
// the first new thing. The address in data-grow is that of the list as it now stands.
import { announce } from "./announce.js";

document.addEventListener("htmx:after:swap", ({ target, detail: { ctx } }) => {
  const link = ctx.sourceEvent?.target?.closest?.("[data-grow]");
  if (!link || !ctx.response.raw.ok) return;
  history.replaceState(history.state, "", link.dataset.grow);
  target.querySelector("a[href]")?.focus({ preventScroll: true });
  announce(target.dataset.news);
});
