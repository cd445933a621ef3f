"""What a text says against the calendar, against the kind of the document, and against its own province."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from duthao import written_dates
from duthao.clock import date_vi, weekday
from duthao.domain.registers import Registers
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule
from duthao.text import fold, nfc
from duthao.written_dates import real_day

RULES = {
    "weekday-wrong": Rule(
        "Ngày trong tuần không khớp với ngày", "Xem lịch, sửa thứ hoặc sửa ngày.", "warning"
    ),
    "date-impossible": Rule("Lời văn ghi một ngày không có thật", "Xem lịch, sửa ngày."),
    "title-of-another-type": Rule(
        "Tên dự thảo ghi một loại văn bản khác", "Sửa «title» hoặc «document_type» cho khớp."
    ),
    "document-of-another-type": Rule(
        "Tên tệp dự thảo ghi một loại văn bản khác",
        "Sửa tên tài liệu hoặc «document_type» cho khớp.",
        "warning",
    ),
    "other-province": Rule(
        "Nhắc tên một tỉnh khác", "Nếu chép từ văn bản của tỉnh khác thì sửa tên tỉnh.", "warning"
    ),
    "extension-shortens": Rule(
        "Lý do ghi gia hạn mà hạn mới sớm hơn, hoặc ngược lại",
        "Sửa lý do hoặc sửa hạn mới.",
        "warning",
    ),
}
# All begin with a fixed text, which is found fast.
_WEEKDAY = re.compile(
    r"(?:hứ\s+(?P<name>[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|hủ\s+[Nn]hật),?\s{0,3}\(?\s{0,3}(?:ngày\s{1,3})?"
    + written_dates.NUMBERS.format("")
)
# «Thứ hai» is a day of the week at the beginning of a sentence and after such words; after any other it counts («kỳ họp thứ
# hai ngày …», «lần thứ ba»).
_BEFORE_WEEKDAY = re.compile(
    r"(?:^|[\n.;:!?|*«“\"(–-]|\b(?:sáng|trưa|chiều|tối|đêm|vào|ngày|từ|đến|tới|hết|trước|sau|lúc|hôm|giờ|phút|\d)\b,?)\s{0,3}$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:họp|phiên|lần|đợt|khóa|khoá|kỳ|tự)\s{1,3}thứ\b", re.IGNORECASE)
_FIRST = re.compile(r"\bThứ\s+nhất\b")  # of a row: «Thứ nhất, … Thứ hai, ngày 01/7/2025 …»
# What is cut by strokes and no date: «thửa đất số 12/31/2015», «tờ 30/02/2024».
_OF_A_DAY = re.compile(
    r"\b(?:ngày|từ|đến|tới|hết|trước|sau|hạn|vào|là|lúc|sáng|chiều|tối|giờ|hai|ba|tư|năm|sáu|bảy|nhật)[ ,:(]{0,4}$",
    re.IGNORECASE,
)
_NAMES = ("hai", "ba", "tu", "nam", "sau", "bay")  # from Monday on
_TYPES = ("nghị quyết", "quyết định", "chỉ thị", "thông tư", "nghị định", "luật", "pháp lệnh")
_PROVINCE = re.compile(r"\b(?:[Tt]ỉnh|TỈNH|[Tt]hành\s+phố|TP\.?)\s+((?:[^\W\d_a-z]\w+[ -]?){1,4})")
# Provinces and cities of before and after 1 July 2025, as bare names without marks.
_PROVINCES = frozenset(
    name.strip()
    for name in [
        "an giang",
        "ba ria vung tau",
        "bac giang",
        "bac kan",
        "bac lieu",
        "bac ninh",
        "ben tre",
        "binh dinh",
        "binh duong",
        "binh phuoc",
        "binh thuan",
        "ca mau",
        "\n    can tho",
        "cao bang",
        "da nang",
        "dak lak",
        "dak nong",
        "dien bien",
        "dong nai",
        "dong thap",
        "gia lai",
        "ha giang",
        "ha nam",
        "ha noi",
        "ha tinh",
        "hai duong",
        "\n    hai phong",
        "hau giang",
        "hoa binh",
        "ho chi minh",
        "hue",
        "hung yen",
        "khanh hoa",
        "kien giang",
        "kon tum",
        "lai chau",
        "lam dong",
        "lang son",
        "lao cai",
        "long an",
        "\n    nam dinh",
        "nghe an",
        "ninh binh",
        "ninh thuan",
        "phu tho",
        "phu yen",
        "quang binh",
        "quang nam",
        "quang ngai",
        "quang ninh",
        "quang tri",
        "soc trang",
        "son la",
        "\n    tay ninh",
        "thai binh",
        "thai nguyen",
        "thanh hoa",
        "thua thien hue",
        "tien giang",
        "tra vinh",
        "tuyen quang",
        "vinh long",
        "vinh phuc",
        "yen bai",
    ]
)
_LENGTHENS = re.compile(r"\b(?:gia hạn|kéo dài)\b", re.IGNORECASE)
_SHORTENS = re.compile(r"\b(?:rút ngắn|sớm hơn)\b", re.IGNORECASE)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Dates in every text; the kind and the province in titles; each change of a deadline against its reason."""
    yield from _dates(record)
    yield from _types(record, context)
    yield from _provinces(record, context)
    yield from _extensions(record)


