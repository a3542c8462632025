/* Our own camera, microphone and screen: as much of them as there is, and in a word why not more. */

const TROUBLES = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "missing", OverconstrainedError: "missing" };

export const troubleOf = (problem) => TROUBLES[problem?.name] ?? "busy";

export class Media extends EventTarget {
  stream = new MediaStream();
  screen = null;
  isOff = { audio: false, video: false };
  trouble = "";

  constructor(choice) {
    super();
    this.choice = choice;
  }

  // Ask for both; what one of them refuses the other may still give.
  async open() {
    if (!navigator.mediaDevices?.getUserMedia) return this.take(new MediaStream(), "missing");
    let trouble = "";
    for (const kinds of [["audio", "video"], ["audio"], ["video"]]) {
      try {
        return this.take(await this.choice.ask(kinds), trouble);
      } catch (problem) {
        trouble = troubleOf(problem);
      }
    }
    return this.take(new MediaStream(), trouble);
  }

  // Another camera or microphone, as just chosen. The one before is let go first: phones open one at a time.
  async change(kind) {
    const others = this.stream.getTracks().filter((track) => track.kind !== kind);
    this.own(kind)?.stop();
    try {
      const found = await this.choice.ask([kind]);
      this.take(new MediaStream([...others, ...found.getTracks()]), "");
    } catch (problem) {
      this.take(new MediaStream(others), troubleOf(problem));
    }
  }

  take(stream, trouble) {
    const kept = stream.getTracks();
    this.stream.getTracks().forEach((track) => kept.includes(track) || track.stop());
    this.stream = stream;
    this.trouble = trouble;
    for (const track of stream.getTracks()) {
      track.enabled = !this.isOff[track.kind];
      track.onmute = track.onunmute = () => this.changed();
      track.onended = () => this.take(new MediaStream(stream.getTracks().filter((one) => one !== track)), "busy");
    }
    this.changed();
  }

  own = (kind) => this.stream.getTracks().find((track) => track.kind === kind) ?? null;

  // What the others get: the screen while it is shown, else the camera.
  outgoing = (kind) => (kind === "video" && this.screen?.getVideoTracks()[0]) || this.own(kind);

  // A track may fall silent without us: a switch on the laptop, another call on the phone, Safari's own button.
  isSilenced = (kind) => Boolean(this.own(kind)?.muted);

  isLive = (kind) => Boolean(this.own(kind)) && !this.isOff[kind] && !this.isSilenced(kind);

  state = () => ({ mic: this.isLive("audio"), camera: this.isLive("video"), screen: Boolean(this.screen) });

  toggle(kind) {
    this.isOff[kind] = !this.isOff[kind];
    const track = this.own(kind);
    if (track) track.enabled = !this.isOff[kind];
    this.changed();
  }

  async share() {
    if (this.screen) return this.stopSharing();
    try {
      this.screen = await navigator.mediaDevices.getDisplayMedia({ video: true });
    } catch {
      return undefined;
    }
    this.screen.getVideoTracks()[0].onended = () => this.stopSharing();
    return this.changed();
  }

  stopSharing() {
    this.screen?.getTracks().forEach((track) => track.stop());
    this.screen = null;
    this.changed();
  }

  close() {
    this.stopSharing();
    this.stream.getTracks().forEach((track) => track.stop());
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }
}
