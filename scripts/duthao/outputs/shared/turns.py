"""What pages will say without anybody's doing: how a record stands from now on, turn after turn.

Whatever a page says of time is made at the instant of the build and at every coming moment of the record, by the
same functions; the browser shows what holds when it is read (theme/site/assets/clock.js) and knows no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict

from markupsafe import Markup

from duthao.domain.lifecycle import moments
from duthao.domain.publication import as_published
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

Make = Callable[[Site, Record], Any]
Stretch = tuple[int, int]  # from, until: epoch seconds; 0: since before the build, for ever


class Turn(TypedDict):
    """What is said while it holds: `when` are its stretches as the browser reads them, "" where it always will; `now`
    whether it holds at the build; `span` the attribute of the element that says it.
    """

    value: Any
    when: str
    now: bool
    span: Markup


@memo
def coming_sites(site: Site, record: Record) -> tuple[Record, tuple[Site, ...]]:
    """The record as far as it was put out, and the site as it is, then at each coming moment of that record.

    What is put out only later stands in no page before: neither its words nor its instant. Where the clock stands
    still nothing comes.
    """
    now = site.now
    if site.settings.as_of or not any(m > now for m in moments(record.draft, site.terms)):
        return record, (site,)
    known = replace(record, draft=as_published(record.draft, now))
    ahead = [m for m in moments(known.draft, site.terms) if m > now]
    return known, (site, *(replace(site, now=moment) for moment in ahead))


def over_time(site: Site, record: Record, make: Make) -> list[tuple[int, Any]]:
    """What `make` gives of the record now and from each coming moment on, with these instants in epoch seconds."""
    known, sites = coming_sites(site, record)
    return [(epoch(s.now), make(s, known)) for s in sites]


def turns(site: Site, record: Record, make: Make) -> list[Turn]:
    """All that `make` will give from now on, each value once, first what holds first; nothing is said of empty ones."""
    found: list[tuple[Any, list[Stretch]]] = []
    for value, start, end in with_stretches(over_time(site, record, make)):
        for known, stretches in found:
            if known == value:
                stretches.append((start, end))
                break
        else:
            found.append((value, [(start, end)]))
    return [_turn(value, stretches) for value, stretches in found if value]


def entry_turns(site: Site, record: Record, make: Make) -> list[Turn]:
    """All entries of the lists that `make` will give, each once, in an order that is right in every list."""
    return merged_turns(
        [(start, list(entries)) for start, entries in over_time(site, record, make)]
    )


def merged_turns(lists: Sequence[tuple[int, Sequence[Any]]]) -> list[Turn]:
    """The entries of lists, each list with the instant from which it holds, as `entry_turns` gives them."""
    order: list[Any] = []
    for _, entries in lists:
        place = 0
        for entry in entries:
            if entry in order:
                place = max(place, order.index(entry) + 1)
            else:
                order.insert(place, entry)
                place += 1
    return [
        _turn(entry, [(start, end) for there, start, end in held if there])
        for entry in order
        for held in (with_stretches([(start, entry in entries) for start, entries in lists]),)
    ]


def with_stretches(said: Iterable[tuple[int, Any]]) -> list[tuple[Any, int, int]]:
    """Values, each with the instant from which it holds, as values with their stretches; the first holds since before."""
    kept: list[tuple[int, Any]] = []
    for start, value in said:
        if not kept or kept[-1][1] != value:
            kept.append((start if kept else 0, value))
    ends = [*(start for start, _ in kept[1:]), 0]
    return [(value, start, end) for (start, value), end in zip(kept, ends, strict=True)]


def _turn(value: Any, stretches: Sequence[Stretch]) -> Turn:
    when = _written(stretches)
    return {"value": value, "when": when, "now": stretches[0][0] == 0, "span": span(stretches)}


def span(stretches: Sequence[Stretch]) -> Markup:
    """The attribute of an element that is shown in these stretches; "" of one that always is."""
    when = _written(stretches)
    hidden = "" if stretches[0][0] == 0 else " hidden"
    return Markup(f' data-span="{when}"{hidden}') if when else Markup("")


def _written(stretches: Sequence[Stretch]) -> str:
    said = " ".join(f"{start or ''}-{end or ''}" for start, end in stretches)
    return "" if said == "-" else said


def steps(name: str, said: Sequence[tuple[int, str]]) -> Markup:
    """The attribute `data-<name>` of an element that says the last text whose instant has come; "" where nothing changes."""
    kept = with_stretches(said)
    if len(kept) < 2:
        return Markup("")
    words = "|".join(f"{start} {text}" for text, start, _ in kept)
    return Markup(' data-{}="{}"').format(name, words)


def epoch(moment: datetime) -> int:
    """The instant in seconds since 1970."""
    return int(moment.timestamp())
