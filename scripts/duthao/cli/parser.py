"""What may be typed after `duthao`: the commands, their arguments, and what help says of each."""

from __future__ import annotations

import argparse
from pathlib import Path

from duthao import clock
from duthao.cli import report_arguments, table_arguments
from duthao.cli.approvals import approve_arguments
from duthao.cli.table_arguments import add, log, plan, responses
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

    add(
        everybody,
        "--root",
        "thư mục gốc của trang",
        "the site's root",
        type=Path,
        default=Path(),
        metavar="DIR",
    )
    add(
        everybody,
        "--as-of",
        "tính theo thời điểm này",
        "work as if it were this instant",
        type=_instant,
        metavar="INSTANT",
    )

    build = command("build", "dựng trang vào site/", "build the site into site/")
    add(
        build,
        "--site",
        "thư mục kết quả (mặc định: site/)",
        "output folder (default: site/)",
        type=Path,
        metavar="DIR",
    )
    add(
        build,
        "--internal",
        "dựng tài liệu nội bộ vào noi-bo/, không dựng trang",
        "build what is for the office alone into noi-bo/, and no site",
        action="store_true",
    )
    add(build, "--no-pdf", "bỏ qua bản PDF", "make no PDF", action="store_true")
    add(build, "--jobs", "số tiến trình", "number of processes", type=int, default=0, metavar="N")
    add(build, "--strict", "coi cảnh báo là lỗi", "warnings are errors", action="store_true")
    add(
        build,
        "--only",
        "chỉ làm loại kết quả này; phải kèm --site",
        "make only this output; needs --site",
        action="append",
        default=[],
        metavar="OUTPUT",
    )
    add(
        build,
        "--earlier",
        "cho phép dựng lùi về trước lần dựng hoặc công bố gần nhất",
        "allow an instant before the last build or release",
        action="store_true",
    )
    add(
        build,
        "--report-size",
        "in bảng dung lượng của trang theo loại tệp",
        "print how large the site is, by kind of file",
        action="store_true",
    )

    check = command("check", "kiểm tra hồ sơ", "check the records")
    add(
        check,
        "paths",
        "chỉ những hồ sơ này",
        "only these records",
        nargs="*",
        type=Path,
        metavar="PATH",
    )
    add(
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
    add(
        check,
        "--format",
        "dạng kết quả",
        "output format",
        choices=("text", "json", "github", "sarif"),
        default="text",
    )

    clean = command(
        "clean",
        "làm bản sạch của tệp: bỏ nhận xét, vết sửa, chữ ẩn, tên người soạn, macro, nơi chụp ảnh",
        "a clean copy of a file: no comments, tracked changes, hidden text, names, macros, places",
    )
    add(
        clean,
        "files",
        "tệp DOCX, XLSX, PDF, JPG, PNG",
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
    )
    add(
        clean,
        "-o --output",
        "ghi vào tệp hoặc thư mục này (mặc định: cạnh tệp, thêm -sach vào tên)",
        "file or folder to write to (default: beside the file, with -sach in its name)",
        type=Path,
        metavar="PATH",
    )

    serve = command("serve", "xem thử, tự cập nhật khi sửa", "preview, rebuilt on change")
    add(serve, "--port", "cổng", "port", type=int, default=8000)
    add(serve, "--no-pdf", "bỏ qua bản PDF", "make no PDF", action="store_true")

    edit = command(
        "edit",
        "soạn hồ sơ bằng biểu mẫu, trên trình duyệt của máy này",
        "write records in a form, in the browser of this machine",
    )
    add(edit, "--port", "cổng", "port", type=int, default=8407)
    add(edit, "--no-browser", "không tự mở trình duyệt", "open no browser", action="store_true")

    new = command(
        "new",
        "tạo hồ sơ mới: hỏi từng điều, hoặc lấy từ tệp Word của bộ hồ sơ (--from)",
        "make a new record: by questions, or from the Word files of a dossier (--from)",
    )
    add(
        new,
        "id",
        "mã hồ sơ, ví dụ lc-2026-007; của cuộc họp: tap-huan-2026-11",
        "the id, e.g. lc-2026-007; of a meeting: tap-huan-2026-11",
        nargs="?",
    )
    add(new, "--title", "tên đầy đủ", "full title")
    add(new, "--short-title", "tên ngắn", "short title")
    add(new, "--agency", "cơ quan soạn thảo", "drafting agency")
    add(new, "--issuer", "cơ quan ban hành", "issuer")
    add(new, "--type", "loại văn bản", "document type")
    add(new, "--topic", "lĩnh vực", "topic")
    add(new, "--place", "địa bàn; của cuộc họp: nơi họp", "place; of a meeting: where it is held")
    add(new, "--opens", "ngày bắt đầu", "opening date")
    add(new, "--closes", "hạn góp ý", "closing date")
    add(
        new,
        "--central",
        "dự thảo của cơ quan trung ương: chỉ hỏi vài điều, làm hồ sơ ngắn",
        "a central body's draft: asks little, makes a short record",
        action="store_true",
    )
    add(
        new,
        "--link",
        "địa chỉ đăng dự thảo của cơ quan trung ương (với --central)",
        "where the central body posts it (with --central)",
    )
    add(
        new,
        "--meeting",
        "cuộc họp chung hoặc lớp tập huấn: tạo thư mục trong drafts/_events/",
        "a meeting of the whole site or a training: makes its folder in drafts/_events/",
        action="store_true",
    )
    add(new, "--kind", "hình thức cuộc họp (với --meeting)", "kind of meeting (with --meeting)")
    add(new, "--at", "lúc bắt đầu họp (với --meeting)", "when it begins (with --meeting)")
    add(new, "--ends", "lúc kết thúc họp (với --meeting)", "when it ends (with --meeting)")
    add(
        new,
        "--from",
        "tệp Word (.docx) của hồ sơ: công văn, tờ trình, dự thảo, bản so sánh",
        "the dossier's Word files (.docx): letter, proposal, draft, comparison",
        nargs="+",
        type=Path,
        dest="files",
        metavar="FILE",
    )

    form = command(
        "form",
        "mẫu Word của một hồ sơ, hoặc mẫu trống, để điền rồi đưa vào bằng «duthao receive»",
        "the form of a record in Word, or a blank one, for `duthao receive`",
    )
    table_arguments.form(form)

    receive = command(
        "receive",
        "tạo hoặc sửa hồ sơ theo mẫu Word đã điền; lỗi được ghi thành nhận xét trong bản sao .loi.docx",
        "make or renew a record from a filled form; faults become comments in a copy",
    )
    table_arguments.receive(receive)

    translate = command(
        "translate",
        "tạo tệp để dịch một hồ sơ, hoặc cho biết phần nào của bản dịch đã cũ",
        "make the file to translate a record in, or say which parts of it are old",
    )
    add(translate, "id", "mã hồ sơ", "id of the record")
    add(translate, "lang", "mã ngôn ngữ, ví dụ en, zh-Hans, hmn-Latn", "language, e.g. en, zh-Hans")

    read = command(
        "read", "đọc chữ viết thành lời, mỗi dòng vào một dòng ra", "read text aloud, line by line"
    )
    add(
        read,
        "text",
        "chữ cần đọc (bỏ trống: đọc từ đầu vào)",
        "text (default: standard input)",
        nargs="*",
    )

    speak = command(
        "speak", "nghe thử bài phát thanh bằng giọng máy", "hear a script in a machine's voice"
    )
    add(speak, "id", "mã hồ sơ", "id of the record")
    add(
        speak,
        "--script",
        "bài: mo, mo-ngan, nhac, gia-han, ket-qua… (mặc định: mo)",
        "script (default: mo)",
        default="mo",
        metavar="NAME",
    )
    add(
        speak,
        "--output",
        "tệp MP3 (mặc định: trong build/speak/)",
        "MP3 file (default: in build/speak/)",
        type=Path,
        metavar="FILE",
    )

    approve_arguments.add_to(
        command("approve", "duyệt hồ sơ để công bố", "approve records for publication")
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
    add(
        attachments,
        "action",
        "copy: chép ra thư mục để tải lên; verify: tải từng tệp về, đối chiếu SHA-256",
        "copy: into a folder to be uploaded; verify: fetch each and compare its SHA-256",
        choices=("copy", "verify"),
    )
    add(attachments, "ids", "chỉ của những hồ sơ này", "only of these", nargs="*", metavar="ID")
    add(
        attachments,
        "--to",
        "thư mục để chép vào (mặc định: build/attachments)",
        "folder to copy into (default: build/attachments)",
        type=Path,
        metavar="DIR",
    )
    responses(
        command(
            "responses", "bảng ý kiến và tiếp thu, giải trình", "the table of opinions and answers"
        ),
        everybody,
    )
    log(
        command(
            "log",
            "nhật ký truyền thông: xã, phường đã niêm yết, phát loa những gì",
            "the log: what was posted and aired where",
        ),
        everybody,
    )
    plan(
        command(
            "plan",
            "đưa danh mục văn bản của cơ quan (XLSX, CSV, ODS) vào kế hoạch của năm",
            "take an agency's list of documents (XLSX, CSV, ODS) into the plan of a year",
        ),
        everybody,
    )
    report_arguments.add_to(
        command(
            "report",
            "số liệu của một kỳ và báo cáo để cơ quan ký: PDF, Word, JSON, CSV",
            "figures of a period and the report that an agency signs: PDF, Word, JSON, CSV",
        )
    )
    schema = command("schema", "in lược đồ JSON của hồ sơ", "print the JSON Schema of a record")
    add(
        schema,
        "--editor",
        "ghi vào build/schemas/ các lược đồ có gợi ý giá trị cho trình soạn thảo",
        "write schemas that offer choices to an editor into build/schemas/",
        action="store_true",
    )

    help_ = command(
        "help",
        "hướng dẫn từng việc, ví dụ «duthao help gia-han»",
        "the handbook, a page a task, e.g. `duthao help gia-han`",
    )
    add(
        help_,
        "task",
        "tên việc, có dấu hay không dấu; bỏ trống: mọi việc",
        "the task; left out: all tasks",
        nargs="*",
        metavar="TASK",
    )

    upcoming = command(
        "next", "những thay đổi sắp đến theo thời gian", "what the clock will change next"
    )
    add(
        upcoming,
        "-n --count",
        "số dòng (mặc định: 10)",
        "number of lines (default: 10)",
        type=int,
        default=10,
        metavar="N",
    )
    return top


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
