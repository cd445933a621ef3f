"""The figures of a period: each is the list from which it is counted, and nothing else.

What is decided at the end of a period is decided by what was put out until then; of a period that is not over it is the
instant of the build. So what is put out later does not move the figures of a past period. Uses of channels, rows of logs and
openings of rounds have no instant at which they were put out: where they are entered later, those figures do move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from duthao.clock import date_vi, midnight
from duthao.domain import deadline_words
from duthao.domain.statistics.figure_definitions import CHANNEL_LABEL, DEFINITIONS
from duthao.domain.statistics.figure_types import (
    ChannelFigure,
    CountedItem,
    LoggedDrafts,
    PeriodFigure,
    Statistics,
)
from duthao.domain.statistics.figure_words import (
    NO_REPORT,
    activity_words,
    channels_words,
    dated,
    kept,
    opened,
)
from duthao.domain.statistics.record_facts import (
    AttendanceFact,
    DatedFact,
    RecordFacts,
    RoundFacts,
)
from duthao.domain.statistics.report_periods import ReportPeriod

_ANSWER = "answered"
_FIRST_RESULTS = ("summarised", _ANSWER)
_VERDICTS = ("accepted", "partly", "kept", "noted", "out_of_scope")


def statistics(
    facts: Sequence[RecordFacts], period: ReportPeriod, now: datetime, *, demo: bool = False
) -> Statistics:
    """The figures of the drafts whose `demo` is as given: invented ones are never counted beside real ones, nor those of
    central agencies beside the province's own.
    """
    counted = counted_records(facts, demo=demo)
    cut = max(period.start, min(period.end, now))
    count = _Count(counted, period.start, cut)
    figures = dict(count.figures())
    return Statistics(
        period,
        cut,
        demo,
        figures,
        tuple(count.channels()),
        tuple(count.late()),
        tuple(_later(counted, period, now)),
        tuple(CountedItem(r.id, r.title) for r in counted if r.undated),
        sum(not r.central and r.demo != demo for r in facts if not r.is_meeting),
        sum(r.central and r.demo == demo for r in facts if not r.is_meeting),
    )


def counted_records(facts: Sequence[RecordFacts], *, demo: bool) -> tuple[RecordFacts, ...]:
    """The drafts that are counted: the province's own whose `demo` is as given."""
    return tuple(r for r in facts if not r.central and r.demo == demo)


