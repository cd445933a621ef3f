"""Which opinions are the same words: a call that many copied, each with a greeting, a name and thanks of their own.

Two opinions are the same where the same words are left without what only says who speaks to whom. Nothing is measured
and no likeness is enough: another figure, another article quoted, one `không` more is another opinion, and opinions that
quote the same article stay as many as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from duthao.records.form_exports.private_details import ADDRESS, Detail, details, even_fold
from duthao.text import fold

_WORD = re.compile(r"[^\W_]+(?:[.,/%]\d+)*%?")
_CLAUSE = re.compile(
    r"[.!?;:,\n()–—…]+\s|[.!?;:,\n()–—…]+$|\n|\s-\s"
    # thanks that follow without a sign
    r"|\s(?=(?:(?:xin|em|tôi|cháu|mình) (?:chân thành |trân trọng |rất )?c[ảá]m ơn|trân trọng(?: cảm ơn)?\b|trân trọng kính))"
    r"|\s(?=(?-i:Mong) (?:quý|cơ quan|lãnh đạo|các))",
    re.IGNORECASE,
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SIGNS = " \t\n-*•\"'“”"
_DETAIL = "\ue000"  # stands for what was found of a person; no text has it
# A clause at either end is a form of address where it has one of these …
_COURTEOUS = re.compile(
    r"\b(?:kinh (?:gui|thua|chao|mong|chuc)|than gui|xin (?:chao|duoc chao|cam on|chan thanh)|chao|gui|thua|hello|hi|alo"
    r"|(?:toi|em|chau|minh|con|chung toi|chung em) (?:la|ten|o|xin|rat)|ten (?:toi|em|chau|la)|ho (?:va )?ten|cam on|cam ta|tran trong|thanks?"
    r"|chan thanh|than ai|men chao|ky ten|nguoi (?:viet|gui|gop y|ky)|y kien (?:nhu )?sau|nhu sau|thay mat|dai dien"
    r"|dien thoai|sdt|so dt|email|dia chi|lien he|mong (?:som|duoc|co quan|quy|lanh dao|cac)|rat mong|quy (?:co quan|vi|so|ban|ong|ba|cap)"
    r"|ban soan thao|ban than toi|mot nguoi|chuc)\b"
)
# … and none of these, which say what is asked for.
_SUBSTANCE = re.compile(
    r"\b(?:de nghi|de xuat|kien nghi|nen|can|phai|khong|chua|tang|giam|nang|ha|bo|sua|them|ho tro|quy dinh|dieu|khoan|diem|muc|dong y|nhat tri"
    r"|phan doi|ung ho|thay the|cho phep|mien|truoc|neu)\b|\d"
)
_ADDRESSEE = re.compile(
    r"\b(?:so|uy ban|ubnd|hdnd|hoi dong|co quan|quy|ban|lanh dao|cac (?:anh|ong|co|bac|dong chi)|anh chi|ong ba|tinh|xa|phuong|to soan thao|phong|nha nuoc|chinh quyen)\b"
)
_GREETING = re.compile(r"\b(?:kinh gui|kinh thua|kinh chao|than gui|xin chao|gui|thua|chao)\b")
# Who speaks, and where they live: such a clause goes with the form of address that it stands beside.
_SELF = re.compile(
    r"(?:(?:toi|em|chau|minh)? ?la )?(?:mot )?(?:nguoi dan|cong dan|cu dan|cu tri|hoi vien|phu huynh|giao vien|ho dan|tap the|nhan dan)\b"
    r"|\d{1,3} tuoi$|(?:sinh nam|nam sinh)\b"
    r"|(?:(?:hien )?(?:o|tai|tru tai|thuong tru tai|song tai|thuoc) )?(?:so nha|thon|ban|to|to dan pho|xom|ap|khu|xa|phuong|duong|ngo|tinh|huyen|thanh pho)\b"
)
_ASKED = re.compile(
    r"\b(?:de nghi|de xuat|kien nghi|nen|can|phai|khong|chua|tang|giam|nang|bo|sua|them|ho tro|quy dinh|dong y|nhat tri|phan doi|ung ho|cho phep)\b"
)
# A greeting that runs into what is asked for without a sign between them.
_RUNNING = re.compile(
    r"(?:kinh gui|kinh thua|kinh chao|xin chao|than gui|thua|chao)\b[^.!?;:,\n]{0,80}?\s(?=(?:toi|em|chau|chung toi|theo toi|de nghi|gia dinh toi)\b)"
)
_SPEAKER = frozenset(
    (
        *(
            "toi",
            "em",
            "chau",
            "minh",
            "con",
            "ong",
            "ba",
            "anh",
            "chi",
            "co",
            "chu",
            "bac",
            "la",
            "ten",
            "ho",
            "va",
        ),
        *(
            "xin",
            "o",
            "tai",
            "tru",
            "thon",
            "ban",
            "to",
            "so",
            "nha",
            "xa",
            "phuong",
            "nguoi",
            "dan",
            "nay",
            "cua",
        ),
    )
)
_ENDINGS = frozenset(("a", "nhe", "nha", "voi"))
_AGREED = re.compile(
    r"(?:(?:toi|em|chau|minh|chung toi|ca nhan toi|gia dinh toi|don vi|co quan) )?(?:hoan toan |rat |co ban )?"
    r"(?:dong y|nhat tri|thong nhat|dong tinh|tan thanh|ung ho|ok|oke)(?: (?:cao|hoan toan|voi|nhu|theo|ca|toan bo|noi dung|cac noi dung|du thao|ban du thao|van ban"
    r"|nghi quyet|quyet dinh|tren|nay|a|het|tat ca))*"
    r"|(?:(?:toi|em|minh|don vi|chung toi) )?(?:khong co|khong|ko co|ko|chua co|khong con)(?: (?:y kien|gop y|y kien gop y|gi|them|bo sung|khac|gi them|y kien gi|a))*"
)

_LONG_CONSENT = 200  # characters: more than consent needs


def agrees_only(text: str) -> bool:
    """Whether an opinion says nothing but that its sender agrees, or has no opinion."""
    if len(text) > _LONG_CONSENT:
        return False
    words = " ".join(_WORD.findall(even_fold(text)))
    return bool(_AGREED.fullmatch(words))


class _Clause(NamedTuple):
    """A clause of an opinion, the same folded, and its folded words."""

    text: str
    plain: str
    words: list[str]

    @property
    def courteous(self) -> bool:
        """Whether it only says who speaks to whom, or thanks."""
        if not self.words or _SPEAKER.issuperset(self.words):
            return True
        if len(self.words) > 25 or _SUBSTANCE.search(self.plain):
            return False
        return bool(_COURTEOUS.search(self.plain))

    @property
    def greeting(self) -> bool:
        return bool(_GREETING.search(self.plain))

    @property
    def addressee(self) -> bool:
        """Whether it may name who is spoken to; it does so only behind a greeting."""
        return (
            len(self.words) <= 12
            and not _SUBSTANCE.search(self.plain)
            and bool(_ADDRESSEE.search(self.plain))
        )

    @property
    def speaker(self) -> bool:
        """Whether it says who speaks or where they live, beside a form of address."""
        plain = " ".join(self.words)
        return len(self.words) < 15 and bool(_SELF.match(plain)) and not _ASKED.search(plain)

    @property
    def signs(self) -> bool:
        """`Người dân xã …` under a text is who signs; `xã …` is perhaps the last of a list."""
        return self.plain.startswith(
            ("nguoi dan", "cong dan", "cu dan", "cu tri", "phu huynh", "mot ")
        )


def signature(text: str, found: Sequence[Detail] | None = None) -> tuple[str, ...]:
    """The words of an opinion without greetings, names and thanks at its ends; opinions with equal ones are the same.

    `found` are the details of persons in it, where they are known already. Of a text that is nothing else, all its words.
    """
    cleaned = _without(text, details(text) if found is None else found)
    clauses = _clauses(cleaned)
    first = _opening(clauses)
    last = _closing(clauses, first)
    words = [word for clause in clauses[first:last] for word in _core(clause)]
    return tuple(words or [_spelled(word) for word in _WORD.findall(text)])


def _opening(clauses: Sequence[_Clause]) -> int:
    """The place of the first clause that is no form of address."""
    greeted = False
    for place, clause in enumerate(clauses):
        beside = place > 0 and (clause.speaker or (greeted and clause.addressee))
        if not clause.courteous and not beside:
            return place
        greeted = greeted or clause.greeting
    return len(clauses)


def _closing(clauses: Sequence[_Clause], first: int) -> int:
    """The place after the last clause that is no thanks, name or home; a place is a home only behind one of the others."""
    last = len(clauses)
    while last > first:
        before = last
        while before > first and clauses[before - 1].speaker:
            before -= 1
        if before == first or not clauses[before - 1].courteous:
            alone = before == last - 1 and clauses[before].signs
            return before if alone else last
        last = before - 1
    return last


def merged(signatures: Sequence[tuple[str, ...]]) -> list[int]:
    """For each opinion, the place of the first with the same words; who typed without diacritics joins those who did not."""
    first: dict[tuple[str, ...], int] = {}
    folded: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for place, words in enumerate(signatures):
        first.setdefault(words, place)
        folded.setdefault(_bare(words), set()).add(words)
    return [first[_with_diacritics(words, folded)] for words in signatures]


def _with_diacritics(
    words: tuple[str, ...], folded: dict[tuple[str, ...], set[tuple[str, ...]]]
) -> tuple[str, ...]:
    bare = _bare(words)
    if words != bare or len(words) < 4:
        return words
    others = folded[bare] - {bare}
    return next(iter(others)) if len(others) == 1 else words


@lru_cache(100_000)
def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_letters(word) for word in words)


@lru_cache(100_000)
def _letters(word: str) -> str:
    return fold(word.partition("\u0001")[0])


def _without(text: str, found: Sequence[Detail]) -> str:
    """The text with a sign for each detail; an address within the text stays: a place is what many opinions are about."""
    parts: list[str] = []
    here = 0
    for detail in found:
        if detail.kind != ADDRESS:
            parts += [text[here : detail.start], _DETAIL]
            here = detail.end
    return "".join([*parts, text[here:]])


def _clauses(text: str) -> list[_Clause]:
    plain = even_fold(text)
    running = _RUNNING.match(plain)
    start = running.end() if running else 0
    clauses = []
    for match in (*_CLAUSE.finditer(text, start), None):
        end = match.start() if match else len(text)
        part = text[start:end]
        words = _WORD.findall(plain, start, end)
        if words or _DETAIL in part:
            clauses.append(_Clause(part, plain[start:end].strip(_SIGNS), words))
        start = match.end() if match else end
    return clauses


def _core(clause: _Clause) -> list[str]:
    """The words of a clause that say something: without a name and the words that lead to it, `ạ` at its end."""
    head, sign, rest = clause.text.rpartition(_DETAIL)
    leading = bool(sign) and _SPEAKER.issuperset(_WORD.findall(even_fold(head)))
    words = _WORD.findall(rest if leading else clause.text)
    while words and fold(words[-1]) in _ENDINGS and words[-1].lower() not in ("nhà", "với"):
        words.pop()
    return [_spelled(word) for word in words]


@lru_cache(100_000)
def _spelled(word: str) -> str:
    """A syllable however its tone is placed: `hoà` and `hòa` are one."""
    signs = unicodedata.normalize("NFD", word.lower())
    tones = "".join(sign for sign in signs if sign in _TONES)
    bare = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES))
    return f"{bare}\u0001{tones}" if tones else bare
