// Small things that HTML cannot do. Pages work without them.
"use strict";

// Requests of htmx carry the page's CSRF token.
document.addEventListener("htmx:configRequest", (event) => {
  const meta = document.querySelector("meta[name=csrf-token]");
  if (meta) event.detail.headers["X-CSRF-Token"] = meta.content;
});

// The token of an invitation stands after the #, which browsers do not send: the page's form sends it on.
const invited = document.querySelector("form.from-fragment");
if (invited && location.hash.length > 1) {
  invited.elements.token.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  invited.submit();
}

// On a phone the programme's pages stand in one line that scrolls: the one that is shown comes into view.
const shown = document.querySelector(".rooms a[aria-current]");
if (shown) {
  const line = shown.closest("ul");
  line.scrollLeft = shown.offsetLeft - line.offsetLeft - (line.clientWidth - shown.offsetWidth) / 2;
}
