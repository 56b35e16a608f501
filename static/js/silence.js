// When no answer comes to what somebody did, the page says so; nothing typed is touched.

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (!["click", "submit"].includes(ctx?.sourceEvent?.type)) return;
  const words = document.getElementById("silence").content.cloneNode(true);
  document.getElementById("notices").replaceChildren(words);
});
