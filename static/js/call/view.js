/* How large one sees what: the call on the whole screen, and which of the two pictures is the large one. */

export class View {
  constructor(stage) {
    this.stage = stage;
    this.tiles = stage.querySelector(".tiles");
    this.buttons = Object.fromEntries(["full", "swap"].map((name) => [name, stage.querySelector(`[data-call-control="${name}"]`)]));
    this.buttons.full.addEventListener("click", () => this.fill(!this.isFull));
    this.buttons.swap.addEventListener("click", () => this.swap());
    stage.querySelector(".tile-self").addEventListener("click", () => this.swap());
    for (const name of ["fullscreenchange", "webkitfullscreenchange"]) document.addEventListener(name, () => this.show());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.isFull && this.fill(false));
  }

  get isFull() {
    return this.stage.classList.contains("call-full");
  }

  // An iPhone has no full screen for a page's part: there it fills the page.
  async fill(isWanted) {
    const enter = this.stage.requestFullscreen ?? this.stage.webkitRequestFullscreen;
    const leave = document.exitFullscreen ?? document.webkitExitFullscreen;
    this.stage.classList.toggle("call-full", isWanted);
    this.press("full", isWanted);
    document.documentElement.classList.toggle("has-call-full", isWanted);
    if (isWanted) await Promise.resolve(enter?.call(this.stage)).catch(() => {});
    else if (inFullScreen()) await Promise.resolve(leave?.call(document)).catch(() => {});
  }

  // Left by the browser's own key or gesture.
  show() {
    if (!inFullScreen() && this.isFull) this.fill(false);
  }

  swap() {
    const isSwapped = this.tiles.classList.toggle("tiles-swapped");
    this.press("swap", isSwapped);
  }

  press(name, isOn) {
    this.buttons[name].setAttribute("aria-pressed", String(isOn));
  }
}

const inFullScreen = () => document.fullscreenElement ?? document.webkitFullscreenElement ?? null;
