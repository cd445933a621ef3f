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
    "khac": "Cuộc họp",
}
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
    text: str = ""
    label: str = ""


def events(
    draft_id: str, front: Draft, authority: str, terms: TimeLimits = TimeLimits()
) -> tuple[Event, ...]:
    """All events of a record, past and to come, oldest first. Show only those whose `when` has come."""
    seeds = _distinct(
        sorted(_seeds(front, terms), key=lambda s: (s.when, s.at.start, s.kind, s.key))
    )
    if not seeds:
        return ()
    match = _YEAR.search(draft_id)
    year = match.group(1) if match else str(seeds[0].when.year)
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
    found: dict[tuple[str, str], _Seed] = {}
    for seed in seeds:
        found.setdefault((seed.kind, seed.key), seed)
    return list(found.values())


def _seeds(front: Draft, terms: TimeLimits) -> Iterator[_Seed]:
    yield from _rounds(front, terms)
    yield from _overdue(front, terms)
    yield from _announced(front)
    yield from _stages(front)
    yield from _entries(front, terms)


def _told_from(away: list[Span], moment: datetime) -> datetime | None:
    """When what the clock brings at `moment` is told: of a draft taken back, once it is reinstated, or never (None)."""
    for since, until in away:
        if since <= moment and (until is None or moment < until):
            return None if until is None else _told_from(away, until)
    return moment


def _point(moment: datetime) -> Point:
    return Point(iso(moment), moment, timed=True)


def _rounds(front: Draft, terms: TimeLimits) -> Iterator[_Seed]:
    away = ended_spans(front)
    for number, round_ in enumerate(front.rounds, 1):
        held = deadlines(round_)
        if not held or round_.opens is None:
            continue
        if begins := _told_from(away, round_.opens.start):
            # Put off before it opened: what is told at the opening is the date that holds then.
            closes = closes_at(round_, begins) or held[0].closes
            text = f"Thời hạn góp ý: đến {deadline_words.until(closes)}."
            yield _Seed("opened", str(number), round_.opens, begins, text)
        for place, (since, closes) in enumerate(held):
            following = held[place + 1].since if place + 1 < len(held) else None
            yield from _closing(away, since, closes, following, terms)
        before = held[0].closes
        for change in sorted(round_.deadline_changes, key=effective):
            kind = "extended" if change.closes.end > before.end else "shortened"
            yield _Seed(
                kind,
                key(change),
                change.decided,
                effective(change),
                f"Hạn góp ý mới: {deadline_words.until(change.closes)} "
                f"(trước đây: {deadline_words.until(before)}). "
                f"Lý do: {change.reason}",
            )
            before = change.closes


def _closing(
    away: list[Span], since: datetime, closes: Point, following: datetime | None, terms: TimeLimits
) -> Iterator[_Seed]:
    """A deadline that holds from `since` on, until another takes its place: its last days, and its end."""
    # A round (or an extension) that begins inside its last days tells no second time that it ends soon.
    begins = closes.end - timedelta(days=terms.closing_soon_days)
    soon = _told_from(away, begins) if since < begins else None
    if soon and soon < closes.end and (following is None or soon < following):
        text = f"Góp ý đến {deadline_words.until(closes)}."
        yield _Seed("closing_soon", day(closes), _point(soon), soon, text)
    over = _told_from(away, max(closes.end, since))
    if over and (following is None or over < following):
        text = f"Hạn góp ý: {deadline_words.until(closes)}."
        yield _Seed("closed", day(closes), _point(over), over, text)


def _overdue(front: Draft, terms: TimeLimits) -> Iterator[_Seed]:
    away = ended_spans(front)
    for number, round_ in enumerate(front.rounds, 1):
        held = deadlines(round_)
        for place, (since, closes) in enumerate(held):
            following = held[place + 1].since if place + 1 < len(held) else None
            due = answer_due(round_, closes, terms)
            if due is None:
                continue
            # Taken back after the closing it is owed all the same.
            spared = [span for span in away if span[0] < closes.end]
            missed = _told_from(spared, max(due.end, since))
            if (
                missed
                and (following is None or missed < following)
                and not is_answered(front, number, missed)
            ):
                text = deadline_words.unanswered(due.day)
                yield _Seed("overdue", day(due), _point(missed), missed, text)


def _announced(front: Draft) -> Iterator[_Seed]:
    """The earliest step put out before the first round opened told people that a consultation would come."""
    opens = [r.opens.start for r in front.rounds if r.opens]
    early = [
        s for s in front.stages if s.stage in _EARLY and (not opens or effective(s) < min(opens))
    ]
    if early and not any(r.unknown for r in front.rounds):
        first = min(early, key=effective)
        yield _Seed(
            "announced",
            "1",
            first.at,
            effective(first),
            "Cơ quan chủ trì soạn thảo dự kiến lấy ý kiến.",
        )


def _stages(front: Draft) -> Iterator[_Seed]:
    for entry in sorted(front.stages, key=effective):
        kind = OWN_EVENT.get(entry.stage, "stage")
        if kind == "issued" and front.issued:
            continue  # the block `issued` says more
        label = STAGE_LABEL[entry.stage] if kind == "stage" else ""
        yield _Seed(kind, key(entry), entry.at, effective(entry), entry.note or "", label)


def _entries(front: Draft, terms: TimeLimits) -> Iterator[_Seed]:
    for change in front.changes:
        kind = "changed" if change.kind == "change" else "corrected"
        yield _Seed(kind, key(change), change.at, effective(change), change.note)
    yield from _outcome(front, terms)
    if out := front.issued:
        yield _Seed("issued", key(out), out.date, effective(out), _issued_words(out))
    if gone := front.withdrawn:
        yield _Seed("withdrawn", key(gone), gone.at, effective(gone), f"Lý do: {gone.reason}")
        if back := gone.reinstated:
            yield _Seed("reinstated", key(back), back.at, effective(back), f"Lý do: {back.reason}")
    for meeting in front.events:
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


def _outcome(front: Draft, terms: TimeLimits) -> Iterator[_Seed]:
    for number, round_ in enumerate(front.rounds, 1):
        for kind, step in results(round_):
            assert round_.outcome
            if isinstance(step, NoReport):
                said = [f"Lý do: {step.reason}"]
            else:
                said = [_counts(round_.outcome, kind)]
            said += [
                f"Chậm {one.days} ngày so với hạn công bố là {deadline_words.due(one.due)}."
                for one in late_answers(front, effective(step), terms)
                if one.round == number and kind == "answered"
            ]
            text = " ".join(filter(None, said))
            yield _Seed(kind, str(number), step.at, effective(step), text)


def _counts(outcome: Outcome, kind: str) -> str:
    """How many opinions came; what became of them is told when the answer is out, not before."""
    if outcome.received is None:
        return ""
    said = fates(outcome) if kind == "answered" else ""
    return f"Đã nhận {outcome.received} ý kiến." + (f" Trong đó: {said}." if said else "")


def _issued_words(issued: Any) -> str:
    effect = f", có hiệu lực từ ngày {date_vi(issued.effective)}" if issued.effective else ""
    return f"Số {issued.number}{effect}."
