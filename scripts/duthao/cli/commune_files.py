"""Summary sheets that communes sent back, as `duthao responses import` takes them: read, and told in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from duthao.cli.responses_columns import ReadFile
from duthao.clock import VN
from duthao.domain import commune_summaries as sheet
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Finding, Say
from duthao.outputs.paper.commune_sheet import asked_about
from duthao.records.form_exports import commune_returns
from duthao.records.form_exports.commune_returns import Asking, CommuneReturn
from duthao.records.form_exports.work_table import RETURNS_SHEET, Replaced
from duthao.records.record import Record
from duthao.text import slug

_UNDATED = datetime.min.replace(tzinfo=VN)


def asking(
    root: Path, record: Record, registers: Registers, number: int, closes: datetime | None
) -> Asking:
    """What summaries of round `number` are held against; `closes` is the end of its last day."""
    rounds = record.draft.rounds
    opens = rounds[number - 1].opens if number <= len(rounds) else None
    return Asking(
        record.id,
        number,
        len(rounds),
        opens.start if opens else None,
        closes,
        sheet.summing_communes(registers, record.draft),
        {(slug(row["ref"]), slug(row["group"])) for row in asked_about(record)},
    )


def refuse_out_of_use(files: Sequence[ReadFile]) -> None:
    """Raise DuthaoError where files are what the site gives instead of the summary once no opinions are taken: none was filled in."""
    names = [
        file.path.name
        for file in files
        if commune_returns.is_out_of_use(file.raw, file.path.suffix.lower())
    ]
    if names:
        raise DuthaoError(
            Say(
                f"{', '.join(names)}: không phải phiếu đã ghi, mà là tệp báo phiếu tổng hợp không dùng nữa, tải từ trang "
                "khi đã hết hạn góp ý. Đề nghị xã, phường gửi lại phiếu đã ghi.",
                f"{', '.join(names)}: no filled summary, but the file that says that the summary is used no more, taken from "
                "the site when no opinions were taken any longer. Ask the commune for the sheet that it filled in.",
            )
        )


def read(
    held: Asking, registers: Registers, files: Sequence[ReadFile]
) -> tuple[list[CommuneReturn], list[Finding]]:
    """The returns in these files, in the order in which they were sent, and every fault in any of them.

    Raises DuthaoError where one is no workbook.
    """
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
        found, faults = commune_returns.read(file.raw, name, held, registers)
        findings += faults
        returns += [found] if found else []
    return sorted(returns, key=lambda r: r.sent or _UNDATED), findings


def told(
    returns: Sequence[CommuneReturn], replaced: Sequence[Replaced], registers: Registers
) -> Iterator[Say]:
    """How many communes sent theirs, and what is to be looked at; places alone are named."""
    newest = {r.commune: r for r in returns}
    people = [r.counts[sheet.PEOPLE] for r in newest.values() if sheet.PEOPLE in r.counts]
    asked = sum(people)
    communes = len(newest)
    yield Say(
        f"Phiếu tổng hợp của {communes} xã, phường"
        + (f": {asked} người được lấy ý kiến" if people else "")
        + f". Chi tiết ở trang «{RETURNS_SHEET}» của bảng làm việc.",
        f"Summaries of {communes} communes"
        + (f": {asked} people were asked" if people else "")
        + ". See their sheet in the work table.",
    )
    for r in newest.values():
        if not r.body:
            name = registers.places[r.commune].name
            yield Say(
                f"Ủy ban nhân dân {name} chưa có trong agencies.yml; thêm vào để ghi được là cơ quan góp ý.",
                f"agencies.yml has no committee of {name}; add it so that it can be named.",
            )
    for name, waiting, added in replaced:
        yield Say(
            f"{name}: phiếu mới thay phiếu cũ; {waiting} dòng chưa duyệt của phiếu cũ đã có ghi chú, không duyệt nữa"
            + (
                f"; {added} dòng đã vào bảng công khai: sửa hoặc xóa ở đó trước khi duyệt dòng của phiếu mới."
                if added
                else "."
            ),
            f"{name}: its new summary replaces the old one; {waiting} rows of that are noted and confirmed no more"
            + (
                f"; {added} stand in the table already: mend or delete them there before confirming the new ones."
                if added
                else "."
            ),
        )
