// What HTMX brings into a popover opens it; what is chosen in a <form data-preferences> is seen at
// once, while the site keeps it for the next page.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const popover = detail.ctx.target;
  if (!popover?.popover) return;
  popover.showPopover();
  popover.querySelector("input:checked")?.focus();
});

document.addEventListener("change", ({ target }) => {
  if (target.closest("[data-preferences]")) document.documentElement.dataset[target.name] = target.value;
});
