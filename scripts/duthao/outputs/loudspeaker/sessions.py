"""A day at the loudspeakers of a place: sessions that end in time, planned from what stands when each begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from duthao.clock import midnight
from duthao.outputs.loudspeaker.schedule import Item, ordered
from duthao.outputs.loudspeaker.script_kinds import REMINDER
from duthao.outputs.loudspeaker.scripts import Script
from duthao.outputs.loudspeaker.ssml import duration


class Entry(NamedTuple):
    """An item in a session, with the script chosen."""

    item: Item
    script: Script


class Session(NamedTuple):
    """A time on air: what is read, and what must wait for another. `wanted` is how long the full scripts take (seconds)."""

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
            if entry.script is entry.item.short is not entry.item.full
            and entry.item.kind != REMINDER
        ]
        said = [
            f"Đọc hết các bài mất {duration(self.wanted)}, quá {duration(self.wanted - self.slot)} so với buổi phát."
        ]
        said += [f"Đọc bản ngắn: {'; '.join(shortened)}."] if shortened else []
        said += (
            [f"Để sang buổi khác: {'; '.join(item.title for item in self.waiting)}."]
            if self.waiting
            else []
        )
        return " ".join(said)


def begins(day: date, time: str) -> datetime:
    """When the session of this `HH:MM` begins; without one, when the day does."""
    hours, _, minutes = time.partition(":")
    return midnight(day) + timedelta(hours=int(hours or 0), minutes=int(minutes or 0))


def plan(
    standing: Callable[[datetime], Iterable[Item]],
    day: date,
    slot_minutes: int,
    times: Sequence[str],
) -> list[Session]:
    """The sessions of a day: full scripts in the first, short ones later; `standing` gives what stands at an instant."""
    times = times or ("",)
    return [
        session(
            time,
            [i for i in ordered([*standing(begins(day, time))]) if i.kind and i.full and i.short],
            60.0 * slot_minutes,
            full=place == 0,
            number=day.toordinal() * len(times) + place,
        )
        for place, time in enumerate(times)
    ]


def session(time: str, on_air: Sequence[Item], slot: float, *, full: bool, number: int) -> Session:
    """The session that is the `number`th of all days: where not even the short scripts of all fit, each has its turn."""
    turns = _turns(on_air, slot)
    mine = turns[number % len(turns)] if turns else []
    chosen = [_chosen(i, full) for i in mine]
    taken = sum(entry.script.seconds for entry in chosen)
    for place in reversed(range(len(chosen))):  # the last to close lose least by a short script
        if taken <= slot:
            break
        short = _chosen(chosen[place].item, False)
        taken += short.script.seconds - chosen[place].script.seconds
        chosen[place] = short
    wanted = sum(_chosen(i, full).script.seconds for i in on_air)
    waiting = tuple(i for i in on_air if i not in mine)
    return Session(time, tuple(chosen), waiting, wanted, slot)


def _turns(on_air: Sequence[Item], slot: float) -> list[list[Item]]:
    """The items in groups whose short scripts fit a session; what fits none is in none."""
    turns: list[list[Item]] = []
    left = 0.0
    for i in on_air:
        seconds = _chosen(i, False).script.seconds
        if seconds > slot:
            continue
        if not turns or seconds > left:
            turns.append([])
            left = slot
        turns[-1].append(i)
        left -= seconds
    return turns


def _chosen(i: Item, full: bool) -> Entry:
    script = i.full if full and i.kind != REMINDER else i.short
    assert script is not None
    return Entry(i, script)


def aired(days: Iterable[Sequence[Session]]) -> Iterator[Entry]:
    """Every script that the plan uses, once, in the order of first use."""
    seen: set[tuple[str, str, str]] = set()
    for entry in (entry for day in days for one in day for entry in one.entries):
        key = entry.item.id, entry.script.file, entry.script.text
        if key not in seen:
            seen.add(key)
            yield entry
