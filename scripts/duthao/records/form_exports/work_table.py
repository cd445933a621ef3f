"""The table in which an officer reads, edits and confirms opinions before any of them enters the repository.

It holds what people sent, names too, and so lies where the exports lie: outside the repository. Its columns are those
of `responses.csv`, with one to confirm before them and the original words behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from duthao.domain import commune_summaries, provisions, responses
from duthao.errors import DuthaoError, Say
from duthao.records import xlsx_cells
from duthao.records.form_exports.export_rows import ExportRow, read_sources, source_words
from duthao.records.form_exports.opinions import (
    REASONS,
    Gathered,
    Opinion,
    SetAside,
)
from duthao.text import slug

CONFIRMED = "Duyệt"
NAMES_SEEN = "Tên nêu ra là công khai"
ORIGINAL = "Nguyên văn"
NOTES = "Cần xem"
SOURCES = "Nguồn"
ADDED = "Đã vào bảng"  # the number under which a row was brought to the table of responses
BEFORE = (CONFIRMED, NAMES_SEEN)
BEHIND = (NOTES, ORIGINAL, SOURCES, ADDED)
OPINIONS_SHEET, ASIDE_SHEET, PRIVATE_SHEET = "Ý kiến", "Không thành ý kiến", "Thông tin riêng"
MERGED_SHEET = "Nguyên văn đã gộp"
RETURNS_SHEET = "Phiếu của xã, phường"
MAX_CELL = 32_000  # characters: a spreadsheet takes no more in a cell

# Of a summary sheet of a commune: all but the draft, and who signed.
_TOLD = tuple(
    key
    for key in commune_summaries.FIELDS
    if key
    not in (commune_summaries.DRAFT, commune_summaries.TITLE_OF_DRAFT, commune_summaries.SIGNER)
)
_REPLACED_BY = "Thay bằng"
_NUMBER = re.compile(r"[0-9]{1,7}")
_Sheet = tuple[str, list[list[str]]]


class WorkRow(NamedTuple):
    """A row of the table: its number in the file, the cells of `responses.csv` by key, and those beside them by heading."""

    number: int
    cells: Mapping[str, str]
    beside: Mapping[str, str]

    @property
    def confirmed(self) -> bool:
        """Whether a person put anything into the first column; `không` is no consent."""
        return slug(self.beside.get(CONFIRMED, "")) not in ("", "khong", "no", "0")

    @property
    def names_seen(self) -> bool:
        """Whether a person said that names and places in this row are nobody's who commented."""
        return slug(self.beside.get(NAMES_SEEN, "")) not in ("", "khong", "no", "0")

    @property
    def added(self) -> int:
        """The number under which it was brought to the table of responses; 0: it was not yet."""
        number = self.beside.get(ADDED, "")
        return int(number) if _NUMBER.fullmatch(number) else 0

    def numbered(self, others: Mapping[int, int]) -> WorkRow:
        """The row with another number where `others` has one for the number that it was brought under."""
        number = str(others.get(self.added, self.added))
        return self._replace(
            cells={**self.cells, "no": number}, beside={**self.beside, ADDED: number}
        )

    @property
    def sources(self) -> frozenset[ExportRow]:
        """The rows of exports that it was made from."""
        return frozenset(read_sources(self.beside.get(SOURCES, "")))


class WorkTable(NamedTuple):
    """The whole table. `aside` are the sources that held no opinion, `private` what senders wrote of themselves.

    `merged`: of each row made of several answers, the source and the words of each. `columns`: headings that a person added.
    `returns`: of each summary of a commune its name, then what it says by `commune_summaries.FIELDS`, their signer left out, then
    the name of the one that replaces it.
    """

    rows: tuple[WorkRow, ...]
    aside: tuple[tuple[str, ...], ...]
    private: frozenset[str]
    merged: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    returns: tuple[tuple[str, ...], ...] = ()

    def knows(self) -> Callable[[ExportRow], bool]:
        """Whether a row of an export is in the table: by its mark; by its number alone where the table has no mark of it."""
        cells = (line[0] for line in (*self.aside, *self.merged) if line)
        known = {source for row in self.rows for source in row.sources}
        known |= {source for cell in cells for source in read_sources(cell)}
        marks = {source.mark for source in known if source.mark}
        marked = {(source.name, source.row) for source in known if source.mark}
        bare = {(source.name, source.row) for source in known if not source.mark} - marked
        return lambda source: source.mark in marks or (source.name, source.row) in bare


class Replaced(NamedTuple):
    """A summary that a newer one of the commune replaces: the commune as it wrote itself, its rows not yet confirmed into the table
    of responses, and those that stand there.
    """

    commune: str
    waiting: int
    added: int


