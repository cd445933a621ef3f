"""The single facts of a record that are read aloud, as they are written: names, dates, ways to comment, meetings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from duthao.clock import Point, all_day, day_words, hour_words, iso, midnight
from duthao.domain import deadline_words
from duthao.domain.draft import Outcome, OutcomeStep
from duthao.domain.lifecycle import LATE, View, moments
from duthao.domain.meetings.meeting_events import PRESS, TRAINING, MeetingEvent
from duthao.domain.meetings.meeting_states import called, called_off
from duthao.domain.publication import as_published, effective
from duthao.domain.registers import Place, bare_name
from duthao.domain.rounds import deadlines
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.timeline import timeline
from duthao.outputs.site import NATIONWIDE, Site
from duthao.records.record import Record
from duthao.speech.sentences import cleaned, closed, listed, mid_sentence

_PLACES = {"xa": "xã", "phuong": "phường", "dac-khu": "đặc khu"}
_HEADS = {"xa": "trưởng thôn", "phuong": "tổ trưởng tổ dân phố"}
_LEAD = 60  # how many letters may stand before the short title in the full one, its first words included
_NEXT = {
    "appraising": "Hiện nay, dự thảo đang được thẩm định.",
    "submitted": "Hiện nay, dự thảo đã được trình cấp có thẩm quyền xem xét.",
    "adopted": "Hiện nay, dự thảo đã được thông qua, chờ ban hành.",
}
# How an officer begins who writes what to do, not where.
_DOING = ("Gặp ", "Đến ", "Liên hệ ", "Nộp ", "Gửi ")


class ChangedDeadline(NamedTuple):
    """The latest change of a deadline that was put out: what held before, whether there is more time now, and why."""

    former: Point
    longer: bool
    reason: str


class PublishedResult(NamedTuple):
    """What was put out about the latest round: its name inside a sentence, the step by which it was, and whether it says
    what became of the opinions.
    """

    name: str
    step: OutcomeStep
    answered: bool


def changed_deadline(site: Site, record: Record, view: View) -> ChangedDeadline | None:
    """The change by which the present deadline came about; None where it is the first."""
    if view.round is None:
        return None
    round_ = record.draft.rounds[view.round - 1]
    changes = sorted(
        (c for c in round_.deadline_changes if effective(c) <= site.now), key=effective
    )
    if not changes:
        return None
    former = deadlines(round_)[len(changes) - 1].closes
    return ChangedDeadline(former, changes[-1].closes.end > former.end, changes[-1].reason)


def consulted_on(record: Record, view: View) -> str:
    """What opinions are asked of: `dự thảo`, or `đề nghị` before there is a draft."""
    return (
        "đề nghị"
        if view.round and record.draft.rounds[view.round - 1].of == "proposal"
        else "dự thảo"
    )


def published_result(site: Site, record: Record, view: View) -> PublishedResult | None:
    """What was put out about the latest round by now: the answer, else the summary, else None."""
    outcome = latest_outcome(record, view)
    if outcome is None:
        return None
    for name, step, answered in (
        ("bản tiếp thu, giải trình ý kiến góp ý", outcome.answered, True),
        ("bản tổng hợp ý kiến góp ý", outcome.summarised, False),
    ):
        if step and effective(step) <= site.now:
            return PublishedResult(name, step, answered)
    return None


def result_lasts(site: Site, record: Record, result: PublishedResult) -> Point:
    """The point before which what is told of a result holds: thirty days from it, or when the draft is known to stand otherwise.

    What is said to follow (`được công bố chậm nhất …`) is not true any more once its day is past.
    """
    known = replace(record, draft=as_published(record.draft, site.now))
    last = midnight((effective(result.step) + LATE).date())
    told = _told_of_result(site, known, site.now)
    ahead = (at for at in moments(known.draft, site.terms) if site.now < at < last)
    end = next((at for at in ahead if _told_of_result(site, known, at) != told), last)
    return all_day(end.date()) if end == midnight(end.date()) else Point(iso(end), end, timed=True)


def _told_of_result(site: Site, record: Record, now: datetime) -> object:
    then = replace(site, now=now)
    view = then.view(record)
    follows = _next_step(then, record, view), _ahead(then, record, view)
    return view.state, published_result(then, record, view), follows


def latest_outcome(record: Record, view: View) -> Outcome | None:
    """What came of the latest round."""
    return record.draft.rounds[view.round - 1].outcome if view.round else None


def phrases(
    site: Site, record: Record, view: View, *, asking: bool = True
) -> Iterator[tuple[str, str]]:
    """Names, dates and ways to comment by the names that the templates of `theme/speech` give them, each a phrase or a
    sentence; "" where there is none.

    Where no script is `asking` for opinions, nothing that only such a script says.
    """
    draft, registers = record.draft, site.registers
    result = published_result(site, record, view)
    places = [registers.places[key] for key in draft.places]
    province_wide = any(place.kind == "tinh" for place in places)
    kinds = {place.kind for place in (registers.places.values() if province_wide else places)}
    yield "agency", cleaned(site.drafters(record))
    yield "what", _what(site, record, view)
    yield "result", result.name if result else ""
    yield "published", day_words(result.step.at.day) if result else ""
    yield "next_step", _next_step(site, record, view)
    yield "ahead", _ahead(site, record, view)
    yield "posted", _posted(site, record)
    yield "unit", _each(_PLACES, kinds) or "địa phương"
    yield (
        "whose",
        closed(cleaned(f"Đây là {mid_sentence(own)}"))
        if (own := whose(site, record, short=True))
        else "",
    )
    if not asking:
        return
    yield "head", _each(_HEADS, kinds) or "cán bộ thôn"
    yield "issuer", cleaned(site.issuers(record))
    audiences = [mid_sentence(cleaned(registers.audiences[key].name)) for key in draft.audiences]
    yield "audiences", listed(audiences) if audiences else ""
    if draft.nationwide:
        yield "places", NATIONWIDE.lower()
    else:
        yield "places", "" if province_wide or len(places) < 2 else _places(places)
    yield from _terms(site, record, view)
    yield from _ways(record)


def _each(words: Mapping[str, str], kinds: Collection[str]) -> str:
    """`xã, phường`: the words for these kinds of places."""
    return ", ".join(word for kind, word in words.items() if kind in kinds)


def _terms(site: Site, record: Record, view: View) -> Iterator[tuple[str, str]]:
    """Since when opinions are taken, until when, and what of that has changed."""
    assert view.opens is not None and view.closes is not None
    change = changed_deadline(site, record, view)
    yield "opens", deadline_words.spoken_since(view.opens) if view.state == "upcoming" else ""
    yield "until", deadline_words.spoken_until(view.closes)
    yield "until_again", deadline_words.spoken_until(view.closes, year=False)
    yield "last", deadline_words.spoken_last_day(view.closes)
    yield "former", deadline_words.spoken_former(change.former, view.closes) if change else ""
    yield (
        "changing",
        ("kéo dài" if change.longer else "rút ngắn") + " thời gian lấy ý kiến" if change else "",
    )


def _ahead(site: Site, record: Record, view: View) -> str:
    """The step that follows an answer, as the register has the steps of such a text; "" where another day is set before it."""
    step = next((step for step in timeline(site, record) if step["when"] == "future"), None)
    if view.state != "answered" or step is None or step["at"]:
        return ""
    return f"Theo quy trình, bước tiếp theo của dự thảo là {mid_sentence(step['label'])}."


def _posted(site: Site, record: Record) -> str:
    """For how long a commune's own result hangs at the board; "" where the register is not sure: a voice gives no source."""
    posting = site.registers.document_types[record.draft.document_type].public_posting
    if posting is None or not posting.board_days or posting.certainty != "verified":
        return ""
    return f"Kết quả được niêm yết tại bảng tin ít nhất {posting.board_days} ngày liên tục."


