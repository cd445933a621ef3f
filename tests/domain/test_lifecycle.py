"""States, flags and events at an instant: the last second, the first after, and every path of a draft."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest

from duthao import clock
from duthao.domain.draft import Draft, Stage
from duthao.domain.events import LABEL, STAGE_LABEL, Event, events
from duthao.domain.lifecycle import (
    STATES,
    done_dates,
    ended_since,
    lists,
    moments,
    state_since,
    view,
)
from duthao.domain.rounds import TimeLimits, late_answers, time_limits
from duthao.domain.settings import Settings

BASE: dict[str, Any] = {
    "title": "Nghị quyết về một việc",
    "short_title": "Một việc",
    "summary": "Tóm tắt.",
    "document_type": "nq",
    "agency": "so-a",
    "issuer": "hdnd",
    "topics": ["giao-duc"],
    "places": ["tinh"],
}
ROUND = {"opens": "2026-11-10", "closes": "2026-11-30"}


def draft_with(*, outcome: Any = None, answer_due: str | None = None, **fields: Any) -> Draft:
    """A record of one round; `outcome` and `answer_due` are those of that round."""
    own = {"outcome": outcome, "answer_due": answer_due}
    round_ = {**ROUND, **{key: value for key, value in own.items() if value}}
    return Draft.model_validate({**BASE, "rounds": [round_], **fields})


DIGEST = re.compile(r"-[0-9a-f]{8}$")


def at(text: str) -> datetime:
    return clock.parse(text).start


def state(record: Draft, moment: str) -> str:
    return view(record, at(moment)).state


def happened(record: Draft, until: str = "2030-01-01") -> list[tuple[str, str]]:
    """Kinds and keys; of keys that hold a digest what stands before it."""
    return [(e.kind, DIGEST.sub("", e.key)) for e in all_events(record) if e.when <= at(until)]


def all_events(record: Draft) -> tuple[Event, ...]:
    return events("lc-2026-007", record, "vanban.example")


@pytest.mark.parametrize(
    "moment,expected",
    [
        ("2026-11-09T23:59:59+07:00", "upcoming"),
        ("2026-11-10T00:00:00+07:00", "open"),
        ("2026-11-09T17:00:00Z", "open"),
        ("2026-11-30T23:59:59+07:00", "open"),
        ("2026-11-30T16:59:59Z", "open"),
        ("2026-12-01T00:00:00+07:00", "analysing"),
        ("2026-11-30T17:00:00Z", "analysing"),
        ("2026-11-30T09:00:00-08:00", "analysing"),
    ],
)
def test_a_bare_date_lasts_to_the_end_of_its_day_in_viet_nam(moment: str, expected: str) -> None:
    assert state(draft_with(), moment) == expected


def test_an_hour_closes_at_the_hour() -> None:
    timed = draft_with(rounds=[{"opens": "2026-11-10 08:00", "closes": "2026-11-30 17:00"}])
    assert [
        state(timed, f"2026-11-{m}") for m in ("10 07:59", "10 08:00", "30 16:59", "30 17:00")
    ] == ["upcoming", "open", "open", "analysing"]


@pytest.mark.parametrize(
    "opens,closes,last,after",
    [
        ("2028-02-09", "2028-02-29", "2028-02-29T23:59:59+07:00", "2028-03-01"),
        ("2026-12-20", "2026-12-31", "2026-12-31T23:59:59+07:00", "2027-01-01"),
        (
            "2027-01-27",
            "2027-02-06",
            "2027-02-06T23:59:59+07:00",
            "2027-02-07",
        ),  # Tết of 2027 counts like any day
    ],
)
def test_leap_day_years_end_and_tet(opens: str, closes: str, last: str, after: str) -> None:
    record = draft_with(rounds=[{"opens": opens, "closes": closes}])
    assert (state(record, last), state(record, after)) == ("open", "analysing")


def test_closing_soon_is_the_last_seven_days() -> None:
    assert [
        view(draft_with(), at(m)).closing_soon
        for m in (
            "2026-11-23T23:59:59+07:00",
            "2026-11-24",
            "2026-11-30T23:59:59+07:00",
            "2026-12-01",
        )
    ] == [False, True, True, False]
    assert (
        view(draft_with(), at("2026-11-28"), TimeLimits(closing_soon_days=2)).closing_soon is False
    )


def test_a_short_round_has_no_closing_soon_event() -> None:
    for days, expected in ((6, False), (7, False), (8, True)):
        closes = (at("2026-11-10") + timedelta(days=days - 1)).date().isoformat()
        kinds = {
            kind
            for kind, _ in happened(draft_with(rounds=[{"opens": "2026-11-10", "closes": closes}]))
        }
        assert ("closing_soon" in kinds) is expected


def changed(*changes: dict[str, str]) -> Draft:
    return draft_with(
        rounds=[{**ROUND, "deadline_changes": [{"reason": "Lý do", **c} for c in changes]}]
    )


def test_extension_while_open() -> None:
    record = changed(
        {"closes": "2026-12-05", "decided": "2026-11-25", "published": "2026-11-25T09:00+07:00"}
    )
    before, after = (
        view(record, at("2026-11-25T08:59:59+07:00")),
        view(record, at("2026-11-25T09:00+07:00")),
    )
    assert (str(before.closes), str(after.closes), str(after.first_closes)) == (
        "2026-11-30",
        "2026-12-05",
        "2026-11-30",
    )
    assert (before.closing_soon, after.closing_soon) == (True, False)
    assert happened(record, "2026-12-31") == [
        ("opened", "1"),
        ("closing_soon", "2026-11-30"),
        ("extended", "2026-12-05"),
        ("closing_soon", "2026-12-05"),
        ("closed", "2026-12-05"),
    ]


def test_extension_after_closing_opens_again() -> None:
    record = changed({"closes": "2026-12-15", "decided": "2026-12-03"})
    assert [
        state(record, m)
        for m in (
            "2026-11-30T12:00+07:00",
            "2026-12-02",
            "2026-12-03",
            "2026-12-15T23:59+07:00",
            "2026-12-16",
        )
    ] == ["open", "analysing", "open", "open", "analysing"]
    assert [e for e in happened(record, "2026-12-31") if e[0] in ("closed", "extended")] == [
        ("closed", "2026-11-30"),
        ("extended", "2026-12-15"),
        ("closed", "2026-12-15"),
    ]


def test_shortening_and_a_second_extension() -> None:
    record = changed(
        {"closes": "2026-11-20", "decided": "2026-11-12"},
        {"closes": "2026-12-10", "decided": "2026-11-15"},
    )
    assert [
        str(view(record, at(m)).closes) for m in ("2026-11-11", "2026-11-13", "2026-11-16")
    ] == ["2026-11-30", "2026-11-20", "2026-12-10"]
    assert [k for k, _ in happened(record, "2026-11-20")] == [
        "opened",
        "shortened",
        "closing_soon",
        "extended",
    ]


def test_a_deadline_moved_away_and_back_gives_no_id_twice() -> None:
    record = changed(
        {"closes": "2026-12-10", "decided": "2026-11-12"},
        {"closes": "2026-11-30", "decided": "2026-11-14"},
        {"closes": "2026-12-10", "decided": "2026-11-16"},
    )
    assert [e for e in happened(record) if e[0] == "extended"] == [("extended", "2026-12-10")] * 2
    assert len({e.id for e in all_events(record)}) == len(all_events(record))


def test_late_entry_counts_from_when_it_was_put_out() -> None:
    record = draft_with(
        withdrawn={"reason": "Rút", "at": "2026-11-15", "published": "2026-11-20T10:00+07:00"}
    )
    assert [
        state(record, m) for m in ("2026-11-19", "2026-11-20T09:59+07:00", "2026-11-20T10:00+07:00")
    ] == ["open", "open", "withdrawn"]
    event = all_events(record)[-1]
    assert (event.kind, str(event.at), event.when) == (
        "withdrawn",
        "2026-11-15",
        at("2026-11-20T10:00+07:00"),
    )


def test_nothing_closes_after_withdrawal() -> None:
    record = draft_with(withdrawn={"reason": "Rút", "at": "2026-11-15"})
    assert [k for k, _ in happened(record)] == ["opened", "withdrawn"]


def test_what_is_taken_back_at_an_instant_does_not_open_or_close_at_it() -> None:
    gone = {"reason": "Rút"}
    assert [k for k, _ in happened(draft_with(withdrawn={**gone, "at": "2026-11-10"}))] == [
        "withdrawn"
    ]
    ended = [k for k, _ in happened(draft_with(withdrawn={**gone, "at": "2026-12-01"}))]
    assert ended == ["opened", "closing_soon", "withdrawn"]
    back = {"at": "2026-12-01", "reason": "Đã bổ sung"}
    taken_up = draft_with(withdrawn={**gone, "at": "2026-11-20", "reinstated": back})
    closed = [e for e in all_events(taken_up) if e.kind == "closed"]
    assert [e.when for e in closed] == [at("2026-12-01")]
    assert [k for k, _ in happened(taken_up)] == ["opened", "withdrawn", "closed", "reinstated"]


def test_what_was_taken_back_twice_is_gone_since_the_first_time() -> None:
    stopped = [{"stage": "stopped", "at": "2026-11-18"}]
    for day, first in (("2026-11-15", "2026-11-15"), ("2026-11-25", "2026-11-18")):
        record = draft_with(withdrawn={"reason": "Rút", "at": day}, stages=stopped)
        assert ended_since(record, at("2026-12-20")) == at(first)
    assert ended_since(record, at("2026-11-17 23:59")) is None


def test_of_two_answers_that_are_owed_the_first_day_is_told() -> None:
    rounds = [
        {"opens": "2026-09-01", "closes": "2026-09-20", "answer_due": "2026-10-10"},
        {"opens": "2026-10-15", "closes": "2026-11-05", "answer_due": "2026-11-20"},
    ]
    seen = view(draft_with(rounds=rounds), at("2026-12-01"))
    assert (seen.answer_overdue, str(seen.answer_due)) == (True, "2026-10-10")


def test_every_date_of_what_was_done_is_a_claim_with_its_place() -> None:
    """`effect` is known before it comes, and a date that was left out claims nothing."""
    days = [f"2026-01-{number:02d}" for number in range(1, 15)]
    record = draft_with(
        rounds=[
            {
                **ROUND,
                "deadline_changes": [{"closes": "2026-12-05", "reason": "Mưa", "decided": days[0]}],
                "outcome": {
                    "summarised": {"at": days[1]},
                    "answered": {"at": days[2]},
                    "no_report": {"at": days[3], "reason": "Ít"},
                },
            }
        ],
        stages=[{"stage": "drafting", "at": days[4]}, {"stage": "effect", "at": days[5]}],
        changes=[{"at": days[6], "kind": "change", "note": "Sửa"}],
        issued={"number": "1/NQ", "date": days[7]},
        withdrawn={"at": days[8], "reason": "Rút", "reinstated": {"at": days[9], "reason": "Lại"}},
        no_secret={"by": "Văn phòng", "date": days[10]},
        approved={"by": "Lãnh đạo", "date": days[11], "sha256": "0" * 64},
        radio={"released": {"by": "Văn phòng", "date": days[12]}},
        channels=[
            {"channel": "loudspeaker", "planned": "2026-02-01"},
            {"channel": "loudspeaker", "done": days[13]},
        ],
    )
    assert [(place, str(said)) for place, said in done_dates(record)] == [
        (("rounds", 0, "deadline_changes", 0, "decided"), days[0]),
        (("rounds", 0, "outcome", "summarised", "at"), days[1]),
        (("rounds", 0, "outcome", "answered", "at"), days[2]),
        (("rounds", 0, "outcome", "no_report", "at"), days[3]),
        (("stages", 0, "at"), days[4]),
        (("changes", 0, "at"), days[6]),
        (("issued", "date"), days[7]),
        (("withdrawn", "at"), days[8]),
        (("withdrawn", "reinstated", "at"), days[9]),
        (("channels", 1, "done"), days[13]),
        (("radio", "released", "date"), days[12]),
        (("approved", "date"), days[11]),
        (("no_secret", "date"), days[10]),
    ]


@pytest.mark.parametrize(
    ("when", "instants"),
    [
        ({"at": "2026-06-10 14:00"}, ["2026-06-10 14:00"]),
        ({"at": "2026-06-10"}, ["2026-06-10", "2026-06-11"]),
        ({"at": "2026-06-10 14:00", "published": "2026-06-01"}, ["2026-06-01", "2026-06-10 14:00"]),
    ],
)
def test_a_meeting_is_a_moment_when_it_is_called_and_when_it_is_over(
    when: dict[str, str], instants: list[str]
) -> None:
    meeting = {"kind": "hoi-nghi", "title": "Hội nghị", **when}
    assert set(moments(draft_with(events=[meeting]))) - set(moments(draft_with())) == set(
        map(at, instants)
    )


def test_overdue_whatever_the_state() -> None:
    record = draft_with(
        stages=[{"stage": "appraisal", "at": "2026-12-05"}], answer_due="2026-12-20"
    )
    seen = [view(record, at(m)) for m in ("2026-12-20T23:59:59+07:00", "2026-12-21")]
    assert [(v.state, v.answer_overdue) for v in seen] == [
        ("appraising", False),
        ("appraising", True),
    ]
    answered = draft_with(outcome={"answered": {"at": "2026-12-28"}}, answer_due="2026-12-20")
    assert view(answered, at("2026-12-29")).answer_overdue is False
    assert ("overdue", "2026-12-20") in happened(answered)


def test_withdrawal_and_the_answer_owed() -> None:
    """Taken back while open: nobody's answer is due. Taken back after closing: it still is."""
    early = draft_with(withdrawn={"reason": "Rút", "at": "2026-11-20"}, answer_due="2026-12-20")
    late = draft_with(withdrawn={"reason": "Rút", "at": "2026-12-10"}, answer_due="2026-12-20")
    assert [view(r, at("2026-12-21")).answer_overdue for r in (early, late)] == [False, True]
    assert [("overdue", "2026-12-20") in happened(r) for r in (early, late)] == [False, True]
    closing = draft_with(withdrawn={"reason": "Rút", "at": "2026-12-01"}, answer_due="2026-12-20")
    assert ("overdue", "2026-12-20") in happened(closing)  # taken back at the instant of closing
    assert view(closing, at("2026-12-21")).answer_overdue


