"""What happened to a draft and when, as far as figures need it: plain data, true at every instant.

An entry counts from the later of when it happened and when it was put out, as on every page (`publication.effective`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from duthao.clock import Point, all_day, midnight
from duthao.domain.communication_log import LogEntry
from duthao.domain.draft import Draft, Outcome, Round
from duthao.domain.events import LABEL, MEETING_LABEL, meeting_name
from duthao.domain.lifecycle import Span, ended_spans, first_day
from duthao.domain.log_coverage import is_late
from duthao.domain.meetings.meeting_events import TRAINING, MeetingEvent, SiteMeeting
from duthao.domain.publication import effective
from duthao.domain.registers import Registers
from duthao.domain.rounds import TimeLimits, answer_due, deadlines, results
from duthao.domain.statistics.figure_definitions import MEETING_CHANNELS

COUNTS = ("received", "accepted", "partly", "kept", "noted", "out_of_scope")  # of an outcome
_PROPOSED = "proposal"


class DatedFact(NamedTuple):
    """Something that happened `at` an instant and counts since `told`, when it was put out; `label` says what."""

    label: str
    at: datetime
    told: datetime


class DeadlineFact(NamedTuple):
    """A deadline that holds since an instant: when it is over, and by whose end an answer is due (None: no day is known)."""

    since: datetime
    end: datetime
    due: date | None


class RoundFacts(NamedTuple):
    """A dated round. `results` are what was put out about it by name (`summarised`, `answered`, `no_report`); `counts` the
    opinions by name (`COUNTS`) that the record tells.
    """

    number: int
    opens: Point
    deadlines: tuple[DeadlineFact, ...]
    results: tuple[tuple[str, DatedFact], ...]
    counts: tuple[tuple[str, int], ...]

    def deadline(self, at: datetime) -> DeadlineFact:
        """The deadline that holds at an instant."""
        held = [deadline for deadline in self.deadlines[1:] if deadline.since <= at]
        return held[-1] if held else self.deadlines[0]


class ActivityFact(NamedTuple):
    """A use of a channel on a day: the channel's key, and who did it ("": not said)."""

    channel: str
    day: datetime
    unit: str


class AttendanceFact(NamedTuple):
    """So many `people` came to a meeting or a training; `fact` is dated by the meeting, and told with its result."""

    training: bool
    people: int
    fact: DatedFact


class CommuneFact(NamedTuple):
    """People of a commune were told of the draft on a day; `name` is the commune's."""

    place: str
    name: str
    day: datetime


class RecordFacts(NamedTuple):
    """A draft; or, where `is_meeting`, a meeting of the whole site, which is no draft and has only that it was held.

    `central`: a central agency drafts it, so it is no work of the province. `drafting` are who drafts it, `agencies` these and their successors; `criteria` those of Đề án 407 declared to hold, None where
    nothing is declared; `proposed`: the chain of its type begins with a proposal, so criterion (a) holds as the text reads.

    `undated`: opinions were asked, nobody knows when. `ended` are the spans in which it was withdrawn or dropped, `endings`
    what ended it. `communes` are None where nothing is logged of what was done to make it known. `shared_meetings` are those
    of the whole site that were about the draft: they told people of it, and are counted where they stand.
    """

    id: str
    title: str
    demo: bool
    central: bool
    document_type: str
    drafting: tuple[str, ...]
    agencies: tuple[str, ...]
    topics: tuple[str, ...]
    criteria: str | None
    proposed: bool
    undated: bool
    rounds: tuple[RoundFacts, ...]
    activities: tuple[ActivityFact, ...]
    communes: tuple[CommuneFact, ...] | None
    meetings: tuple[DatedFact, ...]
    issued: DatedFact | None
    ended: tuple[Span, ...]
    endings: tuple[DatedFact, ...]
    trainings: tuple[DatedFact, ...] = ()
    attendances: tuple[AttendanceFact, ...] = ()
    shared_meetings: tuple[DatedFact, ...] = ()
    is_meeting: bool = False

    @property
    def declared(self) -> bool:
        """Whether it falls under Đề án 407 on the province's own basis: all four criteria are declared to hold."""
        return self.criteria == "abcd"

    def ended_since(self, at: datetime) -> datetime | None:
        """Since when it has been withdrawn or dropped at an instant; None where it is neither."""
        return min(
            (since for since, until in self.ended if since <= at and (not until or at < until)),
            default=None,
        )


