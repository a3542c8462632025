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

    // One scale for both directions, so that a circle stays one.
    const scale = () => pad.clientWidth / WIDE;

    function point(event) {
      const seen = pad.getBoundingClientRect();
      return [
        Math.round((event.clientX - seen.left - pad.clientLeft) / scale()),
        Math.round((event.clientY - seen.top - pad.clientTop) / scale()),
      ];
    }

    function draw() {
      const sharp = window.devicePixelRatio || 1;
      pad.width = pad.clientWidth * sharp;
      pad.height = pad.clientHeight * sharp;
      pen.scale(scale() * sharp, scale() * sharp);
      pen.lineWidth = 3;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = getComputedStyle(pad).color;
      for (const line of strokes.map(asLine)) {
        pen.beginPath();
        line.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
        pen.stroke();
      }
    }

    const inside = ([x, y]) => [Math.min(Math.max(x, 0), WIDE), Math.min(Math.max(y, 0), HIGH)];
    // A dot has no length, and a path of none may show nothing: it goes one step along.
    const asLine = (line) => (line.length > 1 ? line : [line[0], [line[0][0] + (line[0][0] < WIDE ? 1 : -1), line[0][1]]]);
    const written = () => strokes.map((line) => "M" + asLine(line).map((p) => p.join(" ")).join("L")).join("");

    pad.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      pad.setPointerCapture(event.pointerId);
      stroke = [inside(point(event))];
      strokes.push(stroke);
      draw();
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
    // Also once it is unfolded: until then it has no width.
    new ResizeObserver(draw).observe(pad);
  }

  const prepareAll = (root) => root.querySelectorAll?.("[data-signature]").forEach(prepare);
  document.addEventListener("htmx:load", (event) => prepareAll(event.target));
  prepareAll(document);
})();
