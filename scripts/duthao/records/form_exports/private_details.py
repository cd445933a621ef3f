"""Where a text holds details of a person: names, addresses of homes, numbers, e-mail; and the text without them.

What can be known is found: numbers and addresses by their form, names by a family name or by the words before them,
and whatever the sender wrote into the form's own fields for name and contact. A name that only a person would know for
one (a nickname, a first name alone within a sentence) is not found: that is why an officer reads each row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from duthao.records import sensitive_data
from duthao.text import fold

NAME = "name"
ADDRESS = "address"
MASKS: Mapping[str, str] = MappingProxyType(
    {
        NAME: "[tên]",
        ADDRESS: "[địa chỉ]",
        "mobile": "[điện thoại]",
        "landline": "[điện thoại]",
        "email": "[thư điện tử]",
        "id": "[số giấy tờ]",
        "account": "[số tài khoản]",
        "own": "[thông tin riêng]",
    }
)


class Detail(NamedTuple):
    """A place in a text, in characters from 0: of a name, an address of a home, a number … (keys of `MASKS`)."""

    start: int
    end: int
    kind: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SURNAMES = _words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm mai trịnh đào cao lương lưu "
    "phùng tô hà tạ thái kiều quách tống triệu chu châu nông vi bế hứa giàng vàng sùng lò thào lù chảo tẩn phàn má cư "
    "lừu hạng thền vương sín ly lầu vừ thò hảng tráng cháng đèo điêu quàng tòng lường cầm bàn lục mạc "
    "nghiêm khuất ninh tôn doãn âu"
)
_PLAIN_SURNAMES = frozenset(map(fold, _SURNAMES))
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?= +\w)")
# A family name after one of these is the name of a place, a street, a school.
_PLACE_WORDS = _words(
    "xa phuong tinh huyen quan duong pho song chua den truong cau cho nui thon ban khu dao vinh bien hang thac thi"
)
_PUBLIC_NAMES = (
    *(
        "ho chi minh",
        "hoang lien",
        "hoang sa",
        "ha noi",
        "ha giang",
        "ha tinh",
        "ha nam",
        "cao bang",
        "thai nguyen",
    ),
    *("thai binh", "ninh binh", "ninh thuan", "lam dong", "ly son", "tran phu", "lao cai"),
)
_NO_GIVEN_NAMES = _words("dieu khoan diem")
_KIN = r"(?:ông|bà|cụ|anh|chị|cô|chú|bác|em|cháu|thầy|nghệ nhân)"
_TITLES = _words(
    "chu bi giam truong pho nha uy hoi so bo ban to phong trung tong quoc vien cong toa mat doan nhan con chi "
    "hieu ke can dai trac bao thanh vu"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEXT = re.compile(r" {1,2}([^\W\d_]+(?:['’][^\W\d_]+)?)")
_LAST_WORD = re.compile(r"(\w+) *\Z")
_DIGIT = re.compile(r"\d")
_SAID = re.compile(
    r"\b(?:(?:ho(?: va)? )?ten(?: (?:toi|em|chau|minh|day du|cua toi))?(?: la)?|(?:toi|em|chau|minh|con) ten(?: la)?"
    r"|nguoi (?:gui|viet|gop y|lam don)|ky ten|nguoi ky)\s*[:：]?\s+(?=\w)"
)
_INTRODUCED = re.compile(rf"\b(?:(?:tôi|em|cháu|mình) là|{_KIN})\s*[:,]?\s+(?=\w)", re.IGNORECASE)
# One word after `hộ` is more often a people (`hộ Mông`) than a name.
_HOUSEHOLD = re.compile(r"\bhộ +(?=\w+ +\w)", re.IGNORECASE)
_INTRODUCED_PLAINLY = re.compile(r"\b(?:toi|em|chau|minh) la\s*[:,]?\s+(?=\w)", re.IGNORECASE)
# No name of a person begins with these, whatever follows `tên`.
_NO_NAME = _words(
    "la goi cua cac nhung mot du van co moi nay do toi dan nguoi cong giao chu khong duong xa thon to chuc truong hang "
    "can viec thuong"
)
_HOUSE = (
    r"\bso(?: nha)?\s*\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?){0,4}\s*,?\s*"
    r"(?:ngo|ngach|hem|kiet|duong|pho|to|khu|thon|xom|ap|ban)\b[^.;:\n]{1,80}"
    r"|\b(?:ngo|ngach|hem|kiet)\s+\d{1,4}[^.;:\n]{0,80}"
)
_VILLAGE = r"(?:to dan pho|khu pho|khu dan cu|to|thon|ban|ap|xom|doi|khoi)"
_HOME = re.compile(
    rf"{_HOUSE}"
    r"|\b(?:so nha|nha so|dia chi|d/c)\s*[:.]?\s*(?:so\s+)?\d[\w/-]*"
    rf"|\b{_VILLAGE}(?: so)?\s+[\w ]{{1,24}},\s*(?:xa|phuong|thi tran|dac khu)\s+[^.;:,\n]{{2,24}}(?:,\s*(?:tinh|huyen|thanh pho)\s+[^.;:,\n]{{2,20}})?"
    rf"|\b(?:dia chi|thuong tru|tam tru|tru tai|cu tru tai|nha o|nha toi o|song tai|hien o|dang o|toi o|em o|chau o)"
    rf"(?: tai| la)?\s*[:：]?\s+(?={_VILLAGE}\b|so\b|xa\b|phuong\b|nha\b|ngo\b|duong\b|\d)[^.;:\n]{{2,100}}"
)
_BARE_PHONE = re.compile(r"(?<!\d)0\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)")
_LAST_LINE = re.compile(r"(?:^|[\n.!?;]\s*)([^\n.!?;,:\d]{2,40})[.!\s]*\Z")
# Signs and blanks in a row: patterns that repeat them take the square of their number.
_LONG_RUN = re.compile(r"(?<!\W)\W{13,}")
_KEPT_OF_RUN = 6  # signs at either end


def even_fold(text: str) -> str:
    """The text folded, sign for sign: every place in it is the same place in `text` (which is in NFC)."""
    if text.isascii():
        return text.lower()
    small = text.lower()
    if len(small) != len(text):  # one letter of Turkish grows
        small = "".join(sign.lower()[0] for sign in text)
    return small.translate(_PLAIN)


# Latin letters with signs → without; a table is forty times as fast as taking each apart.
_PLAIN = {
    sign: fold(chr(sign))
    for sign in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(fold(chr(sign))) == 1
}


def details(text: str, own: Iterable[str] = ()) -> list[Detail]:
    """What a text (in NFC) holds of a person, in order, none within another; `own`: what else the sender wrote of himself."""
    short, cuts = _shortened(text)
    if cuts:
        return [
            Detail(_place(cuts, d.start), _place(cuts, d.end - 1) + 1, d.kind)
            for d in details(short, own)
        ]
    plain = even_fold(text)
    found = [*_own(plain, own), *_numbers(text, plain)]
    found += [Detail(*match.span(), ADDRESS) for match in _HOME.finditer(plain)]
    found += _names(text, plain)
    kept: list[Detail] = []
    for detail in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or detail.start >= kept[-1].end:
            kept.append(detail)
        elif detail.end > kept[-1].end:
            kept[-1] = kept[-1]._replace(end=detail.end)
    return kept


def _shortened(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with its long runs of signs cut in the middle; and from which place on how many were left out."""
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    here = kept = 0
    for run in _LONG_RUN.finditer(text):
        parts += [text[here : run.start() + _KEPT_OF_RUN]]
        kept += len(parts[-1])
        here = run.end() - _KEPT_OF_RUN
        cuts.append((kept, here - kept))
    return "".join([*parts, text[here:]]), cuts


