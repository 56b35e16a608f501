// Says at the foot of the window what went wrong, or that no answer came; nothing on the page is
// touched.

export function complain(words) {
  const notice = document.getElementById("silence").content.cloneNode(true);
  if (words) notice.querySelector("p").textContent = words;
  document.getElementById("notices").replaceChildren(notice);
}
