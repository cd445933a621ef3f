"""What a province sets for itself: `extra.duthao` in mkdocs.yml."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticKnownError

from duthao import clock
from duthao.domain.approvals.approval_settings import ApprovalSettings
from duthao.domain.fields import Email, Key, OneLine, Strict, Text, Url

_Folder = Annotated[Url, StringConstraints(pattern=r"^[^?#]+$")]
_Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Province(Strict):
    """The province that the site speaks for."""

    key: Key = Field(description="khóa của tỉnh trong places.yml")
    name: OneLine = Field(description="tên đầy đủ, ví dụ «tỉnh Lào Cai»")
    site_title: OneLine = Field(description="tên trang, hiện ở đầu mọi trang")
    publisher: OneLine = Field(description="cơ quan quản lý trang")
    contact_email: Email | None = Field(
        None,
        description="thư điện tử của cơ quan quản lý trang; trang thật phải có thư hoặc điện thoại",
    )
    contact_phone: OneLine | None = Field(None, description="điện thoại của cơ quan quản lý trang")

    @property
    def contact(self) -> str:
        """How to reach who runs the site, in words; "" where neither address nor telephone is set."""
        return ", ".join(filter(None, (self.contact_email, self.contact_phone)))

    @property
    def imprint(self) -> str:
        """Who runs the site and how to reach them, as a line."""
        return f"Cơ quan quản lý trang: {self.publisher}" + (
            f" ({self.contact})" if self.contact else ""
        )


class Provider(Strict):
    """A form service: which query parameters carry the draft's code and title."""

    host: Text = Field(description="tên máy chủ của biểu mẫu")
    params: dict[str, str] = Field({}, description="id, title → tên tham số điền sẵn")
    foreign: bool = Field(False, description="true: dịch vụ đặt ở nước ngoài")
    account: bool = Field(False, description="true: phải có tài khoản mới gửi được ý kiến")


class CommentSettings(Strict):
    """Comment forms."""

    providers: tuple[Provider, ...] = Field((), description="dịch vụ biểu mẫu")
    allowed_hosts: tuple[str, ...] = Field(
        (), description="máy chủ được phép đặt biểu mẫu; bỏ trống: mọi máy chủ"
    )


class Feeds(Strict):
    """Feeds."""

    hub: Url | None = Field(
        None, description="địa chỉ máy báo tin (WebSub); bỏ trống: phần mềm đọc tin tự hỏi"
    )


class SpeechSettings(Strict):
    """Reading aloud."""

    region: Literal["bac", "trung", "nam"] = Field("bac", description="giọng đọc: bac, trung, nam")
    rate: int = Field(170, ge=100, le=300, description="tốc độ đọc, âm tiết mỗi phút")
    command: Text | None = Field(
        None,
        description="chương trình đọc cho «duthao speak»: nhận chữ, trả WAV; bỏ trống: espeak-ng",
    )


class RadioSettings(Strict):
    """Commune loudspeakers."""

    slot_minutes: int = Field(15, ge=1, description="độ dài buổi phát, phút")
    times: tuple[_Clock, ...] = Field((), description='giờ phát, ví dụ "17:00"')


_Lines = tuple[Text, ...]


class Recipients(Strict):
    """The lines below «Nơi nhận» of notices: those of the agency itself, else of its level. A line of the archive is kept apart."""

    province: _Lines = Field(
        ("Ủy ban nhân dân các xã, phường (để niêm yết)", "Lưu: VT"),
        description="trên thông báo của cơ quan cấp tỉnh",
    )
    commune: _Lines = Field(
        ("Các thôn, tổ dân phố (để thông tin)", "Lưu: VT"),
        description="trên thông báo của cơ quan cấp xã",
    )
    central: _Lines = Field(("Lưu: VT",), description="trên thông báo của cơ quan trung ương")
    agencies: dict[Key, _Lines] = Field(
        {}, description="khóa của cơ quan → các dòng của riêng cơ quan ấy"
    )

    def of(self, agency: str, level: Literal["central", "province", "commune"]) -> _Lines:
        """The lines on a notice of this agency, which is of this level."""
        own: _Lines = getattr(self, level)
        return self.agencies.get(agency, own)


class Print(Strict):
    """Paper."""

    place_name: OneLine | None = Field(
        None, description="địa danh trên thông báo; bỏ trống: theo tên tỉnh"
    )
    recipients: Recipients = Field(
        default_factory=Recipients, description="các dòng Nơi nhận trên thông báo, theo cấp"
    )
    tear_offs: int = Field(
        0,
        ge=0,
        le=10,
        description="số cuống xé ghi hạn và địa chỉ ở chân tờ thông tin; 0: không có",
    )


class Letters(Strict):
    """To whom letters about drafts go. A line that is a key of agencies.yml stands for that agency, with its address."""

    office: Key | None = Field(
        None,
        description="cơ quan ký văn bản hướng dẫn hằng năm, khóa trong agencies.yml; bỏ trống: không lập văn bản ấy",
    )
    newsrooms: _Lines = Field(
        (), description="nơi nhận công văn gửi báo, đài: khóa trong agencies.yml hoặc tên"
    )
    bodies: _Lines = Field(
        (),
        description="nơi nhận công văn lấy ý kiến, ngoài các cơ quan mà luật nêu: khóa trong agencies.yml hoặc tên",
    )


def _day_of_every_year(text: str) -> str:
    try:
        date.fromisoformat(f"2023-{text}")  # 29 February is no day of every year
    except ValueError:
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": "MM-DD"}) from None
    return text


