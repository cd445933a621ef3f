// The clock of every page: what the server worked out for the instants to come is shown when they come. No rule about
// drafts stands here. Instants are epoch seconds; the page as it was sent holds until the first of them.
//   data-span="-E E-E E-"          shown in these stretches only, their ends excluded
//   data-steps="0 text|E text"     says the last text whose instant has come; hidden while that is empty
//   data-states="0 open|E closed"  sets data-state the same way: colours
//   data-order="0 0 1 2|E 2 0"     a list: which of its children stand in it, in this order
//   data-empty                     after a list: shown while nothing stands in it
//   data-left="2026-12-05 E"       days left until that day in Việt Nam; nothing before E, when the clock must be wrong
//   data-late="2026-11-30"         by how many days that day is missed
// What it says itself stands on its own element, in the language of the page: data-words="one day left|…" (_clock.html).
// Other scripts read `duthaoClock`: now() in milliseconds, held(span), and tick() after they have put in new elements.
(() => {
  "use strict";
  const { health, stale, words } = document.currentScript.dataset;
  const [oneLeft, manyLeft, last, missed, updated] = words.split("|");
  const DAY = 864e5, HOUR = 36e5, VN = 7 * HOUR; // Việt Nam keeps +07:00 the whole year
  const all = (name) => [...document.querySelectorAll(`[data-${name}]`)].map((e) => [e, e.dataset[name]]);
  const stopped = document.querySelector("[data-as-of]"); // a sample stands still
  const first = new WeakMap(); // a list's children in the order in which they were sent
  let ahead = 0, built = 0, heard = Date.now(), asked = -HOUR, timer;

  const now = () => (stopped ? Date.parse(stopped.dataset.asOf) : Math.max(Date.now() + ahead, built));
  const come = (instant) => instant * 1e3 <= now();
  const held = (span) => span.split(" ").some((stretch) => {
    const [from, until] = stretch.split("-");
    return come(from) && !(until && come(until));
  });
  const latest = (steps) => steps.split("|").map((s) => s.split(/ (.*)/s)).filter(([at]) => come(at)).pop()[1] || "";

  // The device may be wrong: the server that the page came from says what time it is, and when the pages were built.
  async function ask() {
    asked = Date.now();
    try {
      const answer = await fetch(health, { cache: "no-store", signal: AbortSignal.timeout(5e3) });
      const { headers } = answer, off = Date.parse(headers.get("date")) + 1e3 * headers.get("age") - Date.now();
      if (!isNaN(off)) ahead = Math.abs(off) < 5e3 ? 0 : off; // so much the way takes
      built = Date.parse((await answer.json()).as_of) || built;
      heard = now();
    } catch { asked = -HOUR; } // no network: the device's clock must do, until the next minute
  }

  function order(list, steps) {
    if (!first.has(list)) first.set(list, [...list.children]);
    const sent = first.get(list), stand = latest(steps).split(" ").filter(Boolean).map((n) => sent[n]);
    sent.forEach((child) => { child.hidden = !stand.includes(child); });
    const shown = [...list.children].filter((child) => !child.hidden);
    if (stand.some((child, n) => child !== shown[n])) list.append(...stand); // moving costs the reader's focus
  }

  function left(element, said) {
    const [day, since] = said.split(" "), days = Date.parse(day) / DAY - Math.floor((now() + VN) / DAY);
    element.textContent = !come(since) ? "" : days > 1 ? manyLeft.replace("{}", days) : days > 0 ? oneLeft : last;
  }

  function late(element, day) {
    element.textContent = " " + missed.replace("{}", Math.floor((now() + VN) / DAY) - Date.parse(day) / DAY);
  }

  function age() {
    const at = { hour: [11, 16], year: [0, 4], month: [5, 7], day: [8, 10] };
    if (built) all("built").forEach(([e]) => { e.textContent = updated.replace(/{(\w+)}/g, (_, part) => new Date(built + VN).toISOString().slice(...at[part])); });
    all("old").forEach(([e]) => { e.hidden = now() - (built || heard) < stale * HOUR; });
  }

  function apply() {
    all("span").forEach(([e, span]) => { e.hidden = !held(span); });
    all("steps").forEach(([e, steps]) => { e.textContent = latest(steps); e.hidden = !e.textContent; });
    all("states").forEach(([e, steps]) => { e.dataset.state = latest(steps); });
    all("order").forEach(([list, steps]) => order(list, steps));
    all("empty").forEach(([e]) => { e.hidden = [...e.previousElementSibling.children].some((child) => !child.hidden); });
    all("left").forEach(([e, said]) => left(e, said));
    all("late").forEach(([e, day]) => late(e, day));
    if (health) age();
    dispatchEvent(new Event("duthao:clock"));
  }

  async function tick() {
    if (stopped) return;
    if (health && Date.now() - asked >= HOUR) await ask();
    apply();
    const said = ["span", "steps", "order", "slide"].flatMap(all).map(([, words]) => words).join(" ");
    const next = (said.match(/\d{9,}/g) || []).map((at) => at * 1e3 - now()).filter((wait) => wait > 0);
    clearTimeout(timer);
    timer = setTimeout(tick, Math.min(6e4, DAY - (now() + VN) % DAY, ...next)); // at midnight a day less is left
  }
  const again = () => { asked = -HOUR; tick(); };

  window.duthaoClock = { now, held, tick };
  tick();
  addEventListener("pageshow", (event) => event.persisted && again());
  document.addEventListener("visibilitychange", () => document.hidden || again());
})();