def is_work_table(headings: Sequence[str]) -> bool:
    """Whether a table is one of these, and no export."""
    return tuple(headings[: len(BEFORE)]) == BEFORE


def read(raw: bytes) -> WorkTable:
    """Read the bytes of a work table. Raises MalformedXlsx, and DuthaoError where text stands in columns without a heading of their own."""
    lines = xlsx_cells.parse(raw)
    headings = [cell.text.strip() for cell in lines[0]] if lines else []
    _refuse_nameless(headings, lines)
    keys = [
        responses.column_key(heading) if heading not in (*BEFORE, *BEHIND) else None
        for heading in headings
    ]
    rows = []
    for line in lines[1:]:
        texts = [cell.text.strip() for cell in line]
        pairs = list(zip(keys, headings, texts, strict=False))
        rows.append(
            WorkRow(
                line[0].row,
                {key: text for key, _, text in pairs if key},
                {heading: text for key, heading, text in pairs if not key},
            )
        )
    others = [
        heading
        for key, heading in zip(keys, headings, strict=True)
        if heading and not key and heading not in (*BEFORE, *BEHIND)
    ]
    aside = [tuple(c.text for c in line) for line in xlsx_cells.parse(raw, ASIDE_SHEET)[1:]]
    private = {line[0].text for line in xlsx_cells.parse(raw, PRIVATE_SHEET)[1:]}
    merged = [tuple(c.text for c in line) for line in xlsx_cells.parse(raw, MERGED_SHEET)[1:]]
    returns = [tuple(c.text for c in line) for line in xlsx_cells.parse(raw, RETURNS_SHEET)[1:]]
    return WorkTable(
        tuple(rows),
        tuple(aside),
        frozenset(private),
        tuple(merged),
        tuple(others),
        tuple(returns),
    )


def _refuse_nameless(
    headings: Sequence[str], lines: Sequence[Sequence[xlsx_cells.SheetCell]]
) -> None:
    """Text without a heading of its own would be lost when the table is written anew."""
    names = [responses.column_key(heading) or heading for heading in headings]
    if twice := sorted({h for h, name in zip(headings, names, strict=True) if h and names.count(name) > 1}):  # fmt: skip
        raise DuthaoError(
            Say(
                f"Bảng làm việc có hai cột cùng tên: {', '.join(twice)}. Đổi tên hoặc xóa một cột.",
                f"The work table has two columns of one name: {', '.join(twice)}. Rename or delete one.",
            )
        )
    for line in lines[1:]:
        for place, cell in enumerate(line):
            if cell.text.strip() and not (place < len(headings) and headings[place]):
                raise DuthaoError(
                    Say(
                        f"Bảng làm việc, ô {cell.name}: có chữ ở cột không có tiêu đề. Ghi tiêu đề cho cột, hoặc xóa chữ ấy.",
                        f"The work table, cell {cell.name}: text in a column without a heading. Give it one, or delete the text.",
                    )
                )


def sheets(table: WorkTable) -> list[_Sheet]:
    """The sheets as they are written, headings first."""
    headings = [*BEFORE, *(column.heading for column in responses.COLUMNS), *BEHIND, *table.columns]
    rows = [
        [
            *(row.beside.get(heading, "") for heading in BEFORE),
            *(row.cells.get(column.key, "") for column in responses.COLUMNS),
            *(row.beside.get(heading, "") for heading in (*BEHIND, *table.columns)),
        ]
        for row in table.rows
    ]
    written: list[_Sheet] = [
        (OPINIONS_SHEET, [headings, *rows]),
        (ASIDE_SHEET, [[SOURCES, "Vì sao", ORIGINAL], *map(list, table.aside)]),
        (
            PRIVATE_SHEET,
            [
                ["Không đưa vào bảng: tên, liên hệ mà người gửi đã ghi"],
                *([p] for p in sorted(table.private)),
            ],
        ),
        (MERGED_SHEET, [[SOURCES, ORIGINAL], *map(list, table.merged)]),
    ]
    if table.returns:
        labels = [SOURCES, *(commune_summaries.FIELDS[key] for key in _TOLD), _REPLACED_BY]
        written.append((RETURNS_SHEET, [labels, *map(list, table.returns)]))
    return [(name, [[c[:MAX_CELL] for c in line] for line in lines]) for name, lines in written]


