"""Keys that a record takes from the registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from duthao.errors import Finding, Say
from duthao.records import Loc, Record
from duthao.rules import Context
from duthao.text import slug

RULES = {"unknown-reference": "Khóa không có trong danh mục"}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Agency, issuer, type, topics, places, audiences and kinds of document must stand in their registers."""
    front, registers = record.front, context.registers
    wanted: list[tuple[Loc, str, str]] = [
        (("document_type",), front.document_type, "document_types"),
        (("agency",), front.agency, "agencies"), (("issuer",), front.issuer, "agencies")]
    for field in ("topics", "places", "audiences"):
        wanted += [((field, n), key, field) for n, key in enumerate(getattr(front, field))]
    wanted += [((*loc, "kind"), document.kind, "document_kinds") for loc, document in record.documents()]
    for loc, key, register in wanted:
        table: Mapping[str, Any] = getattr(registers, register)
        if key not in table:
            yield record.finding("unknown-reference", loc, Say(f"«{key}» không có trong danh mục {register}.yml.", f"`{key}` is not in {register}.yml."),
                                 _remedy(key, table, register))


def _remedy(key: str, table: Mapping[str, Any], register: str) -> Say:
    by_name = {slug(entry.name): known for known, entry in table.items()}
    close = get_close_matches(key, [*table, *by_name], 1, 0.6)
    if close:
        best = close[0] if close[0] in table else by_name[close[0]]
        return Say(f"Có phải «{best}» ({table[best].name})?", f"Did you mean `{best}`?")
    return Say(f"Chọn khóa có trong drafts/_registers/{register}.yml hoặc thêm mục mới.", f"Use a key of {register}.yml or add one.")
