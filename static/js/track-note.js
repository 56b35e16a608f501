// <textarea data-note> becomes a small editor: bold, italic and links, and no more. It stays the
// field that the form sends, and as it was until something is written.
import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { paragraphs } from "./editor.js";
import { askLink, LINKS } from "./link.js";
import { cleaned } from "./paste.js";
import { _ } from "./wording.js";

const PLAIN = Object.fromEntries(
  ["blockquote", "bulletList", "code", "codeBlock", "heading", "horizontalRule", "listItem"]
    .concat(["listKeymap", "orderedList", "strike", "trailingNode", "underline"])
    .map((name) => [name, false]),
);
const TOOLS = [
  ["bold", _("Bold"), "B"],
  ["italic", _("Italic"), "I"],
  ["link", _("Link"), _("Link")],
];

const editors = new Map(); // by their fields

function arm() {
  for (const [field, editor] of editors) {
    if (field.isConnected) continue;
    editor.destroy();
    editors.delete(field);
  }
  for (const field of document.querySelectorAll("textarea[data-note]")) {
    if (!editors.has(field)) editors.set(field, enhanced(field));
  }
}

function enhanced(field) {
  const place = Object.assign(document.createElement("div"), { className: "note-pad" });
  field.after(place);
  field.labels[0].id = `${field.id}-label`;
  const editor = new Editor({
    element: place,
    injectCSS: false,
    content: paragraphs(field.value),
    extensions: [
      StarterKit.configure({
        ...PLAIN,
        link: LINKS,
      }),
    ],
    editorProps: {
      attributes: {
        class: "prose note-pad__text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": field.labels[0].id,
        "aria-describedby": field.getAttribute("aria-describedby") ?? "",
      },
      transformPastedHTML: (html) => cleaned(html),
    },
  });
  let isAhead = false;
  editor.on("update", () => {
    isAhead = true;
  });
  field.form.addEventListener("formdata", ({ formData }) => {
    if (!isAhead) return;
    field.value = editor.isEmpty ? "" : editor.getHTML();
    formData.set(field.name, field.value);
  });
  field.addEventListener("desk:fill", () => editor.commands.setContent(paragraphs(field.value)));
  field.labels[0].addEventListener("click", () => editor.view.focus());
  field.hidden = true;
  place.prepend(tools(editor));
  return editor;
}

function tools(editor) {
  const bar = Object.assign(document.createElement("div"), { className: "note-pad__tools" });
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", _("Formatting of the note"));
  const buttons = TOOLS.map(([name, title, sign]) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign, title });
    button.className = `button button--small button--quiet note-pad__tool--${name}`;
    button.setAttribute("aria-label", title);
    button.addEventListener("click", () => act(editor, name));
    return button;
  });
  const show = () => {
    for (const [place, [name]] of TOOLS.entries()) {
      buttons[place].setAttribute("aria-pressed", editor.isActive(name));
    }
  };
  editor.on("transaction", show);
  show();
  bar.append(...buttons);
  return bar;
}

function act(editor, name) {
  editor.view.focus();
  if (name === "link") askLink(editor);
  else editor.chain().toggleMark(name).run();
}

document.addEventListener("htmx:after:process", arm);
arm();
