"""A draft's way from proposal to effect: what has been, where it stands, what is to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from duthao.clock import all_day, moment_words, parse
from duthao.domain import deadline_words, entry_keys
from duthao.domain.draft import Draft
from duthao.domain.events import LABEL, MEETING_LABEL, STAGE_LABEL, Event
from duthao.domain.lifecycle import View, first_day
from duthao.domain.meetings.meeting_states import called, called_off, ends
from duthao.domain.publication import effective
from duthao.outputs.site import Site, memo
from duthao.records.record import Record

# Said by another step beside it, or by the page's head.
_UNTOLD = {"announced", "closing_soon"}
# Kept beside the chain, not steps on it.
_BESIDE = {"policy_consultation", "social_criticism"}
_ENDED = {"issued", "withdrawn", "dropped"}
_UNANSWERED = {"open", "analysing", "summarised"}
# The chain in its order; of the two that begin it a document has one.
_STEPS = (
    ("proposal", "registration"),
    ("acceptance",),
    ("drafting",),
    ("appraisal",),
    ("submission",),
    ("examination",),
    ("adoption",),
    ("promulgation",),
    ("effect",),
)
_AT = {stage: place for place, stages in enumerate(_STEPS) for stage in stages}
# A draft on which opinions are or were asked was drafted, whatever steps were entered.
_DRAFTED = {"undated", "upcoming", "open", "analysing", "summarised", "answered", "no_report"}
Step = dict[str, str]


@memo
def timeline(site: Site, record: Record) -> list[Step]:
    """Steps in the order of time, `{when: past|now|future, at, label, text}`.

    Of what is to come only what has been put out is told.
    """
    draft, events, view, now = record.draft, site.events(record), site.view(record), site.now
    chain = site.registers.document_types[draft.document_type].chain(first_day(draft, now))
    off = {name for m in draft.events if called_off(m, now) for name in entry_keys.names(m)}
    # A meeting is told of before it is held.
    ahead = {name for m in draft.events if ends(m) > now for name in entry_keys.names(m)}
    past = sorted(
        (
            e
            for e in events
            if e.when <= now and e.kind not in _UNTOLD and e.name not in off | ahead
        ),
        key=lambda e: (e.at.start, e.when),
    )
    steps = [_step("past", _when(e), e.label, "" if e.kind == "closed" else e.text) for e in past]
    steps.append(_step("now", "Hiện nay", view.label))
    steps += [
        _step("future", at, label, text) for _, at, label, text in sorted(_dated(draft, view, now))
    ]
    if view.state not in _ENDED:
        steps += [
            _step("future", "", STAGE_LABEL[stage]) for stage in _remaining(draft, view, chain, now)
        ]
    return steps


def _step(when: str, at: str, label: str, text: str = "") -> Step:
    return {"when": when, "at": at, "label": label, "text": text}


def _when(event: Event) -> str:
    if event.kind in ("closed", "overdue"):  # these happen at the first instant after a day's end
        return deadline_words.until(parse(event.key)).capitalize()
    return moment_words(event.at.start)


def _dated(draft: Draft, view: View, now: datetime) -> Iterator[tuple[datetime, str, str, str]]:
    if view.opens and view.state == "upcoming":
        yield view.opens.start, deadline_words.opening(view.opens), LABEL["opened"], ""
    if view.closes and view.state in ("upcoming", "open"):
        until = deadline_words.until(view.closes).capitalize()
        yield view.closes.end, until, LABEL["closed"], ""
    if view.next_opens and view.next_closes:
        label = f"{LABEL['opened']} đợt {view.next_round}"
        text = f"Góp ý đến {deadline_words.until(view.next_closes)}."
        yield view.next_opens.start, deadline_words.opening(view.next_opens), label, text
    if view.answer_due and view.state in _UNANSWERED and not view.answer_overdue:
        due = deadline_words.listed_due(view.answer_due)
        yield all_day(view.answer_due).end, due, LABEL["answered"], ""
    for meeting in draft.events:
        if ends(meeting) > now and called(meeting, now) and not called_off(meeting, now):
            begins, label = meeting.at.start, f"{MEETING_LABEL[meeting.kind]}: {meeting.title}"
            yield begins, moment_words(begins), label, meeting.place or ""


def _remaining(draft: Draft, view: View, chain: Sequence[str], now: datetime) -> Iterator[str]:
    reached = [_AT[s.stage] for s in draft.stages if s.stage in _AT and effective(s) <= now]
    if view.state in _DRAFTED:
        reached.append(_AT["drafting"])
    for stage in chain:
        if stage not in _BESIDE and all(_AT[stage] > place for place in reached):
            yield stage
