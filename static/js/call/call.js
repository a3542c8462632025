/* The call: who is here is asked of our server by short polls; picture and sound go between the browsers directly.
   Staff offer to patients; of two on one side, the one whose seat sorts first. The patient's side waits until admitted. */
import { Chat } from "./chat.js";
import { Door } from "./door.js";
import { Media } from "./media.js";
import { Peer } from "./peer.js";
import { Pause, Refused, post } from "./server.js";
import { Tiles } from "./tiles.js";

const PATIENCE = 15_000;
const stage = document.querySelector("[data-call]");
const { callUrl, provider } = stage.dataset;
const words = JSON.parse(stage.dataset.words);
const isDaily = provider === "daily";
const control = (name) => stage.querySelector(`[data-call-control="${name}"]`);
const peers = new Map();
const read = new Set();
const media = new Media();
const tiles = new Tiles(stage);
const rest = new Pause();
const remembered = `seat ${callUrl}`;
let seat = null;
let connectedSince = 0;
let isOver = false;
let isFull = false;
let isWaiting = false;
let isAnybodyAtTheDoor = false;
let wantsDoor = isDaily;

const ask = (address, values, options) => post(`${callUrl}${address}`, values, options);
const all = () => [...peers.values()];
const door = new Door(stage, { admit: (guest) => ask(`${seat.seat}/admission/`, { guest }).then(() => rest.wake()) });
const chat = new Chat(stage, { words, say });

async function say(text) {
  const { heard } = await ask(`${seat.seat}/lines/`, { text });
  all().forEach((peer) => peer.tell({ look: true }));
  return heard;
}

function show(state, text) {
  if (stage.dataset.call !== state) stage.dataset.call = state;
  const put = (place, said) => place.textContent === said || (place.textContent = said);
  const head = isWaiting && state === "waiting" ? "door" : state;
  stage.querySelectorAll("[data-call-head]").forEach((place) => put(place, words.heads[head]));
  stage.querySelectorAll("[data-call-text]").forEach((place) => put(place, text));
  stage.querySelectorAll("[data-call-help]").forEach((help) => (help.hidden = isOver || state !== "failed"));
  stage.querySelectorAll("[data-call-lobby]").forEach((note) => (note.hidden = !isWaiting || isOver));
}

function tell() {
  if (isOver) show("failed", words.over);
  else if (all().some((peer) => peer.isConnected)) show("connected", words.connected);
  else if (all().some((peer) => Date.now() - peer.lostAt > PATIENCE)) show("failed", words.failed);
  else show("waiting", wordsOfWaiting());
}

function wordsOfWaiting() {
  if (all().some((peer) => peer.wasConnected)) return words.again;
  if (all().length) return words.connecting;
  return isAnybodyAtTheDoor ? words.door : words.waiting;
}

// The others -----------------------------------------------------------------------------------------------------
const offersTo = (other) => (seat.side === other.side ? seat.seat < other.id : seat.side === "staff");

const send = (peer, kind, note) => ask(`${seat.seat}/notes/`, { to: peer.id, kind, body: JSON.stringify(note) });

function meet(other) {
  const peer = new Peer(other, { ice: seat.ice, media, send });
  peer.tile = tiles.take(other.name);
  peer.addEventListener("picture", () => tiles.play(peer.tile, peer.stream));
  peer.addEventListener("look", () => rest.wake());
  peer.addEventListener("change", () => {
    if (peer.isConnected) connectedSince ||= Date.now();
    tiles.show(peer.tile, { ...peer.said, isConnected: peer.isConnected });
    tell();
  });
  peers.set(other.id, peer);
  return peer;
}

function part(peer) {
  peer.close();
  peers.delete(peer.id);
  tiles.leave(peer.tile);
}

async function greet(others) {
  const here = new Set(others.map((other) => other.id));
  for (const peer of all()) if (!here.has(peer.id)) part(peer);
  for (const other of others) {
    const peer = peers.get(other.id) ?? meet(other);
    if (offersTo(other)) await peer.keepUp();
  }
}

async function hear(notes) {
  const fresh = notes.filter((note) => !read.has(note.id));
  notes.forEach((note) => read.add(note.id));
  for (const note of fresh) {
    if (note.kind === "chat") chat.hear(note.body);
    const isLast = fresh.findLast((other) => other.from === note.from && other.kind === note.kind) === note;
    const peer = peers.get(note.from);
    if (peer && isLast && note.kind !== "chat") await peer.hear(note.kind, note.body);
  }
}

