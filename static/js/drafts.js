/* What somebody signed in has typed is not lost when their session ends: the form comes back filled once they have
   signed in again. It is kept in this browser, encrypted with a key that the server gives to their own pages alone, so
   that whoever uses the browser next reads nothing; for half a day at most, and only for a page that was left because
   the session had ended. Passwords, files and signatures are never kept. */
(() => {
  "use strict";

  const LIFE = 12 * 3_600_000;
  const PAUSE = 250;
  const PREFIX = "draft ";
  const NEVER = new Set(["hidden", "password", "file", "submit", "button", "image", "reset"]);
  const page = document.body.dataset;
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const tab = (sessionStorage.tab ??= String(Math.random()).slice(2));
  const key = page.draftKey && window.crypto?.subtle ? crypto.subtle.importKey("raw", bytes(page.draftKey), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  const pauses = new Map();
  const typedIn = new Set(); // and not sent since

  const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const read = (name) => JSON.parse(localStorage.getItem(name) ?? "null");
  const write = (name, draft) => localStorage.setItem(name, JSON.stringify(draft));
  const mark = (name, state) => write(name, { ...read(name), state });

  // The same form on the same page again: by where it sends to, and which of those it is.
  function nameOf(form) {
    const action = new URL(form.getAttribute("action") || location.href, location.href).pathname;
    const alike = [...document.querySelectorAll("form[method=post]")].filter((other) => other.getAttribute("action") === form.getAttribute("action"));
    return `${PREFIX}${page.person} ${location.pathname} ${action} ${alike.indexOf(form)}`;
  }

  const isOurs = (form) => key && form?.method === "post" && !form.hasAttribute("data-no-draft");
  const controls = (form) => [...form.elements].filter((control) => control.name && !NEVER.has(control.type));

  function valuesOf(form) {
    const given = (control) => (["checkbox", "radio"].includes(control.type) ? control.checked : true);
    const values = (control) => (control.multiple && control.options ? [...control.selectedOptions].map((each) => each.value) : [control.value]);
    const all = controls(form).filter(given).flatMap((control) => values(control).map((value) => [control.name, value]));
    return { all, names: [...new Set(controls(form).map((control) => control.name))] };
  }

  async function save(form, state = "open") {
    const name = nameOf(form);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const typed = new TextEncoder().encode(JSON.stringify(valuesOf(form)));
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) }, await key, typed);
    write(name, { at: Date.now(), tab, state, iv: text(iv), box: text(box) });
  }

  async function open(name) {
    const { iv, box } = read(name);
    const typed = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(iv), additionalData: new TextEncoder().encode(name) }, await key, bytes(box));
    return JSON.parse(new TextDecoder().decode(typed));
  }

  function forget(form) {
    clearTimeout(pauses.get(form));
    typedIn.delete(form);
    if (isOurs(form)) localStorage.removeItem(nameOf(form));
  }

  // Who signs out leaves nothing here, not even what only they could read.
  function leave() {
    for (const name of names()) if (name.startsWith(`${PREFIX}${page.person} `)) localStorage.removeItem(name);
    typedIn.clear();
  }

  // What was there before it is put aside, so that one press brings it back.
  function fill(form, { all, names: known }) {
    for (const control of controls(form).filter((each) => known.includes(each.name))) {
      const values = all.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
      else if (control.multiple && control.options) for (const each of control.options) each.selected = values.includes(each.value);
      else if (values.length) control.value = values[0];
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function restore(form) {
    const name = nameOf(form);
    if (read(name)?.state !== "kept" || form.dataset.restored) return;
    form.dataset.restored = "";
    const typed = await open(name).catch(() => null);
    if (!typed) return localStorage.removeItem(name);
    const before = valuesOf(form);
    fill(form, typed);
    typedIn.add(form);
    const note = document.getElementById("draft-note").content.firstElementChild.cloneNode(true);
    note.querySelector("button").addEventListener("click", () => {
      note.remove();
      fill(form, before);
      forget(form);
    });
    form.prepend(note);
    return mark(name, "open");
  }

  // Once, when a page has come: what became of the forms of the page before it in this tab?
  function settle() {
    const isEnding = Boolean(document.querySelector("meta[name=keeps-drafts]"));
    for (const name of names()) {
      const { at, tab: whose, state } = read(name);
      if (Date.now() - at > LIFE) localStorage.removeItem(name);
      else if (whose === tab && state === "open") isEnding ? mark(name, "kept") : localStorage.removeItem(name);
    }
  }

  function prepare(root) {
    const forms = root.matches?.("form") ? [root] : [...(root.querySelectorAll?.("form[method=post]") ?? [])];
    for (const form of forms) if (isOurs(form)) restore(form);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form ?? event.target.closest?.("form");
    if (!isOurs(form)) return;
    typedIn.add(form);
    clearTimeout(pauses.get(form));
    pauses.set(form, setTimeout(() => save(form).catch(() => {}), PAUSE));
  });
  document.addEventListener("submit", (event) => {
    if (!isOurs(event.target)) return;
    if (event.target.action.endsWith("/sign-out/")) return leave();
    clearTimeout(pauses.get(event.target));
    save(event.target).catch(() => {});
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, requestConfig } = event.detail;
    if (successful && requestConfig.verb !== "get") forget(elt?.closest?.("form"));
  });
  document.addEventListener("refused", () => {
    for (const form of typedIn) if (form.isConnected) save(form, "kept").catch(() => {});
  });
  document.addEventListener("htmx:load", (event) => prepare(event.target));
  settle();
  if (!window.htmx) prepare(document); // else once it listens, since a form that comes back filled may save itself
})();
