// Word, Google Docs and most pages keep a footnote as two links that point at each other: a mark in
// the text, and its words further down. Such a pair becomes one footnote where the mark stood.
import { wordsOf } from "./footnote.js";

export function bringFootnotes(body) {
  const places = new Map();
  for (const place of body.querySelectorAll("[id], [name]")) {
    for (const name of [place.id, place.getAttribute("name")]) {
      if (name && !places.has(name)) places.set(name, place);
    }
  }
  const targetOf = (link) => places.get(link.getAttribute("href").split("#")[1]);
  for (const mark of body.querySelectorAll('a[href*="#"]')) {
    const note = mark.isConnected && noteAt(targetOf(mark));
    if (!note || note.contains(mark)) continue;
    const back = [...note.querySelectorAll('a[href*="#"]')].find((link) => {
      const place = targetOf(link);
      return place && (place.contains(mark) || mark.contains(place));
    });
    if (back) join(mark, note, back, body);
  }
}

function noteAt(place) {
  const whole = "li, div[id^='ftn'], div[id^='edn']";
  return place?.closest(whole) ?? place?.closest("p, div");
}

function join(mark, note, back, body) {
  withItsFrame(back).remove();
  const footnote = document.createElement("footnote");
  footnote.innerHTML = wordsOf(note);
  withItsFrame(mark).replaceWith(footnote);
  const list = note.parentElement;
  note.remove();
  sweep(list, body);
}

// A raised figure is raised by what stands around it.
function withItsFrame(link) {
  const frame = link.closest("sup");
  return frame?.textContent.trim() === link.textContent.trim() ? frame : link;
}

// A list whose notes have all left goes too, and the line that was drawn above it.
function sweep(list, body) {
  while (list !== body && !list.textContent.trim()) {
    const { parentElement, previousElementSibling } = list;
    if (previousElementSibling?.matches("hr")) previousElementSibling.remove();
    list.remove();
    list = parentElement;
  }
}