def _place(cuts: list[tuple[int, int]], place: int) -> int:
    """Where a place of the shortened text stands in the whole one."""
    number = bisect_right(cuts, place, key=lambda cut: cut[0])
    return place + (cuts[number - 1][1] if number else 0)


def without_long_runs(text: str) -> str:
    """The text with its long runs of blanks and other signs cut in the middle."""
    return _shortened(text)[0]


def masked(text: str, found: Iterable[Detail]) -> str:
    """The text with a word in brackets for each detail."""
    parts: list[str] = []
    here = 0
    for detail in found:
        parts += [text[here : detail.start], MASKS[detail.kind]]
        here = detail.end
    return "".join([*parts, text[here:]])


def is_name(text: str) -> bool:
    """Whether the whole text is a person's name with a family name."""
    stripped = text.strip()
    return any(
        d.end - d.start == len(stripped) for d in _family_names(stripped, even_fold(stripped))
    )


def own_phrases(values: Iterable[str]) -> frozenset[str]:
    """What senders wrote into fields for name and contact, folded, as it would stand in a text: of two words or six signs."""
    return frozenset(
        phrase
        for value in values
        if (phrase := _spaced(fold(value))) and (" " in phrase or len(phrase) >= 6)
    )


def known_phrase(text: str, phrases: frozenset[str]) -> bool:
    """Whether a text holds one of the phrases (see `own_phrases`), whole words only; quick for thousands of phrases."""
    words = _spaced(fold(text)).split()
    lengths = {phrase.count(" ") + 1 for phrase in phrases}
    return any(
        " ".join(words[start : start + length]) in phrases
        for length in lengths
        for start in range(len(words) - length + 1)
    )


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"(?<![\w@.+-])[\w@.+-]*\w", text))


