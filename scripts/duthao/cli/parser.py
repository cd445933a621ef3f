"""What may be typed after `duthao`: the commands, their arguments, and what help says of each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from duthao import clock
from duthao.errors import Say


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; what it parses has `command`, the name of the file here that runs it."""
    top = argparse.ArgumentParser(
        prog="duthao",
        description=str(
            Say(
                "Công bố dự thảo chính sách để lấy ý kiến Nhân dân.",
                "Publish draft policies for public comment.",
            )
        ),
    )
    commands = top.add_subparsers(
        dest="command", required=True, metavar=str(Say("LỆNH", "COMMAND"))
    )
    everybody = argparse.ArgumentParser(add_help=False)

    def command(name: str, vi: str, en: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[everybody], help=str(Say(vi, en)))

    _add(
        everybody,
        "--root",
        "thư mục gốc của trang",
        "the site's root",
        type=Path,
        default=Path(),
        metavar="DIR",
    )
    _add(
        everybody,
        "--as-of",
        "tính theo thời điểm này",
        "work as if it were this instant",
        type=_instant,
        metavar="INSTANT",
    )

    build = command("build", "dựng trang vào site/", "build the site into site/")
    _add(
        build,
        "--site",
        "thư mục kết quả (mặc định: site/)",
        "output folder (default: site/)",
        type=Path,
        metavar="DIR",
    )
    _add(
        build,
        "--internal",
        "dựng tài liệu nội bộ vào noi-bo/, không dựng trang",
        "build what is for the office alone into noi-bo/, and no site",
        action="store_true",
    )
    _add(build, "--no-pdf", "bỏ qua bản PDF", "make no PDF", action="store_true")
    _add(build, "--jobs", "số tiến trình", "number of processes", type=int, default=0, metavar="N")
    _add(build, "--strict", "coi cảnh báo là lỗi", "warnings are errors", action="store_true")
    _add(
        build,
        "--only",
        "chỉ làm loại kết quả này; phải kèm --site",
        "make only this output; needs --site",
        action="append",
        default=[],
        metavar="OUTPUT",
    )
    _add(
        build,
        "--earlier",
        "cho phép dựng lùi về trước lần dựng hoặc công bố gần nhất",
        "allow an instant before the last build or release",
        action="store_true",
    )
    _add(
        build,
        "--report-size",
        "in bảng dung lượng của trang theo loại tệp",
        "print how large the site is, by kind of file",
        action="store_true",
    )

    check = command("check", "kiểm tra hồ sơ", "check the records")
    _add(
        check,
        "paths",
        "chỉ những hồ sơ này",
        "only these records",
        nargs="*",
        type=Path,
        metavar="PATH",
    )
    _add(
        check,
        "--only",
        "như trên",
        "the same",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="PATH",
    )
    _add(
        check,
        "--format",
        "dạng kết quả",
        "output format",
        choices=("text", "json", "github", "sarif"),
        default="text",
    )

    serve = command("serve", "xem thử, tự cập nhật khi sửa", "preview, rebuilt on change")
    _add(serve, "--port", "cổng", "port", type=int, default=8000)
    _add(serve, "--no-pdf", "bỏ qua bản PDF", "make no PDF", action="store_true")

    new = command("new", "tạo hồ sơ mới", "make a new record")
    _add(new, "id", "mã hồ sơ, ví dụ lc-2026-007", "the id, e.g. lc-2026-007", nargs="?")
    _add(new, "--title", "tên đầy đủ", "full title")
    _add(new, "--short-title", "tên ngắn", "short title")
    _add(new, "--agency", "cơ quan soạn thảo", "drafting agency")
    _add(new, "--issuer", "cơ quan ban hành", "issuer")
    _add(new, "--type", "loại văn bản", "document type")
    _add(new, "--topic", "lĩnh vực", "topic")
    _add(new, "--place", "địa bàn", "place")
    _add(new, "--opens", "ngày bắt đầu", "opening date")
    _add(new, "--closes", "hạn góp ý", "closing date")

    translate = command(
        "translate",
        "tạo tệp để dịch một hồ sơ, hoặc cho biết phần nào của bản dịch đã cũ",
        "make the file to translate a record in, or say which parts of it are old",
    )
    _add(translate, "id", "mã hồ sơ", "id of the record")
    _add(
        translate, "lang", "mã ngôn ngữ, ví dụ en, zh-Hans, hmn-Latn", "language, e.g. en, zh-Hans"
    )

    read = command(
        "read", "đọc chữ viết thành lời, mỗi dòng vào một dòng ra", "read text aloud, line by line"
    )
    _add(
        read,
        "text",
        "chữ cần đọc (bỏ trống: đọc từ đầu vào)",
        "text (default: standard input)",
        nargs="*",
    )

    speak = command(
        "speak", "nghe thử bài phát thanh bằng giọng máy", "hear a script in a machine's voice"
    )
    _add(speak, "id", "mã hồ sơ", "id of the record")
    _add(
        speak,
        "--script",
        "bài: mo, mo-ngan, nhac, gia-han, ket-qua… (mặc định: mo)",
        "script (default: mo)",
        default="mo",
        metavar="NAME",
    )
    _add(
        speak,
        "--output",
        "tệp MP3 (mặc định: trong build/speak/)",
        "MP3 file (default: in build/speak/)",
        type=Path,
        metavar="FILE",
    )

    approve = command("approve", "duyệt hồ sơ để công bố", "approve records for publication")
    _add(approve, "ids", "mã hồ sơ", "ids of records", nargs="*", metavar="ID")
    _add(
        approve,
        "--all",
        "mọi hồ sơ chưa duyệt",
        "all records that are not approved",
        action="store_true",
    )
    _add(approve, "--by", "người hoặc đơn vị duyệt", "who approves", default="", metavar="NAME")
    _add(
        approve,
        "--reference",
        "số văn bản duyệt",
        "number of the decision",
        default="",
        metavar="REF",
    )
    _add(
        approve,
        "--no-secret-by",
        "đơn vị khẳng định không có bí mật nhà nước",
        "who declares that there is no state secret",
        default="",
        metavar="UNIT",
    )

    command(
        "release",
        "ghi sổ những gì sắp được công bố, trước khi dựng trang để đưa lên",
        "record what is let out, before the build that is deployed",
    )
    attachments = command(
        "attachments",
        "tệp đính kèm để ở nơi khác: chép ra để tải lên, hoặc đối chiếu những gì người đọc tải được",
        "attachments that lie elsewhere: copy them to be uploaded, or verify what people get",
    )
    _add(
        attachments,
        "action",
        "copy: chép ra thư mục để tải lên; verify: tải từng tệp về, đối chiếu SHA-256",
        "copy: into a folder to be uploaded; verify: fetch each and compare its SHA-256",
        choices=("copy", "verify"),
    )
    _add(attachments, "ids", "chỉ của những hồ sơ này", "only of these", nargs="*", metavar="ID")
    _add(
        attachments,
        "--to",
        "thư mục để chép vào (mặc định: build/attachments)",
        "folder to copy into (default: build/attachments)",
        type=Path,
        metavar="DIR",
    )
    _responses(
        command(
            "responses", "bảng ý kiến và tiếp thu, giải trình", "the table of opinions and answers"
        ),
        everybody,
    )
    command("schema", "in lược đồ JSON của hồ sơ", "print the JSON Schema of a record")

    upcoming = command(
        "next", "những thay đổi sắp đến theo thời gian", "what the clock will change next"
    )
    _add(
        upcoming,
        "-n --count",
        "số dòng (mặc định: 10)",
        "number of lines (default: 10)",
        type=int,
        default=10,
        metavar="N",
    )
    return top


