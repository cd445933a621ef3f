// The tasks of the handbook: shows those that hold what is typed, with diacritics or without. Without it all stand there.
(() => {
  "use strict";
  const form = document.querySelector("[data-tasks-find]"), { syllables } = duthaoFiles;
  const box = form.querySelector("input"), said = form.querySelector("[data-tasks-said]");
  const groups = [...document.querySelectorAll(".dt-tasks > section")];
  const tasks = [...document.querySelectorAll(".dt-tasks li")].map((task) => [task, ` ${syllables(task.dataset.words).join(" ")}`]);
  box.addEventListener("input", () => {
    const words = syllables(box.value);
    let found = 0;
    for (const [task, text] of tasks) {
      task.hidden = !words.every((word) => text.includes(` ${word}`));
      found += !task.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    said.textContent = words.length ? (found ? `${found} việc` : "Không có việc nào như vậy. Thử từ khác, hoặc xem cả danh sách.") : "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
