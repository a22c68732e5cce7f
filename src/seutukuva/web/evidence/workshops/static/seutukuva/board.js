// A workshop's board: asks every few seconds what has changed, and keeps a card until the server has it.
// A card that is sent goes first into the phone's own store under a random key, then to the server; it is sent again
// and again until the server says that it is stored. The key lets the server keep it once. Plain forms do the same
// without this script, one page at a time.
"use strict";

const board = document.getElementById("board");
const EVERY = 2500; // milliseconds
const HEADERS = { "X-Requested-With": "seutukuva-board" };
const said = document.getElementById("said");
let etag = "";
let ends = null; // when the timer ends, by this machine's own clock
let asking = false;

// ---- what has changed ----

async function ask() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(board.dataset.state, { headers: etag ? { ...HEADERS, "If-None-Match": etag } : HEADERS, cache: "no-store" });
    if (answer.status === 304) return found();
    if (!answer.ok) return lost();
    const told = await answer.json();
    if (told.reload) return location.reload();
    etag = answer.headers.get("ETag") || "";
    for (const part of told.parts) put(part);
    found();
  } catch {
    lost();
  } finally {
    asking = false;
  }
}

function put(part) {
  const place = document.getElementById(part.id);
  if (!place || !board.dataset.watch.split(" ").includes(part.id) || place.dataset.key === part.key) return;
  const drafts = [...place.querySelectorAll("textarea")].filter((box) => box.value).map((box) => [box.id, box.value]);
  place.innerHTML = part.html;
  place.dataset.key = part.key;
  for (const [id, words] of drafts) {
    const box = document.getElementById(id);
    if (!box) continue;
    box.value = words;
    const folded = box.closest("details");
    if (folded) folded.open = true;
  }
  dress(place);
}

function found() {
  if (board.dataset.cards && !outbox().length && !waiting.size) say("");
  send();
}

function lost() {
  if (said) say(outbox().length || waiting.size ? board.dataset.retry : board.dataset.waiting, true);
}

function say(words, trouble = false) {
  if (!said || (words === "" && !said.classList.contains("lost"))) return;
  said.textContent = words;
  said.classList.toggle("lost", trouble);
}

// ---- cards: kept here until they are stored there ----

const STORE = `seutukuva-cards-${board.dataset.token}`;
let memory = []; // where the browser has no store

function outbox() {
  try {
    return JSON.parse(localStorage.getItem(STORE) || "[]");
  } catch {
    return memory;
  }
}

function keep(cards) {
  memory = cards;
  try {
    if (cards.length) localStorage.setItem(STORE, JSON.stringify(cards));
    else localStorage.removeItem(STORE);
  } catch {
    // The store is full or forbidden: the page's own memory holds the cards as long as it is open.
  }
  show();
}

function show() {
  const list = document.getElementById("outbox");
  if (!list) return;
  const cards = outbox();
  list.hidden = !cards.length;
  list.replaceChildren(...cards.map((card) => {
    const row = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = card.text;
    const note = document.createElement("small");
    note.textContent = card.problem || board.dataset.unsent;
    row.append(words, note);
    if (card.problem) {
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "button small second";
      drop.textContent = board.dataset.drop;
      drop.addEventListener("click", () => keep(outbox().filter((one) => one.key !== card.key)));
      row.append(drop);
    }
    return row;
  }));
}

function newKey() {
  // Not randomUUID: it is not there on a plain http address of one's own network.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(address, values) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", document.querySelector("#csrf input").value);
  for (const [name, value] of values) if (name !== "csrfmiddlewaretoken") body.append(name, value);
  const answer = await fetch(address, { method: "POST", body, headers: HEADERS });
  const told = await answer.json(); // a page of a fault in between is no JSON: tried again
  if (told.reload) location.reload();
  return told;
}

let sending = false;

async function send() {
  if (sending || !board.dataset.cards) return;
  sending = true;
  let stored = false;
  try {
    for (const card of outbox().filter((one) => !one.problem)) {
      const told = await post(board.dataset.cards, Object.entries(card));
      if (told.problem) keep(outbox().map((one) => (one.key === card.key ? { ...one, problem: told.problem } : one)));
      if (told.stored === card.key) {
        stored = true;
        keep(outbox().filter((one) => one.key !== card.key));
      }
    }
    for (const [form, address] of [...waiting]) {
      waiting.delete(form); // before it is sent: what changes meanwhile waits anew
      const told = await post(address, new FormData(form)).catch((trouble) => {
        waiting.set(form, address);
        throw trouble;
      });
      if (told.problem) say(told.problem, true);
      else if ("stored" in told) stored = true;
      form.classList.toggle("kept", !told.problem);
    }
    if (stored && !waiting.size) {
      said.classList.add("lost");
      say(board.dataset.sent);
    }
  } catch {
    lost();
  } finally {
    sending = false;
  }
  if (stored) ask();
}

const waiting = new Map(); // forms whose values are not saved yet

board.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-card]")) {
    event.preventDefault();
    const box = form.querySelector("textarea");
    if (!box.value.trim()) return;
    keep([...outbox(), { key: newKey(), question: form.elements.question.value, text: box.value }]);
    box.value = "";
    box.focus();
    said.textContent = "";
    send();
  } else if (form.matches("[data-quick]")) {
    event.preventDefault();
    waiting.set(form, form.action);
    send();
  }
});

// ---- dots and sliders ----

function left(form) {
  const boxes = [...form.querySelectorAll("input[type=number]")];
  return Number(form.dataset.budget) - boxes.reduce((sum, box) => sum + Number(box.value || 0), 0);
}

function count(form) {
  const rest = left(form);
  form.querySelector("[data-left] b").textContent = rest;
  for (const button of form.querySelectorAll("button[data-step]")) {
    const box = button.parentElement.querySelector("input");
    button.disabled = button.dataset.step > 0 ? rest <= 0 : Number(box.value) <= 0;
  }
}

function dress(place) {
  for (const form of place.querySelectorAll("form.votes")) {
    for (const hidden of form.querySelectorAll("[data-step], [data-left]")) hidden.hidden = false;
    count(form);
  }
  const timer = place.querySelector("[data-left]:not(span)");
  if (place.id === "status") ends = timer && Number(timer.dataset.left) ? Date.now() + timer.dataset.left * 1000 : null;
}

board.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-step]");
  if (!button) return;
  const box = button.parentElement.querySelector("input");
  box.value = Math.max(0, Number(box.value || 0) + Number(button.dataset.step));
  save(button.form);
});

board.addEventListener("change", (event) => {
  const form = event.target.closest("form.votes, form[data-slider]");
  if (form) save(form);
});

board.addEventListener("input", (event) => {
  if (event.target.type === "range") event.target.previousElementSibling.querySelector("output").value = event.target.value;
});

let soon = 0;

function save(form) {
  if (form.matches(".votes")) {
    count(form);
    if (left(form) < 0) return; // the server would refuse it; the rest says why
  }
  said.textContent = ""; // "saved" speaks of what is sent now, not of what was sent before
  waiting.set(form, form.action);
  clearTimeout(soon);
  soon = setTimeout(send, 300);
}

// ---- the timer ----

setInterval(() => {
  const timer = document.querySelector("#status .timer");
  if (!timer || ends === null) return;
  const rest = Math.max(0, Math.round((ends - Date.now()) / 1000));
  timer.textContent = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
}, 500);

for (const id of board.dataset.watch.split(" ")) dress(document.getElementById(id));
show();
ask();
setInterval(ask, EVERY);
window.addEventListener("online", ask);