def record_facts(
    draft_id: str,
    draft: Draft,
    registers: Registers,
    limits: TimeLimits,
    log: Sequence[LogEntry] | None = None,
) -> RecordFacts:
    """The facts of a draft; `log` is what was done to make it known, None where it has no log."""
    chain = registers.document_types[draft.document_type].chain(_begun(draft))
    shared = [m for m in _of_site(registers) if draft_id in m.drafts]
    own = [m for m in draft.events if not any(_same(m, other) for other in shared)]
    return RecordFacts(
        draft_id,
        draft.short_title,
        draft.demo,
        all(registers.agencies[key].level == "central" for key in draft.agencies),
        draft.document_type,
        draft.agencies,
        tuple(dict.fromkeys(heir for key in draft.agencies for heir in registers.heirs(key))),
        draft.topics,
        "".join(c for c in "abcd" if getattr(draft.scope, c)) if draft.scope else None,
        _PROPOSED in chain,
        any(round_.unknown for round_ in draft.rounds),
        tuple(
            _round(number, round_, limits)
            for number, round_ in enumerate(draft.rounds, 1)
            if round_.opens and round_.closes
        ),
        tuple(activities(draft)),
        _communes_told(draft, registers, log),
        tuple(_meetings(draft, own, shared)),
        _fact(LABEL["issued"], draft.issued, draft.issued.date.start) if draft.issued else None,
        tuple(ended_spans(draft)),
        tuple(_endings(draft)),
        tuple(_held(own, training=True)),
        tuple(_attendances(own)),
        tuple(_held(shared, training=False)),
    )


def meeting_facts(registers: Registers) -> Iterator[RecordFacts]:
    """The facts of the meetings of the whole site that people are told of, by id."""
    for key, dossier in registers.meetings.items():
        meeting = dossier.meeting
        if meeting.published is None:
            continue
        yield RecordFacts(
            id=key,
            title=meeting.title,
            demo=meeting.demo,
            central=registers.agencies[meeting.agency].level == "central",
            document_type="",
            drafting=(meeting.agency,),
            agencies=registers.heirs(meeting.agency),
            topics=(),
            criteria=None,
            proposed=False,
            undated=False,
            rounds=(),
            activities=(),
            communes=None,
            meetings=tuple(_held([meeting], training=False)),
            issued=None,
            ended=(),
            endings=(),
            trainings=tuple(_held([meeting], training=True)),
            attendances=tuple(_attendances([meeting])),
            is_meeting=True,
        )


def moments(facts: RecordFacts) -> Iterator[datetime]:
    """The instants at which a figure may change because of the draft, in no order."""
    for round_ in facts.rounds:
        yield round_.opens.start
        for deadline in round_.deadlines:
            yield deadline.since
            yield deadline.end
            if deadline.due:
                yield all_day(deadline.due).end
        yield from (fact.told for _, fact in round_.results)
    yield from (fact.told for fact in (*facts.meetings, *facts.trainings, *facts.endings))
    yield from (fact.told for fact in facts.shared_meetings)
    yield from (attendance.fact.told for attendance in facts.attendances)
    yield from (use.day for use in facts.activities)
    yield from (commune.day for commune in facts.communes or ())
    yield from (moment for span in facts.ended for moment in span if moment)
    if facts.issued:
        yield facts.issued.told


