// A footnote in a text: a mark that numbers itself, whose words are written in a sheet of their own.
import { Editor, Extension, Node } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { announce } from "./announce.js";
import { complain } from "./complain.js";
import { ask } from "./dialog.js";
import { askLink, LINKS } from "./link.js";
import { Marks } from "./passing.js";
import { _ } from "./wording.js";

const INLINE = "a, abbr, b, br, cite, code, em, i, q, s, small, strong, sub, sup, u";
const BLOCKS = "blockquote, div, h1, h2, h3, h4, h5, h6, li, p, pre";
const NAMES = { b: "strong", i: "em" };
const NO_PLACE = _("A footnote needs a sentence to stand behind. Click into the text first.");

// In a document of its own nothing is loaded and nothing runs.
const aside = document.implementation.createHTMLDocument();
const sheet = document.getElementById("footnote-dialog");
let writer;

// What a footnote can hold of `element`, as HTML: words, links, emphasis.
export function wordsOf(element) {
  const copy = aside.importNode(element, true);
  for (const block of copy.querySelectorAll(BLOCKS)) {
    if (block.nextElementSibling) block.append(aside.createElement("br"));
  }
  for (const part of copy.querySelectorAll("*")) {
    if (!part.matches(INLINE)) part.replaceWith(...part.childNodes);
    const kept = { A: "href", ABBR: "title" }[part.tagName];
    for (const { name } of [...part.attributes]) if (name !== kept) part.removeAttribute(name);
  }
  const lines = copy.innerHTML.replace(/[ \t\r\n]+/g, " ").replaceAll("<br> ", "<br>");
  const named = lines.replace(/<(\/?)([bi])>/g, (_, end, name) => `<${end}${NAMES[name]}>`);
  return named.trim().replace(/^((?:<[a-z][^>]*>)+) /, "$1");
}

const plain = (words) => {
  const place = aside.createElement("p");
  place.innerHTML = words;
  return place.textContent;
};

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,

  addAttributes: () => ({ words: { default: "", rendered: false, parseHTML: wordsOf } }),

  parseHTML: () => [{ tag: "footnote" }],

  renderHTML({ node }) {
    const dom = aside.createElement("footnote");
    dom.innerHTML = node.attrs.words;
    return dom;
  },

  addNodeView() {
    const { editor } = this;
    return ({ node: { attrs }, getPos }) => {
      const dom = document.createElement("sup");
      const name = (words) => _("Footnote: %(words)s", { words: plain(words) });
      dom.className = "footnote-mark";
      dom.setAttribute("role", "button");
      dom.setAttribute("aria-label", name(attrs.words));
      dom.title = plain(attrs.words);
      dom.addEventListener("click", () => rewrite(editor, getPos()));
      return {
        dom,
        ignoreMutation: () => true,
        selectNode: () => {
          dom.classList.add("ProseMirror-selectednode");
          announce(_("%(name)s. Enter opens it.", { name: name(attrs.words) }));
        },
        deselectNode: () => dom.classList.remove("ProseMirror-selectednode"),
      };
    };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-f": () => askFootnote(this.editor),
      Enter: () => selected(this.editor) && askFootnote(this.editor),
    };
  },
});

const selected = ({ state: { selection } }) => selection.node?.type.name === "footnote";

// Write the footnote that is selected, or a new one behind what is.
export function askFootnote(editor) {
  const { selection, schema } = editor.state;
  if (selected(editor)) return rewrite(editor, selection.from);
  const { $to, to } = selection;
  if (!$to.parent.inlineContent || !$to.parent.canReplaceWith($to.index(), $to.index(), schema.nodes.footnote)) {
    complain(NO_PLACE);
    return true;
  }
  editor.view.dispatch(editor.state.tr.insert(to, schema.nodes.footnote.create()));
  return rewrite(editor, to, true);
}

// Every letter goes into the text at once, and with it on the device; only Cancel takes it back.
function rewrite(editor, place, isNew = false) {
  const noteAt = () => {
    const node = editor.state.doc.nodeAt(place);
    return node?.type.name === "footnote" ? node : null;
  };
  const write = (words) => {
    if (noteAt()?.attrs.words === words || !noteAt()) return;
    editor.view.dispatch(editor.state.tr.setNodeMarkup(place, null, { words }));
  };
  const before = noteAt()?.attrs.words ?? "";
  writer ??= pad();
  writer.commands.setContent(`<p>${before}</p>`, { emitUpdate: false });
  sheet.querySelector('[value="remove"]').hidden = isNew;
  const keep = () => write(written());
  writer.on("update", keep);
  const answer = ask(sheet, {});
  writer.commands.focus("end");
  answer.then(({ choice }) => {
    writer.off("update", keep);
    if (choice === "discard") write(before);
    const gone = choice === "remove" || !noteAt()?.attrs.words;
    if (gone && noteAt()) editor.view.dispatch(editor.state.tr.delete(place, place + 1));
    editor.commands.setTextSelection(gone ? place : place + 1);
    editor.view.focus();
  });
  return true;
}

function written() {
  const page = aside.createElement("div");
  page.innerHTML = writer.getHTML();
  return page.firstElementChild.innerHTML;
}

// A small editor for one paragraph.
function pad() {
  const close = () => {
    sheet.querySelector('[value="keep"]').click();
    return true;
  };
  const made = new Editor({
    element: sheet.querySelector("[data-footnote]"),
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        blockquote: false,
        bulletList: false,
        codeBlock: false,
        document: false,
        dropcursor: false,
        gapcursor: false,
        heading: false,
        horizontalRule: false,
        listItem: false,
        listKeymap: false,
        orderedList: false,
        trailingNode: false,
        underline: false,
        link: LINKS,
      }),
      Node.create({ name: "doc", topNode: true, content: "paragraph" }),
      ...Marks,
      Extension.create({
        priority: 200,
        addKeyboardShortcuts: () => ({ Enter: close, Escape: close, "Mod-k": () => link() }),
      }),
    ],
    editorProps: {
      attributes: {
        class: "footnote-pad",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": "footnote-title",
        "aria-describedby": "footnote-hint",
      },
      transformPastedHTML: (html) => wordsOf(new DOMParser().parseFromString(html, "text/html").body),
    },
  });
  function link() {
    askLink(made);
    return true;
  }
  sheet.addEventListener("click", ({ target }) => {
    const { mark } = target.closest("[data-mark]")?.dataset ?? {};
    if (mark === "link") link();
    else if (mark) made.chain().focus().toggleMark(mark).run();
  });
  return made;
}
