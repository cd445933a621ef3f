// The search page: looks words up in the index of folded syllables that scripts/duthao/outputs/web/search.py writes and
// describes, and shows the cards of what it found. Nothing that is typed leaves the browser but as names of these files.
(() => {
  "use strict";
  const TITLE = 1, ABOUT = 2, SUMMARY = 4, SHOWN = 10, ENOUGH = 10, PARTS = 6, MOST = 12;
  const RESTED = 400, RESTS = 60; // milliseconds: a pause in typing; how long letters rest
  const form = document.querySelector("[data-search]"), box = form.querySelector("input");
  const said = document.querySelector("[data-search-said]"), list = document.querySelector("[data-search-results]");
  const names = document.querySelector("[data-search-names]"), more = document.querySelector("[data-search-more]");
  const shards = +form.dataset.shards, perFile = +form.dataset.perFile;

  const { folded, syllables, fit, file, forget, Outdated, card, onMore } = duthaoFiles;

  // Files of two builds number drafts differently: then all are asked for anew.
  async function numbered(name) {
    const [order, content] = await Promise.all([file("thu-tu.json"), file(name)]);
    if (content.of !== order.of) throw new Outdated();
    return content;
  }
  function shardOf(syllable) {
    let number = 0;
    for (const letter of syllable) number = (number * 31 + letter.charCodeAt(0)) % 65521;
    return number % shards;
  }

  // The drafts that have a term: number → mask of the parts in which it stands. What is known to stand nowhere (a word half
  // typed, once the list of syllables is there) is not asked for.
  let known = null; // the syllables of all drafts, once they were needed
  async function drafts(term) {
    if (known && !term.split(" ").every((syllable) => known.has(syllable) || /\d/.test(syllable))) return new Map();
    const { terms } = await numbered(`tu/${shardOf(term.split(" ")[0])}.json`);
    const found = new Map();
    for (const run of Object.hasOwn(terms, term) ? terms[term].split(" ") : []) {
      const [mask, gaps] = run.split(":");
      let number = 0;
      for (const gap of gaps.split(",")) found.set(number += +gap, +mask);
    }
    return found;
  }

  // ---- finding
  // Words ranked: all in the title before elsewhere, side by side before apart, what is open before what is over, then the newest.
  async function search(words) {
    const pairs = words.slice(1).map((word, n) => `${words[n]} ${word}`);
    const [order, ...found] = await Promise.all([file("thu-tu.json"), ...[...words, ...pairs].map(drafts)]);
    const single = found.slice(0, words.length), double = found.slice(words.length);
    const open = new Set(latest(order.open));
    const results = [];
    for (const number of new Set(single.flatMap((had) => [...had.keys()]))) {
      const masks = single.map((had) => had.get(number) || 0);
      const has = masks.filter(Boolean).length;
      if (has * 2 < words.length + (words.length < 4)) continue; // of four words two will do, of fewer all but a trifle
      const all = masks.reduce((a, b) => a & b), together = double.reduce((a, had) => a & (had.get(number) || 0), all);
      const anywhere = masks.every((mask) => mask & (TITLE | ABOUT | SUMMARY));
      const tier = together & TITLE ? 7 : all & TITLE ? 6 : together & ABOUT ? 5 : together & SUMMARY ? 4 : anywhere ? 3 : together ? 2 : 1;
      results.push({ number, has, tier, open: open.has(number), latest: order.latest[number] });
    }
    results.sort((a, b) => b.has - a.has || b.tier - a.tier || b.open - a.open || b.latest - a.latest || b.number - a.number);
    return results;
  }
  function latest(steps) {
    const now = duthaoClock.now() / 1e3;
    return steps.filter(([start]) => start <= now).at(-1)[1];
  }

  // Where whole words find little, the last one may be the beginning of another.
  async function searchParts(words) {
    const last = words.at(-1), all = (await file("am-tiet.json")).split(" ");
    known = new Set(all);
    const longer = all.filter((word) => word !== last && word.startsWith(last)).slice(0, PARTS);
    return (await Promise.all(longer.map((word) => search([...words.slice(0, -1), word])))).flat();
  }

  async function results(words) {
    const whole = await search(words), seen = new Set();
    const parts = whole.filter((r) => r.has === words.length).length < ENOUGH && words.at(-1).length > 1 ? await searchParts(words) : [];
    const both = [...whole.filter((r) => r.has === words.length), ...parts.filter((r) => r.has === words.length)];
    const chosen = both.length ? both : whole;
    return chosen.filter(({ number }) => !seen.has(number) && seen.add(number));
  }

  // Places, agencies and topics, those first that bear the words side by side.
  async function named(words) {
    const found = (await file("ten.json")).map((entry) => [fit(entry.slice(1, 3), words), entry]);
    return found.filter(([fits]) => fits).sort(([a], [b]) => b - a).slice(0, 5).map(([, entry]) => entry);
  }

  // ---- showing
  // Letters of a text with the place of each in its folded form, so that what was found can be marked in the text as it is written.
  function marked(text, words) {
    const places = [];
    const plain = [...text.normalize("NFC")].map((letter, n) => {
      const short = folded(letter);
      for (let k = 0; k < short.length; k++) places.push(n);
      return short;
    }).join("");
    const letters = [...text.normalize("NFC")], hits = [];
    for (const word of plain.matchAll(/[a-z0-9]+/g)) {
      if (words.some((wanted, n) => word[0] === wanted || (n === words.length - 1 && word[0].startsWith(wanted)))) {
        hits.push([places[word.index], places[word.index + word[0].length - 1] + 1]);
      }
    }
    return { letters, hits };
  }
  function fill(element, { letters, hits }, from = 0, to = letters.length) {
    element.textContent = "";
    let at = from;
    for (const [start, end] of hits.filter(([start, end]) => start >= from && end <= to)) {
      element.append(letters.slice(at, start).join(""));
      element.appendChild(document.createElement("mark")).textContent = letters.slice(start, end).join("");
      at = end;
    }
    element.append(letters.slice(at, to).join(""));
  }
  const ABROAD = 220; // letters of a snippet
  // The stretch in which most of the words stand.
  function snippet(text, words) {
    let best, most = 0;
    for (const line of text.split("\n")) {
      const found = marked(line, words);
      for (const [start] of found.hits) {
        const near = found.hits.filter(([s, e]) => s >= start && e <= start + ABROAD);
        const kinds = new Set(near.map(([s, e]) => folded(found.letters.slice(s, e).join("")))).size;
        if (kinds > most) [best, most] = [{ ...found, start }, kinds];
      }
    }
    if (!best) return null;
    const whole = best.letters.join("");
    const from = best.start < 60 ? 0 : whole.indexOf(" ", best.start - 50) + 1;
    const end = best.letters.length - from <= ABROAD + 40 ? best.letters.length : whole.lastIndexOf(" ", from + ABROAD);
    const element = document.createElement("p");
    element.className = "dt-snippet";
    fill(element, best, from, end);
    if (from) element.prepend("… ");
    if (end < best.letters.length) element.append(" …");
    return element;
  }

  const watcher = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(async ({ target }) => {
    watcher.unobserve(target);
    const id = target.querySelector("h3 a").getAttribute("href").split("/").at(-2);
    const text = await file(`van-ban/${id}.txt`).catch(() => ""); // without it the card says enough
    const said = snippet(text, target.words);
    if (said) target.querySelector("h3").after(said);
  }), { rootMargin: "200px" });

  const FAILED = "Chưa tải được dữ liệu tìm kiếm. Hãy kiểm tra mạng rồi thử lại.";
  let turn = 0, waiting, typed = 0, found = [], asked = [];
  function empty(words) {
    list.textContent = names.textContent = "";
    said.textContent = words;
    more.hidden = true;
  }
  async function show(upTo) {
    const mine = turn;
    const numbers = found.slice(list.children.length, upTo).map(({ number }) => number);
    const blocks = await Promise.all(numbers.map((number) => numbered(`the/${Math.floor(number / perFile)}.json`)));
    if (mine !== turn) return;
    numbers.forEach((number, n) => {
      const entry = card(blocks[n].cards[number % perFile]), title = entry.querySelector("h3 a");
      entry.words = asked;
      fill(title, marked(title.textContent, asked));
      list.append(entry);
      watcher.observe(entry);
    });
    more.hidden = list.children.length >= found.length;
    duthaoClock.tick();
  }

  async function answer(again = true) {
    const mine = ++turn, words = syllables(box.value).slice(0, MOST);
    more.hidden = true;
    const url = new URL(location.href);
    if (box.value.trim()) url.searchParams.set("q", box.value.trim());
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
    if (!words.length) return empty(box.value.trim() ? "Hãy gõ ít nhất một chữ hoặc số." : "");
    const slow = setTimeout(() => { if (mine === turn) said.textContent = "Đang tìm…"; }, 500);
    try {
      const [some, called] = await Promise.all([results(words), named(words)]);
      if (mine !== turn) return;
      [found, asked] = [some, words];
      empty("");
      for (const [kind, name, others, path] of called) {
        const entry = names.appendChild(document.createElement("li")), link = entry.appendChild(document.createElement("a"));
        link.href = `../${path}`;
        fill(link, marked(name, words));
        const small = entry.appendChild(document.createElement("small"));
        fill(small, marked(`${kind}${others ? `; tên khác: ${others}` : ""}`, words));
      }
      await show(SHOWN);
      if (mine !== turn) return;
      const whole = !found.length || found[0].has === words.length;
      said.textContent = !found.length ? (called.length ? "Không tìm thấy dự thảo nào có các từ này." : "Không tìm thấy. Hãy thử ít từ hơn, hoặc gõ không dấu.")
        : whole ? `${found.length.toLocaleString("vi")} dự thảo` : "Không có dự thảo nào chứa đủ các từ này. Gần nhất là:";
    } catch (fault) {
      if (mine !== turn) return;
      if (fault instanceof Outdated && again) {
        forget();
        return answer(false);
      }
      empty(FAILED);
    } finally {
      clearTimeout(slow);
    }
  }

  onMore(more, list, () => turn, (shown) => show(shown + SHOWN), answer, () => { said.textContent = FAILED; });
  // A letter after a pause is answered at once; letters that follow each other fast, when they rest.
  box.addEventListener("input", ({ timeStamp }) => {
    clearTimeout(waiting);
    waiting = setTimeout(answer, timeStamp - typed < RESTED ? RESTS : 0);
    typed = timeStamp;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    answer();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) return; // it stands as it was left
    box.value = new URL(location.href).searchParams.get("q") || box.value;
    if (box.value) answer();
    else box.focus({ preventScroll: true });
  });
})();
