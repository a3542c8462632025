/* A patient signs at the clinic: full screen on a press, the other tabs leave their pages, and ten idle minutes end it.
   The server judges all of it by itself; without this script the forms work, and nothing else on the device opens. */
(() => {
  "use strict";
  const page = document.querySelector("[data-clinic-signing]");
  if (!page) return;

  const others = "BroadcastChannel" in window ? new BroadcastChannel("restartix-lock") : null;
  if (others) others.postMessage("locked");

  const button = page.querySelector("[data-full-screen]");
  if (button && document.documentElement.requestFullscreen) {
    button.hidden = false;
    button.addEventListener("click", () => document.documentElement.requestFullscreen());
    document.addEventListener("fullscreenchange", () => {
      button.hidden = Boolean(document.fullscreenElement);
    });
  }

  const longest = Number(page.dataset.idleSeconds) * 1000;
  let last = Date.now();
  for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
    document.addEventListener(sign, () => { last = Date.now(); }, { capture: true, passive: true });
  }
  setInterval(() => {
    if (Date.now() - last < longest) return;
    last = Date.now();
    page.querySelector("[data-clinic-end]").submit();
  }, 5000);

  document.body.addEventListener("papersChanged", () => {
    if (!page.querySelector("[data-paper-form]")) window.location.reload();
  });
})();