def test_an_hour_makes_no_space_in_an_id() -> None:
    record = draft_with(rounds=[{"opens": "2026-11-01", "closes": "2026-11-20 17:00"}])
    assert ("closed", "2026-11-20T17:00") in happened(record)
    assert not any(" " in e.id for e in all_events(record))


def test_the_year_of_an_id_is_the_one_it_names_whenever_it_happened() -> None:
    for draft_id, year in (("lc-2024-007", 2024), ("2024-lc-7", 2024), ("lc-7", 2026)):
        ids = [e.id for e in events(draft_id, draft_with(), "vanban.example")]
        assert ids and all(i.startswith(f"tag:vanban.example,{year}:{draft_id}/") for i in ids)


@pytest.mark.parametrize(
    ("stage", "label"),
    [
        ("policy_consultation", "Tham vấn chính sách"),
        ("acceptance", "Chấp thuận xây dựng văn bản"),
        ("stopped", "Dừng xây dựng văn bản"),
    ],
)
def test_a_step_is_told_by_its_name(stage: str, label: str) -> None:
    record = draft_with(stages=[{"stage": stage, "at": "2026-12-10"}])
    assert [e.label for e in all_events(record)][-1] == label


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("hoi-nghi", "Hội nghị"),
        ("toa-dam", "Tọa đàm"),
        ("doi-thoai", "Đối thoại"),
        ("hop-bao", "Họp báo"),
        ("khac", "Cuộc họp"),
    ],
)
def test_a_meeting_is_told_by_its_kind_and_a_place_that_is_not_known_by_nothing(
    kind: str, label: str
) -> None:
    meeting = {"kind": kind, "title": "Về giá nước", "at": "2026-11-12"}
    (event,) = (e for e in all_events(draft_with(events=[meeting])) if e.kind == "meeting")
    assert (event.label, event.text) == (f"{label}: Về giá nước", "")