def _own(plain: str, own: Iterable[str]) -> Iterator[Detail]:
    for value in own:
        phrase = " ".join(even_fold(value).split())
        if len(phrase) < 3 or (phrase.isdigit() and len(phrase) < 6):
            continue
        kind = "own" if _DIGIT.search(phrase) else NAME
        start = plain.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            if not plain[start - 1 : start].isalnum() and not plain[end : end + 1].isalnum():
                yield Detail(start, end, kind)
            start = plain.find(phrase, end)


def _numbers(text: str, plain: str) -> Iterator[Detail]:
    if "@" not in text and not _DIGIT.search(text):
        return
    start = 0
    for line in text.splitlines(keepends=True):
        for hit in sensitive_data.personal(line.rstrip()):
            yield Detail(start + hit.column - 1, start + hit.column - 1 + hit.width, hit.kind)
        start += len(line)
    for match in _BARE_PHONE.finditer(plain):
        yield Detail(*match.span(), "mobile")


def _names(text: str, plain: str) -> Iterator[Detail]:
    yield from _family_names(text, plain)
    for match in _SAID.finditer(plain):
        if detail := _run(text, plain, match.end(), any_case=True):
            yield detail
    for match in (_INTRODUCED_PLAINLY if text.isascii() else _INTRODUCED).finditer(text):
        if match[0].isupper():  # in a sentence in capitals every word looks like a name
            continue
        if detail := _run(text, plain, match.end(), any_case=False):
            yield detail
    for match in _HOUSEHOLD.finditer(text):
        detail = None if match[0].isupper() else _run(text, plain, match.end(), any_case=False)
        if detail and " " in text[detail.start : detail.end]:
            yield detail
    if (last := _LAST_LINE.search(text)) and last.start(1) > 0:
        words = last[1].split()
        if len(words) <= 5 and all(word[:1].isupper() for word in words) and not last[1].isupper():
            yield Detail(last.start(1), last.start(1) + len(last[1].rstrip()), NAME)


def _run(text: str, plain: str, start: int, *, any_case: bool) -> Detail | None:
    """A name that begins here: up to five words, each with a capital unless `any_case` and no sign ends them."""
    end = start
    for number, token in enumerate(_TOKEN.finditer(text, start)):
        word = plain[token.start() : token.end()]
        gap = text[end : token.start()]
        if number == 5 or (number and gap != " ") or (not number and gap):
            break
        capital = text[token.start()].isupper()
        if number == 0 and (word in _NO_NAME or (capital and word in _TITLES)):
            return None
        if not capital and not (any_case and number < 4 and word not in _NO_NAME):
            break
        end = token.end()
    return Detail(start, end, NAME) if end > start else None


def _family_names(text: str, plain: str) -> Iterator[Detail]:
    """A family name with one to four names after it, in capitals or, after `văn`, `thị`, without."""
    end = 0
    names = _PLAIN_SURNAMES if text.isascii() else _SURNAMES
    for match in _WORD.finditer(text):  # in a third of the time that a pattern of all names takes
        if match.start() >= end and match[0].lower() in names:
            end = _name_end(text, plain, match)
            if end > match.end():
                yield Detail(match.start(), end, NAME)


def _name_end(text: str, plain: str, family: re.Match[str]) -> int:
    """Where the name ends that begins with a family name; the end of `family` where there is no name."""
    before = _LAST_WORD.search(plain, max(0, family.start() - 12), family.start())
    if (before and before[1] in _PLACE_WORDS) or plain.startswith(_PUBLIC_NAMES, family.start()):
        return family.end()
    capital = family[0][0].isupper()
    end, names = family.end(), 0
    while names < (4 if capital else 3) and (token := _NEXT.match(text, end)):
        word = plain[token.start(1) : token.end()]
        small = not capital and (names > 0 or word in ("van", "thi"))
        if not (token[1][0].isupper() if capital else small):
            break
        if word in (_NO_GIVEN_NAMES if capital else _NO_NAME - {"van"}):
            break
        end, names = token.end(), names + 1
    following = _NEXT.match(text, end) if names == 4 and family[0].isupper() else None
    if capital and following and following[1][0].isupper():  # a sentence in capitals
        return family.end()
    if not capital and names < 2:  # `lê thị` alone
        return family.end()
    return end
