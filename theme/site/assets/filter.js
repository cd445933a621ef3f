// The list of all drafts, filtered: by what scripts/duthao/outputs/web/facets.py writes of them, as they stand by the
// clock of the page. What is chosen stands in the address; drafts are shown by the cards of the search index.
(() => {
  "use strict";
  const { syllables, fit, file, forget, Outdated, card, onMore } = duthaoFiles;
  const SHOWN = 10, MANY = 12;
  const FAILED = "Chưa tải được dữ liệu để lọc. Hãy kiểm tra mạng rồi thử lại.";
  const form = document.querySelector("[data-filter]"), browse = form.closest(".dt-browse");
  const one = (name, root = browse) => root.querySelector(`[data-${name}]`);
  const facets = [...form.querySelectorAll("[data-facet]")], names = facets.map((e) => e.dataset.facet);
  const opener = one("filter-open"), order = one("filter-order"), said = one("found-said"), heading = one("found-heading");
  const list = one("found-list"), more = one("found-more"), follow = one("found-feeds"), chips = one("chosen");
  const perFile = +form.dataset.perFile, followed = form.dataset.followed.split(" ");
  const counted = (n) => `${n.toLocaleString("vi")} dự thảo`;

  // ---- what is chosen, as the address says it
  let chosen = new Map(), sorted = "";
  function read() {
    const asked = new URLSearchParams(location.search);
    chosen = new Map(names.map((name) => [name, new Set(asked.getAll(name).filter(Boolean))]));
    sorted = [...order.options].slice(1).some((o) => o.value === asked.get("sap-xep")) ? asked.get("sap-xep") : "";
    order.value = sorted || order.options[0].value;
  }
  const asks = () => sorted || [...chosen.values()].some((keys) => keys.size);
  function address() {
    const url = new URL(location.href);
    [...names, "sap-xep"].forEach((name) => url.searchParams.delete(name));
    chosen.forEach((keys, name) => keys.forEach((key) => url.searchParams.append(name, key)));
    if (sorted) url.searchParams.set("sap-xep", sorted);
    url.hash = "";
    return url;
  }
  function choose(name, key, on) {
    chosen.get(name)[on ? "add" : "delete"](key);
    go();
  }
  function go() {
    history.pushState(null, "", address());
    return answer();
  }

  // ---- the drafts
  let known; // what the files say, made ready: {drafts, places, stands, choices, numbers, reached}
  async function load() {
    const wanted = chosen.get("dia-ban").size || form.querySelector("[data-facet=dia-ban]").open;
    const [drafts, places] = await Promise.all([file("loc.json"), wanted ? file("../dia-ban/tat-ca.json") : known ? known.places : []]);
    if (known && known.drafts === drafts && known.places === places) return known;
    const choices = { ...drafts.names, nam: [] };
    choices["dia-ban"] = places.map(([key, name, others]) => [key, name[0].toUpperCase() + name.slice(1), others]);
    const stands = (drafts.standing[0] || []).map((_, number) => drafts.standing.map((column) => column[number]));
    const years = new Set([...stands, ...drafts.turns.map((turn) => turn.slice(2))].map(([, year]) => year).filter(Boolean));
    choices.nam = [...years].sort((a, b) => b - a).map((year) => [`${year}`, `${year}`, ""]);
    const numbers = Object.fromEntries(names.map((name) => [name, new Map(choices[name].map(([key], n) => [key, n]))]));
    // What is meant for a place is meant for all places within it.
    const above = places.map(([, , , within], place) => {
      const all = [place];
      for (let up = within; up >= 0 && !all.includes(up); up = places[up][3]) all.push(up);
      return all;
    });
    const met = new Map();
    const reached = drafts.columns["dia-ban"].map((entry) => {
      const which = `${entry}`, meant = new Set([entry].flat().map((n) => numbers["dia-ban"].get(drafts.names["dia-ban"][n])));
      if (!met.has(which)) met.set(which, above.flatMap((all, place) => (all.some((up) => meant.has(up)) ? [place] : [])));
      return met.get(which);
    });
    known = { drafts, places, stands, choices, numbers, reached };
    return known;
  }
  const now = () => Math.floor(duthaoClock.now() / 1e3);
  const come = () => known.drafts.turns.filter(([from]) => from <= now()).length; // turns that have come
  // How every draft stands now: [lists, year, group, deadline, last event, opening], see facets.py.
  function standing() {
    const all = [...known.stands], at = now();
    for (const [from, number, ...stands] of known.drafts.turns) if (from <= at) all[number] = stands;
    return all;
  }
  function met(name, number, stands) {
    if (name === "tinh-trang") return stands[0];
    if (name === "nam") return stands[1] ? [known.numbers.nam.get(`${stands[1]}`)] : [];
    return name === "dia-ban" ? known.reached[number] : [known.drafts.columns[name][number]].flat();
  }

  // Which drafts are found, in order; and for each choice of each facet how many there would be with the other facets as they are.
  function find(wishes, stand) {
    const counts = Object.fromEntries(names.map((name) => [name, new Array(known.choices[name].length).fill(0)])), found = [];
    stand.forEach((stands, number) => {
      const has = names.map((name) => met(name, number, stands));
      const missed = names.filter((name, n) => wishes[name].size && !has[n].some((choice) => wishes[name].has(choice)));
      if (missed.length > 1) return;
      if (!missed.length) found.push(number);
      names.forEach((name, n) => {
        if (!missed.length || missed[0] === name) has[n].forEach((choice) => counts[name][choice]++);
      });
    });
    return { counts, found: found.sort((a, b) => compare(stand[a], stand[b]) || a - b) };
  }
  function compare([, , ...a], [, , ...b]) {
    const [GROUP, CLOSES, LATEST, OPENS] = [0, 1, 2, 3];
    if (sorted === "moi") return b[LATEST] - a[LATEST];
    if (sorted === "han") return b[CLOSES] - a[CLOSES];
    if (a[GROUP] !== b[GROUP]) return a[GROUP] - b[GROUP];
    return a[GROUP] === 0 ? a[CLOSES] - b[CLOSES] : a[GROUP] === 1 ? a[OPENS] - b[OPENS] : b[LATEST] - a[LATEST];
  }
  const wished = () => Object.fromEntries(names.map((name) => [name, new Set([...chosen.get(name)].map((key) => known.numbers[name].get(key) ?? -1))]));
  const named = (name, key) => known.choices[name][known.numbers[name].get(key)]?.[1] ?? key;

  // ---- the choices
  function offer(facet) {
    const name = facet.dataset.facet, box = one("facet-choices", facet);
    const of = name === "dia-ban" ? known.places : known.drafts;
    if (box.of === of) return;
    box.of = of;
    box.textContent = "";
    box.entries = known.choices[name].map(([key, text, others]) => {
      const entry = document.createElement("li"), label = entry.appendChild(document.createElement("label"));
      const mark = label.appendChild(document.createElement("input"));
      mark.type = "checkbox";
      mark.value = key;
      mark.onchange = () => choose(name, key, mark.checked);
      label.appendChild(document.createElement("span")).textContent = text;
      const count = label.appendChild(document.createElement("span")), old = entry.appendChild(document.createElement("small"));
      count.className = "dt-filter__count";
      old.textContent = others && `tên khác: ${others}`;
      old.hidden = true;
      box.append(entry);
      return { entry, mark, count, old, names: [text, ...others.split(", ")], key };
    });
  }
  // Choices that lead to something, or are chosen; of many those that fit what is typed, the best first.
  function narrow(facet, counts) {
    const name = facet.dataset.facet, box = one("facet-choices", facet), find = one("facet-find", facet), input = find.querySelector("input");
    if (counts) box.entries.forEach((choice, n) => { choice.many = counts[name][n]; });
    const words = syllables(input.value);
    let shown = 0, some = 0;
    for (const choice of box.entries) {
      const isChosen = chosen.get(name).has(choice.key), open = choice.many > 0 || isChosen;
      choice.mark.checked = isChosen;
      choice.count.textContent = ` (${choice.many.toLocaleString("vi")})`;
      choice.fits = words.length ? fit(choice.names, words) : 1;
      choice.old.hidden = !words.length || !choice.old.textContent || fit([choice.names[0]], words) > 0;
      choice.entry.hidden = !(open && choice.fits) && choice.mark !== document.activeElement;
      some += open;
      shown += !choice.entry.hidden;
    }
    const ordered = words.length ? [...box.entries].sort((a, b) => b.fits - a.fits) : box.entries;
    if (ordered.some((choice, n) => choice.entry !== box.children[n]) && !box.contains(document.activeElement)) box.append(...ordered.map((c) => c.entry));
    find.hidden = some <= MANY && !words.length;
    one("facet-said", facet).textContent = words.length ? `${shown} mục` : some ? "" : "Không có lựa chọn nào.";
  }

  // ---- what was found
  let turn = 0, stood = 0, found = [];
  const shownNow = () => [...list.children].map((entry) => entry.number);
  async function fetchCards(numbers) {
    return Promise.all(numbers.map(async (number) => {
      const block = await file(`../tim-kiem/the/${Math.floor(number / perFile)}.json`);
      if (block.of !== known.drafts.of) throw new Outdated();
      const entry = card(block.cards[number % perFile]);
      entry.number = number;
      return entry;
    }));
  }
  async function show(upTo) {
    const mine = turn, wanted = found.slice(0, upTo), had = new Map([...list.children].map((entry) => [entry.number, entry]));
    const fresh = await fetchCards(wanted.filter((number) => !had.has(number)));
    if (mine !== turn) return;
    fresh.forEach((entry) => had.set(entry.number, entry));
    if (`${shownNow()}` !== `${wanted}`) list.replaceChildren(...wanted.map((number) => had.get(number)));
    more.hidden = wanted.length >= found.length;
    duthaoClock.tick();
  }
  function chip(text, drop) {
    const entry = chips.appendChild(document.createElement("li")), button = entry.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = text;
    button.onclick = async () => {
      drop();
      await go();
      [chips.querySelector("button"), opener, form.querySelector("summary")].find((e) => e && e.offsetParent)?.focus();
    };
    return button;
  }
  function listChosen() {
    chips.textContent = "";
    chosen.forEach((keys, name) => keys.forEach((key) => {
      const what = `${facets[names.indexOf(name)].querySelector("summary").firstChild.textContent.trim()}: ${named(name, key)}`;
      const button = chip(what, () => keys.delete(key)), cross = document.createElement("span");
      cross.textContent = " ×";
      cross.setAttribute("aria-hidden", true);
      button.append(cross);
      button.setAttribute("aria-label", `${what}, bỏ điều kiện này`);
    }));
    chip("Bỏ lọc", () => {
      chosen.forEach((keys) => keys.clear());
      sorted = "";
    }).className = "dt-chosen__none";
  }

  // The narrowest feeds that hold all that was found: of one place, agency or topic, of a state that has some, or of the site.
  function offerFeeds(stand) {
    const folders = { "dia-ban": "dia-ban/", "co-quan": "co-quan/", "linh-vuc": "linh-vuc/", "tinh-trang": "" };
    const near = Object.keys(folders).filter((name) => chosen.get(name).size === 1).map((name) => ({ name, key: [...chosen.get(name)][0] }))
      .filter(({ name, key }) => known.numbers[name].has(key) && (name !== "tinh-trang" || followed.includes(key)));
    const alone = [...chosen.values()].filter((keys) => keys.size).length === 1;
    near.forEach((feed) => {
      const choice = known.numbers[feed.name].get(feed.key);
      feed.holds = stand.filter((stands, number) => met(feed.name, number, stands).includes(choice)).length;
    });
    const [best] = near.sort((a, b) => a.holds - b.holds);
    const folder = best ? `../${folders[best.name]}${best.key}/` : "../", called = best ? named(best.name, best.key) : "tất cả dự thảo";
    follow.textContent = best && alone ? `Theo dõi ${called}: ` : `Lựa chọn này không có nguồn tin riêng. Gần nhất là nguồn tin của ${called}: `;
    if (!asks() || (sorted && !best && ![...chosen.values()].some((keys) => keys.size))) follow.textContent = "Theo dõi tất cả dự thảo: ";
    [["RSS", "rss.xml"], ["Atom", "atom.xml"], ["JSON Feed", "feed.json"], ["Lịch", "lich.ics"]].forEach(([label, name], n) => {
      const link = document.createElement("a");
      link.href = folder + name;
      link.textContent = label;
      follow.append(...(n ? [" · ", link] : [link]));
    });
    follow.hidden = false;
  }

  async function answer(again = true) {
    const mine = ++turn, filtered = asks();
    browse.classList.toggle("dt-browse--asked", Boolean(filtered));
    facets.forEach((facet) => { one("facet-many", facet).textContent = chosen.get(facet.dataset.facet).size || ""; });
    const opened = facets.filter((facet) => facet.open);
    if (!filtered && !opened.length) return;
    list.setAttribute("aria-busy", true);
    opened.filter((facet) => !one("facet-choices", facet).entries).forEach((facet) => { one("facet-said", facet).textContent = "Đang tải…"; });
    try {
      await load();
      if (mine !== turn) return;
      stood = come();
      const stand = standing(), { counts, found: all } = find(wished(), stand);
      opened.forEach((facet) => {
        offer(facet);
        narrow(facet, counts);
      });
      one("filter-done").textContent = `Xem ${counted(all.length)}`;
      if (!filtered) return;
      const asMany = `${found}` === `${all}` ? Math.max(SHOWN, list.children.length) : SHOWN;
      found = all;
      listChosen();
      said.textContent = found.length ? counted(found.length) : "Không có dự thảo nào khớp. Hãy bỏ bớt điều kiện lọc.";
      await show(asMany);
      if (mine !== turn) return;
      offerFeeds(stand);
      list.setAttribute("aria-busy", false);
    } catch (fault) {
      if (mine !== turn) return;
      if (fault instanceof Outdated && again) {
        forget();
        return answer(false);
      }
      said.textContent = FAILED;
      list.textContent = "";
      list.setAttribute("aria-busy", false);
      more.hidden = true;
      opened.forEach((facet) => { one("facet-said", facet).textContent = FAILED; });
    }
  }

  facets.forEach((facet) => {
    facet.addEventListener("toggle", () => facet.open && answer());
    one("facet-find", facet).addEventListener("input", () => one("facet-choices", facet).entries && narrow(facet));
  });
  order.onchange = () => {
    sorted = order.selectedIndex ? order.value : "";
    go();
  };
  const panel = (open) => {
    form.classList.toggle("dt-filter--open", open);
    opener.setAttribute("aria-expanded", open);
  };
  opener.onclick = () => panel(opener.getAttribute("aria-expanded") !== "true");
  one("filter-done").onclick = () => {
    panel(false);
    (asks() ? heading : opener).focus();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  onMore(more, list, () => turn, (shown) => show(shown + SHOWN), answer, () => { said.textContent = FAILED; });
  const begin = () => {
    read();
    answer();
  };
  addEventListener("popstate", begin);
  // A draft that closes while the page lies open leaves what is found, and the counts.
  addEventListener("duthao:clock", () => {
    if (known && stood !== come()) answer();
  });
  begin();
  browse.dataset.filters = "yes";
})();
