// One leaf alone on paper: its audience goes into the address, by which the stylesheet knows which one is meant.
(() => {
  "use strict";
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      location.hash = button.dataset.print;
      print();
    });
  });
})();
