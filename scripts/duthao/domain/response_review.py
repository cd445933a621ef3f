"""What a person answers for in the table of responses: no digest of a datum is kept, only where it stands and of what kind."""

# No annotations from the future: see `draft`.

from typing import Literal

from pydantic import Field

from duthao.domain.fields import Day, Ordinal, Strict, Text


class ConfirmedData(Strict):
    """A person read what looks like personal data in a row and says that it may be published."""

    no: Ordinal = Field(description="Số thứ tự của dòng trong bảng")
    kind: Literal["id", "mobile", "landline", "email", "account", "name", "address"] = Field(
        description="Loại: id, mobile, landline, email, account, name, address"
    )
    hits: Ordinal = Field(1, description="Có mấy chỗ thuộc loại này trong dòng")
    reason: Text = Field(description="Vì sao được công bố; không chép lại dữ liệu")
    by: Text = Field(description="Người, đơn vị đã đọc và xác nhận")
    date: Day = Field(description="Ngày xác nhận")


class ResponseReview(Strict):
    """What a person answers for in the table of responses, beyond the approval."""

    confirmed: tuple[ConfirmedData, ...] = Field(
        (), description="Những chỗ giống dữ liệu cá nhân đã được người đọc xác nhận"
    )
