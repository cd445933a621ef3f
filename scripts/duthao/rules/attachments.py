"""Files beside the record: readable by everybody, without macros, and telling nobody's name by accident."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType

from duthao.domain.meetings.site_meetings import files_of
from duthao.domain.registers import Registers
from duthao.errors import Finding, Say
from duthao.records.record import FOLDER, Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Library, Rule
from duthao.text import fold

RULES = {
    "attachment-link": Rule(
        "Tệp đính kèm là liên kết hoặc thư mục", "Chép tệp thật vào thư mục hồ sơ."
    ),
    "attachment-format": Rule(
        "Định dạng tệp không được công bố", "Dùng định dạng được công bố: PDF, Word, Excel, ảnh…"
    ),
    "attachment-size": Rule("Tệp quá lớn, hoặc giải nén ra quá lớn", "Nén hoặc chia nhỏ tệp."),
    "attachment-content": Rule(
        "Nội dung tệp không đúng với phần mở rộng", "Xuất lại tệp từ chương trình soạn thảo."
    ),
    "attachment-damaged": Rule(
        "Tệp hỏng, không đọc được", "Xuất lại tệp từ chương trình soạn thảo."
    ),
    "attachment-encrypted": Rule(
        "Tệp đặt mật khẩu", "Xuất lại tệp không có mật khẩu, không khóa quyền."
    ),
    "attachment-macros": Rule("Tệp có macro hoặc mã lệnh", "Lưu lại ở định dạng không có macro."),
    "attachment-unread": Rule(
        "Không đọc được hết tệp nên không kiểm tra được", "Xuất lại tệp, hoặc chia nhỏ."
    ),
    "attachment-hidden-files": Rule(
        "PDF giấu tệp khác bên trong", "Xuất lại PDF không nhúng tệp, hoặc chạy «duthao clean»."
    ),
    "attachment-no-text": Rule(
        "PDF chỉ có ảnh quét, không có chữ",
        "Dùng PDF xuất từ tệp soạn thảo, hoặc nhận dạng chữ (OCR).",
        "warning",
    ),
    "author-metadata": Rule(
        "Tệp còn ghi tên người soạn", "Xóa thông tin cá nhân trong tệp rồi xuất lại.", "warning"
    ),
    "alternative-contact-missing": Rule(
        "Tài liệu người khiếm thị không đọc được mà không có nơi xin bản khác",
        "Ghi điện thoại hoặc thư điện tử ở «contact» hoặc «comment».",
    ),
}
_EXPORT = Say(
    "Mở tệp bằng chương trình soạn thảo và xuất lại.", "Open it in its program and export it again."
)
# What is told of each fault of a scan: rule, message, remedy
FAULTS: MappingProxyType[str, tuple[str, Say, Say]] = MappingProxyType(
    {
        "damaged": (
            "attachment-damaged",
            Say("Tệp hỏng, không đọc được.", "The file is damaged and cannot be read."),
            _EXPORT,
        ),
        "encrypted": (
            "attachment-encrypted",
            Say(
                "Tệp đặt mật khẩu hoặc bị khóa quyền nên không kiểm tra được.",
                "The file is encrypted and cannot be checked.",
            ),
            Say(
                "Xuất lại tệp không có mật khẩu, không khóa quyền.",
                "Export it without password or restrictions.",
            ),
        ),
        "bomb": (
            "attachment-size",
            Say("Tệp nén giải ra quá lớn.", "The file unpacks to an unreasonable size."),
            _EXPORT,
        ),
        "macros": (
            "attachment-macros",
            Say("Tệp có macro hoặc mã lệnh.", "The file holds macros or scripts."),
            Say(
                "Lưu lại ở định dạng không có macro, hoặc chạy «duthao clean».",
                "Save it in a format without macros, or run `duthao clean`.",
            ),
        ),
        "foreign": (
            "attachment-format",
            Say(
                "Tệp nén có tệp không được công bố, hoặc có đường dẫn lạ.",
                "The archive holds a file that is not published, or a strange path.",
            ),
            Say(
                "Chỉ nén các tệp có định dạng được công bố.",
                "Pack only files of formats that are published.",
            ),
        ),
        "unread": (
            "attachment-unread",
            Say(
                "Không đọc được hết tệp (quá lâu, hoặc việc đọc bị dừng) nên không kiểm tra được dấu mật và dữ liệu cá nhân.",
                "The file could not be read to its end (too long, or its reader was stopped): it was not searched.",
            ),
            _EXPORT,
        ),
        "hidden": (
            "attachment-hidden-files",
            Say(
                "PDF có tệp khác nhúng bên trong, không được kiểm tra.",
                "Other files are embedded in the PDF and were not searched.",
            ),
            Say(
                "Xuất lại PDF không nhúng tệp, hoặc chạy «duthao clean»; tệp cần công bố thì để cạnh hồ sơ.",
                "Export the PDF without them, or run `duthao clean`; a file to be published stands beside the record.",
            ),
        ),
        "no-text": (
            "attachment-no-text",
            Say(
                "PDF chỉ có ảnh quét: không tìm được chữ để kiểm tra, người khiếm thị không đọc được.",
                "The PDF holds pictures of pages only: it cannot be searched or read aloud.",
            ),
            Say(
                "Dùng PDF xuất từ tệp soạn thảo, hoặc nhận dạng chữ (OCR).",
                "Use a PDF exported from the text, or run OCR.",
            ),
        ),
    }
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """What reading each file showed, and another way for people who cannot read one."""
    official: set[str] = set()
    if any(file.scan.authors for file in record.files.values()):
        unit = record.draft.contact.unit if record.draft.contact else None
        official = _official(context.registers, unit)
    fields = record.fields_of_files()
    for name, file in {**record.files, **record.side_files}.items():
        path, field = f"{FOLDER}/{record.id}/{name}", fields.get(name, ())
        for fault in file.scan.faults:
            yield Finding(path, 0, *FAULTS[fault], field=field)
        yield from _authors(path, file.scan.authors, official, field)
    yield from _alternative(record)


def check_all(library: Library) -> Iterator[Finding]:
    """What reading the files of the site's meetings showed."""
    files = list(files_of(library.registers.meetings))
    named = any(file.authors for _, file in files)
    official = _official(library.registers, None) if named else set()
    for path, file in files:
        for fault in file.faults:
            yield Finding(path, 0, *FAULTS[fault])
        yield from _authors(path, file.authors, official)


