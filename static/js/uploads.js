// Sends pictures to the site, one after another, and shows how far each has come.
import { announce } from "./announce.js";
import { signIn } from "./door.js";
import { _ } from "./wording.js";

const MOST_BYTES = 10 * 1024 * 1024;
const REFUSALS = {
  401: _("You are signed out. Sign in, then bring the picture again."),
  403: _("You may not bring pictures here."),
  413: _("This picture is larger than 10 MB. Save it smaller and try again."),
  429: _("That were many pictures in an hour. Take a break, then go on."),
};
const OFFLINE = _("You are offline, so the picture is not there yet. Bring it again once you are back.");
const UNREACHED = _("The site could not be reached, so the picture is not there yet. Try again.");
const OTHERWISE = _("The site could not take the picture. Try again.");

let line = Promise.resolve();

// Gives { answer, cancel }. `answer` resolves to { ok, text }, and rejects with an Error whose words
// can be shown; they are empty when the author has cancelled.
export function upload(file, fields = {}, headers = {}) {
  const request = new XMLHttpRequest();
  const row = show(file.name, () => cancel());
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
    request.abort();
    row.remove();
  };
  const turn = line.then(async () => {
    if (cancelled) throw new Error("");
    if (file.size > MOST_BYTES) throw new Error(REFUSALS[413]);
    const once = () => send(request, { ...fields, picture: file }, headers, row);
    let { status, text } = await once();
    if (status === 401 && (await signIn())) ({ status, text } = await once());
    if (status === 200 || status === 422) return { ok: status === 200, text };
    throw new Error(REFUSALS[status] ?? OTHERWISE);
  });
  line = turn.catch(() => {});
  return { answer: turn.finally(() => row.remove()), cancel };
}

function send(request, fields, headers, row) {
  announce(_("Bringing the picture…"));
  row.come(0, fields.picture.size);
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => row.come(loaded, total);
    request.upload.onload = () => row.say(_("Being prepared…"));
    request.onabort = () => reject(new Error(""));
    request.onerror = () => reject(new Error(navigator.onLine ? UNREACHED : OFFLINE));
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.open("POST", "/desk/images");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
}

// A row that tells how far `name` has come.
function show(name, cancel) {
  const fresh = document.getElementById("upload").content.cloneNode(true);
  const row = fresh.firstElementChild;
  const [bar, words] = [row.querySelector("progress"), row.querySelector("[data-upload-words]")];
  for (const place of row.querySelectorAll("[data-upload-name]")) place.textContent = name;
  row.querySelector("button").addEventListener("click", () => {
    cancel();
    announce(_("Cancelled."));
  });
  document.getElementById("uploads").append(row);
  return {
    come(loaded, total) {
      bar.value = total && (100 * loaded) / total;
      words.textContent = _("%(loaded)s of %(total)s MB", { loaded: megabytes(loaded), total: megabytes(total) });
    },
    say(what) {
      bar.removeAttribute("value");
      words.textContent = what;
    },
    remove: () => row.remove(),
  };
}

function megabytes(bytes) {
  return (bytes / 1024 ** 2).toFixed(1);
}
