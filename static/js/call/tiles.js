/* The pictures: ours in a corner, the others' each in a tile, the first one large. */

export class Tiles extends EventTarget {
  constructor(stage, choice) {
    super();
    Object.assign(this, { stage, choice });
    this.main = stage.querySelector(".tile-main");
    this.self = stage.querySelector(".tile-self");
    this.sound = stage.querySelector("[data-call-sound]");
    this.sound.addEventListener("click", () => this.playAll());
    this.taken = new Set();
  }

  take(name) {
    const tile = this.taken.has(this.main) ? this.another() : this.main;
    this.taken.add(tile);
    const place = tile.querySelector(".tile-name-text");
    if (place && name) place.textContent = name;
    return tile;
  }

  another() {
    const tile = this.main.cloneNode(true);
    this.clear(tile);
    this.self.before(tile);
    return tile;
  }

  leave(tile) {
    this.taken.delete(tile);
    this.clear(tile);
    if (tile !== this.main) tile.remove();
  }

  clear(tile) {
    tile.removeAttribute("data-live");
    tile.querySelector("video").srcObject = null;
    tile.classList.remove("tile-screen");
    tile.querySelectorAll("[data-call-muted]").forEach((mark) => (mark.hidden = true));
  }

  play(tile, stream) {
    const video = tile.querySelector("video");
    if (video.srcObject !== stream) video.srcObject = stream;
    this.choice.sendSoundTo(video);
    video.play().catch((problem) => problem.name === "NotAllowedError" && this.playSilently(video));
  }

  changeSpeaker() {
    this.others().forEach((video) => this.choice.sendSoundTo(video));
  }

  others = () => this.stage.querySelectorAll(".tile:not(.tile-self) video");

  // Some browsers play sound only once the page was pressed: the picture at once, and the sound for a press.
  playSilently(video) {
    video.muted = true;
    this.sound.hidden = false;
    video.play().catch(() => {});
    this.dispatchEvent(new Event("change"));
  }

  get isSilent() {
    return !this.sound.hidden;
  }

  playAll() {
    this.sound.hidden = true;
    for (const video of this.others()) {
      video.muted = false;
      video.play().catch((problem) => problem.name === "NotAllowedError" && this.playSilently(video));
    }
    this.dispatchEvent(new Event("change"));
  }

  // What the other side said of itself: a picture, a screen, or a voice alone.
  show(tile, { isConnected, mic, camera, screen }) {
    tile.toggleAttribute("data-live", isConnected && (camera || screen));
    tile.classList.toggle("tile-screen", Boolean(screen));
    tile.querySelectorAll("[data-call-muted]").forEach((mark) => (mark.hidden = !isConnected || mic));
  }

  showSelf(media) {
    const { mic, camera, screen } = media.state();
    const video = this.self.querySelector("video");
    const stream = screen ? media.screen : media.stream;
    if (video.srcObject !== stream) video.srcObject = stream;
    this.self.toggleAttribute("data-live", camera || screen);
    this.self.classList.toggle("tile-screen", screen);
    this.self.querySelectorAll("[data-call-muted]").forEach((mark) => (mark.hidden = mic));
  }
}
