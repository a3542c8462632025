/* The device test: camera, microphone, speaker and the way to us, each tried and said. Nothing is sent but the outcomes. */
import { Choice } from "./choice.js";
import { troubleOf } from "./media.js";
import { post } from "./server.js";

const page = document.querySelector("[data-device]");
const words = JSON.parse(page.dataset.words);
const find = (name) => page.querySelector(`[data-device-${name}]`);
const outcomes = { camera: "untried", microphone: "untried", speaker: "untried", network: "untried" };
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const LOUD_ENOUGH = 0.02;
const choice = new Choice(page);
let stream = null;
let sound = null;
let hasSound = false;

function say(part, state, text = words.parts[part][state]) {
  const place = page.querySelector(`[data-part="${part}"]`);
  place.dataset.state = state;
  place.querySelector("[data-part-text]").textContent = text ?? words.untried;
  if (state in { ok: 1, failed: 1 }) outcomes[part] = state;
}

const fail = (part, trouble) => say(part, "failed", words.parts[part][trouble] ?? words.troubles[trouble] ?? words.parts[part].failed);

// Camera and microphone are asked for together, as the call does; one that is refused doesn't keep the other back.
async function open(kinds) {
  try {
    return await choice.ask(kinds);
  } catch (problem) {
    const alone = await Promise.all(kinds.length > 1 ? kinds.map((kind) => open([kind])) : []);
    const found = new MediaStream(alone.flatMap((one) => one.getTracks()));
    found.troubles = Object.assign({ [kinds[0]]: troubleOf(problem) }, ...alone.map((one) => one.troubles));
    return found;
  }
}

async function tryCamera() {
  if (!stream?.getVideoTracks().length) return fail("camera", stream?.troubles?.video ?? "missing");
  const video = find("picture").querySelector("video");
  find("picture").hidden = false;
  video.srcObject = stream;
  for (let tries = 0; tries < 25 && !video.videoWidth; tries += 1) await wait(0.2);
  return video.videoWidth ? say("camera", "ok") : fail("camera");
}

async function tryMicrophone() {
  if (!stream?.getAudioTracks().length) return fail("microphone", stream?.troubles?.audio ?? "missing");
  if (!hasSound) return say("microphone", "untried", words.parts.microphone.unmeasured);
  const ear = sound.createAnalyser();
  sound.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(ear);
  const wave = new Float32Array(ear.fftSize);
  const meter = find("meter");
  meter.hidden = false;
  for (let tries = 0; tries < 150; tries += 1) {
    ear.getFloatTimeDomainData(wave);
    const loudness = Math.hypot(...wave) / Math.sqrt(wave.length);
    meter.value = Math.min(1, loudness * 6);
    if (loudness > LOUD_ENOUGH) return say("microphone", "ok");
    await wait(0.1);
  }
  return fail("microphone");
}

function playTone() {
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  tone.frequency.setValueAtTime(440, sound.currentTime);
  tone.frequency.setValueAtTime(660, sound.currentTime + 0.6);
  volume.gain.setValueAtTime(0.0001, sound.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.3, sound.currentTime + 0.1);
  volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 1.2);
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 1.25);
}

// Without any sound output a browser may never answer: then nothing can be played, nor measured.
async function beginSound() {
  if (!window.AudioContext) return;
  sound ??= new AudioContext();
  await Promise.race([sound.resume().catch(() => {}), wait(2)]);
  hasSound = sound.state === "running";
  if (hasSound && choice.chosen.speaker) await sound.setSinkId?.(choice.chosen.speaker).catch(() => {});
}

function askSpeaker() {
  if (!hasSound) return fail("speaker", "silent");
  say("speaker", "underway");
  find("answer").hidden = false;
  return playTone();
}

async function tryNetwork() {
  say("network", "underway");
  try {
    const answer = await fetch(`${window.location.pathname}?relays=1`, { cache: "no-store" });
    if (!answer.ok) return fail("network");
    if (!window.RTCPeerConnection) return fail("network", "unable");
    if (!(await meetsItself((await answer.json()).ice))) return fail("network");
    return say("network", "ok");
  } catch {
    return fail("network");
  }
}

// Two ends on this page, joined the way the call joins two browsers: through the relay where there is one.
async function meetsItself(ice) {
  const isRelayed = ice.some(({ urls }) => urls.startsWith("turn"));
  const settings = { iceServers: ice, iceTransportPolicy: isRelayed ? "relay" : "all" };
  const [here, there] = [new RTCPeerConnection(settings), new RTCPeerConnection(settings)];
  here.onicecandidate = ({ candidate }) => candidate && there.addIceCandidate(candidate);
  there.onicecandidate = ({ candidate }) => candidate && here.addIceCandidate(candidate);
  const channel = here.createDataChannel("test");
  const opened = new Promise((done) => (channel.onopen = () => done(true)));
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription);
  const isOpen = await Promise.race([opened, wait(10).then(() => false)]);
  here.close();
  there.close();
  return isOpen;
}

async function tell() {
  const all = Object.values(outcomes);
  find("good").hidden = !all.every((outcome) => outcome === "ok");
  find("bad").hidden = !all.includes("failed");
  const { kept } = await post(window.location.pathname, outcomes).catch(() => ({}));
  find("kept").textContent = kept ? words.kept : words.not_kept;
}

async function start() {
  find("start").disabled = true;
  for (const part of Object.keys(outcomes)) outcomes[part] = "untried";
  stream?.getTracks().forEach((track) => track.stop());
  await beginSound();
  for (const part of ["camera", "microphone"]) say(part, "underway");
  stream = navigator.mediaDevices?.getUserMedia ? await open(["video", "audio"]) : null;
  askSpeaker();
  if (stream) {
    choice.use(stream);
    choice.open(true);
  }
  await Promise.all([tryCamera(), tryMicrophone(), tryNetwork()]);
  find("start").disabled = false;
  find("start").querySelector("span").textContent = words.again;
  await tell();
}

find("start").addEventListener("click", start);
find("again").addEventListener("click", playTone);
choice.addEventListener("change", () => find("start").disabled || start());
for (const button of page.querySelectorAll("[data-device-heard]")) {
  button.addEventListener("click", () => {
    say("speaker", button.dataset.deviceHeard);
    find("answer").hidden = button.dataset.deviceHeard === "ok";
    if (!find("start").disabled) tell();
  });
}
window.addEventListener("pagehide", () => stream?.getTracks().forEach((track) => track.stop()));
