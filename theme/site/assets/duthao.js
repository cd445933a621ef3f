// What the chrome needs: colours, drawer, where one is. What matters stands without it; time is kept by clock.js.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
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
