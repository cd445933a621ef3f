// The page to subscribe from, in two steps: what is followed, and which news of it. The choice stands in the address; nothing
// else is kept. Names come from the files that search, lists and this page have (scripts/duthao/outputs/web/).
(() => {
  "use strict";
  const { syllables, fit, file } = duthaoFiles;
  const SHOWN = 8, MANY = 40; // of what fits the words typed; of a list that is short enough to be shown whole
  const FAILED = "Chưa tải được danh sách. Hãy kiểm tra mạng rồi thử lại.";
  const form = document.querySelector("[data-follow]");
  const one = (name) => form.querySelector(`[data-follow-${name}]`);
  const of = [...form.querySelectorAll("[name=muc]")], kinds = [...form.querySelectorAll("[name=tin]")];
  const find = one("find"), box = find.querySelector("input"), list = one("list"), said = one("said"), result = one("result");
  const FOLDERS = { "dia-ban": "Địa bàn", "co-quan": "Cơ quan", "linh-vuc": "Lĩnh vực" };

  // What can be followed of a sort: [{path, name, others, inner}]; inner: whether it is a place within another.
  async function choices(sort) {
    if (sort === "dia-ban") {
      return (await file("../dia-ban/tat-ca.json")).map(([key, name, others, within]) => ({ path: `${sort}/${key}/`, name, others, inner: within >= 0 }));
    }
    if (sort === "du-thao") return (await file("du-thao.json")).drafts.map(({ id, title }) => ({ path: `${sort}/${id}/`, name: title, others: id.toUpperCase() }));
    return (await file("../tim-kiem/ten.json")).filter(([kind]) => kind === FOLDERS[sort]).map(([, name, others, path]) => ({ path, name, others }));
  }

  // The choice of a link: null where there is none any more. A draft that is over is offered no more, but its feed stays.
  async function named(sort, path) {
    const found = (await choices(sort)).find((entry) => entry.path === path);
    if (found || !/^du-thao\/[a-z0-9-]+\/$/.test(path)) return found || null;
    const answer = await fetch(`../${path}rss.xml`);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const feed = new DOMParser().parseFromString(await answer.text(), "text/xml");
    return { path, name: feed.querySelector("channel > title").textContent };
  }

  let chosen = null, turn = 0; // chosen: an entry of `choices`; null while none is
  const ALL = { path: "", name: one("all").textContent };
  const sort = () => of.find((e) => e.checked).value;
  const wanted = () => kinds.find((e) => e.checked);

  // ---- the first step
  async function offer() {
    const mine = ++turn, which = sort(), radio = of.find((e) => e.checked);
    find.hidden = !which;
    find.querySelector("label").textContent = radio.dataset.ask || "";
    if (!which) {
      list.textContent = said.textContent = "";
      return take(ALL);
    }
    try {
      const all = await choices(which), words = syllables(box.value);
      if (mine !== turn) return undefined;
      const found = words.length
        ? all.map((entry) => [fit([entry.name, ...entry.others.split(", ")], words), entry]).filter(([fits]) => fits).sort(([a], [b]) => b - a).map(([, entry]) => entry)
        : all.length <= MANY ? all : [];
      list.replaceChildren(...found.slice(0, words.length ? SHOWN : MANY).map((entry) => {
        const item = document.createElement("li"), button = item.appendChild(document.createElement("button"));
        button.type = "button";
        button.textContent = entry.name[0].toUpperCase() + entry.name.slice(1);
        if (entry.others) button.appendChild(document.createElement("small")).textContent = ` ${entry.others}`;
        button.onclick = () => {
          take(entry);
          list.textContent = box.value = "";
          wanted().focus();
        };
        return item;
      }));
      said.textContent = chosen && !words.length ? "" : found.length > SHOWN && words.length ? `${found.length} mục, hãy gõ thêm` : words.length && !found.length ? "Không có tên nào như vậy." : "";
    } catch {
      if (mine === turn) said.textContent = FAILED;
    }
    return undefined;
  }
  function take(entry) {
    chosen = entry;
    return show();
  }

  // ---- the second step, and the addresses
  // A kind is offered only where a feed of it is made.
  function has(kind) {
    const whose = sort() === "dia-ban" && (!chosen || chosen.inner) ? "xa" : sort() || "tat-ca";
    return kind.dataset.of.split(" ").includes(whose);
  }
  function show() {
    kinds.forEach((kind) => { kind.closest("label").hidden = !has(kind); });
    if (!has(wanted())) kinds[0].checked = true;
    const { path, name } = chosen || {}, kind = wanted();
    one("chosen").textContent = chosen ? `Đang chọn: ${name}` : "Chưa chọn. Hãy chọn ở bước 1.";
    result.hidden = !chosen;
    const asked = new URL(location.href);
    asked.search = "";
    if (form.dataset.ready) asked.hash = ""; // of the link that led here; a later choice is not what it leads to
    if (path) asked.searchParams.set("nguon", path.slice(0, -1));
    if (kind !== kinds[0]) asked.searchParams.set("tin", kind.value);
    if (chosen) history.replaceState(null, "", asked);
    if (!chosen) return;
    const feed = new URL(`../${path}${kind.value}`, location.href).href, calendar = new URL(`../${path}lich.ics`, location.href).href;
    const words = `${kind.closest("label").textContent.trim()}: ${name}`;
    one("words").textContent = words;
    [["feed", feed], ["calendar", calendar]].forEach(([which, address]) => {
      const link = one(which);
      link.href = link.textContent = address;
      link.parentElement.querySelector("[data-copy-address]").textContent = "Sao chép";
    });
    one("webcal").href = calendar.replace(/^https?:/, "webcal:");
    opml(words, feed);
    code(path);
  }
  let made = ""; // the file for programs that read lists of feeds, held by the browser while the page is open
  function opml(words, feed) {
    const page = document.implementation.createDocument(null, "opml"), { documentElement: root } = page;
    root.setAttribute("version", "2.0");
    root.appendChild(page.createElement("head")).appendChild(page.createElement("title")).textContent = words;
    const outline = root.appendChild(page.createElement("body")).appendChild(page.createElement("outline"));
    Object.entries({ type: "rss", text: words, title: words, xmlUrl: feed }).forEach(([name, value]) => outline.setAttribute(name, value));
    if (made) URL.revokeObjectURL(made);
    made = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(page)], { type: "text/x-opml" }));
    one("opml").href = made;
  }
  // The code leads to this page with the choice of the first step: a telephone opens no feed. Of a draft there is none.
  function code(path) {
    const fold = one("code"), picture = fold.querySelector("img");
    fold.hidden = path.startsWith("du-thao/");
    picture.alt = `Mã QR mở trang này và chọn sẵn: ${chosen.name}`;
    if (fold.open && !fold.hidden) picture.src = `qr/${path.slice(0, -1) || "tat-ca"}.svg`;
  }

  of.forEach((radio) => radio.addEventListener("change", () => {
    chosen = null;
    box.value = "";
    show();
    offer();
  }));
  kinds.forEach((radio) => radio.addEventListener("change", show));
  box.addEventListener("input", offer);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (syllables(box.value).length) list.querySelector("button")?.click();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  one("code").addEventListener("toggle", () => chosen && code(chosen.path));

  async function begin() {
    const asked = new URLSearchParams(location.search), path = `${asked.get("nguon") || ""}/`, mine = ++turn;
    const radio = of.find((e) => e.value && path.startsWith(`${e.value}/`)), kind = kinds.find((e) => e.value === asked.get("tin"));
    if (kind) kind.checked = true;
    let fault = "";
    if (radio) {
      radio.checked = true;
      const found = await named(radio.value, path).catch(() => { fault = FAILED; });
      if (mine === turn) {
        chosen = found || null;
        if (!chosen) fault ||= "Không còn mục này. Hãy chọn lại.";
        show();
      }
    }
    if (mine === turn) await offer();
    if (mine + 1 === turn && fault) said.textContent = fault;
    form.dataset.ready = "yes";
  }
  begin();
})();
