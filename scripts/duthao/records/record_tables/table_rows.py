"""The row of headings of a table beside a record, and a row of it of which each cell is asked for by its column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from duthao.errors import Finding, Say
from duthao.records.record_tables.table_cells import NOWHERE, PlacedCell, fault
from duthao.records.record_tables.table_kind import TableKind
from duthao.records.strict_yaml import Mark
from duthao.text import closest, slug

MAX_CELL = 32_000  # characters: a spreadsheet takes no more in a cell
_NUMBER = re.compile(r"[0-9]{1,7}")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
TEXT_BESIDE = (
    Say("Có chữ ở ô nằm ngoài các cột.", "There is text beside the columns."),
    Say(
        "Có lẽ một ô chứa dấu phân cách mà không nằm trong ngoặc kép; mở bằng Excel và lưu lại.",
        "Perhaps a cell holds the separator without quotation marks: save it anew from a spreadsheet.",
    ),
)


def clean(text: str) -> str:
    """One line, without signs that nobody sees."""
    return " ".join(_INVISIBLE.sub("", text).split())


def places_of_columns(
    cells: Sequence[Sequence[PlacedCell]], where: str, kind: TableKind
) -> tuple[dict[str, int], list[Finding]]:
    """The place of each column that there is by the first row, and every heading that is unknown, given twice or missing."""
    if not cells:
        return {}, [
            fault(
                where,
                NOWHERE,
                kind.form.id,
                Say("Bảng trống.", "The table is empty."),
                Say(
                    "Ghi hàng tiêu đề: " + ", ".join(c.heading for c in kind.columns) + ".",
                    "Write the headings: " + ", ".join(c.key for c in kind.columns) + ".",
                ),
            )
        ]
    places: dict[str, int] = {}
    findings: list[Finding] = []
    for place, cell in enumerate(cells[0]):
        text = clean(cell.text)
        if not text:
            continue
        key = kind.keys.get(slug(text))
        if key is None:
            findings.append(fault(where, cell.mark, kind.form.id, *_unknown(text, cell, kind)))
        elif key in places:
            findings.append(
                fault(
                    where,
                    cell.mark,
                    kind.form.id,
                    Say(f"Cột «{text}» có hai lần.", f"Column `{text}` stands twice."),
                    Say("Xóa một cột.", "Delete one."),
                )
            )
        else:
            places[key] = place
    for column in kind.columns:
        if column.required and column.key not in places:
            findings.append(
                fault(
                    where,
                    cells[0][0].mark,
                    kind.form.id,
                    Say(f"Thiếu cột «{column.heading}».", f"Column `{column.key}` is missing."),
                    Say(f"Thêm cột: {column.description}.", "Add it."),
                )
            )
    return places, findings


def _unknown(text: str, cell: PlacedCell, kind: TableKind) -> tuple[Say, Say]:
    names = {slug(column.heading): column.heading for column in kind.columns}
    names |= {slug(column.key): column.key for column in kind.columns}
    close = closest(slug(text), names, 0.7)
    at = f" (ô {cell.name})" if cell.name else ""
    told = kind.may_repeat(text)
    message = Say(
        f"Không có cột nào tên «{text}»{at}." if told else f"Có tiêu đề không phải tên cột{at}.",
        f"There is no column `{text}`{at}." if told else f"A heading is no column{at}.",
    )
    if close:
        return message, Say(f"Có phải «{names[close]}»?", f"Did you mean `{names[close]}`?")
    return message, Say(
        "Dùng một trong các tên: " + ", ".join(c.heading for c in kind.columns) + ".",
        "Use one of: " + ", ".join(c.key for c in kind.columns) + ".",
    )


def one_of(labels: Mapping[str, str]) -> Say:
    """The remedy that names the values which a column may have: key → label."""
    return Say(
        "Ghi một trong: " + "; ".join(labels.values()) + ".",
        "Write one of: " + ", ".join(labels) + ".",
    )


class RowReader:
    """One line of the table: each cell by its column, and the faults found so far in `findings`.

    `number` counts the lines below the headings from 0.
    """

    def __init__(
        self,
        places: Mapping[str, int],
        line: Sequence[PlacedCell],
        where: str,
        kind: TableKind,
        number: int = 0,
    ) -> None:
        self._cells = {key: line[place] for key, place in places.items() if place < len(line)}
        self._first, self._where, self._kind = line[0], where, kind
        self._place = ("rows", number)
        beside = [cell for n, cell in enumerate(line) if n not in places.values()]
        self.findings = [
            fault(where, cell.mark, kind.form.id, *TEXT_BESIDE, self._place)
            for cell in beside
            if cell.text.strip()
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

    @property
    def marks(self) -> dict[str, Mark]:
        """The place of each of its cells by the key of its column."""
        return {key: cell.mark for key, cell in self._cells.items()}

    def text(self, key: str, *, required: bool = False) -> str:
        """What stands in the column, on one line; "" where there is nothing."""
        text = clean(self._cells[key].text) if key in self._cells else ""
        if required and not text:
            self.fault(
                key,
                Say("ô trống.", "the cell is empty."),
                Say("Ghi vào ô này.", "Fill it in."),
            )
        return text

    def number(self, key: str, default: int, *, required: bool = False) -> int:
        """A whole number from 1 on; `default` where there is none."""
        text = self.text(key, required=required)
        if not text:
            return default
        if not _NUMBER.fullmatch(text) or int(text) == 0:
            self.refuse(
                key,
                text,
                Say("không phải số nguyên từ 1", "is no whole number from 1"),
                Say("Chỉ ghi chữ số, ví dụ 12.", "Write digits only, e.g. 12."),
            )
            return default
        return int(text)

    def refuse(self, key: str, text: str, why: Say, remedy: Say) -> None:
        """Note what is wrong with the text of a cell, which is repeated only where it can hold nobody's name or number."""
        if self._kind.may_repeat(text, key):
            said = Say(f"«{text}» {why.vi}.", f"`{text}` {why.en}.")
        else:
            said = Say(f"chữ trong ô {why.vi}.", f"what stands there {why.en}.")
        self.fault(key, said, remedy)

    def fault(self, key: str, message: Say, remedy: Say) -> None:
        """Note a fault in the cell of this column; where the row has none, at its beginning."""
        cell = self._cells.get(key, self._first)
        at = f" ({cell.name})" if cell.name else ""
        said = Say(
            f"Cột «{self._kind.heading(key)}»{at}: {message.vi}",
            f"Column `{key}`{at}: {message.en}",
        )
        place = (*self._place, key)
        self.findings.append(
            fault(self._where, cell.mark, self._kind.value.id, said, remedy, place)
        )