def _dates(record: Record) -> Iterator[Finding]:
    whole = record.all_text
    if any(_wrong_weekdays(whole)):
        for loc, part in record.texts:
            for start, width, name, day in _wrong_weekdays(part):
                yield record.finding_in_text(
                    "weekday-wrong",
                    loc,
                    start,
                    width,
                    Say(
                        f"Lời văn ghi {name}, nhưng {date_vi(day)} là {weekday(day)}.",
                        f"The text says {name}, but {day} is {weekday(day)}.",
                    ),
                    Say(
                        "Xem lịch, sửa thứ hoặc sửa ngày.", "Look at a calendar; mend one of them."
                    ),
                )
    if any(_impossible(whole)):
        for loc, part in record.texts:
            for start, width in _impossible(part):
                written = part[start : start + width]
                yield record.finding_in_text(
                    "date-impossible",
                    loc,
                    start,
                    width,
                    Say(f"Không có ngày «{written}».", f"There is no day `{written}`."),
                    Say("Xem lịch, sửa ngày.", "Look at a calendar and mend it."),
                )


def _wrong_weekdays(text: str) -> Iterator[tuple[int, int, str, date]]:
    """Start, width, the name as it is written, and the day that bears another; not of what counts («lần thứ hai»)."""
    counting = _FIRST.search(text) is not None
    for match in _WEEKDAY.finditer(text) if "hứ " in text or "hủ " in text else ():
        start = match.start() - 1
        if not match["year"]:
            continue
        day = real_day(int(match["year"]), int(match["month"]), int(match["day"]))
        if day is None or text[max(0, start) : start + 1] not in tuple("TtCc"):
            continue
        name = match["name"]
        before = text[max(0, start - 60) : start]
        if name and (
            not _BEFORE_WEEKDAY.search(before)
            or _COUNTED.search(before)
            or (counting and text[start] == "T")
        ):
            continue
        said = (
            6 if name is None else int(name) - 2 if name.isdecimal() else _NAMES.index(fold(name))
        )
        if said != day.weekday():
            written = f"thứ {name}" if name else "chủ nhật"
            yield start, match.end() - start, written, day


def _impossible(text: str) -> Iterator[tuple[int, int]]:
    """Start and width of each date that no calendar has; one in figures only where a word says that it is a date."""
    for written in written_dates.find(text):
        if not written.year or written.short_year or written.calendar_day:
            continue
        if written.in_words or (
            "/" in written.text
            and _OF_A_DAY.search(text[max(0, written.start - 16) : written.start])
        ):
            yield written.start, written.end - written.start


def _type_of(title: str) -> str | None:
    bare = nfc(title).casefold().removeprefix("dự thảo ").lstrip()
    return next((name for name in _TYPES if bare.startswith(f"{name} ")), None)


