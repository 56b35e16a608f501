// Brings pictures to the site: chosen, dropped or pasted ones, in a text or above it.
import { announce } from "./announce.js";
import { complain } from "./complain.js";
import { signIn } from "./door.js";

const MOST_BYTES = 10 * 1024 * 1024;
const REFUSALS = {
  401: "You are signed out. Sign in, then bring the picture again.",
  413: "This picture is larger than 10 MB. Save it smaller and try again.",
  429: "That were many pictures in an hour. Take a break, then go on.",
};

// The picture files in what was dropped or pasted.
export function picturesIn(transfer) {
  return [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

// Resolves to the site's answer; rejects with an Error whose words can be shown.
export async function upload(file, headers = {}) {
  if (file.size > MOST_BYTES) throw new Error(REFUSALS[413]);
  announce("Bringing the picture…");
  const body = new FormData();
  body.set("picture", file);
  let answer;
  try {
    answer = await fetch("/desk/images", { method: "POST", body, headers, redirect: "manual" });
  } catch {
    throw new Error("The site could not be reached, so the picture is not there yet. Try again.");
  }
  if (answer.ok || answer.status === 422) return answer;
  if (answer.status === 401 && (await signIn())) return upload(file, headers);
  throw new Error(REFUSALS[answer.status] ?? "The site could not take the picture. Try again.");
}

// Resolves to { id, url, width, height, srcset }, or to nothing after saying why not.
export async function bring(file) {
  try {
    const answer = await upload(file);
    const told = await answer.json();
    if (answer.ok) return told;
    complain(told.error);
  } catch (error) {
    complain(error.message);
  }
}

// The picture above the text: its part of the page is replaced by the site's answer.
document.addEventListener("change", async ({ target }) => {
  const hero = target.closest("[data-hero]");
  if (!hero || target.type !== "file" || !target.files.length) return;
  hero.setAttribute("aria-busy", "true");
  try {
    const answer = await upload(target.files[0], { "HX-Request": "true" });
    replace(hero, await answer.text());
  } catch (error) {
    target.value = "";
    complain(error.message);
  }
  hero.removeAttribute("aria-busy");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-hero-remove]");
  if (!button) return;
  event.preventDefault();
  const hero = button.closest("[data-hero]");
  hero.querySelector("[type=hidden]").value = "";
  hero.querySelector(".hero__shown").remove();
  button.remove();
  changed(hero);
  hero.querySelector("[type=file]").focus();
});

function replace(hero, html) {
  const { id } = hero;
  hero.outerHTML = html;
  const fresh = document.getElementById(id);
  if (fresh.querySelector("[aria-invalid]")) return fresh.querySelector("[aria-invalid]").focus();
  announce("The picture is there.");
  changed(fresh);
}

function changed(hero) {
  hero.querySelector("[type=hidden]").dispatchEvent(new Event("input", { bubbles: true }));
}

// A file that misses its place must not take the place of the page.
for (const type of ["dragover", "drop"]) {
  document.addEventListener(type, (event) => {
    const meant = event.defaultPrevented || event.target.closest?.("[type=file]");
    if (!meant && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
