/* Short questions to our own server, each with the page's token. */

export async function post(address, csrf, values = {}, options = {}) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", csrf);
  for (const [name, value] of Object.entries(values)) [value].flat().forEach((one) => body.append(name, one));
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrf }, ...options });
  if (answer.redirected || [403, 404].includes(answer.status)) return { over: true };
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
