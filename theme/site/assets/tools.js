// One-tap copying (loudspeaker scripts) and the filter of long lists, on the pages that have them.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  // What the clock has hidden is over: nobody copies it.
  function words(id) {
    const said = document.getElementById(id);
    if (said.closest("[hidden]")) return "";
    const copy = said.cloneNode(true);
    copy.querySelectorAll("[hidden]").forEach((part) => part.remove());
    return copy.textContent.trim();
  }

  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = document.querySelector("[data-said]");
      const text = button.dataset.copy.split(" ").map(words).filter(Boolean).join("\n\n") + "\n";
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
