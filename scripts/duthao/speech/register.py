"""The built-in tables of abbreviations and known words: one data file, read at the first need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from os.path import dirname, join
from types import MappingProxyType

_FILE = join(dirname(__file__), "abbreviations.yml")  # noqa: PTH120 (pathlib would double the cost of importing)


class BuiltIn(Mapping[str, str]):
    """The built-in abbreviations; loaded when first looked at, so that importing stays cheap."""

    def __getitem__(self, key: str) -> str:
        return default_abbreviations()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(default_abbreviations())

    def __len__(self) -> int:
        return len(default_abbreviations())


BUILT_IN = BuiltIn()


@cache
def default_abbreviations() -> Mapping[str, str]:
    """Abbreviation → reading. `/KH` is a type's, `-CP` an issuer's symbol in document numbers."""
    tables = _tables()
    return MappingProxyType(
        {
            **tables["words"],
            **{f"/{symbol}": name for symbol, name in tables["types"].items()},
            **{f"-{symbol}": name for symbol, name in tables["issuers"].items()},
        }
    )


def known_words() -> Mapping[str, str]:
    """Words with capitals, digits or foreign letters that every announcer can say."""
    return _tables()["known"]


def hotlines() -> Mapping[str, str]:
    """Short telephone numbers and whom they reach."""
    return _tables()["hotlines"]


@cache
def _tables() -> dict[str, dict[str, str]]:
    """Sections of `key: value` lines, a small part of YAML that needs no YAML parser."""
    tables: dict[str, dict[str, str]] = {}
    section: dict[str, str] = {}
    with open(_FILE, encoding="utf-8") as file:
        lines = file.read().splitlines()
    for line in lines:
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        key, _, value = entry.partition(":")
        if line[0] == " ":
            section[key.strip('"')] = value.strip()
        else:
            section = tables.setdefault(key, {})
    return tables
