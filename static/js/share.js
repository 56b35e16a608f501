// <button data-share> offers the page to the device's own ways of sharing, where it has some.
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-share]");
  if (!button) return;
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  // Whoever closes the sheet has shared nothing, and that is no mistake.
  navigator.share({ title: button.dataset.share, url }).catch(() => {});
});
