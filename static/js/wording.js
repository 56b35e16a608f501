// What is said to people, in the language of the page: English stands in the code, the others come
// in a file of their own (words-it.js), which is loaded before everything else.
const known = globalThis.leitmotif?.words ?? {};
const rules = new Intl.PluralRules(document.documentElement.lang || "en");

// `words` with `values` in the places %(named)s.
export function _(words, values = {}) {
  return filled(known[words] ?? words, values);
}

// `one` or `many` by `count`, which is %(count)s in it.
export function plural(one, many, count, values = {}) {
  const form = rules.select(count) === "one" ? 0 : 1;
  const number = count.toLocaleString(document.documentElement.lang || "en");
  return filled((known[one] ?? [one, many])[form], { count: number, ...values });
}

const filled = (words, values) => words.replace(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
