"""What a place has on air, day after day: its plan for the days to come, and what of it holds at which instant.

The plan is made at the build for the days ahead; the browser shows the day on which it is read (assets/clock.js).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from duthao.clock import VN, date_vi, midnight, weekday
from duthao.outputs.loudspeaker import schedule, sessions, ssml, translations
from duthao.outputs.loudspeaker.schedule import Airing, Course, Item, Silence
from duthao.outputs.loudspeaker.sessions import Session
from duthao.outputs.shared.turns import Turn, epoch, merged_turns
from duthao.outputs.site import Site

DAYS = 8  # for which the plan is made; who reads it later is told that it is old
AHEAD = 2  # days shown beside the one on which it is read
DAY = timedelta(days=1)


class Desk:
    """What one place has on air from `since` on: the latest instant before the build at which anything of it changed."""

    def __init__(self, site: Site, key: str, courses: Sequence[Course]) -> None:
        self.site, self.place = site, site.registers.places[key]
        self.home = key == site.settings.province.key
        self.folder = "" if self.home else key
        radio = site.settings.radio
        self.minutes = self.place.slot_minutes or radio.slot_minutes
        self.times = self.place.broadcast or radio.times
        self.airings = [told for course in courses for told in course.airings]
        self._silences = [said for course in courses for said in course.silences]
        self.since = since(site.now, self.airings, self._silences)

    @property
    def name(self) -> str:
        """The place's name."""
        return self.place.name

    @property
    def today(self) -> date:
        """The day of the build in Việt Nam."""
        return self.since.date()

    @property
    def end(self) -> datetime:
        """The first instant for which there is no plan."""
        return midnight(self.today) + DAYS * DAY

    @property
    def turns(self) -> list[datetime]:
        """The instants from `since` to before `end` at which what the desk shows may change, ascending."""
        if self.site.settings.as_of:  # a sample stands still
            return [self.since]
        found = {midnight(self.today) + n * DAY for n in range(1, DAYS)}
        found |= {datetime.fromtimestamp(at, VN) for at in _instants(self.airings, self._silences)}
        return [self.since, *sorted(at for at in found if self.since < at < self.end)]

    def items(self, at: datetime) -> list[Item]:
        """What stands at an instant, in its order."""
        instant = epoch(at)
        return schedule.ordered([told.item for told in self.airings if told.at(instant)])

    def silences(self, at: datetime) -> list[Silence]:
        """What is on air no more at an instant, of which people may still have paper."""
        instant = epoch(at)
        return sorted(s for s in self._silences if s.since <= instant < s.until)

    def sessions(self, day: date, seen: datetime) -> list[Session]:
        """The sessions of a day as they are planned at an instant: of those that have begun, what may still be read."""
        return sessions.plan(
            lambda begins: self.items(max(begins, seen)), day, self.minutes, self.times
        )

    def turning(self, make: Callable[[datetime], Sequence[Any]]) -> list[Turn]:
        """All entries of the lists that `make` gives at each turn, each once with when it is shown; after `end` nothing is."""
        lists = [(epoch(at), list(make(at))) for at in self.turns]
        if not self.site.settings.as_of:
            lists.append((epoch(self.end), []))
        return merged_turns(lists)

    @property
    def slot(self) -> str:
        """How long its sessions are, and when."""
        times = f", lúc {joined(self.times)}" if self.times else ""
        return f"Buổi phát {self.minutes} phút{times}. Tốc độ đọc {self.site.settings.speech.rate} âm tiết một phút, chưa tính nhạc hiệu."

    def words(self, items: Sequence[Item]) -> tuple[translations.Word, ...]:
        """For the announcer who interprets what has no translation into a language of the place."""
        told = [
            item.full.text
            for item in items
            if item.full
            and not set(self.place.languages) <= {made.lang for made in item.translated}
        ]
        return translations.glossary(self.site.root, "\n".join(told))


def since(now: datetime, airings: Sequence[Airing], silences: Sequence[Silence]) -> datetime:
    """The latest instant up to `now` at which a desk of these may have changed, midnight at the earliest."""
    past = [at for at in _instants(airings, silences) if at <= epoch(now)]
    return max(midnight(now.date()), datetime.fromtimestamp(max(past, default=0), VN))


def _instants(airings: Sequence[Airing], silences: Sequence[Silence]) -> set[int]:
    stretches = [(told.since, told.until) for told in airings]
    stretches += [(said.since, said.until) for said in silences]
    return {at for stretch in stretches for at in stretch if at}


def joined(words: Sequence[str]) -> str:
    """`05:00, 11:00 và 17:00`."""
    return " và ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def day_said(day: date) -> str:
    """`thứ Hai, 30/11/2026`."""
    return f"{weekday(day)}, {date_vi(day)}"


def headed(day: date) -> str:
    """`Thứ Hai, 30/11/2026`: where nothing stands before it."""
    said = day_said(day)
    return said[:1].upper() + said[1:]


def ceases(item: Item) -> str:
    """From when on it may not be read, as is said beside it; "" where that is not known."""
    return ssml.off_air(datetime.fromtimestamp(item.ceases, VN) if item.ceases else None)
