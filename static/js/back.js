// [data-back] leads back to the window that opened this one, if that still shows the page it names: a
// draft is not to be written in two windows.

function waiting({ pathname }) {
  try {
    return opener?.location.pathname === pathname;
  } catch {
    return false; // it shows another site by now
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-back]");
  if (!link || !waiting(link)) return;
  event.preventDefault();
  opener.focus();
  close();
});
