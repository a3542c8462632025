/* Clerk's own sign-in component. Once it says who is here, its token is exchanged for our session, by a form. */
(async () => {
  const place = document.getElementById("clerk-sign-in");
  const form = document.getElementById("clerk-exchange");
  let sent = false;

  async function exchange() {
    if (sent || !window.Clerk.session) return;
    sent = true;
    form.elements.token.value = await window.Clerk.session.getToken({ skipCache: true });
    form.submit();
  }

  try {
    await window.Clerk.load({ ui: { ClerkUI: window.__internal_ClerkUICtor } });
    if (place.dataset.signedOut === "yes" && window.Clerk.isSignedIn) await window.Clerk.signOut();
    if (window.Clerk.isSignedIn) return await exchange();
    window.Clerk.addListener(exchange);
    place.replaceChildren();
    window.Clerk.mountSignIn(place, { withSignUp: false });
  } catch {
    sent = false;
    document.getElementById("clerk-trouble").hidden = false;
  }
})();
