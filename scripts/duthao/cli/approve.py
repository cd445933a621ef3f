"""`duthao approve`: an office says that a record may go out, and that it holds no state secret; on paper, signed, or in git."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from duthao import clock
from duthao.builder import deep_check
from duthao.builder.site_stage import Progress
from duthao.cli.approvals import approval_answers, sheet_file
from duthao.cli.approvals.approval_flags import ApprovalFlags, flags_of
from duthao.cli.approvals.shown_summary import summary
from duthao.cli.console import FINE, FOUND, progress, replace_bytes, replace_file
from duthao.cli.findings_report import print_findings
from duthao.domain.approvals.approval_fields import LEVELS
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Finding, Say
from duthao.outputs.site import Site
from duthao.records import approval, record_reader, register_reader, settings_reader
from duthao.records.approvals import approval_faults, approved_content, signed_sheet
from duthao.records.record import Record
from duthao.rendering.links import Links


def run(arguments: argparse.Namespace) -> int:
    """Approve the records that were named, or all; see `approve`."""
    root = arguments.root.resolve()
    ids = record_reader.ids(root) if arguments.all else [_record_id(i) for i in arguments.ids]
    return approve(root, ids, flags_of(arguments), arguments.as_of, progress)


def _record_id(text: str) -> str:
    """The id, or that of the record at a path."""
    path = Path(text)
    name = path.resolve().parent.name if path.name.endswith(".md") else path.name
    return name.lower()  # on paper it stands in capitals


def approve(
    root: Path,
    ids: Sequence[str],
    flags: ApprovalFlags,
    as_of: str | None,
    watch: Progress = lambda stage, done, total: None,
) -> int:
    """Approve these records, or make the sheet of one. Returns 1 when one has errors, or its approval would not hold, and was
    left as it is.
    """
    settings, site_url = settings_reader.load(root)
    now = clock.now(as_of or settings.as_of)
    _refuse_ids(root, ids, flags)
    findings = [
        f
        for f in deep_check.check(root, as_of, frozenset(ids), watch)
        if f.rule not in approval_faults.MENDED
    ]
    print_findings(findings, "text", root)
    refused = {f.path.split("/")[1] for f in findings if f.severity == "error" and "/" in f.path}
    registers, _ = register_reader.load(root)
    failed = False
    for record_id in ids:
        if registers is None or refused & {record_id, "_registers"}:
            failed = True
            print(
                Say(
                    f"{record_id}: còn lỗi nên không duyệt.",
                    f"{record_id}: not approved, there are errors.",
                ),
                file=sys.stderr,
            )
        elif flags.sheet:
            sheet_file.make(root, record_id, flags, now, settings, site_url, registers)
        else:
            failed |= not _approve_one(root, record_id, flags, now, settings, site_url, registers)
    return FOUND if failed else FINE


def _refuse_ids(root: Path, ids: Sequence[str], flags: ApprovalFlags) -> None:
    if unknown := [i for i in ids if i not in record_reader.ids(root)]:
        raise DuthaoError(
            Say(
                f"Không có hồ sơ {', '.join(unknown)}.", f"There is no record {', '.join(unknown)}."
            )
        )
    if not ids:
        raise DuthaoError(
            Say("Ghi mã hồ sơ cần duyệt, hoặc --all.", "Name the records to approve, or use --all.")
        )
    if flags.single and len(ids) > 1:
        raise DuthaoError(
            Say(
                "Mỗi phiếu duyệt là của một hồ sơ: ghi một mã hồ sơ.",
                "A sheet is of one record: name one.",
            )
        )


def _approve_one(
    root: Path,
    record_id: str,
    flags: ApprovalFlags,
    now: datetime,
    settings: Settings,
    site_url: str,
    registers: Registers,
) -> bool:
    """Approve one record; False, and nothing is written, where the approval would not hold."""
    record, _ = record_reader.read(root, record_id)
    assert record
    if _stands(root, record, flags, registers, settings):
        print(
            Say(
                f"{record_id}: đã duyệt, nội dung không đổi.",
                f"{record_id}: approved already, nothing changed.",
            )
        )
        return True
    for line in summary(record, now, settings, changed=approval.fault(record) is not None):
        print(line)
    answers = approval_answers.completed(record, flags, registers, now.date())
    given = approval.GivenApproval(
        answers.by, answers.day or now.date(), answers.level, answers.reference
    )
    written = approval.text_with_approval(root, record_id, given, answers.no_secret_by)
    faults = approval_faults.faults(root, written.record, registers, settings, answers.signed)
    if answers.signed and not faults:
        faults = _reworded(root, record, answers.signed, now, settings, site_url, registers)
    if faults:
        print_findings(faults, "text", root)
        print(
            Say(f"{record_id}: không duyệt. Hồ sơ giữ nguyên.", f"{record_id}: not approved."),
            file=sys.stderr,
        )
        return False
    former = record.draft.approved.date if record.draft.approved else now.date()
    _write(root, written, answers.signed, former)
    how = LEVELS[answers.level or "unstated"]
    print(
        Say(
            f"{record_id}: đã duyệt {how.name}. {how.proves} Gửi thay đổi vào kho; tự đưa lên thì chạy «duthao release» rồi «duthao build».",
            f"{record_id}: approved ({answers.level or 'no level'}). Commit it; by hand, run `duthao release`, then `duthao build`.",
        )
    )
    return True


def _reworded(
    root: Path,
    record: Record,
    signed: Path,
    now: datetime,
    settings: Settings,
    site_url: str,
    registers: Registers,
) -> list[Finding]:
    """That a person signed other words than those of the record. Asked once: a later version may set the sheet otherwise."""
    site = Site(root, settings, Links(site_url), registers, now, {})
    if not sheet_file.reworded(site, record, signed.read_bytes()):
        return []
    fault = signed_sheet.reworded(record.id)
    return [record.finding(fault.rule, ("approved",), fault.message, fault.remedy)]


def _stands(
    root: Path, record: Record, flags: ApprovalFlags, registers: Registers, settings: Settings
) -> bool:
    """Whether the record is approved already as it is asked for, and the approval holds."""
    approved = record.draft.approved
    if approved is None or approval_faults.faults(root, record, registers, settings):
        return False
    return flags.level is None or (
        approved.level == flags.level and flags.reference in ("", approved.reference)
    )


def _write(
    root: Path, written: approval.WrittenApproval, signed: Path | None, former: date
) -> None:
    """The record last: what was cut short leaves it as it was. `former`: the day of the approval before."""
    folder = (root / written.record.path).parent
    sheet = folder / signed_sheet.NAME
    if sheet.exists() and (signed is None or signed.read_bytes() != sheet.read_bytes()):
        _keep_former(sheet, former)
    if signed:
        replace_bytes(sheet, signed.read_bytes())
    replace_file(folder / approved_content.NAME, written.content.text)
    replace_file(root / written.record.path, written.text)
    if not signed and sheet.exists():
        sheet.unlink()


def _keep_former(sheet: Path, day: date) -> None:
    """Keep the sheet that was signed before under a name with its day, which no reader takes for a file of the record."""
    content = sheet.read_bytes()
    number = 1
    while True:
        mark = f"-{number}" if number > 1 else ""
        kept = sheet.with_name(f"_{sheet.stem}-{day}{mark}{sheet.suffix}")
        if not kept.exists():
            break
        if kept.read_bytes() == content:
            return
        number += 1
    replace_bytes(kept, content)
    print(
        Say(
            f"Phiếu đã ký của lần duyệt trước được giữ ở {kept.name}, không công bố.",
            f"The sheet signed before is kept as {kept.name}; it is not published.",
        )
    )
