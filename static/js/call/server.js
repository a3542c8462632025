/* Short questions to our own server. */

// Not allowed in as things stand: signed out, or signed in as somebody else. The call itself may go on meanwhile.
export class Refused extends Error {}

const CLOSED = [403, 404];

// Closed once may be a question that was on its way while a link or a login was opened in another tab: asked again, it
// goes out as whoever this browser is now.
export async function post(address, values = {}, options = {}) {
  let answer = await window.send(address, values, options);
  if (CLOSED.includes(answer.status) && !answer.refusal) {
    await new Promise((done) => setTimeout(done, 500));
    answer = await window.send(address, values, options);
  }
  if (answer.refusal) throw new Refused(answer.refusal);
  if (CLOSED.includes(answer.status)) return { over: true };
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// A pause that can be cut short.
export class Pause {
  over(seconds) {
    return new Promise((done) => {
      this.wake = done;
      setTimeout(done, seconds * 1000);
    });
  }

  wake() {}
}
