// <form data-autosave> saves itself. Every change is kept on the device within a second and on the
// site within three; "Saved" is said of the version that the site answered with, and of no other.
import { DeviceCopy, drop } from "./device.js";
import { PART } from "./part.js";
import { offer } from "./recovery.js";
import { mark, say, unmark } from "./status.js";

const KEEP_AFTER = 300;
const SAVE_AFTER = 1200;
const PATIENCE = 20_000;
const PAUSES = [3_000, 5_000, 10_000, 30_000];
const SETTLED = new Set(["saved", "refused"]);
// Not words of the draft, but of the buttons beside it.
const APART = new Set(["version", "over", "at", "when", "kept", "picture", "note"]);
const isChoice = (name) => name.startsWith("choice-");

// Readers of a published post do not see what was changed since.
const pending = () => document.getElementById("pending")?.removeAttribute("hidden");
document.addEventListener("tell", pending);

class Autosave {
  constructor(form) {
    this.form = form;
    this.copy = new DeviceCopy(form.dataset.autosave);
    // On a page that came back with a complaint, what is typed has not been kept.
    const conflict = document.getElementById("conflict");
    this.saved = conflict || document.getElementById("refusal") ? {} : this.words();
    this.refused = new Map();
    // What was sent and never answered: the site may have it, or not.
    this.sent = null;
    this.failures = 0;
    this.said = document.getElementById("status").cloneNode(true);
    this.state = conflict ? "conflict" : "saved";
    for (const type of ["input", "change"]) {
      document.addEventListener(type, ({ target }) => target.form === form && this.changed());
    }
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.save());
    addEventListener("focus", () => this.state === "signed-out" && this.save());
    addEventListener("pageshow", () => {
      this.leaving = false;
      this.parted = false;
    });
    addEventListener("beforeunload", (event) => {
      if (!this.leaving && this.hasNews()) event.preventDefault();
    });
    // A page may end at any of these without another word.
    addEventListener("pagehide", () => this.part());
    document.addEventListener("freeze", () => this.keep());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" || !this.hasNews()) return;
      this.keep();
      this.save();
    });
    document.addEventListener("signed-in", () => {
      if (this.state === "signed-out") this.tell("saving");
      this.save();
    });
    document.querySelector("[data-save]").hidden = true;
    if (conflict) say("conflict");
    // On a page that came back with a complaint there is nothing to compare with.
    if (Object.keys(this.saved).length) this.recover();
    if (this.hasNews()) this.changed();
  }

  get version() {
    return this.form.elements.version.value;
  }

  set version(number) {
    this.form.elements.version.value = number;
  }

  words() {
    const sent = [...new FormData(this.form)];
    const words = sent.filter(
      ([name, value]) => !APART.has(name) && !isChoice(name) && typeof value === "string",
    );
    return Object.fromEntries(words);
  }

  hasNews() {
    return differ(this.words(), this.saved);
  }

  // What the site has not, but for what it has refused already.
  news() {
    const words = this.words();
    for (const [name, value] of this.refused) {
      if (words[name] === value) delete words[name];
      else this.refused.delete(name);
    }
    return differ(words, this.saved) && words;
  }

  changed() {
    if (SETTLED.has(this.state)) say("saving");
    this.keeping ??= setTimeout(() => this.keep(), KEEP_AFTER);
    this.saving ??= setTimeout(() => this.save(), SAVE_AFTER);
  }

  // Resolves once the words are on the disk of this device, or it is known that they cannot be.
  async keep() {
    clearTimeout(this.keeping);
    this.keeping = null;
    if (this.leaving) return;
    const { version, sent, parted } = this;
    const words = this.words();
    if (!differ(words, this.saved)) return this.copy.forget();
    this.onDevice = await this.copy.keep({ version, sent, words, parted });
    if (!SETTLED.has(this.state)) say(this.state, this.said, this.onDevice);
  }

  // The page ends. What the site has not yet is sent after it, unless that is too long for a browser
  // (64 kB); whichever page comes next knows what was sent (`settle`).
  part() {
    this.parted = this.goesOn();
    if (this.parted && !this.leaving && !this.flight && !this.sent) {
      this.sent = this.news() || null;
      if (this.sent) this.put(this.sent, { keepalive: true }).catch(() => {});
    }
    this.keep();
  }

  // One save at a time, and none without a change; resolves once the site has answered.
  async save() {
    clearTimeout(this.saving);
    this.saving = null;
    while (this.flight) await this.flight;
    if (this.state === "conflict") return this.keep();
    if (!this.sent && !this.news()) {
      this.keep();
      return this.tell("saved");
    }
    this.flight = this.send().finally(() => {
      this.flight = null;
    });
    await this.flight;
    if (this.goesOn() && this.news()) this.changed();
  }

  goesOn() {
    return this.state === "saving" || SETTLED.has(this.state);
  }

  // What was sent without an answer is sent again as it was: words that the site has already are
  // none that somebody else has kept, whichever version they began from.
  async send() {
    const again = this.sent !== null;
    const words = this.sent ?? this.news();
    if (!words) return this.tell("saved");
    this.sent = words;
    this.keep();
    // The door stays in its place under the pointer for as long as it is the way in.
    if (this.state !== "signed-out") this.tell("saving");
    let answer;
    try {
      answer = await this.put(words);
    } catch {
      this.later(navigator.onLine ? "trouble" : "offline");
      return;
    }
    await this.take(answer, words, again);
  }

  put(words, how) {
    const keep = this.restored ? { keep: "1" } : {};
    const all = { version: this.version, ...words, ...keep };
    return this.ask("PUT", this.form.action, all, how);
  }

  ask(method, address, words, how = {}) {
    const body = new FormData();
    for (const [name, value] of Object.entries(words)) body.set(name, value);
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(address, { method, body, headers: PART, redirect: "manual", signal, ...how });
  }

  async take(answer, words, again = false) {
    const part = await partOf(answer);
    const said = part.querySelector("[data-version]");
    if (answer.status < 500 && !answer.ok) this.sent = null;
    if (answer.ok && said?.id === "status") {
      this.taken(said, words);
      if (again) await this.send();
    } else if (answer.status === 409 && again) {
      await this.send();
    } else if (answer.status === 409 && said) {
      document.getElementById("conflict-place").replaceChildren(part);
      this.tell("conflict");
    } else if (answer.status === 422) {
      await this.without(part.querySelectorAll("[data-field]"));
    } else if ([401, 403, 404, 413].includes(answer.status)) {
      this.tell({ 401: "signed-out", 413: "too-long" }[answer.status] ?? "gone");
    } else {
      this.later("trouble", Number(answer.headers.get("Retry-After")) * 1000);
    }
  }

  // "Saved" is true only if nothing was typed while the site took the words.
  taken(said, words) {
    this.said = said;
    this.version = said.dataset.version;
    this.saved = { ...this.saved, ...words };
    this.sent = null;
    this.restored = false;
    this.failures = 0;
    unmark(this.form, new Set(this.refused.keys()));
    this.keep();
    this.tell(this.news() ? "saving" : "saved");
    pending();
  }

  // Keep what can be kept: the fields that were refused stay behind until they are changed.
  async without(refusals) {
    const words = this.words();
    const names = [...refusals].map(({ dataset }) => dataset.field).filter((name) => name in words);
    if (!names.length) return this.later("trouble");
    for (const refusal of refusals) mark(this.form, refusal);
    for (const name of names) this.refused.set(name, words[name]);
    this.tell("refused");
    return this.send();
  }

  later(state, pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)]) {
    this.failures += 1;
    this.tell(state);
    this.saving ??= setTimeout(() => this.save(), Math.max(pause, PAUSES[0]));
  }

  tell(state) {
    this.state = state === "saved" && this.refused.size ? "refused" : state;
    say(this.state, this.said, this.onDevice);
  }

  // Every button takes along what is on the page, so first of all that is saved.
  async submitted(event) {
    if (this.leaving) return;
    event.preventDefault();
    const { submitter } = event;
    if (submitter && "choice" in submitter.dataset) return this.choose(submitter);
    await this.save();
    // A copy that goes only while the page does may stay, and be offered on the next one.
    await this.keep();
    const stays = !submitter || "save" in submitter.dataset;
    if (stays || !this.goesOn()) return;
    this.leaving = true;
    // A form cannot be submitted again before the event of its first submission is over.
    setTimeout(() => this.form.requestSubmit(submitter));
  }

  // Go on with one of two texts, or with one made of both by the choices between their places.
  // Until the site has taken the choice, nothing saves itself.
  async choose({ formAction, name, value }) {
    const over = this.form.elements.over.value;
    const choices = [...new FormData(this.form)].filter(([key]) => isChoice(key));
    const said = {
      ...this.words(),
      ...Object.fromEntries(choices),
      version: this.version,
      over,
      [name]: value,
    };
    const answer = await this.ask("POST", formAction, said).catch(() => null);
    if (answer?.ok) {
      this.leaving = true;
      await this.copy.forget();
      location.reload();
    } else if (answer?.status === 409) {
      await this.take(answer);
    } else {
      say({ 401: "signed-out", 422: "conflict-refused" }[answer?.status] ?? "conflict-offline");
    }
  }

  // Offer what windows that are no more have left here, one after the other, the newest first.
  async recover() {
    for (const copy of await this.copy.left()) {
      if (copy.parted && copy.sent) await this.settle(copy);
      if (!differ(copy.words, this.saved)) await drop(copy);
      else if (await offer(copy, this.saved)) await this.restore(copy);
    }
  }

  // A page that ended while the site was saving its words left this one with older ones. Sent again,
  // words that the site has, or that nobody else has overtaken, are taken for saved.
  async settle({ sent, version }) {
    if (this.hasNews() || this.flight) return;
    this.flight = this.settled(sent, version).finally(() => {
      this.flight = null;
    });
    await this.flight;
  }

  // What was typed meanwhile stays; it goes on from older words, so the site is asked about them.
  async settled(sent, version) {
    const answer = await this.put({ ...sent, version }).catch(() => null);
    const said = answer?.ok && (await partOf(answer)).querySelector("#status[data-version]");
    if (!said) return;
    const words = this.words();
    for (const [name, value] of Object.entries(sent)) {
      if (differ({ [name]: words[name] }, this.saved) && differ({ [name]: value }, this.saved)) return;
    }
    for (const [name, value] of Object.entries(sent)) {
      if (!differ({ [name]: words[name] }, this.saved)) this.fill(name, value);
    }
    this.taken(said, sent);
  }

  // Words that go on from what the site has are saved in its place, others beside it (409): either
  // way the site keeps both. So does the device, of what stands on the page by now.
  async restore(copy) {
    if (this.hasNews()) {
      await this.keep();
      this.copy = new DeviceCopy(this.form.dataset.autosave);
    }
    const goesOn = copy.sent && !differ(copy.sent, this.saved);
    if (!goesOn) this.version = copy.version;
    for (const [name, value] of Object.entries(copy.words)) this.fill(name, value);
    this.restored = true;
    await this.keep();
    if (this.onDevice) await drop(copy);
    this.changed();
  }

  fill(name, value) {
    const field = [...this.form.elements].find((one) => one.name === name && one.type !== "submit");
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new CustomEvent("desk:fill"));
  }
}

async function partOf(answer) {
  const part = document.createElement("template");
  part.innerHTML = await answer.text().catch(() => "");
  return part.content;
}

// Blanks at an end, which the site trims, are no difference.
function differ(one, other) {
  const plain = (value) => (value ?? "").replaceAll("\r\n", "\n").trim();
  return Object.keys(one).some((name) => plain(one[name]) !== plain(other[name]));
}

const form = document.querySelector("form[data-autosave]");
const autosave = form && new Autosave(form);

document.addEventListener("keydown", (event) => {
  if (!autosave || event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  autosave.save();
});

// Who goes on to another page takes along what is typed.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || link.isContentEditable || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !autosave?.goesOn()) return;
  if (link.origin !== location.origin || link.pathname === location.pathname) return;
  if (!autosave.hasNews()) return;
  event.preventDefault();
  await autosave.save();
  await autosave.keep();
  if (autosave.goesOn()) location.assign(link.href);
});

// A preview shows what the site has, so that has to be all of it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-preview]");
  if (!autosave || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const window_ = open("", link.target);
  await autosave.save();
  window_.location = link.href;
});
