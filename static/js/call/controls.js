/* Our own side of the call: the buttons for microphone, camera and screen, and in words why there is less than asked. */

export class Controls {
  constructor(stage, { media, tiles, words, tellOthers }) {
    Object.assign(this, { stage, media, tiles, words, tellOthers });
    const control = (name) => stage.querySelector(`[data-call-control="${name}"]`);
    this.buttons = { mic: control("mic"), camera: control("camera"), screen: control("screen") };
    this.buttons.mic.addEventListener("click", () => media.toggle("audio"));
    this.buttons.camera.addEventListener("click", () => media.toggle("video"));
    this.buttons.screen.addEventListener("click", () => media.share());
    this.buttons.screen.hidden = !navigator.mediaDevices?.getDisplayMedia;
    stage.querySelectorAll("[data-call-retry]").forEach((button) => button.addEventListener("click", () => media.open()));
    media.addEventListener("change", () => this.show());
  }

  show() {
    const { media, buttons } = this;
    this.tiles.showSelf(media);
    this.press("mic", media.isOff.audio || media.isSilenced("audio"));
    this.press("camera", media.isOff.video || media.isSilenced("video"));
    this.press("screen", media.state().screen);
    buttons.mic.disabled = !media.own("audio");
    buttons.camera.disabled = !media.own("video");
    this.explain();
    this.tellOthers();
  }

  press(name, isOn) {
    this.buttons[name].setAttribute("aria-pressed", String(isOn));
  }

  explain() {
    const { media, words } = this;
    const isSilenced = ["audio", "video"].some((kind) => media.isSilenced(kind) && !media.isOff[kind]);
    const trouble = media.trouble || (isSilenced ? "silenced" : "");
    const some = media.own("audio") ? words.heard : media.own("video") ? words.seen : "";
    const put = (mark, act) => this.stage.querySelectorAll(`[data-call-${mark}]`).forEach(act);
    put("blocked", (note) => (note.hidden = !trouble));
    put("retry", (button) => (button.hidden = !media.trouble));
    put("trouble", (place) => (place.textContent = `${words.troubles[trouble] ?? ""} ${media.trouble ? some : ""}`.trim()));
  }
}
