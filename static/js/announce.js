// Tells a screen reader, politely, what has changed on the page.

export function announce(words) {
  const place = document.getElementById("announcements");
  place.textContent = "";
  // The same words twice are news twice only if the place was empty in between.
  requestAnimationFrame(() => {
    place.textContent = words;
  });
}
