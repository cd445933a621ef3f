"""How a draft stands, as every page shows it: badges, deadline, and what must be said of them, now and at each coming turn.

Shapes: theme/pages/_macros.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from markupsafe import Markup

from duthao.clock import date_vi, moment_words, until_words
from duthao.lifecycle import LABELS, View, deadlines, effective, moments
from duthao.model import Front, Outcome
from duthao.records import Record
from duthao.settings import Settings
from duthao.site import Site, once
from duthao.turns import epoch, made, steps, turns, woven


@once
def face(site: Site, record: Record) -> dict[str, Any]:
    """What every page of the record begins with, turn after turn: `tone`, `badges`, `deadlines`, `said` and `known`."""
    front = record.front
    states = made(site, record, lambda s, r: s.view(r).state)
    past = [m for m in moments(front, site.terms) if m <= site.now]
    return {
        "tone": Markup(' data-state="{}"').format(states[0][1]) + steps("states", states),
        "badges": turns(site, record, lambda s, r: state(s.view(r))),
        "deadlines": turns(site, record, lambda s, r: deadline(s.view(r), s.now, s.settings)),
        "said": woven(site, record, _said),
        # Where no script runs: since when it has been so; where nothing is to come, it stays so.
        "known": moment_words(past[-1]) if past and len(states) > 1 else "",
    }


def _said(site: Site, record: Record) -> list[dict[str, str]]:
    view, now = site.view(record), site.now
    return [
        *({"note": "", **was} for was in earlier(record.front, view, now)),
        *({"note": note, "words": "", "said": ""} for note in notes(record.front, view, now)),
    ]


def state(view: View) -> dict[str, Any]:
    """The badge, and the flags that may stand beside it."""
    return {
        "key": view.state,
        "label": view.label,
        "soon_label": LABELS["closing_soon"] if view.closing_soon else "",
        "overdue_label": LABELS["answer_overdue"] if view.answer_overdue else "",
    }


def deadline(view: View, now: datetime, settings: Settings) -> dict[str, str] | None:
    """The closing date in words; None where no date is known.

    How many days are left is said by the browser from `counted` (the day, and since when it counts), in `left` where
    its clock is stopped (a sample with a fixed instant).
    """
    if view.opens is None or view.closes is None:
        return None
    words, day = until_words(view.closes), view.closes.day.isoformat()
    said = {"words": words, "day": day, "left": "", "counted": ""}
    if view.open:
        if settings.as_of:
            said["left"] = _left(view, now)
        else:
            said["counted"] = f"{day} {epoch(view.opens.start)}"
        return {"lead": "Góp ý đến", **said}
    if view.state == "upcoming":
        return {"lead": f"Lấy ý kiến từ ngày {date_vi(view.opens.day)} đến", **said}
    # A draft that was withdrawn or dropped may have ended before its deadline.
    lead = (
        "Hạn góp ý đã công bố:" if view.state in ("withdrawn", "dropped") else "Đã nhận góp ý đến"
    )
    return {"lead": lead, **said}


def earlier(front: Front, view: View, now: datetime) -> Iterator[dict[str, str]]:
    """Closing dates of the round shown that no longer hold, first announced first: what replaced each, when and why."""
    if view.round is None:
        return
    round_ = front.rounds[view.round - 1]
    changes = sorted((c for c in round_.deadline_changes if effective(c) <= now), key=effective)
    held = [d.closes for d in deadlines(round_)]
    for before, change in zip(held, changes, strict=False):
        what = "Gia hạn" if change.closes.end > before.end else "Rút ngắn thời hạn"
        yield {
            "words": until_words(before),
            "said": f"{what} ngày {date_vi(change.decided.day)}: {change.reason}",
        }


def notes(front: Front, view: View, now: datetime) -> Iterator[str]:
    """What the badge and the deadline alone do not say, in whole sentences."""
    if front.withdrawn and effective(front.withdrawn) <= now:
        yield f"Rút ngày {date_vi(front.withdrawn.at.day)}. Lý do: {front.withdrawn.reason}"
    for stage in front.stages:
        if stage.stage == "stopped" and effective(stage) <= now:
            yield f"Dừng ngày {date_vi(stage.at.day)}. {stage.note or ''}".strip()
    if front.issued and effective(front.issued) <= now:
        effect = front.issued.effective
        since = f", có hiệu lực từ ngày {date_vi(effect)}" if effect else ""
        issued = date_vi(front.issued.date.day)
        yield f"Văn bản số {front.issued.number}, ban hành ngày {issued}{since}."
    yield from _answer(front, view, now)
    if any(r.unknown for r in front.rounds):
        yield "Dự thảo đã được lấy ý kiến; trang này không có thông tin về thời gian lấy ý kiến."
    elif view.state == "planned":
        yield "Chưa ấn định thời gian lấy ý kiến."
    yield from shortened(front)


def shortened(front: Front) -> Iterator[str]:
    """Why there is less time than the law gives otherwise; nothing where the procedure is the usual one."""
    if front.shortened:
        yield f"Theo thủ tục rút gọn. Lý do: {front.shortened.reason}"


def _answer(front: Front, view: View, now: datetime) -> Iterator[str]:
    none = front.outcome.no_report if front.outcome else None
    if none and effective(none) <= now:
        yield f"Cơ quan soạn thảo không công bố báo cáo. Lý do: {none.reason}"
    if view.answer_due and view.answer_overdue:
        yield f"Hạn công bố tiếp thu, giải trình: hết ngày {date_vi(view.answer_due)}."
    elif view.answer_due and view.state in ("analysing", "summarised"):
        yield f"Kết quả tiếp thu, giải trình được công bố chậm nhất ngày {date_vi(view.answer_due)}."


@once
def outcome(site: Site, record: Record) -> dict[str, Any] | None:
    """What came of the consultation: figures once the summary is out, what became of them once the answer is.

    `steps` are the label and the published step of each; the rest as in theme/pages/draft.html.
    """
    known = record.front.outcome
    if known is None:
        return None
    steps = [
        (label, step)
        for label, step in (
            ("Bản tổng hợp ý kiến", known.summarised),
            ("Bản tiếp thu, giải trình", known.answered),
        )
        if step and effective(step) <= site.now
    ]
    if not steps:
        return None
    answered = any(step is known.answered for _, step in steps)
    counts = (known.accepted, known.partly, known.explained) if answered else (None, None, None)
    return {
        "total": _total(known),
        "figures": _figures(*counts),
        "text": known.method or "",
        "steps": steps,
    }


def _total(known: Outcome) -> str:
    said = []
    if known.asked is not None:
        said.append(f"đã gửi lấy ý kiến {known.asked} cơ quan, tổ chức, cá nhân")
    if known.received is not None:
        said.append(f"nhận được {known.received} ý kiến")
    if known.agreed:
        said.append(f"trong đó {known.agreed} ý kiến thống nhất, không góp ý thêm")
    whole = ", ".join(said)
    return whole[:1].upper() + whole[1:] + "." if whole else ""


def _figures(
    accepted: int | None, partly: int | None, explained: int | None
) -> list[dict[str, Any]]:
    """The parts of a bar of width 100."""
    counted = [
        (part, label, count)
        for part, label, count in (
            ("accepted", "được tiếp thu", accepted),
            ("partly", "tiếp thu một phần", partly),
            ("explained", "được giải trình", explained),
        )
        if count is not None
    ]
    whole = sum(count for *_, count in counted)
    figures, before = [], 0
    for part, label, count in counted if whole else ():
        x, width = round(100 * before / whole, 2), round(100 * count / whole, 2)
        figures.append({"part": part, "label": label, "value": count, "x": x, "width": width})
        before += count
    return figures


def _left(view: View, now: datetime) -> str:
    assert view.closes is not None
    days = (view.closes.day - now.date()).days
    return f"còn {days} ngày" if days > 0 else "Hôm nay là ngày cuối"
