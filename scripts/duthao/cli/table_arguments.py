"""What may be typed after `duthao responses`, `log` and `plan` (tables beside a record), `form` and `receive`; how any argument is added."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from duthao.errors import Say


def _actions(
    parser: argparse.ArgumentParser, everybody: argparse.ArgumentParser
) -> Callable[[str, str, str], argparse.ArgumentParser]:
    """What adds an action to a command: by its name, and what it does in Vietnamese and English."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar=str(Say("VIỆC", "ACTION"))
    )

    def action(name: str, vi: str, en: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, parents=[everybody], help=str(Say(vi, en)))

    return action


def responses(parser: argparse.ArgumentParser, everybody: argparse.ArgumentParser) -> None:
    """What may be done with the table of opinions."""
    action = _actions(parser, everybody)
    taking = action(
        "import",
        "đưa ý kiến từ tệp xuất của biểu mẫu vào bảng làm việc, và từ đó vào bảng",
        "from exports of forms to a work table, and from it to the table",
    )
    add(
        taking,
        "files",
        "tệp xuất (CSV, XLSX, ODS), hoặc một bảng làm việc; để ngoài kho dữ liệu",
        "exports (CSV, XLSX, ODS), or a work table; outside the repository",
        nargs="+",
        type=Path,
        metavar="FILE",
    )
    add(taking, "--draft", "mã hồ sơ", "id of the record", required=True, metavar="ID")
    add(taking, "--round", "đợt lấy ý kiến", "round", type=int, metavar="N")
    add(
        taking,
        "--map",
        "cột dùng làm gì: «tên cột=opinion»",
        "what a column is for: `heading=opinion`",
        action="append",
        default=[],
        metavar="COLUMN=USE",
    )
    add(
        taking,
        "--channel",
        "cách góp ý, khi tệp không ghi (mặc định: bieu-mau)",
        "how they came (default: bieu-mau)",
        metavar="KEY",
    )
    add(
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
        add(
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
    add(table, "id", "mã hồ sơ", "id of the record")
    add(table, "--round", "đợt lấy ý kiến", "round", type=int, metavar="N")
    add(
        table,
        "--to",
        "thư mục kết quả (mặc định: build/responses)",
        "output folder (default: build/responses)",
        type=Path,
        metavar="DIR",
    )
    new = action("new", "tạo bảng trống", "make an empty table")
    add(new, "id", "mã hồ sơ", "id of the record")
    form = action(
        "form",
        "biểu mẫu góp ý cho KoboToolbox, ODK và LimeSurvey",
        "the form for KoboToolbox, ODK and LimeSurvey",
    )
    add(form, "id", "mã hồ sơ", "id of the record")
    add(
        form,
        "--to",
        "thư mục kết quả (mặc định: build/forms)",
        "output folder (default: build/forms)",
        type=Path,
        metavar="DIR",
    )


def log(parser: argparse.ArgumentParser, everybody: argparse.ArgumentParser) -> None:
    """What may be done with the logs."""
    action = _actions(parser, everybody)
    taking = action(
        "import",
        "đưa báo cáo của xã, phường vào nhật ký (tệp xuất của biểu mẫu, hoặc bảng đã điền)",
        "from exports of a form, or filled sheets, to the logs",
    )
    add(
        taking,
        "files",
        "tệp CSV, XLSX hoặc ODS",
        "CSV, XLSX or ODS",
        nargs="+",
        type=Path,
        metavar="FILE",
    )
    add(taking, "--draft", "mã hồ sơ, khi tệp không ghi", "the record, where no column says it")
    add(
        taking,
        "--draft-wide",
        "tệp không có cột xã, phường: mọi dòng là việc chung của cả dự thảo",
        "there is no column of communes: every row is of the whole draft",
        action="store_true",
    )
    add(taking, "--yes", "ghi mà không hỏi lại", "write without asking", action="store_true")
    status = action(
        "status", "từng xã, phường đã làm đến đâu, nơi thiếu trước", "how far communes got"
    )
    add(status, "ids", "chỉ của những hồ sơ này", "only of these", nargs="*", metavar="ID")
    add(
        status,
        "--all",
        "cả những nơi đã đủ",
        "communes in which nothing lacks too",
        action="store_true",
    )
    sheet = action(
        "sheet",
        "bảng Excel để một xã, phường điền, hoặc nhật ký trống của một hồ sơ",
        "the workbook that a commune fills in, or the empty log of a record",
    )
    add(sheet, "name", "xã, phường (khóa hoặc tên), hoặc mã hồ sơ", "a commune, or a record")
    add(
        sheet,
        "--to",
        "thư mục kết quả (mặc định: build/log)",
        "output folder (default: build/log)",
        type=Path,
        metavar="DIR",
    )


def add(parser: argparse.ArgumentParser, names: str, vi: str, en: str, **options: Any) -> None:
    """An argument with its help; an option may have a short name before its long one."""
    parser.add_argument(*names.split(), help=str(Say(vi, en)), **options)


def plan(parser: argparse.ArgumentParser, everybody: argparse.ArgumentParser) -> None:
    """What may be done with yearly plans."""
    taking = _actions(parser, everybody)(
        "import",
        "đưa danh mục văn bản của cơ quan vào kế hoạch, báo mọi chỗ chưa chắc",
        "from an office's list of texts to the plan, telling every doubt",
    )
    add(taking, "file", "danh mục (XLSX, CSV, ODS)", "the list (XLSX, CSV, ODS)", type=Path, metavar="FILE")  # fmt: skip
    add(taking, "--year", "năm của kế hoạch", "the plan's year", type=int, required=True, metavar="YEAR")  # fmt: skip
    add(taking, "--agency", "cơ quan ban hành kế hoạch mới", "who issues a new plan", metavar="KEY")
    add(
        taking,
        "--dry-run",
        "chỉ báo, không ghi tệp",
        "tell only, write nothing",
        action="store_true",
    )


def form(form: argparse.ArgumentParser) -> None:
    """Of which record, and to which file."""
    add(form, "id", "mã hồ sơ (bỏ trống: mẫu trống)", "id (default: a blank form)", nargs="?")
    add(
        form,
        "-o --output",
        "ghi vào tệp này (mặc định: <mã>.docx)",
        "file to write (default: <id>.docx)",
        type=Path,
        metavar="FILE",
    )


def receive(receive: argparse.ArgumentParser) -> None:
    """Which form, of which record, and whether to write without a question."""
    add(receive, "file", "mẫu đã điền (.docx)", "the filled form (.docx)", type=Path)
    add(receive, "--id", "mã hồ sơ, khi mẫu không ghi", "id, where the form has none", metavar="ID")
    add(
        receive,
        "--to",
        "thư mục chứa hồ sơ (mặc định: drafts/)",
        "folder of the record's folder (default: drafts/)",
        type=Path,
        metavar="DIR",
    )
    add(
        receive,
        "--write",
        "ghi luôn, không hỏi",
        "write it without a question",
        action="store_true",
    )
