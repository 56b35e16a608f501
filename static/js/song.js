// Ties words of a text to a song of its soundtrack: a link to "#song-<its name>", which the site knows.
import { complain } from "./complain.js";
import { ask } from "./dialog.js";

const dialog = document.getElementById("song-dialog");
const choice = dialog?.querySelector("select");

export async function askSong(editor) {
  const tracks = [...document.querySelectorAll("[data-song]")];
  if (!tracks.length) return complain(dialog.dataset.none);
  const { href = "" } = editor.getAttributes("link");
  const tied = href.startsWith("#song-") ? href.slice(6) : "";
  choice.replaceChildren(
    ...tracks.map(({ dataset }) => new Option(named(dataset), dataset.song, false, dataset.song === tied)),
  );
  dialog.querySelector('[value="remove"]').hidden = !tied;
  const { choice: said, song } = await ask(dialog, { song: tied || tracks[0].dataset.song });
  if (said === "cancel") return;
  editor.view.focus();
  const chain = editor.chain().extendMarkRange("link");
  if (said === "remove") return chain.unsetLink().run();
  if (!href && editor.state.selection.empty) chain.command(selectWord);
  return chain.setLink({ href: `#song-${song}` }).run();
}

const named = ({ title, artist }) => [artist, title].filter(Boolean).join(" – ");

// Without a choice of words it is the one at the cursor, or else the one before it.
function selectWord({ tr, state, commands }) {
  const { $from } = state.selection;
  const text = $from.parent.textBetween(0, $from.parent.content.size, null, "\ufffc");
  const here = $from.parentOffset;
  const start = here - /[\p{L}\p{N}’']*\s*$/u.exec(text.slice(0, here))[0].length;
  const end = here + /^[\p{L}\p{N}’']*/u.exec(text.slice(here))[0].length;
  if (end > start) commands.setTextSelection({ from: $from.start() + start, to: $from.start() + end });
  else tr.insertText("♪").setSelection(state.selection.constructor.create(tr.doc, $from.pos, $from.pos + 1));
  return true;
}
