"""The record's schema, and the only one: every field an officer may write, with its Vietnamese description.

The JSON Schema and the handbook's field table are made from these classes. Front matter reaches them as
strings, lists and mappings only (see `strict_yaml`), so each type says itself how its text is read.
"""

# No annotations from the future: pydantic would compile each of two hundred texts at every start, for 5 ms.

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from duthao.domain.approvals.approval_fields import Approved
from duthao.domain.channel_use import ChannelUse
from duthao.domain.draft_parts.comment_ways import Comment
from duthao.domain.draft_parts.dossier_documents import DeadlineChange, Document, OfficialPosting
from duthao.domain.fields import (
    Count,
    Day,
    Email,
    FileName,
    Key,
    Keys,
    Language,
    PlanRowId,
    Sha256,
    Stage,
    Strict,
    Text,
    Truth,
    Url,
    When,
)
from duthao.domain.meetings.meeting_events import MeetingEvent, Signer
from duthao.domain.response_review import ResponseReview

# In the place of places that are not named; whoever reads a record puts its province there.
THE_COUNTRY = "ca-nuoc"


class OutcomeStep(Strict):
    """A summary or an answer put out."""

    at: When = Field(description="Ngày thực hiện")
    published: When | None = Field(None, description="Thời điểm công bố")
    file: FileName | None = Field(None, description="Tên tệp đặt cạnh index.md")


class NoReport(Strict):
    """Why no answer will be published."""

    reason: Text = Field(description="Lý do không công bố")
    at: When = Field(description="Ngày quyết định")
    published: When | None = Field(None, description="Thời điểm công bố")


class AgreedBody(Strict):
    """A body that was asked and answered that it agrees, with its letter."""

    agency: Key = Field(description="Cơ quan thống nhất, khóa trong agencies.yml")
    number: Text | None = Field(None, description="Số, ký hiệu văn bản trả lời")
    date: Day | None = Field(None, description="Ngày của văn bản trả lời")


class Outcome(Strict):
    """What came of a round.

    Bodies and persons (`asked`, of them `agreed`, `opined`, `silent`), papers (`documents`) and the opinions in them
    (`received`, of them `accepted`, `partly`, `kept`, `noted`, `out_of_scope`) are three counts, never added to each
    other; so are the communes that were asked to ask their people. Where the record has a table of responses, the counts of opinions are those of its rows.
    """

    asked: Count | None = Field(
        None, description="Số cơ quan, tổ chức, cá nhân được gửi lấy ý kiến"
    )
    agreed: Count | None = Field(None, description="Số nơi được hỏi trả lời thống nhất")
    agreed_bodies: tuple[AgreedBody, ...] = Field(
        (), description="Các cơ quan trả lời thống nhất, kèm văn bản trả lời"
    )
    opined: Count | None = Field(None, description="Số nơi được hỏi trả lời có ý kiến góp ý")
    silent: Count | None = Field(
        None, description="Số nơi được hỏi không có ý kiến trả lời; không tính là thống nhất"
    )
    communes_asked: Count | None = Field(
        None, description="Số xã, phường được đề nghị lấy ý kiến của người dân"
    )
    communes_sent: Count | None = Field(
        None,
        description="Số xã, phường đã gửi phiếu tổng hợp; bỏ trống: đếm từ bảng tổng hợp ý kiến",
    )
    documents: Count | None = Field(None, description="Số văn bản, phiếu có ý kiến góp ý")
    received: Count | None = Field(
        None, description="Số ý kiến góp ý nhận được; một văn bản có thể có nhiều ý kiến"
    )
    accepted: Count | None = Field(None, description="Số ý kiến được tiếp thu")
    partly: Count | None = Field(None, description="Số ý kiến được tiếp thu một phần")
    kept: Count | None = Field(None, description="Số ý kiến giữ nguyên dự thảo, có nêu lý do")
    noted: Count | None = Field(None, description="Số ý kiến được ghi nhận")
    out_of_scope: Count | None = Field(None, description="Số ý kiến ngoài phạm vi dự thảo")
    method: Text | None = Field(None, description="Cách tổng hợp, đếm ý kiến")
    summarised: OutcomeStep | None = Field(None, description="Công bố bản tổng hợp ý kiến")
    answered: OutcomeStep | None = Field(None, description="Công bố tiếp thu, giải trình")
    no_report: NoReport | None = Field(None, description="Không công bố báo cáo, kèm lý do")


