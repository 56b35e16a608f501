// The HTML of a text. Its blocks never change, they are replaced: each is written out once.
import { getHTMLFromFragment } from "@tiptap/core";
import { Fragment } from "@tiptap/pm/model";
import { withoutEmptyCaptions } from "./figure.js";

const written = new WeakMap();

export function htmlOf({ state: { doc }, schema }) {
  let html = "";
  doc.forEach((block) => {
    if (!written.has(block)) {
      const fresh = getHTMLFromFragment(Fragment.from(block), schema);
      written.set(block, withoutEmptyCaptions(fresh));
    }
    html += written.get(block);
  });
  return html === "<p></p>" ? "" : html;
}
