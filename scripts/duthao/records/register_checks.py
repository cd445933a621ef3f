"""What can be wrong between the entries of the registers, each of which is well formed by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from duthao.clock import date_vi
from duthao.domain.audience_names import spelled
from duthao.errors import Say

Tables = Mapping[str, Mapping[str, Any]]


class RegisterFault(NamedTuple):
    """A fault in the field of an entry of a register."""

    register: str
    key: str
    field: str
    rule: str
    message: Say
    remedy: Say


def faults(tables: Tables) -> Iterator[RegisterFault]:
    """Every fault between the entries of `tables` (register → key → entry, see `domain.registers`)."""
    yield from _unknown(tables)
    yield from _bodies_asked(tables)
    yield from _circles(tables)
    for key, agency in tables["agencies"].items():
        yield from _agency(key, agency)
    for register in ("agencies", "places"):
        for key, entry in tables[register].items():
            yield from _span(register, key, entry)
    for key, campaign in tables.get("campaigns", {}).items():
        yield from _campaign_days(key, campaign)
    for key, approver in tables.get("approvers", {}).items():
        yield from _span("approvers", key, approver)
    for key, kind in tables["document_types"].items():
        yield from _regimes(key, kind.minimum_days)
    yield from _shared_names(tables["audiences"])


_POINTERS = (
    ("agencies", "superior", "agencies"),
    ("agencies", "successor", "agencies"),
    ("agencies", "place", "places"),
    ("places", "within", "places"),
    ("places", "successor", "places"),
    ("campaigns", "agency", "agencies"),
    ("approvers", "agency", "agencies"),
    ("campaigns", "places", "places"),
    ("campaigns", "audiences", "audiences"),
)


def _unknown(tables: Tables) -> Iterator[RegisterFault]:
    for register, field, goal in _POINTERS:
        for key, entry in tables.get(register, {}).items():
            value = getattr(entry, field)
            for target in value if isinstance(value, tuple) else (value,):
                if target is not None and target not in tables[goal]:
                    yield RegisterFault(
                        register,
                        key,
                        field,
                        "register-reference",
                        Say(
                            f"«{key}»: {field} «{target}» không có trong {goal}.yml.",
                            f"`{key}`: {field} `{target}` is not in {goal}.yml.",
                        ),
                        Say("Sửa khóa hoặc thêm mục còn thiếu.", "Mend the key or add the entry."),
                    )


def _bodies_asked(tables: Tables) -> Iterator[RegisterFault]:
    for key, kind in tables["document_types"].items():
        for agency in kind.bodies_asked.agencies if kind.bodies_asked else ():
            if agency not in tables["agencies"]:
                yield RegisterFault(
                    "document_types",
                    key,
                    "bodies_asked",
                    "register-reference",
                    Say(
                        f"«{key}»: bodies_asked «{agency}» không có trong agencies.yml.",
                        f"`{key}`: bodies_asked `{agency}` is not in agencies.yml.",
                    ),
                    Say("Sửa khóa hoặc thêm mục còn thiếu.", "Mend the key or add the entry."),
                )


def _circles(tables: Tables) -> Iterator[RegisterFault]:
    """Chains of successors, superiors or places that come back to where they began."""
    for register, field, goal in _POINTERS:
        table = tables[register]
        for key in table if register == goal else ():
            seen: set[str] = set()
            here: str | None = key
            while here is not None and here in table and here not in seen:
                seen.add(here)
                here = getattr(table[here], field)
            if here == key:
                yield RegisterFault(
                    register,
                    key,
                    field,
                    "register-circle",
                    Say(
                        f"«{key}»: {field} đi một vòng rồi trở lại chính nó.",
                        f"`{key}`: {field} leads back to itself.",
                    ),
                    Say("Sửa một mắt xích của chuỗi.", "Mend one link of the chain."),
                )


def _agency(key: str, agency: Any) -> Iterator[RegisterFault]:
    if agency.kind == "committee" and agency.superior:
        yield RegisterFault(
            "agencies",
            key,
            "superior",
            "committee-superior",
            Say(
                f"«{key}»: trên văn bản, Ủy ban nhân dân không ghi cơ quan chủ quản.",
                f"`{key}`: a People's Committee has no superior line.",
            ),
            Say("Xóa «superior».", "Delete `superior`."),
        )


def _span(register: str, key: str, entry: Any) -> Iterator[RegisterFault]:
    """First and last day of an agency, a place or an approver."""
    if entry.since and entry.until and entry.until < entry.since:
        yield RegisterFault(
            register,
            key,
            "until",
            "register-dates",
            Say(f"«{key}»: ngày kết thúc trước ngày thành lập.", f"`{key}` ends before it begins."),
            Say("Sửa «since» hoặc «until».", "Mend `since` or `until`."),
        )
    if register != "approvers" and entry.successor and not entry.until:
        yield RegisterFault(
            register,
            key,
            "successor",
            "register-dates",
            Say(
                f"«{key}» có nơi kế thừa nhưng chưa có ngày kết thúc.",
                f"`{key}` has a successor but no last day.",
            ),
            Say("Ghi «until».", "Give `until`."),
        )


def _campaign_days(key: str, campaign: Any) -> Iterator[RegisterFault]:
    if campaign.closes < campaign.opens:
        yield RegisterFault(
            "campaigns",
            key,
            "closes",
            "register-dates",
            Say(
                f"«{key}»: ngày cuối {date_vi(campaign.closes)} trước ngày đầu {date_vi(campaign.opens)}.",
                f"`{key}` closes on {campaign.closes}, before it opens on {campaign.opens}.",
            ),
            Say("Sửa «opens» hoặc «closes».", "Mend `opens` or `closes`."),
        )


def _regimes(key: str, regimes: tuple[Any, ...]) -> Iterator[RegisterFault]:
    for one, other in combinations(sorted(regimes, key=lambda m: m.since), 2):
        if one.until is None or other.since <= one.until:
            yield RegisterFault(
                "document_types",
                key,
                "minimum_days",
                "regimes-overlap",
                Say(
                    f"«{key}»: có ngày mà hai mức tối thiểu cùng áp dụng.",
                    f"`{key}`: two minimums hold on one day.",
                ),
                Say(
                    "Sửa «from», «until» để mỗi ngày chỉ có một mức.",
                    "Mend `from` and `until`: one minimum a day.",
                ),
            )
    for regime in regimes:
        if regime.certainty == "verified" and (regime.days is None or not regime.source):
            yield RegisterFault(
                "document_types",
                key,
                "minimum_days",
                "regime-unsourced",
                Say(
                    f"«{key}»: mức ghi là đã xác minh phải có số ngày và nguồn.",
                    f"`{key}`: a verified minimum needs days and a source.",
                ),
                Say(
                    "Ghi «days» và «source», hoặc sửa «certainty».",
                    "Give `days` and `source`, or mend `certainty`.",
                ),
            )


def _shared_names(audiences: Mapping[str, Any]) -> Iterator[RegisterFault]:
    """Names that stand twice: nobody could tell whose row of a comparison it is."""
    bearers: dict[str, str] = {}
    for key, audience in audiences.items():
        for name in (audience.name, *audience.also):
            other = bearers.setdefault(spelled(name), "")
            if other:
                yield RegisterFault(
                    "audiences",
                    key,
                    "also",
                    "audience-name-twice",
                    Say(
                        f"«{key}»: tên gọi «{name}» đã có ở «{other}».",
                        f"`{key}`: the name `{name}` stands at `{other}` already.",
                    ),
                    Say("Chỉ giữ tên gọi ấy ở một chỗ.", "Keep the name in one place."),
                )
            bearers[spelled(name)] = key
