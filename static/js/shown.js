// [data-shown] keeps up with what is typed: how a search result and a shared link will look.
import { _ } from "./wording.js";

const TITLE = 60;
const WORDS = 160;
const FIRST = 200;
const NAMES = new Set(["title", "standfirst", "description", "slug", "body", "hero"]);
const PLAIN = { ø: "o", đ: "d", ł: "l", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d" };

let waiting;

// The same as the site makes of a title.
function slugOf(text) {
  const bare = text.toLowerCase().normalize("NFKD").replace(/[øđłßæœþð]/g, (c) => PLAIN[c]);
  const words = bare.replace(/[\p{M}'’]/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join("-").slice(0, 80);
}

// Only so many paragraphs are read as are needed.
function firstWords() {
  let line = "";
  for (const block of document.getElementById("editor")?.children ?? []) {
    line += ` ${block.textContent}`;
    if (line.length > FIRST) break;
  }
  line = line.trim().replace(/\s+/g, " ");
  return line.length > FIRST ? `${line.slice(0, FIRST).replace(/\s\S*$/, "")}…` : line;
}

function show(place, form) {
  const typed = (name) => form.elements[name]?.value?.trim() ?? "";
  const all = (name) => place.querySelectorAll(`[data-shown-${name}]`);
  const sources = [
    [_("The words are those for search results."), typed("description")],
    [_("The words are the standfirst."), typed("standfirst")],
    [_("The words are the first of the text."), firstWords()],
  ];
  const [from, words] = sources.find(([, text]) => text) ?? sources[2];
  const title = typed("title") || _("Untitled");
  for (const line of all("title")) line.textContent = title;
  for (const line of all("words")) line.textContent = words;
  for (const line of all("from")) line.textContent = from;
  for (const line of all("address")) {
    const base = line.textContent.replace(/[^/]*$/, "");
    line.textContent = base + (slugOf(typed("slug")) || place.dataset.slug || slugOf(title));
  }
  place.querySelector('[data-shown-long="title"]').hidden = title.length <= TITLE;
  place.querySelector('[data-shown-long="words"]').hidden = words.length <= WORDS;
  const source = document.querySelector("#hero-picture img")?.src;
  for (const picture of all("picture")) {
    picture.hidden = !source;
    if (source && picture.src !== source) picture.src = source;
  }
  for (const words of all("missing")) words.hidden = Boolean(source);
}

function later() {
  const place = document.querySelector("[data-shown]");
  const form = document.getElementById("draft");
  // What nobody sees is made up once it is looked at.
  if (!place?.checkVisibility?.() || !form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(place, form), 200);
}

document.addEventListener("input", ({ target }) => NAMES.has(target.name) && later());
document.addEventListener("toggle", ({ target }) => target.open && later(), true);
