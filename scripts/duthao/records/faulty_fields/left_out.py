"""Which fields are left out, or filled in, so that the rest of a faulty record can be judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from duthao.domain.draft import Draft
from duthao.errors import Finding
from duthao.records.strict_yaml import Loc, Value

# Stand-ins for required fields.
_STAND_IN: dict[str, Value] = {
    "title": "?",
    "short_title": "?",
    "summary": "?",
    "document_type": "x",
    "agency": "x",
    "issuer": "x",
    "topics": ["x"],
    "places": ["x"],
}


def without_faults(data: Value, locs: Iterable[Loc]) -> tuple[Draft | None, frozenset[Loc]]:
    """The draft without its faulty fields, and where these are written; None when even that is no record."""
    faulty = set(locs)
    for _ in range(8):  # a group that loses a required field goes as a whole, one level a turn
        rest = _without(data, (), faulty)
        if not isinstance(rest, dict):
            return None, frozenset()
        rest |= {key: value for key, value in _STAND_IN.items() if key not in rest}
        try:
            return Draft.model_validate(rest), frozenset(faulty)
        except ValidationError as error:
            found = [f["loc"] for f in error.errors(include_url=False, include_input=False)]
        faulty |= {in_data(as_written(loc[:-1] or loc, faulty), data) for loc in found}
    return None, frozenset()


def of_their_own(faults: list[ErrorDetails], data: Value) -> list[ErrorDetails]:
    """Without those that say that a list is too short whose entries are there and could not be read; each where it is in `data`."""
    locs = [fault["loc"] for fault in faults]
    return [
        {**fault, "loc": in_data(fault["loc"], data)}
        for fault in faults
        if fault["type"] != "too_short" or not any(loc[:-1] == fault["loc"] for loc in locs)
    ]


def in_data(loc: Loc, data: Value) -> Loc:
    """The same place without a number that counts nothing: of one thing that stands by itself where several could be listed."""
    value = data
    for depth, part in enumerate(loc):
        if isinstance(value, dict):
            value = value.get(str(part), {})
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return loc[:depth] if isinstance(part, int) and isinstance(value, str) else loc
    return loc


def as_written(loc: Loc, faulty: Collection[Loc]) -> Loc:
    """Where a place of the draft is in the front matter: entries of a list that were left out are counted there."""
    written: Loc = ()
    for part in loc:
        if isinstance(part, int):
            kept, at = part, 0
            while kept or (*written, at) in faulty:
                kept -= (*written, at) not in faulty
                at += 1
            part = at
        written = (*written, part)
    return written


def in_yaml(faults: Iterable[Finding], data: Value) -> frozenset[Loc]:
    """The fields whose value stands in the data and is not what was meant: it was cut, or stands twice."""
    found: set[Loc] = set()
    for fault in faults:
        if fault.severity != "error" or not fault.field:
            continue
        *group, last = fault.field
        if (
            fault.rule == "yaml-comma"
        ):  # of which neighbour the seeming field is the rest nobody knows
            found |= {(*group, key) for key in _fields(data, group)}
        else:  # entries of lists are left out only where their list says so
            found.add(tuple(group) if isinstance(last, int) else fault.field)
    return frozenset(found)


def _fields(data: Value, loc: Iterable[str | int]) -> Iterable[str]:
    for part in loc:
        if isinstance(data, list) and isinstance(part, int):
            data = data[part]
        elif isinstance(data, dict):
            data = data.get(str(part), "")
    return data if isinstance(data, dict) else ()


def _without(value: Value, here: Loc, faulty: set[Loc]) -> Value:
    if isinstance(value, dict):
        return {
            k: _without(v, (*here, k), faulty) for k, v in value.items() if (*here, k) not in faulty
        }
    if isinstance(value, list):
        return [
            _without(v, (*here, n), faulty) for n, v in enumerate(value) if (*here, n) not in faulty
        ]
    return value
