"""A day at the loudspeakers of a place: sessions that end in time, planned from what is on the desk when each begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from duthao.clock import midnight
from duthao.outputs.loudspeaker.schedule import AirItem, ordered
from duthao.outputs.loudspeaker.script_kinds import REMINDER
from duthao.outputs.loudspeaker.scripts import Script
from duthao.outputs.loudspeaker.ssml import duration


class SessionEntry(NamedTuple):
    """An item in a session, with the script chosen."""

    item: AirItem
    script: Script


class Session(NamedTuple):
    """A time on air: what is read, and what must wait for another. `wanted` is how long it would take to read all of it in
    the form meant for this session, `slot` how long the session is (seconds).
    """

    time: str
    entries: tuple[SessionEntry, ...]
    waiting: tuple[AirItem, ...]
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
        advice = f"Đọc hết các bài mất {duration(self.wanted)}, quá {duration(self.wanted - self.slot)} so với buổi phát."
        shortened = [
            entry.item.title
            for entry in self.entries
            if entry.script is entry.item.short is not entry.item.full
            and entry.item.kind != REMINDER
        ]
        if shortened:
            advice += f" Đọc bản ngắn: {'; '.join(shortened)}."
        if self.waiting:
            advice += f" Để sang buổi khác: {'; '.join(item.title for item in self.waiting)}."
        return advice


def begins(day: date, time: str) -> datetime:
    """When the session of this `HH:MM` begins; without one, when the day does."""
    hours, _, minutes = time.partition(":")
    return midnight(day) + timedelta(hours=int(hours or 0), minutes=int(minutes or 0))


def plan(
    items_at: Callable[[datetime], Iterable[AirItem]],
    day: date,
    slot_minutes: int,
    times: Sequence[str],
) -> list[Session]:
    """The sessions of a day: full scripts in the first, short ones later; `items_at` gives what is on the desk then."""
    times = times or ("",)
    return [
        session(
            time,
            [i for i in ordered([*items_at(begins(day, time))]) if i.kind and i.full and i.short],
            60.0 * slot_minutes,
            full=n == 0,
            number=day.toordinal() * len(times) + n,
        )
        for n, time in enumerate(times)
    ]


def session(
    time: str, on_air: Sequence[AirItem], slot: float, *, full: bool, number: int
) -> Session:
    """The session that is the `number`th of all days: where not even the short scripts of all fit, each has its turn."""
    turns = _turns(on_air, slot)
    items = turns[number % len(turns)] if turns else []
    entries = [_entry(item, full) for item in items]
    seconds = sum(entry.script.seconds for entry in entries)
    for n in reversed(range(len(entries))):  # the last to close lose least by a short script
        if seconds <= slot:
            break
        short = _entry(items[n], False)
        seconds += short.script.seconds - entries[n].script.seconds
        entries[n] = short
    wanted = sum(_entry(item, full).script.seconds for item in on_air)
    waiting = tuple(item for item in on_air if item not in items)
    return Session(time, tuple(entries), waiting, wanted, slot)


def _turns(on_air: Sequence[AirItem], slot: float) -> list[list[AirItem]]:
    """The items in groups whose short scripts fit a session; what fits none is in none."""
    turns: list[list[AirItem]] = []
    left = 0.0
    for item in on_air:
        seconds = _entry(item, False).script.seconds
        if seconds > slot:
            continue
        if not turns or seconds > left:
            turns.append([])
            left = slot
        turns[-1].append(item)
        left -= seconds
    return turns


def _entry(item: AirItem, full: bool) -> SessionEntry:
    script = item.full if full and item.kind != REMINDER else item.short
    assert script is not None
    return SessionEntry(item, script)


def each_text(days: Iterable[Sequence[Session]]) -> Iterator[SessionEntry]:
    """Every text that these days read, once, in the order of first use."""
    seen: set[tuple[str, str, str]] = set()
    for entry in (entry for day in days for session in day for entry in session.entries):
        key = entry.item.id, entry.script.file, entry.script.text
        if key not in seen:
            seen.add(key)
            yield entry
