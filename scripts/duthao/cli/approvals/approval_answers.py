"""What is still to be known before a record is approved: flags first, then the person at the terminal."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

from duthao.cli.approvals.approval_flags import ApprovalFlags
from duthao.clock import VN, date_vi
from duthao.domain.approvals.answerable import approvers_of
from duthao.domain.approvals.approval_fields import short_code
from duthao.domain.draft import NoSecret
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Say
from duthao.records import approval
from duthao.records.approvals import signed_sheet
from duthao.records.record import Record

DECLARATION = Say(
    "Hồ sơ này, gồm nội dung và mọi tệp đính kèm, không chứa bí mật nhà nước.",
    "This record, its text and all its files, holds no state secret.",
)
YES = ("có", "co", "yes")
_CODE = 16  # hex digits that a sheet bears


def completed(
    record: Record, flags: ApprovalFlags, registers: Registers, today: date
) -> ApprovalFlags:
    """The flags with all that the level needs. Raises DuthaoError where something is missing, or does not fit."""
    if flags.level is None:
        return by_name(record, flags)._replace(day=today)
    if flags.level == "signed":
        flags = _as_signed(record, flags, registers)
    elif flags.level == "paper":
        flags = _as_on_paper(record, flags, today)
    else:
        flags = flags._replace(day=today)
    if not flags.by:
        flags = flags._replace(by=_approver(record, registers, flags.day or today))
    declared = flags.no_secret_by
    if record.draft.no_secret is None and not declared:
        if flags.level != "git":
            raise undeclared(record)
        declared = _declared(None) if sys.stdin.isatty() else _no_declaration(record)
    elif declared and flags.level != "git":
        raise DuthaoError(
            Say(
                "Khẳng định không có bí mật nhà nước thuộc nội dung được ký: ghi --no-secret-by khi làm phiếu (--sheet).",
                "The declaration is part of what is signed: give --no-secret-by with --sheet.",
            )
        )
    return flags._replace(no_secret_by=declared)


def undeclared(record: Record) -> DuthaoError:
    """Nobody declares that there is no state secret, which is part of what is signed."""
    return DuthaoError(
        Say(
            f"{record.id}: hồ sơ chưa có khẳng định không có bí mật nhà nước; ghi --no-secret-by khi làm phiếu (--sheet).",
            f"{record.id}: there is no declaration of no state secret; give --no-secret-by with --sheet.",
        )
    )


def _as_on_paper(record: Record, flags: ApprovalFlags, today: date) -> ApprovalFlags:
    """With the day and the code of the paper that was signed: both must be what they can be."""
    asked = sys.stdin.isatty()
    if flags.day is None:
        if not asked:
            raise DuthaoError(
                Say("Thiếu --date (ngày ký phiếu duyệt).", "--date is missing (of the paper).")
            )
        flags = flags._replace(day=_day(_ask(Say("Ngày ký phiếu duyệt", "Day of the paper"))))
    assert flags.day
    if flags.day > today:
        raise DuthaoError(
            Say(
                f"Ngày ký {date_vi(flags.day)} sau hôm nay, {date_vi(today)}.",
                f"The paper is of {flags.day}, after today, {today}.",
            )
        )
    code = flags.code or (
        _ask(Say("Mã nội dung in trên phiếu", "Code on the paper")) if asked else ""
    )
    if not code:
        raise DuthaoError(
            Say(
                "Thiếu --code (mã nội dung in ở chân mỗi trang của phiếu đã ký).",
                "--code is missing (of the content, at the foot of each page that was signed).",
            )
        )
    now = approval.content_sha256(record)
    typed = re.sub(r"[\s-]", "", code).lower()
    if len(typed) < _CODE or not now.startswith(typed):
        raise DuthaoError(
            Say(
                f"Mã trên phiếu «{code}» khác mã nội dung hiện nay «{short_code(now)}»: phiếu là của nội dung khác. "
                f"Làm phiếu mới bằng «duthao approve {record.id} --sheet» rồi ký lại.",
                f"The code on the paper, `{code}`, is not that of the content now, `{short_code(now)}`. "
                f"Make a new sheet by `duthao approve {record.id} --sheet` and have it signed.",
            )
        )
    return flags


def _day(text: str) -> date:
    from duthao.clock import parse_date, year_first

    try:
        return parse_date(year_first(text))
    except ValueError:
        raise DuthaoError(Say(f"«{text}» không phải là ngày.", f"`{text}` is no date.")) from None


def _as_signed(record: Record, flags: ApprovalFlags, registers: Registers) -> ApprovalFlags:
    """With the day of the signature, and the approver whose certificate it is. What does not hold is told later, all at once."""
    data = _bytes(flags.signed)
    _, signature = signed_sheet.verified(data, registers.approval_roots)
    if signature is None:
        return flags
    day = signature.at.astimezone(VN).date()
    fit = approvers_of(record.draft, registers, day)
    meant = [key for key, entry in fit.items() if signed_sheet.names(entry, signature)]
    return flags._replace(day=day, by=flags.by or (meant[0] if meant else ""))


def _bytes(path: Path | None) -> bytes:
    try:
        return path.read_bytes() if path else b""
    except OSError as error:
        raise DuthaoError(
            Say(f"Không đọc được {path}: {error.strerror}.", f"Cannot read {path}.")
        ) from None


def _approver(record: Record, registers: Registers, day: date) -> str:
    """The key of who approves: asked, or told what keys there are."""
    fit = approvers_of(record.draft, registers, day)
    listed = "; ".join(f"{key} ({entry.title})" for key, entry in fit.items())
    if not sys.stdin.isatty():
        raise DuthaoError(
            Say(
                f"Thiếu --by (khóa của người duyệt trong approvers.yml). Có thể duyệt: {listed or 'chưa có ai'}.",
                f"--by is missing (a key of approvers.yml). There are: {listed or 'none'}.",
            )
        )
    return _ask(Say(f"Người duyệt ({listed})", f"Who approves ({listed})"))


def _no_declaration(record: Record) -> str:
    raise DuthaoError(
        Say(
            f"{record.id}: thiếu --no-secret-by (đơn vị khẳng định: {DECLARATION.vi})",
            f"{record.id}: --no-secret-by is missing (who declares: {DECLARATION.en})",
        )
    )


def by_name(record: Record, flags: ApprovalFlags) -> ApprovalFlags:
    """The answers: flags first, then the person at the terminal. Raises DuthaoError when nobody can be asked."""
    earlier = record.draft.no_secret
    if not sys.stdin.isatty():
        if not flags.by:
            raise DuthaoError(
                Say("Thiếu --by (người hoặc đơn vị duyệt).", "--by is missing (who approves).")
            )
        if not flags.no_secret_by and earlier is None:
            _no_declaration(record)
        return flags
    by = flags.by or _ask(Say("Người hoặc đơn vị duyệt", "Who approves"))
    reference = flags.reference or _ask(
        Say("Số văn bản duyệt (Enter nếu không có)", "Number of the decision (Enter for none)"),
        optional=True,
    )
    declared = flags.no_secret_by or _declared(earlier)
    if (
        not flags.by
        and _ask(Say("Duyệt để công bố? (có/không)", "Approve for publication? (yes/no)")).lower()
        not in YES
    ):
        raise DuthaoError(
            Say("Không duyệt. Hồ sơ giữ nguyên.", "Not approved. The record is as it was.")
        )
    return flags._replace(by=by, reference=reference, no_secret_by=declared)


def _declared(earlier: NoSecret | None) -> str:
    """The office that declares that there is no state secret; the earlier one when it says so again."""
    print(f"{Say('Khẳng định', 'Declaration')}: «{DECLARATION}»")
    if earlier is None:
        return _ask(Say("Đơn vị khẳng định", "Office that declares it"))
    name, day = earlier.by, earlier.date
    print(Say(f"  Lần trước: {name}, ngày {date_vi(day)}.", f"  Before: {name}, on {day}."))
    question = Say(f"Đơn vị khẳng định (Enter: {name})", f"Office that declares it (Enter: {name})")
    return _ask(question, optional=True) or name


def _ask(question: Say, *, optional: bool = False) -> str:
    while True:
        try:
            reply = input(f"{question}: ").strip()
        except EOFError:
            raise DuthaoError(
                Say("Không duyệt. Hồ sơ giữ nguyên.", "Not approved. The record is as it was.")
            ) from None
        if reply or optional:
            return reply
