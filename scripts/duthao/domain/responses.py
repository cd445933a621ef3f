"""Opinions and what became of each: a row of `drafts/<id>/responses.csv`, its columns, and the words for its values.

A row is one opinion, or one point that several raised; never a person. See docs/decisions/0063-each-opinion-has-a-row.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from duthao.domain.table_columns import TableColumn, keys_by_heading
from duthao.text import slug

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "accepted": "Tiếp thu",
        "partly": "Tiếp thu một phần",
        "kept": "Giữ nguyên dự thảo, có nêu lý do",
        "noted": "Ghi nhận",
        "out_of_scope": "Ngoài phạm vi dự thảo",
    }
)
WHO: Mapping[str, str] = MappingProxyType(
    {
        "cong-dan": "Công dân",
        "ho-gia-dinh": "Hộ gia đình",
        "doanh-nghiep": "Doanh nghiệp",
        "hiep-hoi": "Hiệp hội, hợp tác xã",
        "co-quan": "Cơ quan nhà nước",
        "mttq": "Mặt trận Tổ quốc, đoàn thể",
        "dai-bieu": "Đại biểu dân cử",
        "nuoc-ngoai": "Người nước ngoài",
    }
)
# Only of these may a row name the body: whoever else comments is told by kind alone.
STATE_BODY = "co-quan"  # of WHO
PUBLIC_BODIES = frozenset({STATE_BODY, "mttq", "dai-bieu"})
CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "bieu-mau": "Biểu mẫu trực tuyến",
        "thu-dien-tu": "Thư điện tử",
        "cong-thong-tin": "Cổng thông tin điện tử",
        "phieu-giay": "Phiếu góp ý giấy",
        "van-ban": "Văn bản, công văn",
        "dien-thoai": "Điện thoại",
        "truc-tiep": "Trực tiếp tại cơ quan",
        "hoi-nghi": "Hội nghị, cuộc họp",
        "phieu-tong-hop": "Phiếu tổng hợp của xã, phường",
        "khac": "Cách khác",
    }
)
GENERAL = "chung"
# The most words of a cell: what a reader takes in at a glance on a phone, and a row of the printed table holds.
MOST_WORDS: Mapping[str, int] = MappingProxyType(
    {"group": 12, "gist": 120, "answer": 250, "changed": 60}
)
# An annex of several has its number behind: `phu-luc-2`.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "van-ban": "Dự thảo văn bản",
        "kem-theo": "Quy định, quy chế kèm theo",
        "phu-luc": "Phụ lục",
        GENERAL: "Ý kiến chung",
    }
)
_ANNEX = re.compile(r"phu-luc(?:-([1-9]\d?))?")


COLUMNS: tuple[TableColumn, ...] = (
    TableColumn(
        "no",
        "Số thứ tự",
        ("stt", "tt", "so"),
        "Số của ý kiến, từ 1; đã công bố thì không đổi, không dùng lại",
        True,
    ),
    TableColumn("round", "Đợt", ("dot-lay-y-kien",), "Đợt lấy ý kiến; bỏ trống: đợt 1"),
    TableColumn(
        "part",
        "Phần của dự thảo",
        ("phan",),
        "Dự thảo văn bản, quy định kèm theo, phụ lục; bỏ trống: ý kiến chung, hoặc dự thảo văn bản nếu có điều, khoản",
    ),
    TableColumn(
        "ref",
        "Điều, khoản, điểm",
        ("dieu-khoan", "dieu"),
        "dieu-4.khoan-2.diem-a hoặc «Điểm a khoản 2 Điều 4»; bỏ trống: ý kiến chung",
    ),
    TableColumn(
        "group",
        "Nhóm vấn đề",
        ("van-de",),
        "Tên ngắn của vấn đề; các dòng cùng vấn đề ghi giống nhau",
    ),
    TableColumn(
        "who",
        "Chủ thể góp ý",
        ("nhom-chu-the", "chu-the"),
        "Loại chủ thể, không bao giờ là tên người: " + ", ".join(WHO.values()),
        True,
    ),
    TableColumn(
        "body",
        "Cơ quan góp ý",
        ("co-quan-to-chuc", "co-quan"),
        "Chỉ với cơ quan, đoàn thể: khóa trong agencies.yml; nhiều cơ quan cách nhau bằng dấu chấm phẩy",
    ),
    TableColumn(
        "count",
        "Số lượt ý kiến",
        ("so-luot", "so-y-kien", "so-luong"),
        "Bao nhiêu lượt nêu ý này; bỏ trống: 1",
    ),
    TableColumn("channel", "Cách góp ý", ("kenh", "kenh-gop-y"), ", ".join(CHANNELS.values())),
    TableColumn(
        "place",
        "Địa bàn",
        ("xa-phuong",),
        "Khóa trong places.yml; chỉ ghi khi có từ 5 lượt cùng loại chủ thể ở địa bàn đó",
    ),
    TableColumn(
        "gist",
        "Nội dung góp ý",
        ("y-kien", "noi-dung"),
        "Ý kiến nói gì, lời gọn, không tên người",
        True,
    ),
    TableColumn(
        "verdict", "Kết quả", ("ket-qua-tiep-thu", "ket-qua-xu-ly"), ", ".join(VERDICTS.values())
    ),
    TableColumn(
        "answer",
        "Nội dung tiếp thu, giải trình",
        ("giai-trinh", "tra-loi", "ly-do", "tiep-thu-giai-trinh"),
        "Cơ quan trả lời thế nào; không tiếp thu hoặc tiếp thu một phần thì nêu lý do",
    ),
    TableColumn(
        "changed", "Đã sửa ở đâu", ("cho-da-sua", "da-sua"), "Chỗ đã sửa trong dự thảo, nếu có"
    ),
)
KEYS = tuple(column.key for column in COLUMNS)
_BY_NAME = keys_by_heading(COLUMNS)
# Other words in use for the same; "được giải trình" is none of them: people read it as "answered".
_ALSO: Mapping[str, Mapping[str, str]] = {
    "verdict": {
        "tiep-thu-dieu-chinh": "accepted",
        "tiep-thu-bo-sung-vao-du-thao": "accepted",
        "tiep-thu-bo-sung": "accepted",
        "tiep-thu-mot-phan-co-neu-ly-do": "partly",
        "giu-nguyen": "kept",
        "giu-nguyen-du-thao": "kept",
        "giu-nguyen-theo-du-thao": "kept",
        "khong-tiep-thu": "kept",
        "ngoai-pham-vi": "out_of_scope",
    },
    "who": {
        "nguoi-dan": "cong-dan",
        "ca-nhan": "cong-dan",
        "hiep-hoi": "hiep-hoi",
        "hop-tac-xa": "hiep-hoi",
        "mat-tran-to-quoc": "mttq",
        "doan-the": "mttq",
        "dai-bieu-hoi-dong-nhan-dan": "dai-bieu",
        "dai-bieu-quoc-hoi": "dai-bieu",
    },
    "channel": {
        "bieu-mau": "bieu-mau",
        "email": "thu-dien-tu",
        "cong-van": "van-ban",
        "cuoc-hop": "hoi-nghi",
    },
    "part": {
        "nghi-quyet": "van-ban",
        "quyet-dinh": "van-ban",
        "du-thao-nghi-quyet": "van-ban",
        "du-thao-quyet-dinh": "van-ban",
        "quy-dinh": "kem-theo",
        "quy-che": "kem-theo",
        "quy-dinh-kem-theo": "kem-theo",
        "quy-che-kem-theo": "kem-theo",
    },
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    name: {slug(label): key for key, label in values.items()}
    | {slug(key): key for key in values}
    | dict(_ALSO.get(name, {}))
    for name, values in (
        ("verdict", VERDICTS),
        ("who", WHO),
        ("channel", CHANNELS),
        ("part", PARTS),
    )
}


@dataclass(frozen=True, slots=True)
class Response:
    """One row. `verdict` is "" while nobody has answered; `ref`, `group`, `channel`, `place`, `changed` may be "".

    `no` is unique in the whole table, whatever the round. `bodies` are keys of agencies.yml.
    """

    no: int
    round: int
    part: str
    ref: str
    group: str
    who: str
    bodies: tuple[str, ...]
    count: int
    channel: str
    place: str
    gist: str
    verdict: str
    answer: str
    changed: str


def column_key(heading: str) -> str | None:
    """The key of the column with this heading, Vietnamese or English, with or without diacritics; None: there is none."""
    return _BY_NAME.get(slug(heading))


def heading(key: str) -> str:
    """The Vietnamese heading of a column."""
    return next(column.heading for column in COLUMNS if column.key == key)


def value_key(column: str, words: str) -> str | None:
    """The key that a value of `verdict`, `who`, `channel` or `part` stands for, be it key or label; None: it is neither."""
    if column == "part" and (annex := _ANNEX.fullmatch(slug(words))):
        return annex[0]
    return _WORDS[column].get(slug(words))


def group_name(question: str) -> str:
    """A question as the name of a group of opinions: its first words, as many as such a name may have."""
    listed, most = question.split(), MOST_WORDS["group"]
    return " ".join(listed[:most]).rstrip(",;:") + ("…" if len(listed) > most else "")


def part_label(part: str) -> str:
    """`phu-luc-2` → `Phụ lục 2`."""
    annex = _ANNEX.fullmatch(part)
    return f"Phụ lục {annex[1]}" if annex and annex[1] else PARTS[part]


def part_order(part: str) -> tuple[int, int]:
    """Sort key: the draft itself, what is attached, annexes by number, then what concerns all of it."""
    annex = _ANNEX.fullmatch(part)
    number = int(annex[1]) if annex and annex[1] else 0
    return list(PARTS).index("phu-luc" if annex else part), number


def counts(rows: Iterable[Response]) -> dict[str, int]:
    """How many opinions, by the fields of an outcome: `received`, and of them each verdict.

    While a row has no verdict only `received` is told: what is counted by halves reads as a result.
    """
    rows = list(rows)
    figures = {"received": sum(row.count for row in rows)}
    if rows and all(row.verdict for row in rows):
        figures |= {v: sum(r.count for r in rows if r.verdict == v) for v in VERDICTS}
    return figures
