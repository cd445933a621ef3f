"""What a page says now and from each coming instant on: stretches as the browser reads them, each value once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duthao.outputs.shared import turns
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import PROVINCE
from tests.domain.test_lifecycle import at, draft_with
from tests.loudspeaker_scripts import OPEN, record_of, site_of


def test_equal_neighbours_are_one_stretch() -> None:
    assert turns.with_stretches([(5, "a"), (10, "a"), (20, "b"), (30, "a")]) == [
        ("a", 0, 20),
        ("b", 20, 30),
        ("a", 30, 0),
    ]
    assert turns.with_stretches([(5, "a")]) == [("a", 0, 0)]


def test_each_entry_of_the_lists_stands_once_at_a_place_that_is_right_in_all() -> None:
    lists = [(1, ["b", "d"]), (10, ["a", "b", "d"]), (20, ["b", "c", "d"]), (30, [])]
    assert [(t["value"], t["when"], t["now"], t["span"]) for t in turns.merged_turns(lists)] == [
        ("a", "10-20", False, ' data-span="10-20" hidden'),
        ("b", "-30", True, ' data-span="-30"'),
        ("c", "20-30", False, ' data-span="20-30" hidden'),
        ("d", "-30", True, ' data-span="-30"'),
    ]


def test_entries_that_come_together_stay_in_their_order() -> None:
    lists = [(1, ["z"]), (10, ["x", "y", "z"])]
    assert [t["value"] for t in turns.merged_turns(lists)] == ["x", "y", "z"]


@pytest.mark.parametrize(
    ("when", "stretches", "both"),
    [
        ("", [(0, 0)], [(0, 0)]),
        ("", [(10, 40)], [(10, 40)]),
        ("10-40", [(0, 0)], [(10, 40)]),
        ("5-20 30-", [(10, 40)], [(10, 20), (30, 40)]),
        ("-20", [(10, 0)], [(10, 20)]),
        ("15-", [(0, 20)], [(15, 20)]),
        ("10-20", [(20, 30)], []),
        ("20-30", [(10, 20)], []),
        ("10-20", [(5, 12), (18, 0)], [(10, 12), (18, 20)]),
    ],
)
def test_what_holds_in_two_spans_holds_in_what_they_share(
    when: str, stretches: list[turns.Stretch], both: list[turns.Stretch]
) -> None:
    assert turns.meeting(when, stretches) == both


def test_an_entry_that_comes_again_has_both_its_stretches() -> None:
    lists = [(1, ["a"]), (10, []), (20, ["a"])]
    assert [(t["value"], t["when"]) for t in turns.merged_turns(lists)] == [("a", "-10 20-")]


def test_what_always_holds_has_no_span() -> None:
    (turn,) = turns.merged_turns([(1, ["a"]), (10, ["a"])])
    assert (turn["when"], turn["now"], turn["span"]) == ("", True, "")
    assert turns.span([(0, 0)]) == ""
    assert turns.span([(0, 7), (9, 0)]) == ' data-span="-7 9-"'


def test_steps_are_written_only_where_something_changes() -> None:
    assert turns.steps("x", [(1, "a"), (10, "a")]) == ""
    changing = [(1, "còn 2 ngày"), (10, "còn 1 ngày"), (20, 'hết "hạn"')]
    assert turns.steps("con-lai", changing) == (
        ' data-con-lai="0 còn 2 ngày|10 còn 1 ngày|20 hết &#34;hạn&#34;"'
    )


@pytest.mark.parametrize(("as_of", "coming"), [("", 4), ("2026-11-20T08:00+07:00", 0)])
def test_what_comes_of_a_record_that_opens_tomorrow(as_of: str, coming: int) -> None:
    """Nothing where the clock stands still; else it opens, is no longer new, has few days left, closes."""
    site = site_of(PROVINCE, "2026-11-20T08:00+07:00")
    site = replace(site, settings=site.settings.model_copy(update={"as_of": as_of}))
    draft = draft_with(rounds=[{"opens": "2026-11-21", "closes": "2026-12-10"}])
    record = replace(record_of(PROVINCE, OPEN), draft=draft)
    _, (now, *later) = turns.coming_sites(site, record)
    assert now.now == site.now
    moments = [at(day) for day in ("2026-11-21", "2026-11-28", "2026-12-04", "2026-12-11")]
    assert [s.now for s in later if s.now <= moments[-1]] == moments[:coming]
    values = turns.turns(site, record, lambda s, r: "" if s.now < at("2026-11-21") else "mở")
    assert [(t["value"], t["now"]) for t in values] == [("mở", False)][:coming]


def test_what_is_put_out_later_is_not_told_before() -> None:
    change = {"closes": "2026-12-20", "reason": "Mưa", "decided": "2026-11-18", "published": "2026-11-25"}  # fmt: skip
    draft = draft_with(
        rounds=[{"opens": "2026-11-10", "closes": "2026-12-10", "deadline_changes": [change]}]
    )
    record = replace(record_of(PROVINCE, OPEN), draft=draft)
    known, sites = turns.coming_sites(site_of(PROVINCE, "2026-11-20T08:00+07:00"), record)
    assert not known.draft.rounds[0].deadline_changes
    assert at("2026-11-25") not in [site.now for site in sites]
    known, sites = turns.coming_sites(site_of(PROVINCE, "2026-11-25T00:00+07:00"), record)
    assert known.draft.rounds[0].deadline_changes and sites[1].now == at("2026-12-02")


def test_equal_values_at_different_times_are_one_turn_with_all_its_stretches() -> None:
    draft = draft_with(rounds=[{"opens": "2026-11-21", "closes": "2026-12-10"}])
    record = replace(record_of(PROVINCE, OPEN), draft=draft)
    site = site_of(PROVINCE, "2026-11-20T08:00+07:00")

    def asked(site: Site, _: Record) -> str:
        return "hỏi" if at("2026-11-21") <= site.now < at("2026-12-04") else "im"

    opens, soon = (int(at(day).timestamp()) for day in ("2026-11-21", "2026-12-04"))
    assert [(t["value"], t["when"]) for t in turns.turns(site, record, asked)] == [
        ("im", f"-{opens} {soon}-"),
        ("hỏi", f"{opens}-{soon}"),
    ]
    entries = turns.entry_turns(site, record, lambda s, r: [asked(s, r)])
    assert {t["value"]: t["when"] for t in entries} == {
        "im": f"-{opens} {soon}-",
        "hỏi": f"{opens}-{soon}",
    }
