// A form that came back with a complaint has the focus where the complaint is.

document.addEventListener("htmx:after:swap", ({ target, detail: { ctx } }) => {
  if (ctx.response?.status === 422) target.querySelector('[aria-invalid="true"]')?.focus();
});