def test_every_step_that_may_bear_documents_has_a_name() -> None:
    assert STAGE_LABEL.keys() == {*get_args(Stage)}
    assert STAGE_LABEL["stopped"] == LABEL["dropped"]


def test_a_correction_and_a_shorter_time_are_told_as_what_they_are() -> None:
    record = changed({"closes": "2026-11-20", "decided": "2026-11-12"})
    assert "Rút ngắn thời hạn góp ý" in [e.label for e in all_events(record)]
    record = draft_with(changes=[{"at": "2026-11-12", "kind": "correction", "note": "Sửa số"}])
    assert "Đính chính" in [e.label for e in all_events(record)]


@pytest.mark.parametrize(
    "stage", ["proposal", "registration", "acceptance", "policy_consultation", "drafting"]
)
def test_a_step_before_the_first_opening_announces_that_opinions_will_be_asked(stage: str) -> None:
    for day, expected in (("2026-02-28", True), ("2026-03-01", False), ("2026-05-01", False)):
        record = two_rounds({}, {}, stages=[{"stage": stage, "at": day}])
        assert (("announced", "1") in happened(record)) is expected, day
    late = two_rounds({}, {}, stages=[{"stage": "appraisal", "at": "2026-02-01"}])
    assert ("announced", "1") not in happened(late)