_DayOfYear = Annotated[
    str, StringConstraints(pattern=r"^\d{2}-\d{2}$"), AfterValidator(_day_of_every_year)
]


class SendBy(Strict):
    """By which day reports are to be sent in, of the year that they are about."""

    half_year: _DayOfYear | None = Field(
        None, description='báo cáo 6 tháng gửi trước hết ngày, ví dụ "06-20"'
    )
    year: _DayOfYear | None = Field(
        None, description='báo cáo năm gửi trước hết ngày, ví dụ "12-20"'
    )


class Reporting(Strict):
    """Periodic reports: both begin on the day after the last year's closing day."""

    half_year: _DayOfYear = Field(
        "06-14", description="ngày chốt số liệu báo cáo 6 tháng (tháng-ngày)"
    )
    year: _DayOfYear = Field("12-14", description="ngày chốt số liệu báo cáo năm (tháng-ngày)")
    office: Key | None = Field(
        None,
        description="cơ quan lập báo cáo chung toàn tỉnh, khóa trong agencies.yml; bỏ trống: chỉ lập báo cáo của từng cơ quan",
    )
    recipients: _Lines = Field(
        ("Sở Tư pháp (để tổng hợp)",), description="các dòng Nơi nhận trên báo cáo của từng cơ quan"
    )
    office_recipients: _Lines = Field(
        ("Ủy ban nhân dân tỉnh (để báo cáo)",),
        description="các dòng Nơi nhận trên báo cáo chung toàn tỉnh",
    )
    send_by: SendBy | None = Field(
        None, description="hạn gửi báo cáo về Sở Tư pháp; bỏ trống: không ghi"
    )


class AnswerDue(Strict):
    """By when answers are due where a record does not say so. Without a verified basis nothing is due."""

    days: int = Field(ge=1, le=365, description="số ngày kể từ khi hết hạn góp ý")
    source: Text = Field(description="căn cứ: văn bản nào quy định số ngày ấy")
    verified: bool = Field(
        False,
        description="true: đã đối chiếu với văn bản; false: không áp dụng, chỉ nhắc khi duyệt",
    )


# An https address; what it may hold in braces is filled in beforehand.
_Form = Annotated[
    Text, StringConstraints(pattern=r"^https://[^{}\s\"<>]+(\{(draft|place|event)\}[^{}\s\"<>]*)*$")
]


class LogSettings(Strict):
    """How communes report what they posted and aired."""

    form_url: _Form | None = Field(
        None,
        description="địa chỉ biểu mẫu để xã, phường báo đã niêm yết, đã phát; {draft}, {place}, {event} trong địa chỉ được điền sẵn; in thành mã QR trên tờ phát thanh",
    )
    email: Email | None = Field(
        None, description="thư điện tử nhận báo cáo, dùng khi không có biểu mẫu"
    )


class Deploy(Strict):
    """Publishing."""

    host: Literal["github-pages", "gitlab-pages", "own"] | None = Field(
        None,
        description="nơi đặt trang: github-pages, gitlab-pages, hoặc own (máy chủ riêng: không báo sắp quá cỡ); bỏ trống: báo theo mức của mọi nơi đã biết",
    )


class Settings(Strict):
    """`extra.duthao` in mkdocs.yml; an unknown key is an error."""

    province: Province = Field(description="tỉnh của trang")
    tag_authority: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+$")] = Field(
        description="tên miền ghi trong mã vĩnh viễn của nguồn tin; không bao giờ đổi"
    )
    sample: bool = Field(False, description="true: trang mẫu")
    as_of: str | None = Field(None, description="thời điểm cố định của trang mẫu")
    closing_soon_days: int = Field(
        7, ge=1, le=60, description="số ngày cuối được báo «Sắp hết hạn góp ý»"
    )
    answer_due: AnswerDue | None = Field(
        None,
        description="hạn công bố tiếp thu, giải trình khi hồ sơ không ghi; bỏ trống: chỉ theo hồ sơ",
    )
    stale_after_hours: int = Field(48, ge=1, description="số giờ sau đó trang báo «có thể đã cũ»")
    attachments_url: _Folder | None = Field(
        None,
        description="địa chỉ nơi để tệp đính kèm, nếu không để cùng trang: kho tệp, cổng thông tin",
    )
    approval: ApprovalSettings = Field(
        default_factory=ApprovalSettings, description="duyệt hồ sơ trước khi công bố"
    )
    comment: CommentSettings = Field(default_factory=CommentSettings, description="biểu mẫu góp ý")
    feeds: Feeds = Field(default_factory=Feeds, description="nguồn tin")
    speech: SpeechSettings = Field(default_factory=SpeechSettings, description="đọc thành lời")
    radio: RadioSettings = Field(default_factory=RadioSettings, description="đài truyền thanh xã")
    log: LogSettings = Field(
        default_factory=LogSettings, description="nhật ký truyền thông: nơi xã, phường báo lại"
    )
    print: Print = Field(default_factory=Print, description="bản in")
    letters: Letters = Field(default_factory=Letters, description="công văn về dự thảo")
    report: Reporting = Field(default_factory=Reporting, description="báo cáo định kỳ")
    deploy: Deploy = Field(default_factory=Deploy, description="triển khai")

    @field_validator("as_of", mode="before")
    @classmethod
    def _as_of(cls, value: Any) -> str | None:
        if value is not None:
            clock.parse(str(value))
        return None if value is None else str(value)
