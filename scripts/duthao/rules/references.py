"""Keys that a record takes from the registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from duthao.domain.draft import THE_COUNTRY
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule
from duthao.text import slug

RULES = {
    "unknown-reference": Rule(
        "Khóa không có trong danh mục",
        "Dùng khóa có trong drafts/_registers/ hoặc thêm mục mới vào danh mục.",
    ),
    "key-repeated": Rule("Một khóa ghi hai lần", "Xóa bớt một lần."),
    "place-within-place": Rule(
        "Ghi cả địa bàn lớn và địa bàn nằm trong đó",
        "Chỉ giữ địa bàn lớn: hồ sơ của tỉnh thuộc mọi xã, phường.",
        "warning",
    ),
}


# What is written in the front matter → the field, the register.
_SEVERAL = {
    "agency": ("agencies", "agencies"),
    "issuer": ("issuers", "agencies"),
    "topics": ("topics", "topics"),
    "places": ("places", "places"),
    "audiences": ("audiences", "audiences"),
    "campaigns": ("campaigns", "campaigns"),
}
_SUGGESTED = 30  # in one record; looking for what is meant takes a millisecond


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Agency, issuer, type, topics, places, audiences, campaigns and kinds of document stand in their registers, each once."""
    hints = iter(range(_SUGGESTED))
    yield from _type(record, context, hints)
    for key, (field, register) in _SEVERAL.items():
        yield from _several(record, context, key, field, register, hints)
    yield from _documents(record, context, hints)
    yield from _agreed_bodies(record, context, hints)
    yield from _within(record, context)


def _type(record: Record, context: Context, hints: Iterator[int]) -> Iterator[Finding]:
    loc: Loc = ("document_type",)
    yield from _known(record, context, loc, record.draft.document_type, "document_types", hints)


def _several(
    record: Record, context: Context, name: str, field: str, register: str, hints: Iterator[int]
) -> Iterator[Finding]:
    keys = getattr(record.draft, field)
    if keys == (THE_COUNTRY,):
        return
    if len(keys) != len(set(keys)):
        yield from _repeated(record, name, keys)
    for n, key in enumerate(keys):
        yield from _known(record, context, (name, n), key, register, hints)


def _documents(record: Record, context: Context, hints: Iterator[int]) -> Iterator[Finding]:
    for loc, document in record.documents():
        yield from _known(record, context, (*loc, "kind"), document.kind, "document_kinds", hints)


def _agreed_bodies(record: Record, context: Context, hints: Iterator[int]) -> Iterator[Finding]:
    for number, round_ in enumerate(record.draft.rounds):
        bodies = round_.outcome.agreed_bodies if round_.outcome else ()
        at: Loc = ("rounds", number, "outcome", "agreed_bodies")
        for n, body in enumerate(bodies):
            yield from _known(record, context, (*at, n, "agency"), body.agency, "agencies", hints)


def _known(
    record: Record, context: Context, loc: Loc, key: str, register: str, hints: Iterator[int]
) -> Iterator[Finding]:
    """The key stands in its register; what else may be meant is looked for as long as there are `hints`."""
    table: Mapping[str, Any] = getattr(context.registers, register)
    if key not in table:
        yield record.finding(
            "unknown-reference",
            loc,
            Say(
                f"«{key}» không có trong danh mục {register}.yml.",
                f"`{key}` is not in {register}.yml.",
            ),
            _remedy(key, table if next(hints, None) is not None else {}, register),
        )


def _repeated(record: Record, field: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    earlier: set[str] = set()
    for index, key in enumerate(keys):
        if key not in earlier:
            earlier.add(key)
        else:
            yield record.finding(
                "key-repeated",
                (field, index),
                Say(f"«{key}» ghi hai lần.", f"`{key}` stands twice."),
                Say("Xóa bớt một lần.", "Delete one of them."),
            )


def _within(record: Record, context: Context) -> Iterator[Finding]:
    places = frozenset(record.draft.places)
    for number, place in enumerate(record.draft.places):
        around = next((up for up in context.registers.upward(place)[1:] if up in places), None)
        if around:
            yield record.finding(
                "place-within-place",
                ("places", number),
                Say(
                    f"«{place}» nằm trong «{around}», vốn đã có trong hồ sơ.",
                    f"`{place}` lies within `{around}`, which is listed too.",
                ),
                Say(
                    f"Xóa «{place}», hoặc xóa «{around}» nếu chỉ áp dụng ở một số nơi.",
                    f"Delete `{place}`, or `{around}` if only some places are concerned.",
                ),
            )


def _remedy(key: str, table: Mapping[str, Any], register: str) -> Say:
    from difflib import get_close_matches

    by_name = {slug(entry.name): entry_key for entry_key, entry in table.items()}
    close = get_close_matches(key, [*table, *by_name], 1, 0.6)
    if close:
        best = close[0] if close[0] in table else by_name[close[0]]
        return Say(f"Có phải «{best}» ({table[best].name})?", f"Did you mean `{best}`?")
    return Say(
        f"Chọn khóa có trong drafts/_registers/{register}.yml hoặc thêm mục mới.",
        f"Use a key of {register}.yml or add one.",
    )
