/* A page that answers a sent form (something in it was refused) takes the address at which it can be loaded again. Else
   Back and Reload meet a browser's own page, which asks whether to send everything once more. An engine that shows the
   old answer again on Back (WebKit does) loads that address instead: the form may have been sent with success since. */
(() => {
  "use strict";
  const given = document.querySelector("[data-page-url]")?.dataset.pageUrl;
  const posts = [...document.forms].filter((form) => form.method === "post");
  const isOwn = posts.some((form) => new URL(form.getAttribute("action") || location.href, location.href).pathname === location.pathname);
  if (!given && !isOwn) return;
  const again = given || location.href;
  history.replaceState(history.state, "", again);
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isBack) location.replace(again);
  addEventListener("pageshow", ({ persisted }) => persisted && location.replace(again));
})();
