// A note that was typed and not yet added is there again when its page is, until it was added.
const field = () => document.querySelector("#notes [name=note]");
const place = document.getElementById("note-add")?.formAction;

if (place) {
  const left = sessionStorage.getItem(place) ?? "";
  const said = [...document.querySelectorAll(".note__words")].map(({ textContent }) => textContent);
  if (!field().value && !said.includes(left.trim())) field().value = left;
  const keep = () => sessionStorage.setItem(place, field().value);
  document.addEventListener("input", ({ target }) => target === field() && keep());
  document.addEventListener("htmx:after:swap", keep);
}
