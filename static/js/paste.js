// Cleans what comes from Word, Google Docs, Wix and other pages, before the editor reads it.
//
// Under the Content-Security-Policy a browser drops every style= while it parses, and with it what
// tells a Google document's <b style="font-weight:normal"> from bold. So style= is renamed first.
import { bringFootnotes } from "./pasted-footnotes.js";

const JUNK =
  "script, style, meta, link, button, input, select, textarea, svg, iframe, object, audio, video";
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, pre, table, figure, div, hr";

// `html` cleaned, as a string; `onMissing` is called if it held pictures that cannot come along.
export function cleaned(html, onMissing = () => {}) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const { body } = page;
  pageOnly(body);
  boxesOf(body);
  if (keepOwnPictures(body)) onMissing();
  listsOfWord(body);
  for (const table of body.querySelectorAll("table")) linesOf(table);
  for (const element of body.querySelectorAll("[data-css], b, strong, i, em")) emphasis(element);
  for (const link of body.querySelectorAll("a")) untrack(link);
  bringFootnotes(body);
  for (const heading of body.querySelectorAll("h1, h5, h6")) {
    rename(heading, heading.matches("h1") ? "h2" : "h4");
  }
  for (const paragraph of body.querySelectorAll("p, div, h2, h3, h4")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("img, hr")) paragraph.remove();
  }
  for (const line of body.querySelectorAll("br")) {
    const beside = [line.previousElementSibling, line.nextElementSibling];
    const between = beside.some((other) => other?.matches(BLOCKS));
    if (between && line.parentElement === body) line.remove();
  }
  return body.innerHTML;
}

function withoutStyles(html) {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(style|script|title|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag.replace(/\sstyle(?=\s*=)/gi, " data-css").replace(/\son\w+(?=\s*=)/gi, " data-on"),
    );
}

// Office's own elements (<o:p>, <w:sdt>) go, and buttons, forms and players that only a page has.
function pageOnly(body) {
  for (const element of body.querySelectorAll("*")) {
    if (element.localName === "o:p" && !element.textContent.trim()) element.remove();
    else if (element.localName.includes(":")) element.replaceWith(...element.childNodes);
  }
  for (const element of body.querySelectorAll(JUNK)) element.remove();
}

// Beside the text of another page stand its notices; only here is an <aside> a pull quote.
function boxesOf(body) {
  if (body.querySelector("[data-pm-slice]")) return;
  for (const box of body.querySelectorAll("aside")) rename(box, "div");
}

function keepOwnPictures(body) {
  const own = [location.origin, ""].map((origin) => `${origin}/media/`);
  const foreign = [...body.querySelectorAll("img")].filter((picture) => {
    const source = picture.getAttribute("src") ?? "";
    return !own.some((start) => source.startsWith(start));
  });
  for (const picture of foreign) picture.remove();
  return foreign.length > 0;
}

// Each row of a table becomes a line, so that the words of its cells do not run together.
function linesOf(table) {
  const lines = [...table.rows].map(({ cells }) => {
    const line = document.createElement("p");
    for (const cell of cells) line.append(...cell.childNodes, " ");
    return line;
  });
  table.replaceWith(...(table.caption?.childNodes ?? []), ...lines);
}

// Word writes a list as paragraphs whose style says mso-list, each with its mark typed in front.
function listsOfWord(body) {
  for (const item of body.querySelectorAll("p[data-css*='mso-list'], p[class^='MsoListPara']")) {
    const mark = item.querySelector("[data-css*='mso-list'], [data-css*='Ignore']");
    if (!mark) continue;
    const kind = /^[\s\u00a0]*\w+[.)]/.test(mark.textContent) ? "ol" : "ul";
    mark.remove();
    let list = item.previousElementSibling;
    if (list?.localName !== kind || !list.hasAttribute("data-word")) {
      list = document.createElement(kind);
      list.setAttribute("data-word", "");
      item.before(list);
    }
    const row = document.createElement("li");
    row.append(...item.childNodes);
    list.append(row);
    item.remove();
  }
}

function emphasis(element) {
  const css = rules(element);
  const bold = /^(bold|bolder|[6-9]00)$/.test(css["font-weight"] ?? "");
  const italic = /^(italic|oblique)/.test(css["font-style"] ?? "");
  const plain =
    (element.matches("b, strong") && css["font-weight"] && !bold) ||
    (element.matches("i, em") && css["font-style"] && !italic);
  if (plain && element.querySelector(BLOCKS)) return element.replaceWith(...element.childNodes);
  if (plain) element = rename(element, "span");
  // A heading is bold as a matter of course.
  if (bold && !element.closest("b, strong, h1, h2, h3, h4, h5, h6")) wrapInside(element, "strong");
  if (italic && !element.closest("i, em")) wrapInside(element, "em");
  return element;
}

function rules(element) {
  const css = (element.dataset.css ?? "").toLowerCase();
  delete element.dataset.css;
  const pairs = css.split(";").map((rule) => rule.split(":").map((part) => part.trim()));
  return Object.fromEntries(pairs);
}

function wrapInside(element, name) {
  if (!element.textContent.trim() || element.querySelector(BLOCKS)) return;
  const mark = document.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

function rename(element, name) {
  const renamed = document.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

// Google Docs leads every link through an address of its own.
function untrack(link) {
  const address = link.getAttribute("href") ?? "";
  if (!/^https:\/\/www\.google\.com\/url\?/.test(address)) return;
  link.setAttribute("href", new URL(address).searchParams.get("q") ?? address);
}
