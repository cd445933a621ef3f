"""Agency, issuer and places exist on the record's own day, and the issuer may issue such a text for such places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.clock import date_vi
from duthao.domain.lifecycle import reference_day
from duthao.domain.registers import Agency, DocumentType, Place, Registers
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

RULES = {
    "agency-ended": Rule(
        "Cơ quan đã kết thúc hoạt động vào ngày của hồ sơ",
        "Ghi cơ quan kế thừa; hồ sơ cũ giữ cơ quan cũ.",
    ),
    "agency-not-yet": Rule(
        "Cơ quan chưa thành lập vào ngày của hồ sơ", "Ghi cơ quan có thẩm quyền khi đó."
    ),
    "place-ended": Rule(
        "Địa bàn đã giải thể, sáp nhập vào ngày của hồ sơ",
        "Ghi địa bàn kế thừa; hồ sơ cũ giữ địa bàn cũ.",
    ),
    "place-not-yet": Rule("Địa bàn chưa thành lập vào ngày của hồ sơ", "Ghi địa bàn khi đó."),
    "issuer-unfit": Rule(
        "Cơ quan ban hành không phù hợp với loại văn bản", "Sửa «issuer» hoặc «document_type»."
    ),
    "nationwide-and-places": Rule(
        "Văn bản áp dụng trong cả nước mà ghi địa bàn", "Xóa «places», hoặc xóa «nationwide»."
    ),
    "nationwide-not-central": Rule(
        "Văn bản của địa phương mà ghi áp dụng trong cả nước",
        "Xóa «nationwide», ghi «places»; hoặc sửa «document_type».",
    ),
    "place-beyond-issuer": Rule(
        "Địa bàn nằm ngoài phạm vi của cơ quan ban hành", "Sửa «places» hoặc «issuer»."
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every body existed on that day; type, issuer and places fit together."""
    draft, registers = record.draft, context.registers
    day = reference_day(draft, context.now).date()
    for field, bodies in (("agency", draft.agencies), ("issuer", draft.issuers)):
        for number, key in enumerate(bodies):
            if key in registers.agencies:
                yield from _agency_dates(record, registers, (field, number), key, day)
    for number, key in enumerate(draft.places):
        entry = registers.places.get(key)
        if entry and not _exists(entry, day):
            yield _place_dates(record, registers, number, entry, day)
    for number, key in enumerate(draft.issuers):
        yield from _competence(record, registers, number, key)
    if draft.nationwide:
        yield from _for_the_country(record, registers)


def _for_the_country(record: Record, registers: Registers) -> Iterator[Finding]:
    """No place stands beside it, and a central body makes the text."""
    if "places" in record.source.data:
        yield record.finding(
            "nationwide-and-places",
            ("nationwide",),
            Say(
                "Hồ sơ ghi «nationwide: true» mà vẫn ghi «places».",
                "The record says `nationwide: true` and names `places` too.",
            ),
            Say(
                "Áp dụng trong cả nước thì xóa «places»; chỉ ở một số nơi thì xóa «nationwide».",
                "Delete `places`, or `nationwide` if only some places are concerned.",
            ),
        )
    kind = registers.document_types.get(record.draft.document_type)
    if kind and kind.level != "central":
        yield record.finding(
            "nationwide-not-central",
            ("nationwide",),
            Say(
                f"«{kind.name}» không áp dụng trong cả nước.",
                f"A `{record.draft.document_type}` does not apply to the whole country.",
            ),
            Say(
                "Xóa «nationwide», ghi «places»; hoặc sửa «document_type».",
                "Delete `nationwide` and name `places`, or mend `document_type`.",
            ),
        )


