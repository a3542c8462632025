/* Somebody waits, or one was let in: a short sound, and for who is looking elsewhere the browser's own notification. It
   names nobody, since it may stand on a locked screen. */

const NOTES = [
  [0, 660],
  [0.18, 880],
];

export class Bell {
  constructor(stage) {
    this.offer = stage.querySelector("[data-bell]");
    this.offer?.querySelector("button").addEventListener("click", () => this.ask());
    for (const press of ["click", "keydown"]) document.addEventListener(press, () => this.wake(), true);
    this.show();
  }

  // Browsers let a page sound only once it was pressed; a finger's touch counts when it is lifted.
  wake() {
    if (this.sound?.state === "running" || !window.AudioContext) return;
    this.sound ??= this.open();
    this.sound.resume().catch(() => {});
  }

  open() {
    const sound = new AudioContext();
    sound.addEventListener("statechange", () => this.playDue());
    return sound;
  }

  async ask() {
    await Notification.requestPermission();
    this.show();
  }

  show() {
    if (this.offer) this.offer.hidden = !("Notification" in window) || Notification.permission !== "default";
  }

  ring(words) {
    this.isDue = true;
    this.wake();
    this.playDue();
    if (words && document.hidden) this.notify(words);
  }

  // Nobody waits any more: what the browser held back isn't heard later, and the notification goes.
  hush() {
    this.isDue = false;
    this.note?.close();
  }

  playDue() {
    if (!this.isDue || this.sound?.state !== "running") return;
    this.isDue = false;
    this.play();
  }

  play() {
    const volume = this.sound.createGain();
    volume.connect(this.sound.destination);
    volume.gain.setValueAtTime(0.15, this.sound.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.0001, this.sound.currentTime + 0.7);
    for (const [after, pitch] of NOTES) {
      const tone = this.sound.createOscillator();
      tone.frequency.value = pitch;
      tone.connect(volume);
      tone.start(this.sound.currentTime + after);
      tone.stop(this.sound.currentTime + 0.7);
    }
  }

  // Chrome on Android knows no notification without a service worker: it throws, and the sound must do.
  notify(words) {
    if (window.Notification?.permission !== "granted") return;
    try {
      this.note = new Notification(words, { tag: "waiting-room" });
      this.note.onclick = () => {
        window.focus();
        this.note.close();
      };
    } catch {
      return;
    }
  }
}