class _Count(NamedTuple):
    """Drafts, and the stretch of time in which things count: from `start` to before `cut`."""

    facts: tuple[RecordFacts, ...]
    start: datetime
    cut: datetime

    def figures(self) -> Iterator[tuple[str, PeriodFigure]]:
        made: dict[str, PeriodFigure] = {}
        among = {
            "scope_strict": "asked",
            "scope_declared": "asked",
            "scope_missing": "asked",
            "told_strict": "scope_strict",
            "told_declared": "scope_declared",
            **dict.fromkeys(("on_time", "late", NO_REPORT, "overdue"), "due"),
        }
        lists = self.lists()
        for key in DEFINITIONS:
            whole = made[among[key]] if key in among else None
            listed = lists[key]
            coverage = self.coverage() if key == "communes" and listed is not None else None
            made[key] = PeriodFigure(
                key, None if listed is None else tuple(listed), whole, coverage
            )
        yield from made.items()

    def lists(self) -> dict[str, list[CountedItem] | None]:
        """Each figure's list."""
        asked = [record for record in self.facts if self.opened(record)]
        strict = [r for r in asked if r.declared and r.proposed]
        declared = [r for r in asked if r.declared]
        lists: dict[str, list[CountedItem] | None] = {
            "asked": [self.draft(r, self.openings(r)) for r in asked],
            "rounds": [
                _of_round(r, round_, note=opened(round_))
                for r in asked
                for round_ in self.opened(r)
            ],
            "issued": [
                self.draft(r, dated(r.issued))
                for r in self.facts
                if r.issued and self.within(r.issued)
            ],
            "ended": [
                self.draft(r, "; ".join(map(dated, ended)))
                for r in self.facts
                if (ended := [fact for fact in r.endings if self.within(fact)])
            ],
            "scope_strict": [self.draft(r) for r in strict],
            "scope_declared": [self.draft(r) for r in declared],
            "scope_missing": [self.draft(r) for r in asked if r.criteria is None],
            "told_strict": [self.draft(r) for r in strict if self.told(r)],
            "told_declared": [self.draft(r) for r in declared if self.told(r)],
            "told_beyond": [
                self.draft(r, activity_words(self.uses(r), self.told_at(r)))
                for r in asked
                if not r.declared and (self.uses(r) or self.told_at(r))
            ],
            "channel_uses": [
                CountedItem(r.id, r.title, amount=len(uses), note=channels_words(uses))
                for r in self.facts
                if (uses := self.uses(r))
            ],
            "meetings": [
                self.draft(r, dated(meeting)) for r in self.facts for meeting in self.meetings(r)
            ],
            "communes": self.communes(),
            **self.people(),
        }
        return {**lists, **self.opinions(), **self.answers()}

    def people(self) -> dict[str, list[CountedItem] | None]:
        """Trainings, and how many came to meetings and to these; None of what nobody recorded, which is not nought."""
        trainings = [self.draft(r, dated(t)) for r in self.facts for t in self.trainings(r)]
        came: dict[bool, list[CountedItem]] = {True: [], False: []}
        for record in self.facts:
            for attendance in self.attendances(record):
                item = self.draft(record, dated(attendance.fact))
                came[attendance.training].append(item._replace(amount=attendance.people))
        recorded = any(record.trainings for record in self.facts)
        held = any(self.meetings(record) for record in self.facts)
        return {
            "meeting_people": came[False] if came[False] or not held else None,
            "training": trainings if recorded else None,
            "training_people": came[True] if came[True] or (recorded and not trainings) else None,
        }

    def communes(self) -> list[CountedItem] | None:
        """Each commune once, by the draft of which its people were told first; None where no draft that had anything to do in
        the stretch has a log.
        """
        if not self.coverage().logged:
            return None
        first: dict[str, tuple[datetime, CountedItem]] = {}
        for record in self.facts:
            for place, name, day in record.communes or ():
                if self.start <= day < self.cut and (place not in first or day < first[place][0]):
                    note = f"{name}, ngày {date_vi(day.date())}"
                    first[place] = day, CountedItem(record.id, record.title, note=note)
        return [first[place][1] for place in sorted(first)]

    def coverage(self) -> LoggedDrafts:
        """How many of the drafts that had anything to do in the stretch have a log."""
        concerned = [record for record in self.facts if self.concerned(record)]
        return LoggedDrafts(sum(r.communes is not None for r in concerned), len(concerned))

    def concerned(self, record: RecordFacts) -> bool:
        """Whether a round was open in the stretch, or anything was done or put out in it."""
        return not record.is_meeting and (
            any(
                round_.opens.start < self.cut
                and self.start < round_.deadline(self.cut).end
                and record.ended_since(max(self.start, round_.opens.start)) is None
                for round_ in record.rounds
            )
            or any(self.start <= commune.day < self.cut for commune in record.communes or ())
            or bool(self.uses(record))
            or any(True for _ in self.entries(record))
        )

    def opinions(self) -> dict[str, list[CountedItem]]:
        """What came of the rounds of which something was put out."""
        lists: dict[str, list[CountedItem]] = {
            key: [] for key in ("received", "uncounted", _ANSWER, *_VERDICTS)
        }
        for record, round_ in self.rounds():
            counts, first = dict(round_.counts), _first_result(round_)
            if first and self.within(first):
                if "received" not in counts:
                    lists["uncounted"].append(_of_round(record, round_, note=dated(first)))
                elif counts["received"]:
                    lists["received"].append(
                        _of_round(record, round_, counts["received"], dated(first))
                    )
            answer = dict(round_.results).get(_ANSWER)
            if answer and self.within(answer):
                lists[_ANSWER].append(_of_round(record, round_, note=dated(answer)))
                for verdict in _VERDICTS:
                    if counts.get(verdict):
                        lists[verdict].append(
                            _of_round(record, round_, counts[verdict], dated(answer))
                        )
        return lists

    def answers(self) -> dict[str, list[CountedItem]]:
        """The rounds whose answers fell due, and what became of them."""
        keys = ("due", "on_time", "late", NO_REPORT, "overdue")
        lists: dict[str, list[CountedItem]] = {key: [] for key in keys}
        for record, round_ in self.rounds():
            due = self.fell_due(record, round_)
            if due is None or midnight(due) < self.start:
                continue
            key, words = kept(*self.answer(record, round_), due)
            item = _of_round(record, round_, note=f"hạn là {deadline_words.due(due)}; {words}")
            lists["due"].append(item)
            lists[key].append(item)
        return lists

    def fell_due(self, record: RecordFacts, round_: RoundFacts) -> date | None:
        """The day by which a round was to be answered, where that day is over; None where it is not, where no day is known, and
        where the draft was withdrawn or dropped while the round was open and nothing answered it.
        """
        deadline = round_.deadline(self.cut)
        if deadline.due is None or max(deadline.end, midnight(deadline.due) + _DAY) > self.cut:
            return None
        ended = record.ended_since(self.cut)
        if ended is not None and ended < deadline.end and self.answer(record, round_)[0] is None:
            return None
        return deadline.due

    def answer(self, record: RecordFacts, round_: RoundFacts) -> tuple[str | None, datetime | None]:
        """What answered a round first, about it or a later one, and when; an answer goes before a reason why there is none."""
        out = [
            (name, fact.told)
            for later in record.rounds
            if later.number >= round_.number
            for name, fact in later.results
            if fact.told < self.cut
        ]
        for wanted in (_ANSWER, NO_REPORT):
            told = [when for name, when in out if name == wanted]
            if told:
                return wanted, min(told)
        return None, None

    def told(self, record: RecordFacts) -> bool:
        """Whether people were told while each round was open, and answered once each answer was due."""
        acts = [use.day for use in record.activities if use.day < self.cut]
        meetings = (*record.meetings, *record.shared_meetings)
        acts += [m.at for m in meetings if m.told < self.cut]
        for round_ in record.rounds:
            if round_.opens.start >= self.cut or record.ended_since(round_.opens.start) is not None:
                continue
            deadline = round_.deadline(self.cut)
            first = midnight(round_.opens.day)
            if not any(first <= act < deadline.end for act in acts):
                return False
            if self.fell_due(record, round_) and self.answer(record, round_)[0] is None:
                return False
        return True

    def rounds(self) -> Iterator[tuple[RecordFacts, RoundFacts]]:
        for record in self.facts:
            for round_ in record.rounds:
                yield record, round_

    def opened(self, record: RecordFacts) -> list[RoundFacts]:
        """The rounds that began, unless the draft had been taken back before."""
        return [
            round_
            for round_ in record.rounds
            if self.start <= round_.opens.start < self.cut
            and record.ended_since(round_.opens.start) is None
        ]

    def openings(self, record: RecordFacts) -> str:
        return ", ".join(map(opened, self.opened(record)))

    def uses(self, record: RecordFacts) -> list[str]:
        """The channels used, one entry a use."""
        return [use.channel for use in record.activities if self.start <= use.day < self.cut]

    def channels(self) -> Iterator[ChannelFigure]:
        for channel in CHANNEL_LABEL:
            items = tuple(
                CountedItem(r.id, r.title, amount=used)
                for r in self.facts
                if (used := self.uses(r).count(channel))
            )
            if items:
                yield ChannelFigure(channel, items)

    def meetings(self, record: RecordFacts) -> list[DatedFact]:
        """The meetings held, none of a draft that had been taken back before."""
        return [
            meeting
            for meeting in record.meetings
            if self.within(meeting) and record.ended_since(meeting.at) is None
        ]

    def told_at(self, record: RecordFacts) -> list[DatedFact]:
        """The meetings at which people were told of a draft: its own, and those of the whole site about it."""
        shared = [m for m in record.shared_meetings if self.within(m)]
        return [*self.meetings(record), *shared]

    def trainings(self, record: RecordFacts) -> list[DatedFact]:
        """The trainings held."""
        return [training for training in record.trainings if self.within(training)]

    def attendances(self, record: RecordFacts) -> list[AttendanceFact]:
        """How many came, of the meetings of which it was told; none of a draft that had been taken back before."""
        return [
            attendance
            for attendance in record.attendances
            if self.within(attendance.fact) and record.ended_since(attendance.fact.at) is None
        ]

    def late(self) -> Iterator[CountedItem]:
        """What happened before and was put out now."""
        for record in self.facts:
            yield from (item for fact, item in self.entries(record) if fact.at < self.start)

    def entries(self, record: RecordFacts) -> Iterator[tuple[DatedFact, CountedItem]]:
        """What was put out in the stretch and is counted by a figure, each once."""
        own = [*self.meetings(record), *self.trainings(record)]
        own += filter(self.within, record.endings)
        own += [attendance.fact for attendance in self.attendances(record)]
        own += [record.issued] if record.issued and self.within(record.issued) else []
        for fact in own:
            yield fact, self.draft(record, dated(fact))
        for round_ in record.rounds:
            results = dict(round_.results)
            counted = [_first_result(round_), results.get(_ANSWER)]
            due, reason = self.fell_due(record, round_), results.get(NO_REPORT)
            if due and midnight(due) >= self.start and self.answer(record, round_)[0] == NO_REPORT:
                counted.append(reason)
            for fact in dict.fromkeys(filter(None, counted)):
                if self.within(fact):
                    yield fact, _of_round(record, round_, note=dated(fact))

    def within(self, fact: DatedFact) -> bool:
        return self.start <= fact.told < self.cut

    @staticmethod
    def draft(record: RecordFacts, note: str = "") -> CountedItem:
        return CountedItem(record.id, record.title, note=note, is_meeting=record.is_meeting)


_DAY, _INSTANT = timedelta(days=1), timedelta(microseconds=1)


def _of_round(
    record: RecordFacts, round_: RoundFacts, amount: int = 1, note: str = ""
) -> CountedItem:
    return CountedItem(record.id, record.title, round_.number, amount, note)


def _first_result(round_: RoundFacts) -> DatedFact | None:
    """What told first how many opinions came; None where nothing did."""
    out = [fact for name, fact in round_.results if name in _FIRST_RESULTS]
    return min(out, key=lambda fact: fact.told, default=None)


def _later(
    facts: tuple[RecordFacts, ...], period: ReportPeriod, now: datetime
) -> Iterator[CountedItem]:
    """What happened in the period and was put out after it, by now."""
    following = _Count(facts, period.end, now + _INSTANT)
    for record in facts:
        yield from (i for f, i in following.entries(record) if period.start <= f.at < period.end)
