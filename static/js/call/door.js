/* The waiting room as staff see it: who waits, each with a button that lets them in. */

export class Door {
  constructor(stage, { admit }) {
    this.place = stage.querySelector("[data-door]");
    this.admit = admit;
    this.shown = "";
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
