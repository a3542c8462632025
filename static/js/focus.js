// Parts of pages refresh by themselves. Whoever is in one with the keyboard stays where they are: on the same link or
// button if it is still there, else at the head of its section. What they had unfolded stays open, but for what closes
// once something is chosen in it (data-closes).
(() => {
  "use strict";

  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const wordsOf = (element) => (element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+/g, " ");
  let left = null;
  let open = [];

  // What makes it the same one to its reader: its id, or where it leads and what it says.
  function nameOf(element) {
    if (element.id) return `#${element.id}`;
    const leads = element.getAttribute("href") ?? `${element.form?.getAttribute("action") ?? ""} ${element.name ?? ""} ${element.value ?? ""}`;
    return [element.localName, leads, element.localName === "summary" ? "" : wordsOf(element), sectionOf(element)].join("|");
  }

  const sectionOf = (element) => element.closest("[aria-labelledby]")?.getAttribute("aria-labelledby") ?? "";
  const detailsOf = (root) => [...root.querySelectorAll("details")];
  const keyOf = (details) => `${details.id}|${sectionOf(details)}|${details.closest("li, section")?.querySelector("a, .row-title")?.textContent.trim() ?? ""}`;

  document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap } }) => {
    if (!shouldSwap || !target?.contains) return;
    const active = document.activeElement;
    left = target.contains(active) && active !== document.body ? { name: nameOf(active), section: sectionOf(active) } : null;
    open = detailsOf(target).filter((details) => details.open && !("closes" in details.dataset)).map(keyOf);
  });

  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const root = target?.isConnected ? target : document;
    for (const details of open.length ? detailsOf(root) : []) if (open.includes(keyOf(details))) details.open = true;
    open = [];
    if (left && (!document.activeElement || document.activeElement === document.body)) comeBack(root, left);
    left = null;
  });

  function comeBack(root, { name, section }) {
    const same = [...root.querySelectorAll(FOCUSABLE)].find((element) => nameOf(element) === name);
    const head = section ? document.getElementById(section.split(" ")[0]) : null;
    if (!same && head && !head.hasAttribute("tabindex")) head.tabIndex = -1;
    (same ?? head)?.focus({ preventScroll: true });
  }
})();
