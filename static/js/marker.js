// Holds the place of a picture in a text while it is on its way; what is typed meanwhile moves it
// along, and none of it is part of the text.
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const key = new PluginKey("marker");

const plugin = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, marks) {
      const moved = marks.map(transaction.mapping, transaction.doc);
      const { put, take } = transaction.getMeta(key) ?? {};
      if (put) return moved.add(transaction.doc, [drawn(transaction.selection.to, put)]);
      return take ? moved.remove(found(moved, take)) : moved;
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

export const Marker = Extension.create({
  name: "marker",
  addProseMirrorPlugins: () => [plugin],
});

function drawn(place, name) {
  const mark = document.createElement("span");
  mark.className = "editor__marker";
  return Decoration.widget(place, mark, { name, side: -1 });
}

function found(marks, name) {
  return marks.find(undefined, undefined, (spec) => spec.name === name);
}

// Mark where the caret stands; gives the mark's name.
export function mark(editor) {
  const name = {};
  editor.view.dispatch(editor.state.tr.setMeta(key, { put: name }));
  return name;
}

// Take the mark away; gives where it stood last, or null if that place was deleted.
export function unmark(editor, name) {
  const [place] = found(key.getState(editor.state), name);
  editor.view.dispatch(editor.state.tr.setMeta(key, { take: name }));
  return place?.from ?? null;
}
