// <textarea data-one-line> wraps like a text but is one line: Enter leads to the next field.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  if (!event.target.matches?.("[data-one-line]")) return;
  event.preventDefault();
  const fields = [...event.target.form.elements].filter((field) => field.matches("textarea"));
  const next = fields[fields.indexOf(event.target) + 1];
  next?.dispatchEvent(new CustomEvent("desk:focus", { cancelable: true })) && next.focus();
});