def test_a_closing_is_told_with_its_hour() -> None:
    record = draft_with(rounds=[{"opens": "2026-11-10 08:00", "closes": "2026-11-30 17:00"}])
    (closed,) = (e for e in all_events(record) if e.kind == "closed")
    assert (closed.at.timed, closed.at.start) == (True, at("2026-11-30 17:00"))


def test_what_is_put_off_at_the_very_instant_of_its_end_does_not_end() -> None:
    record = changed({"closes": "2026-12-15", "decided": "2026-12-01"})
    assert ("closed", "2026-11-30") not in happened(record)
    put_off = {"closes": "2027-01-15", "reason": "Lý do", "decided": "2026-12-21"}
    due = [{**ROUND, "answer_due": "2026-12-20", "deadline_changes": [put_off]}]
    assert ("overdue", "2026-12-20") not in happened(draft_with(rounds=due))


def test_an_answer_is_owed_from_the_deadline_that_held_when_it_was_due() -> None:
    record = changed(
        {"closes": "2026-12-05", "decided": "2026-11-25"},
        {"closes": "2026-12-30", "decided": "2026-12-20"},
    )
    ten_days = TimeLimits(answer_due_days=10)
    told = [e.key for e in events("a", record, "b", ten_days) if e.kind == "overdue"]
    assert told == ["2026-12-15", "2027-01-09"]


