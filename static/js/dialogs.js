/* Dialogs where a browser knows none (Safari before 15.4, Firefox before 98): shown and closed where they stand. */
(() => {
  "use strict";
  if (window.HTMLDialogElement) return;
  const isDialog = (element) => element.localName === "dialog";

  function show() {
    this.setAttribute("open", "");
    this.querySelector("input, textarea, button, a[href]")?.focus();
  }

  function close(value) {
    if (value !== undefined) this.returnValue = value;
    this.removeAttribute("open");
    this.dispatchEvent(new Event("close"));
  }

  Object.assign(HTMLElement.prototype, { show, showModal: show, close });
  Object.defineProperty(HTMLElement.prototype, "open", {
    get() { return isDialog(this) && this.hasAttribute("open"); },
    set(isOpen) { this.toggleAttribute("open", Boolean(isOpen)); },
  });

  // These browsers don't say either which button sends a form: it is the one that was pressed last.
  let pressed = null;
  document.addEventListener("click", (event) => (pressed = event.target.closest?.("button") ?? null), true);
  document.addEventListener("submit", (event) => event.submitter ?? Object.defineProperty(event, "submitter", { value: pressed }), true);
  window.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.getAttribute("method") !== "dialog") return;
    event.preventDefault();
    event.target.closest("dialog").close(pressed?.value);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelector("dialog[open]")?.close();
  });
})();
