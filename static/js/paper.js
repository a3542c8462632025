/* Forms: questions that depend on another answer appear when it is given, and nothing typed is left behind by
   accident. Without this script every question is shown and can be answered. */
(() => {
  "use strict";

  const answers = (form, name) => [...new FormData(form).getAll(name)].map(String);

  function arrange(form) {
    for (const question of form.querySelectorAll("[data-shown-by]")) {
      question.hidden = !answers(form, question.dataset.shownBy).includes(question.dataset.shownIs);
    }
  }

  function prepare(root) {
    const forms = root.matches?.("[data-paper-form]") ? [root] : root.querySelectorAll?.("[data-paper-form]") ?? [];
    for (const form of forms) arrange(form);
  }

  const unsaved = () => document.querySelector("[data-paper-form][data-unsaved]");

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-paper-form]");
    if (!form) return;
    form.dataset.unsaved = "";
    arrange(form);
  });
  document.addEventListener("submit", (event) => delete event.target.dataset.unsaved);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const own = event.target.closest?.("[data-paper-form]");
    if (own) delete own.dataset.unsaved;
  });
  // Another form is asked for while this one holds unsaved answers: ask first.
  document.addEventListener("htmx:confirm", (event) => {
    const words = event.target.dataset?.leavingWords;
    if (!words || !unsaved()) return;
    event.preventDefault();
    if (window.confirm(words)) event.detail.issueRequest(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved()) event.preventDefault();
  });

  document.addEventListener("htmx:load", (event) => prepare(event.target));
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  if (document.readyState !== "loading") prepare(document);
})();
