"""`approved` of a record, and the levels of approval: what each proves, in words that people are told."""

from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import Field

from duthao.domain.fields import Day, Sha256, Strict, Text

ApprovalLevel = Literal["paper", "signed", "git"]
UNSTATED = "unstated"  # of an approval without a level, as they all were once


class LevelWords(NamedTuple):
    """How a level is called, as it goes on after «Duyệt», and what it proves and does not."""

    name: str
    proves: str


LEVELS = MappingProxyType(
    {
        "paper": LevelWords(
            "trên giấy",
            "Cơ quan giữ phiếu duyệt đã ký; phần mềm chỉ biết số, ngày và chức danh người duyệt.",
        ),
        "signed": LevelWords(
            "bằng chữ ký số",
            "Phiếu duyệt ký số nằm trong thư mục hồ sơ; phần mềm kiểm tra chữ ký mỗi lần kiểm tra hồ sơ.",
        ),
        "git": LevelWords(
            "trong kho mã nguồn",
            "Nơi giữ kho bảo đảm người có quyền đã chấp thuận thay đổi; phần mềm không tự kiểm tra được.",
        ),
        UNSTATED: LevelWords(
            "không nêu hình thức",
            "Hồ sơ chỉ ghi tên người duyệt; không có gì chứng minh người ấy đã duyệt.",
        ),
    }
)


class Approved(Strict):
    """Written by `duthao approve`. `by` is a key of `approvers.yml` where there is a `level`, else a name as it was typed."""

    by: Text = Field(
        description="Người duyệt: khóa của danh mục người duyệt; khi không ghi level thì là tên"
    )
    date: Day = Field(description="Ngày duyệt")
    level: ApprovalLevel | None = Field(
        None,
        description="Hình thức duyệt; paper: ký trên giấy; signed: ký số; git: chấp thuận trong kho; bỏ trống: không nêu",
    )
    reference: Text | None = Field(None, description="Số văn bản duyệt")
    sha256: Sha256 = Field(description="Mã băm nội dung đã duyệt")

    @property
    def level_key(self) -> str:
        """Its level, `unstated` where there is none: a key of `LEVELS`."""
        return self.level or UNSTATED


def short_code(sha256: str) -> str:
    """The first 16 digits of a digest in groups of four, as a person compares them: `2e1e 51c7 3ee7 9587`."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
