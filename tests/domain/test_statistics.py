"""Figures of periods: where a period begins and ends, what counts in which, and that a figure is the list behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from duthao import clock
from duthao.domain.communication_log import LogEntry
from duthao.domain.draft import Draft
from duthao.domain.registers import Registers
from duthao.domain.rounds import TimeLimits
from duthao.domain.settings import Reporting
from duthao.domain.statistics import report_periods
from duthao.domain.statistics.breakdowns import KINDS, breakdown
from duthao.domain.statistics.figure_definitions import CHANNEL_LABEL, DEFINITIONS, MEETING_CHANNELS
from duthao.domain.statistics.figure_types import Statistics, share_words
from duthao.domain.statistics.figures import statistics
from duthao.domain.statistics.record_facts import CommuneFact, RecordFacts, record_facts
from duthao.domain.statistics.report_periods import ReportPeriod
from duthao.records import record_reader, register_reader
from tests.conftest import PROVINCE, ROOT
from tests.domain.test_lifecycle import BASE

CLOSES = Reporting()
HALF = report_periods.half_year(2026, CLOSES)
YEAR = report_periods.whole_year(2026, CLOSES)
LATER = "2027-06-01"
ALL = {"a": "true", "b": "true", "c": "true", "d": "true"}


@pytest.fixture(scope="module")
def registers() -> Registers:
    found, _ = register_reader.load(ROOT)
    assert found
    return found


def at(text: str) -> datetime:
    return clock.parse(text).start


def facts(
    registers: Registers,
    name: str = "x-2026-001",
    log: Sequence[LogEntry] | None = None,
    **fields: Any,
) -> RecordFacts:
    known = {
        "document_type": "nq-hdnd-tinh",
        "agency": "so-giao-duc-va-dao-tao",
        "rounds": [{"opens": "2026-02-02", "closes": "2026-03-04", "answer_due": "2026-03-20"}],
    }
    draft = Draft.model_validate({**BASE, **known, **fields})
    return record_facts(name, draft, registers, TimeLimits(), log)


def told(
    *records: RecordFacts, period: ReportPeriod = HALF, now: str = LATER, demo: bool = False
) -> Statistics:
    return statistics(records, period, at(now), demo=demo)


def values(made: Statistics) -> dict[str, int]:
    return {key: figure.value for key, figure in made.figures.items() if figure.value}


def round_of(**fields: Any) -> dict[str, Any]:
    return {"opens": "2026-02-02", "closes": "2026-03-04", "answer_due": "2026-03-20", **fields}


# ---- periods


def test_periods_close_where_the_settings_say() -> None:
    assert (HALF.first, HALF.last) == (date(2025, 12, 15), date(2026, 6, 14))
    assert (YEAR.first, YEAR.last) == (date(2025, 12, 15), date(2026, 12, 14))
    own = Reporting.model_validate({"half_year": "05-31", "year": "11-30"})
    assert report_periods.half_year(2026, own).days_words == (
        "từ ngày 01/12/2025 đến hết ngày 31/05/2026"
    )
    for wrong in ("02-29", "13-01", "6-14"):
        with pytest.raises(ValidationError):
            Reporting.model_validate({"half_year": wrong})


@pytest.mark.parametrize(
    "now,closed,current",
    [
        ("2026-06-14T23:59:59+07:00", "2025-nam", "2026-6-thang"),
        ("2026-06-15", "2026-6-thang", "2026-nam"),
        ("2026-12-14T16:59:59Z", "2026-6-thang", "2026-nam"),
        ("2026-12-15", "2026-nam", "2027-6-thang"),
        ("2027-01-01", "2026-nam", "2027-6-thang"),
    ],
)
def test_the_period_closed_last_and_the_one_that_runs(now: str, closed: str, current: str) -> None:
    moment = at(now)
    assert report_periods.last_closed(moment, CLOSES).key == closed
    assert report_periods.current(moment, CLOSES).key == current


def test_quarters_are_cut_where_a_period_is() -> None:
    quarters = list(report_periods.quarters(HALF))
    assert [(q.words, q.first, q.last) for q in quarters] == [
        ("quý IV năm 2025", date(2025, 12, 15), date(2025, 12, 31)),
        ("quý I năm 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("quý II năm 2026", date(2026, 4, 1), date(2026, 6, 14)),
    ]
    assert [report_periods.is_cut(q) for q in quarters] == [True, False, True]
    year = list(report_periods.quarters(report_periods.calendar_year(2026)))
    assert len(year) == 4 and not any(map(report_periods.is_cut, year))


def test_a_period_has_its_name_where_reports_close_it_so() -> None:
    assert report_periods.named(HALF.first, HALF.last, CLOSES) == HALF
    assert report_periods.named(date(2026, 1, 1), date(2026, 3, 31), CLOSES).words == (
        "từ ngày 01/01/2026 đến ngày 31/03/2026"
    )
    with pytest.raises(ValueError, match="last day"):
        report_periods.between(date(2026, 2, 1), date(2026, 1, 1))


# ---- edges


@pytest.mark.parametrize(
    "opens,counts",
    [
        ("2025-12-14 23:59", False),
        ("2025-12-15", True),
        ("2026-06-14 23:59", True),
        ("2026-06-15", False),
    ],
)
def test_a_round_belongs_to_the_period_in_which_it_opens(
    registers: Registers, opens: str, counts: bool
) -> None:
    record = facts(registers, rounds=[round_of(opens=opens, closes="2026-08-01", answer_due=None)])
    made = told(record)
    assert values(made) == ({"asked": 1, "rounds": 1, "scope_missing": 1} if counts else {})
    following = told(record, period=report_periods.between(HALF.last, date(2026, 12, 31)))
    assert following.figures["asked"].value == (opens >= "2026-06-14")


@pytest.mark.parametrize(
    "when,figure",
    [("2026-06-14 23:59", "on_time"), ("2026-06-15", "overdue"), (None, "overdue")],
)
def test_an_answer_on_the_last_day_of_the_period(
    registers: Registers, when: str | None, figure: str
) -> None:
    outcome = {"answered": {"at": when}} if when else None
    record = facts(registers, rounds=[round_of(answer_due="2026-06-14", outcome=outcome)])
    made = told(record)
    assert [
        key for key in ("on_time", "late", "no_report", "overdue") if made.figures[key].value
    ] == [figure]
    # It stays so: what came on the day after is told in the next period, and changes nothing in this one.
    assert made.figures["due"].words == "1 đợt"
    assert told(record, now="2026-06-15").figures == made.figures


def test_a_period_that_runs_is_counted_up_to_now(registers: Registers) -> None:
    record = facts(registers)
    before, after = told(record, now="2026-03-20T23:59:59+07:00"), told(record, now="2026-03-21")
    assert (before.figures["due"].value, after.figures["overdue"].value) == (0, 1)
    assert not after.closed and told(record).closed
    assert values(told(record, now="2025-11-01")) == {}


def test_on_time_late_unreported_and_never_owed(registers: Registers) -> None:
    def fate(**fields: Any) -> list[str]:
        made = told(facts(registers, **fields))
        return [
            k for k in ("due", "on_time", "late", "no_report", "overdue") if made.figures[k].value
        ]

    assert fate(rounds=[round_of(outcome={"answered": {"at": "2026-03-20 23:59"}})]) == [
        "due",
        "on_time",
    ]
    assert fate(rounds=[round_of(outcome={"answered": {"at": "2026-03-21"}})]) == ["due", "late"]
    late_on_the_site = {"at": "2026-03-19", "published": "2026-03-21"}
    assert fate(rounds=[round_of(outcome={"answered": late_on_the_site})]) == ["due", "late"]
    none = {"no_report": {"at": "2026-03-10", "reason": "Đã dừng."}}
    assert fate(rounds=[round_of(outcome=none)]) == ["due", "no_report"]
    assert fate(withdrawn={"at": "2026-02-20", "reason": "Sai."}) == []
    assert fate(withdrawn={"at": "2026-03-10", "reason": "Sai."}) == ["due", "overdue"]
    assert fate(rounds=[round_of(answer_due=None)]) == []
    moved = [{"closes": "2026-05-05", "reason": "Thêm.", "decided": "2026-03-01"}]
    assert (
        fate(rounds=[round_of(deadline_changes=moved)]) == []
    )  # due before it closes: no day is known


def test_two_rounds_are_one_draft_and_the_later_answer_is_of_both(registers: Registers) -> None:
    second = {"opens": "2026-04-01", "closes": "2026-04-30", "answer_due": "2026-05-20"}
    outcome = {"received": "7", "accepted": "7", "answered": {"at": "2026-05-10"}}
    made = told(facts(registers, rounds=[round_of(), {**second, "outcome": outcome}]))
    assert {k: made.figures[k].value for k in ("asked", "rounds", "due", "late", "on_time")} == {
        "asked": 1, "rounds": 2, "due": 2, "late": 1, "on_time": 1,
    }  # fmt: skip
    assert (made.figures["answered"].value, made.figures["received"].value) == (1, 7)


def test_what_was_withdrawn_still_was_asked_about(registers: Registers) -> None:
    made = told(facts(registers, withdrawn={"at": "2026-02-20", "reason": "Sai."}))
    assert values(made) == {"asked": 1, "rounds": 1, "ended": 1, "scope_missing": 1}
    before = told(facts(registers, withdrawn={"at": "2026-02-01", "reason": "Sai."}))
    assert values(before) == {"ended": 1}


def test_invented_drafts_are_never_counted_beside_real_ones(registers: Registers) -> None:
    real, invented = facts(registers), facts(registers, "x-2026-002", demo="true")
    for demo, one in ((False, real), (True, invented)):
        made = told(real, invented, demo=demo)
        assert [item.id for item in made.figures["asked"].items or ()] == [one.id]
        assert made.others == 1


def test_drafts_of_central_agencies_are_none_of_the_province(registers: Registers) -> None:
    own = facts(registers)
    made = told(own, own._replace(id="x-2026-002", central=True))
    assert [item.id for item in made.figures["asked"].items or ()] == [own.id]
    assert (made.central, made.others) == (1, 0)


def test_late_entries_count_when_they_are_put_out_and_are_told(registers: Registers) -> None:
    outcome = {"received": "3", "answered": {"at": "2026-06-10", "published": "2026-06-20"}}
    record = facts(registers, rounds=[round_of(outcome=outcome)])
    earlier = told(record)
    assert (earlier.figures["answered"].value, earlier.figures["received"].value) == (0, 0)
    assert [item.note for item in earlier.later_entries] == [
        "Công bố tiếp thu, giải trình, ngày 10/06/2026, công bố ngày 20/06/2026"
    ]
    assert told(record, now="2026-06-19").later_entries == ()  # nothing is said of what is not out
    later = told(record, period=report_periods.between(date(2026, 6, 15), date(2026, 12, 14)))
    assert (later.figures["answered"].value, later.figures["received"].value) == (1, 3)
    assert later.late_entries == earlier.later_entries
    assert earlier.late_entries == later.later_entries == ()


def test_opinions_nobody_counted_are_told_as_such(registers: Registers) -> None:
    made = told(facts(registers, rounds=[round_of(outcome={"summarised": {"at": "2026-03-10"}})]))
    assert (made.figures["received"].value, made.figures["uncounted"].value) == (0, 1)
    undated = told(facts(registers, rounds=[{"unknown": "true"}]))
    assert values(undated) == {} and len(undated.undated) == 1


# ---- scope, and shares in words


def test_scope_by_the_letter_and_as_declared(registers: Registers) -> None:
    declared = facts(registers, scope=ALL)
    made = told(declared)
    assert made.figures["scope_strict"].words == "0 trên 1 dự thảo (0 %)"
    assert made.figures["scope_declared"].words == "1 trên 1 dự thảo (100 %)"
    assert made.figures["told_strict"].words == "không có dự thảo thuộc phạm vi"
    # A text under the law before began with a proposal: it is meant by the letter too.
    old = facts(
        registers,
        scope=ALL,
        rounds=[{"opens": "2025-03-03", "closes": "2025-03-31", "answer_due": "2025-04-20"}],
    )
    assert told(old, period=report_periods.calendar_year(2025)).figures["scope_strict"].value == 1
    assert told().figures["scope_declared"].words == "không có dự thảo nào được lấy ý kiến"


def test_told_at_every_stage(registers: Registers) -> None:
    loud = {"channel": "loudspeaker", "planned": "2026-02-02"}
    answered = round_of(outcome={"answered": {"at": "2026-03-15"}})

    def share(done: str | None, round_: dict[str, Any]) -> int:
        use = {**loud, "done": done} if done else loud
        record = facts(registers, scope=ALL, channels=[use], rounds=[round_])
        return told(record).figures["told_declared"].value

    assert share("2026-02-02", answered) == 1
    assert share("2026-03-04", answered) == 1
    assert share("2026-03-05", answered) == 0  # the round was over
    assert share(None, answered) == 0  # only planned
    assert share("2026-02-02", round_of()) == 0  # an answer is owed
    meeting = {"kind": "hoi-nghi", "title": "Họp", "at": "2026-02-10 08:00"}
    record = facts(registers, scope=ALL, rounds=[answered], events=[meeting])
    assert told(record).figures["told_declared"].value == 1


def test_a_draft_withdrawn_while_open_owes_no_answer_anywhere(registers: Registers) -> None:
    loud = [{"channel": "loudspeaker", "done": "2026-02-05"}]

    def share(day: str) -> tuple[int, int]:
        gone = {"at": day, "reason": "Sai."}
        made = told(facts(registers, scope=ALL, channels=loud, withdrawn=gone))
        return made.figures["told_declared"].value, made.figures["due"].value

    assert share("2026-02-20") == (1, 0)
    assert share("2026-03-10") == (0, 1)  # withdrawn after it closed: an answer is owed


def test_a_meeting_is_counted_once_and_is_no_use_of_a_channel(registers: Registers) -> None:
    channels = [
        {"channel": "conference", "done": "2026-02-10"},
        {"channel": "conference", "done": "2026-02-10"},
        {"channel": "seminar", "done": "2026-02-10"},
        {"channel": "dialogue", "planned": "2026-02-11"},
        {"channel": "loudspeaker", "done": "2026-02-10"},
    ]
    meeting = {"kind": "hoi-nghi", "title": "Họp", "at": "2026-02-10 08:00"}
    made = told(facts(registers, channels=channels, events=[meeting]))
    assert [item.note for item in made.figures["meetings"].items or ()] == [
        "Hội nghị: Họp, ngày 10/02/2026",
        "Tọa đàm, ngày 10/02/2026",
    ]
    assert [(c.channel, c.value) for c in made.channels] == [("loudspeaker", 1)]
    alone = told(facts(registers, channels=channels[:2]))
    assert (alone.figures["meetings"].value, alone.figures["channel_uses"].value) == (1, 0)
    assert [item.note for item in alone.figures["told_beyond"].items or ()] == ["1 cuộc họp"]


def test_late_entries_are_those_that_a_figure_counts_each_once(registers: Registers) -> None:
    late = {"at": "2026-06-10", "published": "2026-06-20"}
    answered = {"at": "2026-06-11", "published": "2026-06-20"}
    record = facts(
        registers,
        stages=[{"stage": "drafting", **late}],
        rounds=[round_of(outcome={"received": "3", "summarised": late, "answered": answered})],
        withdrawn={"at": "2026-03-10", "reason": "Sai."},
        events=[{"kind": "hoi-nghi", "title": "Họp", **late}],
    )
    made = told(record, period=report_periods.between(date(2026, 6, 15), date(2026, 12, 14)))
    notes = [item.note for item in made.late_entries]
    # Neither the step that no figure counts nor the meeting of a draft that had been withdrawn.
    assert len(notes) == len(set(notes)) == 2
    assert {item.round for item in made.late_entries} == {1}
    assert made.figures["meetings"].value == 0


def test_a_share_is_rounded_and_never_all_or_nothing_that_it_is_not() -> None:
    assert share_words(2, 3) == "66,7 %" and share_words(6, 13) == "46,2 %"
    assert share_words(1999, 2000) == "99,9 %" and share_words(2000, 2000) == "100 %"
    assert share_words(1, 9999) == "0,1 %" and share_words(0, 3) == "0 %"


def test_what_is_not_recorded_is_told_so_and_joins_once_it_is(registers: Registers) -> None:
    record = facts(registers)
    assert told(record).figures["communes"].words == "chưa có nhật ký truyền thông"
    days = (
        (at("2026-02-03"), "ta-van"),
        (at("2026-02-04"), "ta-van"),
        (at("2026-07-01"), "ta-phin"),
    )
    logged = record._replace(communes=tuple(CommuneFact(place, place, day) for day, place in days))
    other = facts(registers, "x-2026-002")
    made = told(logged, other)
    assert made.figures["communes"].words == "1 xã, phường (theo nhật ký của 1 trên 2 dự thảo)"
    assert made.figures["communes"].cell == "1 (nhật ký của 1/2 dự thảo)"
    # What is not logged is not nought: a log of a draft with nothing to do in the period says nothing of the period.
    old = [{"opens": "2025-02-03", "closes": "2025-03-05", "answer_due": "2025-03-20"}]
    idle = facts(registers, rounds=old)._replace(communes=())
    assert told(idle, other).figures["communes"].items is None
    silent = record._replace(communes=())
    assert told(silent, other).figures["communes"].words == (
        "0 xã, phường (theo nhật ký của 1 trên 2 dự thảo)"
    )


def test_communes_come_from_the_log(registers: Registers) -> None:
    """Each commune with the day on which its people were told; what asked when it was over told nobody."""
    log = [
        LogEntry(clock.parse(day), place, "bang-tin", "opened")
        for day, place in (
            ("2026-02-05", "ta-van"),
            ("2026-03-10", "ta-phin"),  # the round closed on 4 March
            ("2026-02-06", "lao-cai"),
            ("2026-02-07", ""),
        )
    ]
    made = facts(registers, log=log).communes
    assert made and [(c.place, c.day) for c in made] == [("ta-van", at("2026-02-05"))]
    assert facts(registers).communes is None and facts(registers, log=()).communes is None


# ---- every figure is its list


def of(root: Any) -> list[RecordFacts]:
    registers, _ = register_reader.load(root)
    assert registers
    read = ((name, record_reader.read(root, name)[0]) for name in record_reader.ids(root))
    return [record_facts(name, r.draft, registers, TimeLimits()) for name, r in read if r]


@pytest.mark.parametrize("root", [ROOT, PROVINCE], ids=["sample", "province"])
def test_parts_come_to_the_whole(root: Any) -> None:
    records = of(root)
    for year in (2023, 2025, 2026):
        period = report_periods.calendar_year(year)
        made = statistics(records, period, at("2027-01-01"), demo=year == 2026)
        figure = made.figures
        parts = ("on_time", "late", "no_report", "overdue")
        assert sum(figure[part].value for part in parts) == figure["due"].value
        assert sum(channel.value for channel in made.channels) == figure["channel_uses"].value
        listed = Counter((i.id, i.round) for part in parts for i in figure[part].items or ())
        assert listed == Counter((i.id, i.round) for i in figure["due"].items or ())
        asked = {item.id for item in figure["asked"].items or ()}
        assert {item.id for item in figure["rounds"].items or ()} == asked
        for one in figure.values():
            if one.among:
                whole = {(i.id, i.round) for i in one.among.items or ()}
                assert {(i.id, i.round) for i in one.items or ()} <= whole
        for kind in ("agency", "document_type", "quarter"):
            rows = breakdown(kind, records, period, at("2027-01-01"), demo=year == 2026)
            # What several agencies draft stands in the row of each.
            more = [r for r in records for _ in r.drafting[1:]] if kind == "agency" else []
            again = statistics(more, period, at("2027-01-01"), demo=year == 2026).figures
            for key in ("received", "accepted", "rounds", "channel_uses"):
                told = sum(row.statistics.figures[key].value for row in rows)
                assert told == figure[key].value + again[key].value, (kind, key)
    assert figure["asked"].value > 10 and figure["received"].value > 100


MUTATIONS: list[tuple[dict[str, Any], set[str]]] = [
    ({"outcome": {"received": "9"}}, {"received"}),
    ({"outcome": {"accepted": "4"}}, {"accepted"}),
    ({"outcome": {"kept": "2"}}, {"kept"}),
    ({"outcome": {"answered": {"at": "2026-03-25"}}}, {"on_time", "late"}),
    ({"answer_due": "2026-06-15"}, {"due", "on_time"}),
    ({"opens": "2025-12-14"}, {"asked", "rounds", "scope_declared", "told_declared"}),
]


@pytest.mark.parametrize("change,follow", MUTATIONS)
def test_one_fact_changes_exactly_the_figures_that_rest_on_it(
    registers: Registers, change: dict[str, Any], follow: set[str]
) -> None:
    outcome = {"received": "8", "accepted": "5", "kept": "3", "answered": {"at": "2026-03-15"}}
    use = [{"channel": "loudspeaker", "done": "2026-02-10"}]

    def made(**own: Any) -> dict[str, Any]:
        kept = {**outcome, **own.pop("outcome", {})}
        record = facts(registers, scope=ALL, channels=use, rounds=[round_of(**own, outcome=kept)])
        return {
            k: (f.value, sorted((i.id, i.amount) for i in f.items or ()))
            for k, f in told(record).figures.items()
        }

    before, after = made(), made(**change)
    assert {key for key in before if before[key] != after[key]} == follow
    for value, items in after.values():
        assert value == sum(amount for _, amount in items)


def test_every_word_that_is_needed_is_there() -> None:
    from typing import get_args

    from duthao.domain.fields import Medium

    assert {*CHANNEL_LABEL, *MEETING_CHANNELS} == set(get_args(Medium))
    assert not set(CHANNEL_LABEL) & set(MEETING_CHANNELS)
    for definition in DEFINITIONS.values():
        assert definition.plain.endswith(".") and definition.strict.endswith(".")
    assert set(KINDS) == {"agency", "document_type", "topic", "quarter"}
