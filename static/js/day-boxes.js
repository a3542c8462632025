/* Days in three boxes: a day that is pasted whole spreads over them, and where a browser can show its calendar a button
   opens it. Without this script the boxes are plain fields. */
(() => {
  "use strict";
  const PARTS = ["day", "month", "year"];
  const boxesOf = (group) => PARTS.map((part) => group.querySelector(`input[name$="_${part}"]`));
  const canPick = "showPicker" in HTMLInputElement.prototype;

  // 31.12.2026, 31/12/2026 or 2026-12-31; null for anything else.
  function spread(text) {
    const [first, middle, last, more] = text.trim().split(/\D+/);
    if (!last || more) return null;
    return first.length === 4 ? [last, middle, first] : [first, middle, last];
  }

  function fill(group, values) {
    boxesOf(group).forEach((box, at) => (box.value = values[at].replace(/^0(?=\d)/, "")));
    for (const name of ["input", "change"]) boxesOf(group)[2].dispatchEvent(new Event(name, { bubbles: true }));
  }

  // What the calendar opens at: the day in the boxes, if it is one.
  function dayIn(group) {
    const [day, month, year] = boxesOf(group).map((box) => box.value.trim());
    return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  }

  function prepare(group) {
    const pick = group.querySelector(".day-pick");
    if (!pick || !canPick || group.dataset.ready) return;
    group.dataset.ready = "";
    pick.hidden = false;
    const calendar = pick.querySelector("input");
    pick.querySelector("button").addEventListener("click", () => {
      calendar.value = dayIn(group);
      try { calendar.showPicker(); } catch { calendar.focus(); }
    });
    calendar.addEventListener("change", () => calendar.value && fill(group, spread(calendar.value)));
    calendar.addEventListener("input", (event) => event.stopPropagation());
    calendar.addEventListener("change", (event) => event.stopPropagation());
  }

  document.addEventListener("paste", (event) => {
    const group = event.target.closest?.("[data-day-boxes]");
    const values = group && spread(event.clipboardData.getData("text"));
    if (!values) return;
    event.preventDefault();
    fill(group, values);
  });

  const prepareAll = (root) => root.querySelectorAll?.("[data-day-boxes]").forEach(prepare);
  document.addEventListener("htmx:load", (event) => prepareAll(event.target));
  prepareAll(document);
})();
