"""What each column of an office's list is for, by its heading: with or without marks, in the words that offices use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from duthao.errors import Say
from duthao.text import slug

NUMBER, TITLE, AGENCY, COOPERATING, TYPE, FORM, EXPECTED, AUDIENCES, PLACES, CHANNELS, PRODUCTS = (
    "number", "title", "agency", "cooperating", "document_type", "form", "expected", "audiences", "places", "channels",
    "products",
)  # fmt: skip
# The words of headings, as slugs; the first use whose word stands in a heading is its. Those of several words come first.
_WORDS: Sequence[tuple[str, tuple[str, ...]]] = (
    (NUMBER, ("stt", "so-tt", "tt", "so-thu-tu")),
    (COOPERATING, ("phoi-hop",)),
    (AGENCY, ("chu-tri", "co-quan-soan-thao", "don-vi-soan-thao", "co-quan-trinh", "co-quan-tham-muu", "don-vi-thuc-hien", "co-quan")),
    (AUDIENCES, ("doi-tuong",)),
    (PLACES, ("dia-ban",)),
    (EXPECTED, ("thoi-gian", "thoi-diem", "thoi-han", "tien-do", "ky-hop", "du-kien-trinh", "du-kien-ban-hanh", "du-kien-thong-qua")),
    (CHANNELS, ("kenh", "hinh-thuc-truyen-thong", "phuong-thuc-truyen-thong")),
    (PRODUCTS, ("san-pham",)),
    (TYPE, ("loai-van-ban", "hinh-thuc-van-ban", "the-loai", "loai")),
    (FORM, ("hinh-thuc-xu-ly", "hinh-thuc-ban-hanh", "ban-hanh-moi", "hinh-thuc", "phuong-an")),
    (TITLE, ("ten-van-ban", "ten-goi", "ten-du-thao", "trich-yeu", "ten-nghi-quyet", "ten-quyet-dinh", "ten", "noi-dung", "van-ban")),
)  # fmt: skip
# Money and persons, whatever else the heading says: such a column is for the office alone.
_INTERNAL = re.compile(
    r"-(?:kinh-phi|du-toan|chi-phi|ngan-sach|nguon-von|muc-chi|tien(?!-do)|nguoi(?!-dan)|lanh-dao|can-bo|chuyen-vien|ho-ten|ho-va-ten"
    r"|dien-thoai|so-dien-thoai|email)(?=-)"
)
_FOR_THE_OFFICE = "internal"
_NO_FIELD = frozenset({"", _FOR_THE_OFFICE})
_LOOKED_AT = 40  # rows in which headings are looked for
_ALIASES: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        CHANNELS: (
            ("loa", "loudspeaker"), ("truyen-thanh", "loudspeaker"), ("bang-tin", "notice_board"), ("niem-yet", "notice_board"),
            ("man-hinh", "screen"), ("cong", "portal"), ("trang-thong-tin", "portal"), ("website", "portal"),
            ("fanpage", "fanpage"), ("mang-xa-hoi", "fanpage"), ("facebook", "fanpage"), ("zalo", "fanpage"),
            ("phat-thanh", "radio"), ("truyen-hinh", "television"), ("dai-ptth", "television"), ("bao", "newspaper"),
            ("hop-bao", "press_conference"), ("hoi-nghi", "conference"), ("toa-dam", "seminar"), ("hoi-thao", "seminar"),
            ("doi-thoai", "dialogue"), ("to-roi", "handout"), ("to-gap", "handout"),
        ),
        PRODUCTS: (
            ("tin", "news"), ("bai-viet", "news"), ("tai-lieu-bao-chi", "press_material"), ("thong-cao", "press_material"),
            ("thong-bao", "notice"), ("to-thong-tin", "information_sheet"), ("ap-phich", "poster"), ("pano", "poster"),
            ("to-roi", "handout"), ("to-gap", "handout"), ("bai-phat-thanh", "loudspeaker_script"),
            ("phieu-gop-y", "comment_form"), ("tong-hop-y-kien", "summary"), ("giai-trinh", "answers"),
            ("huong-dan", "guidance"), ("tap-huan", "training"),
        ),
        FORM: (
            ("sua-doi", "amending"), ("bo-sung", "amending"), ("thay-the", "replacing"), ("bai-bo", "repealing"),
            ("ban-hanh-moi", "new"), ("xay-dung-moi", "new"), ("moi", "new"),
        ),
    }
)  # fmt: skip


class Columns(NamedTuple):
    """Where the headings stand (the row's place in the table), what each column is for ("" where nobody knows), and headings."""

    row: int
    uses: tuple[str, ...]
    headings: tuple[str, ...]
    doubts: tuple[tuple[int, Say], ...] = ()  # column, what is doubtful


def aliases(use: str) -> Sequence[tuple[str, str]]:
    """The signs (slugs) by which a cell of this column tells its values, the more telling first."""
    return sorted(_ALIASES[use], key=lambda sign: -len(sign[0]))


def find(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The headings of a table; None where no row has one for the title and another."""
    best: Columns | None = None
    for place, cells in enumerate(rows[:_LOOKED_AT]):
        uses = [_use(cell) for cell in cells]
        known = {*uses} - _NO_FIELD
        better = best is None or len(known) > len({*best.uses} - _NO_FIELD)
        if TITLE in known and len(known) > 1 and better:
            best = Columns(place, tuple(uses), tuple(" ".join(c.split()) for c in cells))
    return _each_once(best) if best else None


def _use(heading: str) -> str:
    name = f"-{slug(heading)}-"
    if len(name) > 80:  # a title of a text, no heading
        return ""
    if _INTERNAL.search(name):
        return _FOR_THE_OFFICE
    return next((use for use, words in _WORDS if any(f"-{word}-" in name for word in words)), "")


def _each_once(columns: Columns) -> Columns:
    """The first column of each use; of the others that they are taken as notes."""
    uses: list[str] = []
    doubts: list[tuple[int, Say]] = []
    for place, use in enumerate(columns.uses):
        heading = columns.headings[place]
        if use == _FOR_THE_OFFICE:
            doubts.append((place, _money_or_persons(heading)))
            use = ""
        elif use and use in uses:
            doubts.append((place, _second(heading, columns.headings[uses.index(use)])))
            use = ""
        elif not use and heading:
            doubts.append((place, _unknown(heading)))
        uses.append(use)
    return columns._replace(uses=tuple(uses), doubts=tuple(doubts))


def _second(heading: str, first: str) -> Say:
    return Say(
        f"cột «{heading}» cùng loại với cột «{first}»: đưa vào ghi chú nội bộ.",
        f"column `{heading}` is of the kind of `{first}`: taken as an internal note.",
    )


def _unknown(heading: str) -> Say:
    return Say(
        f"cột «{heading}» không có trường tương ứng: đưa vào ghi chú nội bộ.",
        f"column `{heading}` has no field: taken as an internal note.",
    )


def _money_or_persons(heading: str) -> Say:
    return Say(
        f"cột «{heading}» ghi về tiền hoặc về người: đưa vào ghi chú nội bộ.",
        f"column `{heading}` is of money or persons: taken as an internal note.",
    )