def activities(draft: Draft) -> Iterator[ActivityFact]:
    """What was done to make a draft known, as its plan of channels tells; meetings are told apart."""
    for use in draft.channels:
        if use.done and use.channel not in MEETING_CHANNELS:
            yield ActivityFact(use.channel, midnight(use.done), use.unit or "")


def _of_site(registers: Registers) -> Iterator[SiteMeeting]:
    for dossier in registers.meetings.values():
        if dossier.meeting.published:
            yield dossier.meeting


def _same(one: MeetingEvent, other: MeetingEvent) -> bool:
    """Whether two entries are about one meeting: of a kind and a day."""
    return (one.kind, one.at.day) == (other.kind, other.at.day)


def _held(meetings: Sequence[MeetingEvent], *, training: bool) -> Iterator[DatedFact]:
    """Those that were not called off: trainings, or all others."""
    for meeting in meetings:
        if (meeting.kind == TRAINING) == training and not meeting.cancelled:
            yield DatedFact(_label(meeting), meeting.at.start, effective(meeting))


def _label(meeting: MeetingEvent) -> str:
    return meeting_name(meeting.kind, meeting.title)


def _attendances(meetings: Sequence[MeetingEvent]) -> Iterator[AttendanceFact]:
    for meeting in meetings:
        held = meeting.held
        if held and held.attended and not meeting.cancelled:
            told = max(effective(meeting), effective(held))
            fact = DatedFact(f"Số người dự: {_label(meeting)}", meeting.at.start, told)
            yield AttendanceFact(meeting.kind == TRAINING, held.attended, fact)


def _meetings(
    draft: Draft, own: Sequence[MeetingEvent], shared: Sequence[MeetingEvent]
) -> Iterator[DatedFact]:
    """Those of `events`, then those that the plan of channels alone has as held: of a kind and a day that no other has."""
    yield from _held(own, training=False)
    seen = {(meeting.kind, meeting.at.day) for meeting in (*draft.events, *shared)}
    for use in draft.channels:
        kind = MEETING_CHANNELS.get(use.channel)
        if kind and use.done and (kind, use.done) not in seen:
            seen.add((kind, use.done))
            held = midnight(use.done)
            yield DatedFact(MEETING_LABEL[kind], held, held)


def _communes_told(
    draft: Draft, registers: Registers, log: Sequence[LogEntry] | None
) -> tuple[CommuneFact, ...] | None:
    """In which communes people were told, and when; what asked for opinions when nobody took them any more told nobody."""
    if not log:
        return None
    return tuple(
        CommuneFact(entry.place, registers.places[entry.place].name, entry.at.start)
        for entry in log
        if entry.place in registers.places
        and registers.places[entry.place].within is not None
        and not is_late(draft, entry)
    )


def _begun(draft: Draft) -> date:
    """The day whose law says how the text is made; of a draft without any date the latest law's."""
    return first_day(draft, midnight(date.max))


def _fact(label: str, entry: Any, at: datetime) -> DatedFact:
    return DatedFact(label, at, effective(entry))


def _endings(draft: Draft) -> Iterator[DatedFact]:
    for entry in draft.stages:
        if entry.stage == "stopped":
            yield _fact(LABEL["dropped"], entry, entry.at.start)
    if draft.withdrawn:
        yield _fact(LABEL["withdrawn"], draft.withdrawn, draft.withdrawn.at.start)


def _round(number: int, round_: Round, limits: TimeLimits) -> RoundFacts:
    assert round_.opens
    return RoundFacts(
        number,
        round_.opens,
        tuple(
            DeadlineFact(since, closes.end, due.day if due else None)
            for since, closes in deadlines(round_)
            for due in [answer_due(round_, closes, limits)]
        ),
        tuple((name, _fact(LABEL[name], step, step.at.start)) for name, step in results(round_)),
        tuple(_counts(round_.outcome)),
    )


def _counts(outcome: Outcome | None) -> Iterator[tuple[str, int]]:
    for name in COUNTS:
        count = getattr(outcome, name, None)
        if count is not None:
            yield name, count
