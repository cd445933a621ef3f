"""Ways to comment that lead nowhere, or to one person's pocket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duthao.domain.draft_parts.comment_ways import Comment
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
    "zalo-elsewhere": Rule(
        "Liên kết Zalo dẫn đến nơi khác",
        "Ghi liên kết bắt đầu bằng https://zalo.me/, hoặc tên tài khoản chính thức.",
    ),
    "zalo-private": Rule(
        "Nhận góp ý qua Zalo của một người", "Ghi tài khoản chính thức của cơ quan."
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
_ZALO = "https://zalo.me/"
_HOME = re.compile(r"https?://[^/?#]+/?")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The record's own ways to comment, its contact for the press, and where the draft is posted."""
    draft = record.draft
    if draft.contact and draft.contact.phone:
        yield from _phone(record, ("contact", "phone"), draft.contact.phone)
    if draft.comment:
        for place, phone in enumerate(draft.comment.phones):
            yield from _phone(record, ("comment", "phone", place), phone)
        yield from _private(record, draft.comment, context)
        yield from _wordless(record, "postal_address", draft.comment.postal_addresses)
        yield from _wordless(record, "in_person", draft.comment.in_person)
        yield from _zalo(record, draft.comment)
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


def _wordless(record: Record, name: str, texts: Sequence[str]) -> Iterator[Finding]:
    for place, text in enumerate(texts):
        if not _LETTER.search(text):
            yield record.finding(
                "address-wordless",
                ("comment", name, place),
                Say(f"«{text}» không phải là nơi nào.", f"`{text}` is no place."),
                Say(
                    "Ghi tên cơ quan, số nhà, đường, xã, tỉnh.",
                    "Give office, street and commune.",
                ),
            )


def _zalo(record: Record, comment: Comment) -> Iterator[Finding]:
    """A link leads to Zalo and nowhere else; a number is somebody's telephone and no account's name."""
    for place, named in enumerate(comment.zalo):
        loc: Loc = ("comment", "zalo", place)
        if "://" in named and not named.startswith(_ZALO):
            yield record.finding(
                "zalo-elsewhere",
                loc,
                Say(
                    f"«{named}» không phải là liên kết của Zalo.", f"`{named}` is no link of Zalo."
                ),
                Say(
                    "Ghi liên kết bắt đầu bằng https://zalo.me/, hoặc tên tài khoản chính thức.",
                    "Give a link from https://zalo.me/ on, or the name of the official account.",
                ),
            )
        elif any(hit.kind == "mobile" for hit in personal(named.removeprefix(_ZALO))):
            yield record.finding(
                "zalo-private",
                loc,
                Say(
                    "Zalo theo số điện thoại là của một người, không phải tài khoản chính thức.",
                    "Zalo by a telephone number is one person's, no official account.",
                ),
                Say(
                    "Ghi tài khoản chính thức (Official Account) của cơ quan.",
                    "Name the official account of the office.",
                ),
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
    hits = [(n, hit) for n, phone in enumerate(comment.phones) for hit in personal(phone)]
    for place, hit in hits:
        if hit.kind == "mobile" and hit.value not in official:
            yield record.finding(
                "phone-private",
                ("comment", "phone", place),
                Say(
                    f"Số {hit.masked} là số di động: người giữ máy đổi việc là mất liên lạc.",
                    f"{hit.masked} is a mobile: it is lost when its owner leaves.",
                ),
                Say(
                    "Nên ghi số máy cố định của cơ quan hoặc số tổng đài; số di động công vụ thì ghi vào agencies.yml.",
                    "Prefer a fixed line or hot line; an office's mobile belongs into agencies.yml.",
                ),
            )
    for place, email in enumerate(map(str.lower, comment.emails)):
        if not is_free_mail(email) or email in official:
            continue
        yield record.finding(
            "mail-private",
            ("comment", "email", place),
            Say(
                f"Nhận góp ý qua hộp thư miễn phí ở {email.rpartition('@')[2]}.",
                f"Opinions go to a free mailbox at {email.rpartition('@')[2]}.",
            ),
            Say(
                "Nên ghi hộp thư công vụ (gov.vn): ý kiến của người dân là tài liệu của cơ quan.",
                "Prefer the office's own mailbox: opinions are records of the office.",
            ),
        )
