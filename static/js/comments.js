// The conversation under a post: fresh comments arrive, the focus follows what one does, and a form
// in which somebody writes is never touched.
import htmx from "htmx.org";
import { announce } from "./announce.js";

const SOON = 5_000;
const SELDOM = 60_000;
const AWAY = 120_000;

let timer;
let lastSeen = Date.now();

function ask() {
  clearTimeout(timer);
  const places = document.querySelectorAll("[data-live]");
  if (document.hidden || !places.length) return;
  for (const place of places) htmx.trigger(place, "due");
  timer = setTimeout(ask, Date.now() - lastSeen < AWAY ? SOON : SELDOM);
}

function stir() {
  const wasAway = Date.now() - lastSeen >= AWAY;
  lastSeen = Date.now();
  if (wasAway) ask();
}

for (const sign of ["pointermove", "pointerdown", "keydown", "scroll", "focusin"]) {
  addEventListener(sign, stir, { passive: true, capture: true });
}
for (const sign of ["online", "focus"]) addEventListener(sign, ask);
addEventListener("pageshow", ({ persisted }) => persisted && ask());
document.addEventListener("visibilitychange", ask);
timer = setTimeout(ask, SOON);

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (!ctx.sourceElement?.matches("[data-live]")) return;
  // Nobody did anything, so a question that fails is no news; it is asked again.
  if (ctx.response.raw.ok) look();
  else event.preventDefault();
});

document.addEventListener("htmx:after:swap", ({ target, detail: { ctx } }) => {
  if (ctx.sourceElement?.matches("[data-live]")) stay();
  const refusal = target.querySelector?.("[data-refusal]");
  if (refusal && !ctx.response.raw.ok) refusal.focus();
  const asked = ctx.sourceEvent?.target?.closest?.("[data-focus]");
  if (asked) focusOn(asked.dataset.focus);
  const told = document.getElementById("comments-cursor");
  if (!told) return;
  const { news, focus } = told.dataset;
  delete told.dataset.news;
  delete told.dataset.focus;
  if (news) announce(news);
  if (focus) focusOn(focus);
});

document.addEventListener("htmx:config:request", (event) => {
  const opener = event.detail.ctx.sourceElement.closest("[data-opens]");
  const open = opener && document.getElementById(opener.dataset.opens).querySelector("textarea");
  if (!open) return;
  event.preventDefault();
  open.focus();
});

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-closes]");
  if (!closer) return;
  event.preventDefault();
  document.getElementById(closer.dataset.closes).replaceChildren();
  focusOn(closer.dataset.focus);
});

// Some browsers do not anchor the page, and what is inserted above would push away what is read.
const anchored = CSS.supports("overflow-anchor", "auto");
let read;
let height;

function look() {
  const written = document.activeElement.closest("textarea, input");
  read = written ?? document.elementFromPoint(innerWidth / 2, innerHeight / 3);
  height = read?.getBoundingClientRect().top;
}

function stay() {
  if (anchored || !read?.isConnected) return;
  scrollBy({ top: read.getBoundingClientRect().top - height, behavior: "instant" });
}

function focusOn(id) {
  document.getElementById(id)?.focus();
}
