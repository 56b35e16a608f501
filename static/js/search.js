// A search grows as somebody types: the address follows, so that reload and Back give the same.
document.addEventListener("htmx:after:swap", () => {
  const address = document.getElementById("results")?.dataset.address;
  if (address && document.activeElement?.id === "q") history.replaceState(history.state, "", address);
});
