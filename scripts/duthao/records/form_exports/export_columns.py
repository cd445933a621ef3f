"""What each column of a form's export is for. Headings are no personal data; what stands below them may be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain import provisions
from duthao.errors import Say
from duthao.records import sensitive_data
from duthao.records.form_exports.private_details import ADDRESS, NAME, details, is_name
from duthao.text import fold, slug

OPINION = "opinion"
STANCE = "stance"
PERSONAL = "personal"
SKIP = "skip"
USES: Mapping[str, Say] = MappingProxyType(
    {
        OPINION: Say("nội dung góp ý", "what was said"),
        STANCE: Say("đồng ý hay không đồng ý", "whether they agree"),
        "ref": Say("điều, khoản mà ý kiến nói đến", "the provision that it is about"),
        "part": Say("phần của dự thảo", "the part of the draft"),
        "group": Say("nhóm vấn đề", "the group of questions"),
        "who": Say("loại chủ thể góp ý", "the kind of commenter"),
        "place": Say("xã, phường", "the commune"),
        "channel": Say("cách góp ý", "how it came"),
        "count": Say("số lượt ý kiến", "how many said it"),
        "sent": Say("thời điểm gửi", "when it was sent"),
        "id": Say("mã phiếu do biểu mẫu đặt", "the form's own id of the answer"),
        PERSONAL: Say(
            "tên, liên hệ, thông tin riêng của người gửi: không đưa vào bảng",
            "name, contact, private details: kept out",
        ),
        SKIP: Say("không dùng", "not used"),
    }
)


class ColumnUse(NamedTuple):
    """What a column is for: a key of `USES`; of an opinion `ref`, the provision that the question asks about, or ""."""

    use: str
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.use}:{self.ref}" if self.ref else self.use


def parse_use(text: str) -> ColumnUse | None:
    """`opinion`, `opinion:dieu-4` → the use; None where it is none."""
    use, _, place = text.strip().partition(":")
    ref = provisions.parse(place) if place else ""
    if use not in USES or ref is None or (ref and use != OPINION):
        return None
    return ColumnUse(use, ref)


@lru_cache(64)  # asked for with each answer
def fingerprint(headings: tuple[str, ...]) -> str:
    """The same for the same headings in the same order, however they are spaced."""
    plain = "\n".join(" ".join(heading.split()) for heading in headings)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


# Columns that providers add by themselves, folded to slugs: English and Vietnamese.
_OWN: Mapping[str, str] = MappingProxyType(
    {
        name: use
        for use, names in {
            "id": "id response-id submission-id entry-id ma-phan-hoi ma-phieu id-phan-hoi",
            "sent": "timestamp dau-thoi-gian submitdate date-submitted completion-time thoi-gian-hoan-thanh "
            "submission-time submitted-at ngay-gui thoi-gian-gui thoi-diem-gui",
            PERSONAL: "email name email-address dia-chi-email ten ho-ten ho-va-ten username ipaddr ip-address "
            "token submitted-by dien-thoai so-dien-thoai cccd can-cuoc",
            SKIP: "start end start-time thoi-gian-bat-dau last-modified-time thoi-gian-sua-doi-lan-cuoi lastpage "
            "last-page trang-cuoi startlanguage start-language ngon-ngu-bat-dau seed startdate date-started datestamp "
            "date-last-action refurl referrer-url uuid validation-status notes status version tags index today "
            "deviceid meta-instanceid meta-rootuuid formhub-uuid score diem-so total-points language ngon-ngu",
        }.items()
        for name in names.split()
    }
)
# What tells what a question asks for; the first that fits.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (use, re.compile(pattern))
    for use, pattern in (
        (
            PERSONAL,
            r"ho-(va-)?ten|dien-thoai|\bemail|e-mail|thu-dien-tu|cccd|cmnd|can-cuoc|dinh-danh|ngay-sinh|nam-sinh|lien-he|dia-chi|chuc-vu|^nguoi-gui|^ten-",
        ),
        (
            "who",
            r"(la-ai|(ong-ba|anh-chi|quy-vi|ban)-la$|doi-tuong|chu-the|tu-cach|thanh-phan|nhom-nguoi|gop-y-voi)",
        ),
        ("place", r"xa-phuong|\bxa-nao|^o-xa|dia-ban|noi-o|noi-cu-tru|thuoc-xa"),
        ("ref", r"^dieu-khoan|dieu-nao|khoan-nao"),
        (STANCE, r"dong-y|nhat-tri|thong-nhat"),
        ("group", r"nhom-van-de|linh-vuc|van-de-nao"),
        (
            OPINION,
            r"gop-y|y-kien|de-xuat|kien-nghi|noi-dung|de-nghi|vuong-mac|ly-do|-(chua|khong|gi|nao|sao)$",
        ),
    )
)
_ABOUT = re.compile(r"\bdieu (\d{1,3}[a-z]?)\b")


_FIRST_PERSON = re.compile(r"\b(?:toi|em|chau|minh) (?:la|ten|o)\b|\bten (?:toi|em|chau|minh)\b")


# What a heading asks for, with a capital or without.
_ASKED_FOR = frozenset(
    slug(
        "ông bà anh chị cô chú bác em cháu quý vị địa chỉ số nhà thôn bản tổ dân phố xóm ấp xã phường đường ngõ tỉnh huyện thành"
    ).split("-")
)


def own_use(heading: str) -> ColumnUse | None:
    """What a column is for that a provider adds by itself; None where a person has to say it."""
    name = slug(heading)
    code = slug(heading.partition(". ")[0])  # LimeSurvey: `submitdate. Date submitted`
    use = _OWN.get(name) or (_OWN.get(code) if ". " in heading else None)
    return ColumnUse(use) if use else None


def likely_use(heading: str) -> ColumnUse:
    """What a question seems to ask for: to be offered, never to be taken."""
    if use := own_use(heading):
        return use
    name = slug(heading)
    use_key = next((use for use, sign in _SIGNS if sign.search(name)), SKIP)
    about = _ABOUT.findall(fold(heading)) if use_key == OPINION else []
    return ColumnUse(use_key, f"dieu-{about[0]}" if len(set(about)) == 1 else "")


def no_headings(headings: Sequence[str]) -> Say | None:
    """Why the first row cannot be kept as headings: it looks like what a person sent. Says no value."""
    for number, heading in enumerate(headings, 1):
        if any(sensitive_data.personal(heading)) or is_name(heading) or _of_a_person(heading):
            return Say(
                f"dòng đầu không phải tiêu đề cột: ô thứ {number} giống dữ liệu của một người",
                f"the first row holds no headings: cell {number} looks like a person's data",
            )
        if re.fullmatch(r"[\d\s:./+-]{4,}(?:[a-z]{2})?", fold(heading)) or len(heading) > 2000:
            return Say(
                f"dòng đầu không phải tiêu đề cột: xem ô thứ {number}",
                f"the first row holds no headings: see cell {number}",
            )
    return None


def _of_a_person(heading: str) -> bool:
    """Whether a text names somebody; `Tên đơn vị`, `Địa chỉ: thôn, xã`, `Anh/Chị` name nobody."""
    heading = re.sub(r"^[\w-]+\. ", "", heading)  # LimeSurvey: `startlanguage. Start language`
    for detail in details(heading):
        text = heading[detail.start : detail.end]
        named = any(
            word[0].isupper() and not _ASKED_FOR.issuperset(slug(word).split("-"))
            for word in text.split()
        )
        if detail.kind == NAME:
            whole = named and text.istitle() and (" " in text or "\n" in heading)
            if whole or is_name(text) or _FIRST_PERSON.search(fold(heading)):
                return True
        elif detail.kind != ADDRESS or named or any(map(str.isdigit, text)):
            return True
    return False
