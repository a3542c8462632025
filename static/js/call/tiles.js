/* The pictures: ours in a corner, the others' each in a tile, the first one large. */

export class Tiles {
  constructor(stage) {
    this.stage = stage;
    this.main = stage.querySelector(".tile-main");
    this.self = stage.querySelector(".tile-self");
    this.sound = stage.querySelector("[data-call-sound]");
    this.sound?.addEventListener("click", () => this.playAll());
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
    video.play().catch((problem) => problem.name === "NotAllowedError" && this.sound && (this.sound.hidden = false));
  }

  playAll() {
    this.sound.hidden = true;
    this.stage.querySelectorAll(".tile video").forEach((video) => video.play().catch(() => {}));
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
