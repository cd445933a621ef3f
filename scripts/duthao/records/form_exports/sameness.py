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

from duthao.records.form_exports.private_details import (
    ADDRESS,
    Detail,
    details,
    even_fold,
    without_long_runs,
)
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
_DETAIL = "\ue000"  # stands for what was found of a person; no text has it
# A clause at either end is a form of address only where all of its words are of these: what is not listed stays.
_PERSON = "(?:chung (?:toi|em|chau)|gia dinh (?:toi|em)|ca nhan toi|ban than toi|toi|em|chau|minh|con|ong|ba|anh|chi|bac|chu|co)"
_GREETED = "(?:kinh (?:gui|thua|chao|mong|chuc|de)|than gui|xin (?:duoc )?chao|chao|gui|thua|hello|hi|alo|dear)"
_FIELD = (
    "(?:giao duc|dao tao|y te|nong nghiep|moi truong|tai chinh|noi vu|xay dung|cong thuong|tu phap|khoa hoc|cong nghe"
    "|van hoa|the thao|du lich|dan toc|ton giao|tai nguyen|ke hoach|dau tu|lao dong|thuong binh|xa hoi|giao thong|van tai"
    "|thong tin|truyen thong|phat trien nong thon)"
)
_LEVEL = "(?:tinh|xa|phuong|dac khu|huyen|thanh pho|thi tran)"
# `*` stands for up to three words with a capital: the name of a place.
_BODY = (
    f"(?:so(?: {_FIELD}(?:(?: va)? {_FIELD})*)?|phong(?: {_FIELD}(?:(?: va)? {_FIELD})*)?|uy ban(?: nhan dan)?|ubnd|hdnd"
    f"|hoi dong nhan dan|(?:quy )?(?:co quan|lanh dao|chinh quyen|cap|vi|ban|ong|ba|anh chi|uy ban|phong)(?: (?:soan thao|chuc nang"
    f"|co tham quyen|cac cap|nha nuoc|chinh quyen))*|(?:to|ban) soan thao|nha nuoc"
    f"|(?:cac )?(?:anh chi|ong ba|dong chi|cap(?: chinh quyen| lanh dao)?|ban nganh|bac|anh|chi|ong|co))(?: {_LEVEL}(?: \\*)?)?"
)
_HOME = (
    "(?:(?:thon|ban|to|to dan pho|xom|ap|khu|khu pho|xa|phuong|duong|ngo|tinh|huyen|thanh pho|so nha)"
    r"(?: so)?(?: (?:\d{1,4}[a-z]?|\*))(?:,? (?:thon|ban|xa|phuong|tinh|huyen|thanh pho) (?:\d{1,4}|\*))*)"
)
_ROLE = "(?:(?:mot )?(?:nguoi dan|cong dan|cu dan|cu tri|hoi vien|phu huynh(?: hoc sinh)?|giao vien|ho dan|nhan dan))"
_LIVES = f"(?:(?:hien )?(?:o|tai|tru tai|thuong tru tai|song tai|thuoc) )?{_HOME}"
# Who speaks, and where they live: such a clause goes with the form of address that it stands beside.
_SELF = re.compile(
    rf"(?:{_PERSON} )?(?:la )?(?:{_ROLE}(?: {_LIVES})?|{_LIVES}|\d{{1,3}} tuoi|(?:sinh nam|nam sinh) \d{{4}})"
)
_COURTESY = (
    rf"{_PERSON}(?: (?:xin|la|ten(?: la)?|o))*|{_GREETED}(?: (?:toi|{_BODY}))*|{_BODY}"
    r"|(?:xin|rat|chan thanh|het suc|vo cung)(?= )|(?:cam on|cam ta)(?: (?:nhieu|rat nhieu|truoc))?|tran trong|thanks?|thank you|than ai|men chao"
    r"|(?:rat )?(?:kinh )?mong(?: rang)?(?: (?:som|duoc))*|(?:xem xet|quan tam|luu y|lang nghe|ghi nhan|tiep thu)(?: y kien)?"
    r"|(?:(?:xin|xin duoc) )?(?:co )?(?:mot (?:so|vai) )?(?:y kien|gop y)(?: (?:gop y|dong gop))?(?: (?:nhu )?sau)?|nhu sau"
    r"|(?:toi |em )?(?:ho va ten|ho ten|ten(?: (?:toi|em|chau))?(?: la)?)|ky ten|nguoi (?:viet|gui|gop y|ky)|so dien thoai|dien thoai|sdt|so dt|email"
    r"|dia chi|lien he|chuc (?:suc khoe|thanh cong)|suc khoe|a"
    rf"|(?:{_PERSON} )?la {_ROLE}(?: {_LIVES})?|(?:thay mat|dai dien)(?: cho)?(?: {_ROLE})?"
)
_COURTEOUS = re.compile(rf"(?:{_COURTESY})(?: (?:{_COURTESY}))*")
_ADDRESSED = re.compile(rf"{_BODY}(?: (?:va )?{_BODY})*")
_PLACES = frozenset(
    [
        "thon",
        "ban",
        "to",
        "xom",
        "ap",
        "khu",
        "xa",
        "phuong",
        "duong",
        "ngo",
        "tinh",
        "huyen",
        "pho",
        "tran",
    ]
)
_SENTENCE_ENDS = frozenset(".!?\n")
_GREETING = re.compile(rf"{_GREETED}\b")
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