// Daily's room stands in the main tile, with controls of its own; its address is this page view's alone.
function enter(found) {
  if (found?.failed) show("failed", found.failed);
  if (!found?.url) return;
  wantsDoor = false;
  const frame = document.createElement("iframe");
  frame.allow = "microphone; camera; autoplay; display-capture; fullscreen";
  frame.title = words.frame;
  frame.src = found.url;
  tiles.main.append(frame);
  tiles.main.setAttribute("data-live", "");
  tiles.self.hidden = true;
  stage.querySelectorAll(".call-control:not(.call-control-leave)").forEach((button) => (button.hidden = true));
  show("connected", words.connected);
}

// The course of it -----------------------------------------------------------------------------------------------
async function comeIn() {
  all().forEach(part);
  const was = sessionStorage.getItem(remembered) ?? "";
  const found = await ask("", { was });
  if (found.over) return finish();
  isFull = Boolean(found.full);
  if (isFull) return show("failed", words.full);
  seat = found;
  sessionStorage.setItem(remembered, seat.seat);
  return undefined;
}

async function lookAround() {
  const found = await ask(`${seat.seat}/`, { read: [...read], ...(wantsDoor ? { door: "1" } : {}) });
  read.forEach((id) => !found.notes?.some((note) => note.id === id) && read.delete(id));
  if (found.over) return finish();
  if (found.gone) return comeIn();
  isWaiting = Boolean(found.waiting);
  if (isWaiting) return show("waiting", found.expected ? words.expected : words.unexpected);
  isAnybodyAtTheDoor = Boolean(found.at_the_door?.length);
  door.show(found.at_the_door);
  if (isDaily) return wantsDoor ? enter(found.door) : undefined;
  await greet(found.others);
  await hear(found.notes);
  return tell();
}

function finish() {
  isOver = true;
  isWaiting = false;
  all().forEach(part);
  media.close();
  door.show([]);
  show("failed", words.over);
}

function secondsToRest() {
  if (isWaiting) return 2;
  if (isDaily) return wantsDoor ? 1 : 5;
  if (!peers.size) return 2;
  return all().every((peer) => peer.isConnected) ? 5 : 1;
}

async function run() {
  show("waiting", words.preparing);
  if (!isDaily) await media.open();
  while (!isOver) {
    try {
      await (seat ? lookAround() : comeIn());
    } catch (problem) {
      if (!all().some((peer) => peer.isConnected)) show("failed", problem instanceof Refused ? words.refused : words.offline);
    }
    await rest.over(seat ? secondsToRest() : isFull ? 20 : 1);
  }
}

// Controls -------------------------------------------------------------------------------------------------------
function showOurs() {
  const press = (name, isOn) => control(name).setAttribute("aria-pressed", String(isOn));
  const { mic, camera, screen } = media.state();
  tiles.showSelf(media);
  press("mic", media.isOff.audio);
  press("camera", media.isOff.video);
  press("screen", screen);
  control("mic").disabled = !media.own("audio");
  control("camera").disabled = !media.own("video");
  const some = media.own("audio") ? words.heard : media.own("video") ? words.seen : "";
  stage.querySelectorAll("[data-call-blocked]").forEach((note) => (note.hidden = !media.trouble));
  stage.querySelectorAll("[data-call-trouble]").forEach((place) => (place.textContent = `${words.troubles[media.trouble] ?? ""} ${some}`));
  all().forEach((peer) => peer.sendOurs().catch(() => {}));
  return { mic, camera };
}

media.addEventListener("change", showOurs);
control("mic").addEventListener("click", () => media.toggle("audio"));
control("camera").addEventListener("click", () => media.toggle("video"));
control("screen").addEventListener("click", () => media.share());
control("screen").hidden = !navigator.mediaDevices?.getDisplayMedia;
stage.querySelectorAll("[data-call-retry]").forEach((button) => button.addEventListener("click", () => media.open()));

setInterval(() => {
  const clock = stage.querySelector("[data-call-clock]");
  const seconds = connectedSince ? Math.floor((Date.now() - connectedSince) / 1000) : 0;
  const two = (number) => String(number).padStart(2, "0");
  if (clock && connectedSince) clock.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}, 1000);
window.addEventListener("online", () => rest.wake());
window.addEventListener("pagehide", () => seat && ask(`${seat.seat}/departure/`, {}, { keepalive: true }).catch(() => {}));
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
run();
