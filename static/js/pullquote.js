// Words of the text set large between its paragraphs: a glimpse for whoever turns the pages.
import { Node } from "@tiptap/core";

export const PullQuote = Node.create({
  name: "pullquote",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", 0],
  addCommands() {
    return { togglePullQuote: () => ({ commands }) => commands.toggleWrap(this.name) };
  },
});
