// A button that copies what stands beside it; it shows where the browser can do it.
"use strict";

for (const button of document.querySelectorAll("button.copier")) {
  const source = document.getElementById(button.dataset.copies);
  const said = button.closest(".secret").querySelector(".copied");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.select();
    await navigator.clipboard.writeText(source.value);
    said.textContent = button.dataset.said;
  });
}