_BARE_NO = re.compile(
    r"(?:(?:toi|em|chau|minh|gia dinh toi|chung toi) )?(?:khong co|khong|ko co|ko|chua co|khong con)(?: a)?"
)
_LONG_CONSENT = 200  # characters: more than consent needs
_LONG_CLAUSE = 25  # words: more than a form of address has, and few enough for patterns that repeat


def agrees_only(text: str) -> bool:
    """Whether an opinion says nothing but that its sender agrees, or has no opinion."""
    if len(text) > _LONG_CONSENT:
        return False
    words = " ".join(_WORD.findall(even_fold(text)))
    return bool(_AGREED.fullmatch(words))


def bare_no(text: str) -> bool:
    """Whether an answer is `không` and no more: whether it means that there is no opinion depends on the question."""
    return len(text) <= _LONG_CONSENT and bool(
        _BARE_NO.fullmatch(" ".join(_WORD.findall(even_fold(text))))
    )


class _Clause(NamedTuple):
    """A clause of an opinion, its folded words, the same in a line with `*` for the name of a place, and what parts it from the one before."""

    text: str
    words: list[str]
    line: str
    parted: str

    @property
    def courteous(self) -> bool:
        """Whether it only says who speaks to whom, or thanks."""
        return not self.words or (
            len(self.words) <= _LONG_CLAUSE and bool(_COURTEOUS.fullmatch(self.line))
        )

    @property
    def greeting(self) -> bool:
        return bool(_GREETING.match(self.line))

    @property
    def wishes(self) -> bool:
        """Whether it asks for attention: what follows may be what attention is asked for."""
        return "mong" in self.words

    @property
    def introduces(self) -> bool:
        """Whether it says who speaks."""
        return _DETAIL in self.text or bool(_SELF.fullmatch(self.line))

    @property
    def begins(self) -> bool:
        """Whether it begins a sentence or a line."""
        return not _SENTENCE_ENDS.isdisjoint(self.parted)

    @property
    def addressee(self) -> bool:
        """Whether it names who is spoken to; it does so only behind a greeting."""
        return len(self.words) <= _LONG_CLAUSE and bool(_ADDRESSED.fullmatch(self.line))

    @property
    def speaker(self) -> bool:
        """Whether it says who speaks or where they live, beside a form of address."""
        return bool(_SELF.fullmatch(self.line))

    @property
    def signs(self) -> bool:
        """`Người dân xã …` in a line of its own under a text is who signs; behind a comma it is perhaps the last of a list."""
        return "\n" in self.parted and self.line.startswith(
            ("nguoi dan", "cong dan", "cu dan", "cu tri", "phu huynh", "mot ")
        )


def signature(text: str, found: Sequence[Detail] | None = None) -> tuple[str, ...]:
    """The words of an opinion without greetings, names and thanks at its ends; opinions with equal ones are the same.

    `found` are the details of persons in it, where they are known already. Of a text that is nothing else, all its words.
    """
    cleaned = _without(text, details(text) if found is None else found)
    clauses = _clauses(without_long_runs(cleaned))
    first = _opening(clauses)
    last = _closing(clauses, first)
    words = [word for clause in clauses[first:last] for word in _core(clause)]
    return tuple(words or [_spelled(word) for word in _WORD.findall(text)])


def _opening(clauses: Sequence[_Clause]) -> int:
    """The place of the first clause that is no form of address."""
    greeted = introduced = False
    for place, clause in enumerate(clauses):
        beside = (introduced and clause.speaker) or (greeted and clause.addressee)
        if not clause.courteous and not (beside and not clause.begins):
            return place
        greeted = greeted or clause.greeting
        introduced = introduced or clause.introduces
    return len(clauses)


def _closing(clauses: Sequence[_Clause], first: int) -> int:
    """The place after the last clause that is no thanks, name or home; a place is a home only behind one of the others."""
    last = len(clauses)
    while last > first:
        before = last
        while before > first and clauses[before - 1].speaker and not clauses[before - 1].courteous:
            before -= 1
        homes = before < last
        if (
            before == first
            or not clauses[before - 1].courteous
            or (homes and clauses[before - 1].wishes)
        ):
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
    parted = ""
    for match in (*_CLAUSE.finditer(text, start), None):
        end = match.start() if match else len(text)
        part = text[start:end]
        words = _WORD.findall(plain, start, end)
        if words or _DETAIL in part:
            clauses.append(_Clause(part, words, _line(part, words), parted))
            parted = ""
        parted += match[0] if match else ""
        start = match.end() if match else end
    return clauses


def _line(text: str, words: Sequence[str]) -> str:
    """The words in a line; up to three with a capital behind the word for a place as `*`."""
    parts: list[str] = []
    named = 0
    for written, word in zip(_WORD.findall(text), words, strict=True):
        behind = bool(parts) and parts[-1] in _PLACES
        if written[0].isupper() and (behind or 0 < named < 3):
            named += 1
            if behind:
                parts.append("*")
            continue
        named = 0
        parts.append(word)
    return " ".join(parts)


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
