// Moving a visit by dragging it, and registering one by pressing a free time. The visit's own page has a form for
// both; here the move is asked about first, and a refused one leaves the visit where it was.
(() => {
  const STEP = 15;
  const byId = (id) => document.getElementById(id);
  const pad = (number) => String(number).padStart(2, "0");
  const clocked = (minute) => {
    const [hour, rest] = [Math.floor(minute / 60), pad(minute % 60)];
    const halves = document.querySelector("table.week")?.dataset.halves;
    return halves ? `${hour % 12 || 12}:${rest} ${halves.split(",")[Number(hour >= 12)]}` : `${pad(hour)}:${rest}`;
  };
  let dragged = null;

  // The instant of a wall-clock minute of that day in the page's zone.
  function instant(date, minute, zone) {
    const wall = Date.parse(`${date}T00:00Z`) + minute * 60000;
    const shown = (at) => Date.parse(`${new Date(at).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
    let at = wall;
    for (let turn = 0; turn < 2; turn += 1) at -= shown(at) - wall;
    return `${new Date(at).toISOString().slice(0, 16)}Z`;
  }

  // The time under the pointer, in quarters of an hour; none on a phone, where columns are lists.
  function spotAt(event, grab = 0) {
    const column = event.target.closest?.(".column[data-with]");
    if (!column || matchMedia("(max-width: 56rem)").matches) return null;
    const week = column.closest(".week");
    const list = column.querySelector(".visits");
    const from = Number(week.dataset.from) * 60;
    const until = Number(week.dataset.until) * 60;
    const box = list.getBoundingClientRect();
    const minute = from + ((event.clientY - box.top - grab) / box.height) * (until - from);
    const start = Math.min(Math.max(Math.floor(minute / STEP) * STEP, from), until - STEP);
    return { column, list, start, week, hour: box.height / ((until - from) / 60), from };
  }

  function ghost(spot, length, text) {
    let there = document.querySelector(".slot-ghost");
    if (!spot) { there?.remove(); return; }
    if (!there || there.parentElement !== spot.list) {
      there?.remove();
      there = document.createElement("span");
      there.className = "slot-ghost";
      there.setAttribute("aria-hidden", "true");
      spot.list.append(there);
    }
    there.style.top = `${((spot.start - spot.from) / 60) * spot.hour}px`;
    there.style.height = `${(length / 60) * spot.hour}px`;
    there.textContent = text;
  }

  // A free time: shown under the pointer, pressed to register a visit there.
  const registers = (spot) => spot?.week.dataset.register;
  const onVisit = (event) => event.target.closest?.(".visit, .blocked");

  document.addEventListener("pointermove", (event) => {
    if (dragged || event.pointerType === "touch") return;
    const spot = onVisit(event) ? null : spotAt(event);
    ghost(registers(spot) ? spot : null, 30, spot ? `+ ${clocked(spot.start)}` : "");
  });

  document.addEventListener("click", (event) => {
    const spot = !onVisit(event) && !event.target.closest?.("a, button, .blocked") && spotAt(event);
    if (!spot || !registers(spot)) return;
    const { date, with: who } = spot.column.dataset;
    const asks = new URLSearchParams({ at: instant(date, spot.start, spot.week.dataset.zone), with: who });
    location.assign(`${registers(spot)}?${asks}`);
  });

  // Dragging.
  document.addEventListener("dragstart", (event) => {
    const visit = event.target.closest?.(".visit[draggable=true]");
    if (!visit || matchMedia("(max-width: 56rem)").matches) return;
    const item = visit.parentElement;
    dragged = { visit, id: visit.id, at: { x: event.clientX, y: event.clientY }, length: Number(item.dataset.length), grab: event.clientY - visit.getBoundingClientRect().top, from: item.closest(".column").dataset.label, time: visit.querySelector("time").textContent };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", visit.href);
    setTimeout(() => visit.classList.add("is-dragged"));
  });

  document.addEventListener("dragover", (event) => {
    if (dragged) scrollNear(event);
    const spot = dragged && spotAt(event, dragged.grab);
    if (!spot) return;
    event.preventDefault();
    ghost(spot, dragged.length, clocked(spot.start));
  });

  // Held near an edge of the grid, it scrolls: the nearer, the faster. The heads of the columns are an edge too.
  // Only towards where the visit was dragged: one that stands near an edge is not carried off when it is taken hold of.
  const EDGE = 48, MOVED = 8;
  let pull = null;

  function scrollNear({ clientX, clientY }) {
    const wrap = document.querySelector(".week-wrap");
    const box = wrap.getBoundingClientRect();
    const top = Math.max(box.top + wrap.querySelector("thead").offsetHeight, 0);
    const left = box.left + wrap.querySelector(".hours").offsetWidth;
    const nearness = (at, low, high) => {
      if (at < low + EDGE) return -Math.min(1, (low + EDGE - at) / EDGE);
      return at > high - EDGE ? Math.min(1, (at - high + EDGE) / EDGE) : 0;
    };
    const towards = (pull, moved) => (pull * moved > 0 && Math.abs(moved) > MOVED ? pull : 0);
    const down = towards(nearness(clientY, top, Math.min(box.bottom, innerHeight)), clientY - dragged.at.y);
    const across = towards(nearness(clientX, left, Math.min(box.right, innerWidth)), clientX - dragged.at.x);
    const idle = !pull;
    pull = down || across ? { wrap, down, across } : null;
    if (idle && pull) requestAnimationFrame(scrollOn);
  }

  function scrollOn() {
    if (!pull || !dragged) { pull = null; return; }
    pull.wrap.scrollBy(pull.across * 14, pull.down * 14);
    requestAnimationFrame(scrollOn);
  }

  document.addEventListener("drop", (event) => {
    const spot = dragged && spotAt(event, dragged.grab);
    if (!spot) return;
    event.preventDefault();
    pull = null;
    ask(dragged, spot);
  });

  document.addEventListener("dragend", () => {
    if (dragged && !byId("move").open) putBack();
  });

  function putBack() {
    pull = null;
    dragged?.visit.classList.remove("is-dragged");
    byId(dragged?.id)?.classList.remove("is-dragged");
    dragged = null;
    ghost(null);
  }

  function ask(move, spot) {
    const { date, with: who, label } = spot.column.dataset;
    move.to = { at: instant(date, spot.start, spot.week.dataset.zone), with: who };
    byId("move-who").textContent = move.visit.querySelector(".visit-name").textContent;
    byId("move-from").textContent = `${move.from}, ${move.time}`;
    byId("move-to").textContent = `${label}, ${clocked(spot.start)}`;
    for (const part of ["move-trouble", "move-warning", "move-done"]) byId(part).hidden = true;
    byId("move-choice").hidden = false;
    const yes = byId("move-yes");
    yes.textContent = yes.dataset.label ??= yes.textContent;
    byId("move").returnValue = "";
    byId("move").showModal();
    yes.focus();
  }

  document.addEventListener("submit", async (event) => {
    if (event.target.id !== "move-form" || event.submitter?.id !== "move-yes") return;
    event.preventDefault();
    byId("move-yes").disabled = true;
    try {
      const answer = await send(dragged);
      if (answer.refusal) refused(window.send.wordsFor(answer.refusal));
      else if (answer.ok) done(await answer.text());
      else hindered(await answer.text());
    } catch {
      refused(byId("move").dataset.offline);
    } finally {
      byId("move-yes").disabled = false;
      if (!byId("move-choice").hidden) byId("move-yes").focus();
    }
  });

  function send(move) {
    const headers = { "HX-Request": "true", "HX-Target": "panel-body" };
    return window.send(`${move.visit.href}time/`, { ...move.to, anyway: move.anyway ?? "" }, { headers });
  }

  // A warning can be pressed past, with the word that the page gives for it; a refusal can't.
  function hindered(html) {
    const sentence = window.send.sentenceOf(html) || byId("move").dataset.refused;
    const anyway = new DOMParser().parseFromString(html, "text/html").querySelector("button[name=anyway]");
    if (!anyway) return refused(sentence);
    dragged.anyway = anyway.value;
    byId("move-yes").textContent = byId("move-yes").dataset.anyway;
    warn(sentence);
  }

  function refused(sentence) {
    byId("move-warning").hidden = true;
    byId("move-why").textContent = sentence;
    byId("move-trouble").hidden = false;
  }

  function warn(sentence) {
    byId("move-trouble").hidden = true;
    byId("move-warned").textContent = sentence;
    byId("move-warning").hidden = false;
  }

  // Where no e-mail reaches the patient the answer says whom to call: that is not to be missed.
  function done(html) {
    const call = new DOMParser().parseFromString(html, "text/html").querySelector(".messages .notice-warning p");
    if (!call) byId("move").close("yes");
    byId("move").returnValue = "yes";
    htmx.trigger("#sheet", "refresh");
    if (!call) return;
    warn(call.textContent);
    byId("move-choice").hidden = true;
    byId("move-done").hidden = false;
    byId("move-close").focus();
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    // Nothing moves under somebody's hand.
    if (dragged && event.detail.elt.id === "sheet" && byId("move").returnValue !== "yes") event.preventDefault();
  });

  document.addEventListener("close", (event) => {
    if (event.target.id !== "move") return;
    const { id, visit } = dragged || {};
    putBack();
    (byId(id) || visit)?.focus();
  }, true);
})();
