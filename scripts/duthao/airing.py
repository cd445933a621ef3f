"""What goes on air of which draft while, and when: the loudspeakers' week, in sessions that end in time.

A draft is told of for a week after it opened, after its deadline changed and after its result came out, and in
its last days. Days are counted, not dated: the plan holds from the day on which it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duthao.announcer import duration, slow
from duthao.broadcast import RESULT, Script, kinds, scripts
from duthao.clock import date_vi, until_words
from duthao.lifecycle import NEWS, View, deadlines, effective
from duthao.records import Record
from duthao.retold import answer, changed
from duthao.site import Site
from duthao.translated import Rendering
from duthao.translated import aired as translations

DAYS = 3
DAY_NAMES = ("Ngày thứ nhất", "Ngày thứ hai", "Ngày thứ ba")
OPENING, REMINDER = "mo", "nhac"


class Item(NamedTuple):
    """A draft at the desk. `kind` is the script on air now, "" where none need be;
    `when` says until when, or since when; `slow` are the words that are said slowly,
    `translated` what people made of its opening script in other languages, so far as it holds.
    """

    id: str
    title: str
    kind: str
    label: str
    when: str
    ends: int
    upcoming: bool
    released: bool
    demo: bool
    full: Script | None
    short: Script | None
    slow: tuple[str, ...]
    translated: tuple[Rendering, ...]


class Entry(NamedTuple):
    """An item in a session, with the script chosen."""

    item: Item
    script: Script


class Session(NamedTuple):
    """A time on air: what is read, and what must wait for the next one. `wanted` is how long the full scripts take (seconds)."""

    time: str
    entries: tuple[Entry, ...]
    waiting: tuple[Item, ...]
    wanted: float
    slot: float

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return sum(entry.script.seconds for entry in self.entries)

    @property
    def advice(self) -> str:
        """What was cut to stay within the slot; "" where nothing had to be."""
        if self.wanted <= self.slot:
            return ""
        shortened = [
            entry.item.title
            for entry in self.entries
            if entry.script is entry.item.short and entry.item.kind != REMINDER
        ]
        said = [
            f"Đọc hết các bài mất {duration(self.wanted)}, quá {duration(self.wanted - self.slot)} so với buổi phát."
        ]
        said += [f"Đọc bản ngắn: {'; '.join(shortened)}."] if shortened else []
        said += (
            [f"Để sang buổi sau: {'; '.join(item.title for item in self.waiting)}."]
            if self.waiting
            else []
        )
        return " ".join(said)


def item(site: Site, record: Record) -> Item | None:
    """The draft as the desk shows it now; None where there is nothing to say of it."""
    view = site.view(record)
    role = _role(site, record, view)
    if role is None or view.closes is None or view.opens is None:
        return None
    told = role or REMINDER
    whole = scripts(site, record)
    made = {script.file: script for script in whole.texts} if view.state != "upcoming" else {}
    kind = next((kind for kind in kinds(site, record) if kind.name == told), None)
    given = answer(site, record, view)
    if role == RESULT and given:
        when = f"công bố ngày {date_vi(given[1].at.day)}"
    elif view.state == "upcoming":
        when = f"lấy ý kiến từ ngày {date_vi(view.opens.day)}"
    else:
        when = f"góp ý đến {until_words(view.closes)}"
    return Item(
        record.id,
        record.front.short_title,
        role,
        kind.label if kind else "",
        when,
        int(view.closes.end.timestamp()),
        view.state == "upcoming",
        bool(record.front.radio and record.front.radio.released),
        record.front.demo,
        made.get(f"{told}.txt"),
        made.get(f"{told}-ngan.txt"),
        slow(whole),
        tuple(made for made in translations(site, record) if not made.stale),
    )


def _role(site: Site, record: Record, view: View) -> str | None:
    if not kinds(site, record):
        return None
    given = answer(site, record, view)
    if (
        given
        and effective(given[1]) + NEWS > site.now
        and view.state not in ("withdrawn", "dropped")
    ):
        return RESULT
    if view.state == "upcoming":
        return ""
    if not view.open or view.round is None or view.opens is None:
        return None
    if changed(site, record, view):
        since = max(
            d.since
            for d in deadlines(record.front.rounds[view.round - 1])[1:]
            if d.since <= site.now
        )
        if since + NEWS > site.now:
            return "gia-han"
    if view.opens.start + NEWS > site.now:
        return OPENING
    return REMINDER if view.closing_soon else ""


_tightest: list[tuple[Site, dict[tuple[str, ...], tuple[int, str]]]] = []


def tightest(site: Site, record: Record) -> tuple[int, str]:
    """The shortest session in which the draft is read: its minutes, and the place whose it is ("" where it is everybody's)."""
    if not (_tightest and _tightest[0][0] is site):
        _tightest[:] = [(site, {})]
    known, keys = _tightest[0][1], record.front.places
    if keys not in known:
        places = [site.registers.places[key] for key in site.registers.places_reached(keys)]
        own = [(place.slot_minutes, place.name) for place in places if place.slot_minutes]
        known[keys] = min([*own, (site.settings.radio.slot_minutes, "")])
    return known[keys]


def ordered(items: Sequence[Item]) -> list[Item]:
    """By closing date; results, which cannot be missed by a day, last."""
    return sorted(items, key=lambda i: (i.kind == RESULT, i.ends, i.id))


def plan(items: Sequence[Item], slot_minutes: int, times: Sequence[str]) -> list[list[Session]]:
    """Three days of sessions: full scripts first thing in the day, short ones later, and what did not fit goes first next time."""
    on_air = [i for i in ordered(items) if i.kind and i.full and i.short]
    waiting: list[Item] = []
    days: list[list[Session]] = []
    for _ in range(DAYS):
        day: list[Session] = []
        for place, time in enumerate(times or ("",)):
            first = {i.id for i in waiting}
            queue = waiting + [i for i in on_air if i.id not in first]
            day.append(_session(time, queue, 60.0 * slot_minutes, full=place == 0))
            waiting = list(day[-1].waiting)
        days.append(day)
    return days


def _session(time: str, queue: list[Item], slot: float, *, full: bool) -> Session:
    chosen = [_chosen(i, full) for i in queue]
    taken = wanted = sum(entry.script.seconds for entry in chosen)
    for place in reversed(range(len(chosen))):  # the last to close lose least by a short script
        if taken <= slot:
            break
        short = _chosen(chosen[place].item, False)
        taken += short.script.seconds - chosen[place].script.seconds
        chosen[place] = short
    waiting: list[Item] = []
    while chosen and taken > slot:
        taken -= chosen[-1].script.seconds
        waiting.append(chosen.pop().item)
    return Session(time, tuple(chosen), tuple(reversed(waiting)), wanted, slot)


def _chosen(i: Item, full: bool) -> Entry:
    script = i.full if full and i.kind != REMINDER else i.short
    assert script is not None
    return Entry(i, script)


def spoken(session: Session) -> str:
    """The session's texts one after another, as they are said."""
    return "\n".join(entry.script.text for entry in session.entries)


def aired(days: Sequence[Sequence[Session]]) -> Iterator[Entry]:
    """Every script that the plan uses, once, in the order of first use."""
    seen: set[tuple[str, str]] = set()
    for entry in (entry for day in days for session in day for entry in session.entries):
        if (entry.item.id, entry.script.file) not in seen:
            seen.add((entry.item.id, entry.script.file))
            yield entry
