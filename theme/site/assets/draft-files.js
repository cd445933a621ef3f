// What search, lists and tables share: words as they are compared, and the files that scripts/duthao/outputs/web/ makes for them.
(() => {
  "use strict";
  const folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const syllables = (text) => folded(text).match(/[a-z0-9]+/g) || [];

  // How well words fit a thing of these names, today's first: 4 side by side in that one, 3 in another, 2 the same with
  // the last word begun, 1 each begins a syllable, 0 not at all. "ta phin" fits Tả Phìn better than a Lùng Phình with a Tả.
  const spellings = new Map(); // of names, which are looked through at every letter that is typed
  function spell(name) {
    if (!spellings.has(name)) spellings.set(name, ` ${syllables(name).join(" ")} `);
    return spellings.get(name);
  }
  function fit(names, words) {
    const spelled = names.map(spell), side = ` ${words.join(" ")}`;
    const place = spelled.findIndex((name) => name.includes(`${side} `));
    if (place >= 0) return place ? 3 : 4;
    if (spelled.some((name) => name.includes(side))) return 2;
    const all = spelled.join("");
    return words.every((word) => all.includes(` ${word}`)) ? 1 : 0;
  }

  // Each file is asked for once. Files of two builds number drafts differently; who meets them forgets all.
  const files = new Map();
  let cache = "default"; // "reload" once files of two builds were met
  function file(name) {
    if (!files.has(name)) {
      const asked = fetch(name, { cache }).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return name.endsWith(".json") ? answer.json() : answer.text();
      });
      asked.catch(() => files.delete(name));
      files.set(name, asked);
    }
    return files.get(name);
  }
  function forget() {
    files.clear();
    cache = "reload";
  }
  class Outdated extends Error {}

  function card(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }

  // The button that shows more of a list; a keyboard's focus goes on to the first entry that came. `turn` tells one answer
  // from the next: what fails for one that is gone is of no concern.
  function onMore(more, list, turn, show, answer, failed) {
    more.onclick = async () => {
      const mine = turn(), shown = list.children.length;
      more.disabled = true;
      try {
        await show(shown);
        if (mine === turn() && [more, document.body].includes(document.activeElement)) list.children[shown]?.querySelector("a").focus();
      } catch (fault) {
        if (mine !== turn()) return;
        if (fault instanceof Outdated) answer();
        else failed();
      } finally {
        more.disabled = false;
      }
    };
  }

  window.duthaoFiles = { folded, syllables, fit, file, forget, Outdated, card, onMore };
})();
