"""What a place has on air, day after day: its plan for the days to come, and what of it holds at which instant.

The plan is made at the build for the days ahead; the browser shows the day on which it is read (assets/clock.js).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from duthao.clock import VN, date_vi, midnight, weekday
from duthao.outputs.loudspeaker import sessions, ssml, translations
from duthao.outputs.loudspeaker.schedule import AirItem, AirSchedule, OffAirNotice, ordered
from duthao.outputs.loudspeaker.sessions import Session
from duthao.outputs.shared.turns import Turn, epoch, merged_turns
from duthao.outputs.site import Site
from duthao.speech.sentences import listed

DAYS = 8  # for which the plan is made; who reads it later is told that it is old
AHEAD = 2  # days shown beside the one on which it is read
DAY = timedelta(days=1)


class Desk:
    """What one place has on air from `since` on: the latest instant before the build at which anything of it changed."""

    def __init__(self, site: Site, key: str, schedules: Sequence[AirSchedule]) -> None:
        self.site, self.place = site, site.registers.places[key]
        self.home = key == site.settings.province.key
        self.folder = "" if self.home else key
        radio = site.settings.radio
        self.minutes = self.place.slot_minutes or radio.slot_minutes
        self.times = self.place.broadcast or radio.times
        self._airings = [airing for schedule in schedules for airing in schedule.airings]
        self._notices = [notice for schedule in schedules for notice in schedule.off_air]
        self._instants = _instants(schedules)
        self.since = since(site.now, schedules)

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
        turns = {midnight(self.today) + n * DAY for n in range(1, DAYS)}
        turns |= {datetime.fromtimestamp(instant, VN) for instant in self._instants}
        return [self.since, *sorted(at for at in turns if self.since < at < self.end)]

    def items(self, at: datetime) -> list[AirItem]:
        """What is on the desk at an instant, in its order."""
        instant = epoch(at)
        return ordered([a.item for a in self._airings if a.holds_at(instant)])

    def off_air(self, at: datetime) -> list[OffAirNotice]:
        """What is on air no more at an instant, of which people may still have paper."""
        instant = epoch(at)
        return sorted(n for n in self._notices if n.since <= instant < n.until)

    def sessions(self, day: date, at: datetime) -> list[Session]:
        """The sessions of a day as they are planned at an instant: of those that have begun, what may still be read."""
        return sessions.plan(
            lambda begins: self.items(max(begins, at)), day, self.minutes, self.times
        )

    def over_time(self, make: Callable[[datetime], Sequence[Any]]) -> list[Turn]:
        """All entries of the lists that `make` gives at each turn, each once with when it is shown; after `end` nothing is."""
        lists = [(epoch(at), list(make(at))) for at in self.turns]
        if not self.site.settings.as_of:
            lists.append((epoch(self.end), []))
        return merged_turns(lists)

    @property
    def slot(self) -> str:
        """How long its sessions are, and when."""
        times = f", lúc {listed(self.times)}" if self.times else ""
        return f"Buổi phát {self.minutes} phút{times}. Tốc độ đọc {self.site.settings.speech.rate} âm tiết một phút, chưa tính nhạc hiệu."

    def words(self, items: Sequence[AirItem]) -> tuple[translations.Word, ...]:
        """For the announcer who interprets what has no translation into a language of the place."""
        spoken = set(self.place.languages)
        texts = [i.full.text for i in items if i.full and spoken - {r.lang for r in i.renderings}]
        return translations.glossary(self.site.root, "\n".join(texts))


def since(now: datetime, schedules: Sequence[AirSchedule]) -> datetime:
    """The latest instant up to `now` at which a desk of these may have changed, midnight at the earliest."""
    past = [instant for instant in _instants(schedules) if instant <= epoch(now)]
    return max(midnight(now.date()), datetime.fromtimestamp(max(past, default=0), VN))


def _instants(schedules: Sequence[AirSchedule]) -> set[int]:
    """When something comes on the desk or leaves it, in epoch seconds."""
    airings = [(airing.since, airing.until) for s in schedules for airing in s.airings]
    notices = [(notice.since, notice.until) for s in schedules for notice in s.off_air]
    return {instant for stretch in (*airings, *notices) for instant in stretch if instant}


def weekday_words(day: date) -> str:
    """`thứ Hai, 30/11/2026`."""
    return f"{weekday(day)}, {date_vi(day)}"


def headed(day: date) -> str:
    """`Thứ Hai, 30/11/2026`: where nothing stands before it."""
    words = weekday_words(day)
    return words[:1].upper() + words[1:]


def ceases(item: AirItem) -> str:
    """From when on it may not be read, as is said beside it; "" where that is not known."""
    return ssml.off_air_words(datetime.fromtimestamp(item.off_air, VN) if item.off_air else None)
