"""The table in which an officer reads, edits and confirms opinions before any of them enters the repository.

It holds what people sent, names too, and so lies where the exports lie: outside the repository. Its columns are those
of `responses.csv`, with one to confirm before them and the original words behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from duthao.domain import provisions, responses
from duthao.errors import Finding, Say
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
BEFORE = (CONFIRMED, NAMES_SEEN)
BEHIND = (NOTES, ORIGINAL, SOURCES)
OPINIONS_SHEET, ASIDE_SHEET, PRIVATE_SHEET = "Ý kiến", "Không thành ý kiến", "Thông tin riêng"
MAX_CELL = 32_000  # characters: a spreadsheet takes no more in a cell
_PRIVATE = "response-private"
_TEXTS = ("group", "gist", "answer", "changed")

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
    def sources(self) -> frozenset[ExportRow]:
        """The rows of exports that it was made from."""
        return frozenset(read_sources(self.beside.get(SOURCES, "")))


class WorkTable(NamedTuple):
    """The whole table. `aside` are the sources that held no opinion, `private` what senders wrote of themselves."""

    rows: tuple[WorkRow, ...]
    aside: tuple[tuple[str, ...], ...]
    private: frozenset[str]

    @property
    def sources(self) -> frozenset[ExportRow]:
        """Every row of an export that the table knows."""
        known = {source for row in self.rows for source in row.sources}
        return frozenset(known | {s for cells in self.aside for s in read_sources(cells[0])})


def is_work_table(headings: Sequence[str]) -> bool:
    """Whether a table is one of these, and no export."""
    return tuple(headings[: len(BEFORE)]) == BEFORE


def read(raw: bytes) -> WorkTable:
    """Read the bytes of a work table. Raises MalformedXlsx."""
    lines = xlsx_cells.parse(raw)
    headings = [cell.text.strip() for cell in lines[0]] if lines else []
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
    aside = [tuple(c.text for c in line) for line in xlsx_cells.parse(raw, ASIDE_SHEET)[1:]]
    private = {line[0].text for line in xlsx_cells.parse(raw, PRIVATE_SHEET)[1:]}
    return WorkTable(tuple(rows), tuple(aside), frozenset(private))


def sheets(table: WorkTable) -> list[_Sheet]:
    """The sheets as they are written, headings first."""
    headings = [*BEFORE, *(column.heading for column in responses.COLUMNS), *BEHIND]
    rows = [
        [
            *(row.beside.get(heading, "") for heading in BEFORE),
            *(row.cells.get(column.key, "") for column in responses.COLUMNS),
            *(row.beside.get(heading, "")[:MAX_CELL] for heading in BEHIND),
        ]
        for row in table.rows
    ]
    return [
        (OPINIONS_SHEET, [headings, *rows]),
        (ASIDE_SHEET, [[SOURCES, "Vì sao", ORIGINAL], *map(list, table.aside)]),
        (
            PRIVATE_SHEET,
            [
                ["Không đưa vào bảng: tên, liên hệ mà người gửi đã ghi"],
                *([p] for p in sorted(table.private)),
            ],
        ),
    ]


def with_opinions(
    table: WorkTable | None, gathered: Gathered, round_number: int
) -> tuple[WorkTable, int]:
    """The table with what is new in the exports, and how many rows are; whatever a person wrote stays.

    Of an opinion of which some rows of exports are in the table already, only the others are counted.
    """
    table = table or WorkTable((), (), frozenset())
    known = table.sources
    rows = [
        _row(len(table.rows) + number, opinion, round_number)
        for number, opinion in enumerate(_new(gathered.opinions, known), 2)
    ]
    aside = [_aside(entry) for entry in gathered.set_aside if entry.source not in known]
    return (
        WorkTable((*table.rows, *rows), (*table.aside, *aside), table.private | gathered.private),
        len(rows),
    )


def _new(opinions: Iterable[Opinion], known: frozenset[ExportRow]) -> Iterator[Opinion]:
    for opinion in opinions:
        left = tuple(source for source in opinion.sources if source not in known)
        if len(left) == len(opinion.sources):
            yield opinion
        elif left:
            note = "cùng lời với một dòng đã có ở trên: cộng số lượt vào dòng ấy, hoặc để riêng"
            yield replace(opinion, sources=left, count=len(left), notes=(*opinion.notes, note))


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
        "gist": opinion.gist[:MAX_CELL],
    }
    beside = {
        NOTES: "; ".join(opinion.notes),
        ORIGINAL: opinion.text,
        SOURCES: source_words(opinion.sources),
    }
    return WorkRow(number, cells, beside)


def _aside(entry: SetAside) -> tuple[str, ...]:
    return source_words([entry.source]), REASONS[entry.reason].vi, entry.text[:MAX_CELL]


# ---- from confirmed rows to responses.csv


def to_be_added(table: WorkTable, taken: Iterable[int]) -> list[WorkRow]:
    """The confirmed rows that are not in the table of responses yet, with a number each: `taken` are those in use."""
    used = set(taken)
    following = max(used, default=0)
    added = []
    for row in table.rows:
        number = row.cells.get("no", "")
        if not row.confirmed or (number.isdigit() and int(number) in used):
            continue
        if not number.isdigit():
            following += 1
            while following in used:
                following += 1
            number = str(following)
        following = max(following, int(number))
        used.add(int(number))
        added.append(row._replace(cells={**row.cells, "no": number}))
    return added


def responses_of(
    rows: Sequence[WorkRow], private: frozenset[str], where: str
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


def _doubtful(text: str) -> str:
    """The first letters of what looks like a name or an address, enough to find it; "" where there is nothing."""
    found = [d for d in details(text) if d.kind in (NAME, ADDRESS)]
    return ", ".join(f"{text[d.start : d.start + 2]}…{text[d.end - 1 : d.end]}" for d in found)
