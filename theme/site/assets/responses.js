// The table of opinions: shows the rows that hold what is typed, with diacritics or without. Without it all rows stand there.
(() => {
  "use strict";
  const form = document.querySelector("[data-responses-find]");
  if (!form) return;
  const box = form.querySelector("input"), said = form.querySelector("[data-responses-said]");
  const { folded, syllables } = duthaoFiles;
  const rows = [...document.querySelectorAll(".dt-rows > li")].map((row) => [row, folded(row.textContent)]);
  const groups = [...document.querySelectorAll("[data-responses-group]")];
  const sections = [...new Set(groups.map((group) => group.parentElement))];
  function find() {
    const words = syllables(box.value);
    let found = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      found += !row.hidden;
    }
    for (const part of [...groups, ...sections]) part.hidden = !part.querySelector(".dt-rows > li:not([hidden])");
    said.textContent = words.length ? (found ? `${found} ý kiến` : "Không có ý kiến nào như vậy") : "";
  }
  // A link to a row that is not shown shows all again.
  function follow() {
    const row = location.hash.startsWith("#y-kien-") && document.getElementById(location.hash.slice(1));
    if (row && row.hidden) {
      box.value = "";
      find();
      row.scrollIntoView();
    }
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", find);
  addEventListener("hashchange", follow);
})();
