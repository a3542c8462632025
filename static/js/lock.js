/* When this browser is given to a patient, the pages of the staff that stand open in other tabs leave the screen, and
   what the browser kept for going back is asked for anew: the server then answers that the session is locked. */
(() => {
  "use strict";
  if ("BroadcastChannel" in window) {
    new BroadcastChannel("restartix-lock").addEventListener("message", () => window.location.reload());
  }
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
