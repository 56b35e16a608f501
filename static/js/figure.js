// A picture in a text, with a caption under it that is written in place.
import { Node } from "@tiptap/core";

const caption = (figure) =>
  figure.querySelector("figcaption") ?? document.createElement("figcaption");

function facts(figure) {
  const picture = figure.querySelector("img[src]");
  if (!picture) return false;
  const names = ["src", "alt", "width", "height"];
  return Object.fromEntries(names.map((name) => [name, picture.getAttribute(name)]));
}

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,

  addAttributes: () => ({
    src: { default: null },
    // None: nobody has said yet what it shows. Empty: it only decorates.
    alt: { default: null },
    width: { default: null },
    height: { default: null },
  }),

  parseHTML: () => [
    { tag: "figure", getAttrs: facts, contentElement: caption },
    { tag: 'img[src]:not([src^="data:"])' },
  ],

  renderHTML: ({ HTMLAttributes }) => ["figure", ["img", HTMLAttributes], ["figcaption", 0]],

  addKeyboardShortcuts() {
    const inCaption = () => {
      const { $from, empty } = this.editor.state.selection;
      return empty && $from.parent.type === this.type && $from;
    };
    return {
      Enter: () => {
        const place = inCaption();
        if (!place) return false;
        const behind = place.after();
        return this.editor
          .chain()
          .insertContentAt(behind, { type: "paragraph" })
          .setTextSelection(behind + 1)
          .run();
      },
      Backspace: () => {
        const place = inCaption();
        if (!place || place.parent.content.size) return false;
        return this.editor.commands.deleteNode(this.type);
      },
    };
  },
});

// Without the captions that nobody wrote.
export const withoutEmptyCaptions = (html) => html.replaceAll("<figcaption></figcaption>", "");