def with_opinions(
    table: WorkTable | None, gathered: Gathered, round_number: int
) -> tuple[WorkTable, int]:
    """The table with what is new in the exports, and how many rows are; whatever a person wrote stays.

    Of an opinion of which some rows of exports are in the table already, only the others are counted.
    """
    table = table or WorkTable((), (), frozenset())
    knows = table.knows()
    new = list(_new(gathered.opinions, knows))
    rows = [
        _row(len(table.rows) + number, opinion, round_number)
        for number, opinion in enumerate(new, 2)
    ]
    aside = [_aside(entry) for entry in gathered.set_aside if not knows(entry.source)]
    merged = [
        (source_words([source]), text)
        for opinion in new
        for source, text in opinion.originals
        if not knows(source)
    ]
    return (
        table._replace(
            rows=(*table.rows, *rows),
            aside=(*table.aside, *aside),
            private=table.private | gathered.private,
            merged=(*table.merged, *merged),
        ),
        len(rows),
    )


def with_returns(
    table: WorkTable, returns: Iterable[tuple[str, Mapping[str, str]]]
) -> tuple[WorkTable, list[Replaced]]:
    """The table with the facts of these summaries (name, then facts), and what they replace: of a commune and a round the last
    that was brought holds. Rows of a summary that is replaced stay, with a note, and are confirmed no more.
    """
    kept = [_trimmed(line) for line in table.returns]
    replaced: list[Replaced] = []
    for name, facts in returns:
        if any(known[:1] == (name,) for known in kept):
            continue
        place = 1 + len(_TOLD)
        old = [k for k in kept if _asked_for(k[0]) == _asked_for(name) and len(k) <= place]
        kept = [(*k, *[""] * (place - len(k)), name) if k in old else k for k in kept]
        kept.append(_trimmed((name, *(facts[key] for key in _TOLD))))
        if old:
            names = {known[0] for known in old}
            mine = [row for row in table.rows if names >= {s.name for s in row.sources} != set()]
            added = sum(bool(row.added) for row in mine)
            replaced.append(Replaced(facts[commune_summaries.COMMUNE], len(mine) - added, added))
            numbers = {row.number for row in mine}
            rows = (_superseded(r) if r.number in numbers else r for r in table.rows)
            table = table._replace(rows=tuple(rows))
    return table._replace(returns=tuple(kept)), replaced


def _asked_for(name: str) -> str:
    """The commune and the round of a summary, of whose name the fingerprint is the last part."""
    return name.rpartition("-")[0]


def _superseded(row: WorkRow) -> WorkRow:
    note = (
        f"phiếu đã được thay: sửa hoặc xóa dòng số {row.added} ở bảng công khai"
        if row.added
        else "phiếu đã được thay bằng phiếu mới: không duyệt"
    )
    notes = "; ".join(filter(None, [row.beside.get(NOTES, ""), note]))
    mark = row.beside.get(CONFIRMED, "") if row.added else ""
    return row._replace(beside={**row.beside, NOTES: notes, CONFIRMED: mark})


def _trimmed(line: tuple[str, ...]) -> tuple[str, ...]:
    """Without empty cells at its end, of which a workbook keeps none."""
    filled = [place for place, text in enumerate(line, 1) if text]
    return line[: max(filled, default=0)]


def _new(opinions: Iterable[Opinion], knows: Callable[[ExportRow], bool]) -> Iterator[Opinion]:
    for opinion in opinions:
        left = tuple(source for source in opinion.sources if not knows(source))
        if len(left) == len(opinion.sources):
            yield opinion
        elif left:
            note = "cùng lời với một dòng đã có ở trên: cộng số lượt vào dòng ấy, hoặc để riêng"
            text = next((t for source, t in opinion.originals if source == left[0]), opinion.text)
            yield replace(
                opinion,
                sources=left,
                text=text,
                count=len(left),
                notes=(*opinion.notes, note),
            )


def _row(number: int, opinion: Opinion, round_number: int) -> WorkRow:
    cells = {
        "round": str(round_number),
        "part": responses.part_label(opinion.part) if opinion.part else "",
        "ref": provisions.reference_words(opinion.ref),
        "group": opinion.group,
        "who": responses.WHO.get(opinion.who, ""),
        "body": opinion.body,
        "count": str(opinion.count),
        "channel": responses.CHANNELS.get(opinion.channel, ""),
        "place": opinion.place,
        "gist": opinion.gist,
    }
    notes = list(opinion.notes)
    if len(opinion.originals) > 1:
        notes.append(f"nguyên văn từng phiếu ở trang «{MERGED_SHEET}»")
    if max(len(opinion.gist), len(opinion.text)) > MAX_CELL:
        notes.append(f"dài quá {MAX_CELL} ký tự, phần sau bị cắt: xem tệp gốc")
    beside = {
        NOTES: "; ".join(notes),
        ORIGINAL: opinion.text,
        SOURCES: source_words(opinion.sources),
    }
    return WorkRow(number, cells, beside)


def _aside(entry: SetAside) -> tuple[str, ...]:
    return source_words([entry.source]), REASONS[entry.reason].vi, entry.text
