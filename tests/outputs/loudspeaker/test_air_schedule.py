"""Which script of a draft is on air, until when, and how scripts share a session, each limit at the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from duthao.clock import midnight
from duthao.outputs.loudspeaker import schedule, sessions
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import PROVINCE
from tests.domain.test_lifecycle import at, draft_with
from tests.loudspeaker_scripts import OPEN, record_of, site_of
from tests.outputs.loudspeaker.test_loudspeaker_desk import item

DAY = date(2026, 11, 25)


def of(now: str, **fields: Any) -> tuple[Site, Record]:
    """The site at an instant, and a record with these fields."""
    record = replace(record_of(PROVINCE, OPEN), draft=draft_with(**fields))
    return site_of(PROVINCE, now), record


@pytest.mark.parametrize(
    ("time", "begins"),
    [("", "2026-11-25"), ("05:00", "2026-11-25 05:00"), ("17:30", "2026-11-25 17:30")],
)
def test_a_session_without_a_time_is_that_of_the_day(time: str, begins: str) -> None:
    assert sessions.begins(DAY, time) == at(begins)
    assert midnight(DAY) == at("2026-11-25")


def test_what_fits_to_the_second_is_read_and_what_does_not_waits_its_turn() -> None:
    whole = [item("a", full=100, short=100), item("b", full=60, short=60)]
    both = [sessions.session("", whole, 160, full=True, number=n) for n in (0, 1)]
    assert [[e.item.id for e in one.entries] for one in both] == [["a", "b"]] * 2
    in_turn = [sessions.session("", whole, 159, full=True, number=n) for n in (0, 1, 2)]
    assert [[e.item.id for e in one.entries] for one in in_turn] == [["a"], ["b"], ["a"]]
    assert [[i.id for i in one.waiting] for one in in_turn] == [["b"], ["a"], ["b"]]
    alone = sessions.session("", whole, 100, full=True, number=0)
    assert [e.item.id for e in alone.entries] == ["a"], "as long as the session"
    none = sessions.session("", [item("c", full=101, short=101)], 100, full=True, number=0)
    assert none.entries == () and [i.id for i in none.waiting] == ["c"]


def test_every_session_of_every_day_takes_the_next_turn() -> None:
    three = [item(name, full=50, short=50) for name in "abc"]
    read = [
        [entry.item.id for entry in session.entries]
        for day in (DAY, date(2026, 11, 26))
        for session in sessions.plan(lambda _: three, day, 1, ["05:00", "17:00"])
    ]
    assert all(len(one) == 1 for one in read)
    names = [one[0] for one in read]
    assert all(after == "abca"["abc".index(before) + 1] for before, after in pairwise(names))


CHANGES = [
    {"closes": "2026-12-20", "reason": "Mưa", "decided": "2026-11-20"},
    {"closes": "2026-12-25", "reason": "Bão", "decided": "2026-11-26"},
]
LONG = {"opens": "2026-11-10", "closes": "2026-12-10"}


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ("2026-11-09 23:59", ""),
        ("2026-11-10", "mo"),
        ("2026-11-16 23:59", "mo"),
        ("2026-11-17", ""),
        ("2026-11-20", "gia-han"),
        ("2026-11-26", "gia-han"),
        ("2026-12-02 23:59", "gia-han"),  # a week after the second change
        ("2026-12-03", ""),
        ("2026-12-18 23:59", ""),
        ("2026-12-19", "nhac"),
        ("2026-12-25 23:59", "nhac"),
        ("2026-12-26", None),
    ],
)
def test_news_are_on_air_for_a_week_and_the_reminder_to_the_end(now: str, kind: str | None) -> None:
    site, record = of(now, rounds=[{**LONG, "deadline_changes": CHANGES}])
    assert schedule._kind_on_air(site, record, site.view(record)) == kind


@pytest.mark.parametrize("gone", ["withdrawn", "dropped"])
def test_what_was_taken_back_is_told_to_be_over_from_then_on(gone: str) -> None:
    fields: dict[str, Any] = (
        {"withdrawn": {"at": "2026-11-20", "reason": "Sót"}}
        if gone == "withdrawn"
        else {"stages": [{"stage": "stopped", "at": "2026-11-20"}]}
    )
    meeting = {"kind": "hoi-nghi", "title": "Hội nghị", "at": "2026-11-25 14:00", "place": "Nhà B", "published": "2026-11-12"}  # fmt: skip
    for now, since in (("2026-11-19 23:59", "2026-12-11"), ("2026-11-20", "2026-11-20")):
        site, record = of(now, rounds=[LONG], events=[meeting], **fields)
        ended = schedule._ended(site, record)
        assert ended and ended[0] == at(since)
        notices = [*schedule._off_air_notices(site, record)]
        assert len(notices) == (2 if now < "2026-11-20" else 1), "a meeting is held no more"


def test_the_shortest_session_of_the_places_that_a_draft_reaches() -> None:
    (first, *_) = record_of(PROVINCE, OPEN).draft.places
    site, _ = of("2026-11-20")
    (key, *_) = site.registers.places_reached((first,))
    place = site.registers.places[key]
    for minutes, is_shortest in ((1, True), (99, False), (None, False)):
        places = {**site.registers.places, key: place.model_copy(update={"slot_minutes": minutes})}
        other = replace(site, registers=site.registers.model_copy(update={"places": places}))
        _, record = of("2026-11-20", places=[first])
        found = schedule.shortest_session(other, record)
        assert (found == (1, place.name)) is is_shortest, minutes
        assert found[0] >= 1
