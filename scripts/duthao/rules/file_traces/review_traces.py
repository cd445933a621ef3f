"""What was left in a file while it was made: reviewers' words, text that is hidden, pages that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from duthao.domain.meetings.site_meetings import files_of
from duthao.errors import Finding, Say
from duthao.records.file_contents.extracted_content import Trace
from duthao.records.record import FOLDER, Record
from duthao.rules import Context, Library, Rule

_CLEAN = "Chạy «duthao clean» để có bản sạch."
RULES = {
    "attachment-comments": Rule(
        "Tệp còn nhận xét của người góp ý, người duyệt",
        f"Xóa hết nhận xét (Word: Review › Delete › Delete All Comments). {_CLEAN}",
    ),
    "attachment-tracked-changes": Rule(
        "Tệp còn vết sửa (Track Changes)",
        f"Xem từng chỗ, chấp nhận hoặc bỏ (Word: Review › Accept, Reject). {_CLEAN}",
    ),
    "attachment-hidden-text": Rule("Tệp còn chữ ẩn", f"Xóa chữ ẩn. {_CLEAN}"),
    "attachment-hidden-sheets": Rule(
        "Bảng tính có trang, hàng hoặc cột bị ẩn",
        "Xem những gì bị ẩn có được công bố không; nếu không, xóa hẳn.",
        "warning",
    ),
    "attachment-scanned-pages": Rule(
        "PDF có trang chỉ là ảnh quét",
        "Dùng PDF xuất từ tệp soạn thảo, hoặc nhận dạng chữ (OCR).",
        "warning",
    ),
    "attachment-pdf-notes": Rule(
        "PDF có ghi chú, chữ hoặc dấu dán thêm lên trang",
        "Xem từng chỗ; xóa ghi chú của người duyệt rồi lưu lại.",
        "warning",
    ),
    "attachment-earlier-revisions": Rule(
        "PDF còn giữ lời văn trước khi sửa",
        f"Xuất lại PDF từ tệp soạn thảo. {_CLEAN}",
        "warning",
    ),
    "attachment-picture-place": Rule(
        "Ảnh còn ghi tọa độ nơi chụp", f"Xóa tọa độ trong ảnh. {_CLEAN}", "warning"
    ),
}


def _at(trace: Trace) -> str:
    return f": {trace.place}" if trace.place else ""


# kind of trace → rule, message, remedy
_TOLD: MappingProxyType[str, tuple[str, Callable[[Trace], Say], Say]] = MappingProxyType(
    {
        "comments": (
            "attachment-comments",
            lambda t: Say(
                f"Tệp còn {t.times} nhận xét, ai tải về cũng đọc được{_at(t)}.",
                f"The file has {t.times} comments that everybody can read{_at(t)}.",
            ),
            Say(
                "Xóa hết nhận xét (Word: Review › Delete › Delete All Comments), hoặc chạy «duthao clean» để có bản sạch.",
                "Delete all comments (Word: Review › Delete), or run `duthao clean`.",
            ),
        ),
        "tracked-changes": (
            "attachment-tracked-changes",
            lambda t: Say(
                f"Tệp còn {t.times} vết sửa (Track Changes), câu đã xóa vẫn đọc được{_at(t)}.",
                f"The file has {t.times} tracked changes: what was deleted can be read{_at(t)}.",
            ),
            Say(
                "Xem từng chỗ, chấp nhận hoặc bỏ (Word: Review › Accept, Reject), hoặc chạy «duthao clean»: bản sạch lấy chữ đã thêm, bỏ chữ đã xóa.",
                "Accept or reject each (Word: Review), or run `duthao clean`, which keeps what was added and drops what was deleted.",
            ),
        ),
        "hidden-text": (
            "attachment-hidden-text",
            lambda t: Say(
                f"Tệp còn {t.times} chỗ có chữ ẩn{_at(t)}.",
                f"The file has hidden text in {t.times} places{_at(t)}.",
            ),
            Say(
                "Hiện chữ ẩn (Word: Ctrl+Shift+8), xóa đi hoặc bỏ định dạng ẩn; hoặc chạy «duthao clean» để có bản không còn chữ ẩn.",
                "Show it (Word: Ctrl+Shift+8) and delete it, or run `duthao clean`.",
            ),
        ),
        "hidden-sheets": (
            "attachment-hidden-sheets",
            lambda t: Say(
                f"Bảng tính có {t.times} phần bị ẩn mà ai cũng mở ra được{_at(t)}.",
                f"The workbook has {t.times} hidden parts that everybody can show{_at(t)}.",
            ),
            Say(
                "Xem những gì bị ẩn có được công bố không; nếu không, xóa hẳn.",
                "See whether it may be published; if not, delete it.",
            ),
        ),
        "scanned-pages": (
            "attachment-scanned-pages",
            lambda t: Say(
                f"Trang {t.place} chỉ là ảnh quét: không kiểm tra được dấu mật, dữ liệu cá nhân; người khiếm thị không đọc được.",
                f"Pages {t.place} are scans: they cannot be searched or read aloud.",
            ),
            Say(
                "Dùng PDF xuất từ tệp soạn thảo, hoặc nhận dạng chữ (OCR); đọc lại các trang đó trước khi công bố.",
                "Use a PDF exported from the text, or run OCR; read these pages before they go out.",
            ),
        ),
        "pdf-notes": (
            "attachment-pdf-notes",
            lambda t: Say(
                f"PDF có {t.times} ghi chú, chữ hoặc dấu (Stamp) dán thêm, ở trang {t.place}; ai mở tệp cũng đọc được.",
                f"The PDF has {t.times} notes, texts or stamps stuck onto pages {t.place}.",
            ),
            Say(
                "Xem từng chỗ; ghi chú của người duyệt thì xóa rồi lưu lại.",
                "Look at each; delete those of reviewers and save the file again.",
            ),
        ),
        "earlier-revisions": (
            "attachment-earlier-revisions",
            lambda t: Say(
                f"PDF đã bị sửa mà còn giữ lời văn trước khi sửa của trang {t.place}; có công cụ đọc lại được.",
                f"The PDF was edited and still holds the former text of pages {t.place}.",
            ),
            Say(
                "Xuất lại PDF từ tệp soạn thảo, hoặc chạy «duthao clean» để có bản sạch.",
                "Export the PDF again, or run `duthao clean`.",
            ),
        ),
        "picture-place": (
            "attachment-picture-place",
            lambda t: Say(
                f"Ảnh còn ghi tọa độ nơi chụp{_at(t)}.",
                f"A picture still says where it was taken{_at(t)}.",
            ),
            Say(
                "Chạy «duthao clean» để có bản không còn tọa độ.",
                "Run `duthao clean`, which removes it.",
            ),
        ),
    }
)


def told(trace: Trace) -> tuple[str, Say, Say] | None:
    """Rule, message and remedy of such a trace; None of any other."""
    if trace.kind not in _TOLD:
        return None
    rule, message, remedy = _TOLD[trace.kind]
    return rule, message(trace), remedy


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Each kind of trace once for each file, with the first places."""
    fields = record.fields_of_files()
    for name, file in {**record.files, **record.side_files}.items():
        for trace in file.scan.traces:
            if what := told(trace):
                yield Finding(f"{FOLDER}/{record.id}/{name}", 0, *what, field=fields.get(name, ()))


def check_all(library: Library) -> Iterator[Finding]:
    """The same of the files beside the site's meetings."""
    for path, file in files_of(library.registers.meetings):
        for trace in file.traces:
            if what := told(Trace(*trace)):
                yield Finding(path, 0, *what)
