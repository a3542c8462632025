/* Everything that a script sends goes out here. Signing in or out in another tab gives this browser a new form token:
   then a fresh one is fetched and the same is sent once more. Only a real refusal is shown, in words. */
(() => {
  "use strict";

  const STALE = "stale-token";
  const SIGNED_OUT = "signed-out";
  const ANOTHER = "somebody-else";
  const HEADERS = { "X-Requested-With": "XMLHttpRequest" };
  const page = document.body.dataset;
  const notice = document.getElementById("refused");
  let token = page.csrf;
  let renewing = null;

  const wordOf = (answer) => answer.headers.get("X-Refusal") ?? "";

  // Whose page this is stays as it was: a visitor's goes on when they sign in, nobody else's becomes another's.
  async function ask() {
    if (!page.tokenUrl) return STALE;
    const answer = await fetch(page.tokenUrl, { cache: "no-store", headers: HEADERS });
    if (!answer.ok || answer.redirected) return "";
    const fresh = await answer.json();
    if (page.person && fresh.person !== page.person) return fresh.person ? ANOTHER : SIGNED_OUT;
    takeOver(fresh.token);
    return "";
  }

  // Answers "" when what is sent from here on is the same person's, else a word that says why not.
  function renew() {
    renewing ??= ask().finally(() => (renewing = null));
    return renewing;
  }

  function takeOver(fresh) {
    token = page.csrf = fresh;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
  }

  function bodyOf(values) {
    if (values instanceof FormData || values instanceof URLSearchParams) return values;
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) [value].flat().forEach((each) => body.append(name, each));
    return body;
  }

  // Browsers that know no keepalive (Firefox before 133) let go of what a page sends while it is left, but for a beacon.
  function sendBeacon(address, body) {
    body.append("csrfmiddlewaretoken", token);
    if (!navigator.sendBeacon(address, body)) throw new Error("too large to be sent while leaving");
    return { ok: true, refusal: "" };
  }

  // The answer, with the word of its refusal in `refusal`; "" when it was none of these. Throws without a connection.
  // A page that is being left passes keepalive.
  async function send(address, values = {}, { keepalive = false, headers = {} } = {}) {
    const body = bodyOf(values);
    body.delete("csrfmiddlewaretoken");
    if (keepalive && !("keepalive" in Request.prototype)) return sendBeacon(address, body);
    const post = () => fetch(address, { method: "POST", body, keepalive, headers: { ...HEADERS, ...headers, "X-CSRFToken": token } });
    let answer = await post();
    let refusal = wordOf(answer);
    if (refusal === STALE) {
      refusal = await renew();
      if (!refusal) {
        answer = await post();
        refusal = wordOf(answer);
      }
    }
    answer.refusal = refusal;
    if (refusal) show(refusal);
    else clear();
    return answer;
  }

  const wordsFor = (refusal) => notice?.querySelector(`[data-refusal="${refusal}"]`)?.textContent.trim() ?? "";

  // What a page says that refuses something, in its own words; "" when it says nothing.
  function sentenceOf(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const places = ["#panel-trouble", "[role=alert] .notice-body p:last-child", "[role=alert]", ".field-error", ".error-summary li", "main p"];
    const spot = places.flatMap((place) => [...page.querySelectorAll(place)]).find((each) => !each.closest("[hidden]"));
    return spot?.textContent.trim().replace(/\s+/g, " ") ?? "";
  }

  // Where there is a way out it is shown with the words: to sign in and come back, or to load the page again.
  function show(refusal) {
    if (!notice) return;
    for (const part of notice.querySelectorAll("[data-refusal]")) part.hidden = part.dataset.refusal !== refusal;
    notice.hidden = false;
    document.dispatchEvent(new CustomEvent("refused", { detail: refusal }));
  }

  function clear() {
    if (!notice || notice.hidden) return;
    notice.hidden = true;
    document.dispatchEvent(new Event("accepted"));
  }

  // htmx sends by itself: what it sent with an old token is sent again by it, and nobody hears of the first answer.
  const repeated = new WeakSet();
  const unheard = new WeakSet();

  async function sendAgain({ requestConfig: { elt, verb, path, triggeringEvent }, target, etc, select }) {
    const refusal = await renew();
    if (refusal) return show(refusal);
    repeated.add(elt);
    const again = { source: elt, event: triggeringEvent, target, swap: etc?.swapOverride, select };
    return window.htmx.ajax(verb, path, again).finally(() => repeated.delete(elt));
  }

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    const refusal = xhr.getResponseHeader("X-Refusal");
    if (!refusal) return;
    event.preventDefault();
    if (refusal !== STALE || repeated.has(requestConfig.elt)) return show(refusal);
    unheard.add(xhr);
    sendAgain(event.detail).catch(() => {});
  });
  document.addEventListener("htmx:afterRequest", (event) => unheard.has(event.detail.xhr) && event.stopImmediatePropagation(), true);

  // Who comes back to this tab has perhaps signed in in another: then plain forms must know it, too.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !document.querySelector("form[method=post]")) return;
    renew().then((refusal) => (refusal ? show(refusal) : clear())).catch(() => {});
  });

  window.send = Object.assign(send, { renew, wordsFor, sentenceOf });
})();
