"""In which ways a record may be approved once it is handed over, and by whom: what each proves, and what is done then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain.approvals.answerable import approvers_of
from duthao.domain.approvals.approval_fields import LEVELS, UNSTATED
from duthao.domain.draft import Draft
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings


class ApprovalWay(NamedTuple):
    """`name` goes on after «Duyệt»; `how` is what people do, `command` what the office types then."""

    name: str
    proves: str
    how: str
    command: str


SIGNED_ON = frozenset({"paper", "signed"})  # the levels for which there is a sheet
_HOW: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "paper": (
            "Người duyệt ký phiếu duyệt đã in, cơ quan giữ bản giấy. Sau đó ghi số, ngày, mã in ở chân phiếu và khóa người duyệt.",
            "--paper SỐ --date NGÀY --code MÃ --by NGƯỜI_DUYỆT",
        ),
        "signed": (
            "Người duyệt ký số tệp PDF của phiếu duyệt, không thêm gì sau chữ ký. Sau đó ghi tệp đã ký.",
            "--signed TỆP",
        ),
        "git": (
            "Ghi khóa người duyệt, rồi gửi thay đổi vào kho để người có quyền chấp thuận.",
            "--git --by NGƯỜI_DUYỆT",
        ),
        UNSTATED: ("Người duyệt trả lời các câu hỏi của lệnh.", ""),
    }
)


def ways(record_id: str, draft: Draft, settings: Settings) -> dict[str, ApprovalWay]:
    """By level, those that the agency of the draft accepts."""
    return {
        level: ApprovalWay(
            *LEVELS[level], _HOW[level][0], f"duthao approve {record_id} {_HOW[level][1]}".rstrip()
        )
        for level in settings.approval.accepted_by(draft.lead_agency)
    }


def approvers(draft: Draft, registers: Registers, day: date) -> dict[str, str]:
    """Who may approve it on that day: each key with function and agency in words."""
    return {
        key: f"{approver.title}, {registers.agencies[approver.agency].name}"
        for key, approver in approvers_of(draft, registers, day).items()
    }
