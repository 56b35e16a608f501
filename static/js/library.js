// The library of pictures: one is chosen from it in a dialog, and several are brought to it at once.
import { complain } from "./complain.js";
import { ask } from "./dialog.js";
import { upload } from "./uploads.js";

// Resolves to { choice: "device" }, { picture } with what the site tells of it, or { choice: "cancel" }.
export async function chooseFromLibrary() {
  const dialog = document.getElementById("library");
  let picture;
  const take = ({ target }) => {
    const button = target.closest("[data-choose]");
    if (!button) return;
    picture = JSON.parse(button.dataset.choose);
    dialog.close("picture");
  };
  dialog.addEventListener("click", take);
  dialog.querySelector("form").requestSubmit();
  const { choice } = await ask(dialog, {});
  dialog.removeEventListener("click", take);
  return { choice, picture };
}

// <form data-uploads> brings what is chosen at once, and shows it among the others.
const form = document.querySelector("form[data-uploads]");
if (form) {
  const input = form.querySelector("[type=file]");
  input.multiple = true;
  form.querySelector("button").hidden = true;
  input.addEventListener("change", async () => {
    const uploads = [...input.files].map((file) => upload(file).answer);
    input.value = "";
    for (const answer of uploads) {
      const words = await answer.then(
        ({ ok, text }) => (ok ? "" : JSON.parse(text).error),
        ({ message }) => message,
      );
      if (words) complain(words);
    }
    document.querySelector(".library__search").requestSubmit();
  });
}
