// <a data-grow> has been replaced by what comes after it: say so, and go on from the first new thing.
import { announce } from "./announce.js";

document.addEventListener("htmx:after:swap", ({ target, detail: { ctx } }) => {
  const link = ctx.sourceEvent?.target?.closest?.("[data-grow]");
  if (!link || !ctx.response.raw.ok) return;
  // A reload then shows the part of the list that was being read.
  history.replaceState(history.state, "", link.href);
  target.querySelector("a[href]")?.focus({ preventScroll: true });
  announce(target.dataset.news);
});
