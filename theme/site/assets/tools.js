// One-tap copying (of what may still be read aloud) and the filter of long lists, on the pages that have them.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  // What is over is hidden, or will be as soon as the clock looks again: nobody copies it.
  const over = (e) => e.hidden || (e.dataset.span && !duthaoClock.held(e.dataset.span));
  function words(id) {
    const said = document.getElementById(id);
    for (let e = said; e; e = e.parentElement) if (over(e)) return "";
    const copy = said.cloneNode(true);
    [...copy.querySelectorAll("[hidden], [data-span]")].filter(over).forEach((part) => part.remove());
    return copy.textContent.trim();
  }

  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = document.querySelector("[data-said]");
      const texts = button.dataset.copy.split(" ").map(words).filter(Boolean);
      if (!texts.length) {
        said.textContent = "Bài này đã hết thời gian sử dụng, không sao chép.";
        return duthaoClock.tick();
      }
      const text = texts.join("\n\n") + "\n";
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const box = document.body.appendChild(document.createElement("textarea"));
        box.value = text;
        box.select();
        document.execCommand("copy");
        box.remove();
        button.focus();
      }
      button.lastElementChild.textContent = said.textContent = "Đã sao chép";
    });
  });

  const fold = (s) => s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  all("[data-find]").forEach((box) => {
    const entries = [...all("[data-entry]")].map((e) => [e, fold(e.textContent)]);
    box.hidden = false;
    box.querySelector("input").addEventListener("input", (event) => {
      const wanted = fold(event.target.value).split(/\s+/);
      let shown = 0;
      for (const [entry, text] of entries) shown += !(entry.hidden = !wanted.every((w) => text.includes(w)));
      all("[data-group]").forEach((g) => { g.hidden = !g.querySelector("[data-entry]:not([hidden])"); });
      box.querySelector("[data-found]").textContent = `${shown} mục`;
    });
  });
})();
