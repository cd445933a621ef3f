"""Whether an approval holds: the content is the one approved, the level is accepted, the approver was one on that day.

Nothing here depends on the clock: what held when it was given holds, until content, register or settings change.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from duthao.clock import date_vi
from duthao.domain.approvals.answerable import agencies_answerable
from duthao.domain.approvals.approval_fields import LEVELS, Approved
from duthao.domain.approvals.approvers import Approver
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.errors import Finding, Say
from duthao.records import approval
from duthao.records.approvals import signed_sheet
from duthao.records.record import FOLDER, Record

LEVEL_REFUSED = "approval-level-refused"
UNKNOWN = "approval-approver-unknown"
UNFIT = "approval-approver-unfit"
UNNUMBERED = "approval-unnumbered"
# What a new approval mends: no reason not to give one.
MENDED = frozenset(
    {
        *(approval.NEVER, approval.BROKEN, LEVEL_REFUSED, UNKNOWN, UNFIT, UNNUMBERED),
        *signed_sheet.RULES,
    }
)


def faults(
    root: Path,
    record: Record,
    registers: Registers,
    settings: Settings,
    sheet: Path | None = None,
) -> list[Finding]:
    """Every reason why the record may not be published as it is approved; a warning only where it never was approved.

    `sheet`: the signed sheet, where it does not lie in the record's folder yet.
    """
    approved = record.draft.approved
    broken = approval.fault(record)
    if approved is None:
        return [broken] if broken else []
    found = [broken] if broken else []
    found += _level_faults(record, approved, settings)
    if approved.level is None:
        return found
    approver = registers.approvers.get(approved.by)
    found += _approver_faults(record, approved, approver, registers)
    if approved.level == "paper" and not approved.reference:
        found.append(_unnumbered(record))
    if approved.level == "signed":
        sheet = sheet or root / FOLDER / record.id / signed_sheet.NAME
        roots = registers.approval_roots
        for fault in signed_sheet.faults(sheet, record.id, approved, approver, roots):
            found.append(record.finding(fault.rule, ("approved",), fault.message, fault.remedy))
    return found


def _level_faults(record: Record, approved: Approved, settings: Settings) -> Iterator[Finding]:
    accepted = settings.approval.accepted_by(record.draft.lead_agency)
    if approved.level_key not in accepted:
        said = ", ".join(LEVELS[level].name for level in accepted) or "không hình thức nào"
        yield record.finding(
            LEVEL_REFUSED,
            ("approved", "level"),
            Say(
                f"Hồ sơ được duyệt {LEVELS[approved.level_key].name}; cơ quan chỉ chấp nhận duyệt {said}.",
                f"The record is approved at level `{approved.level_key}`; the agency accepts {', '.join(accepted) or 'none'} only.",
            ),
            Say(
                "Duyệt lại theo hình thức được chấp nhận; hình thức nào được chấp nhận ghi ở «approval» trong mkdocs.yml.",
                "Approve again at a level that is accepted: see `approval` in mkdocs.yml.",
            ),
        )


def _approver_faults(
    record: Record, approved: Approved, approver: Approver | None, registers: Registers
) -> Iterator[Finding]:
    if approver is None:
        yield record.finding(
            UNKNOWN,
            ("approved", "by"),
            Say(
                f"Người duyệt «{approved.by}» không có trong approvers.yml.",
                f"Approver `{approved.by}` is not in approvers.yml.",
            ),
            Say(
                "Ghi khóa có trong drafts/_registers/approvers.yml, hoặc thêm người duyệt vào danh mục.",
                "Use a key of drafts/_registers/approvers.yml, or add the approver.",
            ),
        )
        return
    if not approver.serves_on(approved.date):
        span = Say(
            f"từ {date_vi(approver.since)}"
            + (f" đến {date_vi(approver.until)}" if approver.until else ""),
            f"from {approver.since}" + (f" to {approver.until}" if approver.until else ""),
        )
        yield record.finding(
            UNFIT,
            ("approved", "date"),
            Say(
                f"Ngày {date_vi(approved.date)} không thuộc thời gian «{approved.by}» được duyệt ({span.vi}).",
                f"On {approved.date} `{approved.by}` was no approver ({span.en}).",
            ),
            Say(
                "Để người có thẩm quyền ngày ấy duyệt, hoặc sửa «from», «until» trong approvers.yml.",
                "Let who was one approve, or mend `from`, `until` in approvers.yml.",
            ),
        )
    if approver.agency not in agencies_answerable(record.draft, registers):
        agency = registers.agencies[approver.agency].name
        yield record.finding(
            UNFIT,
            ("approved", "by"),
            Say(
                f"«{approved.by}» thuộc {agency}, không phải cơ quan chủ trì, cơ quan cấp trên hay cơ quan ban hành dự thảo này.",
                f"`{approved.by}` belongs to {approver.agency}, which neither drafts nor issues this, nor is above who does.",
            ),
            Say(
                "Để người duyệt của cơ quan chủ trì duyệt.",
                "Let an approver of the drafting agency approve.",
            ),
        )


def _unnumbered(record: Record) -> Finding:
    return record.finding(
        UNNUMBERED,
        ("approved", "reference"),
        Say("Duyệt trên giấy mà không ghi số phiếu duyệt.", "Approved on paper without a number."),
        Say(
            f"Chạy lại: duthao approve {record.id} --paper «số phiếu».",
            f"Run `duthao approve {record.id} --paper NUMBER` again.",
        ),
    )