class Round(Strict):
    """One asking of opinions."""

    of: Literal["proposal", "draft"] = Field(
        "draft", description="Lấy ý kiến đề nghị xây dựng (proposal) hay dự thảo (draft)"
    )
    opens: When | None = Field(None, description="Ngày bắt đầu lấy ý kiến")
    closes: When | None = Field(
        None,
        description="Hạn góp ý công bố lần đầu; không bao giờ sửa; công văn viết «trước ngày 20/12» là đến hết ngày 19/12",
    )
    deadline_changes: tuple[DeadlineChange, ...] = Field(
        (), max_length=50, description="Các lần gia hạn hoặc rút ngắn; chỉ thêm, không sửa"
    )
    documents: tuple[Document, ...] = Field((), description="Tài liệu riêng của đợt này")
    answer_due: Day | None = Field(
        None, description="Ngày phải công bố tiếp thu, giải trình về đợt này"
    )
    outcome: Outcome | None = Field(None, description="Kết quả của đợt lấy ý kiến này")
    unknown: Truth = Field(False, description="true: có lấy ý kiến nhưng không rõ thời gian")


class Shortened(Strict):
    """Shortened procedure."""

    reason: Text = Field(description="Lý do áp dụng thủ tục rút gọn")


class StageEntry(Strict):
    """A step of the procedure."""

    stage: Stage = Field(description="Bước của quy trình")
    at: When = Field(description="Ngày thực hiện")
    published: When | None = Field(
        None, description="Thời điểm công bố; bỏ trống: như ngày thực hiện"
    )
    note: Text | None = Field(None, description="Ghi chú ngắn")
    documents: tuple[Document, ...] = Field((), description="Tài liệu của bước này")


class Scope(Strict):
    """The four criteria of Đề án 407."""

    a: Truth = Field(
        description="Văn bản phải lập đề nghị xây dựng (văn bản của địa phương từ 01/4/2025: theo căn cứ của tỉnh, ghi ở reason), không thuộc bí mật nhà nước"
    )
    b: Truth = Field(description="Trực tiếp làm phát sinh, thay đổi, chấm dứt quyền, nghĩa vụ")
    c: Truth = Field(description="Vấn đề khó, nhạy cảm, dư luận quan tâm hoặc còn ý kiến khác nhau")
    d: Truth = Field(description="Tác động trên phạm vi toàn tỉnh hoặc cả nước")
    reason: Text | None = Field(None, description="Căn cứ xác định")

    @property
    def unmet(self) -> tuple[str, ...]:
        """The criteria that are declared not to hold."""
        return tuple(name for name in "abcd" if not getattr(self, name))


class Issued(Strict):
    """The text as issued."""

    number: Text = Field(description="Số, ký hiệu văn bản")
    date: When = Field(description="Ngày ban hành")
    published: When | None = Field(None, description="Thời điểm đưa lên trang này")
    effective: Day | None = Field(None, description="Ngày có hiệu lực")
    gazette_url: Url | None = Field(None, description="Địa chỉ trên Công báo")


class Reinstated(Strict):
    """The withdrawal was taken back."""

    reason: Text = Field(description="Lý do khôi phục")
    at: When = Field(description="Ngày khôi phục")
    published: When | None = Field(None, description="Thời điểm công bố")


class Withdrawn(Strict):
    """The draft was taken back; its page stays."""

    reason: Text = Field(description="Lý do rút")
    at: When = Field(description="Ngày rút")
    published: When | None = Field(None, description="Thời điểm công bố")
    reinstated: Reinstated | None = Field(
        None, description="Khôi phục dự thảo đã rút; không xóa mục «withdrawn»"
    )


class Change(Strict):
    """A change or correction of the dossier; append-only."""

    kind: Literal["change", "correction"] = Field(
        description="change: cập nhật; correction: đính chính"
    )
    at: When = Field(description="Ngày thay đổi")
    published: When | None = Field(None, description="Thời điểm công bố")
    note: Text = Field(description="Nội dung thay đổi")


class Spoken(Strict):
    """How the record is read aloud."""

    title: Text | None = Field(None, description="Tên đọc trên loa")
    terms: dict[str, str] = Field({}, description="Cách đọc riêng: chữ viết → lời đọc")


class Released(Strict):
    """The agency's release of the script."""

    by: Text = Field(description="Người cho phát")
    date: Day = Field(description="Ngày cho phát")


class Radio(Strict):
    """Loudspeaker."""

    released: Released | None = Field(
        None, description="Cơ quan soạn thảo cho phát; bỏ trống: CHƯA DUYỆT"
    )


class Contact(Strict):
    """Contact for the press."""

    unit: Text | None = Field(None, description="Đơn vị")
    name: Text | None = Field(None, description="Người phụ trách")
    phone: Text | None = Field(None, description="Điện thoại công vụ")
    email: Email | None = Field(None, description="Thư điện tử công vụ")
    spokesperson: Truth = Field(
        False, description="true: người phát ngôn của cơ quan; bỏ trống: đầu mối báo chí"
    )

    @property
    def role(self) -> str:
        """Whether what they say is said for the agency, or they are whom to ask."""
        return "Người phát ngôn" if self.spokesperson else "Đầu mối báo chí"


class Translation(Strict):
    """A reviewed translation beside the record."""

    translator: Text = Field(description="Người dịch")
    reviewer: Text = Field(description="Người hiệu đính")
    date: Day = Field(description="Ngày dịch")
    source_sha256: Sha256 | None = Field(
        None,
        description="Mã băm của bài phát thanh tiếng Việt được dịch, nếu có dịch bài phát thanh",
    )
    orthography: Text | None = Field(None, description="Hệ chữ viết")


