"""Summary sheets that communes sent back, as `duthao responses import` takes them: read, and told in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duthao.cli.responses_columns import ReadFile
from duthao.domain import commune_summaries as sheet
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Finding, Say
from duthao.records.form_exports import commune_returns
from duthao.records.form_exports.commune_returns import CommuneReturn
from duthao.records.form_exports.work_table import RETURNS_SHEET
from duthao.records.record import Record


def read(
    record: Record, registers: Registers, files: Sequence[ReadFile]
) -> tuple[list[CommuneReturn], list[Finding]]:
    """The returns in these files, and every fault in any of them. Raises DuthaoError where one is no workbook."""
    communes = sheet.summing_communes(registers, record.draft)
    returns, findings = [], []
    for file in files:
        name = file.path.name
        if file.path.suffix.lower() != ".xlsx":
            raise DuthaoError(
                Say(
                    f"{name}: lưu phiếu tổng hợp dạng .xlsx, giữ cả hai trang.",
                    f"{name}: save the summary as .xlsx, with both its sheets.",
                )
            )
        found, faults = commune_returns.read(file.raw, name, record.id, communes, registers)
        findings += faults
        returns += [found] if found else []
    return returns, findings


def told(
    returns: Sequence[CommuneReturn], again: Sequence[str], registers: Registers
) -> Iterator[Say]:
    """How many communes sent theirs, and what is to be looked at; places alone are named."""
    people = [r.facts[sheet.PEOPLE].replace(".", "") for r in returns if r.facts[sheet.PEOPLE]]
    asked = sum(map(int, people))
    communes = len({r.commune for r in returns})
    yield Say(
        f"Phiếu tổng hợp của {communes} xã, phường"
        + (f": {asked} người được lấy ý kiến" if people else "")
        + f". Chi tiết ở trang «{RETURNS_SHEET}» của bảng làm việc.",
        f"Summaries of {communes} communes"
        + (f": {asked} people were asked" if people else "")
        + ". See their sheet in the work table.",
    )
    for r in returns:
        if not r.body:
            name = registers.places[r.commune].name
            yield Say(
                f"{r.export.name}: Ủy ban nhân dân {name} chưa có trong agencies.yml; thêm vào để ghi được là cơ quan góp ý.",
                f"{r.export.name}: agencies.yml has no committee of {name}; add it so that it can be named.",
            )
    for name in dict.fromkeys(again):
        yield Say(
            f"{name} đã có một phiếu khác trong bảng làm việc. Nếu phiếu mới thay phiếu cũ thì không duyệt các dòng của phiếu cũ.",
            f"There is another summary of {name} in the work table. Where this one replaces it, do not confirm rows of the old one.",
        )
