// On the page of a draft: what is folded up, sharing by the device's own means, and listening by its own Vietnamese voice.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  // What is folded up is opened for who is led into it, and on paper.
  const unfold = () => {
    const led = document.getElementById(location.hash.slice(1)), fold = led && led.closest("details");
    if (fold && !fold.open) { fold.open = true; led.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();

  let opened = [];
  addEventListener("beforeprint", () => { opened = [...all(".dt-fold:not([open])")]; opened.forEach((fold) => { fold.open = true; }); });
  addEventListener("afterprint", () => opened.forEach((fold) => { fold.open = false; }));

  if (navigator.share) all("[data-share]").forEach((box) => {
    box.querySelector("summary").addEventListener("click", (event) => {
      event.preventDefault();
      navigator.share({ title: document.querySelector("h1").textContent, url: box.dataset.share }).catch((refused) => {
        if (refused.name !== "AbortError") box.open = true; // what it folds up does the same
      });
    });
  });

  // Where no Vietnamese voice is on the device nothing is offered: another would read letters of no language, and a voice
  // of a service elsewhere would be sent what is read.
  const speech = window.speechSynthesis, buttons = all("[data-hear]");
  if (!speech || !buttons.length) return;
  const voice = () => speech.getVoices().find((v) => /^vi\b/i.test(v.lang.replace("_", "-")) && v.localService);
  const offer = () => buttons.forEach((button) => { button.hidden = !voice(); });
  const said = (button, reading) => {
    button.dataset.reading = reading ? "yes" : "";
    button.querySelector("span").textContent = reading ? "Dừng" : "Nghe";
  };
  let turn = 0; // a new one ends what is being read
  function stop() {
    turn += 1;
    speech.cancel();
    buttons.forEach((button) => said(button, false));
  }
  async function read(button) {
    stop();
    const mine = turn;
    said(button, true);
    try {
      const answer = await fetch(button.dataset.hear);
      if (!answer.ok) throw answer;
      // A line at a time: engines cut long texts off, and what is over ends at the next line.
      for (const line of (await answer.text()).split("\n").filter((l) => l.trim())) {
        await new Promise((done) => {
          if (mine !== turn || button.closest("[hidden]")) return done();
          const words = Object.assign(new SpeechSynthesisUtterance(line), { voice: voice(), lang: "vi-VN" });
          words.onend = words.onerror = done;
          speech.speak(words);
        });
      }
    } catch { /* no network: nothing is read */ }
    if (mine === turn) said(button, false);
  }
  buttons.forEach((button) => button.addEventListener("click", () => (button.dataset.reading ? stop() : read(button))));
  speech.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", stop);
  offer();
})();
