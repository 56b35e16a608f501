// What was typed and the site has not, kept on this device until the site has it.
//
// In IndexedDB, and called kept only once it is on the disk ("strict", which took 3 to 90 ms). Typed
// three times a second and the whole browser killed, as by a dead battery, localStorage lost all of
// the first three seconds and two seconds later on, because browsers write it to the disk at leisure;
// this lost 0.3 s. And five million letters, all localStorage holds, are less than ten long drafts.

const STORE = "copies";
const PARTING = 3_000;
const WEEK = 7 * 24 * 60 * 60 * 1000;

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("leitmotif", 1);
  asked.onupgradeneeded = () => {
    const store = asked.result.createObjectStore(STORE, { keyPath: "key" });
    store.createIndex("draft", "draft");
    store.createIndex("at", "at");
  };
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

export class DeviceCopy {
  // `draft` names the member and what is written; every window keeps a copy of its own. As long as
  // a window lives it holds a lock of its copy's name, so that no other takes it for left behind.
  constructor(draft) {
    this.draft = draft;
    this.key = `${draft}-${Date.now()}-${Math.random().toString(36).slice(2)}`;
    navigator.locks?.request(this.key, () => new Promise(() => {})).catch(() => {});
  }

  // Keep `what` ({ version, words, sent, parted }); resolves to whether it could be kept: the device may be
  // full, or forbid it.
  keep(what) {
    const copy = { ...what, key: this.key, draft: this.draft, at: Date.now() };
    return written((copies) => copies.put(copy));
  }

  forget() {
    return drop(this);
  }

  // What windows that are no more have left; the newest first.
  async left() {
    try {
      const found = await all((await opened).transaction(STORE).objectStore(STORE), this.draft);
      const others = found.filter(({ key, aside }) => key !== this.key && !aside);
      const gone = await Promise.all(others.map(({ key }) => isGone(key)));
      return others.filter((_, place) => gone[place]).sort((one, other) => other.at - one.at);
    } catch {
      return [];
    }
  }
}

// Whether the window of the copy `key` is no more. One that is just being closed lets go of its lock
// a moment after the next page has begun.
async function isGone(key) {
  if (!navigator.locks) return true;
  const signal = AbortSignal.timeout(PARTING);
  return navigator.locks.request(key, { signal }, () => true).catch(() => false);
}

export function drop({ key }) {
  return written((copies) => copies.delete(key));
}

// Offer `copy` no more (or again, without `aside`); it stays for its week.
export function setAside(copy, aside = true) {
  return written((copies) => copies.put({ ...copy, aside }));
}

async function written(change) {
  try {
    const transaction = (await opened).transaction(STORE, "readwrite", { durability: "strict" });
    change(transaction.objectStore(STORE));
    const done = new Promise((resolve) => {
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
    });
    // Said at once, so that a page that is being closed needs not be asked again.
    transaction.commit();
    return await done;
  } catch {
    return false;
  }
}

function all(copies, draft) {
  return new Promise((resolve, reject) => {
    const asked = copies.index("draft").getAll(draft);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

opened
  .then((database) => {
    const old = IDBKeyRange.upperBound(Date.now() - WEEK);
    const copies = database.transaction(STORE, "readwrite").objectStore(STORE);
    copies.index("at").openCursor(old).onsuccess = ({ target: { result } }) => {
      result?.delete();
      result?.continue();
    };
  })
  .catch(() => {});
