// Runs before the list below it is shown: an address that asks for a choice of drafts is not answered with all of them
// until filter.js has loaded.
if (/[?&](tinh-trang|linh-vuc|dia-ban|co-quan|doi-tuong|loai|nam|sap-xep)=./.test(location.search)) {
  const browse = document.currentScript.closest(".dt-browse");
  browse.classList.add("dt-browse--asked");
  // Where the network gave out before that script came, the whole list is better than none.
  addEventListener("load", () => { if (!browse.dataset.filters) browse.classList.remove("dt-browse--asked"); });
}
