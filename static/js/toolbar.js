// The tools above the text: each a button that says whether it is on, all of them one stop of Tab.
import { called, isMac } from "./keys.js";

const COMMANDS = {
  paragraph: {
    run: (chain) => chain.clearNodes(),
    on: (editor) => editor.isActive("paragraph") && !editor.isActive("listItem"),
  },
  heading: toggle("toggleHeading", "heading", { level: 2 }),
  subheading: toggle("toggleHeading", "heading", { level: 3 }),
  bold: toggle("toggleBold", "bold"),
  italic: toggle("toggleItalic", "italic"),
  quote: toggle("toggleBlockquote", "blockquote"),
  pull: toggle("togglePullQuote", "pullquote"),
  bullets: toggle("toggleBulletList", "bulletList"),
  numbers: toggle("toggleOrderedList", "orderedList"),
  link: { on: (editor) => editor.isActive("link") },
  song: { on: (editor) => editor.getAttributes("link").href?.startsWith("#song-") ?? false },
  footnote: { on: (editor) => editor.isActive("footnote") },
  picture: { on: (editor) => editor.isActive("figure") },
  divider: { run: (chain) => chain.setHorizontalRule() },
  undo: { run: (chain) => chain.undo(), able: (editor) => editor.can().undo() },
  redo: { run: (chain) => chain.redo(), able: (editor) => editor.can().redo() },
};

function toggle(command, name, attributes) {
  return {
    run: (chain) => chain[command](attributes),
    on: (editor) => editor.isActive(name, attributes),
  };
}

// `asking` has the commands that first ask something: { link, picture }.
export function equip(toolbar, editor, asking) {
  const buttons = [...toolbar.querySelectorAll("[data-command]")];
  const tools = [...toolbar.querySelectorAll("[data-tool]")];
  for (const tool of tools) callKeys(tool);
  toolbar.hidden = false;
  oneStop(toolbar, tools);
  toolbar.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-command]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const name = button.dataset.command;
    if (asking[name]) asking[name]();
    else {
      // At once, so that the first letter typed after a click has a place.
      editor.view.focus();
      COMMANDS[name].run(editor.chain()).run();
    }
  });
  const show = () => {
    for (const button of buttons) {
      const { on, able } = COMMANDS[button.dataset.command];
      if (on) tell(button, "aria-pressed", on(editor));
      if (able) tell(button, "aria-disabled", !able(editor));
    }
  };
  // Once a frame is as often as anybody looks.
  let waiting;
  editor.on("transaction", () => {
    waiting ??= requestAnimationFrame(() => {
      waiting = null;
      show();
    });
  });
  show();
}

function tell(button, name, value) {
  if (button.getAttribute(name) !== String(value)) button.setAttribute(name, value);
}

function callKeys(tool) {
  tool.title = called(tool.title);
  const keys = tool.getAttribute("aria-keyshortcuts");
  if (isMac && keys) tool.setAttribute("aria-keyshortcuts", keys.replace("Control", "Meta"));
}

// https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
function oneStop(toolbar, buttons) {
  const stand = (button) => {
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
  };
  stand(buttons[0]);
  toolbar.addEventListener("focusin", ({ target }) => stand(target.closest("[data-tool]")));
  toolbar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    buttons.at(steps[event.key] % buttons.length).focus();
  });
}
