"""A summary sheet as a commune fills it in, in the workbook that the site publishes: the file in tests/commune_summaries/, and others for tests.

python -m tests.commune_summary        # writes tests/commune_summaries/phieu-tong-hop-ta-van.xlsx anew
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from duthao import clock
from duthao.domain import commune_summaries as sheet
from duthao.domain import responses
from duthao.outputs.paper.commune_sheet import summary_workbook
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.rendering.links import Links

FILE = Path(__file__).with_name("commune_summaries") / "phieu-tong-hop-ta-van.xlsx"
DRAFT = "lc-2026-001"
FACTS = {
    sheet.COMMUNE: "xã Tả Van",
    sheet.BEGINS: "05/3/2026",
    sheet.ENDS: "25/3/2026",
    "meetings": "7",
    "broadcasts": "6",
    "boards": "8",
    sheet.PEOPLE: "412",
    sheet.AGREEING: "389",
    sheet.MAJORITY: "Đồng ý với dự thảo.",
    sheet.SENT: "27/3/2026",
    sheet.SIGNER: "Giàng A Minh Họa",
}
_PART = "Quy định, quy chế kèm theo"
_OWN = "Gộp báo cáo bảo trì đường vào báo cáo kinh tế - xã hội để xã đỡ làm hai lần."
# By responses.COLUMNS; those are rows 44, 54 and 69 of the sample's table.
ROWS: Sequence[Mapping[str, str]] = (
    {
        "part": _PART,
        "ref": "Khoản 1 Điều 7",
        "group": "Báo đường hỏng",
        "gist": "Nhiều người không biết chữ, cho báo bằng cách nói với trưởng thôn.",
        "who": "Hộ gia đình",
        "count": "12",
    },
    {
        "part": _PART,
        "ref": "Khoản 2 Điều 8",
        "group": "Thời hạn kiểm tra",
        "gist": "Đặt sẵn biển và dây chắn ở nhà văn hóa thôn để bà con rào ngay.",
        "who": "Hộ gia đình",
        "count": "8",
    },
    {"part": _PART, "ref": "Điều 12", "group": "Báo cáo", "gist": _OWN},
)


def site_of(root: Path) -> Site:
    """The site at `root` as its own clock has it."""
    settings, url = settings_reader.load(root)
    registers, findings = register_reader.load(root)
    assert registers and not findings
    return Site(root, settings, Links(url), registers, clock.now(settings.as_of), {})


def blank(root: Path, draft_id: str) -> bytes:
    """The workbook as it is published."""
    record, _ = record_reader.read(root, draft_id)
    assert record
    return summary_workbook(site_of(root), record)


def filled(
    raw: bytes, facts: Mapping[str, object] = FACTS, rows: Sequence[Mapping[str, object]] = ROWS
) -> bytes:
    """The workbook with these facts and opinions written into it, as a person does in a spreadsheet."""
    book = load_workbook(io.BytesIO(raw))
    labels = {row[0].value: row[1] for row in book[sheet.FACTS_SHEET].iter_rows()}
    for key, value in facts.items():
        labels[sheet.FIELDS[key]].value = value
    table = book[sheet.OPINIONS_SHEET]
    headings = [cell.value for cell in table[1]]
    for number, row in enumerate(rows, 2):
        for column, heading in enumerate(headings, 1):
            table.cell(number, column).value = next(
                (v for key, v in row.items() if responses.heading(key) == heading), None
            )
    book.properties.created = book.properties.modified = datetime(2026, 3, 27)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    FILE.write_bytes(filled(blank(Path(__file__).parent.parent, DRAFT)))
