// <div data-presences="/desk/posts/7/presence"> shows who else is writing here: this window says that
// it is open as long as it is seen, and is told of the others.
import { announce } from "./announce.js";

const EVERY = 20_000;
const NAME = "leitmotif-window";
const place = document.getElementById("presences");

// A window keeps its name when it is loaded again, but a twin of it, which gets a copy of all that
// it had, needs another. Only one of them holds the lock.
async function named() {
  const name = sessionStorage.getItem(NAME);
  if (name && (await mine(name))) return name;
  const fresh = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  sessionStorage.setItem(NAME, fresh);
  await mine(fresh);
  return fresh;
}

// Resolves to whether this window has the lock called `name`, and keeps it to its end.
function mine(name) {
  if (!navigator.locks) return false;
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    });
  });
}

async function say(method, options = {}) {
  const body = new FormData();
  body.set("window", await name);
  return fetch(place.dataset.presences, { ...options, method, body }).catch(() => null);
}

async function tell() {
  if (document.visibilityState !== "visible") return;
  const answer = await say("POST");
  if (!answer?.ok) return;
  const part = document.createElement("template");
  part.innerHTML = await answer.text();
  const fresh = part.content.getElementById("presences");
  if (!fresh || fresh.textContent === place.textContent) return;
  const before = linesOf(place);
  place.replaceChildren(...fresh.childNodes);
  const news = linesOf(place).filter((line) => !before.includes(line));
  if (news.length) announce(news.join(". "));
}

const linesOf = (part) => [...part.querySelectorAll("p")].map((line) => line.textContent.trim());

const name = place && named();
if (place) {
  tell();
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", tell);
  addEventListener("pageshow", ({ persisted }) => persisted && tell());
  addEventListener("pagehide", () => say("DELETE", { keepalive: true }));
}
