"""Which levels of approval are accepted: `extra.duthao.approval` in mkdocs.yml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from duthao.domain.fields import Key, Strict

AcceptedLevel = Literal["paper", "signed", "git", "unstated"]
_ALL: tuple[AcceptedLevel, ...] = ("paper", "signed", "git", "unstated")


class ApprovalSettings(Strict):
    """The levels of approval by which a record may be published."""

    levels: tuple[AcceptedLevel, ...] = Field(
        _ALL,
        min_length=1,
        description="hình thức duyệt được chấp nhận: paper (giấy), signed (ký số), git (trong kho), unstated (không nêu); bỏ trống: mọi hình thức",
    )
    agencies: dict[Key, tuple[AcceptedLevel, ...]] = Field(
        {}, description="khóa của cơ quan → hình thức mà riêng cơ quan ấy chấp nhận"
    )

    def accepted_by(self, agency: str) -> tuple[AcceptedLevel, ...]:
        """The levels that records of this agency may be approved at."""
        return self.agencies.get(agency, self.levels)
