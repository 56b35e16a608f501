// Says at the foot of the window what went wrong; nothing on the page is touched.

export function complain(words) {
  const notice = document.getElementById("silence").content.cloneNode(true);
  notice.querySelector("p").textContent = words;
  document.getElementById("notices").replaceChildren(notice);
}
