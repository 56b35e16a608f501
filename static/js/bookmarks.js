// A post has one state: in every button of it on this page, and on the same reader's other pages.
import htmx from "htmx.org";

const others = new BroadcastChannel("bookmarks");

document.addEventListener("bookmarked", ({ target, detail: { post, kept } }) => {
  show(post, kept, target);
  others.postMessage({ post, kept });
});
others.addEventListener("message", ({ data }) => show(data.post, data.kept));

// The one that was pressed is drawn anew by the answer.
function show(post, kept, pressed) {
  for (const form of document.querySelectorAll(`form[data-bookmark="${post}"]`)) {
    if (form === pressed) continue;
    const fresh = form.cloneNode(true);
    const { url } = fresh.dataset;
    fresh.querySelector("[aria-pressed]").ariaPressed = String(kept);
    fresh.setAttribute("action", kept ? `${url}?_method=DELETE` : url);
    fresh.removeAttribute(kept ? "data-hx-post" : "data-hx-delete");
    fresh.setAttribute(kept ? "data-hx-delete" : "data-hx-post", url);
    form.replaceWith(fresh);
    htmx.process(fresh);
  }
}