def test_an_answer_that_is_due_on_the_day_of_closing_is_owed_from_its_end_on() -> None:
    record = draft_with(answer_due="2026-11-30")
    seen = [view(record, at(m)).answer_overdue for m in ("2026-11-30 23:59", "2026-12-01")]
    assert seen == [False, True]


def test_no_answer_is_due_that_nobody_promised() -> None:
    status = view(draft_with(), at("2036-01-01"))
    assert (status.answer_due, status.answer_overdue) == (None, False)
    assert "overdue" not in {kind for kind, _ in happened(draft_with(), "2036-01-01")}


def test_answer_due_by_the_settings() -> None:
    terms = TimeLimits(answer_due_days=30)
    assert view(draft_with(), at("2026-12-30T23:59:59+07:00"), terms).answer_overdue is False
    assert view(draft_with(), at("2026-12-31"), terms).answer_overdue is True
    own = draft_with(answer_due="2027-02-01")
    assert view(own, at("2027-02-01"), terms).answer_overdue is False
    assert view(own, at("2027-02-02"), terms).answer_overdue is True


@pytest.mark.parametrize("verified,days", [("true", 20), ("false", None)])
def test_a_number_of_days_that_nobody_verified_binds_nobody(
    verified: str, days: int | None
) -> None:
    ours = Settings.model_validate(
        {
            "province": {"key": "t", "name": "tỉnh T", "site_title": "T", "publisher": "Sở T"},
            "tag_authority": "t.example",
            "answer_due": {"days": 20, "source": "Quyết định số 1", "verified": verified},
        }
    )
    assert time_limits(ours).answer_due_days == days


