/* A page that answers a sent form (something in it was refused) takes the address at which it can be loaded again. Else
   Back and Reload meet a browser's own page, which asks whether to send everything once more. */
(() => {
  "use strict";
  const given = document.querySelector("[data-page-url]")?.dataset.pageUrl;
  const posts = [...document.forms].filter((form) => form.method === "post");
  const isOwn = posts.some((form) => new URL(form.getAttribute("action") || location.href, location.href).pathname === location.pathname);
  if (given || isOwn) history.replaceState(history.state, "", given || location.href);
})();
