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
    dragged = { visit, id: visit.id, length: Number(item.dataset.length), grab: event.clientY - visit.getBoundingClientRect().top, from: item.closest(".column").dataset.label, time: visit.querySelector("time").textContent };
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
  const EDGE = 56;
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
    const down = nearness(clientY, top, Math.min(box.bottom, innerHeight));
    const across = nearness(clientX, left, Math.min(box.right, innerWidth));
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
    byId("move-trouble").hidden = true;
    byId("move-reason").value = "";
    byId("move").returnValue = "";
    byId("move").showModal();
    byId("move-reason").focus();
  }

  document.addEventListener("submit", async (event) => {
    if (event.target.id !== "move-form") return;
    if (event.submitter?.value !== "yes") return;
    event.preventDefault();
    const reason = byId("move-reason");
    if (!reason.value.trim()) return refused(reason.dataset.missing, reason);
    byId("move-yes").disabled = true;
    try {
      const answer = await send(dragged, reason.value);
      if (answer.ok) done(); else refused(await why(answer), reason);
    } catch {
      refused(byId("move").dataset.offline, reason);
    } finally {
      byId("move-yes").disabled = false;
    }
  });

  function send(move, reason) {
    const headers = { "HX-Request": "true", "HX-Target": "panel-body" };
    return window.send(`${move.visit.href}time/`, { ...move.to, reason }, { headers });
  }

  // The sentence that the refusing page says, in the page's own words.
  async function why(answer) {
    if (answer.refusal) return window.send.wordsFor(answer.refusal);
    return window.send.sentenceOf(await answer.text()) || byId("move").dataset.refused;
  }

  function refused(sentence, reason) {
    byId("move-why").textContent = sentence;
    byId("move-trouble").hidden = false;
    reason.focus();
  }

  function done() {
    byId("move").close("yes");
    htmx.trigger("#sheet", "refresh");
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
