// Saves a form at each change and shows what is wrong beside its fields; all of it works without this script too.
(() => {
  const form = document.getElementById("bieu-mau");
  if (!form) return;
  const said = document.getElementById("da-luu");
  let busy = false, again = false;
  const save = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.status === 409) { form.requestSubmit(); return; }
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-live]")) {
        const fresh = page.getElementById(part.id);
        if (fresh) part.replaceChildren(...fresh.childNodes);
      }
      const version = page.getElementById("ban");
      if (version) document.getElementById("ban").value = version.value;
      said.textContent = "Đã lưu nháp.";
    } catch {
      said.textContent = "Chưa lưu được bản nháp. Kiểm tra cửa sổ lệnh «duthao edit» còn mở.";
    } finally {
      busy = false;
      if (again) { again = false; save(); }
    }
  };
  form.addEventListener("change", save);
})();
