"""Meetings and trainings in figures: each once, by what was put out, with who came as far as anybody counted."""

from __future__ import annotations

from typing import Any

import pytest

from duthao.domain.meetings.meeting_events import SiteMeeting
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.domain.registers import Registers
from duthao.domain.statistics import report_periods
from duthao.domain.statistics.figure_types import Statistics
from duthao.domain.statistics.record_facts import RecordFacts, meeting_facts, moments
from tests.domain.test_statistics import HALF, at, facts, registers, told

__all__ = ["registers"]
NEXT = report_periods.between(HALF.last.replace(day=15), HALF.last.replace(month=12))
HELD = {"published": "2026-03-11T09:00+07:00", "attended": "40"}


def with_meetings(registers: Registers, **meetings: dict[str, Any]) -> Registers:
    """The registers with these meetings of the site; each has a place in the first half of the year unless it says otherwise."""
    dossiers = {}
    for name, fields in meetings.items():
        key = name.replace("_", "-")
        known = {
            "kind": "tap-huan",
            "title": "Lớp tập huấn",
            "agency": "so-tu-phap",
            "at": "2026-03-10T08:00+07:00",
            "published": "2026-03-02",
        }
        meeting = SiteMeeting.model_validate({**known, **fields})
        dossiers[key] = MeetingDossier(key, meeting, "", {})
    return registers.model_copy(update={"meetings": dossiers})


def of_site(registers: Registers, **meetings: dict[str, Any]) -> list[RecordFacts]:
    return [*meeting_facts(with_meetings(registers, **meetings))]


def numbers(made: Statistics) -> tuple[Any, ...]:
    """Meetings, who came, trainings, who came; None where there is no number. Each is the sum of its list."""
    keys = ("meetings", "meeting_people", "training", "training_people")
    figures = [made.figures[key] for key in keys]
    for figure in figures:
        assert figure.value == sum(item.amount for item in figure.items or ())
    return tuple(figure.value if figure.told else None for figure in figures)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (0, 0, 1, None)),  # nobody counted: that is not nought
        ({"held": HELD}, (0, 0, 1, 40)),
        ({"kind": "doi-thoai", "held": HELD}, (1, 40, None, None)),
        ({"kind": "doi-thoai"}, (1, None, None, None)),
        ({"cancelled": {"reason": "Mưa lũ.", "at": "2026-03-09"}}, (0, 0, None, None)),
        ({"published": None}, (0, 0, None, None)),  # of it nobody was told
        ({"demo": "true", "held": HELD}, (0, 0, None, None)),
        ({"at": "2026-08-10", "published": "2026-08-01"}, (0, 0, 0, 0)),
    ],
)
def test_what_counts(
    registers: Registers, fields: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    assert numbers(told(*of_site(registers, lop_1=fields))) == expected


def test_a_sample_counts_the_invented_alone(registers: Registers) -> None:
    made = told(*of_site(registers, lop_1={"demo": "true"}, lop_2={}), demo=True)
    assert [item.id for item in made.figures["training"].items or ()] == ["lop-1"]
    assert made.others == 0  # no draft was left out


def test_who_came_counts_when_it_was_put_out(registers: Registers) -> None:
    late = {"held": {"published": "2026-06-20", "attended": "40"}}
    records = of_site(registers, lop_1=late)
    assert numbers(told(*records)) == (0, 0, 1, None)
    assert numbers(told(*records, period=NEXT)) == (0, 0, 0, 40)
    assert [item.note for item in told(*records).later_entries] == [
        "Số người dự: Tập huấn: Lớp tập huấn, ngày 10/03/2026, công bố ngày 20/06/2026"
    ]
    assert at("2026-06-20") in set(moments(records[0]))


def test_a_meeting_of_the_site_and_of_a_draft_is_counted_once(registers: Registers) -> None:
    """And it tells people of the draft, whose every stage it may be."""
    shared = {
        "kind": "doi-thoai",
        "drafts": ["x-2026-001"],
        "at": "2026-02-10T08:00+07:00",
        "held": HELD,
    }
    shared |= {"published": "2026-02-03"}
    known = with_meetings(registers, hop_1=shared)
    same = {"kind": "doi-thoai", "title": "Đối thoại", "at": "2026-02-10T14:00+07:00", "held": HELD}
    other = same | {"at": "2026-02-11T14:00+07:00"}
    channel = {"channel": "dialogue", "done": "2026-02-10"}
    for events, channels, expected in (
        ([], [], (1, 40, None, None)),
        ([same], [channel], (1, 40, None, None)),
        ([other], [channel], (2, 80, None, None)),
    ):
        draft = facts(known, events=events, channels=channels, agency="so-tu-phap", scope=None)
        made = told(draft, *meeting_facts(known))
        assert numbers(made) == expected
        assert [item.id for item in made.figures["told_beyond"].items or ()] == ["x-2026-001"]
    without = told(facts(registers), *meeting_facts(known))
    assert made.figures["asked"].value == without.figures["asked"].value == 1  # it is no draft


def test_a_training_of_a_draft_is_no_meeting(registers: Registers) -> None:
    event = {"kind": "tap-huan", "title": "Tập huấn", "at": "2026-02-10", "held": HELD}
    assert numbers(told(facts(registers, events=[event]))) == (0, 0, 1, 40)


def test_a_report_of_an_agency_has_what_it_held(registers: Registers) -> None:
    records = of_site(registers, lop_1={}, lop_2={"agency": "so-noi-vu"})
    own = [record for record in records if "so-noi-vu" in record.agencies]
    assert numbers(told(*own)) == (0, 0, 1, None)
