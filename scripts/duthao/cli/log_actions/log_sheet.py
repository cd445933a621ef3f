"""`duthao log sheet`: the workbook on which a commune reports what it posted and aired; and the empty log of a record."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from pathlib import Path

from duthao import clock
from duthao.cli.console import FINE, FOUND, replace_bytes
from duthao.cli.log import log_path, log_workbook, read_whole
from duthao.cli.response_files import record_of
from duthao.domain import communication_log as log
from duthao.domain import log_coverage
from duthao.domain.draft import Draft
from duthao.domain.log_coverage import Asked
from duthao.domain.publication import effective
from duthao.domain.registers import Registers, place_keys
from duthao.domain.rounds import closes_at, results
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import FOLDER, Record
from duthao.records.record_tables.log_imports import COLUMNS
from duthao.text import slug

# What a commune is asked about first: both forms of what there is to make known.
_FORMS = ("bang-tin", "dai-truyen-thanh")
_QUARTER = timedelta(days=92)
_FIRST = {"asking": "opened", "result": "answered"}


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write the workbook of a commune, or of a record. Returns 1 where records are left out of it for their faults.

    Raises DuthaoError where there is neither.
    """
    registers = register_reader.sound(root)
    if arguments.name in record_reader.ids(root):
        return _of_record(root, record_of(root, arguments.name))
    place = place_keys(registers).get(slug(arguments.name))
    if place is None:
        raise DuthaoError(
            Say(
                f"«{arguments.name}» không phải mã hồ sơ, cũng không phải xã, phường.",
                f"`{arguments.name}` is neither a record nor a commune.",
            )
        )
    settings, _ = settings_reader.load(root)
    now = clock.now(arguments.as_of or settings.as_of)
    folder = arguments.to or root / "build" / "log"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"nhat-ky-{place}.xlsx"
    records, faults = _records(root)
    rows = [row for r in records for row in _rows(registers, r, place, now)]
    replace_bytes(path, log_workbook(rows, COLUMNS))
    print(
        Say(
            f"Đã tạo {path}: {len(rows)} dòng ghi sẵn. Xã, phường điền rồi gửi lại; nhập bằng «duthao log import».",
            f"Made {path}: {len(rows)} rows to fill in. Take it back by `duthao log import`.",
        )
    )
    if not faults:
        return FINE
    for finding in faults:
        print(finding)
    print(
        Say(
            "Bảng không có hồ sơ nêu trên: sửa rồi tạo lại bảng.",
            "The workbook leaves these records out: mend them and make it again.",
        )
    )
    return FOUND


def _of_record(root: Path, record: Record) -> int:
    if existing := log_path(root, record.id):
        where = existing.relative_to(root)
        raise DuthaoError(Say(f"Đã có {where}.", f"There is {where} already."))
    path = root / FOLDER / record.id / "log.xlsx"
    replace_bytes(path, log_workbook([[""] * len(log.COLUMNS)] * 20))
    print(
        Say(
            f"Đã tạo {path.relative_to(root)}: mỗi việc đã làm một dòng.",
            f"Made {path.relative_to(root)}: an act a row.",
        )
    )
    return FINE


def _records(root: Path) -> tuple[list[Record], list[Finding]]:
    """The records that can be read whole with their logs, and the faults of the others.

    By half a log communes would be asked again for what they reported.
    """
    records: list[Record] = []
    faults: list[Finding] = []
    for draft_id in record_reader.ids(root):
        record, found = read_whole(root, draft_id)
        records += [record] if record else []
        faults += found
    return records, faults


def _rows(registers: Registers, record: Record, place: str, now: datetime) -> list[list[str]]:
    """A row for each form in which the commune is to make something of the draft known and has not yet."""
    if place not in log_coverage.communes(registers, record.draft, now.date()):
        return []
    entries = record.log.entries if record.log else ()
    rows = []
    for asked in log_coverage.asked_at(record.draft, now):
        if _long_over(record.draft, asked, now):
            continue
        done = {
            e.channel
            for e in entries
            if e.place == place
            and e.about == asked.about
            and log_coverage.round_of(record.draft, e) == asked.round
        }
        cells = {
            "draft": record.code,
            "place": registers.places[place].name,
            "event": log.EVENTS[_FIRST[asked.about]],
        }
        for form in _FORMS:
            known = {**cells, "channel": log.CHANNELS[form].label}
            rows += [] if form in done else [[known.get(c.key, "") for c in COLUMNS]]
    return rows


def _long_over(draft: Draft, asked: Asked, now: datetime) -> bool:
    """Whether the round closed, or its result came out, longer ago than a quarter: nobody is asked to report it any more."""
    round_ = draft.rounds[asked.round - 1]
    if asked.about == "asking":
        closes = closes_at(round_, now)
        ended = closes.end if closes else None
    else:
        out = [effective(step) for _, step in results(round_)]
        ended = max((at for at in out if at <= now), default=None)
    return ended is not None and ended + _QUARTER <= now
