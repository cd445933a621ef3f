// What search and lists share: words as they are compared, and the files that scripts/duthao/outputs/web/ makes for them.
(() => {
  "use strict";
  const folded = duthaoFold;
  const syllables = (text) => folded(text).match(/[a-z0-9]+/g) || [];

  // How well words fit a thing of these names: 3 side by side in one of them, 2 the same with the last word begun,
  // 1 each begins a syllable, 0 not at all. "ta phin" fits Tả Phìn better than Lùng Phình with a Tả elsewhere.
  function fit(names, words) {
    const spelled = names.map((name) => ` ${syllables(name).join(" ")} `), side = ` ${words.join(" ")}`;
    if (spelled.some((name) => name.includes(`${side} `))) return 3;
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

  window.duthaoFiles = { folded, syllables, fit, file, forget, Outdated, card };
})();
