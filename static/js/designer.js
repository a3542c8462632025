/* The designer: questions move in place, by button or by dragging, until their order is kept; a question's page shows
   only what its kind needs. Without this script every button sends the form, and every field is there. */
(() => {
  "use strict";

  function order(form) {
    const list = form.querySelector("ol");
    const acts = form.querySelector("[data-order-actions]");
    let held = null;

    function moved() {
      const places = [...list.children];
      places.forEach((place, at) => {
        place.querySelector("[data-move='-1']").disabled = at === 0;
        place.querySelector("[data-move='1']").disabled = at === places.length - 1;
      });
      acts.hidden = false;
    }

    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      event.preventDefault();
      const place = button.closest("[data-place]");
      if (button.dataset.move === "1") place.nextElementSibling?.after(place);
      else place.previousElementSibling?.before(place);
      moved();
      (button.disabled ? place.querySelector("[data-move]:not([disabled])") : button)?.focus();
    });
    for (const place of list.children) {
      place.draggable = true;
      place.addEventListener("dragstart", (event) => {
        held = place;
        event.dataTransfer.effectAllowed = "move";
      });
      place.addEventListener("dragover", (event) => {
        if (!held || held === place) return;
        event.preventDefault();
        const middle = place.getBoundingClientRect().top + place.offsetHeight / 2;
        if (event.clientY < middle) place.before(held);
        else place.after(held);
      });
      place.addEventListener("dragend", () => {
        held = null;
        moved();
      });
    }
  }

  function question(form) {
    const kind = form.querySelector("[name=kind]");
    const show = () => {
      for (const part of form.querySelectorAll("[data-for-kinds]")) {
        part.hidden = !part.dataset.forKinds.split(" ").includes(kind.value);
      }
    };
    kind.addEventListener("change", show);
    show();
  }

  document.querySelectorAll("[data-order]").forEach(order);
  document.querySelectorAll("[data-question]").forEach(question);
})();
