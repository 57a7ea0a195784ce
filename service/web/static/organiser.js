// What the organiser's pages gain from a script. They work without it.
"use strict";

// A button that copies what a field holds.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.said;
  });
}

// The heat map is one stop of the Tab key; arrows go from cell to cell.
const heat = document.querySelector(".heat table");
if (heat) {
  const rows = [...heat.tBodies[0].rows].map((row) => [...row.cells].slice(1).map((cell) => cell.querySelector("a")));
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const every = rows.flat().filter(Boolean);
  every.forEach((link, place) => { link.tabIndex = place ? -1 : 0; });
  heat.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const row = rows.findIndex((links) => links.includes(document.activeElement));
    if (!step || row < 0) return;
    event.preventDefault();
    let place = [row, rows[row].indexOf(document.activeElement)];
    do place = [place[0] + step[0], place[1] + step[1]]; while (rows[place[0]]?.[place[1]] === null);
    const next = rows[place[0]]?.[place[1]];
    if (!next) return;
    document.activeElement.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
