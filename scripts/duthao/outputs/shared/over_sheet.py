"""What lies where paper, a release or a workbook was that nobody uses any more: a few lines, the same for all drafts of which the
same is said. They name no draft, and bear no edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from duthao.domain.deadline_words import OVER
from duthao.domain.rounds import latest_outcome
from duthao.outputs.artifact import Artifact
from duthao.outputs.shared.sheet import SheetData, imprint, own_marks, typeset_artifact
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering.links import ALL

# A PDF must bear a day. These are the same bytes of all drafts, whenever they are made: it is none of any draft's days.
_UNDATED = date(2000, 1, 1)


class OverData(SheetData):
    """`theme/print/over.typ`. `lines` say what is used no more, and why."""

    lines: list[str]


def over_sheet(site: Site, record: Record, path: str, title: str, lines: Sequence[str]) -> Artifact:
    """The sheet that says so, at `path`."""
    data: OverData = {
        "title": title,
        "marks": own_marks(site, record),
        "imprint": imprint(site, site.links.spelled("")),
        "url": "",
        "qr_alt": "",
        "short_url": "",
        "lines": list(lines),
    }
    return typeset_artifact(site, record, path, "over", data, _UNDATED)


def no_longer_used(site: Site, record: Record, path: str) -> Artifact:
    """The sheet at `path`, where paper or a release was, of a draft that is no news any more."""
    return over_sheet(site, record, path, OVER, _lines(site, record))


def over_text(site: Site, record: Record) -> list[str]:
    """The same for what is no paper, with its marks and its heading."""
    return [*own_marks(site, record), OVER, *_lines(site, record)]


def _lines(site: Site, record: Record) -> list[str]:
    label = site.view(record).label
    has_result = latest_outcome(record.draft, site.now) is not None
    there = "Hồ sơ dự thảo và kết quả lấy ý kiến" if has_result else "Hồ sơ dự thảo"
    return [
        f"Tình trạng: {label[:1].lower()}{label[1:]}.",
        "Thông báo, tờ thông tin, áp phích, tờ rơi, tờ thay thế, phiếu góp ý, phiếu tổng hợp, thông cáo báo chí lấy ý kiến "
        "không dùng nữa; bản nào còn treo, đề nghị gỡ xuống.",
        f"{there}: tìm theo tên hoặc mã hồ sơ tại {site.links.spelled(ALL)}",
    ]
