/* The call: who is here is asked of our server by short polls; picture and sound go between the browsers directly.
   Staff offer to patients; of two on one side, the one whose seat sorts first. An offer carries all its candidates. */
(() => {
  "use strict";
  const stage = document.querySelector("[data-call]");
  if (!stage) return;
  const { callUrl, csrf, provider } = stage.dataset;
  const words = JSON.parse(stage.dataset.words);
  const mainTile = stage.querySelector(".tile-main");
  const selfTile = stage.querySelector(".tile-self");
  const control = (name) => stage.querySelector(`[data-call-control="${name}"]`);
  const PATIENCE = 15_000;
  const peers = new Map();
  const read = new Set();
  let me = null;
  let side = "";
  let ice = [];
  let local = new MediaStream();
  let screen = null;
  let connectedSince = 0;
  let over = false;
  let door = provider === "daily";

  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  async function post(address, values = {}, options = {}) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", csrf);
    for (const [name, value] of Object.entries(values)) [value].flat().forEach((one) => body.append(name, one));
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrf }, ...options });
    if (answer.redirected || [403, 404].includes(answer.status)) return { over: true };
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  function say(state, text) {
    if (stage.dataset.call !== state) stage.dataset.call = state;
    const put = (place, said) => place.textContent === said || (place.textContent = said);
    stage.querySelectorAll("[data-call-head]").forEach((head) => put(head, words.heads[state]));
    stage.querySelectorAll("[data-call-text]").forEach((place) => put(place, text));
    stage.querySelectorAll("[data-call-help]").forEach((help) => (help.hidden = over || state !== "failed"));
  }

  // Our own camera and microphone, or as much of them as there is.
  async function openMedia() {
    for (const wanted of [{ audio: true, video: true }, { audio: true }, { video: true }]) {
      try {
        return await navigator.mediaDevices.getUserMedia(wanted);
      } catch (problem) {
        if (problem.name === "NotAllowedError") break;
      }
    }
    stage.querySelectorAll("[data-call-blocked]").forEach((note) => (note.hidden = false));
    return new MediaStream();
  }

  function showSelf(stream) {
    selfTile.querySelector("video").srcObject = stream;
    selfTile.toggleAttribute("data-live", stream.getVideoTracks().some((track) => track.enabled));
    selfTile.classList.toggle("tile-screen", stream === screen);
  }

  // The others -----------------------------------------------------------------------------------------------
  const offersTo = (other) => (side === other.side ? me < other.id : side === "staff");

  function tileFor() {
    if (![...peers.values()].some((peer) => peer.tile === mainTile)) return mainTile;
    const tile = mainTile.cloneNode(true);
    tile.removeAttribute("data-live");
    tile.querySelector("video").srcObject = null;
    selfTile.before(tile);
    return tile;
  }

  function meet(other) {
    const peer = { ...other, tile: tileFor(), link: null, round: "", offeredAt: 0, lostAt: Date.now(), isConnected: false };
    peers.set(other.id, peer);
    const name = peer.tile.querySelector(".tile-name");
    if (name && other.name) name.textContent = other.name;
    return peer;
  }

  function part(peer) {
    peer.link?.close();
    peers.delete(peer.id);
    peer.tile.removeAttribute("data-live");
    peer.tile.querySelector("video").srcObject = null;
    if (peer.tile !== mainTile) peer.tile.remove();
  }

  function newLink(peer) {
    peer.link?.close();
    peer.isConnected = false;
    const link = new RTCPeerConnection({ iceServers: ice });
    peer.link = link;
    const video = peer.tile.querySelector("video");
    link.ontrack = (event) => {
      const stream = video.srcObject instanceof MediaStream && video.dataset.round === peer.round ? video.srcObject : new MediaStream();
      video.dataset.round = peer.round;
      stream.addTrack(event.track);
      video.srcObject = stream;
      video.play().catch(() => {});
    };
    link.onconnectionstatechange = () => peer.link === link && linkChanged(peer, link.connectionState);
    return link;
  }

  function linkChanged(peer, state) {
    if (peer.isConnected && state !== "connected") peer.lostAt = Date.now();
    peer.isConnected = state === "connected";
    peer.tile.toggleAttribute("data-live", peer.isConnected);
    if (peer.isConnected) connectedSince ||= Date.now();
    if (state === "failed") peer.offeredAt = 0;
    if (state === "disconnected") peer.offeredAt = Date.now() - 6_000; // it may come back by itself
    tell();
  }

  function addOurs(link, isOffering) {
    const picture = screen?.getVideoTracks()[0];
    for (const track of local.getTracks()) link.addTrack(track.kind === "video" && picture ? picture : track, local);
    for (const kind of isOffering ? ["audio", "video"] : []) {
      if (!local.getTracks().some((track) => track.kind === kind)) link.addTransceiver(kind, { direction: "recvonly" });
    }
  }

  const gathered = (link) =>
    new Promise((done) => {
      if (link.iceGatheringState === "complete") return done();
      link.addEventListener("icegatheringstatechange", () => link.iceGatheringState === "complete" && done());
      setTimeout(done, 2000);
    });

  async function send(peer, kind) {
    await gathered(peer.link);
    const body = JSON.stringify({ round: peer.round, sdp: peer.link.localDescription.sdp });
    await post(`${callUrl}${me}/notes/`, { to: peer.id, kind, body });
  }

  async function offer(peer) {
    peer.round = `${Date.now()}-${Math.random()}`;
    peer.offeredAt = Date.now();
    const link = newLink(peer);
    addOurs(link, true);
    await link.setLocalDescription();
    await send(peer, "offer");
  }

  async function answer(peer, { round, sdp }) {
    peer.round = round;
    const link = newLink(peer);
    await link.setRemoteDescription({ type: "offer", sdp });
    addOurs(link, false);
    await link.setLocalDescription();
    await send(peer, "answer");
  }

  async function hear(notes) {
    const fresh = notes.filter((note) => !read.has(note.id));
    notes.forEach((note) => read.add(note.id));
    for (const note of fresh) {
      const peer = peers.get(note.from);
      const isLast = fresh.findLast((other) => other.from === note.from && other.kind === note.kind) === note;
      if (!peer || !isLast) continue;
      if (note.kind === "offer") await answer(peer, note.body);
      else if (note.body.round === peer.round && peer.link?.signalingState === "have-local-offer")
        await peer.link.setRemoteDescription({ type: "answer", sdp: note.body.sdp });
    }
  }

  async function greet(others) {
    const here = new Set(others.map((other) => other.id));
    for (const peer of [...peers.values()]) if (!here.has(peer.id)) part(peer);
    for (const other of others) {
      const peer = peers.get(other.id) ?? meet(other);
      const isTime = Date.now() - peer.offeredAt > 10_000;
      const isLost = !peer.link || ["failed", "closed"].includes(peer.link.connectionState);
      if (offersTo(other) && !peer.isConnected && (isLost || isTime)) await offer(peer);
    }
  }

  function tell() {
    const all = [...peers.values()];
    if (over) say("failed", words.over);
    else if (all.some((peer) => peer.isConnected)) say("connected", words.connected);
    else if (all.some((peer) => Date.now() - peer.lostAt > PATIENCE)) say("failed", words.failed);
    else say("waiting", all.length ? words.connecting : words.waiting);
  }

  // Daily's room stands in the main tile, with controls of its own; its address is this page view's alone.
  function enter(found) {
    if (found?.failed) say("failed", found.failed);
    if (!found?.url) return;
    door = false;
    const frame = document.createElement("iframe");
    frame.allow = "microphone; camera; autoplay; display-capture; fullscreen";
    frame.title = words.frame;
    frame.src = found.url;
    mainTile.append(frame);
    selfTile.hidden = true;
    stage.querySelectorAll(".call-control:not(.call-control-leave)").forEach((button) => (button.hidden = true));
    say("connected", words.connected);
  }

  // The course of it -----------------------------------------------------------------------------------------
  async function comeIn() {
    [...peers.values()].forEach(part);
    const seat = await post(callUrl);
    if (seat.over) return finish();
    me = seat.seat;
    side = seat.side;
    ice = seat.ice;
  }

  async function ask() {
    const answered = await post(`${callUrl}${me}/`, { read: [...read], ...(door ? { door: "1" } : {}) });
    read.forEach((id) => !answered.notes?.some((note) => note.id === id) && read.delete(id));
    if (answered.over) return finish();
    if (answered.gone) return comeIn();
    if (provider === "daily") return enter(answered.door);
    await greet(answered.others);
    await hear(answered.notes);
    return tell();
  }

  function finish() {
    over = true;
    [...peers.values()].forEach(part);
    local.getTracks().forEach((track) => track.stop());
    say("failed", words.over);
  }

  async function run() {
    say("waiting", words.preparing);
    if (provider !== "daily") {
      local = await openMedia();
      showSelf(local);
    }
    while (!over) {
      try {
        await (me ? ask() : comeIn());
      } catch {
        if (![...peers.values()].some((peer) => peer.isConnected)) say("failed", words.offline);
      }
      const calm = provider === "daily" ? !door : peers.size && [...peers.values()].every((peer) => peer.isConnected);
      await pause(calm ? 5 : 1);
    }
  }

  // Controls -------------------------------------------------------------------------------------------------
  function press(button, isOn) {
    button.setAttribute("aria-pressed", String(isOn));
  }

  function toggle(name, tracks) {
    control(name).addEventListener("click", (event) => {
      const isOff = event.currentTarget.getAttribute("aria-pressed") !== "true";
      tracks().forEach((track) => (track.enabled = !isOff));
      press(event.currentTarget, isOff);
      stage.querySelectorAll("[data-call-muted]").forEach((mark) => name === "mic" && (mark.hidden = !isOff));
      if (!screen) showSelf(local);
    });
  }

  async function show(track) {
    for (const { link } of peers.values()) {
      const sender = link?.getTransceivers().find((one) => one.receiver.track.kind === "video")?.sender;
      await sender?.replaceTrack(track);
    }
    showSelf(screen ?? local);
    press(control("screen"), Boolean(screen));
  }

  function stopSharing() {
    screen?.getTracks().forEach((track) => track.stop());
    screen = null;
    return show(local.getVideoTracks()[0] ?? null);
  }

  async function share() {
    if (screen) return stopSharing();
    try {
      screen = await navigator.mediaDevices.getDisplayMedia({ video: true });
    } catch {
      return undefined;
    }
    const [track] = screen.getVideoTracks();
    track.onended = stopSharing;
    return show(track);
  }

  toggle("mic", () => local.getAudioTracks());
  toggle("camera", () => local.getVideoTracks());
  control("screen").addEventListener("click", share);
  control("screen").hidden = !navigator.mediaDevices?.getDisplayMedia;

  setInterval(() => {
    const clock = stage.querySelector("[data-call-clock]");
    const seconds = connectedSince ? Math.floor((Date.now() - connectedSince) / 1000) : 0;
    const two = (number) => String(number).padStart(2, "0");
    if (clock && connectedSince) clock.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }, 1000);
  window.addEventListener("pagehide", () => me && post(`${callUrl}${me}/departure/`, {}, { keepalive: true }).catch(() => {}));
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  run();
})();
