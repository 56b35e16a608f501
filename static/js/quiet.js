// [data-quiet] leaves nothing on the screen but the text, its tools and whether it is saved. The
// rest of the page is only hidden, so nothing of it is lost; Escape brings it back.
import { announce } from "./announce.js";
import { isMac } from "./keys.js";
import { _ } from "./wording.js";

const page = document.documentElement;
const button = document.querySelector("[data-quiet]");
const isQuiet = () => page.classList.contains("quiet");

function turn(quiet) {
  if (quiet === isQuiet()) return;
  page.classList.toggle("quiet", quiet);
  button.setAttribute("aria-pressed", quiet);
  announce(quiet ? _("Quiet: only the text. Escape brings the rest back.") : _("Everything is back."));
  // Not every browser can, and none has to.
  if (quiet) page.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen();
  if (!document.activeElement.checkVisibility?.()) document.getElementById("editor").focus();
  getSelection().focusNode?.parentElement?.closest("#editor *")?.scrollIntoView({ block: "center" });
}

document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) turn(false);
});

// The editor keeps every Enter and Escape for itself, so the one is taken before it, and the other
// whatever it says.
function toggle(event) {
  const { key, shiftKey, altKey } = event;
  const command = isMac ? event.metaKey : event.ctrlKey;
  if (key !== "Enter" || !command || !shiftKey || altKey || event.target.closest("dialog")) return;
  event.preventDefault();
  event.stopPropagation();
  turn(!isQuiet());
}

function escape({ key, target, defaultPrevented, isComposing }) {
  if (key !== "Escape" || isComposing || !isQuiet() || target.closest("dialog")) return;
  if (!defaultPrevented || target.id === "editor") turn(false);
}

if (button) {
  button.addEventListener("click", () => turn(!isQuiet()));
  document.addEventListener("keydown", toggle, { capture: true });
  document.addEventListener("keydown", escape);
}
