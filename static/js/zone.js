// Choosing a time: show times on the browser's own clock unless the visitor has said otherwise. Without this
// script the page shows the clinic's time, and the list of zones is there to choose from. The server knows older
// spellings of a zone's name (Europe/Kiev), and shows the clinic's time for one that it doesn't know.
(() => {
  const form = document.querySelector("[data-zone-form]");
  if (!form) return;
  for (const list of form.querySelectorAll("select")) list.addEventListener("change", () => (form.requestSubmit ? form.requestSubmit() : form.submit()));
  const asked = new URL(location.href);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = form.elements.zone;
  const isSomewhere = own?.includes("/") && !own.startsWith("Etc/");
  if (asked.searchParams.has("zone") || !isSomewhere || zone.value === own) return;
  asked.searchParams.set("zone", own);
  location.replace(asked);
})();
