"""What was done to make a draft known: a row of `drafts/<id>/log.csv`, its columns, and the words for its values.

A row is one act: when, where, in which form, of what, until when, with what to show for it; never a person. See
docs/decisions/0070-what-was-done-is-logged.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, NamedTuple

from duthao.clock import Point
from duthao.domain import events
from duthao.domain.fields import Medium
from duthao.domain.table_columns import TableColumn, keys_by_heading
from duthao.text import slug

Act = Literal["aired", "posted", "sent", "told"]
Counted = Literal["minutes", "copies", ""]


class Channel(NamedTuple):
    """A form in which people are told: what is done in it, what of it is counted, and whether Decree 49 names it."""

    label: str
    act: Act
    amount: Counted
    of_decree_49: bool = True


# The eight of Decree 49/2024/NĐ-CP, Article 3(1), in its order, then what it does not name.
CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        "dai-truyen-thanh": Channel("Đài truyền thanh cấp xã", "aired", "minutes"),
        "bang-tin": Channel("Bảng tin công cộng", "posted", ""),
        "ban-tin": Channel("Bản tin thông tin cơ sở", "sent", "copies"),
        "tai-lieu": Channel("Tài liệu không kinh doanh (tờ rơi, tờ gấp)", "sent", "copies"),
        "tuyen-truyen-vien": Channel("Tuyên truyền viên cơ sở", "told", ""),
        "trang-thong-tin": Channel("Cổng hoặc trang thông tin điện tử", "sent", ""),
        "mang-xa-hoi": Channel("Mạng xã hội, ứng dụng nhắn tin", "sent", ""),
        "tin-nhan": Channel("Tin nhắn viễn thông", "sent", ""),
        "bao-chi": Channel("Báo chí", "sent", "", False),
        "cuoc-hop": Channel("Cuộc họp, hội nghị", "told", "", False),
        "khac": Channel("Hình thức khác", "sent", "", False),
    }
)
OTHER = "khac"
# What is told about: events of the draft. Those of the asking belong to a round that is open, those of the result to one
# that has closed.
ASKING = (
    "announced",
    "opened",
    "changed",
    "corrected",
    "extended",
    "shortened",
    "meeting",
    "closing_soon",
)
RESULT = ("summarised", "answered", "no_report")
ENDING = ("adopted", "issued", "dropped", "withdrawn", "reinstated")
EVENTS: Mapping[str, str] = MappingProxyType(
    {key: events.LABEL.get(key, "Mời họp") for key in (*ASKING, *RESULT, *ENDING)}
)
About = Literal["asking", "result"]
ABOUT: Mapping[About, str] = MappingProxyType(
    {"asking": "Lấy ý kiến", "result": "Tiếp thu, giải trình"}
)

# Of the plan (`channels` of a record): each channel with what it is called, and the form in which the log has it.
PLANNED: Mapping[Medium, tuple[str, str]] = MappingProxyType(
    {
        "loudspeaker": ("Loa truyền thanh", "dai-truyen-thanh"),
        "notice_board": ("Bảng tin", "bang-tin"),
        "screen": ("Màn hình khu dân cư", "bang-tin"),
        "portal": ("Cổng, trang thông tin điện tử", "trang-thong-tin"),
        "fanpage": ("Trang mạng xã hội", "mang-xa-hoi"),
        "app": ("Ứng dụng", "mang-xa-hoi"),
        "radio": ("Đài phát thanh", "bao-chi"),
        "television": ("Truyền hình", "bao-chi"),
        "newspaper": ("Báo", "bao-chi"),
        "press_conference": ("Họp báo", "bao-chi"),
        "conference": ("Hội nghị", "cuoc-hop"),
        "seminar": ("Tọa đàm", "cuoc-hop"),
        "dialogue": ("Đối thoại", "cuoc-hop"),
        "handout": ("Tờ rơi, tài liệu", "tai-lieu"),
        "other": ("Cách khác", OTHER),
    }
)

COLUMNS: tuple[TableColumn, ...] = (
    TableColumn(
        "at",
        "Thời điểm",
        ("ngay", "ngay-gio", "tu-ngay", "ngay-thuc-hien", "thoi-gian"),
        "Ngày thực hiện, có thể kèm giờ: 05/12/2026 hoặc 2026-12-05 17:00",
        True,
    ),
    TableColumn(
        "place",
        "Địa bàn",
        ("xa-phuong", "noi-thuc-hien", "xa", "ten-xa", "ten-xa-phuong", "don-vi-xa"),
        "Xã, phường: khóa trong places.yml; bỏ trống: việc chung của cả dự thảo (cổng tỉnh, báo chí)",
    ),
    TableColumn(
        "channel",
        "Hình thức",
        ("kenh", "kenh-truyen-thong", "hinh-thuc-truyen-thong"),
        ", ".join(channel.label for channel in CHANNELS.values()),
        True,
    ),
    TableColumn(
        "event",
        "Nội dung",
        ("su-kien", "noi-dung-thong-tin", "bai"),
        "Thông tin về việc gì: " + ", ".join(EVENTS.values()),
        True,
    ),
    TableColumn(
        "unit",
        "Đơn vị thực hiện",
        ("don-vi",),
        "Đơn vị, điểm niêm yết; không ghi tên người",
    ),
    TableColumn("minutes", "Số phút", ("phut", "thoi-luong"), "Với đài truyền thanh: tổng số phút"),
    TableColumn("copies", "Số bản", ("ban", "so-luong"), "Với bản tin, tài liệu: số bản đã phát"),
    TableColumn(
        "until",
        "Đến ngày",
        ("ngay-go", "den-het-ngay", "go-ngay"),
        "Ngày cuối cùng còn niêm yết hoặc còn phát; bỏ trống: chưa gỡ, hoặc chỉ trong ngày",
    ),
    TableColumn(
        "evidence",
        "Minh chứng",
        ("tep-minh-chung", "anh"),
        "Tên tệp trong thư mục hồ sơ, hoặc địa chỉ https://…; nhiều minh chứng cách nhau bằng dấu chấm phẩy",
    ),
    TableColumn("office", "Nơi ghi", ("co-quan-ghi", "noi-bao-cao"), "Cơ quan ghi dòng này"),
)
KEYS = tuple(column.key for column in COLUMNS)
HEADINGS = keys_by_heading(COLUMNS)
# Other words in use for the same, and names of scripts, by which forms are filled in beforehand.
_ALSO: Mapping[str, Mapping[str, str]] = {
    "channel": {
        "loa": "dai-truyen-thanh",
        "loa-truyen-thanh": "dai-truyen-thanh",
        "dai-truyen-thanh-xa": "dai-truyen-thanh",
        "truyen-thanh": "dai-truyen-thanh",
        "bang-tin": "bang-tin",
        "niem-yet": "bang-tin",
        "ban-tin": "ban-tin",
        "to-roi": "tai-lieu",
        "to-gap": "tai-lieu",
        "tai-lieu-khong-kinh-doanh": "tai-lieu",
        "tuyen-truyen-vien": "tuyen-truyen-vien",
        "cong-thong-tin-dien-tu": "trang-thong-tin",
        "trang-thong-tin-dien-tu": "trang-thong-tin",
        "facebook": "mang-xa-hoi",
        "zalo": "mang-xa-hoi",
        "mang-xa-hoi": "mang-xa-hoi",
        "tin-nhan": "tin-nhan",
        "sms": "tin-nhan",
        "hoi-nghi": "cuoc-hop",
        "cuoc-hop": "cuoc-hop",
        "hop-thon": "cuoc-hop",
        "khac": OTHER,
    },
    "event": {
        "mo": "opened",
        "lay-y-kien": "opened",
        "nhac": "closing_soon",
        "nhac-thoi-han": "closing_soon",
        "gia-han": "extended",
        "rut-ngan": "shortened",
        "hop": "meeting",
        "ket-qua": "answered",
        "tiep-thu-giai-trinh": "answered",
        "dinh-chinh": "corrected",
        "rut": "withdrawn",
    },
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "channel": {slug(channel.label): key for key, channel in CHANNELS.items()}
    | {key: key for key in CHANNELS}
    | dict(_ALSO["channel"]),
    "event": {slug(label): key for key, label in EVENTS.items()}
    | {slug(key): key for key in EVENTS}
    | dict(_ALSO["event"]),
}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act. `place` is a key of places.yml ("": of no one place), `channel` of `CHANNELS`, `event` of `EVENTS`.

    `minutes` and `copies` are 0 where nothing is said; `until` is the last day (None: still up, or that day alone);
    `evidence` are files of the record's folder and addresses.
    """

    at: Point
    place: str
    channel: str
    event: str
    unit: str = ""
    minutes: int = 0
    copies: int = 0
    until: date | None = None
    evidence: tuple[str, ...] = ()
    office: str = ""

    @property
    def act(self) -> Act:
        """What was done: aired, posted, sent or told."""
        return CHANNELS[self.channel].act

    @property
    def about(self) -> About | None:
        """What it told of: the asking or its result; None: how the draft ended."""
        if self.event in ASKING:
            return "asking"
        return "result" if self.event in RESULT else None

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """What no two entries share: one that has the same says the same thing again, or more of it."""
        return self.at.start.isoformat(), self.place, self.channel, self.event, slug(self.unit)

    def last_day(self, today: date) -> date:
        """The last day on which it was up or on air by `today`; before its first where that is still to come."""
        if self.until is None:
            return today if self.act == "posted" else self.at.day
        return min(self.until, today)

    def days(self, today: date) -> Iterator[date]:
        """Each day on which it was up or on air by `today`."""
        day, last = self.at.day, self.last_day(today)
        while day <= last:
            yield day
            day += timedelta(days=1)


def value_key(column: str, words: str) -> str | None:
    """The key that a value of `channel` or `event` stands for, be it key or label; None: it is neither."""
    return _WORDS[column].get(slug(words))


def labels(column: str) -> Mapping[str, str]:
    """Key → label of the values of `channel` or `event`."""
    return EVENTS if column == "event" else {key: c.label for key, c in CHANNELS.items()}


def is_address(evidence: str) -> bool:
    """Whether a piece of evidence is meant as an address, and not as a file."""
    return "://" in evidence


class Quarter(NamedTuple):
    """A quarter of a year in Việt Nam time."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """`2026-quy-4`, as it stands in addresses."""
        return f"{self.year}-quy-{self.number}"

    @property
    def words(self) -> str:
        """`quý IV năm 2026`."""
        return f"quý {('I', 'II', 'III', 'IV')[self.number - 1]} năm {self.year}"


def quarter(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def in_order(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """By time, then place, form and event: the order of the file."""
    return sorted(entries, key=lambda e: e.identity)
