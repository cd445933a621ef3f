"""What goes on air of which draft, and when: the course of a record at the loudspeakers, from now on.

A draft is told of for a week after it opened, after its deadline changed and after its result came out, and in its
last days; a meeting three days before, the day before, and on its day until it begins.
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
    files,
    is_released,
    kinds,
    off_air_at,
    off_air_reason,
)
from duthao.outputs.loudspeaker.scripts import Script, scripts
from duthao.outputs.loudspeaker.ssml import slow_phrases
from duthao.outputs.loudspeaker.translations import Rendering
from duthao.outputs.loudspeaker.translations import on_air as translations
from duthao.outputs.shared.turns import coming_sites, epoch, with_stretches
from duthao.outputs.site import Site
from duthao.records.record import Record

_DAY = timedelta(days=1)
_CALLED = (3, 1)  # days before a meeting on which it is told of, its own day aside


class Item(NamedTuple):
    """A draft, or a meeting about one, at the desk. `kind` is the script on air, "" where none need be; `when` says until
    when, or since when; `ceases` is the instant from which nothing of it may be read, in epoch seconds (0: not known);
    `slow` are the words that are said slowly, `translated` what people made of its opening script in other languages,
    so far as it holds.
    """

    id: str
    title: str
    kind: str
    label: str
    when: str
    ends: int
    ceases: int
    upcoming: bool
    released: bool
    demo: bool
    full: Script | None
    short: Script | None
    slow: tuple[str, ...]
    translated: tuple[Rendering, ...]


class Airing(NamedTuple):
    """An item while it stands: from `since` to before `until`, in epoch seconds (0: since before, for ever)."""

    item: Item
    since: int
    until: int

    def at(self, instant: int) -> bool:
        """Whether it stands then."""
        return self.since <= instant and not 0 < self.until <= instant


class Silence(NamedTuple):
    """Why something is on air no more, said in its place from `since` to before `until` (epoch seconds)."""

    title: str
    why: str
    since: int
    until: int


class Course(NamedTuple):
    """All that the loudspeakers tell of a record from now on, as far as it is known now."""

    airings: tuple[Airing, ...]
    silences: tuple[Silence, ...]


def course(site: Site, record: Record) -> Course:
    """The course of a record: made at the instant of the build and at each of its coming moments, by the same functions."""
    told, ahead = _coming(site, record)
    own = with_stretches([(epoch(then.now), item(then, told)) for then in ahead])
    airings = [Airing(told_of, since, until) for told_of, since, until in own if told_of]
    return Course((*airings, *_calls(site, told)), tuple(_silences(site, told)))


def _coming(site: Site, record: Record) -> tuple[Record, tuple[Site, ...]]:
    """As `turns.coming_sites`, also of a sample whose clock stands still: its plan is of days to come."""
    if not site.settings.as_of:
        return coming_sites(site, record)
    told = replace(record, draft=as_published(record.draft, site.now))
    later = [moment for moment in moments(told.draft, site.terms) if moment > site.now]
    return told, (site, *(replace(site, now=moment) for moment in later))


def item(site: Site, record: Record) -> Item | None:
    """The draft as the desk shows it now; None where there is nothing to say of it."""
    view = site.view(record)
    role = _role(site, record, view)
    if role is None or view.closes is None or view.opens is None:
        return None
    kind = next((kind for kind in kinds(site, record) if kind.name == role), None)
    whole = scripts(site, record) if kind else None
    made = {script.file: script for script in whole.texts} if whole else {}
    result = published_result(site, record, view)
    if role == RESULT and result:
        when = f"công bố {listed_words(result.step.at)}"
    elif view.state == "upcoming":
        when = f"lấy ý kiến {deadline_words.listed_since(view.opens)}"
    else:
        when = f"góp ý {deadline_words.listed_until(view.closes)}"
    return Item(
        record.id,
        record.draft.short_title,
        role,
        kind.label if kind else "",
        when,
        epoch(view.closes.end),
        epoch(end) if kind and (end := off_air_at(site, record, kind)) else 0,
        view.state == "upcoming",
        is_released(record),
        record.draft.demo,
        made.get(f"{role}.txt"),
        made.get(f"{role}-ngan.txt"),
        slow_phrases(whole) if whole else (),
        tuple(made for made in translations(site, record) if not made.stale),
    )


def _role(site: Site, record: Record, view: View) -> str | None:
    if view.round is None:
        return None
    result = published_result(site, record, view)
    if (
        result
        and effective(result.step) + NEWS > site.now
        and view.state not in ("withdrawn", "dropped")
    ):
        return RESULT
    if view.state == "upcoming":
        return ""
    if not view.open or view.opens is None:
        return None
    if changed_deadline(site, record, view):
        since = max(
            d.since
            for d in deadlines(record.draft.rounds[view.round - 1])[1:]
            if d.since <= site.now
        )
        if since + NEWS > site.now:
            return NEW_DEADLINE
    if view.opens.start + NEWS > site.now:
        return OPENING
    return REMINDER if view.closing_soon else ""


def _calls(site: Site, record: Record) -> Iterator[Airing]:
    """The meetings to come, each on the days on which it is told of."""
    for kind in kinds(site, record):
        if not kind.meeting or off_air_reason(site, record, kind):
            continue
        whole, start = scripts(site, record), kind.meeting.at.start
        [script] = [made for made in whole.texts if made.file in files(kind)]
        called = Item(
            record.id,
            record.draft.short_title,
            kind.name,
            kind.label,
            f"họp lúc {listed_words(kind.meeting.at)}",
            epoch(start),
            epoch(start),
            False,
            is_released(record),
            record.draft.demo,
            script,
            script,
            slow_phrases(whole),
            (),
        )
        first, day_before = (midnight(start.date()) - before * _DAY for before in _CALLED)
        yield Airing(called, epoch(first), epoch(first + _DAY))
        yield Airing(called, epoch(day_before), epoch(start))


def _silences(site: Site, record: Record) -> Iterator[Silence]:
    title = record.draft.short_title
    if ended := _ended(site, record):
        since, why = ended
        yield Silence(title, why, epoch(since), epoch(_midnight_after(since + NEWS)))
    for kind in kinds(site, record):
        if kind.meeting and site.view(record).state not in ("withdrawn", "dropped"):
            start = kind.meeting.at.start
            why = f"cuộc họp đã bắt đầu {at_words(kind.meeting.at)}"
            yield Silence(title, why, epoch(start), epoch(_midnight_after(start + _DAY)))


def _ended(site: Site, record: Record) -> tuple[datetime, str] | None:
    """Since when, or from when on, opinions on the draft are not asked any more, and why."""
    view, front = site.view(record), record.draft
    if view.round is None or view.closes is None:
        return None
    if view.state == "withdrawn" and front.withdrawn:
        return effective(front.withdrawn), f"dự thảo đã được rút {at_words(front.withdrawn.at)}"
    if view.state == "dropped":
        stop = min((s for s in front.stages if s.stage == "stopped"), key=effective)
        return effective(stop), f"văn bản đã dừng xây dựng {at_words(stop.at)}"
    return view.closes.end, f"hết hạn góp ý {deadline_words.listed_end(view.closes)}"


def _midnight_after(moment: datetime) -> datetime:
    return midnight(moment.date()) + _DAY


_shortest_sessions: list[tuple[Site, dict[tuple[str, ...], tuple[int, str]]]] = []


def shortest_session(site: Site, record: Record) -> tuple[int, str]:
    """The shortest session in which the draft is read: its minutes, and the place whose it is ("" where it is everybody's)."""
    if not (_shortest_sessions and _shortest_sessions[0][0] is site):
        _shortest_sessions[:] = [(site, {})]
    shortest, keys = _shortest_sessions[0][1], record.draft.places
    if keys not in shortest:
        places = [site.registers.places[key] for key in site.registers.places_reached(keys)]
        own = [(place.slot_minutes, place.name) for place in places if place.slot_minutes]
        shortest[keys] = min([*own, (site.settings.radio.slot_minutes, "")])
    return shortest[keys]


def ordered(items: Sequence[Item]) -> list[Item]:
    """By closing date; results, which cannot be missed by a day, last."""
    return sorted(items, key=lambda i: (i.kind == RESULT, i.ends, i.id, i.kind))
