// One-tap copying (of what may still be read aloud, of text files) and the filter of long lists, on the pages that have them.
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

  async function copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.body.appendChild(document.createElement("textarea"));
      box.value = text;
      box.select();
      const copied = document.execCommand("copy");
      box.remove();
      button.focus();
      if (!copied) throw new Error("the browser refuses to copy");
    }
    (button.lastElementChild || button).textContent = document.querySelector("[data-said]").textContent = "Đã sao chép";
  }

  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const texts = button.dataset.copy.split(" ").map(words).filter(Boolean);
      if (texts.length) {
        return copy(button, texts.join("\n\n") + "\n").catch(() => {
          (button.lastElementChild || button).textContent = document.querySelector("[data-said]").textContent = "Không sao chép được: hãy chọn chữ rồi sao chép bằng tay";
        });
      }
      document.querySelector("[data-said]").textContent = "Bài này đã hết thời gian sử dụng, không sao chép.";
      duthaoClock.tick();
    });
  });

  // The text file to which the link before the button leads.
  all("[data-copy-file]").forEach((button) => {
    const link = button.parentElement.querySelector("a");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        const answer = await fetch(link.href, { cache: "no-store" });
        if (!answer.ok) throw answer;
        await copy(button, await answer.text());
      } catch { location.assign(link.href); } // there it can be copied by hand
    });
  });

  // The address to which the link before the button leads.
  all("[data-copy-address]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button, button.parentElement.querySelector("a").href).catch(() => {
      document.querySelector("[data-said]").textContent = "Không sao chép được: hãy chọn chữ rồi sao chép bằng tay";
    }));
  });

  // Of a long list what fits what is typed, the best alone: where one name bears the words side by side, no other is shown.
  all("[data-find]").forEach((box) => {
    const { syllables, fit } = duthaoFiles;
    const entries = [...all("[data-entry]")].map((entry) => [entry, entry.textContent.split(/[,;:·]/)]);
    box.hidden = false;
    box.querySelector("input").addEventListener("input", (event) => {
      const words = syllables(event.target.value);
      const fits = entries.map(([, names]) => (words.length ? fit(names, words) : 1)), best = Math.max(...fits) > 2 ? 2 : 1;
      entries.forEach(([entry], n) => { entry.hidden = fits[n] < best; });
      all("[data-group]").forEach((g) => {
        g.hidden = !g.querySelector("[data-entry]:not([hidden])");
        g.open = words.length > 0; // of a group that folds up, what was found is in sight
      });
      box.querySelector("[data-found]").textContent = `${fits.filter((n) => n >= best).length} mục`;
    });
  });
})();
