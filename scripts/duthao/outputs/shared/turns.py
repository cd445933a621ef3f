"""What pages will say as time passes: a value now, and from each coming moment of the record on.

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
    """All values that `make` will give from now on, each once, in order of time; empty ones are left out."""
    holding: list[tuple[Any, list[Stretch]]] = []
    for value, start, end in with_stretches(over_time(site, record, make)):
        for known, stretches in holding:
            if known == value:
                stretches.append((start, end))
                break
        else:
            holding.append((value, [(start, end)]))
    return [_turn(value, stretches) for value, stretches in holding if value]


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
        _turn(entry, [(start, end) for listed, start, end in presence if listed])
        for entry in order
        for presence in (with_stretches([(start, entry in entries) for start, entries in lists]),)
    ]


def with_stretches(values: Iterable[tuple[int, Any]]) -> list[tuple[Any, int, int]]:
    """(value, start, end) of values each given with its start; equal neighbours are one, the first has start 0, the last end 0."""
    changes: list[tuple[int, Any]] = []
    for start, value in values:
        if not changes or changes[-1][1] != value:
            changes.append((start if changes else 0, value))
    ends = [*(start for start, _ in changes[1:]), 0]
    return [(value, start, end) for (start, value), end in zip(changes, ends, strict=True)]


def _turn(value: Any, stretches: Sequence[Stretch]) -> Turn:
    when = written(stretches)
    return {"value": value, "when": when, "now": stretches[0][0] == 0, "span": span(stretches)}


def span(stretches: Sequence[Stretch]) -> Markup:
    """The attribute of an element that is shown in these stretches; "" of one that always is."""
    when = written(stretches)
    hidden = "" if stretches[0][0] == 0 else " hidden"
    return Markup(f' data-span="{when}"{hidden}') if when else Markup("")


def meeting(when: str, stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches in which both hold: those of a turn (`when`), and these."""
    return [
        (max(start, since), min(end or until, until or end))
        for part in (when or "-").split(" ")
        for start, end in (map(int, (number or "0" for number in part.split("-"))),)
        for since, until in stretches
        if (not end or since < end) and (not until or start < until)
    ]


def written(stretches: Sequence[Stretch]) -> str:
    """Stretches as the browser reads them; "" where it always holds."""
    when = " ".join(f"{start or ''}-{end or ''}" for start, end in stretches)
    return "" if when == "-" else when


def steps(name: str, texts: Sequence[tuple[int, str]]) -> Markup:
    """The attribute `data-<name>` of an element that says the last text whose instant has come; "" where nothing changes."""
    changes = with_stretches(texts)
    if len(changes) < 2:
        return Markup("")
    words = "|".join(f"{start} {text}" for text, start, _ in changes)
    return Markup(' data-{}="{}"').format(name, words)


def epoch(moment: datetime) -> int:
    """The instant in seconds since 1970."""
    return int(moment.timestamp())
