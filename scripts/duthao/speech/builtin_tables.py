"""The built-in tables of abbreviations and known words: one data file, read at the first need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "abbreviations.yml"


@cache
def default_abbreviations() -> Mapping[str, str]:
    """Abbreviation → reading. `/KH` is a type's, `-CP` an issuer's symbol in document numbers."""
    tables = _tables()
    return {
        **tables["words"],
        **{f"/{symbol}": name for symbol, name in tables["types"].items()},
        **{f"-{symbol}": name for symbol, name in tables["issuers"].items()},
    }


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
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        key, _, value = entry.partition(":")
        if line[0] == " ":
            section[key.strip('"')] = value.strip()
        else:
            section = tables.setdefault(key, {})
    return tables
