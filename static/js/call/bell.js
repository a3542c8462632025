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
    document.addEventListener("pointerdown", () => this.wake(), { once: true });
    document.addEventListener("keydown", () => this.wake(), { once: true });
    this.show();
  }

  // Browsers let a page sound only once it was pressed.
  wake() {
    this.sound ??= window.AudioContext ? new AudioContext() : null;
    this.sound?.resume().catch(() => {});
  }

  async ask() {
    await Notification.requestPermission();
    this.show();
  }

  show() {
    if (this.offer) this.offer.hidden = !("Notification" in window) || Notification.permission !== "default";
  }

  ring(words) {
    this.wake();
    if (this.sound?.state === "running") this.play();
    else this.sound?.addEventListener("statechange", () => this.sound.state === "running" && this.play(), { once: true });
    if (words && document.hidden) this.notify(words);
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
      const note = new Notification(words, { tag: "waiting-room" });
      note.onclick = () => {
        window.focus();
        note.close();
      };
    } catch {
      return;
    }
  }
}
