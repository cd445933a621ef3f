"""`duthao log status`: how far each draft was made known in each commune, worst first, with evidence and without."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from duthao import clock
from duthao.cli.console import FINE, FOUND
from duthao.cli.log import log_path, read_whole
from duthao.domain import log_coverage
from duthao.domain.communication_log import ABOUT
from duthao.domain.log_coverage import GAPS, Asked, PlaceCoverage
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Say
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record

_SHOWN = 20  # communes with gaps that are listed where not all are asked for


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print the figures of each draft, then the communes in which something lacks. Returns 1 where anything does, or cannot
    be counted.
    """
    registers = register_reader.sound(root)
    settings, _ = settings_reader.load(root)
    now = clock.now(arguments.as_of or settings.as_of)
    ids = arguments.ids or [i for i in record_reader.ids(root) if log_path(root, i)]
    if not ids:
        print(Say("Chưa hồ sơ nào có nhật ký.", "No record has a log yet."))
    lacking = faulty = False
    for draft_id in ids:
        record, faults = _record(root, draft_id)
        if record is None:
            faulty = True
            for line in faults:
                print(line)
            continue
        if record.log is None:
            print(f"{draft_id}: {Say('chưa có nhật ký', 'no log yet')}")
        for asked in log_coverage.asked_at(record.draft, now):
            entries = record.log.entries if record.log else ()
            covered = log_coverage.coverage(
                registers, record.draft, entries, now, asked.about, asked.round
            )
            lacking = lacking or any(place.gaps for place in covered)
            for line in _lines(registers, record, asked, covered, whole=arguments.all):
                print(line)
    return FOUND if lacking or faulty else FINE


def _record(root: Path, draft_id: str) -> tuple[Record | None, Iterator[str]]:
    """The record; where it or its log has a fault None, with what is told instead of figures that would be too low."""
    if draft_id not in record_reader.ids(root):
        raise DuthaoError(Say(f"Không có hồ sơ {draft_id}.", f"There is no record {draft_id}."))
    record, faults = read_whole(root, draft_id)
    head = Say(
        "hồ sơ hoặc nhật ký có lỗi, không đếm cho đến khi sửa:",
        "the record or its log has faults, nothing is counted until they are mended:",
    )
    return record, chain((f"{draft_id}: {head}",), (f"  {finding}" for finding in faults))


def _lines(
    registers: Registers,
    record: Record,
    asked: Asked,
    covered: Sequence[PlaceCoverage],
    *,
    whole: bool,
) -> Iterator[str]:
    every = log_coverage.figures(covered)
    shown = log_coverage.figures(covered, evidenced=True)
    late = sum(place.late for place in covered)
    yield f"{record.id}, " + str(
        Say(
            f"đợt {asked.round}, {ABOUT[asked.about].lower()}, {every.places} xã, phường (trong ngoặc: có minh chứng): "
            f"niêm yết {every.posted} ({shown.posted}), phát loa {every.aired} ({shown.aired}), "
            f"gửi, đăng {every.sent} ({shown.sent}), đã gỡ {every.taken_down} ({shown.taken_down})"
            + (f"; {late} việc làm muộn, không tính" if late else "")
            + ".",
            f"round {asked.round}, {asked.about}, {every.places} communes (with evidence): "
            f"posted {every.posted} ({shown.posted}), aired {every.aired} ({shown.aired}), "
            f"sent {every.sent} ({shown.sent}), taken down {every.taken_down} ({shown.taken_down})"
            + (f"; {late} late entries, not counted" if late else "")
            + ".",
        )
    )
    duty = registers.document_types[record.draft.document_type].public_posting
    if duty and (duty.board_days or duty.air_days):
        sure = duty.certainty == "verified"
        yield "  " + str(
            Say(
                f"Mức so sánh: niêm yết {duty.board_days or '…'} ngày, phát loa {duty.air_days or '…'} ngày liên tục ({duty.source}{'' if sure else '; chưa xác minh'}).",
                f"Held against: {duty.board_days or '…'} days on the board, {duty.air_days or '…'} on the air ({duty.source}{'' if sure else '; not verified'}).",
            )
        )
    wanting = [place for place in covered if place.gaps]
    for place in covered if whole else wanting[:_SHOWN]:
        done = place.all
        gaps = "; ".join(GAPS[gap] for gap in place.gaps) or str(Say("đủ", "nothing lacks"))
        yield f"  {registers.places[place.place].name}: " + str(
            Say(
                f"{gaps} (niêm yết {done.posted_days} ngày liên tục, phát loa {done.aired_days} ngày liên tục)",
                f"{', '.join(place.gaps) or 'nothing lacks'} (on the board {done.posted_days} days running, on the air {done.aired_days})",
            )
        )
    if not whole and len(wanting) > _SHOWN:
        rest = len(wanting) - _SHOWN
        yield "  " + str(
            Say(f"và {rest} xã, phường khác («--all» để xem hết)", f"and {rest} more (`--all`)")
        )
