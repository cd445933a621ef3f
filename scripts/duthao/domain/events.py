"""What happened to a draft, each event once and for ever: the items of every feed and timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from duthao.clock import Point, date_vi, iso
from duthao.domain import deadline_words
from duthao.domain.draft import Draft, NoReport, Outcome
from duthao.domain.entry_keys import OWN_EVENT, day, key
from duthao.domain.fates import fates
from duthao.domain.lifecycle import LABELS, Span, ended_spans
from duthao.domain.publication import effective
from duthao.domain.rounds import (
    TimeLimits,
    answer_due,
    closes_at,
    deadlines,
    is_answered,
    late_answers,
    results,
)

LABEL = {
    "announced": "Dự kiến lấy ý kiến",
    "opened": "Mở lấy ý kiến",
    "changed": "Cập nhật hồ sơ",
    "corrected": "Đính chính",
    "extended": "Gia hạn góp ý",
    "shortened": "Rút ngắn thời hạn góp ý",
    "closing_soon": "Sắp hết hạn góp ý",
    "closed": "Hết hạn góp ý",
    "summarised": "Công bố tổng hợp ý kiến",
    "answered": "Công bố tiếp thu, giải trình",
    "no_report": "Không công bố báo cáo tiếp thu, giải trình",
    "overdue": LABELS["answer_overdue"],
    "adopted": "Thông qua",
    "issued": "Ban hành",
    "dropped": "Dừng xây dựng văn bản",
    "withdrawn": "Rút dự thảo",
    "reinstated": "Khôi phục dự thảo",
}
STAGE_LABEL = {
    "proposal": "Đề nghị xây dựng văn bản",
    "registration": "Đăng ký xây dựng văn bản",
    "acceptance": "Chấp thuận xây dựng văn bản",
    "policy_consultation": "Tham vấn chính sách",
    "drafting": "Soạn thảo",
    "social_criticism": "Phản biện xã hội",
    "appraisal": "Thẩm định",
    "submission": "Trình cấp có thẩm quyền",
    "examination": "Thẩm tra",
    "adoption": "Thông qua",
    "promulgation": "Ban hành",
    "effect": "Có hiệu lực",
    "stopped": "Dừng xây dựng văn bản",
}
MEETING_LABEL = {
    "hoi-nghi": "Hội nghị",
    "toa-dam": "Tọa đàm",
    "doi-thoai": "Đối thoại",
    "hop-bao": "Họp báo",
    "tap-huan": "Tập huấn",
    "khac": "Cuộc họp",
}


def meeting_name(kind: str, title: str) -> str:
    """`Đối thoại: …`; the kind is not said twice where the title begins with it."""
    label = MEETING_LABEL[kind]
    return title if title.lower().startswith(label.lower()) else f"{label}: {title}"


# What is put out before the first round tells that a consultation will come.
_EARLY = ("proposal", "registration", "acceptance", "policy_consultation", "drafting")
_YEAR = re.compile(r"(?:^|-)((?:19|20)\d{2})(?:-|$)")


class Event(NamedTuple):
    """`at`: when it happened (shown on pages); `when`: the later of that and when it was put out (dates feeds).

    `id` is the permanent tag URI; `text` says in one sentence what happened.
    """

    id: str
    kind: str
    key: str
    label: str
    at: Point
    when: datetime
    text: str

    @property
    def name(self) -> str:
        """Kind and key, which end the id: by this name `released.yml` knows it."""
        return f"{self.kind}/{self.key}"


class _Seed(NamedTuple):
    kind: str
    key: str
    at: Point
    when: datetime
    text: str
    label: str = ""


def year_of(draft_id: str) -> str:
    """The year that an id names; "" where it names none."""
    match = _YEAR.search(draft_id)
    return match.group(1) if match else ""


def events(
    draft_id: str, draft: Draft, authority: str, limits: TimeLimits = TimeLimits()
) -> tuple[Event, ...]:
    """All events of a record, past and to come, oldest first. Show only those whose `when` has come."""
    seeds = _distinct(
        sorted(_seeds(draft, limits), key=lambda s: (s.when, s.at.start, s.kind, s.key))
    )
    if not seeds:
        return ()
    year = year_of(draft_id) or str(seeds[0].when.year)
    return tuple(
        Event(
            f"tag:{authority},{year}:{draft_id}/{s.kind}/{s.key}",
            s.kind,
            s.key,
            s.label or LABEL[s.kind],
            s.at,
            s.when,
            s.text,
        )
        for s in seeds
    )


def _distinct(seeds: list[_Seed]) -> list[_Seed]:
    """Each once: a deadline that was moved away and back again ends once."""
    distinct: dict[tuple[str, str], _Seed] = {}
    for seed in seeds:
        distinct.setdefault((seed.kind, seed.key), seed)
    return list(distinct.values())


def _seeds(draft: Draft, limits: TimeLimits) -> Iterator[_Seed]:
    yield from _rounds(draft, limits)
    yield from _overdue(draft, limits)
    yield from _announced(draft)
    yield from _stages(draft)
    yield from _entries(draft, limits)


def _announced_from(ended: list[Span], moment: datetime) -> datetime | None:
    """When what the clock brings at `moment` is told: of a draft taken back, once it is reinstated, or never (None)."""
    for since, until in ended:
        if since <= moment and (until is None or moment < until):
            return None if until is None else _announced_from(ended, until)
    return moment


def _point(moment: datetime) -> Point:
    return Point(iso(moment), moment, timed=True)


def _rounds(draft: Draft, limits: TimeLimits) -> Iterator[_Seed]:
    ended = ended_spans(draft)
    for number, round_ in enumerate(draft.rounds, 1):
        in_force = deadlines(round_)
        if not in_force:
            continue
        assert round_.opens
        if begins := _announced_from(ended, round_.opens.start):
            # Put off before it opened: what is told at the opening is the date that holds then.
            closes = closes_at(round_, begins)
            assert closes
            text = f"Thời hạn góp ý: đến {deadline_words.until(closes)}."
            yield _Seed("opened", str(number), round_.opens, begins, text)
        for place, (since, closes) in enumerate(in_force):
            following = in_force[place + 1].since if place + 1 < len(in_force) else None
            yield from _closing(ended, since, closes, following, limits)
        before = in_force[0].closes
        for change in sorted(round_.deadline_changes, key=effective):
            kind = "extended" if change.closes.end > before.end else "shortened"
            yield _Seed(
                kind,
                key(change),
                change.decided,
                effective(change),
                f"Hạn góp ý mới: {deadline_words.until(change.closes)} "
                f"(trước đây: {deadline_words.until(before)}). "
                f"Lý do: {change.why}",
            )
            before = change.closes


def _closing(
    ended: list[Span],
    since: datetime,
    closes: Point,
    following: datetime | None,
    limits: TimeLimits,
) -> Iterator[_Seed]:
    """A deadline that holds from `since` on, until another takes its place: its last days, and its end."""
    # A round (or an extension) that begins inside its last days tells no second time that it ends soon.
    begins = closes.end - timedelta(days=limits.closing_soon_days)
    soon = _announced_from(ended, begins) if since < begins else None
    if soon and soon < closes.end and (following is None or soon < following):
        text = f"Góp ý đến {deadline_words.until(closes)}."
        yield _Seed("closing_soon", day(closes), _point(soon), soon, text)
    over = _announced_from(ended, max(closes.end, since))
    if over and (following is None or over < following):
        text = f"Hạn góp ý: {deadline_words.until(closes)}."
        yield _Seed("closed", day(closes), _point(over), over, text)


def _overdue(draft: Draft, limits: TimeLimits) -> Iterator[_Seed]:
    ended = ended_spans(draft)
    for number, round_ in enumerate(draft.rounds, 1):
        in_force = deadlines(round_)
        for place, (since, closes) in enumerate(in_force):
            following = in_force[place + 1].since if place + 1 < len(in_force) else None
            due = answer_due(round_, closes, limits)
            if due is None:
                continue
            # Taken back after the closing it is owed all the same.
            spared = [span for span in ended if span[0] < closes.end]
            missed = _announced_from(spared, max(due.end, since))
            if (
                missed
                and (following is None or missed < following)
                and not is_answered(draft, number, missed)
            ):
                text = deadline_words.unanswered(due.day)
                yield _Seed("overdue", day(due), _point(missed), missed, text)


def _announced(draft: Draft) -> Iterator[_Seed]:
    """The earliest step put out before the first round opened told people that a consultation would come."""
    opens = [r.opens.start for r in draft.rounds if r.opens]
    early = [
        s for s in draft.stages if s.stage in _EARLY and (not opens or effective(s) < min(opens))
    ]
    if early and not any(r.unknown for r in draft.rounds):
        first = min(early, key=effective)
        yield _Seed(
            "announced",
            "1",
            first.at,
            effective(first),
            "Cơ quan chủ trì soạn thảo dự kiến lấy ý kiến.",
        )


def _stages(draft: Draft) -> Iterator[_Seed]:
    for entry in sorted(draft.stages, key=effective):
        kind = OWN_EVENT.get(entry.stage, "stage")
        if kind == "issued" and draft.issued:
            continue  # the block `issued` says more
        label = STAGE_LABEL[entry.stage] if kind == "stage" else ""
        yield _Seed(kind, key(entry), entry.at, effective(entry), entry.note or "", label)


def _entries(draft: Draft, limits: TimeLimits) -> Iterator[_Seed]:
    for change in draft.changes:
        kind = "changed" if change.kind == "change" else "corrected"
        yield _Seed(kind, key(change), change.at, effective(change), change.note)
    yield from _outcome(draft, limits)
    if issued := draft.issued:
        yield _Seed("issued", key(issued), issued.date, effective(issued), _issued_words(issued))
    if withdrawn := draft.withdrawn:
        yield _Seed(
            "withdrawn",
            key(withdrawn),
            withdrawn.at,
            effective(withdrawn),
            f"Lý do: {withdrawn.reason}",
        )
        if reinstated := withdrawn.reinstated:
            yield _Seed(
                "reinstated",
                key(reinstated),
                reinstated.at,
                effective(reinstated),
                f"Lý do: {reinstated.reason}",
            )
    for meeting in draft.events:
        # A meeting is news when it is called, not when it is over.
        when = meeting.published.start if meeting.published else meeting.at.start
        yield _Seed(
            "meeting",
            key(meeting),
            meeting.at,
            when,
            meeting.place or "",
            f"{MEETING_LABEL[meeting.kind]}: {meeting.title}",
        )


def _outcome(draft: Draft, limits: TimeLimits) -> Iterator[_Seed]:
    for number, round_ in enumerate(draft.rounds, 1):
        for kind, step in results(round_):
            assert round_.outcome
            if isinstance(step, NoReport):
                sentences = [f"Lý do: {step.reason}"]
            else:
                sentences = [_counts(round_.outcome, kind)]
            sentences += [
                f"Chậm {answer.days} ngày so với hạn công bố là {deadline_words.due(answer.due)}."
                for answer in late_answers(draft, effective(step), limits)
                if answer.round == number and kind == "answered"
            ]
            text = " ".join(filter(None, sentences))
            yield _Seed(kind, str(number), step.at, effective(step), text)


def _counts(outcome: Outcome, kind: str) -> str:
    """How many opinions came; what became of them is told when the answer is out, not before."""
    if outcome.received is None:
        return ""
    parts = fates(outcome) if kind == "answered" else ""
    return f"Đã nhận {outcome.received} ý kiến." + (f" Trong đó: {parts}." if parts else "")


def _issued_words(issued: Any) -> str:
    effect = f", có hiệu lực từ ngày {date_vi(issued.effective)}" if issued.effective else ""
    return f"Số {issued.number}{effect}."
