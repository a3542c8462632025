/* Clerk's own sign-in component. When it is done it leads to our hand-over page, which exchanges Clerk's token for our
   session, by a form. Who has signed out here, or wants another account, is signed out at Clerk first. */
(async () => {
  const place = document.getElementById("clerk-sign-in");
  const form = document.getElementById("clerk-exchange");
  const { step, signInUrl, handOverUrl } = place.dataset;
  const localization = JSON.parse(document.getElementById("clerk-words").textContent);
  // The clinic's own colours. Its people's accounts are made by the clinic, so nothing leads to signing up: where
  // that is open at Clerk, its link would be a dead end here.
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim() || undefined;
  const appearance = {
    variables: {
      colorPrimary: token("--primary"),
      colorBackground: token("--surface"),
      colorPrimaryForeground: token("--on-primary"),
      colorForeground: token("--ink"),
      colorInput: token("--surface"),
      colorInputForeground: token("--ink"),
      colorDanger: token("--danger"),
      fontFamily: "inherit",
    },
    elements: {
      footerAction__signIn: { display: "none" },
      rootBox: { width: "100%" },
      cardBox: { width: "100%", maxWidth: "25rem" },
    },
  };

  // Signing out leads nowhere by itself when Clerk has found out meanwhile that nobody is signed in.
  async function startOver() {
    await window.Clerk.signOut(() => {});
    window.location.replace(signInUrl);
  }

  // A session that has just been ended elsewhere gives no token any more.
  async function exchange() {
    const token = await window.Clerk.session.getToken({ skipCache: true }).catch(() => null);
    if (!token) return startOver();
    form.elements.token.value = token;
    await window.send.renew().catch(() => {});
    return form.submit();
  }

  async function begin() {
    const { Clerk } = window;
    await Clerk.load({ ui: { ClerkUI: window.__internal_ClerkUICtor }, localization, appearance });
    if (step === "sign-out" && Clerk.client?.sessions.length) return startOver();
    if (Clerk.session) return exchange();
    if (step === "hand-over") return window.location.replace(signInUrl);
    place.replaceChildren();
    return Clerk.mountSignIn(place, { withSignUp: false, transferable: false, forceRedirectUrl: handOverUrl });
  }

  await begin().catch(() => (document.getElementById("clerk-trouble").hidden = false));
})();
