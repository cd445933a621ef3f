// The reader's own commune: chosen once, remembered by this browser alone, sent nowhere. Pages that people come back to
// then begin with what it is asked on now, counted by scripts/duthao/outputs/web/facets.py.
(() => {
  "use strict";
  const { syllables, fit, file, card } = duthaoFiles;
  const KEPT = "duthao.place", SHOWN = 8;
  const FORGET = "Bỏ ghi nhớ", ALONE = "Chỉ ghi nhớ trên máy này, không gửi đi đâu.";
  const line = document.querySelector("[data-mine]"), root = line.dataset.mine, { here, hereName } = line.dataset;
  const sent = [...line.childNodes]; // as the page was sent: the way to choose
  const places = () => file(`${root}dia-ban/tat-ca.json`);

  // "trinh-tuong xã Trịnh Tường": the name is said before anything has loaded
  function mine() {
    try {
      const [, key, name] = /^([a-z0-9-]+) (.+)$/s.exec(localStorage.getItem(KEPT)) || [];
      return key && { key, name };
    } catch { return null; } // storage refused
  }
  function remember(place) {
    try {
      if (place) localStorage.setItem(KEPT, `${place.key} ${place.name}`);
      else localStorage.removeItem(KEPT);
    } catch { /* private: not kept */ }
    return show();
  }
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const button = (text, onclick) => element("button", text, { type: "button", onclick });
  const link = (text, path) => element("a", text, { href: root + path });

  // ---- the line
  const latest = (steps) => steps.filter(([from]) => from * 1e3 <= duthaoClock.now()).at(-1)[1];
  // How many open drafts concern the place alone, and how many all that lies around it.
  function counts(all, place) {
    let around = 0;
    const seen = new Set([place]);
    for (let up = place[3]; up >= 0 && !seen.has(all[up]); up = all[up][3]) {
      seen.add(all[up]);
      around += latest(all[up][4]);
    }
    return [latest(place[4]), around];
  }
  let shown = ""; // what the line says, so that it is not made anew each minute under the reader's fingers
  async function show() {
    const place = mine();
    if (!place) document.documentElement.classList.remove("dt-has-place");
    if (here) return showHere(place);
    if (!place) {
      shown = "";
      return line.replaceChildren(...sent);
    }
    const folder = `dia-ban/${place.key}/`, known = await places().catch(() => null);
    const now = mine();
    if (!now || now.key !== place.key) return undefined; // another was chosen meanwhile
    const found = known && known.find(([key]) => key === place.key);
    if (known && !found) return remember(null); // no such place any more
    const figures = found ? counts(known, found) : [];
    if (shown === `${place.key} ${figures}`) return undefined;
    shown = `${place.key} ${figures}`;
    const said = [element("b", `Ở ${place.name}: `)];
    if (found) {
      const [own, around] = figures;
      said.push(link(`${own} dự thảo riêng`, `${folder}#rieng`), ", ", link(`${around} chung toàn tỉnh`, `${folder}#chung`), " đang lấy ý kiến. ");
    } else said.push(link("xem dự thảo", folder), ". ");
    const more = document.createElement("span");
    more.append(link("Bàn phát thanh", `loa/${place.key}/`), " · ", link("Bản in", `in/${place.key}/`), " · ", button("Đổi", choose), " · ", button(FORGET, () => {
      remember(null);
      line.querySelector("a").focus();
    }));
    return line.replaceChildren(...said, more);
  }
  function showHere(place) {
    const on = Boolean(place) && place.key === here, one = line.querySelector("[data-mine-here]");
    one.setAttribute("aria-pressed", on);
    one.onclick = () => remember(on ? null : { key: here, name: hereName });
  }

  // ---- choosing
  let dialog, all = [];
  async function choose(event) {
    if (!dialog) build();
    if (!dialog.showModal) return; // an old browser follows the link
    event.preventDefault();
    dialog.querySelector("[data-forget]").hidden = !mine();
    dialog.showModal();
    offer();
    try {
      all = (await places()).filter(([, , , within]) => within >= 0);
    } catch {
      dialog.querySelector("[role=status]").textContent = "Chưa tải được danh sách. Hãy kiểm tra mạng rồi thử lại.";
      return;
    }
    offer();
  }
  function build() {
    dialog = document.body.appendChild(card(
      `<dialog class="dt-place md-typeset" aria-labelledby="dt-place"><h2 id="dt-place">Xã, phường của mình</h2>
      <p><label for="dt-place-find">Gõ tên mới hoặc tên cũ, có dấu hay không dấu</label> <input id="dt-place-find" type="search" autocomplete="off" spellcheck="false" autofocus></p>
      <p role="status"></p><ul class="dt-plain"></ul><p class="dt-place__foot"><span></span> <button type="button" data-forget></button> <button type="button" data-close>Đóng</button></p></dialog>`,
    ));
    const box = dialog.querySelector("input");
    dialog.querySelector("span").textContent = ALONE;
    Object.assign(dialog.querySelector("[data-forget]"), { textContent: FORGET, onclick: () => take(null) });
    dialog.querySelector("[data-close]").onclick = () => dialog.close();
    box.addEventListener("input", offer);
    box.addEventListener("keydown", ({ key }) => key === "Enter" && dialog.querySelector("li button")?.click());
  }
  async function take(place) {
    dialog.close();
    await remember(place);
    line.querySelector("a, button")?.focus();
    dialog.querySelector("input").value = "";
  }
  function offer() {
    const words = syllables(dialog.querySelector("input").value), list = dialog.querySelector("ul");
    const found = !words.length ? [] : all.map((place) => [fit([place[1], ...place[2].split(", ")], words), place])
      .filter(([fits]) => fits).sort(([a], [b]) => b - a).map(([, place]) => place);
    list.replaceChildren(...found.slice(0, SHOWN).map(([key, name, former]) => {
      const entry = document.createElement("li"), one = button(name[0].toUpperCase() + name.slice(1), () => take({ key, name }));
      if (former) one.append(element("small", `địa bàn cũ: ${former}`));
      entry.append(one);
      return entry;
    }));
    dialog.querySelector("[role=status]").textContent = !words.length ? "" : found.length > SHOWN ? `${found.length} nơi, hãy gõ thêm` : found.length ? `${found.length} nơi` : "Không có xã, phường nào tên như vậy.";
  }

  line.querySelector("[data-mine-choose]")?.addEventListener("click", choose);
  addEventListener("duthao:clock", () => !here && mine() && show());
  addEventListener("storage", ({ key }) => key === KEPT && show()); // chosen in another window
  show();
})();
