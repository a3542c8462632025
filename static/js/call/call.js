/* The call: who is here is asked of our server by short polls; picture and sound go between the browsers directly.
   Staff offer to patients; of two on one side, the one whose seat sorts first. The patient's side waits until admitted. */
import { Bell } from "./bell.js";
import { Chat } from "./chat.js";
import { Choice } from "./choice.js";
import { Controls } from "./controls.js";
import { Door } from "./door.js";
import { Media } from "./media.js";
import { Peer } from "./peer.js";
import { Pause, Refused, post } from "./server.js";
import { Tiles } from "./tiles.js";
import { View } from "./view.js";

const PATIENCE = 15_000;
const WAYS_LAST = 3_600_000; // after that the relay's password is asked for anew, for links made from then on
const stage = document.querySelector("[data-call]");
const { callUrl, provider } = stage.dataset;
const words = JSON.parse(stage.dataset.words);
const isDaily = provider === "daily";
const canCall = document.documentElement.dataset.callAble !== "no";
const peers = new Map();
const read = new Set();
const choice = new Choice(stage);
const media = new Media(choice);
const tiles = new Tiles(stage, choice);
const bell = new Bell(stage);
const rest = new Pause();
const remembered = `seat ${callUrl}`;
let seat = null;
let connectedSince = 0;
let isOver = false;
let isFull = false;
let isWaiting = false;
let isAnybodyAtTheDoor = false;
let wantsDoor = isDaily;
let ways = { servers: [], since: 0 };

const ask = (address, values, options) => post(`${callUrl}${address}`, values, options);
const all = () => [...peers.values()];
const door = new Door(stage, {
  admit: async (guest) => ask(`${seat.seat}/admission/`, { guest }).then(() => rest.wake()),
  ring: () => bell.ring(words.rings),
  hush: () => bell.hush(),
});
const chat = new Chat(stage, { words, say });

async function say(text) {
  const { heard } = await ask(`${seat.seat}/lines/`, { text });
  all().forEach((peer) => peer.tell({ look: true }));
  return heard;
}

function show(state, text) {
  if (stage.dataset.call !== state) stage.dataset.call = state;
  const put = (place, said) => place.textContent === said || (place.textContent = said);
  const head = isWaiting && state === "waiting" ? "door" : state === "connected" && tiles.isSilent ? "silent" : state;
  stage.querySelectorAll("[data-call-head]").forEach((place) => put(place, words.heads[head]));
  stage.querySelectorAll("[data-call-text]").forEach((place) => put(place, text));
  stage.querySelectorAll("[data-call-help]").forEach((help) => (help.hidden = isOver || state !== "failed"));
  stage.querySelectorAll("[data-call-lobby]").forEach((note) => (note.hidden = !isWaiting || isOver));
}

function tell() {
  if (isOver) show("failed", words.over);
  else if (all().some((peer) => peer.isConnected)) show("connected", tiles.isSilent ? words.silent : words.connected);
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
  const peer = new Peer(other, { ice: () => ways.servers, media, send });
  peer.tile = tiles.take(other.name);
  peer.addEventListener("picture", () => tiles.play(peer.tile, peer.stream));
  peer.addEventListener("look", () => rest.wake());
  peer.addEventListener("change", () => {
    if (peer.isConnected) connectedSince ||= Date.now();
    else if (peer.wasConnected) rest.wake(); // they may have left: the server knows
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
  for (const [at, note] of fresh.entries()) {
    const isOutdated = note.kind !== "candidates" && fresh.slice(at + 1).some((later) => later.from === note.from && later.kind === note.kind);
    if (note.kind === "chat") chat.hear(note.body);
    else if (!isOutdated) await peers.get(note.from)?.hear(note.kind, note.body);
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
  stage.querySelectorAll(".call-control:not(.call-control-leave), [data-call-control=swap], [data-call-control=devices]").forEach((button) => (button.hidden = true));
  show("waiting", words.entering);
}

// Whether one is connected there only Daily knows: our page sees nothing of what is in the frame.
function tellOfMeeting({ me, others }) {
  if (me && others) connectedSince ||= Date.now();
  if (me && others) show("connected", words.connected);
  else show("waiting", me ? words.waiting : words.entering);
}

// The course of it -----------------------------------------------------------------------------------------------
async function comeIn() {
  all().forEach(part);
  seat = null; // the one that was had, if any, is no longer ours: nothing is asked of it while the room is full
  const was = sessionStorage.getItem(remembered) ?? "";
  const found = await ask("", { was });
  if (found.over) return finish();
  isFull = Boolean(found.full);
  if (isFull) return standOutside();
  seat = found;
  sessionStorage.setItem(remembered, seat.seat);
  ways.since = 0;
  return undefined;
}

// Nobody is let in from here, and nobody waits: until there is a seat again the page says why, and asks by itself.
function standOutside() {
  isWaiting = false;
  door.show([]);
  show("failed", words.full);
}

async function lookAround() {
  const isNew = Date.now() - ways.since < WAYS_LAST;
  const found = await ask(`${seat.seat}/`, { read: [...read], ...(wantsDoor ? { door: "1" } : {}), ...(isNew ? {} : { ice: "1" }) });
  read.forEach((id) => !found.notes?.some((note) => note.id === id) && read.delete(id));
  if (found.over) return finish();
  if (found.gone) return comeIn();
  if (isWaiting && !found.waiting) bell.ring(words.letIn);
  isWaiting = Boolean(found.waiting);
  if (isWaiting) return show("waiting", found.expected ? words.expected : words.unexpected);
  if (found.ice) ways = { servers: found.ice, since: Date.now() };
  isAnybodyAtTheDoor = Boolean(found.at_the_door?.length);
  door.show(found.at_the_door);
  if (isDaily) return wantsDoor ? enter(found.door) : tellOfMeeting(found.meeting);
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

// Who can't call takes no seat: nobody would let them in and then wait for a picture.
async function run() {
  if (!canCall) return show("failed", words.unable);
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
  return undefined;
}

// Controls -------------------------------------------------------------------------------------------------------
const tellOthers = () => all().forEach((peer) => peer.sendOurs().catch(() => {}));
new Controls(stage, { media, tiles, words, tellOthers });
new View(stage);
tiles.addEventListener("change", tell);
media.addEventListener("change", () => choice.use(media.stream));
choice.addEventListener("change", ({ detail: kind }) => (kind === "speaker" ? tiles.changeSpeaker() : media.change(kind)));

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
