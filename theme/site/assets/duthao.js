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

  // While the drawer is open nothing behind it can be reached; focus goes into it, and back to what opened it.
  const drawer = document.getElementById("__drawer"), [opener] = all("[data-drawer]"), [closer] = all("[data-drawer-close]");
  const turn = (open) => drawer.checked === open || drawer.click();
  opener.onclick = () => turn(true);
  closer.onclick = () => turn(false);
  drawer.onchange = () => {
    const open = drawer.checked;
    opener.setAttribute("aria-expanded", open);
    for (let e = closer.closest(".md-sidebar"); e !== document.body; e = e.parentElement) {
      for (const other of e.parentElement.children) if (other !== e && !other.matches(".md-overlay,.md-toggle")) other.inert = open;
    }
    (open ? closer : opener).focus();
  };
  addEventListener("keydown", (event) => event.key === "Escape" && turn(false));
  matchMedia("(min-width: 76.25em)").addEventListener("change", () => turn(false));

  // The header says the page's title once its heading is out of sight; the contents say where one is.
  const watch = (selector, then, rootMargin) => {
    const watcher = new IntersectionObserver((seen) => seen.forEach(then), { rootMargin });
    all(selector).forEach((e) => watcher.observe(e));
  };
  const header = (on) => all(".md-header__title")[0].classList.toggle("md-header__title--active", on);
  watch("h1", (h1) => header(!h1.isIntersecting && h1.boundingClientRect.top < 99), "-60px 0px 0px");
  watch("[id]:is(h2, details > div)", (h2) => h2.isIntersecting && all(".md-nav--secondary a").forEach((a) => {
    a.classList.toggle("md-nav__link--active", a.hash === `#${h2.target.id}`);
  }), "0px 0px -70%");
})();