def _next_step(site: Site, record: Record, view: View) -> str:
    """What becomes of the draft after its result, as far as the record knows."""
    if view.state == "summarised" and not view.answer_overdue and view.answer_due:
        due = deadline_words.spoken_due(view.answer_due)
        return f"Kết quả tiếp thu, giải trình được công bố {due}."
    issued = record.draft.issued
    if view.state == "issued" and issued and effective(issued) <= site.now:
        return f"Văn bản đã được ban hành {day_words(issued.date.day)}."
    return _NEXT.get(view.state, "")


def _places(places: list[Place]) -> str:
    """`các xã A và B`, `xã A và phường B`."""
    kind = places[0].kind
    if any(place.kind != kind for place in places):
        return listed(place.name for place in places)
    return f"các {_PLACES.get(kind, '')} {listed(bare_name(place.name) for place in places)}"


def _what(site: Site, record: Record, view: View) -> str:
    """`dự thảo Nghị quyết …`: the title made for the ear, else the short title led in as the full title does."""
    spoken = record.draft.spoken
    title = spoken.title if spoken and spoken.title else _led_in(site, record)
    title = cleaned(title).rstrip(" .,;:")
    if title.lower().startswith("dự thảo "):
        return mid_sentence(title)
    return ("đề nghị xây dựng " if consulted_on(record, view) == "đề nghị" else "dự thảo ") + title


