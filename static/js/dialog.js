// Opens a <dialog>, its fields filled in, and resolves to what they hold once it is closed, and to
// `choice`: the value of the button that closed it, "cancel" for Escape.

export async function ask(dialog, fields) {
  const controls = Object.keys(fields).map((name) => dialog.querySelector(`[name="${name}"]`));
  for (const control of controls) control.value = fields[control.name];
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  const typed = Object.fromEntries(controls.map(({ name, value }) => [name, value.trim()]));
  return { ...typed, choice: dialog.returnValue || "cancel" };
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("dialog [data-close]");
  button?.closest("dialog").close(button.value);
});
