/* One other browser: the link to it, made, mended and made anew. Picture and sound go directly between the two; a
   small channel beside them says what is muted. Candidates are sent as they come, a handful in one note. */

const TOO_LONG = 10_000; // a new link that isn't up by then is tried again
const BACK_BY_ITSELF = 4_000; // a short gap often closes without us
const BETWEEN = 8_000; // an offer to mend it takes two polls and its candidates
const A_HANDFUL = 100; // milliseconds in which candidates are gathered into one note

export class Peer extends EventTarget {
  link = null;
  channel = null;
  round = "";
  restarts = 0;
  offeredAt = 0;
  lostAt = Date.now();
  isConnected = false;
  wasConnected = false;
  said = { mic: true, camera: true, screen: false };
  found = [];
  sending = Promise.resolve();

  constructor({ id, side, name }, { ice, media, send }) {
    super();
    Object.assign(this, { id, side, name, ice, media, send });
  }

  // Called with every answer of the server, on the side that offers.
  async keepUp() {
    if (this.isConnected) return;
    const state = this.link?.connectionState;
    const since = Date.now() - this.offeredAt;
    if (!this.link || state === "closed") await this.offer();
    else if (this.wasConnected && since > BETWEEN && Date.now() - this.lostAt > BACK_BY_ITSELF) await this.mend();
    else if (!this.wasConnected && (state === "failed" || since > TOO_LONG)) await this.offer();
  }

  // The same link over another road (ICE restart); when that doesn't help either, a new link.
  mend() {
    return this.restarts < 2 ? this.offer(true) : this.offer();
  }

  async offer(restart = false) {
    this.offeredAt = Date.now();
    if (restart) {
      this.restarts += 1;
      this.link.setConfiguration({ iceServers: this.ice() });
      this.link.restartIce();
    } else {
      this.round = `${Date.now()}-${Math.random()}`;
      this.newLink();
      for (const kind of ["audio", "video"]) this.link.addTransceiver(kind);
      await this.sendOurs();
    }
    await this.link.setLocalDescription();
    await this.pass("offer", restart);
  }

  async hear(kind, { round, sdp, restart, unknown, found }) {
    if (kind === "offer") return this.answer(round, sdp, restart);
    if (round !== this.round) return undefined;
    if (kind === "candidates") return this.consider(found);
    if (unknown) return this.offer();
    if (this.link.signalingState !== "have-local-offer") return undefined;
    return this.link.setRemoteDescription({ type: "answer", sdp });
  }

  async answer(round, sdp, restart) {
    const isKnown = round === this.round && this.link && this.link.connectionState !== "closed";
    if (restart && !isKnown) return this.send(this, "answer", { round, unknown: true });
    if (!restart) {
      this.round = round;
      this.newLink();
    }
    await this.link.setRemoteDescription({ type: "offer", sdp });
    for (const line of this.link.getTransceivers()) line.direction = "sendrecv";
    await this.sendOurs();
    await this.link.setLocalDescription();
    return this.pass("answer", restart);
  }

  pass(kind, restart) {
    return this.post(kind, { round: this.round, restart, sdp: this.link.localDescription.sdp });
  }

  // One after the other, so that no candidate arrives before the offer it belongs to.
  post(kind, note) {
    const sent = this.sending.then(() => this.send(this, kind, note));
    this.sending = sent.catch(() => {});
    return sent;
  }

  gather(candidate) {
    if (!candidate?.candidate) return;
    if (!this.found.length) setTimeout(() => this.passFound(), A_HANDFUL);
    this.found.push(candidate.toJSON());
  }

  passFound() {
    const found = this.found.splice(0);
    if (found.length && this.link) this.post("candidates", { round: this.round, found }).catch(() => {});
  }

  // One that belongs to another road (before a restart) is refused by the browser, and of no use.
  async consider(found) {
    for (const candidate of found) await this.link?.addIceCandidate(candidate).catch(() => {});
  }

  newLink() {
    this.link?.close();
    const fresh = { isConnected: false, wasConnected: false, restarts: 0, found: [], stream: new MediaStream() };
    Object.assign(this, fresh);
    const link = new RTCPeerConnection({ iceServers: this.ice() });
    this.link = link;
    this.channel = link.createDataChannel("state", { negotiated: true, id: 0 });
    this.channel.onopen = () => this.tell(this.media.state());
    this.channel.onmessage = (event) => this.link === link && this.listen(JSON.parse(event.data));
    link.ontrack = (event) => {
      this.stream.addTrack(event.track);
      this.dispatchEvent(new Event("picture"));
    };
    link.onicecandidate = ({ candidate }) => this.link === link && this.gather(candidate);
    link.onconnectionstatechange = () => this.link === link && this.linkChanged(link.connectionState);
  }

  linkChanged(state) {
    if (this.isConnected && state !== "connected") this.lostAt = Date.now();
    this.isConnected = state === "connected";
    if (this.isConnected) Object.assign(this, { wasConnected: true, restarts: 0 });
    this.dispatchEvent(new Event("change"));
  }

  // What we show goes out on the two lines there are; nothing needs to be agreed anew for it.
  async sendOurs() {
    for (const line of this.link?.getTransceivers() ?? []) {
      await line.sender.replaceTrack(this.media.outgoing(line.receiver.track.kind));
    }
    this.tell(this.media.state());
  }

  tell(word) {
    if (this.channel?.readyState === "open") this.channel.send(JSON.stringify(word));
  }

  listen(word) {
    if (word.look) return this.dispatchEvent(new Event("look"));
    this.said = word;
    return this.dispatchEvent(new Event("change"));
  }

  close() {
    this.link?.close();
    this.link = null;
    this.isConnected = false;
  }
}
