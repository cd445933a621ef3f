// The browser's share on every page: the days left, the state after its time, the chrome. All that matters stands without it.
(() => {
  "use strict";
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const show = (root, selector, on) => all(selector, root).forEach((e) => { e.hidden = !on; });
  const DAY = 864e5, VN = 7 * 36e5; // Việt Nam keeps +07:00 the whole year

  function tick(record) {
    const { state, day, opens, end, soon } = record.dataset, now = Date.now();
    if (!end || !/^(upcoming|open)$/.test(state)) return;
    const closed = now >= Date.parse(end), open = !closed && now >= Date.parse(opens);
    if (closed || open) {
      record.dataset.state = closed ? "closed" : "open";
      all("[data-label]", record).forEach((e) => { e.textContent = closed ? "Đã hết hạn góp ý" : "Đang lấy ý kiến"; });
    }
    show(record.tagName === "ARTICLE" ? document : record, "[data-open-only]", open);
    show(record, "[data-soon-badge]", open && soon && now >= Date.parse(soon));
    const left = Date.parse(day) / DAY - Math.floor((now + VN) / DAY);
    const words = !open ? "" : left > 0 ? `còn ${left} ngày` : "Hôm nay là ngày cuối";
    all("[data-left]", record).forEach((e) => { e.textContent = words; });
  }
  // A sample site has stopped its clock.
  if (!document.querySelector("[data-as-of]")) {
    const run = () => all("[data-record]").forEach(tick);
    run();
    setInterval(run, 6e4);
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  all("[data-scheme-toggle]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const root = document.documentElement, now = root.dataset.scheme || (dark.matches ? "dark" : "light");
      root.dataset.scheme = now === "dark" ? "light" : "dark";
      try { localStorage.setItem("duthao.scheme", root.dataset.scheme); } catch { /* private window: not kept */ }
    });
  });
  // Chrome: the drawer, the page's title in the header once its heading is out of sight, where one is in the contents.
  all("[data-drawer]").forEach((button) => {
    const drawer = document.getElementById("__drawer");
    button.addEventListener("click", () => drawer.click());
    drawer.addEventListener("change", () => button.setAttribute("aria-expanded", drawer.checked));
  });

  const watch = (elements, then, options) => {
    const watcher = new IntersectionObserver((seen) => seen.forEach(then), options);
    elements.forEach((e) => watcher.observe(e));
  };
  watch(all("h1"), (h1) => {
    const away = !h1.isIntersecting && h1.boundingClientRect.top < 99;
    document.querySelector(".md-header__title").classList.toggle("md-header__title--active", away);
  }, { rootMargin: "-60px 0px 0px" });
  const contents = [...all(".md-nav--secondary a")];
  watch(all("h2[id]"), (h2) => {
    if (h2.isIntersecting) contents.forEach((a) => a.classList.toggle("md-nav__link--active", a.hash === `#${h2.target.id}`));
  }, { rootMargin: "0px 0px -70%" });
})();
