// Asks where a link leads, and refuses with words what leads nowhere.
import { ask } from "./dialog.js";
import { _ } from "./wording.js";

const REFUSAL = _("This is no web address. Type one such as example.org/essay, or an e-mail address.");

// How every editor takes links: their `target` and `rel` are the site's to set.
export const LINKS = {
  openOnClick: false,
  defaultProtocol: "https",
  HTMLAttributes: { target: null, rel: null },
};

const dialog = document.getElementById("link-dialog");
const field = dialog?.querySelector("[name=address]");
const words = dialog?.querySelector(".field__error");
const open = dialog?.querySelector("[data-open]");

// Let the author make, change, follow or take away the link at the cursor of `editor`.
export async function askLink(editor) {
  const { href = "" } = editor.getAttributes("link");
  dialog.querySelector('[value="remove"]').hidden = !href;
  const answer = ask(dialog, { address: href });
  judge();
  const { choice, address } = await answer;
  // Then the dialog has given the focus back already, and perhaps somebody has moved it on.
  if (choice === "cancel") return;
  editor.view.focus();
  const chain = editor.chain().extendMarkRange("link");
  if (choice === "remove") return chain.unsetLink().run();
  const leads = { href: whole(address) };
  if (href || !editor.state.selection.empty) return chain.setLink(leads).run();
  const mark = { type: "link", attrs: leads };
  return chain.insertContent({ type: "text", text: address, marks: [mark] }).unsetMark("link").run();
}

function whole(address) {
  if (/^(https?:|mailto:|[/#])/i.test(address)) return address;
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}

function leadsSomewhere(address) {
  if (/^[/#]/.test(address)) return !/^\/[/\\]/.test(address);
  const { protocol, hostname, username, pathname } = parsed(address);
  if (protocol === "mailto:") return pathname.includes("@");
  return Boolean(hostname?.includes(".")) && !username;
}

function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return {};
  }
}

// Shows the way to what is typed, and says at `refusing` why there is none.
function judge(refusing = false) {
  const address = whole(field.value.trim());
  const leads = leadsSomewhere(address);
  words.textContent = refusing && !leads ? REFUSAL : "";
  field.setAttribute("aria-invalid", refusing && !leads);
  open.hidden = !leads;
  if (leads) open.href = address;
  return leads;
}

field?.addEventListener("input", () => judge());
dialog?.querySelector("form").addEventListener("submit", (event) => {
  if (judge(true)) return;
  event.preventDefault();
  field.focus();
});