def _led_in(site: Site, record: Record) -> str:
    """`Quyết định ban hành Quy chế …`: the short title after the words that stand before it in the full one."""
    full, short = record.draft.title, record.draft.short_title
    kind = site.registers.document_types[record.draft.document_type].name.split(" của ")[0]
    if short.lower().startswith(kind.lower() + " "):
        return short
    start = full.lower().find(" ".join(short.lower().split()[:2]), 0, _LEAD)
    if start > 0 and full.startswith(kind):
        return full[: start + 1] + short[1:]
    return f"{kind} về {mid_sentence(short)}"


def _ways(record: Record) -> Iterator[tuple[str, str]]:
    """Two ways to comment, nearest first, of each the first place that is named; an address on the web only where there is no other."""
    comment, ways, phone = record.draft.comment, [], ""
    if comment and comment.in_person:
        ways.append(_in_person(comment.in_person[0]))
    if comment and comment.phones:
        phone = cleaned(comment.phones[0])
        ways.append(f"Bà con góp ý qua điện thoại số {phone}.")
    if comment and comment.postal_addresses:
        ways.append(closed(f"Bà con gửi thư góp ý đến {cleaned(comment.postal_addresses[0])}"))
    if comment and comment.emails and not ways:
        ways.append(f"Bà con gửi thư điện tử đến địa chỉ {comment.emails[0]}.")
    way, other_way = (*ways, "", "")[:2]
    yield "way", way
    yield "other_way", other_way
    # The short script, which has one way, says it too.
    yield "phone", f"Điện thoại góp ý: số {phone}." if phone and phone in other_way else ""


def _in_person(written: str) -> str:
    lead = "Để góp ý, bà con" if written.startswith(_DOING) else "Bà con gửi ý kiến trực tiếp đến"
    return closed(f"{lead} {mid_sentence(cleaned(written))}")


def known_meetings(site: Site, record: Record) -> Iterator[MeetingEvent]:
    """The meetings that people have been told of by now; press conferences and trainings are not theirs."""
    for meeting in record.draft.events:
        theirs = meeting.kind not in (PRESS, TRAINING)
        if theirs and called(meeting, site.now) and not called_off(meeting, site.now):
            yield meeting


def announced_meetings(site: Site, record: Record) -> list[MeetingEvent]:
    """Those of them that have hour and place, whether begun or not, first to begin first."""
    certain = [m for m in known_meetings(site, record) if m.place and m.at.timed]
    return sorted(certain, key=lambda meeting: (meeting.at.start, meeting.title))


def meeting_phrases(meeting: MeetingEvent) -> Iterator[tuple[str, str]]:
    """What is said of one meeting, as `phrases`: its name, when it begins and where it is."""
    yield "meeting", closed(cleaned(meeting.title))
    yield "begins", begins(meeting)
    yield "where", where(meeting)


def begins(meeting: MeetingEvent) -> str:
    """`lúc 8 giờ, thứ Bảy, ngày 05/12/2026`."""
    hour = f"lúc {hour_words(meeting.at)}, " if meeting.at.timed else ""
    return hour + day_words(meeting.at.day)


def where(meeting: MeetingEvent) -> str:
    """The place of a meeting, as it goes on inside a sentence."""
    return mid_sentence(cleaned(meeting.place or "")).rstrip(" .,;")
