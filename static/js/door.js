// Signing in again in the middle of something: the site's own form in a dialog, and the page stays.
import { announce } from "./announce.js";
import { complain } from "./complain.js";
import { PART } from "./part.js";
import { _ } from "./wording.js";

let asked;

// Resolves to whether somebody is signed in then; a second call waits for the first one's dialog.
export function signIn() {
  asked ??= ask().finally(() => {
    asked = undefined;
  });
  return asked;
}

async function ask() {
  const before = document.activeElement;
  const answer = await send("/sign-in");
  if (!answer) return false;
  // No form: somebody signed in elsewhere meanwhile.
  const isIn = answer.status === 204 || (await shown(await answer.text()));
  // The button that asked to sign in goes as soon as it has done its work.
  const stays = before.isConnected && !(isIn && before.matches("[data-sign-in]"));
  if (!stays || document.activeElement === document.body) {
    (stays ? before : document.getElementById("editor"))?.focus();
  }
  if (!isIn) return false;
  announce(_("Signed in."));
  document.getElementById("error-401")?.remove();
  document.dispatchEvent(new CustomEvent("signed-in"));
  return true;
}

// Show the dialog in `html`; resolves to whether it led in.
function shown(html) {
  const dialog = parsed(html);
  document.body.append(dialog);
  dialog.showModal();
  let isIn = false;
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const answer = await send(form.action, { method: "POST", body: new FormData(form) });
    if (!answer) return;
    isIn = answer.status === 204;
    if (isIn) return dialog.close();
    const refused = parsed(await answer.text());
    if (!refused) return complain();
    dialog.replaceChildren(...refused.childNodes);
    dialog.querySelector("[aria-invalid]")?.focus();
  });
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(isIn);
    });
  });
}

function parsed(html) {
  const part = document.createElement("template");
  part.innerHTML = html;
  return part.content.querySelector("dialog");
}

async function send(address, options = {}) {
  try {
    return await fetch(address, { ...options, headers: PART, redirect: "manual" });
  } catch {
    complain();
  }
}

document.addEventListener("click", ({ target }) => target.closest("[data-sign-in]") && signIn());

// A form that HTMX sent is sent once more; a list that was put back in order is not.
document.addEventListener("htmx:response:error", async ({ target, detail: { ctx } }) => {
  if (ctx.response.status !== 401 || !target.matches("form")) return;
  if ((await signIn()) && target.isConnected && target.id !== "track-move") {
    target.requestSubmit(ctx.sourceEvent?.submitter);
  }
});
