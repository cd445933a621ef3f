"""What was asked of `duthao approve`."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import NamedTuple

from duthao.domain.approvals.approval_fields import ApprovalLevel
from duthao.errors import DuthaoError, Say


class ApprovalFlags(NamedTuple):
    """Who approves (a key of approvers.yml where there is a level), the number of the decision or of the signed paper, and who
    declares that there is no secret; "" where a person is to be asked. `code` stands on the signed paper, `day` is its day.

    `sheet`: the sheet is to be made, at `output` if that is given, and nothing is approved.
    """

    by: str = ""
    reference: str = ""
    no_secret_by: str = ""
    level: ApprovalLevel | None = None
    day: date | None = None
    code: str = ""
    signed: Path | None = None
    sheet: bool = False
    output: Path | None = None

    @property
    def single(self) -> bool:
        """Whether it is about one record and no more: a paper is of one."""
        return self.sheet or self.level in ("paper", "signed")


def flags_of(arguments: argparse.Namespace) -> ApprovalFlags:
    """The flags as they were typed. Raises DuthaoError where they do not go together."""
    paper, signed = (arguments.paper or "").strip(), arguments.signed
    ways: list[ApprovalLevel] = []
    if arguments.paper is not None:
        ways.append("paper")
    if signed:
        ways.append("signed")
    if arguments.git:
        ways.append("git")
    if len(ways) + arguments.sheet > 1:
        raise DuthaoError(
            Say(
                "Mỗi lần chỉ ghi một trong --sheet, --paper, --signed, --git.",
                "Give one of --sheet, --paper, --signed, --git at a time.",
            )
        )
    if arguments.paper is not None and not paper:
        raise DuthaoError(Say("Ghi số phiếu duyệt sau --paper.", "Give the number of the paper."))
    return ApprovalFlags(
        arguments.by.strip(),
        paper or arguments.reference.strip(),
        arguments.no_secret_by.strip(),
        ways[0] if ways else None,
        arguments.date,
        arguments.code.strip(),
        signed,
        arguments.sheet,
        arguments.output,
    )
