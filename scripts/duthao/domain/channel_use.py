"""A channel of a record: planned, used, and what came of it accepted by the office that paid for it.

Acceptance is the office's own affair: it stands in the record, is no part of what is approved, and no page of the site has
it. See docs/decisions/0078-what-was-paid-for-is-accepted.md.
"""

from __future__ import annotations

from pydantic import Field

from duthao.domain.fields import Count, Day, Key, Medium, OneLine, Strict, Text

ACCEPTED = "accepted"  # the field of a channel


class AcceptanceMark(Strict):
    """What a product got for a criterion."""

    criterion: Key = Field(description="Tiêu chí, khóa trong bộ tiêu chí")
    mark: Count = Field(description="Điểm")


class Acceptance(Strict):
    """The minutes by which an office accepted what came of a channel; `criteria` is a key of criteria.yml."""

    number: OneLine = Field(description="Số biên bản nghiệm thu")
    date: Day = Field(description="Ngày biên bản nghiệm thu")
    criteria: Key | None = Field(None, description="Bộ tiêu chí, khóa trong criteria.yml")
    marks: tuple[AcceptanceMark, ...] = Field((), description="Điểm theo từng tiêu chí")

    @property
    def total(self) -> int | None:
        """The marks together; None where there are none."""
        return sum(mark.mark for mark in self.marks) if self.marks else None


class ChannelUse(Strict):
    """A channel planned or used."""

    channel: Medium = Field(description="Kênh truyền thông")
    planned: Day | None = Field(None, description="Ngày dự kiến")
    done: Day | None = Field(None, description="Ngày đã thực hiện")
    unit: Text | None = Field(None, description="Đơn vị thực hiện")
    evidence: Text | None = Field(None, description="Minh chứng: địa chỉ hoặc tên tệp")
    accepted: Acceptance | None = Field(
        None, description="Nghiệm thu sản phẩm: chỉ dùng nội bộ, ghi thêm không phải duyệt lại"
    )
