// <button data-dismiss> takes away the notice it stands in.

document.addEventListener("click", ({ target }) => {
  target.closest("[data-dismiss]")?.closest(".notice").remove();
});
