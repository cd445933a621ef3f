"""How a draft stands now, as every page shows it: badge, deadline, and what the reader's browser needs.

The browser works out "còn N ngày" and corrects a page that has grown old; the words here must be right
without it. Shapes: theme/pages/draft.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from duthao.clock import date_vi, until_words
from duthao.lifecycle import LABELS, View, deadlines, effective
from duthao.model import Front
from duthao.settings import Settings


def clock(view: View, settings: Settings) -> dict[str, str]:
    """State, and of the round shown its opening, last day, exclusive end and start of the last days."""
    if view.opens is None or view.closes is None:
        return {"state": view.state, "opens": "", "day": "", "end": "", "soon": ""}
    end = view.closes.end
    return {
        "state": view.state,
        "opens": view.opens.start.isoformat(),
        "day": view.closes.day.isoformat(),
        "end": end.isoformat(),
        "soon": (end - timedelta(days=settings.closing_soon_days)).isoformat(),
    }


def state(view: View) -> dict[str, Any]:
    """The badge, and the flags that may stand beside it."""
    may_end_soon = view.state in ("open", "upcoming") and view.closes is not None
    return {
        "key": view.state,
        "label": view.label,
        "closing_soon": view.closing_soon,
        "soon_label": LABELS["closing_soon"] if may_end_soon else "",
        "overdue_label": LABELS["answer_overdue"] if view.answer_overdue else "",
    }


def deadline(view: View, now: datetime, settings: Settings) -> dict[str, str] | None:
    """The closing date in words; None where no date is known.

    `left` is filled only where the browser's clock is stopped (a sample with a fixed instant).
    """
    if view.opens is None or view.closes is None:
        return None
    words = until_words(view.closes)
    if view.open:
        left = _left(view, now) if settings.as_of else ""
        return {"lead": "Góp ý đến", "words": words, "left": left}
    if view.state == "upcoming":
        return {"lead": f"Lấy ý kiến từ ngày {date_vi(view.opens.day)} đến", "words": words, "left": ""}
    if view.closes.end <= now:
        return {"lead": "Đã nhận góp ý đến", "words": words, "left": ""}
    return {"lead": "Hạn góp ý đã công bố:", "words": words, "left": ""}


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
            "said": f"{what} ngày {date_vi(effective(change).date())}: {change.reason}",
        }


def _left(view: View, now: datetime) -> str:
    assert view.closes is not None
    days = (view.closes.day - now.date()).days
    return f"còn {days} ngày" if days > 0 else "Hôm nay là ngày cuối"