def _responses(parser: argparse.ArgumentParser, everybody: argparse.ArgumentParser) -> None:
    """What may be done with the table of opinions."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar=str(Say("VIỆC", "ACTION"))
    )

    def action(name: str, vi: str, en: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, parents=[everybody], help=str(Say(vi, en)))

    taking = action(
        "import",
        "đưa ý kiến từ tệp xuất của biểu mẫu vào bảng làm việc, và từ đó vào bảng",
        "from exports of forms to a work table, and from it to the table",
    )
    _add(
        taking,
        "files",
        "tệp xuất (CSV, XLSX, ODS), hoặc một bảng làm việc; để ngoài kho dữ liệu",
        "exports (CSV, XLSX, ODS), or a work table; outside the repository",
        nargs="+",
        type=Path,
        metavar="FILE",
    )
    _add(taking, "--draft", "mã hồ sơ", "id of the record", required=True, metavar="ID")
    _add(taking, "--round", "đợt lấy ý kiến", "round", type=int, metavar="N")
    _add(
        taking,
        "--map",
        "cột dùng làm gì: «tên cột=opinion»",
        "what a column is for: `heading=opinion`",
        action="append",
        default=[],
        metavar="COLUMN=USE",
    )
    _add(
        taking,
        "--channel",
        "cách góp ý, khi tệp không ghi (mặc định: bieu-mau)",
        "how they came (default: bieu-mau)",
        metavar="KEY",
    )
    _add(
        taking,
        "--work",
        "bảng làm việc (mặc định: cạnh tệp đầu tiên)",
        "the work table (default: beside the first file)",
        type=Path,
        metavar="FILE",
    )
    for name, vi, en in (
        ("check", "kiểm tra bảng", "check the tables"),
        ("status", "còn bao nhiêu dòng chưa trả lời, còn mấy ngày", "what is still to be answered"),
    ):
        _add(
            action(name, vi, en),
            "ids",
            "chỉ của những hồ sơ này",
            "only of these",
            nargs="*",
            metavar="ID",
        )
    table = action(
        "table",
        "bản tổng hợp để cơ quan ký: PDF, Word, Excel",
        "the table that an agency signs: PDF, Word, Excel",
    )
    _add(table, "id", "mã hồ sơ", "id of the record")
    _add(table, "--round", "đợt lấy ý kiến", "round", type=int, metavar="N")
    _add(
        table,
        "--to",
        "thư mục kết quả (mặc định: build/responses)",
        "output folder (default: build/responses)",
        type=Path,
        metavar="DIR",
    )
    new = action("new", "tạo bảng trống", "make an empty table")
    _add(new, "id", "mã hồ sơ", "id of the record")
    form = action(
        "form",
        "biểu mẫu góp ý cho KoboToolbox, ODK và LimeSurvey",
        "the form for KoboToolbox, ODK and LimeSurvey",
    )
    _add(form, "id", "mã hồ sơ", "id of the record")
    _add(
        form,
        "--to",
        "thư mục kết quả (mặc định: build/forms)",
        "output folder (default: build/forms)",
        type=Path,
        metavar="DIR",
    )


def _instant(text: str) -> str:
    """The text as it is given, where it names an instant."""
    try:
        clock.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            str(
                Say(
                    f"«{text}» không phải thời điểm: ghi 2026-11-30 hoặc 2026-11-30T17:00+07:00",
                    f"`{text}` is no instant: write 2026-11-30 or 2026-11-30T17:00+07:00",
                )
            )
        ) from None
    return text


def _add(parser: argparse.ArgumentParser, names: str, vi: str, en: str, **options: Any) -> None:
    """An argument with its help; an option may have a short name before its long one."""
    parser.add_argument(*names.split(), help=str(Say(vi, en)), **options)
