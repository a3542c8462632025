/* Lines of chat. They go through our server, so that they arrive when the picture doesn't; nobody keeps them. */

export class Chat {
  constructor(stage, { say, words }) {
    this.panel = stage.querySelector("[data-chat]");
    this.lines = stage.querySelector("[data-chat-lines]");
    this.note = stage.querySelector("[data-chat-note]");
    this.button = stage.querySelector('[data-call-control="chat"]');
    this.count = this.button.querySelector("[data-chat-count]");
    this.form = this.panel.querySelector("form");
    Object.assign(this, { say, words, unread: 0 });
    this.button.addEventListener("click", () => this.open(this.panel.hidden));
    this.form.addEventListener("submit", (event) => this.send(event));
  }

  open(isOpen) {
    this.panel.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    this.unread = 0;
    this.showCount();
    this.form.elements.text.focus();
  }

  async send(event) {
    event.preventDefault();
    const field = this.form.elements.text;
    const text = field.value.trim();
    if (!text) return;
    const heard = await this.say(text).catch(() => 0);
    this.note.hidden = Boolean(heard);
    if (!heard) return;
    if (field.value.trim() === text) field.value = "";
    this.add(this.words.you, text, true);
  }

  hear({ name, text }) {
    this.add(name, text, false);
    if (!this.panel.hidden) return;
    this.unread += 1;
    this.showCount();
  }

  add(name, text, isOurs) {
    const line = document.createElement("li");
    const who = document.createElement("span");
    const said = document.createElement("span");
    line.className = isOurs ? "chat-line chat-line-ours" : "chat-line";
    who.className = "chat-who";
    who.textContent = name;
    said.textContent = text;
    line.append(who, said);
    this.lines.append(line);
    this.lines.scrollTop = this.lines.scrollHeight;
  }

  showCount() {
    this.count.hidden = !this.unread;
    this.count.textContent = this.unread;
  }
}
