// Opens a <dialog>, its fields filled in, and resolves to what they hold once it is closed, and to
// `choice`: the value of the button that closed it, "cancel" for Escape.

export async function ask(dialog, fields) {
  const controls = Object.keys(fields).map((name) => dialog.querySelector(`[name="${name}"]`));
  for (const control of controls) control[held(control)] = fields[control.name];
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  const typed = Object.fromEntries(controls.map((control) => [control.name, answer(control)]));
  return { ...typed, choice: dialog.returnValue || "cancel" };
}

// A box holds true or false, every other field its words.
const held = ({ type }) => (type === "checkbox" ? "checked" : "value");
const answer = (control) => (held(control) === "checked" ? control.checked : control.value.trim());

document.addEventListener("click", ({ target }) => {
  const button = target.closest("dialog [data-close]");
  button?.closest("dialog").close(button.value);
});
