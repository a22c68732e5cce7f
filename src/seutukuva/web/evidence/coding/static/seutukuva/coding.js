// The coding page: a selection becomes code points, a form is sent without leaving the page, changed lines are put in.
// Everything here is also done by the page's plain forms; this only makes it quick. Places are code points of the
// source's text: a line knows where it begins, and the words before the selection in it are counted by code point.
"use strict";

const lines = document.getElementById("lines");
const said = document.getElementById("coding-said");
const starts = [...lines.querySelectorAll(".line")].map((line) => Number(line.dataset.start));
let step = Number(lines.dataset.step);
let cursor = null; // where the keyboard stands: {from, to} in code points

const points = (text) => Array.from(text).length;

function lineAt(place) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return document.getElementById(`p${starts[low]}`);
}

function placeOf(node, offset) {
  const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".line");
  if (!line) return null;
  const words = line.querySelector("p");
  if (!words.contains(node)) return Number(node === line || line.contains(node) ? line.dataset.end : line.dataset.start);
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(node, offset);
  return Number(line.dataset.start) + points(before.toString());
}

function pointIn(line, place) {
  let left = place - Number(line.dataset.start);
  const walker = document.createTreeWalker(line.querySelector("p"), NodeFilter.SHOW_TEXT);
  let last = null;
  while (walker.nextNode()) {
    last = walker.currentNode;
    const letters = Array.from(last.data);
    if (left <= letters.length) return [last, letters.slice(0, left).join("").length];
    left -= letters.length;
  }
  return [last, last.data.length];
}

function select(from, to) {
  const range = document.createRange();
  range.setStart(...pointIn(lineAt(from), from));
  range.setEnd(...pointIn(lineAt(to - 1), to));
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function fill(from, to, quote) {
  for (const [name, value] of [["start", from], ["end", to], ["quote", quote]]) {
    for (const box of document.querySelectorAll(`[data-place="${name}"]`)) box.value = value;
  }
}

function take() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !lines.contains(selection.anchorNode) || !lines.contains(selection.focusNode)) return;
  const range = selection.getRangeAt(0);
  const from = placeOf(range.startContainer, range.startOffset);
  const to = placeOf(range.endContainer, range.endOffset);
  if (from === null || to === null || from >= to) return;
  cursor = { from, to };
  fill(from, to, selection.toString().trim());
}
document.addEventListener("selectionchange", take);
take(); // what was selected before this script came

// Words that are typed or pasted are found by themselves: the place of an earlier selection must not stand beside them.
for (const box of document.querySelectorAll('[data-place="quote"]')) {
  box.addEventListener("input", () => {
    for (const name of ["start", "end"]) box.form.querySelector(`[data-place="${name}"]`).value = "";
  });
}

// Lines of another text (corrected, or with its names replaced, since the page was loaded) stand elsewhere: none is put in.
function put(answer) {
  const kept = cursor;
  if (answer.text !== lines.dataset.text) return said.dataset.changed;
  for (const [id, html] of Object.entries(answer.lines)) {
    const line = document.getElementById(id);
    if (line) line.outerHTML = html;
  }
  step = Math.max(step, answer.step);
  if (kept && Object.keys(answer.lines).length && lines.contains(document.activeElement)) select(kept.from, kept.to);
  return "";
}

async function send(form, button) {
  const data = new FormData(form, button);
  const headers = { "X-Requested-With": lines.dataset.script };
  try {
    const response = await fetch(form.action, { method: "POST", body: data, headers });
    const answer = await response.json();
    said.textContent = response.ok ? put(answer) || said.dataset.saved : answer.problem;
  } catch {
    said.textContent = said.dataset.lost;
  }
}

document.addEventListener("submit", (event) => {
  if (event.target !== lines && !event.target.matches("[data-quick]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

async function listen() {
  if (document.hidden) return;
  try {
    const response = await fetch(lines.dataset.since.replace(/0\/$/, `${step}/`));
    const told = response.ok ? put(await response.json()) : "";
    if (told) said.textContent = told;
  } catch {
    said.textContent = said.dataset.lost;
  }
}
setInterval(listen, 4000);

// ---- keyboard: only while the text has the focus ----

function sentences(line) {
  const words = line.querySelector("p").textContent;
  const start = Number(line.dataset.start);
  return [...new Intl.Segmenter(lines.lang, { granularity: "sentence" }).segment(words)].map(({ segment, index }) => {
    const from = start + points(words.slice(0, index));
    return { from, to: from + points(segment.trimEnd()) };
  });
}

function beside(place, way) {
  const line = lineAt(place);
  const here = sentences(line);
  const at = here.findLastIndex((sentence) => sentence.from <= place);
  if (here[at + way]) return here[at + way];
  const index = starts.indexOf(Number(line.dataset.start)) + way;
  if (index < 0 || index >= starts.length) return null;
  return sentences(document.getElementById(`p${starts[index]}`)).at(way > 0 ? 0 : -1);
}

lines.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const way = event.key === "ArrowDown" ? 1 : -1;
    const from = cursor ? (way > 0 ? cursor.to - 1 : cursor.from) : null;
    const next = from === null ? sentences(lineAt(starts[0]))[0] : beside(from, way);
    event.preventDefault();
    if (!next) return;
    cursor = event.shiftKey && cursor ? { from: Math.min(cursor.from, next.from), to: Math.max(cursor.to, next.to) } : next;
    select(cursor.from, cursor.to);
    lineAt(cursor.from).scrollIntoView({ block: "nearest" });
  } else if (event.key === "c" && lines.dataset.work !== undefined) {
    event.preventDefault();
    document.getElementById("tool-code").open = true;
    document.getElementById("coding_code").focus();
  } else if (event.key === "z" && lines.dataset.work !== undefined) {
    event.preventDefault();
    document.getElementById("undo").form.requestSubmit();
  }
});

// From the list of codes: Enter gives the code and goes back to the text.
document.getElementById("coding_code")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  event.target.form.requestSubmit();
  lines.focus({ preventScroll: true });
});
