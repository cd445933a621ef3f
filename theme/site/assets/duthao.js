// The browser's share: days left, the state after its time, colours, drawer. What matters stands without it.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const show = (root, selector, on) => all(selector, root).forEach((e) => { e.hidden = !on; });
  const say = (root, selector, words) => all(selector, root).forEach((e) => { e.textContent = words; });
  const DAY = 864e5, VN = 7 * 36e5; // Việt Nam keeps +07:00 the whole year

  function tick(record) {
    const { state, day, opens, end, soon } = record.dataset, now = Date.now();
    if (!end || !/^(upcoming|open)$/.test(state)) return;
    const closed = now >= Date.parse(end), open = !closed && now >= Date.parse(opens);
    if (closed || open) {
      record.dataset.state = closed ? "closed" : "open";
      say(record, "[data-state-label]", closed ? "Đã hết hạn góp ý" : "Đang lấy ý kiến");
    }
    show(record.tagName === "ARTICLE" ? document : record, "[data-open-only]", open);
    show(record, "[data-soon-badge]", open && soon && now >= Date.parse(soon));
    const left = Date.parse(day) / DAY - Math.floor((now + VN) / DAY);
    say(record, "[data-left]", !open ? "" : left > 0 ? `còn ${left} ngày` : "Hôm nay là ngày cuối");
  }
  if (!all("[data-as-of]").length) { // a sample has stopped its clock
    const run = () => all("[data-record]").forEach(tick);
    run();
    setInterval(run, 6e4);
  }

  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  all("[data-scheme-toggle]").forEach((button) => {
    button.hidden = false;
    button.onclick = () => {
      const now = root.dataset.scheme || (dark.matches ? "dark" : "light");
      root.dataset.scheme = now === "dark" ? "light" : "dark";
      try { localStorage.setItem("duthao.scheme", root.dataset.scheme); } catch { /* private: not kept */ }
    };
  });

  const drawer = document.getElementById("__drawer"), [opener] = all("[data-drawer]");
  opener.onclick = () => drawer.click();
  drawer.onchange = () => opener.setAttribute("aria-expanded", drawer.checked);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) { drawer.click(); opener.focus(); }
  });

  // The header says the page's title once its heading is out of sight; the contents say where one is.
  const watch = (selector, then, rootMargin) => {
    const watcher = new IntersectionObserver((seen) => seen.forEach(then), { rootMargin });
    all(selector).forEach((e) => watcher.observe(e));
  };
  const header = (on) => all(".md-header__title")[0].classList.toggle("md-header__title--active", on);
  watch("h1", (h1) => header(!h1.isIntersecting && h1.boundingClientRect.top < 99), "-60px 0px 0px");
  watch("h2[id]", (h2) => h2.isIntersecting && all(".md-nav--secondary a").forEach((a) => {
    a.classList.toggle("md-nav__link--active", a.hash === `#${h2.target.id}`);
  }), "0px 0px -70%");
})();
