"""What may be typed after `duthao approve`: which records, in which way, by whom."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from duthao import clock
from duthao.cli.table_arguments import add
from duthao.errors import Say


def add_to(parser: argparse.ArgumentParser) -> None:
    """The arguments, as `approval_flags.flags_of` takes them."""
    add(parser, "ids", "mã hồ sơ", "ids of records", nargs="*", metavar="ID")
    add(
        parser,
        "--all",
        "mọi hồ sơ chưa duyệt",
        "all records that are not approved",
        action="store_true",
    )
    add(
        parser,
        "--sheet",
        "chỉ làm phiếu duyệt (PDF) để ký trên giấy hoặc ký số",
        "only make the sheet (PDF) that is signed, on paper or digitally",
        action="store_true",
    )
    add(
        parser,
        "--output",
        "nơi ghi phiếu duyệt (mặc định: trong build/approvals/)",
        "where the sheet goes (default: in build/approvals/)",
        type=Path,
        metavar="FILE",
    )
    add(
        parser,
        "--paper",
        "đã ký trên giấy: số của phiếu duyệt",
        "signed on paper: the number of the sheet",
        metavar="NUMBER",
    )
    add(parser, "--date", "ngày ký phiếu giấy", "day of the paper", type=_day, metavar="DATE")
    add(
        parser,
        "--code",
        "mã nội dung in ở chân phiếu giấy đã ký",
        "code of the content, at the foot of the paper that was signed",
        default="",
        metavar="CODE",
    )
    add(
        parser,
        "--signed",
        "phiếu duyệt đã ký số",
        "the sheet, signed digitally",
        type=Path,
        metavar="FILE",
    )
    add(
        parser,
        "--git",
        "duyệt bằng chấp thuận thay đổi trong kho (nhánh được bảo vệ)",
        "by an agreed change in the repository (a protected branch)",
        action="store_true",
    )
    add(
        parser,
        "--by",
        "người duyệt: khóa trong approvers.yml; không nêu hình thức duyệt thì là tên",
        "who approves: a key of approvers.yml, without a level a name",
        default="",
        metavar="KEY",
    )
    add(
        parser,
        "--reference",
        "số văn bản duyệt",
        "number of the decision",
        default="",
        metavar="REF",
    )
    add(
        parser,
        "--no-secret-by",
        "đơn vị khẳng định không có bí mật nhà nước",
        "who declares that there is no state secret",
        default="",
        metavar="UNIT",
    )


def _day(text: str) -> date:
    try:
        return clock.parse_date(clock.year_first(text.strip()))
    except ValueError:
        words = Say(f"«{text}» không phải là ngày.", f"`{text}` is no date.")
        raise argparse.ArgumentTypeError(str(words)) from None
