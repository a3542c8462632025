/* Forms: questions that depend on another answer appear when it is given, what is typed is saved by itself, and nothing
   typed is left behind by accident. Without this script questions appear when the form is saved by its button. */
(() => {
  "use strict";

  const AGAIN = 5000;
  // How many times this page has sent a form: of two that arrive the wrong way round, the later counts.
  let turn = 0;
  const waiting = new WeakMap();

  function arrange(form) {
    // In order, so that a question which is hidden shows nothing further down.
    const hidden = new Set();
    for (const question of form.querySelectorAll(".question")) {
      const { shownBy, shownIs } = question.dataset;
      const given = shownBy ? new FormData(form).getAll(shownBy).map(String) : [];
      question.hidden = Boolean(shownBy) && (hidden.has(shownBy) || !given.includes(shownIs));
      if (question.hidden) for (const control of question.querySelectorAll("[name]")) hidden.add(control.name);
    }
  }

  function prepare(root) {
    const forms = root.matches?.("[data-paper-form]") ? [root] : root.querySelectorAll?.("[data-paper-form]") ?? [];
    for (const form of forms) arrange(form);
  }

  const isPaper = (thing) => thing?.matches?.("[data-paper-form]");
  const signs = (thing) => thing.localName === "button" && thing.formAction !== thing.form.action;
  const unsaved = () => document.querySelector("[data-paper-form][data-unsaved]");
  const files = (form) => [...form.querySelectorAll("input[type=file]")];

  function say(form, words) {
    const place = form.querySelector(".kept");
    const line = document.createElement("p");
    line.className = "small field-error";
    line.textContent = words;
    place.replaceChildren(line);
  }

  // What was typed since is not saved yet, so "Saved" must not stand beside it.
  const retract = (form) => form.querySelector(".kept > .saved")?.remove();

  function mark(slot) {
    const isWrong = String(Boolean(slot.querySelector(".field-error")));
    for (const control of slot.parentElement.querySelectorAll(".field > :is(input, textarea, select), .day-box > input")) {
      control.setAttribute("aria-invalid", isWrong);
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-paper-form]");
    if (!form) return;
    form.dataset.unsaved = "";
    retract(form);
    if (event.target.matches(".figure")) event.target.closest(".question")?.querySelector(".number-question")?.remove();
    arrange(form);
  });
  // Without a connection, by a fault of ours, or refused: each in its own words.
  function wordsOfFailure(form, xhr, tooMuch) {
    const { lostWords, tooMuchWords, failedWords, refusedWords } = form.dataset;
    if (tooMuch) return tooMuchWords;
    if (xhr.status === 0) return lostWords;
    if (xhr.status >= 500) return failedWords;
    return window.send.wordsFor(xhr.getResponseHeader("X-Refusal")) || `${refusedWords} ${window.send.sentenceOf(xhr.responseText)}`;
  }

  document.addEventListener("submit", (event) => delete event.target.dataset.unsaved);
  // Somebody is still typing a day: it is saved once they have left its boxes.
  function isTypingDay(form) {
    const group = document.activeElement?.closest?.("[data-day-boxes]");
    const boxes = form.contains(group) ? [...group.querySelectorAll(".day-box > input")] : [];
    return boxes.some((box) => box.value) && boxes.some((box) => !box.value);
  }

  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    const group = target.closest?.("[data-paper-form] [data-day-boxes]");
    if (!group || group.contains(relatedTarget)) return;
    const form = group.closest("form");
    if ("unsaved" in form.dataset && form.hasAttribute("hx-post")) setTimeout(() => window.htmx.trigger(form, "again"));
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const own = event.target.closest?.("[data-paper-form]");
    if (!own) return;
    if (isPaper(event.target) && isTypingDay(own)) return event.preventDefault();
    delete own.dataset.unsaved;
    own.toggleAttribute("data-sending", !signs(event.target));
    clearTimeout(waiting.get(own));
    for (const file of files(own)) file.toggleAttribute("data-sent", file.files.length > 0);
    return undefined;
  });
  // Saved by itself it goes where saving goes, also after one of its buttons was pressed: htmx would take that one's
  // address, and sign. A pressed button waits for the save that is under way, and no later one takes its turn (hx-sync).
  document.addEventListener("htmx:configRequest", ({ target, detail }) => {
    if (!isPaper(target)) return;
    detail.path = target.getAttribute("hx-post");
    detail.parameters.turn = ++turn;
  });
  // Saved by itself: what was wrong is said anew by the answer, and a file that was sent is not sent again. Where one of
  // the buttons fails, what is typed is saved by itself later, but nothing is signed without another press.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("[data-paper-form]");
    if (!form) return;
    const { xhr, successful } = event.detail;
    const tooMuch = [400, 413].includes(xhr.status);
    delete form.dataset.sending;
    if (successful) delete form.dataset.unsigned;
    if (!successful) {
      form.dataset.unsaved = "";
      if (signs(event.target)) form.dataset.unsigned = "";
      const unsigned = "unsigned" in form.dataset ? form.dataset.unsignedWords : "";
      say(form, `${unsigned} ${wordsOfFailure(form, xhr, tooMuch)}`.trim());
      const mayPass = xhr.status === 0 || xhr.status === 429 || xhr.status >= 500;
      if (mayPass) waiting.set(form, setTimeout(() => window.htmx.trigger(form, "again"), AGAIN));
    }
    if (!successful && !tooMuch) return; // a file that didn't arrive is sent again
    for (const file of files(form)) if (file.hasAttribute("data-sent")) file.value = "";
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig?.elt;
    if (!isPaper(form) || !event.detail.xhr || event.detail.xhr.status >= 400) return;
    for (const error of form.querySelectorAll(".question .field > .field-error")) error.remove();
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const form = event.target.closest?.("[data-paper-form]");
    if (form && "unsaved" in form.dataset) retract(form);
    if (form && "slot" in event.target.dataset) mark(event.target);
  });
  // Another form is asked for while this one holds unsaved answers: ask first.
  document.addEventListener("htmx:confirm", (event) => {
    const words = event.target.dataset?.leavingWords;
    if (!words || !unsaved()) return;
    event.preventDefault();
    if (window.confirm(words)) event.detail.issueRequest(true);
  });
  // The page goes away, on a phone often without asking: what was typed since the last save goes with it to the server,
  // and what a save under way may not have brought there. Files are too large for that, and are chosen again.
  const LEFT = "[data-paper-form]:is([data-unsaved], [data-sending])[hx-post]";
  let leaving = null;

  function sendAsLeft(form) {
    const values = new FormData(form);
    files(form).forEach((file) => values.delete(file.name));
    values.set("turn", ++turn);
    return window.send(form.getAttribute("hx-post"), values, { keepalive: true });
  }

  window.addEventListener("pagehide", () => {
    const left = [...document.querySelectorAll(LEFT)];
    if (left.length && !isKept) leaving = Promise.all(left.map(sendAsLeft)).then(() => true, () => false);
  });
  // Shown again from the browser's memory, it doesn't know of that save: a fresh page does.
  window.addEventListener("pageshow", async ({ persisted }) => {
    if (persisted && (await leaving)) window.location.reload();
  });

  // Browsers let a left page send 64 kilobytes. What is more goes now, while the browser asks whether to leave.
  const isLarge = (form) => new Blob([...new FormData(form).values()].map(String)).size > 60_000;

  window.addEventListener("beforeunload", (event) => {
    if (!unsaved() || isKept) return;
    event.preventDefault();
    for (const form of document.querySelectorAll("[data-paper-form][data-unsaved][hx-post]")) {
      if (isLarge(form)) window.htmx.trigger(form, "again");
    }
  });
  // Signed out: drafts.js keeps what was typed, so the page may be left; signed in again elsewhere, it is saved.
  let isKept = false;
  document.addEventListener("refused", () => (isKept = true));
  document.addEventListener("accepted", () => {
    isKept = false;
    for (const form of document.querySelectorAll(LEFT)) window.htmx.trigger(form, "again");
  });

  document.addEventListener("htmx:load", (event) => prepare(event.target));
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  if (document.readyState !== "loading") prepare(document);
})();
