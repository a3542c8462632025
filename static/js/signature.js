/* A signature drawn with finger or mouse, kept as a path on a field of 600 by 200. Without this script
   the box stays hidden, and a typed name signs. */
(() => {
  "use strict";
  const WIDE = 600;
  const HIGH = 200;

  function prepare(box) {
    if (box.dataset.ready) return;
    box.dataset.ready = "yes";
    box.hidden = false;
    const pad = box.querySelector("canvas");
    const kept = box.querySelector("input[type=hidden]");
    const clear = box.querySelector("[data-signature-clear]");
    const pen = pad.getContext("2d");
    const drawn = (path) => path.split("M").filter(Boolean).map((line) => line.split("L").map((p) => p.split(" ").map(Number)));
    let strokes = drawn(kept.value);
    let stroke = null;

    function point(event) {
      const seen = pad.getBoundingClientRect();
      return [
        Math.round(((event.clientX - seen.left) / seen.width) * WIDE),
        Math.round(((event.clientY - seen.top) / seen.height) * HIGH),
      ];
    }

    function draw() {
      const sharp = window.devicePixelRatio || 1;
      pad.width = pad.clientWidth * sharp;
      pad.height = pad.clientHeight * sharp;
      pen.scale(pad.width / WIDE, pad.height / HIGH);
      pen.lineWidth = 3;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = getComputedStyle(pad).color;
      for (const line of strokes) {
        pen.beginPath();
        line.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
        pen.stroke();
      }
    }

    const inside = ([x, y]) => [Math.min(Math.max(x, 0), WIDE), Math.min(Math.max(y, 0), HIGH)];
    const written = () =>
      strokes.filter((line) => line.length > 1).map((line) => "M" + line.map((p) => p.join(" ")).join("L")).join("");

    pad.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      pad.setPointerCapture(event.pointerId);
      stroke = [inside(point(event))];
      strokes.push(stroke);
    });
    pad.addEventListener("pointermove", (event) => {
      if (!stroke) return;
      const next = inside(point(event));
      const last = stroke[stroke.length - 1];
      if (Math.hypot(next[0] - last[0], next[1] - last[1]) < 3) return;
      stroke.push(next);
      draw();
    });
    const lift = () => {
      stroke = null;
      kept.value = written();
      kept.dispatchEvent(new Event("input", { bubbles: true }));
    };
    pad.addEventListener("pointerup", lift);
    pad.addEventListener("pointercancel", lift);
    clear.addEventListener("click", () => {
      strokes = [];
      lift();
      draw();
    });
    window.addEventListener("resize", draw);
    draw();
  }

  const prepareAll = (root) => root.querySelectorAll?.("[data-signature]").forEach(prepare);
  document.addEventListener("htmx:load", (event) => prepareAll(event.target));
  prepareAll(document);
})();
