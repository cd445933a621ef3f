"""What a commune sends back: its filled summary sheet, as opinions of people there and of its own committee."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from duthao.domain import commune_summaries as sheet
from duthao.domain import deadline_words, provisions, responses
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
_BY_LABEL = {slug(label): key for key, label in FIELDS.items()}
_MAJORITY_ROW = 1  # of the headings, in which no opinion stands
_NUMBER = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:[. ][0-9]{3}){1,2}")


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
    _Column(
        "Mã dòng", ColumnUse("id")
    ),  # or equal rows of a sheet that replaces another would be one
)


class Asking(NamedTuple):
    """What summaries are held against: the draft, the number of the round and of how many, its first day and the end of its last,
    the keys of the communes that are asked, and what stands in the rows of a blank sheet (provision, question), each as a slug.
    """

    draft_id: str
    round: int
    rounds: int
    opens: datetime | None
    closes: datetime | None
    communes: Sequence[str]
    blank: Collection[tuple[str, str]]


@dataclass(frozen=True)
class CommuneReturn:
    """A filled sheet: the commune by its key, its committee ("" where the register has none), what it says of its asking by the
    keys of `FIELDS` ("" where it says nothing), those of them that are numbers, when it was sent (None: it does not say), whether
    its days could be read in two ways, and its opinions. The name of the export tells commune, round and, by a fingerprint, which
    of several sheets it is.
    """

    commune: str
    body: str
    facts: Mapping[str, str]
    counts: Mapping[str, int]
    sent: datetime | None
    unsure_dates: bool
    export: Export


def is_return(raw: bytes, suffix: str, headings: Sequence[str]) -> bool:
    """Whether a file is the summary of a commune, whatever the order of its sheets; `headings` are those of its first."""
    if suffix == ".xlsx" and (facts := xlsx_cells.parse(raw, sheet.FACTS_SHEET)):
        headings = [facts[0][0].text]
    return bool(headings) and slug(headings[0]) == slug(sheet.TITLE)


def is_out_of_use(raw: bytes, suffix: str) -> bool:
    """Whether a file is what lies at the address of the workbook once no opinions are taken any more."""
    facts = xlsx_cells.parse(raw, sheet.FACTS_SHEET) if suffix == ".xlsx" else []
    return any(row and row[0].text == deadline_words.OVER for row in facts)


def read(
    raw: bytes, name: str, asking: Asking, registers: Registers
) -> tuple[CommuneReturn | None, list[Finding]]:
    """The return in the bytes of a workbook called `name`, and every fault in it; None where there is any. Raises MalformedXlsx."""
    reader = _Reader(raw, name, registers, asking)
    commune = reader.commune()
    reader.check_facts()
    body = sheet.committee(registers, commune)
    rows = [row for row in reader.rows(commune) if row]
    export = Export(
        f"phieu-{commune}-dot-{asking.round}-{reader.digest}",
        tuple(column.heading for column in _COLUMNS),
        tuple(column.use for column in _COLUMNS),
        tuple(rows),
        commune=commune,
        body=body,
    )
    if reader.findings:
        return None, sorted(reader.findings, key=lambda f: f.line)
    counts = {key: n for key in COUNTED if (n := _number(reader.facts[key])) is not None}
    sent, unsure = reader.days[sheet.SENT], reader.unsure_dates
    return CommuneReturn(commune, body, reader.facts, counts, sent, unsure, export), []


class _Reader:
    """One workbook; what is at fault gathers in `findings`, which give rows and the name of the sheet."""

    def __init__(self, raw: bytes, name: str, registers: Registers, asking: Asking) -> None:
        self._name, self._registers, self._asking = name, registers, asking
        self.findings: list[Finding] = []
        self.facts: dict[str, str] = dict.fromkeys(FIELDS, "")
        self._row_of: dict[str, int] = {}
        facts = xlsx_cells.parse(raw, sheet.FACTS_SHEET) or xlsx_cells.parse(raw)
        for row in facts:
            key = _BY_LABEL.get(slug(row[0].text))
            if key and len(row) > 1:
                self.facts[key] = _plain(row[1].text)
                self._row_of[key] = row[0].row
        # Whether a day or a month stands first is seen from all days of the sheet together.
        times = read_times("", [self.facts[key] for key in DATED])
        self.days = dict(zip(DATED, times.times, strict=True))
        self.unsure_dates = times.unsure
        self._table = xlsx_cells.parse(raw, sheet.OPINIONS_SHEET)
        said = [[_plain(cell.text) for cell in row] for row in (*facts, *self._table)]
        self.digest = hashlib.sha256(repr(said).encode()).hexdigest()[:8]
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

    def commune(self) -> str:
        """The key of the commune that sent it; "" where that is at fault."""
        said = slug(self.facts[sheet.COMMUNE])
        names: dict[str, str] = {}
        for key in self._asking.communes:
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

    def check_facts(self) -> None:
        """Hold the facts against the draft and against each other."""
        draft_id = self._asking.draft_id
        if slug(self.facts[sheet.DRAFT]) != draft_id:
            self._fact(
                sheet.DRAFT,
                Say(f"phiếu không phải của hồ sơ {draft_id}.", f"the sheet is not of {draft_id}."),
                Say("Dùng phiếu của đúng dự thảo.", "Use the sheet of this draft."),
            )
        self._check_round()
        self._check_days()
        for key in COUNTED:
            if self.facts[key] and _number(self.facts[key]) is None:
                self._fact(
                    key,
                    Say("không phải một con số.", "no number."),
                    Say("Chỉ ghi chữ số, ví dụ 120.", "Write digits alone, for example 120."),
                )
        for part, whole in ((sheet.AGREEING, sheet.PEOPLE), ("handed_in", "handed_out")):
            less, more = _number(self.facts[part]), _number(self.facts[whole])
            if less is not None and more is not None and less > more:
                self._fact(
                    part,
                    Say(f"nhiều hơn «{FIELDS[whole]}».", f"more than `{whole}`."),
                    Say("Sửa một trong hai số.", "Mend one of the two."),
                )

    def _check_round(self) -> None:
        """The sheet of another round says what people thought of another text."""
        said, number = self.facts[sheet.ROUND], self._asking.round
        if _number(said) == number or (not said and self._asking.rounds == 1):
            return
        self._fact(
            sheet.ROUND,
            Say(
                f"«{said}», mà đang nhập ý kiến của đợt {number}.",
                f"`{said}`, while opinions of round {number} are imported.",
            ),
            Say(
                "Dùng phiếu của đúng đợt, hoặc nhập riêng với «--round» và số của đợt ghi trong phiếu.",
                "Use the sheet of this round, or import it by itself with `--round` and its number.",
            ),
        )

    def _check_days(self) -> None:
        """Days that are none, that stand before those that precede them, or that are not of the round.

        What was asked or sent after the round is late, and no fault.
        """
        mend = Say("Sửa một trong hai ngày.", "Mend one of the two.")
        for key, day in self.days.items():
            opens, closes = self._asking.opens, self._asking.closes
            if self.facts[key] and day is None:
                self._fact(
                    key,
                    Say("không phải một ngày.", "no day."),
                    Say("Ghi như 15/11/2026.", "Write it as 15/11/2026."),
                )
            elif day and (
                (opens and day.date() < opens.date())
                or (key == sheet.BEGINS and closes and day >= closes)
            ):
                self._fact(
                    key,
                    Say("ngoài thời gian lấy ý kiến của đợt.", "not of the days of the round."),
                    Say("Xem lại ngày, và phiếu của đợt nào.", "See to the day, and to the round."),
                )
        begins, ends, sent = (self.days[key] for key in DATED)
        if begins and ends and ends < begins:
            self._fact(sheet.ENDS, Say("trước ngày bắt đầu.", "before the first day."), mend)
        if begins and sent and sent.date() < begins.date():
            self._fact(sheet.SENT, Say("trước ngày bắt đầu.", "before the first day."), mend)

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
            keyed = [*headings, *[None] * len(texts)]
            cells = {key: text for key, text in zip(keyed, texts, strict=False) if key and text}
            if any(text for key, text in zip(keyed, texts, strict=False) if not key):
                self.fault(
                    row[0].row,
                    sheet.OPINIONS_SHEET,
                    Say("có chữ ở cột không thuộc phiếu.", "text in a column that is not its own."),
                    Say(
                        "Chuyển vào cột «Nội dung góp ý», hoặc xóa.",
                        "Move it to the column of opinions, or delete it.",
                    ),
                )
            # The article and the question stand there before anybody writes.
            elif cells and not self._is_blank(cells):
                yield self._line(row[0].row, cells, commune)

    def _is_blank(self, cells: Mapping[str, str]) -> bool:
        said = (slug(cells.get("ref", "")), slug(cells.get("group", "")))
        return not cells.keys() - {"ref", "group"} and said in self._asking.blank

    def _line(self, row: int, cells: Mapping[str, str], commune: str) -> Line | None:
        """An opinion as a row of the export; None where it is at fault."""
        before = len(self.findings)
        self._check(row, cells)
        if len(self.findings) > before:
            return None
        people = _number(cells.get("count", "")) or 1
        # Where nobody says whose it is, one voice is the commune's own; of several a person has to say it.
        # What most people think is no word of the commune's own.
        own_word = people == 1 and row != _MAJORITY_ROW
        who = cells.get("who") or (responses.WHO[responses.STATE_BODY] if own_word else "")
        own = {
            **cells,
            "who": who,
            "count": str(people),
            "place": commune,
            "channel": sheet.CHANNEL,
            "sent": sent.isoformat() if (sent := self.days[sheet.SENT]) else "",
            "id": f"{self.digest}-{row}",
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
    """`1.240` and `1 240` → 1240; None where it is no number: `1.5` is none, for it is not fifteen."""
    return int(re.sub(r"[. ]", "", text)) if _NUMBER.fullmatch(text) else None
