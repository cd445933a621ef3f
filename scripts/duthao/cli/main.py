"""The command `duthao`: what may be asked of it, and who answers."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

from duthao.cli.build import build_command
from duthao.cli.check import check_command
from duthao.cli.console import FINE, FOUND, STUCK, progress
from duthao.cli.read_aloud import read_command
from duthao.cli.schema import schema_command
from duthao.errors import DuthaoError, Say


def run() -> NoReturn:
    """`main` as a process of its own, which leaves without handing back its objects one by one: that takes as long as
    a small build.
    """
    gc.disable()  # what ends soon leaves nothing worth collecting; `serve` does
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read it has seen enough, or there is no room for it
        code = code or FOUND
    os._exit(code)


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 fine, 1 findings, 2 cannot go on)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another encoding must not break a message
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except DuthaoError as error:
        print(error.say, file=sys.stderr)
        return STUCK
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:  # a folder that may not be written to, a full disk
        where, why = error.filename or "", error.strerror or str(error)
        print(
            Say(
                f"Không đọc hoặc ghi được {where}: {why}.", f"Cannot read or write {where}: {why}."
            ),
            file=sys.stderr,
        )
        return STUCK
    except KeyboardInterrupt:
        print(
            Say("Đã dừng. Trang cũ còn nguyên.", "Stopped. The earlier site is whole."),
            file=sys.stderr,
            flush=True,
        )
        os._exit(STUCK)  # a pool that was interrupted can hang the interpreter's own farewell


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="duthao",
        description=str(
            Say(
                "Công bố dự thảo chính sách để lấy ý kiến Nhân dân.",
                "Publish draft policies for public comment.",
            )
        ),
    )
    commands = parser.add_subparsers(required=True, metavar=str(Say("LỆNH", "COMMAND")))
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help=str(Say("thư mục gốc của trang", "the site's root")),
    )
    common.add_argument(
        "--as-of",
        metavar="INSTANT",
        help=str(Say("tính theo thời điểm này", "work as if it were this instant")),
    )

    build = commands.add_parser(
        "build",
        parents=[common],
        help=str(Say("dựng trang vào site/", "build the site into site/")),
    )
    build.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help=str(Say("thư mục kết quả (mặc định: site/)", "output folder (default: site/)")),
    )
    build.add_argument(
        "--no-pdf", action="store_true", help=str(Say("bỏ qua bản PDF", "make no PDF"))
    )
    build.add_argument(
        "--jobs",
        type=int,
        default=0,
        metavar="N",
        help=str(Say("số tiến trình", "number of processes")),
    )
    build.add_argument(
        "--strict", action="store_true", help=str(Say("coi cảnh báo là lỗi", "warnings are errors"))
    )
    build.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="OUTPUT",
        help=str(
            Say("chỉ làm loại kết quả này; phải kèm --site", "make only this output; needs --site")
        ),
    )
    build.add_argument(
        "--earlier",
        action="store_true",
        help=str(
            Say(
                "cho phép dựng lùi về trước lần dựng hoặc công bố gần nhất",
                "allow an instant before the last build or release",
            )
        ),
    )
    build.set_defaults(run=build_command)

    check = commands.add_parser(
        "check", parents=[common], help=str(Say("kiểm tra hồ sơ", "check the records"))
    )
    check.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help=str(Say("chỉ những hồ sơ này", "only these records")),
    )
    check.add_argument(
        "--only",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="PATH",
        help=str(Say("như trên", "the same")),
    )
    check.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help=str(Say("dạng kết quả", "output format")),
    )
    check.set_defaults(run=check_command)

    serve = commands.add_parser(
        "serve",
        parents=[common],
        help=str(Say("xem thử, tự cập nhật khi sửa", "preview, rebuilt on change")),
    )
    serve.add_argument("--port", type=int, default=8000, help=str(Say("cổng", "port")))
    serve.add_argument(
        "--no-pdf", action="store_true", help=str(Say("bỏ qua bản PDF", "make no PDF"))
    )
    serve.set_defaults(run=_serve)

    new = commands.add_parser(
        "new", parents=[common], help=str(Say("tạo hồ sơ mới", "make a new record"))
    )
    new.add_argument(
        "id", nargs="?", help=str(Say("mã hồ sơ, ví dụ lc-2026-007", "the id, e.g. lc-2026-007"))
    )
    for flag, vi, en in (
        ("title", "tên đầy đủ", "full title"),
        ("short-title", "tên ngắn", "short title"),
        ("agency", "cơ quan soạn thảo", "drafting agency"),
        ("issuer", "cơ quan ban hành", "issuer"),
        ("type", "loại văn bản", "document type"),
        ("topic", "lĩnh vực", "topic"),
        ("place", "địa bàn", "place"),
        ("opens", "ngày bắt đầu", "opening date"),
        ("closes", "hạn góp ý", "closing date"),
    ):
        new.add_argument(f"--{flag}", help=str(Say(vi, en)))
    new.set_defaults(run=_new)

    read = commands.add_parser(
        "read",
        parents=[common],
        help=str(
            Say("đọc chữ viết thành lời, mỗi dòng vào một dòng ra", "read text aloud, line by line")
        ),
    )
    read.add_argument(
        "text",
        nargs="*",
        help=str(Say("chữ cần đọc (bỏ trống: đọc từ đầu vào)", "text (default: standard input)")),
    )
    read.set_defaults(run=read_command)

    speak = commands.add_parser(
        "speak",
        parents=[common],
        help=str(
            Say("nghe thử bài phát thanh bằng giọng máy", "hear a script in a machine's voice")
        ),
    )
    speak.add_argument("id", help=str(Say("mã hồ sơ", "id of the record")))
    speak.add_argument(
        "--script",
        default="mo",
        metavar="NAME",
        help=str(
            Say("bài: mo, mo-ngan, nhac, gia-han, ket-qua… (mặc định: mo)", "script (default: mo)")
        ),
    )
    speak.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help=str(
            Say("tệp MP3 (mặc định: trong build/speak/)", "MP3 file (default: in build/speak/)")
        ),
    )
    speak.set_defaults(run=_speak)

    approve = commands.add_parser(
        "approve",
        parents=[common],
        help=str(Say("duyệt hồ sơ để công bố", "approve records for publication")),
    )
    approve.add_argument(
        "ids", nargs="*", metavar="ID", help=str(Say("mã hồ sơ", "ids of records"))
    )
    approve.add_argument(
        "--all",
        action="store_true",
        help=str(Say("mọi hồ sơ chưa duyệt", "all records that are not approved")),
    )
    approve.add_argument(
        "--by", default="", metavar="NAME", help=str(Say("người hoặc đơn vị duyệt", "who approves"))
    )
    approve.add_argument(
        "--reference",
        default="",
        metavar="REF",
        help=str(Say("số văn bản duyệt", "number of the decision")),
    )
    approve.add_argument(
        "--no-secret-by",
        default="",
        metavar="UNIT",
        help=str(
            Say(
                "đơn vị khẳng định không có bí mật nhà nước",
                "who declares that there is no state secret",
            )
        ),
    )
    approve.set_defaults(run=_approve)

    release = commands.add_parser(
        "release",
        parents=[common],
        help=str(
            Say(
                "ghi sổ những gì sắp được công bố, trước khi dựng trang để đưa lên",
                "record what is let out, before the build that is deployed",
            )
        ),
    )
    release.set_defaults(run=_release)

    schema = commands.add_parser(
        "schema",
        parents=[common],
        help=str(Say("in lược đồ JSON của hồ sơ", "print the JSON Schema of a record")),
    )
    schema.set_defaults(run=schema_command)

    ahead = commands.add_parser(
        "next",
        parents=[common],
        help=str(Say("những thay đổi sắp đến theo thời gian", "what the clock will change next")),
    )
    ahead.add_argument(
        "-n",
        "--count",
        type=int,
        default=10,
        metavar="N",
        help=str(Say("số dòng (mặc định: 10)", "number of lines (default: 10)")),
    )
    ahead.set_defaults(run=_next)
    return parser


def _record_id(path: Path) -> str:
    name = path.resolve().parent.name if path.name.endswith(".md") else path.name
    return name.lower()  # on paper it stands in capitals


def _serve(arguments: argparse.Namespace) -> int:
    from duthao.builder.inputs import Options
    from duthao.cli.serve import serve

    gc.enable()  # see `run`
    root = arguments.root.resolve()
    return serve(
        Options(
            root, root / "build" / "preview", arguments.as_of, not arguments.no_pdf, unapproved=True
        ),
        arguments.port,
        progress,
    )


def _new(arguments: argparse.Namespace) -> int:
    from duthao.cli.new import create

    return create(arguments.root.resolve(), vars(arguments))


def _approve(arguments: argparse.Namespace) -> int:
    from duthao.cli.approve import Given, approve

    given = Given(
        arguments.by.strip(),
        arguments.reference.strip(),
        arguments.no_secret_by.strip(),
        arguments.all,
    )
    return approve(
        arguments.root.resolve(),
        [_record_id(Path(said)) for said in arguments.ids],
        given,
        arguments.as_of,
        progress,
    )


def _release(arguments: argparse.Namespace) -> int:
    from duthao.cli.release import release

    return release(arguments.root.resolve(), arguments.as_of)


def _next(arguments: argparse.Namespace) -> int:
    from duthao.cli.upcoming import show

    return show(arguments.root.resolve(), arguments.as_of, arguments.count)


def _speak(arguments: argparse.Namespace) -> int:
    from duthao.cli.speak import speak

    made = speak(
        arguments.root.resolve(), arguments.as_of, arguments.id, arguments.script, arguments.output
    )
    print(made)
    print(
        Say("Giọng máy, chỉ để nghe thử.", "A machine's voice, for a preview only."),
        file=sys.stderr,
    )
    return FINE
