"""How a draft stands, as every page shows it: badges, deadline, and what must be said of them, now and at each coming turn.

Shapes: theme/pages/_macros.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from markupsafe import Markup

from duthao.clock import date_vi
from duthao.domain import deadline_words, rounds
from duthao.domain.draft import Draft, Outcome
from duthao.domain.ending import ending
from duthao.domain.fates import counts, fates
from duthao.domain.lifecycle import LABELS, View, state_since
from duthao.domain.publication import effective
from duthao.domain.rounds import TimeLimits, late_answers, latest_outcome, results
from duthao.domain.settings import Settings
from duthao.outputs.shared.response_rows import commune_words
from duthao.outputs.shared.turns import entry_turns, epoch, over_time, steps, turns
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.rendering import messages

Translate = Callable[[str], str]
LATE, A_DAY_LATE = "Công bố chậm {} ngày", "Công bố chậm 1 ngày"  # some languages have a singular


@memo
def status(site: Site, record: Record) -> dict[str, Any]:
    """What every page of the record begins with, turn after turn: `tone`, `badges`, `deadlines`, `notes` and `known`."""
    return {
        **standing(site, record),
        "deadlines": turns(site, record, lambda s, r: deadline(s.view(r), s.now, s.settings)),
        "notes": entry_turns(site, record, _notes),
    }


def standing(site: Site, record: Record) -> dict[str, Any]:
    """Of it `tone`, `badges` and `known`, in the language of the site: pages in another one say deadlines their own way."""
    states = over_time(site, record, lambda s, r: s.view(r).state)
    tones = over_time(site, record, lambda s, r: _tone(s.view(r)))
    settled = state_since(record.draft, site.now, site.terms)
    say = messages.catalogue(site.root, site.lang).gettext
    return {
        "tone": Markup(' data-state="{}"').format(tones[0][1]) + steps("states", tones),
        "badges": turns(site, record, lambda s, r: state(s.view(r), say)),
        # Where no script runs: since when it has been so; where nothing is to come, it stays so.
        "known": deadline_words.moment_in(site.lang, settled)
        if settled and len(states) > 1
        else "",
    }


def _tone(view: View) -> str:
    """By which colours are chosen: those that urge are of the last days alone (`closing_soon_days`)."""
    return "closing_soon" if view.closing_soon else view.state


def _notes(site: Site, record: Record) -> list[dict[str, str]]:
    view, now = site.view(record), site.now
    return [
        *({"note": "", **was} for was in former_deadlines(record.draft, view, now)),
        *(
            {"note": note, "words": "", "change": ""}
            for note in notes(record.draft, view, now, site.terms)
        ),
    ]


def state(view: View, say: Translate = str) -> dict[str, Any]:
    """The badge, and the flags that may stand beside it; `say` puts each into another language."""
    return {
        "key": view.state,
        "label": say(view.label),
        "soon_label": say(LABELS["closing_soon"]) if view.closing_soon else "",
        "overdue_label": say(LABELS["answer_overdue"]) if view.answer_overdue else "",
        "late_label": say(A_DAY_LATE if view.late == 1 else LATE).format(view.late)
        if view.late
        else "",
    }


def deadline(view: View, now: datetime, settings: Settings) -> dict[str, str] | None:
    """The closing date in words; None where no date is known.

    How many days are left is said by the browser from `counted` (the day, and since when it counts), in `left` where
    its clock is stopped (a sample with a fixed instant).
    """
    if view.closes is None:
        return None
    assert view.opens
    words, day = deadline_words.until(view.closes), view.closes.day.isoformat()
    if view.open:
        return {"lead": "Góp ý đến", "words": words, **counting(view, now, settings)}
    time = {"words": words, "day": day, "left": "", "counted": ""}
    if view.state == "upcoming":
        return {"lead": f"Lấy ý kiến {deadline_words.since(view.opens)} đến", **time}
    # A draft that was withdrawn or dropped may have ended before its deadline.
    lead = (
        "Hạn góp ý đã công bố:"
        if view.state in ("withdrawn", "dropped")
        else "Thời hạn góp ý đã kết thúc:"
    )
    return {"lead": lead, **time}


def former_deadlines(draft: Draft, view: View, now: datetime) -> Iterator[dict[str, str]]:
    """Closing dates of the round shown that no longer hold, first announced first: what replaced each, when and why."""
    if view.round is None:
        return
    for former in rounds.former_deadlines(draft.rounds[view.round - 1], now):
        what = "Gia hạn" if former.extended else "Rút ngắn thời hạn"
        decided = date_vi(former.change.decided.day)
        yield {
            "words": deadline_words.until(former.closes),
            "change": f"{what} ngày {decided}: {former.change.why}",
        }


def notes(draft: Draft, view: View, now: datetime, terms: TimeLimits) -> Iterator[str]:
    """What the badge and the deadline alone do not say, in whole sentences."""
    if draft.withdrawn and (back := draft.withdrawn.reinstated) and effective(back) <= now:
        yield f"Dự thảo được rút ngày {date_vi(draft.withdrawn.at.day)}. Lý do: {draft.withdrawn.reason}"
        yield f"Dự thảo được khôi phục ngày {date_vi(back.at.day)}. Lý do: {back.reason}"
    yield from taken_back(draft, now)
    yield from issued(draft, now)
    yield from _answer(draft, view, now, terms)
    yield from next_round(view)
    if any(r.unknown for r in draft.rounds):
        yield "Dự thảo đã được lấy ý kiến; trang này không có thông tin về thời gian lấy ý kiến."
    elif view.state == "planned":
        yield "Chưa ấn định thời gian lấy ý kiến."
    yield from shortened(draft)


def taken_back(draft: Draft, now: datetime) -> Iterator[str]:
    """When it was withdrawn or dropped, and why; nothing where it was not, or was taken up again."""
    if ended := ending(draft, now):
        why = {"withdrawn": f"Lý do: {ended.reason}", "dropped": ended.reason}[ended.kind]
        yield f"{ended.sentence} {why}".strip()


def issued(draft: Draft, now: datetime) -> Iterator[str]:
    """The number of the document that the draft became, once there is one."""
    if draft.issued and effective(draft.issued) <= now:
        effect = draft.issued.effective
        since = f", có hiệu lực từ ngày {date_vi(effect)}" if effect else ""
        day = date_vi(draft.issued.date.day)
        yield f"Văn bản số {draft.issued.number}, ban hành ngày {day}{since}."


def next_round(view: View) -> Iterator[str]:
    """When opinions will be asked again, where that is dated."""
    if view.next_round:
        assert view.next_opens and view.next_closes
        period = deadline_words.period(view.next_opens, view.next_closes)
        yield f"Đợt lấy ý kiến thứ {view.next_round}: {period}."


def unreported(draft: Draft, now: datetime) -> Iterator[str]:
    """That of a round there will be no report on what became of the opinions, and why."""
    for number, round_ in enumerate(draft.rounds, 1):
        none = round_.outcome.no_report if round_.outcome else None
        if none and effective(none) <= now:
            which = f" về đợt {number}" if len(draft.rounds) > 1 else ""
            yield f"Cơ quan chủ trì soạn thảo không công bố báo cáo tiếp thu, giải trình{which}. Lý do: {none.reason}"


def shortened(draft: Draft) -> Iterator[str]:
    """Why there is less time than the law gives otherwise; nothing where the procedure is the usual one."""
    if draft.shortened:
        yield f"Theo thủ tục rút gọn. Lý do: {draft.shortened.reason}"


def _answer(draft: Draft, view: View, now: datetime, terms: TimeLimits) -> Iterator[str]:
    yield from unreported(draft, now)
    for one in late_answers(draft, now, terms):
        which = f" đợt {one.round}" if len(draft.rounds) > 1 else ""
        yield (
            f"Bản tiếp thu, giải trình{which} được công bố chậm {one.days} ngày so với hạn là "
            f"{deadline_words.due(one.due)}."
        )
    if view.answer_due and view.answer_overdue:
        yield deadline_words.unanswered(view.answer_due)
    elif view.answer_due and view.state in ("analysing", "summarised"):
        yield f"Kết quả tiếp thu, giải trình được công bố {deadline_words.due_by(view.answer_due)}."


@memo
def outcome(site: Site, record: Record) -> dict[str, Any] | None:
    """What came of the latest round of which something is out: figures once the summary is, what became of them once
    the answer is; None where nothing is.

    `round` is its number where there are several; `fates` says the figures in a sentence; `steps` are the label and
    the step of all that is out, of every round; the rest as in theme/pages/draft.html.
    """
    draft, now = record.draft, site.now
    latest = latest_outcome(draft, now)
    if latest is None:
        return None
    number, known = latest
    several = len(draft.rounds) > 1
    answered = known.answered is not None and effective(known.answered) <= now
    return {
        "round": number if several else None,
        "total": total(known),
        "figures": figures(known) if answered else [],
        "fates": fates(known) if answered else "",
        "text": known.method or "",
        "communes": commune_words(site, record, number, known),
        "steps": [
            (_STEP[name] + (f", đợt {nth}" if several else ""), step)
            for nth, round_ in enumerate(draft.rounds, 1)
            for name, step in results(round_)
            if name in _STEP and effective(step) <= now
        ],
    }


_STEP = {"summarised": "Bản tổng hợp ý kiến", "answered": "Bản tiếp thu, giải trình"}


def total(known: Outcome) -> str:
    """Whom was asked and what they did; then the papers, and the opinions in them: three counts, never one sum."""
    return " ".join(filter(None, (_asked(known), received(known))))


def _asked(known: Outcome) -> str:
    did = ", ".join(answers(known))
    if known.asked is not None:
        return f"{asked(known)[:-1]}{': ' if did else ''}{did}."
    return f"Trong số các nơi được hỏi: {did}." if did else ""


def asked(known: Outcome) -> str:
    """Whom opinions were asked of; "" where it is not said."""
    if known.asked is None:
        return ""
    return f"Đã gửi lấy ý kiến của {known.asked} cơ quan, tổ chức, cá nhân."


def answers(known: Outcome) -> Iterator[str]:
    """What those did who were asked. Silence is told as silence: it is no agreement."""
    for count, did in (
        (known.agreed, "thống nhất"),
        (known.opined, "có ý kiến góp ý"),
        (known.silent, "không trả lời"),
    ):
        if count is not None:
            yield f"{count} nơi {did}"


def received(known: Outcome) -> str:
    """How many opinions came, in how many papers; "" where it is not said."""
    if known.received is None:
        return ""
    if not known.received:
        return "Không nhận được ý kiến góp ý nào."
    papers = f" trong {known.documents} văn bản, phiếu góp ý" if known.documents else ""
    return f"Đã nhận được {known.received} ý kiến góp ý{papers}."


def figures(known: Outcome) -> list[dict[str, Any]]:
    """The parts of a bar of width 100."""
    counted = list(counts(known))
    total = sum(count for *_, count in counted)
    figures, before = [], 0
    for part, label, count in counted if total else ():
        x, width = round(100 * before / total, 2), round(100 * count / total, 2)
        figures.append({"part": part, "label": label, "value": count, "x": x, "width": width})
        before += count
    return figures


def days_left(view: View, now: datetime, say: Translate = str) -> str:
    """How many days are left of an open round, in the words that the browser's clock has too (theme/pages/_clock.html)."""
    assert view.closes is not None
    days = (view.closes.day - now.date()).days
    words = "Hôm nay là ngày cuối" if days < 1 else "còn 1 ngày" if days == 1 else "còn {} ngày"
    return say(words).format(days)


def counting(view: View, now: datetime, settings: Settings, say: Translate = str) -> dict[str, str]:
    """`{day, counted, left}` of an open round: its last day, from which the browser counts down, and since when it does; or
    how many days are left, where its clock is stopped.
    """
    assert view.opens and view.closes
    day = view.closes.day.isoformat()
    if settings.as_of:
        return {"day": day, "counted": "", "left": days_left(view, now, say)}
    return {"day": day, "counted": f"{day} {epoch(view.opens.start)}", "left": ""}
