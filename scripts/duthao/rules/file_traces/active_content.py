"""What a file would run, or fetch from elsewhere, on the machine of whoever opens it."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from duthao.domain.meetings.site_meetings import files_of
from duthao.errors import Finding, Say
from duthao.records.file_contents.extracted_content import Trace
from duthao.records.record import FOLDER, Record
from duthao.rules import Context, Library, Rule

RULES = {
    "attachment-active-content": Rule(
        "Tệp tự chạy lệnh, tự tải thứ khác về, hoặc nhúng tệp khác",
        "Gỡ phần đó rồi lưu lại, hoặc chạy «duthao clean» để có bản sạch.",
    ),
    "attachment-formula": Rule(
        "Tệp CSV có ô là công thức", "Ghi giá trị thay cho công thức, hoặc xóa dấu ở đầu ô."
    ),
    "attachment-formula-like": Rule(
        "Tệp CSV có ô bắt đầu bằng dấu mà bảng tính hiểu là công thức",
        "Thêm dấu cách sau dấu đầu dòng, hoặc bỏ dấu =, +, -, @ ở đầu ô.",
        "warning",
    ),
}
_KINDS = MappingProxyType(
    {
        "remote-template": Say(
            "tải mẫu trang (template) từ máy khác", "fetches its template from elsewhere"
        ),
        "remote-part": Say(
            "tải ảnh hoặc phần khác từ máy khác", "fetches a picture or part from elsewhere"
        ),
        "external-link": Say(
            "lấy số liệu từ bảng tính khác", "takes figures from another workbook"
        ),
        "data-source": Say(
            "kết nối tới cơ sở dữ liệu, nguồn số liệu khác",
            "is connected to a database or another source",
        ),
        "embedded": Say("nhúng tệp hoặc đối tượng khác (OLE)", "embeds another file or object"),
        "dde": Say("gọi chương trình khác (DDE)", "calls another program (DDE)"),
        "executable": Say("chứa chương trình", "holds a program"),
        "xfa": Say("có biểu mẫu XFA", "has an XFA form"),
        "script-link": Say("có liên kết chạy lệnh", "has a link that runs a script"),
    }
)


def told(trace: Trace) -> tuple[str, Say, Say] | None:
    """Rule, message and remedy of such a trace; None of any other."""
    at = f" ({trace.place})" if trace.place else ""
    if what := _KINDS.get(trace.kind):
        return (
            "attachment-active-content",
            Say(f"Tệp {what.vi}{at}.", f"The file {what.en}{at}."),
            Say(
                "Gỡ phần đó trong chương trình soạn thảo rồi lưu lại, hoặc chạy «duthao clean» để có bản sạch.",
                "Remove it in the program that made the file, or run `duthao clean`.",
            ),
        )
    if trace.kind == "formula":
        return (
            "attachment-formula",
            Say(
                f"Có {trace.times} ô là công thức, bảng tính sẽ chạy khi mở: {trace.place}.",
                f"{trace.times} cells are formulas that a spreadsheet runs: {trace.place}.",
            ),
            Say(
                "Ghi giá trị thay cho công thức, hoặc xóa dấu ở đầu ô.",
                "Write the value instead, or remove the sign at the head.",
            ),
        )
    if trace.kind == "formula-like":
        return (
            "attachment-formula-like",
            Say(
                f"Có {trace.times} ô bắt đầu bằng dấu =, +, - hoặc @, bảng tính có thể hiểu là công thức: {trace.place}.",
                f"{trace.times} cells begin like a formula: {trace.place}.",
            ),
            Say(
                "Thêm dấu cách sau dấu đầu dòng, hoặc bỏ dấu ở đầu ô.",
                "Put a blank after the sign, or remove it.",
            ),
        )
    return None


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Each kind once for each file; what only looks like a formula, in no table of opinions: people write `-Đề nghị`."""
    fields = record.fields_of_files()
    for name, file in {**record.files, **record.side_files}.items():
        for trace in file.scan.traces:
            what = told(trace)
            if what and (trace.kind != "formula-like" or name in record.files):
                yield Finding(f"{FOLDER}/{record.id}/{name}", 0, *what, field=fields.get(name, ()))


def check_all(library: Library) -> Iterator[Finding]:
    """The same of the files beside the site's meetings."""
    for path, file in files_of(library.registers.meetings):
        for trace in file.traces:
            if what := told(Trace(*trace)):
                yield Finding(path, 0, *what)
