// [data-count] says how many words the text has and how long they take to read: quietly, once the
// hand rests. The rule is that of word_count on the site; footnotes are not counted.
import { _, plural } from "./wording.js";

const WORD = /[\p{L}\p{N}_]+(?:[-.'’][\p{L}\p{N}_]+)*/gu;
const PAUSE = 500;
const later = window.requestIdleCallback ?? setTimeout;

const counted = new WeakMap(); // paragraphs never change, they are replaced: each is counted once

function wordsIn(block) {
  if (!counted.has(block)) {
    const text = block.textBetween(0, block.content.size, " ", ({ type }) =>
      type.name === "hardBreak" ? " " : "",
    );
    counted.set(block, text.match(WORD)?.length ?? 0);
  }
  return counted.get(block);
}

export function tally(editor, place) {
  const pace = Number(place.dataset.count);
  let waiting;
  const say = () => {
    let words = 0;
    editor.state.doc.forEach((block) => {
      words += wordsIn(block);
    });
    const minutes = Math.max(1, Math.round(words / pace));
    const line = _("%(words)s · %(minutes)s min", { words: plural("%(count)s word", "%(count)s words", words), minutes });
    if (place.textContent !== line) place.textContent = line;
  };
  editor.on("update", () => {
    waiting ??= setTimeout(() => {
      waiting = null;
      later(say);
    }, PAUSE);
  });
}
