"""Numbers of documents and standards: `78/2025/NĐ-CP`, `171/KH-UBND`, `05-CT/TW`, `64/2025/QH15`."""

from __future__ import annotations

import re

from duthao.speech.cursor import Cursor, SpokenForm, at_sentence_start, unread
from duthao.speech.letters import point_name
from duthao.speech.numbers import by_digit, cardinal

_NUMBER = re.compile(
    r"([0-9]{1,6})([a-zđ]?)(?:/((?:19|20|21)[0-9]{2}))?[/-]"
    r"((?=[A-ZĐ])[^\W_&]+(?:&[^\W_]+)*(?:[-/.](?=[A-ZĐ])[^\W_]+(?:&[^\W_]+)*){0,4})"
    r"(?!\w|[-/.&,]\w)"
)
_OF_YEAR = re.compile(r"([0-9]{1,6})/((?:19|20|21)[0-9]{2})(?!\w|[/.,:-][0-9]|/)")
_PART = re.compile(r"[-/.]")
_TERM = re.compile(r"(QH|UBTVQH|HĐND)([0-9]{1,2})")
# The text goes on to name the body itself, perhaps after the date of issue.
_NAMED_AFTER = re.compile(
    r"(?:,?\s+ngày\s+[0-9]{1,2}(?:[/.-][0-9]{1,2}[/.-][0-9]{4}|\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{4}))?"
    r"\s+của\s+(?=\w)"
)
_TYPE_BEFORE = re.compile(
    r"(?:nghị quyết|quyết định|nghị định|thông tư|thông tư liên tịch|luật|bộ luật|chỉ thị|kế hoạch|"
    r"thông báo|công văn|tờ trình|báo cáo|hướng dẫn|công điện|pháp lệnh|lệnh|kết luận|chương trình|"
    r"đề án|quy định|quy chế|văn bản|giấy mời|biên bản|phương án|dự án|hợp đồng|"
    r"\b(?:nq|qđ|nđ|tt|ct|kh|tb|bc|cv|ttr|hd|kl|cđ))\s*\Z"
)
_LAW = re.compile(r"(?:bộ )?luật|nghị|quyết|thông tư|pháp lệnh|nq|qđ|nđ|tt")
_STANDARDS = frozenset({"tcvn", "qcvn", "iso"})
_STANDARD = re.compile(
    r"([0-9]{1,5})(-[0-9]{1,2})?:((?:19|20)[0-9]{2})(?:/([A-ZĐ][^\W_]*))?(?!\w|[:.,/-][0-9]|/)"
)
_DOUBT = "viết đủ loại văn bản và cơ quan ban hành, hoặc thêm ký hiệu vào bảng viết tắt"


def document(cursor: Cursor) -> SpokenForm | None:
    """The number, year and issuer; the type only where the text does not name it."""
    match = _NUMBER.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    number, letter, year, symbol = match.groups()
    parsed = _parse(cursor, symbol)
    if parsed is None:
        return unread(cursor, _DOUBT)
    kind, issuer = parsed
    words = _numbered(cursor, number, letter, year)
    if not _NAMED_AFTER.match(cursor.text, match.end(), cursor.limit):
        words += f" của {issuer}"
    return SpokenForm(match.end(), _introduced(cursor, kind) + words)


def _introduced(cursor: Cursor, kind: str) -> str:
    """`số `, with the type before it, as far as the text has not said them."""
    if (cursor.label == "số" and not cursor.joiner) or _TYPE_BEFORE.search(cursor.before):
        return ""
    if not kind or kind in cursor.before or cursor.joiner:
        return "số "
    return f"{kind[0].upper() + kind[1:] if at_sentence_start(cursor) else kind} số "


def _numbered(cursor: Cursor, number: str, letter: str, year: str | None) -> str:
    words = by_digit(number) if number[0] == "0" else cardinal(number, cursor.dialect)
    if letter:
        words += f" {point_name(letter)}"
    if not year:
        return words
    # a pause, or "số năm năm hai nghìn…" is heard as 55
    pause = "," if words.endswith("năm") else ""
    return f"{words}{pause} năm {cardinal(year, cursor.dialect)}"


def _parse(cursor: Cursor, symbol: str) -> tuple[str, str] | None:
    """Type ("" if none) and issuer of `NQ-HĐND`; None unless every part that matters is known."""
    parts = _PART.split(symbol)
    kind = cursor.words.types.get(parts[0], "")
    issuers = [_issuer(cursor, part) for part in (parts[1:] if kind else parts)]
    if not issuers or issuers[0] is None:
        return None
    if "liên" in kind.split():
        return (kind, " và ".join([i for i in issuers if i])) if all(issuers) else None
    # what follows the issuer is the desk that drafted it, which nobody reads out
    desks = parts[2 if kind else 1 :]
    return (kind, issuers[0]) if all(desk.isupper() for desk in desks) else None


def _issuer(cursor: Cursor, part: str) -> str | None:
    name = _body(cursor, part)
    if name:
        return name
    term = _TERM.fullmatch(part)
    body = _body(cursor, term.group(1)) if term else None
    return f"{body} khóa {cardinal(term.group(2), cursor.dialect)}" if term and body else None


def _body(cursor: Cursor, symbol: str) -> str | None:
    return cursor.words.issuers.get(symbol) or cursor.words.readings.get(symbol)


def of_year(cursor: Cursor) -> SpokenForm | None:
    """`Nghị định 78/2025`, `số 12/2026`: number and year after a document's type or `số`."""
    match = _OF_YEAR.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    if cursor.label != "số":
        kind = _TYPE_BEFORE.search(cursor.before)
        # "báo cáo 12/2026" may be the report of December
        if not kind or (int(match.group(1)) <= 12 and not _LAW.match(kind.group())):
            return None
    return SpokenForm(match.end(), _numbered(cursor, match.group(1), "", match.group(2)))


def standard(cursor: Cursor) -> SpokenForm | None:
    """`TCVN 5945:2005`, `QCVN 01:2021/BXD`: a standard, its year and who set it."""
    if cursor.label not in _STANDARDS:
        return None
    match = _STANDARD.match(cursor.text, cursor.start, cursor.limit)
    if not match:
        return None
    number, part, year, setter = match.groups()
    issuer = _issuer(cursor, setter) if setter else ""
    if issuer is None:
        return unread(cursor, _DOUBT)
    words = by_digit(number) if number[0] == "0" else cardinal(number, cursor.dialect)
    if part:
        words += f" gạch ngang {cardinal(part[1:], cursor.dialect)}"
    words += f" năm {cardinal(year, cursor.dialect)}"
    return SpokenForm(match.end(), f"{words} của {issuer}" if issuer else words)
