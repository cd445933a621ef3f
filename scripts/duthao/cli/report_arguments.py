"""What may be typed after `duthao report`: which period, whose drafts, whose words, and where it goes."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from duthao import clock
from duthao.errors import Say


def add_to(parser: argparse.ArgumentParser) -> None:
    """The arguments; what is parsed has `first`, `last`, `agency`, `text` and `out`, None where they were left out."""
    parser.add_argument(
        "--from",
        dest="first",
        type=_day,
        metavar="DATE",
        help=str(
            Say(
                "ngày đầu của kỳ (bỏ cả hai ngày: kỳ chốt số liệu gần nhất)",
                "first day (without both days: the period that closed last)",
            )
        ),
    )
    parser.add_argument(
        "--to",
        dest="last",
        type=_day,
        metavar="DATE",
        help=str(Say("ngày cuối của kỳ, tính cả ngày ấy", "last day, which counts")),
    )
    parser.add_argument(
        "--agency",
        metavar="KEY",
        help=str(
            Say(
                "chỉ của cơ quan này, khóa trong agencies.yml",
                "only of this agency, a key of agencies.yml",
            )
        ),
    )
    parser.add_argument(
        "--text",
        type=Path,
        metavar="FILE",
        help=str(
            Say(
                "tệp khó khăn, kiến nghị (mặc định: drafts/_registers/report-<kỳ>.md)",
                "difficulties and proposals (default: drafts/_registers/report-<period>.md)",
            )
        ),
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=str(
            Say(
                "thư mục kết quả (mặc định: build/reports)",
                "output folder (default: build/reports)",
            )
        ),
    )


def _day(text: str) -> date:
    try:
        return clock.parse_date(clock.year_first(text.strip()))
    except ValueError:
        raise argparse.ArgumentTypeError(
            str(
                Say(
                    f"«{text}» không phải ngày: ghi 14/06/2026 hoặc 2026-06-14",
                    f"`{text}` is no day: write 14/06/2026 or 2026-06-14",
                )
            )
        ) from None