def test_two_rounds_the_latest_begun_counts() -> None:
    record = draft_with(
        rounds=[
            {
                "of": "proposal",
                "opens": "2026-03-01",
                "closes": "2026-03-20",
                "outcome": {"answered": {"at": "2026-04-01"}},
            },
            ROUND,
        ],
        stages=[{"stage": "appraisal", "at": "2026-04-10"}],
    )
    assert [
        state(record, m)
        for m in (
            "2026-03-05",
            "2026-03-25",
            "2026-04-05",
            "2026-04-20",
            "2026-11-10",
            "2026-12-01",
        )
    ] == ["open", "analysing", "answered", "appraising", "open", "analysing"]
    assert [(k, key) for k, key in happened(record) if k in ("opened", "answered")] == [
        ("opened", "1"),
        ("answered", "1"),
        ("opened", "2"),
    ]


def two_rounds(first: dict[str, Any], second: dict[str, Any], **fields: Any) -> Draft:
    """A round in March, answered by the end of April if at all, and one in November."""
    march = {"opens": "2026-03-01", "closes": "2026-03-20", **first}
    return draft_with(rounds=[march, {**ROUND, **second}], **fields)


def test_the_answer_to_each_round_stays() -> None:
    record = two_rounds(
        {"outcome": {"received": 3, "answered": {"at": "2026-04-01"}}},
        {"outcome": {"received": 5, "answered": {"at": "2026-12-20"}}},
    )
    answers = [e for e in all_events(record) if e.kind == "answered"]
    assert [(e.key, e.text) for e in answers] == [
        ("1", "Đã nhận 3 ý kiến."),
        ("2", "Đã nhận 5 ý kiến."),
    ]
    assert [state(record, m) for m in ("2026-04-01", "2026-12-01", "2026-12-20")] == [
        "answered",
        "analysing",
        "answered",
    ]


@pytest.mark.parametrize(
    ("stage", "later"),
    [("promulgation", "issued"), ("effect", "issued"), ("stopped", "dropped"), ("appraisal", "analysing")],
)  # fmt: skip
def test_what_ended_a_draft_for_good_counts_after_a_later_round(stage: str, later: str) -> None:
    record = two_rounds({}, {}, stages=[{"stage": stage, "at": "2026-05-01"}])
    assert state(record, "2026-12-05") == later


def test_a_second_round_is_known_before_it_opens() -> None:
    record = two_rounds({}, {})
    assert view(record, at("2026-02-01")).next_round is None  # the first is told of, not the second
    status = view(record, at("2026-03-01"))
    assert (status.round, status.next_round) == (1, 2)
    assert (str(status.next_opens), str(status.next_closes)) == ("2026-11-10", "2026-11-30")
    assert view(record, at("2026-11-09T23:59:59+07:00")).next_round == 2
    assert view(record, at("2026-11-10")).next_round is None


def test_a_draft_that_was_taken_back_announces_no_round() -> None:
    record = two_rounds({}, {}, withdrawn={"reason": "Rút", "at": "2026-05-01"})
    assert view(record, at("2026-04-30T23:59:59+07:00")).next_round == 2
    assert view(record, at("2026-05-01")).next_round is None


def test_overdue_is_told_of_each_round() -> None:
    """The first round's answer is owed though a second has begun; an answer to the second answers both."""
    record = two_rounds(
        {"answer_due": "2026-11-15"}, {"outcome": {"answered": {"at": "2026-12-20"}}}
    )
    assert ("overdue", "2026-11-15") in happened(record)
    seen = [view(record, at(m)) for m in ("2026-11-15T23:59:59+07:00", "2026-11-16", "2026-12-20")]
    assert [(v.state, v.answer_overdue) for v in seen] == [
        ("open", False),
        ("open", True),
        ("answered", False),
    ]
    assert str(seen[1].answer_due) == "2026-11-15"


