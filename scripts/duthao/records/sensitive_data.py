"""What must not be published: marks of state secrecy and the personal data of private persons, found in text.

It works on any text: of a record, or out of an attachment with pages divided by form feeds. Every pattern is
bounded, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from duthao.text import nfc


class Hit(NamedTuple):
    """Something found. `kind` is mark, internal, id, mobile, landline, email, account, name or address; `value` its plain form.

    `page` and `line` count from 1 (lines within the page), `column` and `width` in characters.
    """

    kind: str
    value: str
    page: int
    line: int
    column: int
    width: int

    @property
    def masked(self) -> str:
        """What a message may say of it: enough to find it, too little to spread it."""
        if self.kind in ("mark", "internal"):
            return self.value
        if self.kind == "name":
            return " ".join(f"{word[0]}." for word in self.value.split())
        head, at, host = self.value.partition("@")
        return f"{head[:2]}…@{host}" if at else f"{head[:3]}…{head[-2:]}"


# ---- what hides a number or a mark

# Signs that nobody sees, and digits that other alphabets write: a reader takes them for the plain ones.
_PLAIN = {
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    "＠": "@",
}
_PLAIN_BY_CODE = str.maketrans(_PLAIN)


def _as_read(text: str) -> str:
    """The text as a person reads it, in NFC."""
    # A sign looked for by itself is found twenty times as fast as by a pattern of all.
    if not text.isascii() and any(sign in text for sign in _PLAIN):
        text = text.translate(_PLAIN_BY_CODE)
    return nfc(text)


# ---- marks of secrecy

# In old typefaces (TCVN3, VNI) the letter ậ is stored as other characters.
_ALONE = frozenset({"MẬT", "TỐIMẬT", "TUYỆTMẬT"})
_ALONE_OLD = frozenset({"mët", "tèimët", "tuyötmët", "maät", "toáimaät", "tuyeätmaät"})
# Where none of these stands, there is no mark: nearly all texts end here.
_SIGNALS = ("Ậ", "mật", "Mật", "Ë", "ë")
_PAIRED = ("aä", "aÄ", "AÄ")
_SIGNS = re.compile(r"[\W_]+")
_DRESS = " \t*_[]()|#>-–"
_DEGREE = re.compile(
    r"độ\s+mật[\s*_]*[:：–-][\s*_\"“(\[]*"
    r"(?:(?-i:(?P<loud>TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT))(?!\w)"
    r"|(?P<quiet>tuyệt\s+mật|tối\s+mật|mật)(?=[\s*_.;)\]”\"|]*$|\s{2,}|\s*\|))",
    re.IGNORECASE,
)
# Words of which `mật` is a half: a heading in capitals may be broken between the two.
_BEFORE = re.compile(r"(?:\b(?:BÍ|BẢO|CƠ|TRẬT|TUẦN))\W*$")
_AFTER = re.compile(r"\W*(?:ONG|ĐỘ|KHẨU|MÃ|MÍA|THƯ|DANH|VỤ|NGỮ)\b")


def marks(text: str) -> Iterator[Hit]:
    """MẬT, TỐI MẬT, TUYỆT MẬT alone on a line, or any of them after `Độ mật:`; not the word in a sentence."""
    text = _as_read(text)
    if not any(sign in text for sign in _SIGNALS) and not _paired(text):
        return
    for page, lines in enumerate(_pages(text), 1):
        for number, line in enumerate(lines):
            if len(line) <= 60 and _alone(line) and not _broken(lines, number):
                yield Hit("mark", line.strip(_DRESS), page, number + 1, 1, len(line))
            for match in _DEGREE.finditer(line):
                mark = match["loud"] or match["quiet"]
                yield Hit("mark", mark, page, number + 1, match.start() + 1, len(match[0]))


_INTERNAL = re.compile(
    r"(?:TÀI\s?LIỆU\s)?(?:CHỈ\s)?(?:LƯU\s?HÀNH|DÙNG|SỬ\s?DỤNG)\s(?:TRONG\s)?NỘI\s?BỘ|(?:TÀI\s?LIỆU\s)?KHÔNG\sPHỔ\s?BIẾN"
)


def internal_marks(text: str) -> Iterator[Hit]:
    """«Lưu hành nội bộ» and the like, alone on a line in whatever dress; not the words in a sentence."""
    text = nfc(text)
    if not any(sign in text for sign in ("nội bộ", "Nội bộ", "NỘI BỘ", "PHỔ BIẾN")):
        return
    for page, lines in enumerate(_pages(text), 1):
        for number, line in enumerate(lines, 1):
            if len(line) <= 60 and _INTERNAL.fullmatch(
                " ".join(_SIGNS.sub(" ", line).split()).upper()
            ):
                yield Hit("internal", line.strip(_DRESS), page, number, 1, len(line))


def _paired(text: str) -> bool:
    # One letter is looked for ten times as fast as two.
    return ("ä" in text or "Ä" in text) and any(pair in text for pair in _PAIRED)


def _alone(line: str) -> bool:
    letters = _SIGNS.sub("", line)
    return letters in _ALONE or letters.lower() in _ALONE_OLD


def _broken(lines: list[str], number: int) -> bool:
    before = next((lines[n] for n in _near(number, -1) if lines[n].strip()), "")
    after = next((lines[n] for n in _near(number, 1) if n < len(lines) and lines[n].strip()), "")
    return bool(_BEFORE.search(before, max(0, len(before) - 60)) or _AFTER.match(after))


def _near(number: int, step: int) -> Iterator[int]:
    """The next few lines in one direction: a heading is not broken by more blank ones than that."""
    return (n for n in range(number + step, number + 9 * step, step) if n >= 0)


# ---- personal data

_CHAT = re.compile(r"\bzalo\.me/(0[35789]\d{8})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
# Seven digits and more, but no date. Its first sign is a digit, so that the search leaps from digit to digit.
_NUMBERS = re.compile(
    r"\d(?<!\d\d)(?!(?<=[12])[09]\d\d-[01]\d-[0-3]\d(?!\d))(?:[ .()\u00a0\u00ad\u200b-\u200f\u2060\ufeff-]{0,3}\d){6}"
)
# No number of a person, an office or an account has fewer digits, or more signs between two of them.
_SIX = re.compile(r"\d(?:[ .()\u00a0-]{0,3}\d){5}")
_FREE = r"(?<![\w.,/+-])"
_END = r"(?![\w/]|[.,-]\d)"
# Twelve digits from 1 on are a sum or a code: that of a province, which stands first, is 001 to 096.
# Nine digits were those of the old cards, which begin with the code of a province, 01 to 38; round ones are sums.
_BARE_ID = re.compile(_FREE + r"(0\d{11}|[0-3]\d{5}(?!000)\d{3})" + _END)
_GROUPED_ID = re.compile(_FREE + r"(0\d\d(?:[ .\u00a0]\d{3}){3})" + _END)
# The same cut elsewhere, as people write it down; only where it can be one: 001 to 096, and a digit of sex and century.
_CUT_ID = re.compile(
    _FREE
    + r"(0(?!00|9[7-9])\d\d(?:[0-3]\d\d(?P<a>[ .\u00a0-])\d{6}|[0-3](?P<b>[ .\u00a0-])\d{4}(?P=b)\d{4}|(?P<c>[ .\u00a0-])[0-3]\d\d(?P=c)\d{6}|(?P<d>[ .\u00a0-])[0-3](?P=d)\d\d(?P=d)\d{6}|(?P<e>[ .\u00a0-])[0-3]\d{8}|-[0-3]\d\d-\d{3}-\d{3}))"
    + _END
)
_SAID_ID = re.compile(
    r"(?:\b(?:cccd|cmnd|cmtnd)\b|căn\s+cước(?:\s+công\s+dân)?|chứng\s+minh\s+(?:nhân\s+dân|thư)|định\s+danh\s+cá\s+nhân|hộ\s+chiếu)"
    r"[^\d\n]{0,30}?([a-z]?\d(?:[ .\u00a0]?\d){6,11})" + _END,
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:\bsố\s+(?:tài\s+khoản|tk)\b|\bstk\b|\b(?:tài\s+khoản|tk)\s+(?:ngân\s+hàng\s+)?số\b|\b(?:tài\s+khoản|tk)\s*(?=[:：]|\d{6}))"
    r"(?:\s*\([^)\n]{0,40}\)|\s+(?:ngân\s+hàng|kho\s+bạc|nhận|thụ\s+hưởng|thanh\s+toán|tiền))*\s*[:：.]?\s*(?:là\s+)?"
    r"(\d(?:[ .\u00a0-]?\d){5,19})" + _END,
    re.IGNORECASE,
)
_BETWEEN = r"[ .()\u00a0-]{0,2}"
_PHONE = re.compile(
    rf"(?<![\w.,+])(?:\+\s?84|0084|84(?=\d{{9}}\b)|0){_BETWEEN}(?:\(0\)[ .]?)?"
    rf"(?:(?P<mobile>[35789](?:{_BETWEEN}\d){{8}})|2(?:{_BETWEEN}\d){{9}})(?!\w|[.,-]\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}\b")
# A number is an amount when its unit follows, and no telephone when a code is announced before it.
_UNIT = re.compile(
    r"\s*(?:đồng|đ\b|vnđ|vnd|usd|m2|m²|m3|m³|ha\b|kg|tấn|km|người|hộ\b|lượt|%|kwh|tỷ|tỉ|triệu|nghìn|ngàn|cổ\s+phần|cổ\s+phiếu)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:mã\s+số(?:\s+thuế|\s+doanh\s+nghiệp)?|\bmst|mã\s+hồ\s+sơ|mã\s+chương|mã\s+vạch|mã\s+bưu\s+chính"
    r"|(?:biên\s+lai|hóa\s+đơn|hoá\s+đơn|tờ\s+khai|vận\s+đơn|giấy\s+phép|sê-?ri|seri|số\s+hiệu|ký\s+hiệu|số\s+tiền|kinh\s+phí|dự\s+toán)(?:\s+số)?(?:\s+là)?)\W{0,6}$",
    re.IGNORECASE,
)


def personal(text: str, *, table: bool = False) -> Iterator[Hit]:
    """Numbers of identity papers, telephones, e-mail addresses and bank accounts, each place once.

    In a `table` of figures nine digits are an amount unless words say otherwise.
    """
    if "@" not in text and "＠" not in text and not _NUMBERS.search(text):
        return
    text = _as_read(text)
    for page, lines in enumerate(_pages(text), 1):
        for number, line in enumerate(lines, 1):
            if "@" in line or _NUMBERS.search(line):
                yield from (
                    Hit(kind, value, page, number, column, width)
                    for kind, value, column, width in _in_line(line, table)
                )


def is_address(text: str) -> bool:
    """Whether a text is nothing but an address in the web, in which numbers and letters are nobody's."""
    return text[:4] == "http" and _ADDRESS.fullmatch(text) is not None and not _CHAT.search(text)


