// Where the browser's zone is in another country than the clinic, the country of the phone number is asked. Without
// this script the server judges by the browser's language, and by the zone that the address names.
(() => {
  const asked = document.querySelector("[data-phone-country]");
  if (!asked) return;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = asked.closest("form").elements.browser_zone;
  if (zone) zone.value = own;
  const isSomewhere = own.includes("/") && !own.startsWith("Etc/");
  if (isSomewhere && !asked.dataset.homeZones.split(" ").includes(own)) asked.hidden = false;
})();
