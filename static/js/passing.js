// What the site's own markup knows and no tool makes: it passes through the editor unharmed.
import { Mark, Node } from "@tiptap/core";

const shown = (name) => ({
  name,
  parseHTML: () => [{ tag: name }],
  renderHTML: ({ HTMLAttributes }) => [name, HTMLAttributes, 0],
});

const titled = { addAttributes: () => ({ title: { default: null } }) };

export const Marks = [
  ...["cite", "q", "small", "sub", "sup", "u"].map((name) => Mark.create(shown(name))),
  Mark.create({ ...shown("abbr"), ...titled }),
];

export const PassingThrough = [
  ...Marks,
  Node.create({ ...shown("dl"), group: "block", content: "(dt | dd)+" }),
  Node.create({ ...shown("dt"), content: "inline*" }),
  Node.create({ ...shown("dd"), content: "block+" }),
];
