/* The booking form keeps what was typed when it is left by a link or by Back, too: the server gives it to this browser
   alone. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-draft-url]");
  if (!form) return;
  let isTyped = false;
  let isSent = false;
  form.addEventListener("input", () => (isTyped = true));
  form.addEventListener("submit", () => (isSent = true));
  window.addEventListener("pageshow", () => (isSent = false));
  window.addEventListener("pagehide", () => {
    if (isTyped && !isSent) window.send(form.dataset.draftUrl, new FormData(form), { keepalive: true }).catch(() => {});
  });
})();
