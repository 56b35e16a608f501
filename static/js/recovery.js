// Shows what this device kept and the site has not beside what the site has, and asks which it is.
import { announce } from "./announce.js";
import { setAside } from "./device.js";
import { _ } from "./wording.js";

// Resolves to whether the words of `copy` shall be restored, in place of those that are `saved`.
// Discarded ones can be brought back until the next page is opened.
export async function offer(copy, saved) {
  const place = document.getElementById("recovery");
  turn(place, "offered");
  show(place, copy, saved);
  announce(_("This device has words that were not saved."));
  for (;;) {
    const act = await pressed(place);
    if (act === "discarded" || act === "offered") {
      await setAside(copy, act === "discarded");
      turn(place, act).focus();
    } else {
      place.hidden = true;
      document.getElementById("editor")?.focus();
      return act === "restored";
    }
  }
}

function pressed(place) {
  return new Promise((resolve) => {
    const listen = ({ target }) => {
      const act = target.closest("[data-recovery]")?.dataset.recovery;
      if (!act) return;
      place.removeEventListener("click", listen);
      resolve(act);
    };
    place.addEventListener("click", listen);
  });
}

// Show the buttons of `state`, and return the first of them.
function turn(place, state) {
  place.hidden = false;
  for (const acts of place.querySelectorAll("[data-recovery-acts]")) {
    acts.hidden = acts.dataset.recoveryActs !== state;
  }
  return place.querySelector("[data-recovery-acts]:not([hidden]) button");
}

function show(place, copy, saved) {
  const [here, there] = ["here", "there"].map((side) => place.querySelector(`[data-side=${side}]`));
  say(here.querySelector("time"), new Date(copy.at));
  say(there.querySelector("time"), new Date(there.querySelector("time").dateTime));
  const names = Object.keys(copy.words).filter((name) => copy.words[name] !== (saved[name] ?? ""));
  const [mine, theirs] = [copy.words, saved].map((words) => told(names, words));
  const parted = difference(mine, theirs);
  fill(here.querySelector(".recovery__words"), mine, parted);
  fill(there.querySelector(".recovery__words"), theirs, parted);
}

function say(time, moment) {
  time.dateTime = moment.toISOString();
  time.textContent = moment.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
}

// The fields called `names` as one plain text; more than one are told apart by their labels.
function told(names, words) {
  const form = document.querySelector("form[data-autosave]");
  const label = (name) => form.elements[name]?.labels?.[0]?.textContent ?? name;
  const lines = names.map((name) => {
    const said = name === "body" ? plain(words[name]) : words[name];
    return names.length > 1 ? `${label(name)}: ${said}` : said;
  });
  return lines.join("\n\n");
}

// Where two texts begin and, counted from their ends, cease to differ.
function difference(one, other) {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return { start, end };
}

// Put `text` there, marked and in view where it differs.
function fill(place, text, { start, end }) {
  const mark = document.createElement("mark");
  mark.textContent = text.slice(start, text.length - end);
  if (text) place.replaceChildren(text.slice(0, start), mark, text.slice(text.length - end));
  else place.replaceChildren(Object.assign(document.createElement("em"), { textContent: _("Nothing") }));
  place.scrollTop = mark.offsetTop - place.clientHeight / 3;
}

function plain(html = "") {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.children].map(({ textContent }) => textContent).join("\n");
}
