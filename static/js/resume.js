// Where somebody stopped reading, kept on their device by the paragraph's number and first words: the
// words find it again after the post was changed, the number tells the nearest of several.
const LATELY = 400;
const FIRST_WORDS = 60;

const post = document.querySelector("[data-visits]");
const prose = post?.querySelector(".post__prose");
const bar = document.getElementById("resume");
const key = `stopped at ${post?.dataset.visits}`;
const blocks = prose ? [...prose.children] : [];

const wordsOf = (block) => block.textContent.trim().slice(0, FIRST_WORDS);

function read() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(at) {
  try {
    if (at > 0) localStorage.setItem(key, JSON.stringify({ at, words: wordsOf(blocks[at]) }));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing for us has nothing to continue.
  }
}

// The block that is being read: the first that reaches into the window; none once all was read.
function place() {
  if (prose.getBoundingClientRect().bottom < innerHeight / 2) return 0;
  return blocks.findIndex((block) => block.getBoundingClientRect().bottom > innerHeight / 4);
}

function offer({ at, words }) {
  const same = blocks.filter((block) => wordsOf(block) === words);
  const far = (block) => Math.abs(blocks.indexOf(block) - at);
  const [stopped] = same.sort((one, other) => far(one) - far(other));
  if (!stopped || stopped.getBoundingClientRect().top < innerHeight) return;
  document.getElementById("resume-words").textContent = `${words}…`;
  bar.hidden = false;
  bar.querySelector("button").addEventListener("click", () => {
    bar.hidden = true;
    stopped.tabIndex = -1;
    stopped.focus({ preventScroll: true });
    stopped.scrollIntoView({ block: "start" });
  });
}

if (bar && prose) {
  const stopped = read();
  if (stopped && !location.hash) offer(stopped);
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
