// The staff's calendar: keys, the side panel, what is said when the page changes, and new visits as they come.
// Without this script every view, filter and visit is a plain link or form.
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.add("has-script");
  const says = (text) => { const there = byId("calendar-says"); if (there) there.textContent = text; };

  // Keys: none while somebody types, or when they are switched off on this computer.
  const KEYS_OFF = "calendar-keys-off";
  const links = { ArrowLeft: "calendar-previous", ArrowRight: "calendar-next", t: "calendar-today", m: "view-m", w: "view-w", d: "view-d", a: "view-a" };
  const typing = (where) => where.closest("input:not([type=checkbox]), select, textarea, dialog[open]:not(#panel)");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave(event);
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") { if (byId("keys")) { event.preventDefault(); showKeys(); } return; }
    if (localStorage.getItem(KEYS_OFF) || (!event.key.startsWith("Arrow") && !byId("keys"))) return;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") return walk(event);
    const link = byId(links[event.key] || "");
    if (!link || event.shiftKey || sidewaysOf(event)) return;
    event.preventDefault();
    window.htmx?.process(link); // a key may come before what was just swapped in is live: a plain link would reload
    link.click();
  });

  // A table wider than the page keeps its arrows while it is the one in focus.
  function sidewaysOf(event) {
    const wrap = event.target.closest(".week-wrap");
    return event.key.startsWith("Arrow") && wrap === event.target && wrap.scrollWidth > wrap.clientWidth + 4;
  }

  function walk(event) {
    const here = event.target.closest(".visit");
    if (!here) return;
    const all = [...here.closest(".visits").querySelectorAll(".visit")];
    const next = all[all.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function showKeys() {
    byId("keys-on").checked = !localStorage.getItem(KEYS_OFF);
    byId("keys").showModal();
  }

  function offerKeys() {
    const button = byId("show-keys");
    if (button) button.hidden = false;
  }

  function leave(event) {
    const open = document.querySelector(".filter[open]");
    if (open && !event.defaultPrevented) { open.open = false; open.querySelector("summary").focus(); return; }
    if (byId("panel")?.open && !document.querySelector("dialog[open]:not(#panel)")) closePanel();
  }

  document.addEventListener("change", ({ target }) => {
    if (target.id === "keys-on") target.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1");
  });

  // The side panel shows a visit's own address; the visit it came from gets the focus back.
  let opener = "";
  document.addEventListener("click", (event) => {
    if (event.target.closest("#show-keys")) return showKeys();
    if (event.target.closest("[data-panel-close]")) return closePanel();
    for (const open of document.querySelectorAll(".filter[open]")) {
      // What was just swapped in place of what was pressed counts as pressed too.
      if (event.target.isConnected && !open.contains(event.target)) open.open = false;
    }
    const visit = event.target.closest("a.visit, a.visit-link");
    if (!visit || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!byId("panel") || !window.htmx) return;
    event.preventDefault();
    openPanel(visit);
  });

  // Acts in the panel answer in the panel. Opening a session leaves the calendar.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#panel-body form");
    if (!form || form.method !== "post" || form.action.endsWith("/session/")) return;
    event.preventDefault();
    htmx.ajax("POST", form.action, { source: form, target: "#panel-body", swap: "innerHTML" });
  });

  function openPanel(visit) {
    opener = visit.id || "";
    mark();
    htmx.ajax("GET", visit.href, { target: "#panel-body", swap: "innerHTML" });
  }

  function mark() {
    for (const open of document.querySelectorAll(".is-open")) open.classList.remove("is-open");
    if (opener) byId(opener)?.classList.add("is-open");
  }

  function closePanel() {
    const panel = byId("panel");
    if (panel.open) panel.close();
  }

  function closed() {
    byId("panel-body").replaceChildren();
    const back = byId(opener);
    opener = "";
    mark();
    (back || byId("calendar-title"))?.focus();
  }

  // What comes back from the server.
  const kept = {};
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (target?.id === "panel-body") {
      // A refusal is shown where it was asked for; a page that is no panel gets the whole window.
      if (xhr.responseText.includes("data-panel")) event.detail.shouldSwap = true;
      else { event.detail.shouldSwap = false; location.assign(xhr.responseURL); }
    } else if (event.detail.shouldSwap && (target?.id === "sheet" || target?.id === "calendar")) {
      if (!xhr.responseText.includes(`id="${target.id}"`)) { event.detail.shouldSwap = false; location.reload(); return; }
      remember(target);
    }
  });

  function remember(target) {
    const wrap = document.querySelector(".week-wrap");
    kept.view = byId("calendar").dataset.view;
    kept.scroll = wrap && [wrap.scrollLeft, wrap.scrollTop];
    kept.visits = target.id === "sheet" && new Set(ids());
    kept.open = [...document.querySelectorAll(".filter[open]:not([data-closes])")].map((one) => one.id);
    kept.focus = document.activeElement?.id;
  }

  const ids = () => [...document.querySelectorAll("#sheet :is(.visit, .visit-link)[id]")].map((one) => one.id);

  document.addEventListener("htmx:afterSwap", ({ detail: { target, elt, requestConfig } }) => {
    const where = target?.id || elt?.id;
    if (where === "panel-body") return shownInPanel(requestConfig);
    if (where !== "sheet" && where !== "calendar") return;
    const wrap = document.querySelector(".week-wrap");
    if (where === "calendar") arrive(wrap); else if (wrap && kept.scroll) wrap.scrollTo(...kept.scroll);
    for (const id of kept.open || []) if (byId(id)) byId(id).open = true;
    if (kept.focus && document.activeElement?.id !== kept.focus) byId(kept.focus)?.focus({ preventScroll: true });
    if (where === "sheet") tellOfNew(); else says(byId("calendar-title").textContent);
    mark();
  });

  function arrive(wrap) {
    offerKeys();
    const view = byId("calendar").dataset.view;
    if (wrap && kept.view === view && view !== "day") wrap.scrollTo(0, kept.scroll ? kept.scroll[1] : 0);
    else show(wrap);
    if (wrap) toToday(wrap);
  }

  function tellOfNew() {
    const fresh = ids().filter((id) => !kept.visits.has(id)).map(byId);
    for (const one of fresh) one.classList.add("has-come");
    const words = byId("calendar-says").dataset;
    says(fresh.length ? `${words.cameOne} ${fresh[0].textContent.trim().replace(/\s+/g, " ")}` : words.changed);
  }

  function shownInPanel(config) {
    const panel = byId("panel");
    if (!panel.open) { matchMedia("(max-width: 56rem)").matches ? panel.showModal() : panel.show(); }
    panel.scrollTop = 0;
    byId(opener)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    byId("panel-title")?.focus({ preventScroll: true });
    if (config.verb !== "get") htmx.trigger("#sheet", "refresh");
  }

  // Where the eye should fall first: on a day its first visit (today, the first that is not over), else the present.
  function show(wrap) {
    if (!wrap) return;
    const now = wrap.querySelector(".now");
    const first = byId("calendar").dataset.view === "day" || !now ? firstVisit(wrap, now) : null;
    const there = first || now;
    wrap.scrollTop = there ? Math.max(0, there.offsetTop - 16) : 0;
  }

  const minuteOf = ({ dataset }) => Number(dataset.hour) * 60 + Number(dataset.minute);

  function firstVisit(wrap, now) {
    const all = [...wrap.querySelectorAll(".visits > li .visit")].map((visit) => visit.parentElement);
    const ahead = now ? all.filter((item) => minuteOf(item) + Number(item.dataset.length) > minuteOf(now)) : all;
    return ahead.reduce((first, item) => (!first || minuteOf(item) < minuteOf(first) ? item : first), null);
  }

  function toToday(wrap) {
    const today = wrap.querySelector(".column.today");
    if (today) wrap.scrollLeft = Math.max(0, today.offsetLeft - wrap.querySelector(".hours").offsetWidth);
  }

  function begin() {
    if (!byId("calendar")) return;
    const wrap = document.querySelector(".week-wrap");
    offerKeys();
    show(wrap);
    if (wrap) toToday(wrap);
  }

  document.addEventListener("close", (event) => { if (event.target.id === "panel") closed(); }, true);
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:historyRestore", begin);
})();