def _types(record: Record, context: Context) -> Iterator[Finding]:
    kind = context.registers.document_types.get(record.draft.document_type)
    own = _type_of(f"{kind.name} ") if kind else None
    if not kind or not own:
        return
    remedy = Say(
        f"Sửa tên, hoặc sửa «document_type» (đang là «{kind.name}»).",
        f"Mend the title or `document_type` (which is `{kind.name}`).",
    )
    said = _type_of(f"{record.draft.title} ")
    if said and said != own:
        yield record.finding(
            "title-of-another-type",
            ("title",),
            Say(
                f"Tên dự thảo ghi «{said.capitalize()}», loại văn bản là «{kind.name}».",
                f"The title says `{said}`, the type is `{kind.name}`.",
            ),
            remedy,
        )
    for place, document in enumerate(record.draft.documents):
        said = _type_of(f"{document.title} ")
        if document.kind == "du-thao" and said and said != own:
            yield record.finding(
                "document-of-another-type",
                ("documents", place, "title"),
                Say(
                    f"Tài liệu «{document.title}» ghi một loại khác với «{kind.name}».",
                    f"Document `{document.title}` is of another type than `{kind.name}`.",
                ),
                remedy,
            )


def _provinces(record: Record, context: Context) -> Iterator[Finding]:
    kind = context.registers.document_types.get(record.draft.document_type)
    if kind is None or kind.level == "central":
        return
    for field in ("title", "short_title", "summary"):
        text = getattr(record.draft, field)
        for match in _PROVINCE.finditer(text):
            if other := _other_province(match[1], context.registers):
                yield record.finding(
                    "other-province",
                    (field,),
                    Say(
                        f"Nhắc tên {other}, không phải tỉnh này hay tỉnh đã sáp nhập vào đây.",
                        f"{other} is another province.",
                    ),
                    Say(
                        "Nếu chép từ văn bản của tỉnh khác thì sửa tên tỉnh; nếu đúng là nói về tỉnh đó thì giữ nguyên.",
                        "Mend it if it was copied; leave it if that province is meant.",
                    ),
                )


def _other_province(words: str, registers: Registers) -> str | None:
    """The name of another province at the head of these words; None where there is none, or our own."""
    names = words.replace("-", " ").split()
    for length in (4, 3, 2, 1):
        bare = fold(" ".join(names[:length]))
        if len(names) >= length and bare in _PROVINCES:
            return None if bare in _own_names(registers) else " ".join(names[:length])
    return None


_known: list[tuple[Registers, str]] = []


def _own_names(registers: Registers) -> str:
    """Names of the province, of now and before; worked out once for each set of registers."""
    if not _known or _known[0][0] is not registers:
        own = [p for p in registers.places.values() if p.kind == "tinh"]
        names = [fold(name).replace("-", " ") for p in own for name in (p.name, *p.former)]
        _known[:] = [(registers, " | ".join(names))]
    return _known[0][1]


def _extensions(record: Record) -> Iterator[Finding]:
    for number, round_ in enumerate(record.draft.rounds):
        before = round_.closes
        for place, change in enumerate(round_.deadline_changes):
            if before:
                later = change.closes.end > before.end
                wrong = _SHORTENS if later else _LENGTHENS
                right = _LENGTHENS if later else _SHORTENS
                if wrong.search(change.reason) and not right.search(change.reason):
                    said = "rút ngắn" if later else "gia hạn"
                    yield record.finding(
                        "extension-shortens",
                        ("rounds", number, "deadline_changes", place, "reason"),
                        Say(
                            f"Lý do nói {said}, nhưng hạn chuyển từ {date_vi(before.day)} sang {date_vi(change.closes.day)}.",
                            f"The reason says otherwise: the deadline moves from {before} to {change.closes}.",
                        ),
                        Say("Sửa lý do hoặc sửa hạn mới.", "Mend the reason or the deadline."),
                    )
            before = change.closes
