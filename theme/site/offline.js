// Pages that must open where there is no network (loudspeaker scripts, screens): the network first, always; only
// where it gives nothing, the copy kept of that page, which says when it was kept. Nothing else is ever kept, and
// no page without a place for that notice. A page loads this file as a script, which registers it as the service
// worker of that page's own folder.
"use strict";
if (self.document) register(document.currentScript.src);
else serve();

function register(src) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return; // no https, or an old browser: the page works as ever, with a network
  addEventListener("load", async () => {
    try {
      const made = await serviceWorker.register(src, { scope: "./" });
      const worker = made.active || made.waiting || made.installing;
      // Once the page stands it names itself and what it is drawn with: nothing of it has come through the worker yet.
      const drawn = performance.getEntriesByType("resource").map((entry) => entry.name);
      const own = drawn.filter((url) => url.startsWith(location.origin) && /\.(css|js|svg|png|woff2?)$/.test(url));
      worker.postMessage({ keep: [location.href.split("#")[0], ...own] });
    } catch { /* storage refused: as above */ }
  });
}

function serve() {
  const KEPT = `duthao ${registration.scope}`, WAIT = 8e3, LONGEST = 31 * 864e5, VN = 7 * 36e5;
  const DRAWN = ["style", "script", "font", "image"]; // what a page is drawn with
  const NOTICE = /(<p[^>]*) data-saved hidden>/; // where a page says so

  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  addEventListener("message", (event) => event.waitUntil(keepAll(event.data.keep)));
  addEventListener("fetch", (event) => {
    const { request } = event, { origin } = new URL(request.url);
    if (request.method !== "GET" || origin !== location.origin || request.headers.has("range")) return;
    if (DRAWN.includes(request.destination) || request.url.startsWith(registration.scope)) event.respondWith(answer(event));
  });

  async function answer(event) {
    const { request } = event;
    // A browser's own cache may hold a page back from the network for hours: it is asked to make sure.
    const sure = request.mode === "navigate" && { cache: "no-cache", redirect: "manual" };
    const coming = sure ? fetch(request.url, sure) : fetch(request);
    const slow = new Promise((_, fail) => setTimeout(fail, WAIT));
    try {
      const fresh = await Promise.race([coming, slow]);
      if (fresh.status < 500) {
        event.waitUntil(keep(request.url, fresh.clone()));
        return fresh;
      }
    } catch { /* no network, or as good as none */ }
    const held = await (await caches.open(KEPT)).match(request.url);
    return held ? marked(held) : coming;
  }

  async function keepAll(urls) {
    const kept = await caches.open(KEPT);
    for (const request of await kept.keys()) {
      if (Date.now() - savedAt(await kept.match(request)) > LONGEST) await kept.delete(request);
    }
    await Promise.allSettled(urls.map(async (url) => keep(url, await fetch(url))));
  }

  async function keep(url, fresh) {
    const kept = await caches.open(KEPT);
    if (fresh.status >= 400) return kept.delete(url); // the page is gone: so is the copy
    if (fresh.status !== 200) return false;
    const body = await fresh.blob();
    const keeps = isPage(fresh) ? NOTICE.test(await body.text()) : !url.startsWith(registration.scope);
    if (!keeps) return kept.delete(url);
    const headers = { "content-type": fresh.headers.get("content-type"), "x-saved": fresh.headers.get("date") || new Date().toUTCString() };
    return kept.put(url, new Response(body, { headers }));
  }

  const isPage = (response) => (response.headers.get("content-type") || "").startsWith("text/html");
  const savedAt = (response) => Date.parse(response.headers.get("x-saved"));

  async function marked(held) {
    if (!isPage(held)) return held;
    const when = new Date(savedAt(held) + VN).toISOString(); // Việt Nam keeps +07:00 the whole year
    const words = `Bản đã lưu lúc ${when.slice(11, 16)} ngày ${when.slice(8, 10)}/${when.slice(5, 7)}/${when.slice(0, 4)}, vì hiện không có mạng. Thời hạn góp ý và lời đọc có thể đã thay đổi từ lúc đó: hãy hỏi lại cơ quan soạn thảo, hoặc mở lại khi có mạng, trước khi phát.`;
    return new Response((await held.text()).replace(NOTICE, `$1 role="status">${words}`), { headers: held.headers });
  }
}