def test_an_answer_that_came_late_is_told_as_late() -> None:
    record = draft_with(answer_due="2026-12-20", outcome={"answered": {"at": "2026-12-28"}})
    assert [tuple(one)[2] for one in late_answers(record, at("2026-12-28"))] == [8]
    assert list(late_answers(record, at("2026-12-27T23:59:59+07:00"))) == []
    assert all_events(record)[-1].text == "Chậm 8 ngày so với hạn công bố là hết ngày 20/12/2026."
    twice = two_rounds(
        {"answer_due": "2026-04-20", "outcome": {"answered": {"at": "2026-04-25"}}},
        {
            "answer_due": "2026-12-20",
            "outcome": {"summarised": {"at": "2026-12-27"}, "answered": {"at": "2026-12-28"}},
        },
    )
    assert [e.text for e in all_events(twice) if e.kind in ("summarised", "answered")] == [
        "Chậm 5 ngày so với hạn công bố là hết ngày 20/04/2026.",
        "",
        "Chậm 8 ngày so với hạn công bố là hết ngày 20/12/2026.",
    ]
    assert view(twice, at("2026-12-28")).late == 8
    on_time = draft_with(
        answer_due="2026-12-20",
        outcome={"answered": {"at": "2026-12-19", "published": "2026-12-20T23:59:59+07:00"}},
    )
    assert list(late_answers(on_time, at("2030-01-01"))) == []


PATHS: dict[str, dict[str, Any]] = {
    "undated": {"rounds": [{"unknown": "true"}]},
    "planned": {"rounds": []},
    "upcoming": {"rounds": [{"opens": "2026-12-25", "closes": "2027-01-20"}]},
    "open": {"rounds": [{"opens": "2026-12-10", "closes": "2027-01-10"}]},
    "analysing": {},
    "summarised": {"outcome": {"summarised": {"at": "2026-12-10"}}},
    "answered": {"outcome": {"summarised": {"at": "2026-12-10"}, "answered": {"at": "2026-12-15"}}},
    "no_report": {"outcome": {"no_report": {"reason": "Không có ý kiến", "at": "2026-12-10"}}},
    "appraising": {
        "outcome": {"answered": {"at": "2026-12-10"}},
        "stages": [{"stage": "appraisal", "at": "2026-12-12"}],
    },
    "submitted": {
        "stages": [
            {"stage": "appraisal", "at": "2026-12-05"},
            {"stage": "submission", "at": "2026-12-12"},
        ]
    },
    "adopted": {
        "stages": [
            {"stage": "submission", "at": "2026-12-05"},
            {"stage": "adoption", "at": "2026-12-12"},
        ]
    },
    "issued": {
        "stages": [{"stage": "adoption", "at": "2026-12-05"}],
        "issued": {"number": "01/2026/NQ-HĐND", "date": "2026-12-12"},
    },
    "dropped": {
        "stages": [
            {"stage": "adoption", "at": "2026-12-05"},
            {"stage": "stopped", "at": "2026-12-12"},
        ]
    },
    "withdrawn": {
        "stages": [{"stage": "stopped", "at": "2026-12-05"}],
        "withdrawn": {"reason": "Rút", "at": "2026-12-12"},
    },
}


@pytest.mark.parametrize("expected", STATES)
def test_every_state_and_its_precedence(expected: str) -> None:
    assert state(draft_with(**PATHS[expected]), "2026-12-20") == expected


def test_open_comes_before_appraisal() -> None:
    assert (
        state(draft_with(stages=[{"stage": "appraisal", "at": "2026-11-15"}]), "2026-11-20")
        == "open"
    )


def test_a_step_of_the_opening_day_counts() -> None:
    """An entry dated on the day, and at the instant, at which the round opens is of that round."""
    record = draft_with(stages=[{"stage": "appraisal", "at": "2026-11-10"}])
    assert state(record, "2026-12-05") == "appraising"
    before = draft_with(stages=[{"stage": "appraisal", "at": "2026-11-09"}])
    assert state(before, "2026-12-05") == "analysing"


def test_a_change_and_a_correction_are_events() -> None:
    record = draft_with(
        changes=[
            {"kind": "change", "at": "2026-11-12", "note": "Thêm phụ lục."},
            {"kind": "correction", "at": "2026-11-13", "note": "Sửa số tiền ở Điều 3."},
        ]
    )
    told = [(e.kind, str(e.at), e.text) for e in all_events(record)]
    assert ("changed", "2026-11-12", "Thêm phụ lục.") in told
    assert ("corrected", "2026-11-13", "Sửa số tiền ở Điều 3.") in told


def test_what_was_asked_at_an_unknown_time_is_not_planned() -> None:
    record = Draft.model_validate({**BASE, "rounds": [{"unknown": "true"}]})
    status = view(record, at("2026-11-10"))
    assert (status.state, status.label) == ("undated", "Đã lấy ý kiến, không rõ thời gian")
    assert lists(record, at("2026-11-10")) == {"undated"}  # no list of the site's


