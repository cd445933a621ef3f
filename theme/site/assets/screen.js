// The show on a screen: one slide after another, without network; clock.js tells which are to be shown.
(() => {
  "use strict";
  const HOLD = 15e3, FRESH = 18e5, VN = 7 * 36e5; // Việt Nam keeps +07:00 the whole year
  const find = (selector) => document.querySelector(selector);
  const root = document.documentElement, stopped = document.body.dataset.asOf; // a sample has stopped its clock
  const { now, held, tick } = window.duthaoClock;
  let at = -1, turns = 0, timer, idle;

  const live = () => [...document.querySelectorAll("[data-slide]")].filter((slide) => held(slide.dataset.slide));

  function show(step) {
    const slides = live();
    at = slides.length ? (at + step + slides.length) % slides.length : -1;
    document.querySelectorAll("[data-slide]").forEach((slide) => { slide.hidden = slide !== slides[at]; });
    find("[data-none]").hidden = slides.length > 0;
    find("[data-count]").textContent = slides.length > 1 ? `${at + 1}/${slides.length}` : "";
    find("[data-clock]").textContent = stopped ? "" : new Date(now() + VN).toISOString().slice(11, 16);
    // No picture stands on the same points for long: a screen would keep it.
    root.classList.toggle("turned", turns > 0);
    root.classList.toggle("flip", turns % 2 > 0);
    turns += 1;
    root.style.setProperty("--x", `${[0, 6, 10, 6, 0, -6, -10, -6][turns % 8]}px`);
    root.style.setProperty("--y", `${[0, 3, 0, -3, -6, -3, 0, 3][turns % 8]}px`);
  }

  const run = () => { clearInterval(timer); timer = setInterval(() => show(1), HOLD); };
  const pause = find("[data-pause]");
  function toggle() {
    const paused = pause.getAttribute("aria-pressed") !== "true";
    pause.setAttribute("aria-pressed", paused);
    if (!paused) return run();
    clearInterval(timer);
  }
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
  const wake = () => { root.classList.remove("idle"); clearTimeout(idle); idle = setTimeout(() => root.classList.add("idle"), 5e3); };

  // Where there is a network the show takes up what has been put out since; where there is none it goes on.
  async function renew() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
      const stage = page && page.querySelector("[data-stage]");
      if (stage) { find("[data-stage]").replaceChildren(...stage.childNodes); tick(); }
    } catch { /* no network: what is here stays true by its own clock */ }
  }

  root.classList.add("show");
  find("[data-act]").hidden = false;
  pause.onclick = toggle;
  find("[data-full]").onclick = full;
  addEventListener("pointermove", wake);
  addEventListener("keydown", ({ key, target }) => {
    wake();
    if (target.matches("button, a")) return;
    if (key === "ArrowRight" || key === "PageDown") show(1);
    if (key === "ArrowLeft" || key === "PageUp") show(-1);
    if (key === " ") toggle();
    if (key === "f") full();
  });
  addEventListener("duthao:clock", () => show(0)); // what has closed leaves a paused screen too
  show(1);
  run();
  wake();
  setInterval(renew, FRESH);
})();