def _official(registers: Registers, unit: str | None) -> set[str]:
    """Names, folded, under which a file may say who made it: of a body, not of a person."""
    names: list[str | None] = [unit]
    for agency in registers.agencies.values():
        names += (agency.name, agency.short, *(former.name for former in agency.former_names))
    return {fold(name) for name in names if name}


def _authors(
    path: str, authors: Iterable[str], official: Collection[str], field: Loc = ()
) -> Iterator[Finding]:
    if people := [author for author in authors if fold(author) not in official]:
        names = ", ".join(f"«{author[:60]}»" for author in people[:3])
        yield Finding(
            path,
            0,
            "author-metadata",
            Say(
                f"Tệp còn ghi tên người soạn: {names}.",
                f"The file still names who wrote it: {names}.",
            ),
            Say(
                "Chạy «duthao clean», hoặc xóa thông tin cá nhân trong tệp (Word: File › Info › Inspect Document) rồi xuất lại.",
                "Run `duthao clean`, or remove personal information (Word: File › Info › Inspect Document).",
            ),
            field=field,
        )


def _alternative(record: Record) -> Iterator[Finding]:
    contact, comment = record.draft.contact, record.draft.comment
    ways = [
        contact and (contact.phone or contact.email),
        comment and (comment.offline or comment.emails),
    ]
    if not any(ways):
        for loc, document in record.documents():
            if document.accessible is False:
                yield record.finding(
                    "alternative-contact-missing",
                    (*loc, "accessible"),
                    Say(
                        f"«{document.title}» không đọc được bằng máy mà hồ sơ không có nơi xin bản khác.",
                        f"`{document.title}` is not accessible and nobody can be asked for another form.",
                    ),
                    Say(
                        "Ghi điện thoại hoặc thư điện tử ở «contact» hoặc «comment».",
                        "Give a telephone or e-mail under `contact` or `comment`.",
                    ),
                )
