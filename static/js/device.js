// What was typed into a draft, kept on this device until the site has it.

const PREFIX = "leitmotif-draft-";
const WEEK = 7 * 24 * 60 * 60 * 1000;

export class DeviceCopy {
  // `draft` names the member and the post; two windows on one draft keep a copy each.
  constructor(draft) {
    this.prefix = `${PREFIX}${draft}-`;
    this.key = `${this.prefix}${Date.now()}-${Math.random().toString(36).slice(2)}`;
  }

  // Whether it could be kept: storage may be full, or forbidden.
  keep(version, words) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ version, words, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    drop(this.key);
  }

  // What other windows, or this one before it was closed, have left; the newest first.
  left() {
    return keys(this.prefix)
      .filter((key) => key !== this.key)
      .map((key) => ({ key, ...read(key) }))
      .filter((copy) => copy.words)
      .sort((one, other) => other.at - one.at);
  }

  forgetLeft() {
    for (const { key } of this.left()) drop(key);
  }
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing can be kept here, so nothing has to go.
  }
}

for (const key of keys(PREFIX)) {
  if (!(read(key).at > Date.now() - WEEK)) drop(key);
}
