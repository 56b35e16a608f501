// The line that says whether the words are safe, and where on the page one of them is not.
import { _ } from "./wording.js";

const WORDS = {
  offline: _("Offline"),
  trouble: _("Not saved yet"),
  "signed-out": _("Signed out: "),
  "too-long": _("Too long to save"),
  gone: _("No longer yours to change"),
  conflict: _("Changed elsewhere: "),
  "conflict-offline": _("The site does not answer. Choose again."),
  "conflict-refused": _("One of the fields is not right. Mend it and choose again."),
  refused: _("Saved but for what is marked"),
};
const ON_DEVICE = new Set(["offline", "trouble", "too-long", "gone"]);
const CHOOSE = _("choose which text goes on");
const SIGN_IN = _("sign in here");
const NO_ROOM = _(". This device cannot keep the words, so leave this window open");

// `said` is the site's own last answer; `onDevice` is whether the device could keep the words.
export function say(state, said, onDevice) {
  const status = document.getElementById("status");
  status.dataset.state = state;
  // Seen, but not read out at every pause of the hand.
  if (state === "saving") return;
  const line = status.querySelector(".status__words");
  const fresh = line.cloneNode();
  if (state === "saved") {
    status.dataset.version = said.dataset.version;
    fresh.append(...said.querySelector(".status__words").cloneNode(true).childNodes);
  } else {
    fresh.append(WORDS[state], ...door(state));
    if (ON_DEVICE.has(state)) fresh.append(onDevice ? _(": kept on this device") : "");
    if (onDevice === false) fresh.append(NO_ROOM);
  }
  if (fresh.textContent !== line.textContent) line.replaceWith(fresh);
}

// What leads out of `state`.
function door(state) {
  if (state === "conflict") {
    const href = "#conflict";
    return [Object.assign(document.createElement("a"), { href, textContent: CHOOSE })];
  }
  if (state !== "signed-out") return [];
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "status__door", textContent: SIGN_IN });
  button.dataset.signIn = "";
  return [button];
}

// Show beside its field what the site refused: `refusal` is a [data-field] of its answer.
export function mark(form, refusal) {
  const field = form.elements[refusal.dataset.field];
  if (!field?.closest) return;
  const id = `${field.id}-error`;
  const words = document.getElementById(id) ?? Object.assign(document.createElement("p"), { id });
  words.className = "field__error";
  words.textContent = refusal.lastChild.textContent.trim();
  field.setAttribute("aria-invalid", "true");
  describe(field, (ids) => ids.add(id));
  field.closest(".field")?.append(words);
}

// Take back what was said of every field but those named in `still`.
export function unmark(form, still) {
  for (const field of form.elements) {
    if (!field.hasAttribute("aria-invalid") || still.has(field.name)) continue;
    const id = `${field.id}-error`;
    field.removeAttribute("aria-invalid");
    describe(field, (ids) => ids.delete(id));
    document.getElementById(id)?.remove();
  }
}

function describe(field, change) {
  const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  change(ids);
  field.setAttribute("aria-describedby", [...ids].join(" "));
}
