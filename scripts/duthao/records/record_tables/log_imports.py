"""What communes report of what they did: the export of a form, or the filled sheet, as entries of logs; and those beside the old.

Columns are known by the headings of a log, with one for the draft more; a row is of one draft and one commune. A day and
its hour may stand in two columns. What is in no known column is named and not read; a row in which nothing was filled in
is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from duthao import clock
from duthao.domain import communication_log as log
from duthao.domain.communication_log import LogEntry
from duthao.domain.table_columns import TableColumn, keys_by_heading
from duthao.errors import Finding, Say
from duthao.records.record_tables import log_reader
from duthao.records.record_tables.table_cells import PlacedCell
from duthao.records.record_tables.table_kind import TableKind, TableRule
from duthao.records.record_tables.table_rows import TEXT_BESIDE, RowReader, clean
from duthao.records.spreadsheets import Line
from duthao.records.strict_yaml import Mark
from duthao.text import slug

DRAFT = TableColumn(
    "draft",
    "Mã hồ sơ",
    ("ma", "ho-so", "ma-du-thao", "id"),
    "Mã của dự thảo, ví dụ lc-2026-007",
    True,
)
COLUMNS = (DRAFT, *log.COLUMNS)
_HEADINGS = keys_by_heading(COLUMNS)
_REQUIRED = ("at", "channel", "event")
_PREFILLED = (DRAFT.key, "place", "channel", "event")
# Of a sheet that was made to be filled in the others stand there already.
_FILLED_IN = ("at", "minutes", "copies", "until", "evidence")
_KIND = TableKind(
    form=TableRule("log-import"),
    value=TableRule("log-import"),
    columns=COLUMNS,
    keys=_HEADINGS,
    unsaid=log_reader.KIND.unsaid,
)
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?::| ?giờ ?| ?[hg] ?)([0-5][0-9])?(?::[0-5][0-9])?", re.I)


class Reported(NamedTuple):
    """An entry as it was reported: of which draft, and in which row of the file."""

    draft: str
    entry: LogEntry
    row: int


@dataclass(frozen=True)
class ReportedFile:
    """A file: its entries, headings that are none of a log, how many rows were left as they were given out, and the numbers
    of those that say something besides and have no day.
    """

    name: str
    entries: tuple[Reported, ...]
    unknown: tuple[str, ...]
    blank: int
    unfinished: tuple[int, ...] = ()


@dataclass(frozen=True)
class Merged:
    """What a log becomes: all entries in order, those that are new, those that say more than before, those known already."""

    entries: tuple[LogEntry, ...]
    new: tuple[LogEntry, ...]
    longer: tuple[LogEntry, ...]
    known: tuple[LogEntry, ...]


def read(
    lines: Sequence[Line],
    name: str,
    places: Mapping[str, str],
    draft: str = "",
    *,
    draft_wide: bool = False,
) -> tuple[ReportedFile, list[Finding]]:
    """The entries of a table whose first row holds headings, and every fault in it.

    `places`: names of places as slugs → keys; `draft`: of which draft a row without one is; `draft_wide`: without a column
    of places every row is of the whole draft, else that is a fault.
    """
    headings = [clean(cell) for cell in lines[0].cells] if lines else []
    columns: dict[str, list[int]] = defaultdict(list)
    for n, text in enumerate(headings):
        if key := _HEADINGS.get(slug(text)):
            columns[key].append(n)
    unknown = tuple(text for text in headings if text and slug(text) not in _HEADINGS)
    needed = (
        *_REQUIRED,
        *(() if draft else (DRAFT.key,)),
        *(() if draft_wide else ("place",)),
    )
    number = lines[0].number if lines else 0
    if faults := [
        *_missing(columns, needed, name, number),
        *_doubled(columns, headings, name, number),
    ]:
        return ReportedFile(name, (), unknown, 0), faults
    entries: list[Reported] = []
    findings: list[Finding] = []
    unfinished: list[int] = []
    blank = 0
    for line in lines[1:]:
        texts = dict(enumerate(map(clean, line.cells)))
        cells = {key: texts.get(ns[0], "") for key, ns in columns.items()}
        if any(text for n, text in texts.items() if n >= len(headings) or not headings[n]):
            findings.append(Finding(name, line.number, "log-import", *TEXT_BESIDE))
        filled = [texts.get(n, "") for key in _FILLED_IN for n in columns.get(key, ())]
        if not any(filled):
            prefilled = {n for key in _PREFILLED for n in columns.get(key, ())}
            if any(text for n, text in texts.items() if n not in prefilled):
                unfinished.append(line.number)
            else:
                blank += 1
            continue
        if fault := _joined(
            cells, [(headings[n], texts.get(n, "")) for n in columns["at"]], name, line
        ):
            findings.append(fault)
            continue
        found, faults = _reported(cells, line.number, name, places, draft)
        findings += faults
        entries += [found] if found else []
    return ReportedFile(name, tuple(entries), unknown, blank, tuple(unfinished)), findings


def _missing(
    columns: Mapping[str, Sequence[int]], needed: Sequence[str], name: str, number: int
) -> list[Finding]:
    """What there is no column of, in one finding."""
    missing = [key for key in needed if key not in columns]
    if not missing:
        return []
    names = ", ".join(f"«{_KIND.heading(key)}»" for key in missing)
    return [
        Finding(
            name,
            number,
            "log-import",
            Say(f"Thiếu cột {names}.", f"Columns are missing: {', '.join(missing)}."),
            Say(
                "Sửa hàng tiêu đề; thiếu cột mã hồ sơ thì nhập kèm «--draft», mọi dòng là việc chung của cả dự thảo thì"
                " kèm «--draft-wide».",
                "Mend the headings; without a column of the draft give `--draft`, of places `--draft-wide`.",
            ),
        )
    ]


def _doubled(
    columns: Mapping[str, Sequence[int]], headings: Sequence[str], name: str, number: int
) -> list[Finding]:
    """Columns that mean the same; of the day there may be two, the other with the hour."""
    return [
        _same_meaning([headings[n] for n in places], key, name, number)
        for key, places in columns.items()
        if len(places) > (2 if key == "at" else 1)
    ]


def _same_meaning(headings: Sequence[str], key: str, name: str, number: int) -> Finding:
    return Finding(
        name,
        number,
        "log-import",
        Say(
            f"{' và '.join(f'«{text}»' for text in headings)} cùng là cột «{_KIND.heading(key)}».",
            f"{' and '.join(f'`{text}`' for text in headings)} are both column `{key}`.",
        ),
        Say(
            "Giữ một cột, hoặc đổi tên cột kia; ngày và giờ thì một cột chỉ ghi ngày, một cột chỉ ghi giờ.",
            "Keep one, or rename the other; of a day and its hour one column has the day alone, one the hour.",
        ),
    )


def _joined(
    cells: dict[str, str], given: Sequence[tuple[str, str]], name: str, line: Line
) -> Finding | None:
    """Put the day and the hour of two columns together in `cells`; a fault where both say something else than that."""
    filled = [text for _, text in given if text]
    hours = [found for text in filled if (found := _HOUR.fullmatch(text))]
    if len(filled) < 2:
        cells["at"] = "".join(filled)
        return None
    days = [text for text in filled if not _HOUR.fullmatch(text)]
    if len(days) != 1 or not _is_day(days[0]):
        return _same_meaning([heading for heading, _ in given], "at", name, line.number)
    cells["at"] = f"{days[0]} {int(hours[0][1]):02}:{hours[0][2] or '00'}"
    return None


def _is_day(text: str) -> bool:
    try:
        clock.parse_date(clock.year_first(text))
    except ValueError:
        return False
    return True


def _reported(
    cells: Mapping[str, str], number: int, name: str, places: Mapping[str, str], draft: str
) -> tuple[Reported | None, list[Finding]]:
    line = [PlacedCell(text, Mark(number, 0, 0), "") for text in cells.values()]
    row = RowReader({key: n for n, key in enumerate(cells)}, line, name, _KIND)
    draft_id = row.text(DRAFT.key).lower() or draft
    if not draft_id:
        row.text(DRAFT.key, required=True)
    place = row.text("place")
    key = places.get(slug(place)) if place else ""
    if key is None:
        row.refuse(
            "place",
            place,
            Say("không phải xã, phường trong danh mục", "is no place of the register"),
            Say("Ghi tên xã, phường như trong phiếu.", "Write the name of the commune."),
        )
    entry = log_reader.entry(row, key or "")
    return (Reported(draft_id, entry, number) if entry else None), row.findings


def merge(
    before: Sequence[LogEntry], reported: Sequence[Reported], name: str
) -> tuple[Merged, list[Finding]]:
    """The log with what was reported of its draft; a fault where a report says something else of the same act.

    A report of what the log has already may add what was not known: until when, minutes, evidence.
    """
    by_identity = {entry.identity: entry for entry in before}
    new: list[LogEntry] = []
    longer: dict[tuple[str, ...], LogEntry] = {}
    known: list[LogEntry] = []
    findings: list[Finding] = []
    for _, entry, row in reported:
        old = by_identity.get(entry.identity)
        if old is None:
            new.append(entry)
            by_identity[entry.identity] = entry
            continue
        both = _together(old, entry)
        if both is None:
            findings.append(
                Finding(
                    name,
                    row,
                    "log-import",
                    Say(
                        "Việc này đã có trong nhật ký với nội dung khác.",
                        "The log has this act already, and says something else of it.",
                    ),
                    Say(
                        "Sửa dòng này hoặc dòng trong nhật ký; nếu là hai việc thì ghi rõ giờ hoặc đơn vị.",
                        "Mend this row or that of the log; where they are two acts, give the hour or the unit.",
                    ),
                )
            )
        elif both == old:
            known.append(entry)
        else:
            by_identity[entry.identity] = both
            longer[entry.identity] = both
    fresh = {entry.identity for entry in new}
    return (
        Merged(
            entries=tuple(log.in_order(by_identity.values())),
            new=tuple(log.in_order(by_identity[i] for i in fresh)),
            longer=tuple(log.in_order(e for i, e in longer.items() if i not in fresh)),
            known=tuple(known),
        ),
        findings,
    )


def _together(old: LogEntry, new: LogEntry) -> LogEntry | None:
    """What two entries of the same act say together; None where they contradict each other."""
    added: dict[str, object] = {}
    for name in ("minutes", "copies", "until", "office"):
        before, after = getattr(old, name), getattr(new, name)
        if after and before and after != before:
            return None
        if after and not before:
            added[name] = after
    evidence = tuple(dict.fromkeys((*old.evidence, *new.evidence)))
    return replace(old, evidence=evidence, **added)  # type: ignore[arg-type]
