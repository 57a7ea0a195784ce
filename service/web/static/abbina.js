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
