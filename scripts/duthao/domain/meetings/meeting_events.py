"""Conferences, dialogues, press conferences, trainings: the dossier of a meeting, in a record or of the whole site.

What a record and the site say of a meeting is one schema. People stand here by their function, never by name.
"""

# No annotations from the future: see draft.py.

from typing import Annotated

from pydantic import Field, StringConstraints

from duthao.clock import Point
from duthao.domain.fields import (
    Count,
    FileName,
    Key,
    MeetingKind,
    Strict,
    Text,
    Truth,
    Url,
    When,
)

TRAINING: MeetingKind = "tap-huan"
PRESS: MeetingKind = "hop-bao"
# At these people say what they think of a draft; at a press conference and a training they are told.
ASKING: frozenset[MeetingKind] = frozenset({"hoi-nghi", "toa-dam", "doi-thoai"})
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Signer(Strict):
    """Who signs a paper."""

    authority: Text | None = Field(None, description="Quyền hạn ký, ví dụ TM. ỦY BAN NHÂN DÂN")
    position: Text = Field(description="Chức vụ, ví dụ CHỦ TỊCH")


class ProgrammeRow(Strict):
    """An item of the programme."""

    time: ClockTime | None = Field(None, description="Giờ bắt đầu mục này, ví dụ 08:30")
    item: Text = Field(description="Nội dung của mục")
    who: Text | None = Field(
        None, description="Người thực hiện: ghi chức vụ hoặc đơn vị, không ghi họ tên"
    )


class Handout(Strict):
    """A paper for those who come."""

    title: Text = Field(description="Tên tài liệu phát")
    file: FileName | None = Field(None, description="Tên tệp đặt cạnh index.md")
    url: Url | None = Field(None, description="Địa chỉ, nếu tài liệu nằm ở nơi khác")


class MeetingMove(Strict):
    """The meeting was put at another time or place; append-only. What the meeting says is what holds now; of one that only
    has another place, end or address, `was` is the time that stays.
    """

    was: When = Field(description="Thời điểm cũ; nếu giờ bắt đầu không đổi thì ghi như cũ")
    was_ends: When | None = Field(None, description="Giờ kết thúc cũ, nếu chỉ đổi giờ kết thúc")
    was_place: Text | None = Field(None, description="Địa điểm cũ, nếu đổi địa điểm")
    was_online_url: Url | None = Field(
        None, description="Địa chỉ tham dự trực tuyến cũ, nếu đổi hoặc thôi họp trực tuyến"
    )
    reason: Text = Field(description="Lý do dời")
    at: When = Field(description="Ngày quyết định dời")
    published: When | None = Field(None, description="Thời điểm công bố")


class MeetingCancelled(Strict):
    """The meeting is not held."""

    reason: Text = Field(description="Lý do hủy")
    at: When = Field(description="Ngày quyết định hủy")
    published: When | None = Field(None, description="Thời điểm công bố")


class MeetingHeld(Strict):
    """What became of a meeting that was held."""

    published: When = Field(description="Thời điểm công bố kết quả cuộc họp")
    attended: Count | None = Field(None, description="Số người dự; bỏ trống: không đếm")
    minutes: Text | None = Field(
        None, description="Nội dung biên bản, mỗi ý một dòng; không ghi tên người phát biểu"
    )
    decided: tuple[Text, ...] = Field((), description="Kết luận của cuộc họp")

    @property
    def at(self) -> Point:
        """When it was said: on publication."""
        return self.published


class MeetingEvent(Strict):
    """A meeting with people. `at` is the time that holds now."""

    kind: MeetingKind = Field(
        description="Hình thức: hoi-nghi, toa-dam, doi-thoai, hop-bao, tap-huan, khac"
    )
    title: Text = Field(description="Tên cuộc họp")
    at: When = Field(description="Thời điểm bắt đầu")
    ends: When | None = Field(None, description="Thời điểm kết thúc")
    place: Text | None = Field(None, description="Địa điểm")
    online_url: Url | None = Field(None, description="Địa chỉ tham dự trực tuyến")
    minutes_file: FileName | None = Field(None, description="Tệp biên bản")
    published: When | None = Field(None, description="Thời điểm thông báo cuộc họp")
    participants: Text | None = Field(None, description="Thành phần tham dự")
    chair: Text | None = Field(None, description="Người chủ trì: ghi chức vụ, không ghi họ tên")
    invited: tuple[Text, ...] = Field(
        (), description="Nơi gửi giấy mời: khóa cơ quan, khóa xã, phường, hoặc tên cơ quan, tổ chức"
    )
    programme: tuple[ProgrammeRow, ...] = Field((), description="Chương trình")
    handouts: tuple[Handout, ...] = Field((), description="Tài liệu phát")
    questions: tuple[Text, ...] = Field((), description="Nội dung đề nghị thảo luận")
    moves: tuple[MeetingMove, ...] = Field((), description="Các lần dời; chỉ thêm, không sửa")
    cancelled: MeetingCancelled | None = Field(None, description="Hủy cuộc họp")
    held: MeetingHeld | None = Field(None, description="Kết quả cuộc họp, ghi sau khi họp")


class SiteMeeting(MeetingEvent):
    """A meeting of the whole site, of one draft, of several or of none; until it is `published` no page shows it."""

    agency: Key = Field(description="Cơ quan tổ chức, khóa trong agencies.yml")
    drafts: tuple[Key, ...] = Field((), description="Mã các dự thảo được bàn")
    signer: Signer | None = Field(None, description="Người ký giấy mời")
    demo: Truth = Field(False, description="true: dữ liệu minh họa")
