// The conversation under a post: fresh comments arrive, the focus follows what one does, and a form
// in which somebody writes is never touched.
import htmx from "htmx.org";
import { announce } from "./announce.js";
import { plural } from "./wording.js";

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
  const { ctx, tasks } = event.detail;
  if (!ctx.sourceElement?.matches("[data-live]")) return;
  // Nobody did anything, so a question that fails is no news; it is asked again.
  if (!ctx.response.raw.ok) event.preventDefault();
  else {
    look();
    unsaid = alterations(tasks);
    holdBack(tasks);
  }
});

document.addEventListener("htmx:after:swap", ({ target, detail: { ctx } }) => {
  if (ctx.sourceElement?.matches("[data-live]")) {
    stay();
    if (wanted) focusOn(wanted);
    wanted = undefined;
  }
  const refusal = target.querySelector?.("[data-refusal]");
  if (refusal && !ctx.response.raw.ok) refusal.focus();
  const asked = ctx.sourceEvent?.target?.closest?.("[data-focus]");
  if (asked) focusOn(asked.dataset.focus);
  const cursor = document.getElementById("comments-cursor");
  if (!cursor) return;
  const { news, focus } = cursor.dataset;
  delete cursor.dataset.news;
  delete cursor.dataset.focus;
  const told = [news, ...unsaid].filter(Boolean);
  unsaid = [];
  if (told.length) announce(told.join(", "));
  if (focus) focusOn(focus);
});

document.addEventListener("htmx:config:request", (event) => {
  const opener = event.detail.ctx.sourceElement.closest("[data-opens]");
  const open = opener && document.getElementById(opener.dataset.opens).querySelector("[data-unsent] textarea");
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

// What is to be announced once it is there.
let unsaid = [];

// What others changed or took away of what stands here, in words. A like changes no words.
function alterations(tasks) {
  let edited = 0;
  let removed = 0;
  for (const { target, fragment } of tasks) {
    if (!target?.matches("article.comment")) continue;
    const before = wordsOf(target);
    const after = wordsOf(fragment);
    if (before === after) continue;
    if (fragment.querySelector(".comment--removed")) removed += 1;
    else edited += 1;
  }
  return [
    edited && plural("%(count)s comment changed", "%(count)s comments changed", edited),
    removed && plural("%(count)s comment removed", "%(count)s comments removed", removed),
  ];
}

function wordsOf(place) {
  return place.querySelector(".comment__words")?.textContent.trim();
}

// What is inserted above would push away what is read. Browsers that anchor the page keep its top in
// place, which is not where anybody reads, so they are kept from it meanwhile.
const root = document.documentElement;
let read;
let height;

function look() {
  const written = document.activeElement.closest("textarea, input");
  read = written ?? document.elementFromPoint(innerWidth / 2, innerHeight / 3);
  height = read?.getBoundingClientRect().top;
  root.style.overflowAnchor = "none";
}

function stay() {
  if (read?.isConnected) {
    scrollBy({ top: read.getBoundingClientRect().top - height, behavior: "instant" });
  }
  requestAnimationFrame(() => (root.style.overflowAnchor = ""));
}

// Fresh comments that would push away what is read wait behind a button. As long as they wait, the
// page keeps its cursor, so that it is told of them, and of all that is new by then, once more.
let wanted;

function holdBack(tasks) {
  const place = document.getElementById("comments-fresh");
  const above = wanted ? [] : tasks.filter(landsAbove);
  if (!above.length) {
    place?.replaceChildren();
    return;
  }
  const cursor = tasks.find(({ target }) => target?.id === "comments-cursor");
  for (const task of [...above, cursor]) tasks.splice(tasks.indexOf(task), 1);
  offer(place, cursor.fragment.firstElementChild.dataset.news, freshIn(above[0]).id);
}

function freshIn({ fragment }) {
  return fragment.querySelector(".thread .comment--fresh");
}

function landsAbove(task) {
  if (!task.target || !freshIn(task)) return false;
  const { top, bottom } = task.target.getBoundingClientRect();
  return (task.swapSpec.style === "afterbegin" ? top : bottom) < 0;
}

function offer(place, words, first) {
  if (place.textContent === words) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--primary";
  button.textContent = words;
  button.addEventListener("click", () => {
    wanted = first;
    ask();
  });
  place.replaceChildren(button);
  unsaid.unshift(words);
}

function focusOn(id) {
  document.getElementById(id)?.focus();
}