def _competence(record: Record, registers: Registers, position: int, key: str) -> Iterator[Finding]:
    """The issuer may issue such a text, and for such places."""
    draft, issuer = record.draft, registers.agencies.get(key)
    kind = registers.document_types.get(draft.document_type)
    if issuer and kind and not _fits(issuer, kind):
        yield record.finding(
            "issuer-unfit",
            ("issuer", position),
            Say(
                f"«{issuer.name}» không ban hành «{kind.name}».",
                f"`{key}` does not issue `{draft.document_type}`.",
            ),
            Say("Sửa «issuer» hoặc «document_type».", "Mend `issuer` or `document_type`."),
        )
    elif issuer and issuer.place in registers.places:
        for number, place in enumerate(draft.places):
            if place in registers.places and issuer.place not in registers.upward(place):
                yield record.finding(
                    "place-beyond-issuer",
                    ("places", number),
                    Say(
                        f"«{registers.places[place].name}» nằm ngoài phạm vi của {issuer.name}.",
                        f"`{place}` lies outside the reach of `{key}`.",
                    ),
                    Say("Sửa «places» hoặc «issuer».", "Mend `places` or `issuer`."),
                )


def _fits(issuer: Agency, kind: DocumentType) -> bool:
    """Same level, and where the type's symbol names its issuer (`NQ-HĐND`) the issuer bears it."""
    whose = kind.symbol.partition("-")[2]
    return issuer.level == kind.level and not (whose and issuer.symbol and whose != issuer.symbol)


def _agency_dates(
    record: Record, registers: Registers, loc: Loc, key: str, day: date
) -> Iterator[Finding]:
    agency = registers.agencies[key]
    if agency.until and agency.until < day:
        heir = next(
            (h for h in registers.heirs(key)[1:] if _exists(registers.agencies[h], day)), None
        )
        yield record.finding(
            "agency-ended",
            loc,
            Say(
                f"«{agency.name}» đã kết thúc ngày {date_vi(agency.until)}, trước ngày {date_vi(day)} của hồ sơ.",
                f"`{key}` ended on {agency.until}, before the record's day {day}.",
            ),
            _use_instead(registers, heir),
        )
    elif agency.since and day < agency.since:
        former = next(
            (k for k, a in registers.agencies.items() if a.successor == key and _exists(a, day)),
            None,
        )
        yield record.finding(
            "agency-not-yet",
            loc,
            Say(
                f"«{agency.name}» thành lập ngày {date_vi(agency.since)}, sau ngày {date_vi(day)} của hồ sơ.",
                f"`{key}` begins on {agency.since}, after the record's day {day}.",
            ),
            _use_instead(registers, former),
        )


def _place_dates(
    record: Record, registers: Registers, number: int, place: Place, day: date
) -> Finding:
    """The place was no more, or was not yet, on the record's day."""
    loc = ("places", number)
    if place.until and place.until < day:
        heir = place.successor if place.successor in registers.places else None
        instead = (
            f"Ghi «{heir}» ({registers.places[heir].name})." if heir else "Ghi địa bàn kế thừa."
        )
        return record.finding(
            "place-ended",
            loc,
            Say(
                f"«{place.name}» không còn từ sau ngày {date_vi(place.until)}, trước ngày {date_vi(day)} của hồ sơ.",
                f"`{place.name}` ended on {place.until}, before the record's day {day}.",
            ),
            Say(instead, f"Use `{heir}`." if heir else "Name the place that took over."),
        )
    assert place.since
    return record.finding(
        "place-not-yet",
        loc,
        Say(
            f"«{place.name}» thành lập ngày {date_vi(place.since)}, sau ngày {date_vi(day)} của hồ sơ.",
            f"`{place.name}` begins on {place.since}, after the record's day {day}.",
        ),
        Say("Ghi địa bàn khi đó.", "Name the place that there was then."),
    )


def _exists(entry: Agency | Place, day: date) -> bool:
    return (entry.since is None or entry.since <= day) and (
        entry.until is None or day <= entry.until
    )


def _use_instead(registers: Registers, key: str | None) -> Say:
    if key is None:
        return Say(
            "Ghi cơ quan có thẩm quyền vào ngày đó.",
            "Name the body that was competent on that day.",
        )
    return Say(f"Ghi «{key}» ({registers.agencies[key].name}).", f"Use `{key}`.")
