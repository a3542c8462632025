/* The waiting room as staff see it: who waits, each with a button that lets them in. */

export class Door {
  constructor(stage, { admit, ring, hush }) {
    this.place = stage.querySelector("[data-door]");
    Object.assign(this, { admit, ring, hush });
    this.shown = "";
    this.known = new Set();
    this.title = document.title;
  }

  show(waiting = []) {
    const now = waiting.map((guest) => guest.id).join();
    if (!this.place || now === this.shown) return;
    this.shown = now;
    document.title = waiting.length ? `(${waiting.length}) ${this.title}` : this.title;
    const list = this.place.querySelector("ul");
    list.replaceChildren(...waiting.map((guest) => this.row(guest)));
    this.place.hidden = !waiting.length;
    if (waiting.some((guest) => !this.known.has(guest.id))) this.ring();
    if (!waiting.length) this.hush();
    waiting.forEach((guest) => this.known.add(guest.id)); // also of one who falls silent and is heard of again
  }

  row(guest) {
    const row = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-door-name]").textContent = guest.name;
    const button = row.querySelector("button");
    button.addEventListener("click", async () => {
      button.disabled = true;
      await this.admit(guest.id).catch(() => (button.disabled = false));
    });
    return row;
  }
}
