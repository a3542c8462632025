// The staff's search: the arrow keys walk from the field through what is found and back, Escape closes it. Each result is
// a plain link, so that the Tab and Enter keys work as everywhere; Enter in the field opens the page of all results.
(() => {
  "use strict";

  const finderOf = (where) => where.closest?.("[data-finder]");
  const linksOf = (finder) => [...finder.querySelectorAll("ul a[href]")];

  document.addEventListener("keydown", (event) => {
    const finder = finderOf(event.target);
    if (!finder || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") return close(event, finder);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    finder.classList.remove("is-closed");
    walk(finder, step);
  }, true);

  // From the field downwards to the first; from the first upwards to the field.
  function walk(finder, step) {
    const field = finder.querySelector("input[type=search]");
    const stops = [field, ...linksOf(finder)];
    const next = stops[Math.max(0, stops.indexOf(document.activeElement)) + step];
    if (!next) return;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function close(event, finder) {
    const field = finder.querySelector("input[type=search]");
    if (document.activeElement === field && finder.classList.contains("is-closed")) return;
    event.preventDefault();
    event.stopPropagation();
    finder.classList.add("is-closed");
    field.focus();
  }

  document.addEventListener("input", (event) => finderOf(event.target)?.classList.remove("is-closed"));
})();
