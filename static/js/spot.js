// A link to a field of this page, such as /desk/posts/7#slug, has it ready to be typed in; with
// ?spot=img-0 in its address, the thing meant in the text is selected.
const { hash, search } = location;
const field = document.getElementById(decodeURIComponent(hash.slice(1)));
if (field?.form) {
  field.closest("details")?.setAttribute("open", "");
  const detail = new URLSearchParams(search).get("spot");
  const asks = new CustomEvent("desk:focus", { cancelable: true, detail });
  if (field.dispatchEvent(asks)) field.focus();
} else {
  field?.focus();
}
