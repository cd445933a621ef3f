"""Names of persons and addresses of homes in a table written by hand: as at an import, less what registers know as public."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duthao.domain.registers import Registers, bare_name
from duthao.records.form_exports.private_details import ADDRESS, NAME, details, is_name
from duthao.records.sensitive_data import Hit
from duthao.text import fold, nfc

_WORDS = re.compile(r"[^\W_]+")
# Behind one of these stands a person, though a commune bore the same name.
_OF_A_PERSON = re.compile(
    r"\b(?:ông|bà|cụ|anh|chị|cô|chú|bác|em|cháu|thầy|hộ|nghệ nhân|tên|tên là|(?:tôi|em|cháu) là)\s*[:,]?\s*$",
    re.IGNORECASE,
)
_OF_ONESELF = re.compile(
    r"\b(?:(?:toi|em|chau|minh) ten|ten (?:toi|em|chau|minh))(?: la)?\s*[:：]?\s*$"
)
_known: list[tuple[Registers, str]] = []


def named_persons(text: str, offered: Iterable[str], registers: Registers) -> Iterator[Hit]:
    """Hits of kind name and address; none of what stands in the names and addresses of registers, or in `offered`: those of
    the record's own contacts.
    """
    text = nfc(text)
    for detail in details(text):
        if detail.kind not in (NAME, ADDRESS):
            continue
        value, before = text[detail.start : detail.end], text[: detail.start]
        if detail.kind == NAME and not _like_a_name(value, before):
            continue
        if _OF_A_PERSON.search(before) or not (
            _within(value, _public(registers)) or _within(value, _joined(offered))
        ):
            yield Hit(detail.kind, value, 1, 1, detail.start + 1, len(value))


def _like_a_name(value: str, before: str) -> bool:
    """An import masks whatever follows `tên`; here that is `tên đường` more often than a name without capitals."""
    return (
        any(word[0].isupper() for word in value.split())
        or is_name(value)
        or _OF_ONESELF.search(fold(before)) is not None
    )


def _public(registers: Registers) -> str:
    """Names of places and agencies, of now and before, and addresses of offices; worked out once for each set of registers."""
    if not _known or _known[0][0] is not registers:
        names = [n for p in registers.places.values() for n in (p.name, *p.former)]
        for agency in registers.agencies.values():
            names += [agency.name, *(former.name for former in agency.former_names)]
            names += filter(None, [agency.short, agency.contact.address])
        _known[:] = [(registers, _joined(f for n in names for f in (n, bare_name(n))))]
    return _known[0][1]


def _joined(texts: Iterable[str]) -> str:
    return "".join(f"| {_words(text)} |" for text in texts)


def _within(value: str, public: str) -> bool:
    """Whether these words stand together in one of the texts; a single word must be all of it."""
    words = _words(value)
    return (f" {words} " if " " in words else f"| {words} |") in public


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(nfc(text).lower()))
