"""`drafts/<id>/responses.csv` (or `.xlsx`): the table of opinions and answers, read and written.

    table, findings = responses_reader.read(path, "drafts/lc-2026-004/responses.csv")   # a file
    table, findings = responses_reader.parse(raw, where)                                # its bytes
    raw = responses_reader.to_csv(table.rows)                                           # bytes of a CSV

Headings may be the keys or the Vietnamese headings of `domain.responses.COLUMNS`, in any order; values of columns with
labels may be key or label. Comma, semicolon or tab; UTF-8 with or without BOM. A row with a fault is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from duthao.domain import provisions, responses
from duthao.domain.responses import COLUMNS, KEYS, Response
from duthao.errors import Finding, Say
from duthao.records import csv_cells, response_sheet, source_text, xlsx_cells
from duthao.records.form_exports.private_details import details
from duthao.records.response_table import ResponseTable
from duthao.records.strict_yaml import Mark
from duthao.text import closest, nfc, slug

NAMES = ("responses.csv", "responses.xlsx")
FORM = "responses-form"
VALUE = "responses-value"
MAX_BYTES = 8 << 20
_NUMBER = re.compile(r"[0-9]{1,7}")
_SEVERAL = re.compile(r"\s*[;,]\s*")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_NOWHERE = Mark(0, 0, 0)
MAX_CELL = 32_000  # characters: a spreadsheet takes no more in a cell
_UNSAID = ("who", "body", "place")  # where a name stands, were one written
_SHOWN = 100  # characters


class _Cell(NamedTuple):
    text: str
    mark: Mark
    name: str  # on a sheet; "" in a CSV


def read(path: Path, where: str) -> tuple[ResponseTable | None, list[Finding]]:
    """Read a table; None where nothing of it can be used. Raises OSError.

    `where` is the path that findings name.
    """
    if path.is_symlink() or not path.is_file():
        return None, [
            _fault(
                where,
                _NOWHERE,
                FORM,
                Say("Không phải tệp thật.", "This is no real file."),
                Say("Chép tệp vào thư mục hồ sơ.", "Copy the file into the folder."),
            )
        ]
    with path.open("rb") as stream:
        return parse(stream.read(MAX_BYTES + 1), where)


def parse(raw: bytes, where: str) -> tuple[ResponseTable | None, list[Finding]]:
    """Read the bytes of a CSV, or of an XLSX where `where` ends so."""
    if where.lower().endswith(".xlsx"):
        rows, findings = _xlsx(raw, where)
    else:
        rows, findings = _csv(raw, where)
    if findings:
        return None, findings
    return _table(rows, where)


def to_csv(rows: Iterable[Response]) -> bytes:
    """The table as CSV that Excel and LibreOffice open: Vietnamese headings and labels, what looks like a formula as text."""
    return csv_cells.write(
        [[column.heading for column in COLUMNS], *(written(row) for row in rows)]
    )


def written(row: Response) -> list[str]:
    """The cells of a row in the order of `COLUMNS`, as an officer reads them."""
    labels = {
        "part": responses.part_label(row.part),
        "who": responses.WHO[row.who],
        "body": "; ".join(row.bodies),
        "channel": responses.CHANNELS.get(row.channel, ""),
        "verdict": responses.VERDICTS.get(row.verdict, ""),
    }
    return [labels[key] if key in labels else str(getattr(row, key)) for key in KEYS]


# ---- from bytes to cells


def _csv(raw: bytes, where: str) -> tuple[list[list[_Cell]], list[Finding]]:
    text, findings = source_text.decode(raw, where, MAX_BYTES)
    if findings:
        return [], findings
    try:
        rows = csv_cells.parse(text, csv_cells.delimiter_of(text))
    except csv_cells.MalformedCsv as error:
        return [], [
            _fault(
                where,
                Mark(error.line, error.column, 1),
                FORM,
                Say(
                    "Dấu ngoặc kép mở hoặc đóng sai nên không biết ô kết thúc ở đâu.",
                    "A quotation mark is not closed, or text follows a closed one.",
                ),
                Say(
                    "Mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng CSV UTF-8.",
                    "Open it in Excel or LibreOffice and save it as CSV UTF-8.",
                ),
            )
        ]
    return [
        [
            _Cell(csv_cells.unguarded(cell.text), Mark(cell.line, cell.column, cell.width), "")
            for cell in row
        ]
        for row in rows
    ], []


def _xlsx(raw: bytes, where: str) -> tuple[list[list[_Cell]], list[Finding]]:
    try:
        if len(raw) > MAX_BYTES:
            raise xlsx_cells.MalformedXlsx
        rows = xlsx_cells.parse(raw)
    except xlsx_cells.MalformedXlsx:
        return [], [
            _fault(
                where,
                _NOWHERE,
                FORM,
                Say(
                    "Không mở được tệp Excel (hỏng, đặt mật khẩu hoặc quá lớn).",
                    "The workbook cannot be opened (broken, with a password, or too large).",
                ),
                Say("Lưu lại dạng .xlsx, bỏ mật khẩu.", "Save it as .xlsx without a password."),
            )
        ]
    if findings := list(response_sheet.faults(raw, rows, where)):
        return [], findings
    return [
        [_Cell(nfc(csv_cells.unguarded(c.text)), Mark(c.row, 0, 0), c.name) for c in row]
        for row in rows
    ], []


# ---- from cells to rows


def _table(cells: list[list[_Cell]], where: str) -> tuple[ResponseTable | None, list[Finding]]:
    if not cells:
        return None, [
            _fault(
                where,
                _NOWHERE,
                FORM,
                Say("Bảng trống.", "The table is empty."),
                Say(
                    "Ghi hàng tiêu đề: " + ", ".join(c.heading for c in COLUMNS) + ".",
                    "Write the headings: " + ", ".join(KEYS) + ".",
                ),
            )
        ]
    places, findings = _headings(cells[0], where)
    if findings:
        return None, findings
    rows: list[Response] = []
    marks: list[Mapping[str, Mark]] = []
    for line in cells[1:]:
        row, faults = _row(places, line, where)
        findings += faults
        if row is not None:
            rows.append(row)
            marks.append({key: line[n].mark for key, n in places.items() if n < len(line)})
    return ResponseTable(where, tuple(rows), not findings, tuple(marks)), findings


def _headings(line: list[_Cell], where: str) -> tuple[dict[str, int], list[Finding]]:
    """The place of each column that there is, and every heading that is unknown, given twice or missing."""
    places: dict[str, int] = {}
    findings: list[Finding] = []
    for place, cell in enumerate(line):
        text = clean(cell.text)
        if not text:
            continue
        key = responses.column_key(text)
        if key is None:
            findings.append(_fault(where, cell.mark, FORM, *_unknown_heading(text, cell)))
        elif key in places:
            findings.append(
                _fault(
                    where,
                    cell.mark,
                    FORM,
                    Say(f"Cột «{text}» có hai lần.", f"Column `{text}` stands twice."),
                    Say("Xóa một cột.", "Delete one."),
                )
            )
        else:
            places[key] = place
    for column in COLUMNS:
        if column.required and column.key not in places:
            findings.append(
                _fault(
                    where,
                    line[0].mark,
                    FORM,
                    Say(f"Thiếu cột «{column.heading}».", f"Column `{column.key}` is missing."),
                    Say(f"Thêm cột: {column.description}.", "Add it."),
                )
            )
    return places, findings


def _unknown_heading(text: str, cell: _Cell) -> tuple[Say, Say]:
    names = {slug(column.heading): column.heading for column in COLUMNS}
    names |= {slug(column.key): column.key for column in COLUMNS}
    close = closest(slug(text), names, 0.7)
    at = f" (ô {cell.name})" if cell.name else ""
    told = len(text) <= _SHOWN and not details(text)
    message = Say(
        f"Không có cột nào tên «{text}»{at}." if told else f"Có tiêu đề không phải tên cột{at}.",
        f"There is no column `{text}`{at}." if told else f"A heading is no column{at}.",
    )
    if close:
        return message, Say(f"Có phải «{names[close]}»?", f"Did you mean `{names[close]}`?")
    return message, Say(
        "Dùng một trong các tên: " + ", ".join(c.heading for c in COLUMNS) + ".",
        "Use one of: " + ", ".join(KEYS) + ".",
    )


_BESIDE = (
    Say("Có chữ ở ô nằm ngoài các cột.", "There is text beside the columns."),
    Say(
        "Có lẽ một ô chứa dấu phân cách mà không nằm trong ngoặc kép; mở bằng Excel và lưu lại.",
        "Perhaps a cell holds the separator without quotation marks: save it anew from a spreadsheet.",
    ),
)


class _Row:
    """One line of the table: each cell by its column, and the faults found so far."""

    def __init__(self, places: Mapping[str, int], line: Sequence[_Cell], where: str) -> None:
        self._cells = {key: line[place] for key, place in places.items() if place < len(line)}
        self._first = line[0]
        self._where = where
        beside = [cell for n, cell in enumerate(line) if n not in places.values()]
        self.findings = [
            _fault(where, cell.mark, FORM, *_BESIDE) for cell in beside if cell.text.strip()
        ]
        for key, cell in self._cells.items():
            if len(cell.text) > MAX_CELL:
                self.fault(
                    key,
                    Say(
                        f"ô dài quá {MAX_CELL} ký tự.",
                        f"the cell has more than {MAX_CELL} characters.",
                    ),
                    Say("Viết gọn lại.", "Write it shorter."),
                )

    def text(self, key: str, *, required: bool = False) -> str:
        text = clean(self._cells[key].text) if key in self._cells else ""
        if required and not text:
            self.fault(
                key,
                Say("ô trống.", "the cell is empty."),
                Say("Ghi vào ô này.", "Fill it in."),
            )
        return text

    def number(self, key: str, default: int) -> int:
        """A whole number from 1 on; 0 as `default`: it must be there."""
        text = self.text(key, required=not default)
        if not text:
            return default
        if not _NUMBER.fullmatch(text) or int(text) == 0:
            self.fault(
                key,
                _said(key, text, "không phải số nguyên từ 1", "is no whole number from 1"),
                Say("Chỉ ghi chữ số, ví dụ 12.", "Write digits only, e.g. 12."),
            )
            return default
        return int(text)

    def value(self, key: str, *, required: bool = False) -> str:
        """The key of a value that may be a label."""
        text = self.text(key, required=required)
        if not text:
            return ""
        value = responses.value_key(key, text)
        if value is None:
            self.fault(key, _said(key, text, "không có", "is unknown"), _values(key, text))
            return ""
        return value

    def reference(self) -> str:
        text = self.text("ref")
        reference = provisions.parse(text) if text else ""
        if reference is None:
            self.fault(
                "ref",
                _said(
                    "ref", text, "không chỉ rõ một điều, khoản, điểm", "names no single provision"
                ),
                Say(
                    "Ghi một chỗ, ví dụ «dieu-4.khoan-2.diem-dd» hoặc «Điểm đ khoản 2 Điều 4»; ý kiến về nhiều điều thì ghi điều chính, hoặc bỏ trống nếu là ý kiến chung.",
                    "Name one place, e.g. `dieu-4.khoan-2.diem-dd` (đ is dd); leave it empty for a general opinion.",
                ),
            )
        return reference or ""

    def fault(self, key: str, message: Say, remedy: Say) -> None:
        cell = self._cells.get(key, self._first)
        at = f" ({cell.name})" if cell.name else ""
        said = Say(
            f"Cột «{responses.heading(key)}»{at}: {message.vi}",
            f"Column `{key}`{at}: {message.en}",
        )
        self.findings.append(_fault(self._where, cell.mark, VALUE, said, remedy))


def _row(
    places: Mapping[str, int], line: Sequence[_Cell], where: str
) -> tuple[Response | None, list[Finding]]:
    """The row (None where it has a fault), or every cell of it that cannot be read."""
    row = _Row(places, line, where)
    if row.findings:  # its cells stand in the wrong columns
        return None, row.findings
    reference = row.reference()
    response = Response(
        no=row.number("no", 0),
        round=row.number("round", 1),
        part=row.value("part") or ("van-ban" if reference else responses.GENERAL),
        ref=reference,
        group=row.text("group"),
        who=row.value("who", required=True),
        bodies=bodies(row.text("body")),
        count=row.number("count", 1),
        channel=row.value("channel"),
        place=row.text("place"),
        gist=row.text("gist", required=True),
        verdict=row.value("verdict"),
        answer=row.text("answer"),
        changed=row.text("changed"),
    )
    return (None if row.findings else response), row.findings


def _said(key: str, text: str, vi: str, en: str) -> Say:
    """What is wrong with a cell; the cell itself is repeated only where it can hold nobody's name or number."""
    if key in _UNSAID or len(text) > _SHOWN or details(text):
        return Say(f"chữ trong ô {vi}.", f"what stands there {en}.")
    return Say(f"«{text}» {vi}.", f"`{text}` {en}.")


def _values(key: str, text: str) -> Say:
    """Which values a column may have; of the words that mislead, why they are not taken."""
    if key == "verdict" and "giai-trinh" in slug(text):
        return Say(
            "«Được giải trình» dễ hiểu nhầm là đã tiếp thu; ghi «Giữ nguyên dự thảo, có nêu lý do» hoặc «Tiếp thu một phần».",
            "`Explained` reads as `answered`; write `kept` or `partly`.",
        )
    labels = {
        "verdict": responses.VERDICTS,
        "who": responses.WHO,
        "channel": responses.CHANNELS,
        "part": responses.PARTS,
    }[key]
    return Say(
        "Ghi một trong: " + "; ".join(labels.values()) + ".",
        "Write one of: " + ", ".join(labels) + ".",
    )


def bodies(text: str) -> tuple[str, ...]:
    """The keys in a cell of the column `body`."""
    return tuple(filter(None, _SEVERAL.split(clean(text))))


def clean(text: str) -> str:
    """One line, without signs that nobody sees."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _fault(where: str, mark: Mark, rule: str, message: Say, remedy: Say) -> Finding:
    return Finding(where, mark.line, rule, message, remedy, column=mark.column, width=mark.width)
