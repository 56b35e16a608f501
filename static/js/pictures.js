// Brings pictures to the site: chosen, dropped or pasted ones, in a text or above it.
import { announce } from "./announce.js";
import { complain } from "./complain.js";
import { chooseFromLibrary } from "./library.js";
import { PART } from "./part.js";
import { upload } from "./uploads.js";
import { _ } from "./wording.js";

// The picture files in what was dropped or pasted.
export function picturesIn(transfer) {
  return [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

// Gives { kept, cancel }. `kept` resolves to what the site tells of the picture, or to nothing after
// saying why not.
export function bring(file) {
  const { answer, cancel } = upload(file);
  const kept = answer.then(
    ({ ok, text }) => (ok ? JSON.parse(text) : complain(JSON.parse(text).error)),
    ({ message }) => message && complain(message),
  );
  return { kept, cancel };
}

// A field of the post that holds a picture is replaced by the site's answer.
document.addEventListener("change", async ({ target }) => {
  const field = target.closest("[data-picture-field]");
  if (!field || target.type !== "file" || !target.files.length) return;
  const fields = { field: field.dataset.pictureField };
  fill(field, upload(target.files[0], fields, PART).answer);
  target.value = "";
});

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-library]");
  if (!button) return;
  const field = button.closest("[data-picture-field]");
  const { choice, picture } = await chooseFromLibrary();
  if (choice === "device") return field.querySelector("[type=file]").click();
  if (!picture) return button.focus();
  const asked = fetch(`/desk/images/${picture.id}?field=${field.dataset.pictureField}`, {
    headers: PART,
  });
  const answer = asked.then(async (given) => {
    if (!given.ok) throw new Error(_("This picture could not be taken. Choose it again."));
    return { text: await given.text() };
  });
  return fill(field, answer);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picture-remove]");
  if (!button) return;
  event.preventDefault();
  const field = button.closest("[data-picture-field]");
  field.querySelector("[type=hidden]").value = "";
  field.querySelector(".focus, .hero__shown").remove();
  button.remove();
  changed(field);
  field.querySelector("[type=file]").focus();
});

async function fill(field, answer) {
  field.setAttribute("aria-busy", "true");
  try {
    replace(field, (await answer).text);
  } catch (error) {
    if (error.message) complain(error.message);
  }
  field.removeAttribute("aria-busy");
}

function replace(field, html) {
  const { id } = field;
  const hadFocus = field.contains(document.activeElement);
  field.outerHTML = html;
  const fresh = document.getElementById(id);
  const refused = fresh.querySelector("[aria-invalid]");
  if (refused) return refused.focus();
  // Who writes on meanwhile is left where they are.
  if (hadFocus) fresh.querySelector("[type=file]").focus();
  announce(_("The picture is there."));
  changed(fresh);
}

function changed(field) {
  field.querySelector("[type=hidden]").dispatchEvent(new Event("input", { bubbles: true }));
}

// A file that misses its place must not take the place of the page.
for (const type of ["dragover", "drop"]) {
  document.addEventListener(type, (event) => {
    const meant = event.defaultPrevented || event.target.closest?.("[type=file]");
    if (!meant && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
