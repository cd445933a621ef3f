"""What lists of offices call agencies, kinds of texts, audiences and places: their names of today and before, short ones, abbreviations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from duthao.domain.registers import Agency, Registers, bare_name
from duthao.errors import Say
from duthao.text import closest, slug

_LINES = re.compile(r"[;\n•]|(?:^|\s)[-+]\s|(?:^|\s)\u2013\s")
_OFFERED = 6  # keys in a remedy
_SIGNS = " .,;-+\u2013"
_LINKING = frozenset({"va", "cua", "tai"})  # words that abbreviations leave out
_TEXTS = ("nghi-quyet", "quyet-dinh", "nghi-dinh", "thong-tu", "luat")


class Found(NamedTuple):
    """The keys that a name may mean, and of an agency that is no more the key it had."""

    keys: tuple[str, ...]
    ended: str = ""


class RegisterNames:
    """Names as they are written → keys, for a plan of this year."""

    def __init__(self, registers: Registers, year: int) -> None:
        self.registers = registers
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        provinces = [slug(p.name) for p in registers.places.values() if not p.within]
        # "Sở Y tế tỉnh Lào Cai", "Sở Y tế tỉnh", "Ủy ban nhân dân tỉnh" of that of "tỉnh Lào Cai"
        self.ends = [
            end for name in provinces for end in (f"-{name}", name.removeprefix("tinh"), "-tinh")
        ]
        self.agencies = self._agencies()
        self.audiences = {
            slug(name): key for key, a in registers.audiences.items() for name in (a.name, *a.also)
        }
        self.places = dict(self._places())

    def _agencies(self) -> Mapping[str, frozenset[str]]:
        """Every way to write the name of an agency, as a slug, → its keys."""
        names: dict[str, set[str]] = defaultdict(set)
        short = {slug(full): abbr for abbr, full in self.registers.abbreviations.items()}
        for key, agency in self.registers.agencies.items():
            full = [agency.name, *(former.name for former in agency.former_names)]
            written = {key, *map(slug, full), *(slug(agency.short) for _ in [0] if agency.short)}
            for name in list(written):
                written |= {shorter for end in self.ends if (shorter := name.removesuffix(end))}
                if name in short:
                    written.add(slug(short[name]))
            written |= {initials for name in full for initials in _initials(name)}
            for name in written - {""}:
                names[name].add(key)
        return {name: frozenset(keys) for name, keys in names.items()}

    def _places(self) -> Iterator[tuple[str, str]]:
        for key, place in self.registers.places.items():
            yield slug(place.name), key
            yield slug(bare_name(place.name)), key
            if not place.within:
                yield from ((name, key) for name in ("toan-tinh", "tren-dia-ban-tinh", "ca-tinh"))

    def agencies_called(self, text: str) -> frozenset[str]:
        """The agencies that have or had this name."""
        name = slug(text)
        ways = [name, *(name.removesuffix(end) for end in self.ends)]
        ways += [_compact(way) for way in ways]
        return next((self.agencies[way] for way in ways if way in self.agencies), frozenset())

    def agency(self, text: str) -> Found:
        """The agencies of this name that there are in the year; one that is no more by those that followed it."""
        keys = self.agencies_called(text)
        there = tuple(sorted(key for key in keys if self._there(self.registers.agencies[key])))
        if there or not keys:
            return Found(there)
        heirs = {
            heir
            for key in keys
            for heir in self.registers.heirs(key)
            if self._there(self.registers.agencies[heir])
        }
        return Found(tuple(sorted(heirs)), min(keys))

    def agencies_in(self, text: str) -> tuple[list[Found], list[str]]:
        """The agencies that a cell names, in order, and what of it is none; a name may hold commas itself."""
        found: list[Found] = []
        unknown: list[str] = []
        for line in _LINES.split(text):
            pieces = [piece.strip(_SIGNS) for piece in line.split(",") if piece.strip(_SIGNS)]
            while pieces:
                for size in range(len(pieces), 0, -1):
                    one = self.agency(", ".join(pieces[:size]))
                    if one.keys:
                        found.append(one)
                        break
                else:
                    size = 1
                    unknown.append(pieces[0])
                del pieces[:size]
        return found, unknown

    def _there(self, agency: Agency) -> bool:
        return (agency.since is None or agency.since <= self.last) and (
            agency.until is None or agency.until >= self.first
        )

    def document_type(self, text: str, level: str) -> tuple[str, ...]:
        """The kinds of texts that are meant, the most likely first: by name, or by its first words and who issues it."""
        name = f"-{slug(text)}-"
        for abbreviation, word in (("nq", "nghi-quyet"), ("qd", "quyet-dinh"), ("hdnd", "hoi-dong-nhan-dan"), ("ubnd", "uy-ban-nhan-dan")):  # fmt: skip
            name = name.replace(f"-{abbreviation}-", f"-{word}-")
        word = next((word for word in _TEXTS if f"-{word}-" in name), "")
        if not word:
            return ()
        issuers = {issuer for issuer in ("hoi-dong", "uy-ban", "chu-tich") if f"-{issuer}-" in name}
        kinds = []
        for key, kind in self.registers.document_types.items():
            own = f"-{slug(kind.name)}-"
            wanted = all(f"-{issuer}-" in own for issuer in issuers)
            if kind.level == level and own.startswith(f"-{word}-") and wanted:
                kinds.append((len(own), key))
        return tuple(key for _, key in sorted(kinds))


def keys_meant(registers: Registers, register: str, text: str) -> tuple[str, ...]:
    """The keys of a register that words may mean: its names, of agencies those of before and short ones, of places bare ones."""
    table: Mapping[str, Any] = getattr(registers, register)
    if text in table:
        return (text,)
    names = RegisterNames(registers, date.max.year)
    keys: tuple[str, ...] = tuple(k for k, entry in table.items() if slug(entry.name) == slug(text))
    if register == "agencies":
        keys = tuple(sorted(names.agencies_called(text)))
    elif register == "places" and not keys:  # "Lào Cai" is a province and a ward
        named = tuple(k for k, place in table.items() if slug(bare_name(place.name)) == slug(text))
        keys = named or tuple(filter(None, [names.places.get(slug(text))]))
    elif register == "document_types" and not keys:
        levels = dict.fromkeys(kind.level for kind in table.values())
        keys = tuple(key for level in levels for key in names.document_type(text, level))
    return keys


def key_to_write(registers: Registers, register: str, text: str) -> Say | None:
    """The remedy where an entry of a register was named in words: its key; those that may be meant; or the one that is most
    like it, as a question. None where nothing is like it.
    """
    table: Mapping[str, Any] = getattr(registers, register)
    keys = keys_meant(registers, register, text)
    if len(keys) == 1:
        return Say(f"Viết khóa «{keys[0]}».", f"Write the key `{keys[0]}`.")
    if keys:
        listing = "; ".join(f"«{key}» ({table[key].name})" for key in keys[:_OFFERED])
        return Say(f"Viết một khóa: {listing}.", f"Write a key: {', '.join(keys[:_OFFERED])}.")
    by_name = {slug(entry.name): key for key, entry in table.items()}
    close = closest(slug(text), by_name, 0.7)
    if close is None:
        return None
    key = by_name[close]
    return Say(
        f"Có phải «{table[key].name}»? Nếu đúng, viết khóa «{key}».",
        f"Did you mean `{table[key].name}`? Then write the key `{key}`.",
    )


def _initials(name: str) -> Iterator[str]:
    """`Sở Giáo dục và Đào tạo` → `sogddt`, as `Sở GD&ĐT` is without its signs."""
    kind, *words = slug(name).split("-")
    letters = "".join(word[0] for word in words if word not in _LINKING)
    if len(letters) > 1:
        yield kind + letters


def _compact(name: str) -> str:
    """A slug without hyphens and linking words."""
    return "".join(part for part in name.split("-") if part not in _LINKING)


def keys_of(text: str, names: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The keys of the names in a cell, each once, and what is none of them."""
    whole = names.get(slug(text))
    if whole:
        return [whole], []
    keys: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"[;\n•,]", text):
        key = names.get(slug(part))
        if key:
            keys.append(key)
        elif part.strip(_SIGNS):
            unknown.append(part.strip(_SIGNS))
    return list(dict.fromkeys(keys)), unknown


def keys_within(text: str, signs: Iterable[tuple[str, str]]) -> list[str]:
    """The keys whose sign (a slug) stands in the text, in the order of the text, each once.

    What one sign is found in no later one is: of "tờ thông tin" it is not "tin".
    """
    name = f"-{slug(text)}-"
    found: list[tuple[int, str]] = []
    for sign, key in signs:
        if (place := name.find(f"-{sign}-")) >= 0:
            found.append((place, key))
            name = name.replace(f"-{sign}-", f"-{'.' * len(sign)}-")
    return list(dict.fromkeys(key for _, key in sorted(found)))
