// <article data-visits="/posts/dune/visits"> is told to the site once somebody has it before them;
// a page that the browser fetched ahead, or opened in a tab behind, waits until it is seen.

function whenSeen(tell) {
  const news = document.prerendering
    ? "prerenderingchange"
    : document.visibilityState === "hidden" && "visibilitychange";
  if (!news) tell();
  else document.addEventListener(news, () => whenSeen(tell), { once: true });
}

const post = document.querySelector("[data-visits]");
if (post) {
  whenSeen(() => {
    // A visit that could not be told is not worth a word to the reader.
    fetch(post.dataset.visits, { method: "POST", keepalive: true }).catch(() => {});
  });
}
