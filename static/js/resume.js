// Where somebody stopped reading, kept on their device by the paragraph's number and first words: the
// words find it again after the post was changed, the number tells the nearest of several. The shelf
// says so beside each post that waits to be read on.
const LATELY = 400;
const FIRST_WORDS = 60;

const post = document.querySelector("[data-visits]");
const prose = post?.querySelector(".post__prose");
const bar = document.getElementById("resume");
const key = (place) => `stopped at ${place}`;
const blocks = prose ? [...prose.children] : [];

const wordsOf = (block) => block.textContent.trim().slice(0, FIRST_WORDS);

function read(place) {
  try {
    return JSON.parse(localStorage.getItem(key(place)));
  } catch {
    return null;
  }
}

function keep(at) {
  const name = key(post.dataset.visits);
  try {
    if (at > 0) localStorage.setItem(name, JSON.stringify({ at, words: wordsOf(blocks[at]) }));
    else localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing for us has nothing to continue.
  }
}

// The block that is being read: the first that reaches into the window; none once all was read.
function place() {
  if (prose.getBoundingClientRect().bottom < innerHeight / 2) return 0;
  return blocks.findIndex((block) => block.getBoundingClientRect().bottom > innerHeight / 4);
}

function stoppedAt({ at, words }) {
  const same = blocks.filter((block) => wordsOf(block) === words);
  const far = (block) => Math.abs(blocks.indexOf(block) - at);
  return same.sort((one, other) => far(one) - far(other))[0];
}

function goOnFrom(block) {
  bar.hidden = true;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: "start" });
}

function offer(block) {
  if (block.getBoundingClientRect().top < innerHeight) return;
  document.getElementById("resume-words").textContent = `${wordsOf(block)}…`;
  bar.hidden = false;
  bar.querySelector("button").addEventListener("click", () => goOnFrom(block));
}

function tellOnTheShelf() {
  for (const place of document.querySelectorAll("[data-stopped][hidden]")) {
    const stopped = read(place.dataset.stopped);
    if (!stopped) continue;
    place.querySelector("[data-stopped-words]").textContent = `${stopped.words}…`;
    place.hidden = false;
  }
}

document.addEventListener("htmx:after:swap", tellOnTheShelf);
addEventListener("pageshow", tellOnTheShelf);

if (bar && prose) {
  const stopped = read(post.dataset.visits);
  const block = stopped && stoppedAt(stopped);
  if (block && location.hash === "#stopped") goOnFrom(block);
  else if (block && !location.hash) offer(block);
  let waits;
  addEventListener(
    "scroll",
    () => {
      waits ??= setTimeout(() => {
        waits = undefined;
        keep(place());
      }, LATELY);
    },
    { passive: true },
  );
}
