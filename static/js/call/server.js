/* Short questions to our own server. */

// Not allowed in as things stand: signed out, or signed in as somebody else. The call itself may go on meanwhile.
export class Refused extends Error {}

export async function post(address, values = {}, options = {}) {
  const answer = await window.send(address, values, options);
  if (answer.refusal) throw new Refused(answer.refusal);
  if ([403, 404].includes(answer.status)) return { over: true };
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
