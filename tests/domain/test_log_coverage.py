"""How far a draft was made known: what counts, for which round, for how many days, and what lacks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duthao import clock
from duthao.domain import communication_log as log
from duthao.domain import log_coverage
from duthao.domain.communication_log import LogEntry
from duthao.domain.draft import Draft
from duthao.domain.log_coverage import Figures, PlaceCoverage, Reach
from duthao.domain.registers import PublicPosting
from tests.domain.test_lifecycle import at, draft_with
from tests.judged_records import KNOWN

BOARD, AIR, LEAFLET, PORTAL = "bang-tin", "dai-truyen-thanh", "tai-lieu", "trang-thong-tin"
TWO = ["ky-anh", "thanh-sen"]
FIRST: dict[str, Any] = {"opens": "2026-05-01", "closes": "2026-05-31"}
SECOND: dict[str, Any] = {"opens": "2026-09-01", "closes": "2026-09-30"}
LAW = PublicPosting(board_days=30, air_days=3, source="Luật", certainty="second_hand")
KIND = "nq-hdnd-xa"


def entry(when: str, channel: str = BOARD, event: str = "opened", **others: Any) -> LogEntry:
    fields = {"place": "ky-anh", "unit": "UBND xã", **others}
    if isinstance(until := fields.get("until"), str):
        fields["until"] = clock.parse_date(until)
    return LogEntry(at=clock.parse(when), channel=channel, event=event, **fields)


def drafted(*rounds: dict[str, Any], **fields: Any) -> Draft:
    return draft_with(rounds=[*rounds] or [FIRST], **{"places": TWO, **fields})


def covered(
    *entries: LogEntry,
    now: str = "2026-12-31",
    draft: Draft | None = None,
    number: int = 1,
    about: log.About = "asking",
    posting: PublicPosting | None = None,
) -> dict[str, PlaceCoverage]:
    draft = draft or drafted()
    kinds = dict(KNOWN.document_types)
    kinds[draft.document_type] = kinds[KIND].model_copy(update={"public_posting": posting})
    known = KNOWN.model_copy(update={"document_types": kinds})
    places = log_coverage.coverage(known, draft, entries, at(now), about, number)
    return {place.place: place for place in places}


def ky_anh(*entries: LogEntry, **options: Any) -> PlaceCoverage:
    return covered(*entries, **options)["ky-anh"]


def test_the_eight_forms_of_the_decree_then_others() -> None:
    assert [key for key, form in log.CHANNELS.items() if form.of_decree_49] == list(log.CHANNELS)[
        :8
    ]
    for key, form in log.CHANNELS.items():
        assert log.value_key("channel", form.label) == log.value_key("channel", key) == key
    for key, label in log.EVENTS.items():
        assert log.value_key("event", label.upper()) == log.value_key("event", key) == key
    assert {entry("2026-05-02", event=e).about for e in log.EVENTS} == {"asking", "result", None}
    assert log.value_key("event", "nhac") == "closing_soon"
    assert log.value_key("channel", "loa phường") is None


def test_each_gap_has_its_words() -> None:
    assert log_coverage.GAPS == {
        "not_posted": "chưa niêm yết",
        "not_aired": "chưa phát loa",
        "posted_short": "niêm yết chưa đủ ngày",
        "aired_short": "phát loa chưa đủ ngày",
        "still_up": "chưa gỡ khi dự thảo đã rút, đã dừng",
    }


def test_figures_of_a_commune() -> None:
    place = ky_anh(
        entry("2026-05-02", until="2026-05-31", evidence=("minh-chung/a.jpg",)),
        entry("2026-05-03 17:00", AIR, minutes=4),
        entry("2026-05-04 17:00", AIR, minutes=3, evidence=("https://x.example",)),
        entry("2026-05-05", LEAFLET, copies=200),
        entry("2026-05-06", "cuoc-hop"),
        entry("2026-05-07", PORTAL, place=""),
    )
    assert place.all == Reach(
        entries=5,
        sent=1,
        posted=1,
        aired=2,
        told=1,
        minutes=7,
        copies=200,
        posted_days=29,
        aired_days=2,
        last_aired=date(2026, 5, 4),
        first=date(2026, 5, 2),
        last=date(2026, 5, 31),
    )
    assert place.all.taken_down
    shown = place.evidenced
    assert (shown.entries, shown.posted, shown.aired, shown.sent) == (2, 1, 1, 0)
    assert (shown.minutes, shown.posted_days, shown.aired_days) == (3, 29, 1)


def test_a_commune_without_entries_stands_first() -> None:
    places = covered(entry("2026-05-02"), entry("2026-05-03", AIR))
    assert list(places) == ["thanh-sen", "ky-anh"]
    assert places["thanh-sen"].all == Reach()
    assert places["thanh-sen"].gaps == ("not_posted", "not_aired")
    assert places["ky-anh"].gaps == ()


@pytest.mark.parametrize(
    ("until", "now", "days", "up"),
    [
        (None, "2026-05-31 23:59", 29, True),
        (None, "2026-06-01", 30, True),
        ("2026-05-31", "2026-05-31 23:59", 29, True),  # its last day is one on which it hangs
        ("2026-05-31", "2026-06-01", 29, False),
        ("2026-06-01", "2026-05-20", 18, True),
        ("2026-06-01", "2026-07-01", 30, False),
    ],
)
def test_days_on_the_board_are_counted_without_the_first(
    until: str | None, now: str, days: int, up: bool
) -> None:
    assert ky_anh(entry("2026-05-02 16:00", until=until), now="2026-05-02 15:59").all == Reach()
    place = ky_anh(entry("2026-05-02 16:00", until=until), now=now)
    assert (place.all.posted_days, place.all.up, place.all.taken_down) == (days, up, not up)


def test_days_run_on_when_a_sheet_is_replaced_and_not_over_a_gap_or_two_boards() -> None:
    first = entry("2026-05-02", until="2026-05-12")
    assert (
        ky_anh(first, entry("2026-05-13", event="extended", until="2026-05-20")).all.posted_days
        == 18
    )
    assert (
        ky_anh(first, entry("2026-05-10", event="changed", until="2026-05-20")).all.posted_days
        == 18
    )
    assert ky_anh(first, entry("2026-05-14", until="2026-05-20")).all.posted_days == 10
    other = entry("2026-05-13", until="2026-05-20", unit="Nhà văn hóa thôn 3")
    assert ky_anh(first, other).all.posted_days == 10
    same = entry("2026-05-13", until="2026-05-20", unit="UBND XÃ")
    assert ky_anh(first, same).all.posted_days == 18


def test_days_on_the_air() -> None:
    days = [entry(f"2026-05-0{n} 17:00", AIR) for n in (2, 3, 5, 6, 7)]
    assert ky_anh(*days).all.aired_days == 3
    assert ky_anh(*days, entry("2026-05-04 05:30", AIR)).all.aired_days == 6
    assert ky_anh(entry("2026-05-02", AIR, until="2026-05-04")).all.aired_days == 3
    assert ky_anh(entry("2026-05-31", AIR), entry("2026-05-30 23:30", AIR)).all.aired_days == 2


def test_what_is_late_or_still_to_come_does_not_count() -> None:
    place = ky_anh(
        entry("2026-05-31 23:59"),
        entry("2026-06-01", AIR),
        entry("2026-06-01", AIR, event="meeting"),
        now="2026-06-02",
    )
    assert (place.late, place.all.posted, place.all.aired) == (1, 1, 1)
    assert ky_anh(entry("2026-05-20"), now="2026-05-19").all == Reach()
    extended = {
        **FIRST,
        "deadline_changes": [{"closes": "2026-06-05", "reason": "Mưa", "decided": "2026-05-20"}],
    }
    assert ky_anh(entry("2026-06-01", AIR), draft=drafted(extended)).late == 0


@pytest.mark.parametrize("event", [*log.EVENTS])
def test_only_what_asks_for_opinions_can_be_late(event: str) -> None:
    asks = ("opened", "changed", "corrected", "extended", "shortened", "closing_soon")
    assert log_coverage.is_late(drafted(), entry("2026-06-01", event=event)) == (event in asks)


def test_the_first_asking_is_what_is_meant_where_nothing_is_said() -> None:
    draft, entries = drafted(FIRST, SECOND), (entry("2026-05-02"), entry("2026-09-02"))
    places = log_coverage.coverage(KNOWN, draft, entries, at("2026-12-31"))
    assert {p.place: p.all.entries for p in places} == {"ky-anh": 1, "thanh-sen": 0}


def test_each_round_has_its_own() -> None:
    draft = drafted(FIRST, SECOND)
    for when, event, number in (
        ("2026-04-20", "opened", 1),
        ("2026-05-01", "opened", 1),
        ("2026-08-31 23:59", "opened", 1),
        ("2026-08-20", "announced", 2),
        ("2026-10-20", "announced", 2),
        ("2026-09-01", "closing_soon", 2),
        ("2026-09-15", "answered", 1),
        ("2026-09-30 23:59", "answered", 1),
        ("2026-10-01", "answered", 2),
    ):
        assert log_coverage.round_of(draft, entry(when, event=event)) == number, when
    entries = [entry("2026-05-02"), entry("2026-09-02", AIR), entry("2026-10-05", event="answered")]
    assert ky_anh(*entries, draft=draft).all.entries == 1
    assert ky_anh(*entries, draft=draft, number=2).all.aired == 1
    assert ky_anh(*entries, draft=draft, number=2, about="result").all.posted == 1
    assert log_coverage.round_of(drafted({"unknown": "true"}), entry("2026-09-02")) == 1
    assert not log_coverage.is_late(drafted({"unknown": "true"}), entry("2026-09-02"))


def test_there_is_the_latest_asking_to_make_known_and_the_latest_result() -> None:
    draft = drafted({**FIRST, "outcome": {"answered": {"at": "2026-07-10"}}}, SECOND)
    for now, asked in (
        ("2026-04-30", ()),
        ("2026-05-01", ((1, "asking"),)),
        ("2026-07-09", ((1, "asking"),)),
        ("2026-07-10", ((1, "asking"), (1, "result"))),
        ("2026-09-01", ((2, "asking"), (1, "result"))),
    ):
        assert log_coverage.asked_at(draft, at(now)) == asked, now


def test_a_duty_is_held_against_days_only_where_it_is_known() -> None:
    short = (entry("2026-05-02", until="2026-05-31"), entry("2026-05-02", AIR, until="2026-05-03"))
    assert ky_anh(*short).gaps == ()
    assert ky_anh(*short, posting=LAW).gaps == ("posted_short", "aired_short")
    enough = (entry("2026-05-02", until="2026-06-01"), entry("2026-05-02", AIR, until="2026-05-04"))
    assert ky_anh(*enough, posting=LAW).gaps == ()
    going_on = (entry("2026-05-02"), entry("2026-05-02", AIR, until="2026-05-03"))
    assert ky_anh(*going_on, posting=LAW, now="2026-05-04").gaps == ()
    assert ky_anh(*going_on, posting=LAW, now="2026-05-05").gaps == ("aired_short",)
    half = PublicPosting(source="Luật", certainty="unverified")
    assert ky_anh(*short, posting=half).gaps == ()


def test_a_draft_that_was_withdrawn_is_to_be_taken_down_and_nothing_else() -> None:
    gone = drafted(withdrawn={"reason": "Khảo sát thêm", "at": "2026-05-20"})
    up = ky_anh(entry("2026-05-02"), draft=gone, posting=LAW)
    assert up.gaps == ("still_up",) and up.all.posted_days == 18 and up.all.up
    down = covered(entry("2026-05-02", until="2026-05-20"), draft=gone)
    assert down["ky-anh"].gaps == down["thanh-sen"].gaps == ()
    assert ky_anh(entry("2026-05-21"), draft=gone).all.posted_days == 0
    before = ky_anh(entry("2026-05-02"), draft=gone, now="2026-05-19 23:59")
    assert before.gaps == ("not_aired",)
    back = {
        "reason": "Khảo sát thêm",
        "at": "2026-05-20",
        "reinstated": {"reason": "Xong", "at": "2026-05-25"},
    }
    assert ky_anh(entry("2026-05-02"), draft=drafted(withdrawn=back)).gaps == ("not_aired",)


def test_communes_are_those_whose_people_it_concerns() -> None:
    day = date(2026, 5, 20)
    everywhere = log_coverage.communes(KNOWN, drafted(places=["ha-tinh"]), day)
    assert set(everywhere) == {
        k
        for k, p in KNOWN.places.items()
        if p.kind != "tinh" and (not p.since or p.since <= day) and (not p.until or day <= p.until)
    }
    assert "ha-tinh" not in everywhere
    assert log_coverage.communes(KNOWN, drafted(), day) == ("ky-anh", "thanh-sen")


def test_communes_are_those_of_the_day() -> None:
    places = dict(KNOWN.places)
    for key, field, day in (
        ("ky-anh", "until", date(2026, 6, 30)),
        ("thanh-sen", "since", date(2026, 7, 1)),
    ):
        places[key] = places[key].model_copy(update={field: day})
    known = KNOWN.model_copy(update={"places": places})
    assert log_coverage.communes(known, drafted(), date(2026, 6, 30)) == ("ky-anh",)
    assert log_coverage.communes(known, drafted(), date(2026, 7, 1)) == ("thanh-sen",)
    first = log_coverage.coverage(known, drafted(FIRST, SECOND), (), at("2026-12-31"))
    assert [p.place for p in first] == ["ky-anh"]
    second = log_coverage.coverage(known, drafted(FIRST, SECOND), (), at("2026-12-31"), number=2)
    assert [p.place for p in second] == ["thanh-sen"]


def test_the_day_of_a_round_and_of_its_result() -> None:
    told = {"summarised": {"at": "2026-06-20"}, "answered": {"at": "2026-07-10"}}
    draft = drafted({**FIRST, "outcome": told})
    for about, now, day in (
        ("asking", "2026-05-10", date(2026, 5, 10)),
        ("asking", "2026-06-10", date(2026, 5, 31)),
        ("result", "2026-06-19", date(2026, 6, 19)),
        ("result", "2026-06-20", date(2026, 6, 20)),
        ("result", "2026-07-09", date(2026, 6, 20)),
        ("result", "2026-07-10", date(2026, 7, 10)),
        ("result", "2026-08-01", date(2026, 7, 10)),
    ):
        assert log_coverage.day_of(draft, about, 1, at(now)) == day
        assert log_coverage.day_of(draft, about, 2, at(now)) == at(now).date()


_ENTRIES = st.lists(
    st.builds(
        entry,
        st.dates(date(2026, 4, 20), date(2026, 6, 10)).map(str),
        st.sampled_from([*log.CHANNELS]),
        st.sampled_from([*log.EVENTS]),
        place=st.sampled_from([*TWO, "", "can-loc"]),
        evidence=st.sampled_from([(), ("a.jpg",)]),
        minutes=st.integers(0, 9),
        copies=st.integers(0, 9),
    ),
    max_size=12,
)


@given(_ENTRIES, st.dates(date(2026, 5, 1), date(2026, 6, 20)))
def test_figures_reconcile(entries: list[LogEntry], day: date) -> None:
    """Each entry of the two communes that has come is counted once: in time, or late."""
    places = covered(*entries, now=day.isoformat()).values()
    due = [
        e
        for e in entries
        if e.about == "asking" and e.place in TWO and e.at.start <= clock.midnight(day)
    ]
    assert sum(p.all.entries + p.late for p in places) == len(due)
    for whole in (p.all for p in places):
        assert whole.entries == whole.sent + whole.posted + whole.aired + whole.told
        assert whole.posted_days <= (day - date(2026, 4, 20)).days
        assert (whole.first is None) == (whole.entries == 0)
    for place in places:
        for name in (
            "entries",
            "sent",
            "posted",
            "aired",
            "minutes",
            "copies",
            "posted_days",
            "aired_days",
        ):
            assert getattr(place.evidenced, name) <= getattr(place.all, name)
    every, shown = (log_coverage.figures(places, evidenced=e) for e in (False, True))
    assert every.places == shown.places == 2
    assert every.posted == len({e.place for e in due if e.act == "posted" and not _late(e)})
    for name in ("sent", "posted", "aired"):
        assert getattr(shown, name) <= getattr(every, name)


def _late(told: LogEntry) -> bool:
    return log_coverage.is_late(drafted(), told)


def test_figures_of_a_draft() -> None:
    places = covered(
        entry("2026-05-02", until="2026-05-20", evidence=("a.jpg",)),
        entry("2026-05-02", AIR),
        entry("2026-05-02", LEAFLET, place="thanh-sen", evidence=("a.jpg",)),
        entry("2026-05-03", place="thanh-sen"),
    ).values()
    assert log_coverage.figures(places) == Figures(
        places=2, sent=1, posted=2, aired=1, taken_down=1
    )
    assert log_coverage.figures(places, evidenced=True) == Figures(2, 1, 1, 0, 1)


@pytest.mark.parametrize(
    ("day", "key", "words"),
    [
        (date(2026, 1, 1), "2026-quy-1", "quý I năm 2026"),
        (date(2026, 3, 31), "2026-quy-1", "quý I năm 2026"),
        (date(2026, 4, 1), "2026-quy-2", "quý II năm 2026"),
        (date(2026, 9, 30), "2026-quy-3", "quý III năm 2026"),
        (date(2026, 10, 1), "2026-quy-4", "quý IV năm 2026"),
        (date(2026, 12, 31), "2026-quy-4", "quý IV năm 2026"),
    ],
)
def test_quarters(day: date, key: str, words: str) -> None:
    assert (log.quarter(day).key, log.quarter(day).words) == (key, words)
    assert log.quarter(day) < log.quarter(day + timedelta(days=92))


def test_days_of_an_entry() -> None:
    told = entry("2026-05-02", AIR, until="2026-05-04")
    assert [d.day for d in told.days(date(2026, 5, 3))] == [2, 3]
    assert list(told.days(date(2026, 5, 1))) == []
    assert [d.day for d in entry("2026-05-02", AIR).days(date(2026, 5, 9))] == [2]
    assert log_coverage.longest_run([]) == 0
