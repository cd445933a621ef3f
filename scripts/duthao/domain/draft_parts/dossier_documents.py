"""The papers of a dossier, and what else of a draft is done by a letter: its official posting, a change of its deadline."""

from pydantic import Field

from duthao.clock import date_vi
from duthao.domain.fields import (
    Day,
    FileName,
    Key,
    Language,
    Ordinal,
    Strict,
    Text,
    Truth,
    Url,
    When,
)


class Document(Strict):
    """One file or address of the dossier."""

    kind: Key = Field(description="Loại tài liệu, khóa trong document_kinds.yml")
    title: Text = Field(description="Tên tài liệu")
    file: FileName | None = Field(None, description="Tên tệp đặt cạnh index.md")
    url: Url | None = Field(None, description="Địa chỉ, nếu tài liệu nằm ở nơi khác")
    version: Ordinal = Field(1, description="Lần công bố của tệp, bắt đầu từ 1")
    language: Language = Field("vi", description="Ngôn ngữ của tài liệu")
    number: Text | None = Field(None, description="Số, ký hiệu của văn bản, ví dụ 1234/SXD-QLN")
    date: Day | None = Field(None, description="Ngày của tài liệu")
    accessible: Truth | None = Field(
        None, description="Người khiếm thị đọc được bằng máy (true hoặc false)"
    )
    closes: When | None = Field(None, description="Hạn góp ý riêng của tài liệu này, nếu có")

    @property
    def reference(self) -> str:
        """`số 1234/SXD-QLN ngày 03/11/2026`, by which letters name it; "" of a paper without a number."""
        if not self.number:
            return ""
        return f"số {self.number} ngày {date_vi(self.date)}" if self.date else f"số {self.number}"

    @property
    def cited(self) -> str:
        """Its title, with number and day where it has a number."""
        return f"{self.title} {self.reference}".rstrip()


class DeadlineChange(Strict):
    """An extension or a shortening; append-only."""

    closes: When = Field(
        description="Hạn góp ý mới; công văn viết «trước ngày 20/12» là đến hết ngày 19/12"
    )
    reason: Text = Field(description="Lý do")
    decided: When = Field(description="Ngày quyết định")
    published: When | None = Field(
        None, description="Thời điểm công bố; bỏ trống: như ngày quyết định"
    )
    documents: tuple[Document, ...] = Field(
        (), description="Văn bản gia hạn hoặc rút ngắn: số, ngày, tệp"
    )

    @property
    def why(self) -> str:
        """The reason, and by which letters: `nhiều ý kiến gửi muộn (Công văn gia hạn số 12/SXD ngày 03/11/2026)`."""
        cited = "; ".join(document.cited for document in self.documents if document.number)
        if not cited:
            return self.reason
        end = "." if self.reason.endswith(".") else ""
        return f"{self.reason.removesuffix('.')} ({cited}){end}"


class OfficialPosting(Strict):
    """Where the draft is officially posted."""

    url: Url = Field(description="Địa chỉ trang đăng tải chính thức")
    date: Day = Field(description="Ngày đăng tải chính thức")
    documents: tuple[Document, ...] = Field(
        (), description="Công văn đề nghị đăng tải, lấy ý kiến: số, ngày, tệp"
    )
