/* Which camera, microphone and speaker: chosen on the page, remembered in this browser. */

const KINDS = { video: "videoinput", audio: "audioinput", speaker: "audiooutput" };
const REMEMBERED = "call devices";

export class Choice extends EventTarget {
  constructor(root) {
    super();
    this.panel = root.querySelector("[data-choice]");
    this.lists = Object.fromEntries([...this.panel.querySelectorAll("select")].map((list) => [list.name, list]));
    this.button = root.querySelector('[data-call-control="devices"]');
    this.chosen = read();
    this.used = {};
    for (const list of Object.values(this.lists)) list.addEventListener("change", () => this.choose(list.name, list.value));
    this.button?.addEventListener("click", () => this.open(this.panel.hidden));
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.fill());
  }

  open(isOpen) {
    this.panel.hidden = !isOpen;
    this.button?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.fill();
  }

  // The devices chosen, else (or once one is unplugged) the browser's own choice. Rejects as getUserMedia does.
  async ask(kinds) {
    const ask = (wanted) => navigator.mediaDevices.getUserMedia(Object.fromEntries(kinds.map((kind) => [kind, wanted(kind)])));
    try {
      return await ask((kind) => (this.chosen[kind] ? { deviceId: { exact: this.chosen[kind] } } : true));
    } catch (problem) {
      if (problem.name !== "OverconstrainedError") throw problem;
      return ask(() => true);
    }
  }

  // Browsers name devices only once one of them was allowed; Safari and older Firefox name no speakers at all.
  async fill() {
    const found = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
    for (const [name, list] of Object.entries(this.lists)) {
      const some = found.filter((device) => device.kind === KINDS[name] && device.deviceId);
      const canChoose = name !== "speaker" || "setSinkId" in HTMLMediaElement.prototype;
      list.closest(".field").hidden = !canChoose || !some.length;
      list.replaceChildren(...some.map((device, at) => new Option(device.label || `${list.dataset.word} ${at + 1}`, device.deviceId)));
      const shown = [this.used[name], this.chosen[name]].find((id) => some.some((device) => device.deviceId === id));
      if (shown) list.value = shown;
    }
  }

  // What is in use from now on: it stands chosen, also where nobody has chosen.
  use(stream) {
    this.used = Object.fromEntries(stream.getTracks().map((track) => [track.kind, track.getSettings().deviceId]));
    return this.fill();
  }

  choose(name, id) {
    this.chosen = { ...this.chosen, [name]: id };
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify(this.chosen));
    } catch {
      // private windows may keep nothing: then it holds for this page alone
    }
    this.dispatchEvent(new CustomEvent("change", { detail: name }));
  }

  // Where sound comes out. A speaker that is gone leaves it where it was.
  async sendSoundTo(element) {
    if (this.chosen.speaker && element.setSinkId) await element.setSinkId(this.chosen.speaker).catch(() => {});
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED)) ?? {};
  } catch {
    return {};
  }
}
