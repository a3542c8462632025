/* Our own camera, microphone and screen: as much of them as there is, and in a word why not more. */

const TROUBLES = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "missing", OverconstrainedError: "missing" };

export const troubleOf = (problem) => TROUBLES[problem?.name] ?? "busy";

export class Media extends EventTarget {
  stream = new MediaStream();
  screen = null;
  isOff = { audio: false, video: false };
  trouble = "";

  // Ask for both; what one of them refuses the other may still give.
  async open() {
    if (!navigator.mediaDevices?.getUserMedia) return this.take(new MediaStream(), "missing");
    let trouble = "";
    for (const wanted of [{ audio: true, video: true }, { audio: true }, { video: true }]) {
      try {
        return this.take(await navigator.mediaDevices.getUserMedia(wanted), trouble);
      } catch (problem) {
        trouble = troubleOf(problem);
      }
    }
    return this.take(new MediaStream(), trouble);
  }

  take(stream, trouble) {
    const kept = stream.getTracks();
    this.stream.getTracks().forEach((track) => kept.includes(track) || track.stop());
    this.stream = stream;
    this.trouble = trouble;
    for (const track of stream.getTracks()) {
      track.enabled = !this.isOff[track.kind];
      track.onended = () => this.take(new MediaStream(stream.getTracks().filter((one) => one !== track)), "busy");
    }
    this.changed();
  }

  own = (kind) => this.stream.getTracks().find((track) => track.kind === kind) ?? null;

  // What the others get: the screen while it is shown, else the camera.
  outgoing = (kind) => (kind === "video" && this.screen?.getVideoTracks()[0]) || this.own(kind);

  state = () => ({
    mic: Boolean(this.own("audio")) && !this.isOff.audio,
    camera: Boolean(this.own("video")) && !this.isOff.video,
    screen: Boolean(this.screen),
  });

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
