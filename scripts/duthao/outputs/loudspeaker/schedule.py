"""What goes on air of a draft, and when, from now on.

A draft is on air for a week after it opened, after its deadline changed and after its result came out, and in its last
days; a meeting three days before, the day before, and on its day until it begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from duthao.clock import at_words, listed_words, midnight
from duthao.domain import deadline_words
from duthao.domain.lifecycle import NEWS, View, moments
from duthao.domain.publication import as_published, effective
from duthao.domain.rounds import deadlines
from duthao.outputs.loudspeaker.script_facts import changed_deadline, published_result
from duthao.outputs.loudspeaker.script_kinds import (
    NEW_DEADLINE,
    OPENING,
    REMINDER,
    RESULT,
    ScriptKind,
    files,
    is_released,
    kinds,
    off_air_at,
    off_air_reason,
)
from duthao.outputs.loudspeaker.scripts import Script, Scripts, scripts
from duthao.outputs.loudspeaker.ssml import slow_phrases
from duthao.outputs.loudspeaker.translations import Rendering, on_air
from duthao.outputs.shared.minimum_days import airing_days
from duthao.outputs.shared.turns import coming_sites, epoch, with_stretches
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

_DAY = timedelta(days=1)
_DAYS_BEFORE_MEETING = (3, 1)  # on which it is on air, its own day aside


class AirItem(NamedTuple):
    """A draft, or a meeting about one, at the desk.

    `kind` names the script on air, "" where none need be; `when` says until when, or since when; `closes` is the closing
    date, by which items are ordered, `off_air` the instant from which nothing of it may be read (epoch seconds; 0: not
    known); `full` and `short` are its scripts, the same one where there is one form, None where none is on air; `slow` the
    words that are said slowly; `renderings` those of its opening script in other languages that are not stale.
    """

    id: str
    title: str
    kind: str
    label: str
    when: str
    closes: int
    off_air: int
    released: bool
    demo: bool
    full: Script | None
    short: Script | None
    slow: tuple[str, ...]
    renderings: tuple[Rendering, ...]


class Airing(NamedTuple):
    """An item while it is on the desk: from `since` to before `until`, in epoch seconds (0: since before, for ever)."""

    item: AirItem
    since: int
    until: int

    def holds_at(self, instant: int) -> bool:
        """Whether it is on the desk then."""
        return self.since <= instant and not 0 < self.until <= instant


class OffAirNotice(NamedTuple):
    """What is off the air and why, shown from `since` to before `until` (epoch seconds)."""

    title: str
    reason: str
    since: int
    until: int


class AirSchedule(NamedTuple):
    """What goes on air of a record from now on, and what is off the air, as far as it is known now."""

    airings: tuple[Airing, ...]
    off_air: tuple[OffAirNotice, ...]


def air_schedule(site: Site, record: Record) -> AirSchedule:
    """The schedule of a record: made at the instant of the build and at each of its coming moments, by the same functions."""
    known, sites = _coming(site, record)
    items = with_stretches([(epoch(then.now), item(then, known)) for then in sites])
    airings = [Airing(item, since, until) for item, since, until in items if item]
    return AirSchedule(
        (*airings, *_meeting_airings(site, known)), tuple(_off_air_notices(site, known))
    )


def _coming(site: Site, record: Record) -> tuple[Record, tuple[Site, ...]]:
    """As `turns.coming_sites`, also of a sample whose clock stands still: its plan is of days to come."""
    if not site.settings.as_of:
        return coming_sites(site, record)
    known = replace(record, draft=as_published(record.draft, site.now))
    later = [moment for moment in moments(known.draft, site.terms) if moment > site.now]
    return known, (site, *(replace(site, now=moment) for moment in later))


def item(site: Site, record: Record) -> AirItem | None:
    """The draft as the desk shows it now; None where it does not."""
    view = site.view(record)
    name = _kind_on_air(site, record, view)
    if name is None or view.closes is None or view.opens is None:
        return None
    result = published_result(site, record, view)
    if name == RESULT and result:
        days = airing_days(site, record)
        when = f"công bố {listed_words(result.step.at)}" + (f", {days}" if days else "")
    elif view.state == "upcoming":
        when = f"lấy ý kiến {deadline_words.listed_since(view.opens)}"
    else:
        when = f"góp ý {deadline_words.listed_until(view.closes)}"
    kind = next((kind for kind in kinds(site, record) if kind.name == name), None)
    return _item(site, record, kind, when, epoch(view.closes.end))


def _item(site: Site, record: Record, kind: ScriptKind | None, when: str, closes: int) -> AirItem:
    """The record with its script of this kind; None where none is on air."""
    draft_scripts = scripts(site, record) if kind else Scripts((), (), ())
    by_file = {script.file: script for script in draft_scripts.texts}
    texts = [by_file[file] for file in files(kind)] if kind else [None]
    end = off_air_at(site, record, kind) if kind else None
    return AirItem(
        id=record.id,
        title=record.draft.short_title,
        kind=kind.name if kind else "",
        label=kind.label if kind else "",
        when=when,
        closes=closes,
        off_air=epoch(end) if end else 0,
        released=is_released(record),
        demo=record.draft.demo,
        full=texts[0],
        short=texts[-1],
        slow=slow_phrases(draft_scripts),
        renderings=()
        if kind and kind.meeting
        else tuple(r for r in on_air(site, record) if not r.stale),
    )


def _kind_on_air(site: Site, record: Record, view: View) -> str | None:
    """The name of the script that is on air; "" where none need be, None where the draft is not on the desk."""
    if view.round is None:
        return None
    result = published_result(site, record, view)
    taken_back = view.state in ("withdrawn", "dropped")
    if result and effective(result.step) + NEWS > site.now and not taken_back:
        return RESULT
    if view.state == "upcoming":
        return ""
    if not view.open or view.opens is None:
        return None
    if changed_deadline(site, record, view):
        later = deadlines(record.draft.rounds[view.round - 1])[1:]
        if max(d.since for d in later if d.since <= site.now) + NEWS > site.now:
            return NEW_DEADLINE
    if view.opens.start + NEWS > site.now:
        return OPENING
    return REMINDER if view.closing_soon else ""


def _meeting_airings(site: Site, record: Record) -> Iterator[Airing]:
    """The meetings to come, each on the days on which it is on air."""
    for kind in kinds(site, record):
        if kind.meeting and not off_air_reason(site, record, kind):
            start = kind.meeting.at.start
            when = f"họp lúc {listed_words(kind.meeting.at)}"
            called = _item(site, record, kind, when, epoch(start))
            first, last = (midnight(start.date()) - n * _DAY for n in _DAYS_BEFORE_MEETING)
            yield Airing(called, epoch(first), epoch(first + _DAY))
            yield Airing(called, epoch(last), epoch(start))


def _off_air_notices(site: Site, record: Record) -> Iterator[OffAirNotice]:
    title = record.draft.short_title
    if ended := _ended(site, record):
        since, reason = ended
        yield OffAirNotice(title, reason, epoch(since), epoch(_midnight_after(since + NEWS)))
    for kind in kinds(site, record):
        if kind.meeting and site.view(record).state not in ("withdrawn", "dropped"):
            start = kind.meeting.at.start
            reason = f"cuộc họp đã bắt đầu {at_words(kind.meeting.at)}"
            yield OffAirNotice(title, reason, epoch(start), epoch(_midnight_after(start + _DAY)))


def _ended(site: Site, record: Record) -> tuple[datetime, str] | None:
    """Since when, or from when on, opinions on the draft are not asked any more, and why."""
    view, draft = site.view(record), record.draft
    if view.round is None or view.closes is None:
        return None
    if view.state == "withdrawn" and draft.withdrawn:
        return effective(draft.withdrawn), f"dự thảo đã được rút {at_words(draft.withdrawn.at)}"
    if view.state == "dropped":
        stop = min((s for s in draft.stages if s.stage == "stopped"), key=effective)
        return effective(stop), f"văn bản đã dừng xây dựng {at_words(stop.at)}"
    return view.closes.end, f"hết hạn góp ý {deadline_words.listed_end(view.closes)}"


def _midnight_after(moment: datetime) -> datetime:
    return midnight(moment.date()) + _DAY


@memo
def shortest_session(site: Site, record: Record) -> tuple[int, str]:
    """The shortest session in which the draft is read: its minutes, and the place whose it is ("" where it is everybody's)."""
    reached = site.registers.places_reached(record.draft.places)
    places = [site.registers.places[key] for key in reached]
    own = [(place.slot_minutes, place.name) for place in places if place.slot_minutes]
    return min([*own, (site.settings.radio.slot_minutes, "")])


def ordered(items: Sequence[AirItem]) -> list[AirItem]:
    """By closing date; results, which cannot be missed by a day, last."""
    return sorted(items, key=lambda i: (i.kind == RESULT, i.closes, i.id, i.kind))
