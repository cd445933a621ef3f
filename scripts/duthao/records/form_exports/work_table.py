"""The table in which an officer reads, edits and confirms opinions before any of them enters the repository.

It holds what people sent, names too, and so lies where the exports lie: outside the repository. Its columns are those
of `responses.csv`, with one to confirm before them and the original words behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from duthao.domain import provisions, responses
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import csv_cells, responses_reader, sensitive_data, xlsx_cells
from duthao.records.form_exports.opinions import (
    REASONS,
    ExportRow,
    Gathered,
    Opinion,
    SetAside,
    read_sources,
    source_words,
)
from duthao.records.form_exports.private_details import ADDRESS, NAME, details, known_phrase
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
MAX_CELL = 32_000  # characters: a spreadsheet takes no more in a cell
_PRIVATE = "response-private"
_TEXTS = ("group", "body", "place", "gist", "answer", "changed")

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

    @property
    def sources(self) -> frozenset[ExportRow]:
        """The rows of exports that it was made from."""
        return frozenset(read_sources(self.beside.get(SOURCES, "")))


class WorkTable(NamedTuple):
    """The whole table. `aside` are the sources that held no opinion, `private` what senders wrote of themselves.

    `merged`: of each row made of several answers, the source and the words of each. `columns`: headings that a person added.
    """

    rows: tuple[WorkRow, ...]
    aside: tuple[tuple[str, ...], ...]
    private: frozenset[str]
    merged: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()

    def knows(self) -> Callable[[ExportRow], bool]:
        """Whether a row of an export is in the table: by its mark; by its number alone where the table has no mark of it."""
        cells = (line[0] for line in (*self.aside, *self.merged) if line)
        known = {source for row in self.rows for source in row.sources}
        known |= {source for cell in cells for source in read_sources(cell)}
        marks = {source.mark for source in known if source.mark}
        marked = {(source.name, source.row) for source in known if source.mark}
        bare = {(source.name, source.row) for source in known if not source.mark} - marked
        return lambda source: source.mark in marks or (source.name, source.row) in bare


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
    return WorkTable(tuple(rows), tuple(aside), frozenset(private), tuple(merged), tuple(others))


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


# ---- from confirmed rows to responses.csv


def to_be_added(
    table: WorkTable, taken: Iterable[int], where: str
) -> tuple[list[WorkRow], list[Finding]]:
    """The confirmed rows that are not in the table of responses yet, with a number each; and every number that is another row's.

    `taken` are the numbers in use there, `where` is the file that findings name.
    """
    used = set(taken)
    waiting = [row for row in table.rows if row.confirmed and row.added not in used]
    following = max(used, default=0)
    added: list[WorkRow] = []
    findings: list[Finding] = []
    for row in waiting:
        number = row.cells.get("no", "")
        if _NUMBER.fullmatch(number):
            if int(number) in used:
                findings.append(_clash(row, number, where))
                continue
            used.add(int(number))
            following = max(following, int(number))
    for row in waiting:
        number = row.cells.get("no", "")
        if _NUMBER.fullmatch(number):
            if any(f.line == row.number for f in findings):
                continue
        elif not number:
            following += 1
            number = str(following)
        added.append(
            row._replace(cells={**row.cells, "no": number}, beside={**row.beside, ADDED: number})
        )
    return added, findings


def _clash(row: WorkRow, number: str, where: str) -> Finding:
    return Finding(
        where,
        row.number,
        responses_reader.VALUE,
        Say(
            f"Cột «{responses.heading('no')}»: số {number} đã là của một dòng khác.",
            f"Column `no`: {number} is the number of another row.",
        ),
        Say(
            "Xóa số trong ô này; máy đánh số tiếp theo.",
            "Empty the cell; the next number is given.",
        ),
    )


def responses_of(
    rows: Sequence[WorkRow], private: frozenset[str], registers: Registers, where: str
) -> tuple[tuple[responses.Response, ...], list[Finding]]:
    """The rows as responses, and every fault in them: what the reader of the table says, and what is a person's own.

    `where` is the file that findings name; they give rows of the work table.
    """
    raw = csv_cells.write(
        [
            [column.heading for column in responses.COLUMNS],
            *([_line(row.cells.get(key, "")) for key in responses.KEYS] for row in rows),
        ]
    )
    table, findings = responses_reader.parse(raw, responses_reader.NAMES[0])
    findings = [
        replace(
            f,
            path=where,
            line=rows[f.line - 2].number if 2 <= f.line < len(rows) + 2 else 0,
            column=0,
            width=0,
        )
        for f in findings
    ]
    for row in rows:
        findings += _private(row, private, where)
        findings += _unregistered(row, registers, where)
    return (table.rows if table else ()), findings


def _line(text: str) -> str:
    return " ".join(text.split())


def _private(row: WorkRow, private: frozenset[str], where: str) -> Iterator[Finding]:
    """What stands in a row of whoever commented: a number, an address, what they wrote into the form's own fields."""
    for key in _TEXTS:
        text = row.cells.get(key, "")
        if not text:
            continue
        column = responses.heading(key)
        hits = [hit.masked for hit in sensitive_data.personal(text)]
        if hits or known_phrase(text, private):
            shown = f" ({', '.join(hits)})" if hits else ""
            yield Finding(
                where,
                row.number,
                _PRIVATE,
                Say(
                    f"Cột «{column}» có thông tin riêng của người góp ý{shown}.",
                    f"Column `{key}` holds private details of who commented{shown}.",
                ),
                Say("Xóa phần ấy trong ô rồi lưu lại.", "Delete it in the cell and save."),
            )
        elif not row.names_seen and (found := _doubtful(text)):
            yield Finding(
                where,
                row.number,
                _PRIVATE,
                Say(
                    f"Cột «{column}» có chỗ giống tên người hoặc chỗ ở: {found}.",
                    f"Column `{key}` has what looks like a name or a home: {found}.",
                ),
                Say(
                    f"Xóa; nếu không phải của người góp ý thì ghi x vào cột «{NAMES_SEEN}».",
                    f"Delete it; where it is nobody's who commented, write x into `{NAMES_SEEN}`.",
                ),
            )


