"""Ways to comment that lead nowhere, or to one person's pocket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.domain.draft import Comment, Contact
from duthao.errors import Finding, Say
from duthao.records.office_contacts import contacts_of_agencies, is_free_mail
from duthao.records.record import Record
from duthao.records.sensitive_data import personal
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

RULES = {
    "phone-impossible": Rule(
        "Số điện thoại không gọi được", "Ghi đủ mã vùng, ví dụ 0214 000 0102, hoặc số tổng đài."
    ),
    "phone-made-up": Rule("Số điện thoại gõ cho có", "Ghi số thật của cơ quan."),
    "phone-private": Rule(
        "Nhận góp ý qua số di động",
        "Nên ghi số máy cố định của cơ quan hoặc số tổng đài.",
        "warning",
    ),
    "mail-private": Rule(
        "Nhận góp ý qua hộp thư miễn phí", "Nên ghi hộp thư công vụ (gov.vn).", "warning"
    ),
    "address-wordless": Rule(
        "Địa chỉ nhận góp ý không nói gì", "Ghi tên cơ quan, số nhà, đường, xã, tỉnh."
    ),
    "posting-at-home-page": Rule(
        "Nơi đăng tải chính thức là trang chủ",
        "Ghi địa chỉ của chính trang đăng dự thảo.",
        "warning",
    ),
}
_NUMBER = re.compile(r"[+(]?\d(?:[\d .()\u00a0-]*\d)?")
_SHORT = re.compile(r"1[0-9]{2,4}|1[89]00\d{4,6}")
_MADE_UP = re.compile(r"0?(\d)\1{6,}|0?123456789?0?|0?987654321")
_LETTER = re.compile(r"[^\W\d_]{2,}")
_HOME = re.compile(r"https?://[^/?#]+/?")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The record's own ways to comment, its contact for the press, and where the draft is posted."""
    draft = record.draft
    parts: list[tuple[str, Comment | Contact | None]] = [
        ("comment", draft.comment),
        ("contact", draft.contact),
    ]
    for field, ways in parts:
        if ways and ways.phone:
            yield from _phone(record, (field, "phone"), ways.phone)
    if draft.comment:
        yield from _private(record, draft.comment, context)
        for name in ("postal_address", "in_person"):
            text = getattr(draft.comment, name)
            if text and not _LETTER.search(text):
                yield record.finding(
                    "address-wordless",
                    ("comment", name),
                    Say(f"«{text}» không phải là nơi nào.", f"`{text}` is no place."),
                    Say(
                        "Ghi tên cơ quan, số nhà, đường, xã, tỉnh.",
                        "Give office, street and commune.",
                    ),
                )
    if draft.official_posting and _HOME.fullmatch(draft.official_posting.url):
        yield record.finding(
            "posting-at-home-page",
            ("official_posting", "url"),
            Say(
                f"«{draft.official_posting.url}» là trang chủ, người đọc phải tự tìm dự thảo.",
                f"`{draft.official_posting.url}` is a home page: readers have to look for the draft.",
            ),
            Say("Ghi địa chỉ của chính trang đăng dự thảo.", "Give the address of the very page."),
        )


def _phone(record: Record, loc: Loc, text: str) -> Iterator[Finding]:
    """A text may hold several numbers, an extension, office hours: one that can be called is enough."""
    written = [f.replace("(0)", "") for f in _NUMBER.findall(text)]  # «+84 (0)239 …»
    numbers = [n for f in written if len(n := re.sub(r"\D", "", f)) >= 3]
    if any(_MADE_UP.fullmatch(number) for number in numbers):
        yield record.finding(
            "phone-made-up",
            loc,
            Say(f"Số «{text}» là số gõ cho có.", f"`{text}` is made up."),
            Say("Ghi số thật của cơ quan.", "Give the office's number."),
        )
    elif numbers and not any(map(_can_be_called, [*numbers, *_in_a_row(written)])):
        yield record.finding(
            "phone-impossible",
            loc,
            Say(f"Không gọi được số «{text}».", f"`{text}` cannot be called."),
            Say(
                "Ghi đủ mã vùng (10 hoặc 11 chữ số, bắt đầu bằng 0), hoặc số tổng đài.",
                "Give ten or eleven digits from 0 on, or a hot line.",
            ),
        )


def _in_a_row(written: list[str]) -> Iterator[str]:
    """Numbers among several that nothing but a space or a stroke parts: `0239 3825 123 - 0239 3825 124`."""
    for text in written:
        groups = re.findall(r"\d+", text)[:20]
        for first, group in enumerate(groups):
            if group.startswith("0"):
                yield from ("".join(groups[first : end + 1]) for end in range(first, len(groups)))


def _can_be_called(digits: str) -> bool:
    """With the code of a province, from abroad, a hot line, or one of the 080 network of central offices."""
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = "0" + digits[2:]
    if _SHORT.fullmatch(digits):
        return len(digits) != 3 or digits not in ("123", "100")
    return digits.startswith("0") and (
        len(digits) in (10, 11) or (digits.startswith("080") and len(digits) == 8)
    )


def _private(record: Record, comment: Comment, context: Context) -> Iterator[Finding]:
    official = contacts_of_agencies(context.registers)
    for hit in personal(comment.phone or ""):
        if hit.kind == "mobile" and hit.value not in official:
            yield record.finding(
                "phone-private",
                ("comment", "phone"),
                Say(
                    f"Số {hit.masked} là số di động: người giữ máy đổi việc là mất liên lạc.",
                    f"{hit.masked} is a mobile: it is lost when its owner leaves.",
                ),
                Say(
                    "Nên ghi số máy cố định của cơ quan hoặc số tổng đài; số di động công vụ thì ghi vào agencies.yml.",
                    "Prefer a fixed line or hot line; an office's mobile belongs into agencies.yml.",
                ),
            )
    email = (comment.email or "").lower()
    if is_free_mail(email) and email not in official:
        yield record.finding(
            "mail-private",
            ("comment", "email"),
            Say(
                f"Nhận góp ý qua hộp thư miễn phí ở {email.rpartition('@')[2]}.",
                f"Opinions go to a free mailbox at {email.rpartition('@')[2]}.",
            ),
            Say(
                "Nên ghi hộp thư công vụ (gov.vn): ý kiến của người dân là tài liệu của cơ quan.",
                "Prefer the office's own mailbox: opinions are records of the office.",
            ),
        )
