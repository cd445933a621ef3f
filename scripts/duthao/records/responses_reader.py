"""`drafts/<id>/responses.csv` (or `.xlsx`): the table of opinions and answers, read and written.

    table, findings = responses_reader.read(path, "drafts/lc-2026-004/responses.csv")   # a file
    table, findings = responses_reader.parse(raw, where)                                # its bytes
    raw = responses_reader.to_csv(table.rows)                                           # bytes of a CSV

Headings may be the keys or the Vietnamese headings of `domain.responses.COLUMNS`, in any order; values of columns with
labels may be key or label. Comma, semicolon or tab; UTF-8 with or without BOM. A row with a fault is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from duthao.domain import provisions, responses
from duthao.domain.responses import COLUMNS, KEYS, Response
from duthao.domain.table_columns import keys_by_heading
from duthao.errors import Finding, Say
from duthao.records import csv_cells
from duthao.records.record_tables import table_cells
from duthao.records.record_tables.table_cells import PlacedCell
from duthao.records.record_tables.table_kind import TableKind, TableRule
from duthao.records.record_tables.table_rows import RowReader, clean, one_of, places_of_columns
from duthao.records.response_table import ResponseTable
from duthao.records.strict_yaml import Mark
from duthao.text import slug

NAMES = ("responses.csv", "responses.xlsx")
KIND = TableKind(
    form=TableRule("responses-form"),
    value=TableRule("responses-value"),
    columns=COLUMNS,
    keys=keys_by_heading(COLUMNS),
    unsaid=("who", "body", "place"),  # where a name stands, were one written
)
_SEVERAL = re.compile(r"\s*[;,]\s*")


def read(path: Path, where: str) -> tuple[ResponseTable | None, list[Finding]]:
    """Read a table; None where nothing of it can be used. Raises OSError.

    `where` is the path that findings name.
    """
    raw, findings = table_cells.read_bytes(path, where, KIND)
    return (None, findings) if findings else parse(raw, where)


def parse(raw: bytes, where: str) -> tuple[ResponseTable | None, list[Finding]]:
    """Read the bytes of a CSV, or of an XLSX where `where` ends so."""
    cells, findings = table_cells.parse(raw, where, KIND)
    if findings:
        return None, findings
    return _table(cells, where)


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


# ---- from cells to rows


def _table(cells: list[list[PlacedCell]], where: str) -> tuple[ResponseTable | None, list[Finding]]:
    places, findings = places_of_columns(cells, where, KIND)
    if findings:
        return None, findings
    rows: list[Response] = []
    marks: list[Mapping[str, Mark]] = []
    for number, line in enumerate(cells[1:]):
        row = RowReader(places, line, where, KIND, number)
        response = None if row.findings else _response(row)  # else its cells stand in wrong columns
        findings += row.findings
        if response is not None and not row.findings:
            rows.append(response)
            marks.append(row.marks)
    return ResponseTable(where, tuple(rows), not findings, tuple(marks)), findings


def _response(row: RowReader) -> Response:
    """The row; what of it cannot be read stands in its findings."""
    reference = _reference(row)
    return Response(
        no=row.number("no", 0, required=True),
        round=row.number("round", 1),
        part=_value(row, "part") or ("van-ban" if reference else responses.GENERAL),
        ref=reference,
        group=row.text("group"),
        who=_value(row, "who", required=True),
        bodies=bodies(row.text("body")),
        count=row.number("count", 1),
        channel=_value(row, "channel"),
        place=row.text("place"),
        gist=row.text("gist", required=True),
        verdict=_value(row, "verdict"),
        answer=row.text("answer"),
        changed=row.text("changed"),
    )


def _value(row: RowReader, key: str, *, required: bool = False) -> str:
    """The key of a value that may be a label."""
    text = row.text(key, required=required)
    value = responses.value_key(key, text) if text else ""
    if value is None:
        row.refuse(key, text, Say("không có", "is unknown"), _values(key, text))
    return value or ""


def _reference(row: RowReader) -> str:
    text = row.text("ref")
    reference = provisions.parse(text) if text else ""
    if reference is None:
        row.refuse(
            "ref",
            text,
            Say("không chỉ rõ một điều, khoản, điểm", "names no single provision"),
            Say(
                "Ghi một chỗ, ví dụ «dieu-4.khoan-2.diem-dd» hoặc «Điểm đ khoản 2 Điều 4»; ý kiến về nhiều điều thì ghi điều chính, hoặc bỏ trống nếu là ý kiến chung.",
                "Name one place, e.g. `dieu-4.khoan-2.diem-dd` (đ is dd); leave it empty for a general opinion.",
            ),
        )
    return reference or ""


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
    return one_of(labels)


def bodies(text: str) -> tuple[str, ...]:
    """The keys in a cell of the column `body`."""
    return tuple(filter(None, _SEVERAL.split(clean(text))))
