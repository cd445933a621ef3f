"""What a commune sends back: its filled summary sheet, as opinions of people there and of its own committee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from duthao.domain import commune_summaries as sheet
from duthao.domain import provisions, responses
from duthao.domain.commune_summaries import COUNTED, DATED, FIELDS
from duthao.domain.registers import Registers, bare_name
from duthao.errors import Finding, Say
from duthao.records import xlsx_cells
from duthao.records.form_exports.export_columns import OPINION, PERSONAL, ColumnUse
from duthao.records.form_exports.opinions import Export
from duthao.records.form_exports.sent_at import read_times
from duthao.records.spreadsheets import Line
from duthao.text import slug

RULE = "commune-return"
_OWN = "co-quan"  # of responses.WHO: what the commune itself says
_BY_LABEL = {slug(label): key for key, label in FIELDS.items()}
_MAJORITY_ROW = 1  # of the headings, in which no opinion stands


class _Column(NamedTuple):
    """A column of the export that a return becomes."""

    heading: str
    use: ColumnUse


_COLUMNS = (
    _Column(responses.heading("gist"), ColumnUse(OPINION)),
    *(
        _Column(responses.heading(k), ColumnUse(k))
        for k in ("part", "ref", "group", "who", "count")
    ),
    _Column(responses.heading("place"), ColumnUse("place")),
    _Column(responses.heading("channel"), ColumnUse("channel")),
    _Column(FIELDS[sheet.SENT], ColumnUse("sent")),
    _Column(FIELDS[sheet.SIGNER], ColumnUse(PERSONAL)),
)


@dataclass(frozen=True)
class CommuneReturn:
    """A filled sheet: the commune by its key, its committee ("" where the register has none), what it says of its asking by the
    keys of `FIELDS` ("" where it says nothing), and its opinions.
    """

    commune: str
    body: str
    facts: Mapping[str, str]
    export: Export


def is_return(headings: Sequence[str]) -> bool:
    """Whether a table is a summary sheet of a commune."""
    return bool(headings) and slug(headings[0]) == slug(sheet.TITLE)


def read(
    raw: bytes, name: str, draft_id: str, communes: Sequence[str], registers: Registers
) -> tuple[CommuneReturn | None, list[Finding]]:
    """The return in the bytes of a workbook called `name`, and every fault in it; None where there is any.

    `communes` are the keys of those that may be asked. Raises MalformedXlsx.
    """
    reader = _Reader(raw, name, registers)
    commune = reader.commune(communes)
    reader.check_facts(draft_id)
    body = sheet.committee(registers, commune)
    rows = [row for row in reader.rows(commune) if row]
    export = Export(
        name,
        tuple(column.heading for column in _COLUMNS),
        tuple(column.use for column in _COLUMNS),
        tuple(rows),
        body=body,
    )
    if reader.findings:
        return None, sorted(reader.findings, key=lambda f: f.line)
    return CommuneReturn(commune, body, reader.facts, export), []


class _Reader:
    """One workbook; what is at fault gathers in `findings`, which give rows and the name of the sheet."""

    def __init__(self, raw: bytes, name: str, registers: Registers) -> None:
        self._name, self._registers = name, registers
        self.findings: list[Finding] = []
        self.facts: dict[str, str] = dict.fromkeys(FIELDS, "")
        self._row_of: dict[str, int] = {}
        for row in xlsx_cells.parse(raw):
            key = _BY_LABEL.get(slug(row[0].text))
            if key and len(row) > 1:
                self.facts[key] = _plain(row[1].text)
                self._row_of[key] = row[0].row
        self._table = xlsx_cells.parse(raw, sheet.OPINIONS_SHEET)
        for cell in (cell for row in self._table for cell in row if cell.unknown):
            self.fault(
                cell.row,
                f"{sheet.OPINIONS_SHEET}, {cell.name}",
                Say(
                    "công thức chưa có kết quả hoặc bị lỗi.",
                    "a formula without a value, or at fault.",
                ),
                Say("Gõ thẳng nội dung vào ô.", "Type what it says into the cell."),
            )

    def fault(self, row: int, where: str, what: Say, remedy: Say) -> None:
        """Note a fault in this row, of this sheet or column."""
        message = Say(f"«{where}»: {what.vi}", f"`{where}`: {what.en}")
        self.findings.append(Finding(self._name, row, RULE, message, remedy))

    def commune(self, communes: Sequence[str]) -> str:
        """The key of the commune that sent it; "" where that is at fault."""
        said = slug(self.facts[sheet.COMMUNE])
        names: dict[str, str] = {}
        for key in communes:
            place = self._registers.places[key].name
            names |= {slug(bare_name(place)): key, slug(place): key, key: key}
        if said in names:
            return names[said]
        self.fault(
            self._row_of.get(sheet.COMMUNE, 0),
            FIELDS[sheet.COMMUNE],
            Say("chưa ghi xã, phường nào.", "no commune is given.")
            if not said
            else Say("không phải xã, phường được lấy ý kiến.", "no commune that is asked."),
            Say("Chọn tên trong danh sách của ô.", "Choose a name of the list in the cell."),
        )
        return ""

    def check_facts(self, draft_id: str) -> None:
        """Hold the facts against the draft and against each other."""
        if slug(self.facts[sheet.DRAFT]) != draft_id:
            self._fact(
                sheet.DRAFT,
                Say(f"phiếu không phải của hồ sơ {draft_id}.", f"the sheet is not of {draft_id}."),
                Say("Dùng phiếu của đúng dự thảo.", "Use the sheet of this draft."),
            )
        for key in COUNTED:
            if self.facts[key] and _number(self.facts[key]) is None:
                self._fact(
                    key,
                    Say("không phải một con số.", "no number."),
                    Say("Chỉ ghi chữ số, ví dụ 120.", "Write digits alone, for example 120."),
                )
        days = {key: _day(key, self.facts[key]) for key in DATED}
        for key, day in days.items():
            if self.facts[key] and day is None:
                self._fact(
                    key,
                    Say("không phải một ngày.", "no day."),
                    Say("Ghi như 15/11/2026.", "Write it as 15/11/2026."),
                )
        begins, ends = days[sheet.BEGINS], days[sheet.ENDS]
        if begins and ends and ends < begins:
            self._fact(
                sheet.ENDS,
                Say("trước ngày bắt đầu.", "before the first day."),
                Say("Sửa một trong hai ngày.", "Mend one of the two."),
            )
        for part, whole in ((sheet.AGREEING, sheet.PEOPLE), ("handed_in", "handed_out")):
            less, more = _number(self.facts[part]), _number(self.facts[whole])
            if less is not None and more is not None and less > more:
                self._fact(
                    part,
                    Say(f"nhiều hơn «{FIELDS[whole]}».", f"more than `{whole}`."),
                    Say("Sửa một trong hai số.", "Mend one of the two."),
                )

    def _fact(self, key: str, what: Say, remedy: Say) -> None:
        self.fault(self._row_of.get(key, 0), FIELDS[key], what, remedy)

    def rows(self, commune: str) -> Iterator[Line | None]:
        """What the majority thinks, then each opinion of the table."""
        if self.facts[sheet.MAJORITY]:
            cells = {"gist": self.facts[sheet.MAJORITY], "group": FIELDS[sheet.MAJORITY]}
            yield self._line(_MAJORITY_ROW, cells, commune)
        headings = (
            [responses.column_key(cell.text) for cell in self._table[0]] if self._table else []
        )
        if "gist" not in headings:
            self.fault(
                0,
                sheet.OPINIONS_SHEET,
                Say("không thấy bảng ý kiến.", "the table of opinions is missing."),
                Say("Dùng lại phiếu gốc, giữ cả hai trang.", "Use the sheet as it was given."),
            )
            return
        for row in self._table[1:]:
            texts = [_plain(cell.text) for cell in row]
            cells = {key: text for key, text in zip(headings, texts, strict=False) if key}
            # The article and the question stand there before anybody writes.
            if cells.get("gist") or cells.get("count") or cells.get("who"):
                yield self._line(row[0].row, cells, commune)

    def _line(self, row: int, cells: Mapping[str, str], commune: str) -> Line | None:
        """An opinion as a row of the export; None where it is at fault."""
        before = len(self.findings)
        self._check(row, cells)
        if len(self.findings) > before:
            return None
        people = _number(cells.get("count", "")) or 1
        # Where nobody says whose it is, one voice is the commune's own; of several a person has to say it.
        who = cells.get("who") or (responses.WHO[_OWN] if people == 1 else "")
        own = {
            **cells,
            "who": who,
            "count": str(people),
            "place": commune,
            "channel": sheet.CHANNEL,
            "sent": self.facts[sheet.SENT],
            PERSONAL: self.facts[sheet.SIGNER],
            OPINION: cells["gist"],
        }
        return Line(row, tuple(own.get(column.use.use, "") for column in _COLUMNS))

    def _check(self, row: int, cells: Mapping[str, str]) -> None:
        count = cells.get("count", "")
        if not cells.get("gist"):
            self.fault(
                row,
                responses.heading("gist"),
                Say("để trống, mà có ghi ở ô bên cạnh.", "empty beside a filled cell."),
                Say("Ghi nội dung, hoặc xóa cả dòng.", "Write what was said, or empty the row."),
            )
        if count and not _number(count):
            self.fault(
                row,
                responses.heading("count"),
                Say("không phải số lượt, từ 1.", "no number from 1."),
                Say("Chỉ ghi chữ số.", "Write digits alone."),
            )
        if cells.get("ref") and provisions.parse(cells["ref"]) is None:
            self.fault(
                row,
                responses.heading("ref"),
                Say("không rõ điều, khoản nào.", "no provision."),
                Say(
                    "Ghi như «Khoản 2 Điều 4», hoặc để trống.",
                    "Write `Khoản 2 Điều 4`, or nothing.",
                ),
            )
        for key in ("who", "part"):
            if cells.get(key) and responses.value_key(key, cells[key]) is None:
                self.fault(
                    row,
                    responses.heading(key),
                    Say("không có trong danh sách.", "not of the list."),
                    Say("Chọn trong danh sách của ô.", "Choose of the list in the cell."),
                )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _number(text: str) -> int | None:
    """`1.240` → 1240; None where it is no number."""
    digits = text.replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else None


def _day(key: str, text: str) -> datetime | None:
    return read_times(FIELDS[key], [text]).times[0] if text else None
