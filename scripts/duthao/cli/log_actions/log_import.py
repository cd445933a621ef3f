"""`duthao log import`: what communes report, by a form or on the sheet, to the logs of its drafts; all of it or nothing."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from duthao import clock, rules
from duthao.cli.console import FINE, FOUND
from duthao.cli.log import log_path, read_whole, write_log
from duthao.domain import communication_log as log
from duthao.domain.communication_log import LogEntry, is_address
from duthao.domain.registers import Registers, place_keys
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import record_reader, register_reader, settings_reader, spreadsheets
from duthao.records.record import FOLDER, Record
from duthao.records.record_tables import log_imports
from duthao.records.record_tables.log_imports import Merged, Reported, ReportedFile
from duthao.records.record_tables.log_table import LogTable
from duthao.records.spreadsheets import UnreadableTable
from duthao.records.strict_yaml import Mark


def run(root: Path, arguments: argparse.Namespace) -> int:
    """List what the files would add, and add it where that is confirmed. Returns 1 where anything is at fault."""
    registers = register_reader.sound(root)
    settings, _ = settings_reader.load(root)
    reports, findings = _reports(
        arguments.files, registers, arguments.draft or "", draft_wide=arguments.draft_wide
    )
    by_draft: dict[str, list[tuple[str, Reported]]] = defaultdict(list)
    ids = frozenset(record_reader.ids(root))
    for report in reports:
        for reported in report.entries:
            by_draft[reported.draft].append((report.name, reported))
            if reported.draft not in ids:
                findings.append(_no_record(report.name, reported, ids))
    merged: dict[str, Merged] = {}
    now = clock.now(arguments.as_of or settings.as_of)
    context = rules.Context(registers, settings, now, ids)
    for draft_id in sorted(by_draft.keys() & ids):
        record, faults = read_whole(root, draft_id)
        findings += faults
        if record is None:
            continue
        findings += _twice(record, context)
        merged[draft_id], faults = _merged(record, by_draft[draft_id])
        findings += faults
        findings += _judged(root, record, by_draft[draft_id], context)
    _say(reports, merged, registers)
    for finding in sorted(set(findings), key=lambda f: f.order):
        print(finding)
    if faulty := sum(finding.severity == "error" for finding in set(findings)):
        print(
            Say(
                f"Chưa ghi gì: sửa {faulty} chỗ trên rồi chạy lại.",
                f"Nothing was written: mend these {faulty} faults and run again.",
            )
        )
        return FOUND
    return _write(root, merged, confirmed=arguments.yes)


def _reports(
    paths: Iterable[Path], registers: Registers, draft: str, *, draft_wide: bool
) -> tuple[list[ReportedFile], list[Finding]]:
    reports: list[ReportedFile] = []
    findings: list[Finding] = []
    places = place_keys(registers)
    for path in dict.fromkeys(paths):
        try:
            lines = spreadsheets.read_table(path.read_bytes(), path.suffix.lower())
        except FileNotFoundError:
            raise DuthaoError(Say(f"Không thấy {path}.", f"There is no {path}.")) from None
        except UnreadableTable as error:
            raise DuthaoError(
                Say(f"{path.name}: {error.say.vi}.", f"{path.name}: {error.say.en}.")
            ) from None
        report, faults = log_imports.read(lines, path.name, places, draft, draft_wide=draft_wide)
        reports.append(report)
        findings += faults
    return reports, findings


def _no_record(name: str, reported: Reported, ids: Iterable[str]) -> Finding:
    return Finding(
        name,
        reported.row,
        "log-import",
        Say("Mã hồ sơ không có.", "There is no such record."),
        Say(
            "Ghi mã như trên tờ thông tin, ví dụ " + next(iter(sorted(ids)), "lc-2026-007") + ".",
            "Write the code as on the sheet.",
        ),
    )


def _twice(record: Record, context: rules.Context) -> list[Finding]:
    """The entries that the log has twice already: of two that are one act the file would keep one."""
    return [f for f in rules.judge(record, context) if f.rule == "log-entry-twice"]


def _merged(
    record: Record, reported: Sequence[tuple[str, Reported]]
) -> tuple[Merged, list[Finding]]:
    """The log of the record with what all files report of it, and what contradicts it."""
    before = record.log.entries if record.log else ()
    findings: list[Finding] = []
    parts: list[Merged] = []
    for name in dict.fromkeys(name for name, _ in reported):
        part, faults = log_imports.merge(before, [r for n, r in reported if n == name], name)
        before, findings = part.entries, [*findings, *faults]
        parts.append(part)
    return Merged(
        entries=tuple(before),
        new=tuple(log.in_order(e for part in parts for e in part.new)),
        longer=tuple(log.in_order(e for part in parts for e in part.longer)),
        known=tuple(e for part in parts for e in part.known),
    ), findings


def _judged(
    root: Path,
    record: Record,
    reported: Sequence[tuple[str, Reported]],
    context: rules.Context,
) -> list[Finding]:
    """What the rules on logs say of the entries of each file; the same act twice is told apart as known."""
    findings: list[Finding] = []
    for name in dict.fromkeys(name for name, _ in reported):
        own = [r for n, r in reported if n == name]
        files = {e for r in own for e in r.entry.evidence if not is_address(e)}
        folder = root / FOLDER / record.id
        table = LogTable(
            name,
            tuple(r.entry for r in own),
            tuple({"at": Mark(r.row, 0, 0)} for r in own),
            frozenset(e for e in files if not (folder / e).is_file()),
        )
        judged = rules.judge(replace(record, log=table), context)
        findings += [f for f in judged if f.path == name and f.rule != "log-entry-twice"]
    return findings


def _say(
    reports: Sequence[ReportedFile], merged: Mapping[str, Merged], registers: Registers
) -> None:
    for report in reports:
        print(
            Say(
                f"{report.name}: {len(report.entries)} việc đã làm"
                + (f", {report.blank} dòng chưa điền" if report.blank else "")
                + ".",
                f"{report.name}: {len(report.entries)} entries"
                + (f", {report.blank} rows not filled in" if report.blank else "")
                + ".",
            )
        )
        if report.unfinished:
            numbers = ", ".join(map(str, report.unfinished))
            print(
                Say(
                    f"{report.name}: chưa nhập dòng {numbers}: có ghi thêm mà thiếu ngày thực hiện.",
                    f"{report.name}: not taken are rows {numbers}: filled in without a day.",
                )
            )
        if report.unknown:
            names = ", ".join(f"«{name}»" for name in report.unknown)
            print(
                Say(
                    f"{report.name}: không dùng {len(report.unknown)} cột: {names}.",
                    f"{report.name}: these columns are not used: {names}.",
                )
            )
    for draft_id, result in merged.items():
        for sign, what, entries in (
            ("+", Say("thêm", "new"), result.new),
            ("~", Say("bổ sung", "more is known"), result.longer),
            ("=", Say("đã có, bỏ qua", "known already"), result.known),
        ):
            for entry in entries:
                print(f"{sign} {draft_id}: {_words(entry, registers)} ({what})")


def _words(entry: LogEntry, registers: Registers) -> str:
    """An entry on one line."""
    place = registers.places.get(entry.place)
    parts = [
        clock.listed_words(entry.at),
        place.name if place else entry.place,
        log.CHANNELS[entry.channel].label,
        log.EVENTS[entry.event],
        f"{entry.minutes} phút" if entry.minutes else "",
        f"{entry.copies} bản" if entry.copies else "",
        f"đến {clock.date_vi(entry.until)}" if entry.until else "",
        "; ".join(entry.evidence),
    ]
    return " · ".join(filter(None, parts))


def _write(root: Path, merged: Mapping[str, Merged], *, confirmed: bool) -> int:
    changed = {key: m for key, m in merged.items() if m.new or m.longer}
    if not changed:
        print(Say("Không có gì mới.", "There is nothing new."))
        return FINE
    count = sum(len(m.new) + len(m.longer) for m in changed.values())
    question = Say(f"Ghi {count} dòng vào nhật ký? (c/k) ", f"Write {count} rows? (y/n) ")
    if not confirmed and sys.stdin.isatty():
        try:
            confirmed = input(str(question)).strip().lower() in ("c", "co", "có", "y", "yes")
        except EOFError:
            confirmed = False
    if not confirmed:
        print(
            Say(
                f"Chưa ghi gì. Thêm «--yes» để ghi {count} dòng trên.",
                f"Nothing was written. Add `--yes` to write these {count} rows.",
            )
        )
        return FINE
    for draft_id, result in changed.items():
        path = log_path(root, draft_id) or root / FOLDER / draft_id / "log.csv"
        write_log(path, result.entries)
        print(
            Say(
                f"Đã ghi {path.relative_to(root)}: thêm {len(result.new)}, bổ sung {len(result.longer)} dòng.",
                f"Wrote {path.relative_to(root)}: {len(result.new)} new, {len(result.longer)} with more.",
            )
        )
    return FINE