def test_unknown_dates_claim_nothing() -> None:
    record = draft_with(
        rounds=[{"unknown": "true"}], stages=[{"stage": "submission", "at": "2025-12-29"}]
    )
    status = view(record, at("2026-01-01"))
    assert (status.state, status.closes, status.answer_overdue) == ("submitted", None, False)
    assert [k for k, _ in happened(record)] == ["stage"]


def test_event_ids_are_permanent() -> None:
    record = changed({"closes": "2026-12-05", "decided": "2026-11-25"})
    renamed = record.model_copy(
        update={
            "title": "Tên khác",
            "short_title": "Khác",
            "agencies": ("so-b",),
            "topics": ("y-te",),
        }
    )
    assert [e.id for e in all_events(record)] == [e.id for e in all_events(renamed)]
    assert all_events(record)[0].id == "tag:vanban.example,2026:lc-2026-007/opened/1"
    assert (
        events("quy-hoach-tinh", record, "vanban.example")[0].id
        == "tag:vanban.example,2026:quy-hoach-tinh/opened/1"
    )


def test_no_event_is_ever_taken_back() -> None:
    """What has happened at an instant still has, under the same id and date, at every later one."""
    record = changed({"closes": "2026-12-15", "decided": "2026-12-03"})
    assert len({e.id for e in all_events(record)}) == len(all_events(record))


@pytest.mark.parametrize("name", sorted(PATHS))
def test_nothing_changes_between_moments(name: str) -> None:
    """The view at any instant equals the view at the last moment before it: the cache may trust `moments`."""
    record = draft_with(**PATHS[name])
    turns = moments(record)
    hour = at("2026-10-01")
    while hour < at("2027-04-01"):
        past = [m for m in turns if m <= hour]
        if past:
            assert view(record, hour) == view(record, past[-1])
        hour += timedelta(hours=11)


def test_every_event_is_a_moment() -> None:
    for fields in PATHS.values():
        record = draft_with(**fields)
        assert {e.when for e in all_events(record)} <= set(moments(record))


def test_a_round_may_close_on_the_last_day_that_can_be_written() -> None:
    """What follows from it, such as the day by which answers are due, may lie beyond."""
    record = draft_with(rounds=[{"opens": "2200-12-01", "closes": "2200-12-31"}])
    terms = TimeLimits(answer_due_days=30)
    due = view(record, at("2200-12-31"), terms).answer_due
    assert due and due.isoformat() == "2201-01-30"
    told = [e.kind for e in events("lc-2026-007", record, "vanban.example", terms)]
    assert told == ["opened", "closing_soon", "closed", "overdue"]
    assert moments(record, terms)[-1].isoformat() == "2201-01-31T00:00:00+07:00"


def test_what_is_put_off_before_it_opens_tells_the_date_that_holds_then() -> None:
    change = {"closes": "2027-03-05", "decided": "2026-11-25", "reason": "Hồ sơ chậm."}
    round_ = {"opens": "2026-12-05", "closes": "2027-02-05", "deadline_changes": [change]}
    record = Draft.model_validate({**BASE, "rounds": [round_]})
    (opened,) = [e for e in all_events(record) if e.kind == "opened"]
    assert "05/03/2027" in opened.text and "05/02/2027" not in opened.text


def test_since_when_it_stands_so_is_never_1970() -> None:
    approved = {"by": "Sở A", "date": "2026-11-20", "sha256": "0" * 64}
    record = Draft.model_validate(
        {**BASE, "rounds": [{"opens": "2026-12-05", "closes": "2026-12-25"}], "approved": approved}
    )
    assert state_since(record, at("2026-11-22")) == at("2026-11-20")
    assert state_since(record, at("2026-11-19")) is None
    assert state_since(record, at("2026-12-06")) == at("2026-12-05")


def test_a_meeting_without_an_hour_lasts_its_day() -> None:
    meeting = {"kind": "hoi-nghi", "title": "Họp", "at": "2026-12-05", "published": "2026-11-20"}
    assert at("2026-12-06") in moments(draft_with(events=[meeting]))