@lru_cache(1024)  # records name the same telephones of the same offices
def _in_line(line: str, table: bool) -> tuple[tuple[str, str, int, int], ...]:
    """Kind, value, column and width of what is found."""
    hits = [("mobile", match[1], match.start(1) + 1, 10) for match in _CHAT.finditer(line)]
    bare = _ADDRESS.sub(lambda m: " " * len(m[0]), line)
    if "@" not in bare and not _SIX.search(bare):
        return tuple(hits)
    covered = bytearray(len(bare))
    for kind, match, group in _found(bare, table):
        start, end = match.span(group)
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            hits.append((kind, _value(kind, match[group]), start + 1, end - start))
    return tuple(hits)


def _found(line: str, table: bool) -> Iterator[tuple[str, re.Match[str], int]]:
    """The surest first, so that what overlaps is called by its right name."""
    if "@" in line:
        for match in _EMAIL.finditer(line):
            yield "email", match, 0
    if not _SIX.search(line):
        return
    for match in _ACCOUNT.finditer(line):
        yield "account", match, 1
    for match in _SAID_ID.finditer(line):
        if not _UNIT.match(line, match.end()):
            yield "id", match, 1
    for match in _PHONE.finditer(line):
        if not _announced(line, match) and not _UNIT.match(line, match.end()):
            yield "mobile" if match["mobile"] else "landline", match, 0
    for match in _CUT_ID.finditer(line):
        if not _UNIT.match(line, match.end()) and not _announced(line, match):
            yield "id", match, 1
    for match in (*_GROUPED_ID.finditer(line), *_BARE_ID.finditer(line)):
        amount = table and len(match[1]) == 9
        if not amount and not _UNIT.match(line, match.end()) and not _announced(line, match):
            yield "id", match, 1


def _announced(line: str, match: re.Match[str]) -> bool:
    """Whether a code is announced just before it."""
    return bool(_CODE.search(line, max(0, match.start() - 40), match.start()))


def _value(kind: str, text: str) -> str:
    """The plain form: digits alone, telephones from 0 on, addresses in small letters."""
    if kind == "email":
        return text.lower()
    digits = re.sub(r"\W", "", text.upper())
    if kind in ("mobile", "landline"):
        return "0" + re.sub(r"^(?:00)?84|^0", "", digits).removeprefix("0")
    return digits


def _pages(text: str) -> Iterator[list[str]]:
    return (page.splitlines() for page in text.split("\f"))
