// <textarea data-editor> becomes a rich-text editor. It stays the field that the form sends, and it
// stays as it was until something is written: opening a text must not rewrite it.
import { Editor, Extension } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { announce } from "./announce.js";
import { complain } from "./complain.js";
import { tally } from "./count.js";
import { ask } from "./dialog.js";
import { Figure } from "./figure.js";
import { askFootnote, Footnote } from "./footnote.js";
import { htmlOf } from "./html.js";
import { askLink, LINKS } from "./link.js";
import { chooseFromLibrary } from "./library.js";
import { Marker, mark, unmark } from "./marker.js";
import { cleaned } from "./paste.js";
import { PassingThrough } from "./passing.js";
import { bring, picturesIn } from "./pictures.js";
import { PullQuote } from "./pullquote.js";
import { askSong } from "./song.js";
import { equip } from "./toolbar.js";
import { _ } from "./wording.js";

const FOREIGN = _("Pictures of other pages do not come along. Bring them with the picture button.");

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
        link: LINKS,
        trailingNode: false,
        underline: false,
      }),
      Figure,
      Footnote,
      Marker,
      PullQuote,
      ...PassingThrough,
      Extension.create({ addKeyboardShortcuts: () => ({ "Mod-k": () => link(), "Mod-Alt-m": () => song() }) }),
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
    field.value = htmlOf(editor);
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
  tally(editor, document.querySelector("[data-count]"));
  equip(tools, editor, { link, footnote: () => askFootnote(editor), picture, song: () => askSong(editor) });

  function link() {
    askLink(editor);
    return true;
  }

  function song() {
    askSong(editor);
    return true;
  }

  async function picture() {
    if (!editor.isActive("figure")) return another();
    const { src, alt } = editor.getAttributes("figure");
    const said = await describe(src, alt);
    if (said.choice === "keep") editor.commands.updateAttributes("figure", { alt: said.alt });
    return editor.view.focus();
  }

  async function another() {
    const { choice, picture: kept } = await chooseFromLibrary();
    if (choice === "device") return picker.click();
    if (!kept) return editor.view.focus();
    const place = mark(editor);
    const { alt, choice: said } = await describe(kept.url, kept.alt);
    editor.view.focus();
    return put(place, said === "keep" ? [figure(kept, alt)] : []);
  }

  // They are on their way while their author says what they show, one after another.
  function take(files) {
    picker.value = "";
    if (!files.length) return false;
    const place = mark(editor);
    const brought = files.map((file) => ({ file, ...bring(file) }));
    (async () => {
      const figures = [];
      for (const { file, kept, cancel } of brought) {
        const { alt, choice } = await describe(await readable(file), null, kept);
        if (choice === "cancel") cancel();
        else figures.push(kept.then((told) => told && figure(told, alt)));
      }
      editor.view.focus();
      put(place, (await Promise.all(figures)).filter(Boolean));
    })();
    return true;
  }

  // The caret follows only if it still stands where the pictures go.
  function put(name, figures) {
    const { selection } = editor.state;
    const place = unmark(editor, name) ?? selection.to;
    if (!figures.length) return;
    announce(_("The picture is there."));
    if (selection.to === place) editor.commands.insertContent(figures);
    else editor.commands.insertContentAt(place, figures, { updateSelection: false });
  }
}

function figure({ url: src, width, height }, alt) {
  return { type: "figure", attrs: { src, alt, width, height } };
}

// What a picture shows: words, nothing if it only decorates, null while nobody has said. Of one that
// is still on its way, `kept` resolves to nothing if it will not come.
async function describe(src, alt, kept) {
  const dialog = document.getElementById("picture-dialog");
  dialog.querySelector("img").src = src;
  let isAsking = true;
  kept?.then((came) => isAsking && !came && dialog.close("cancel"));
  const said = await ask(dialog, { alt: alt ?? "", decorative: alt === "" });
  isAsking = false;
  return { choice: said.choice, alt: said.decorative ? "" : said.alt || null };
}

// `file` as an address that may be shown before the site has it.
function readable(file) {
  const reader = new FileReader();
  return new Promise((resolve) => {
    reader.addEventListener("loadend", () => resolve(reader.result ?? "data:,"));
    reader.readAsDataURL(file);
  });
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
export function paragraphs(text) {
  if (/<[a-z]/i.test(text)) return text;
  const pieces = text.split(/\n\s*\n/).map((textContent) => {
    return Object.assign(document.createElement("p"), { textContent }).outerHTML;
  });
  return pieces.join("").replaceAll("\n", "<br>");
}
