// Runs before the list below it is shown: an address that asks for a choice of drafts is not answered with all of them
// until filter.js has loaded.
if (/[?&](tinh-trang|linh-vuc|dia-ban|co-quan|doi-tuong|loai|nam|sap-xep)=./.test(location.search)) {
  document.currentScript.closest(".dt-browse").classList.add("dt-browse--asked");
}
