// Meetings can be dragged to another table and time. Each card is a link too, to a page that does the same by keyboard.
"use strict";

const form = document.getElementById("move");
const says = document.getElementById("drag-says");
let dragged = null;

function cellOf(target) {
  return target instanceof Element ? target.closest("td[data-slot]") : null;
}

function forget() {
  document.querySelectorAll("td.can, td.swap, td.over").forEach((cell) => {
    cell.classList.remove("can", "swap", "over");
    delete cell.dataset.hint;
  });
  if (dragged) dragged.classList.remove("dragged");
  dragged = null;
}

// Marks where the meeting may go: a sign and a text besides the colour.
async function show(card) {
  const address = form.action.replace(/place$/, "moves");
  const query = new URLSearchParams({ a: card.dataset.a, b: card.dataset.b });
  const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || dragged !== card) return;
  const places = await answer.json();
  const free = new Map(places.map((one) => [`${one.slot}|${one.venue}|${one.swaps ? one.table : ""}`, one]));
  document.querySelectorAll("td[data-slot]").forEach((cell) => {
    const taken = cell.querySelector("a.meeting") !== null;
    const found = free.get(`${cell.dataset.slot}|${cell.dataset.venue}|${taken ? cell.dataset.table : ""}`);
    if (!found || (taken && !found.swaps)) return;
    cell.classList.add(found.swaps ? "swap" : "can");
    const change = found.change === 0 ? "" : ` ${found.change > 0 ? "+" : "−"}${Math.abs(found.change)}`;
    cell.dataset.hint = (found.swaps ? "⇄" : "✓") + change;
  });
  if (says) says.textContent = String(places.length);
}

document.addEventListener("dragstart", (event) => {
  const card = event.target instanceof Element ? event.target.closest("a.meeting[draggable]") : null;
  if (!card || !form) return;
  dragged = card;
  card.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.textContent);
  show(card);
});

document.addEventListener("dragover", (event) => {
  const cell = cellOf(event.target);
  if (!dragged || !cell) return;
  event.preventDefault();
  document.querySelectorAll("td.over").forEach((one) => one.classList.remove("over"));
  cell.classList.add("over");
});

document.addEventListener("drop", (event) => {
  const cell = cellOf(event.target);
  if (!dragged || !cell || cell.contains(dragged)) return;
  event.preventDefault();
  form.elements.a.value = dragged.dataset.a;
  form.elements.b.value = dragged.dataset.b;
  for (const name of ["slot", "venue", "table"]) form.elements[name].value = cell.dataset[name];
  form.submit();
});

document.addEventListener("dragend", forget);