class NoSecret(Strict):
    """The declaration that the dossier holds no state secret."""

    by: Text = Field(description="Đơn vị khẳng định")
    date: Day = Field(description="Ngày khẳng định")


class Draft(Strict):
    """The front matter of a record."""

    title: Text = Field(description="Tên đầy đủ của văn bản")
    short_title: Annotated[Text, StringConstraints(max_length=90)] = Field(
        description="Tên ngắn, lời thường, không quá 90 ký tự"
    )
    summary: Text = Field(description="Tóm tắt dễ hiểu, không quá 120 từ")
    document_type: Key = Field(description="Loại văn bản, khóa trong document_types.yml")
    agencies: Keys = Field(
        alias="agency",
        description="Cơ quan chủ trì soạn thảo, khóa trong agencies.yml; nhiều cơ quan thì ghi danh sách, cơ quan đứng đầu trước",
    )
    issuers: Keys = Field(
        alias="issuer",
        description="Cơ quan ban hành, khóa trong agencies.yml; văn bản liên tịch thì ghi danh sách",
    )
    topics: tuple[Key, ...] = Field(min_length=1, description="Lĩnh vực, khóa trong topics.yml")
    places: tuple[Key, ...] = Field(
        min_length=1,
        description="Địa bàn: tỉnh hoặc các xã, phường, khóa trong places.yml; văn bản áp dụng trong cả nước thì bỏ, ghi «nationwide»",
    )
    nationwide: Truth = Field(
        False, description="Áp dụng trong cả nước: true thì không ghi «places»"
    )
    audiences: tuple[Key, ...] = Field(
        (), description="Đối tượng chịu tác động, khóa trong audiences.yml"
    )
    rounds: tuple[Round, ...] = Field(
        (), max_length=20, description="Các đợt lấy ý kiến; bỏ trống khi chưa định ngày"
    )
    shortened: Shortened | None = Field(None, description="Thủ tục rút gọn")
    official_posting: OfficialPosting | None = Field(None, description="Nơi đăng tải chính thức")
    stages: tuple[StageEntry, ...] = Field((), description="Các bước của quy trình")
    comment: Comment | None = Field(None, description="Cách góp ý")
    documents: tuple[Document, ...] = Field((), description="Hồ sơ dự thảo")
    scope: Scope | None = Field(None, description="Bốn tiêu chí của Đề án 407")
    plan: PlanRowId | None = Field(None, description="Dòng của kế hoạch năm, ví dụ 2027-001")
    campaigns: tuple[Key, ...] = Field((), description="Đợt truyền thông, khóa trong campaigns.yml")
    channels: tuple[ChannelUse, ...] = Field(
        (),
        description="Kế hoạch truyền thông: kênh, ngày dự kiến, đơn vị; việc đã làm ở từng xã, phường ghi ở log.csv",
    )
    issued: Issued | None = Field(None, description="Văn bản đã ban hành")
    withdrawn: Withdrawn | None = Field(None, description="Rút dự thảo")
    changes: tuple[Change, ...] = Field((), description="Cập nhật, đính chính; chỉ thêm, không sửa")
    spoken: Spoken | None = Field(None, description="Cách đọc trên loa")
    radio: Radio | None = Field(None, description="Cho phát trên loa")
    signer: Signer | None = Field(None, description="Người ký thông báo")
    events: tuple[MeetingEvent, ...] = Field(
        (), description="Hội nghị, tọa đàm, đối thoại, họp báo, tập huấn"
    )
    contact: Contact | None = Field(None, description="Người phát ngôn hoặc đầu mối báo chí")
    responses: ResponseReview | None = Field(
        None, description="Việc soát bảng tổng hợp ý kiến (responses.csv)"
    )
    translations: dict[Language, Translation] = Field({}, description="Bản dịch")
    approved: Approved | None = Field(
        None, description="Duyệt công bố (do lệnh «duthao approve» ghi)"
    )
    no_secret: NoSecret | None = Field(None, description="Khẳng định không có bí mật nhà nước")
    demo: Truth = Field(False, description="true: dữ liệu minh họa")

    @model_validator(mode="before")
    @classmethod
    def _of_the_country(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("nationwide") == "true" and "places" not in data:
            return {**data, "places": [THE_COUNTRY]}
        return data

    @property
    def lead_agency(self) -> str:
        """Who is named first of those that draft: the head of their papers, whose own contact is published."""
        return self.agencies[0]

    @property
    def lead_issuer(self) -> str:
        """Who is named first of those that issue."""
        return self.issuers[0]

    @property
    def falls_under_407(self) -> bool:
        """Whether the agency is bound to communicate this draft: all four criteria of Đề án 407 hold."""
        return self.scope is not None and not self.scope.unmet