def _unregistered(row: WorkRow, registers: Registers, where: str) -> Iterator[Finding]:
    """Bodies and places that are no keys of the registers, and a body of whoever is told by kind alone. Says no value."""
    bodies = responses_reader.bodies(row.cells.get("body", ""))
    place = row.cells.get("place", "")
    who = responses.value_key("who", row.cells.get("who", ""))
    if bodies and who not in responses.PUBLIC_BODIES:
        yield Finding(
            where,
            row.number,
            "response-body-private",
            Say(
                f"Cột «{responses.heading('body')}»: chỉ ghi với cơ quan, đoàn thể; người dân, doanh nghiệp không ghi tên.",
                "Column `body`: only a public body is named; whoever else comments never is.",
            ),
            Say(
                f"Xóa ô này, hoặc sửa cột «{responses.heading('who')}» nếu là cơ quan, đoàn thể.",
                "Empty the cell, or mend `who` where it is a public body.",
            ),
        )
    elif any(body not in registers.agencies for body in bodies):
        yield _no_key(row, "body", "agencies.yml", where)
    if place and place not in registers.places:
        yield _no_key(row, "place", "places.yml", where)


def _no_key(row: WorkRow, key: str, file: str, where: str) -> Finding:
    return Finding(
        where,
        row.number,
        f"response-{key}-unknown",
        Say(
            f"Cột «{responses.heading(key)}»: không có khóa này trong {file}.",
            f"Column `{key}`: there is no such key in {file}.",
        ),
        Say(f"Ghi khóa có trong {file}, hoặc xóa ô.", f"Write a key of {file}, or empty the cell."),
    )


def _doubtful(text: str) -> str:
    """The first letters of what looks like a name or an address, enough to find it; "" where there is nothing."""
    found = [d for d in details(text) if d.kind in (NAME, ADDRESS)]
    return ", ".join(f"{text[d.start : d.start + 2]}…{text[d.end - 1 : d.end]}" for d in found)
