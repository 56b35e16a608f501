// <textarea data-editor> becomes a rich-text editor. It stays the field that the form sends, and it
// stays as it was until something is written: opening a text must not rewrite it.
import { Editor, Extension } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { complain } from "./complain.js";
import { ask } from "./dialog.js";
import { Figure, withoutEmptyCaptions } from "./figure.js";
import { cleaned } from "./paste.js";
import { PassingThrough } from "./passing.js";
import { bring, picturesIn } from "./pictures.js";
import { equip } from "./toolbar.js";

const FOREIGN = "Pictures of other pages do not come along. Bring them with the picture button.";

for (const field of document.querySelectorAll("textarea[data-editor]")) enhance(field);

function enhance(field) {
  const place = document.createElement("div");
  place.className = "editor";
  field.after(place);
  const editor = new Editor({
    element: place,
    injectCSS: false,
    content: paragraphs(field.value),
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3, 4] },
        link: {
          openOnClick: false,
          defaultProtocol: "https",
          HTMLAttributes: { target: null, rel: null },
        },
        trailingNode: false,
        underline: false,
      }),
      Figure,
      ...PassingThrough,
      Extension.create({ addKeyboardShortcuts: () => ({ "Mod-k": () => link() }) }),
    ],
    editorProps: {
      attributes: described(field),
      transformPastedHTML: (html) => cleaned(html, () => complain(FOREIGN)),
      handlePaste: (_view, { clipboardData }) => {
        // Word lays a drawing of the whole text beside the text itself.
        const words = clipboardData.getData("text/html").replace(/<[^>]*>/g, "").trim();
        return !words && !clipboardData.getData("text/plain") && take(picturesIn(clipboardData));
      },
      handleDrop: (view, event, _slice, moved) => {
        if (moved || !picturesIn(event.dataTransfer).length) return false;
        event.preventDefault();
        const spot = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (spot) editor.commands.setTextSelection(spot.pos);
        return take(picturesIn(event.dataTransfer));
      },
    },
  });

  let isAhead = false;
  editor.on("update", () => {
    isAhead = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.form.addEventListener("formdata", ({ formData }) => {
    if (!isAhead) return;
    const html = withoutEmptyCaptions(editor.getHTML());
    field.value = html === "<p></p>" ? "" : html;
    formData.set(field.name, field.value);
    isAhead = false;
  });
  field.addEventListener("desk:fill", () => editor.commands.setContent(paragraphs(field.value)));
  field.addEventListener("desk:focus", (event) => {
    event.preventDefault();
    editor.commands.focus("start");
    if (event.detail) stand(editor, event.detail);
  });
  field.labels[0].addEventListener("click", () => editor.view.focus());
  field.hidden = true;

  const picker = document.createElement("input");
  Object.assign(picker, { type: "file", multiple: true, accept: "image/*" });
  picker.addEventListener("change", () => take([...picker.files]));
  const tools = document.getElementById("tools");
  place.before(tools);
  equip(tools, editor, { link, picture });

  function link() {
    const { href = "" } = editor.getAttributes("link");
    const dialog = document.getElementById("link-dialog");
    dialog.querySelector('[value="remove"]').hidden = !href;
    ask(dialog, { address: href }).then(({ choice, address }) => {
      editor.view.focus();
      if (choice === "cancel") return true;
      const chain = editor.chain().extendMarkRange("link");
      if (choice === "remove") return chain.unsetLink().run();
      const leads = { href: whole(address) };
      if (href || !editor.state.selection.empty) return chain.setLink(leads).run();
      const mark = { type: "link", attrs: leads };
      const text = { type: "text", text: address, marks: [mark] };
      return chain.insertContent(text).unsetMark("link").run();
    });
    return true;
  }

  async function picture() {
    if (!editor.isActive("figure")) return picker.click();
    const { src, alt } = editor.getAttributes("figure");
    const said = await describe(src, alt);
    if (said.choice === "keep") editor.commands.updateAttributes("figure", { alt: said.alt });
    return editor.view.focus();
  }

  function take(files) {
    (async () => {
      for (const file of files) {
        const kept = await bring(file);
        if (!kept) continue;
        const { url: src, width, height } = kept;
        const { alt, choice } = await describe(src, null);
        const figure = { type: "figure", attrs: { src, alt, width, height } };
        editor.view.focus();
        if (choice === "keep") editor.commands.insertContent(figure);
      }
      picker.value = "";
    })();
    return files.length > 0;
  }
}

// What a picture shows: words, nothing if it only decorates, null while nobody has said.
async function describe(src, alt) {
  const dialog = document.getElementById("picture-dialog");
  dialog.querySelector("img").src = src;
  const said = await ask(dialog, { alt: alt ?? "", decorative: alt === "" });
  return { choice: said.choice, alt: said.decorative ? "" : said.alt || null };
}

// Selects one thing of the text: "img-0" is its first picture, "a-1" its second link.
const SPOTS = { img: "figure", h: "h2, h3, h4", a: "a[href]" };
function stand({ view, state, commands }, spot) {
  const [kind, place] = spot.split("-");
  const found = SPOTS[kind] && view.dom.querySelectorAll(SPOTS[kind])[place];
  if (!found) return;
  const from = view.posAtDOM(found, 0);
  if (kind === "img") commands.setNodeSelection(state.doc.resolve(from).before());
  else commands.setTextSelection({ from, to: from + found.textContent.length });
  commands.scrollIntoView();
}

// The attributes by which the editor is known as what the field was.
function described(field) {
  const label = field.labels[0];
  label.id = `${field.id}-label`;
  const attributes = {
    id: "editor",
    class: "prose editor__text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": label.id,
  };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) attributes[name] = field.getAttribute(name);
  }
  return attributes;
}

// A text without any tag was typed without an editor: empty lines part its paragraphs.
function paragraphs(text) {
  if (/<[a-z]/i.test(text)) return text;
  const pieces = text.split(/\n\s*\n/).map((textContent) => {
    return Object.assign(document.createElement("p"), { textContent }).outerHTML;
  });
  return pieces.join("").replaceAll("\n", "<br>");
}

function whole(address) {
  if (/^(https?:|mailto:|[/#])/i.test(address)) return address;
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}
