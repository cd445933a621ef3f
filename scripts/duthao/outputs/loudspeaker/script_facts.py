"""What a record gives to be read aloud, as it is written: single facts, and passages of its own sentences.

A unit is a list of sentences that belong together and are read or left out together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from duthao.clock import Point, day_words, hour_words
from duthao.domain import deadline_words
from duthao.domain.draft import MeetingEvent, Outcome, OutcomeStep
from duthao.domain.fates import counts
from duthao.domain.lifecycle import View, deadlines, effective
from duthao.domain.registers import Place, bare_name
from duthao.outputs.shared.status import answers, asked, received, shortened
from duthao.outputs.site import Site
from duthao.records.body import Section
from duthao.records.record import Record
from duthao.speech.sentences import cleaned, closed, inside, listed, sentences, told

# The most units of a group that any script takes: three rows of a table, for nobody can listen to a table.
MOST = {
    "points": 5,
    "why": 3,
    "new": 3,
    "questions": 3,
    "contested": 3,
    "meetings": 2,
    "shortened": 1,
    "radio": 1,
}
SentenceGroup = list[str]
Passages = dict[str, list[SentenceGroup]]
_ORDINALS = ("Thứ nhất", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm")
_PLACES = {"xa": "xã", "phuong": "phường", "dac-khu": "đặc khu"}
_HEADS = {"xa": "trưởng thôn", "phuong": "tổ trưởng tổ dân phố"}
_LEAD = 60  # how many letters may stand before the short title in the full one, its first words included
_NEXT = {
    "appraising": "Hiện nay, dự thảo đang được thẩm định.",
    "submitted": "Hiện nay, dự thảo đã được trình cấp có thẩm quyền xem xét.",
    "adopted": "Hiện nay, dự thảo đã được thông qua, chờ ban hành.",
}
_DOING = (
    "Gặp ",
    "Đến ",
    "Liên hệ ",
    "Nộp ",
    "Gửi ",
)  # how an officer begins who writes what to do, not where


class Change(NamedTuple):
    """The latest change of a deadline that has been put out: what held before, whether it gave time, and why."""

    former: Point
    longer: bool
    reason: str


def changed(site: Site, record: Record, view: View) -> Change | None:
    """The change by which the present deadline came about, if any."""
    if view.round is None:
        return None
    round_ = record.draft.rounds[view.round - 1]
    if not round_.deadline_changes:
        return None
    changes = sorted(
        (c for c in round_.deadline_changes if effective(c) <= site.now), key=effective
    )
    if not changes:
        return None
    former = deadlines(round_)[len(changes) - 1].closes
    return Change(former, changes[-1].closes.end > former.end, changes[-1].reason)


def asked_of(record: Record, view: View) -> str:
    """What opinions are asked of: `dự thảo`, or `đề nghị` before there is a draft."""
    return (
        "đề nghị"
        if view.round and record.draft.rounds[view.round - 1].of == "proposal"
        else "dự thảo"
    )


def answer(site: Site, record: Record, view: View) -> tuple[str, OutcomeStep] | None:
    """What was put out about the latest round, and when; the answer comes before the summary."""
    outcome = _outcome(record, view)
    if outcome is None:
        return None
    for what, step in (
        ("bản tiếp thu, giải trình ý kiến góp ý", outcome.answered),
        ("bản tổng hợp ý kiến góp ý", outcome.summarised),
    ):
        if step and effective(step) <= site.now:
            return what, step
    return None


def _outcome(record: Record, view: View) -> Outcome | None:
    """Of the latest round."""
    return record.draft.rounds[view.round - 1].outcome if view.round else None


def phrases(
    site: Site, record: Record, view: View, *, asking: bool = True
) -> Iterator[tuple[str, str]]:
    """Names, dates and ways to comment, each a phrase or a sentence; "" where there is none.

    Where no script is `asking` for opinions, nothing that only such a script says.
    """
    front, registers = record.draft, site.registers
    given = answer(site, record, view)
    places = [registers.places[key] for key in front.places]
    whole = any(place.kind == "tinh" for place in places)
    kinds = {place.kind for place in (registers.places.values() if whole else places)}
    yield "agency", cleaned(site.agency_name(record, front.agency))
    yield "what", _what(site, record, view)
    yield "result", given[0] if given else ""
    yield "published", day_words(given[1].at.day) if given else ""
    yield "next_step", _next_step(site, record, view)
    yield "unit", ", ".join(word for kind, word in _PLACES.items() if kind in kinds) or "địa phương"
    if not asking:
        return
    yield "head", ", ".join(word for kind, word in _HEADS.items() if kind in kinds) or "cán bộ thôn"
    yield "issuer", cleaned(site.agency_name(record, front.issuer))
    yield (
        "audiences",
        listed(inside(cleaned(registers.audiences[key].name)) for key in front.audiences)
        if front.audiences
        else "",
    )
    yield "places", "" if whole or len(places) < 2 else _places(places)
    yield from _terms(site, record, view)
    yield from _ways(record)


def _terms(site: Site, record: Record, view: View) -> Iterator[tuple[str, str]]:
    """Since when opinions are taken, until when, and what of that has changed."""
    assert view.opens is not None and view.closes is not None
    change = changed(site, record, view)
    yield "opens", deadline_words.spoken_since(view.opens) if view.state == "upcoming" else ""
    yield "until", deadline_words.spoken_until(view.closes)
    yield "until_again", deadline_words.spoken_until(view.closes, year=False)
    yield "last", deadline_words.spoken_last_day(view.closes)
    yield "former", deadline_words.spoken_former(change.former, view.closes) if change else ""
    yield (
        "changing",
        ("kéo dài" if change.longer else "rút ngắn") + " thời gian lấy ý kiến" if change else "",
    )


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
    front = record.draft
    title = front.spoken.title if front.spoken and front.spoken.title else _led_in(site, record)
    title = cleaned(title).rstrip(" .,;:")
    if title.lower().startswith("dự thảo "):
        return inside(title)
    return ("đề nghị xây dựng " if asked_of(record, view) == "đề nghị" else "dự thảo ") + title


def _led_in(site: Site, record: Record) -> str:
    """`Quyết định ban hành Quy chế …`: the short title after the words that stand before it in the full one."""
    full, short = record.draft.title, record.draft.short_title
    kind = site.registers.document_types[record.draft.document_type].name.split(" của ")[0]
    if short.lower().startswith(kind.lower() + " "):
        return short
    start = full.lower().find(" ".join(short.lower().split()[:2]), 0, _LEAD)
    if start > 0 and full.startswith(kind):
        return full[: start + 1] + short[1:]
    return f"{kind} về {inside(short)}"


def _ways(record: Record) -> Iterator[tuple[str, str]]:
    """Two ways to comment, nearest first; an address on the web only where there is no other."""
    comment = record.draft.comment
    ways = [_in_person(comment.in_person)] if comment and comment.in_person else []
    ways += (
        [f"Bà con góp ý qua điện thoại số {cleaned(comment.phone)}."]
        if comment and comment.phone
        else []
    )
    ways += (
        [closed(f"Bà con gửi thư góp ý đến {cleaned(comment.postal_address)}")]
        if comment and comment.postal_address
        else []
    )
    ways += (
        [f"Bà con gửi thư điện tử đến địa chỉ {comment.email}."]
        if comment and comment.email and not ways
        else []
    )
    yield "way", ways[0] if ways else ""
    yield "other_way", ways[1] if len(ways) > 1 else ""
    phone = cleaned(comment.phone) if comment and comment.phone else ""
    aside = phone and any(phone in way for way in ways[1:2])
    yield "phone", f"Điện thoại góp ý: số {phone}." if aside else ""


def _in_person(written: str) -> str:
    where = inside(cleaned(written))
    return closed(
        f"Để góp ý, bà con {where}"
        if written.startswith(_DOING)
        else f"Bà con gửi ý kiến trực tiếp đến {where}"
    )


def passages(site: Site, record: Record, view: View, *, asking: bool = True) -> Passages:
    """The record's own sentences, by what they are about, of each group no more than anybody could listen to.

    A group that the record has nothing for is empty; "points" has one more than is read where there are more. Where no
    script is `asking` for opinions, no group that only such a script says.
    """
    body, given, outcome = record.body, answer(site, record, view), _outcome(record, view)
    offered: dict[str, Iterable[SentenceGroup]] = {
        "points": _points(body["content"]),
        "contested": _units(body["contested"]),
    }
    if asking:
        offered |= {
            "why": (
                unit[n : n + 4]
                for unit in _units(body["necessity"])
                for n in range(0, len(unit), 4)
            ),
            "new": _news(body["new"], asked_of(record, view)),
            "questions": _units(body["questions"]),
            "radio": _whole(body["radio"]),
            "meetings": _meetings(site, record),
        }
    whole: Passages = {
        "counts": list(_counts(outcome, answered=given[1] is outcome.answered))
        if outcome and given
        else [],
        "method": [sentences(outcome.method)] if outcome and given and outcome.method else [],
    }
    if asking:
        change = changed(site, record, view)
        hurried = [
            sentences(f"Văn bản này được xây dựng {why[0].lower()}{why[1:]}")
            for why in shortened(record.draft)
        ]
        whole |= {
            "reason": [sentences(change.reason)] if change else [],
            "hurried": [said[:1] for said in hurried],
            "shortened": [said[1:] for said in hurried],
        }
    return {
        group: list(islice(units, MOST[group] + (group == "points")))
        for group, units in offered.items()
    } | whole


def _units(section: Section | None) -> Iterator[SentenceGroup]:
    for kind, text in section.blocks if section else ():
        if kind in ("paragraph", "item") and (unit := sentences(text)):
            yield unit


def _whole(section: Section | None) -> Iterator[SentenceGroup]:
    """One unit: what an officer wrote to be heard is not cut."""
    if lines := [line for unit in _units(section) for line in unit]:
        yield lines


def _points(section: Section | None) -> Iterator[SentenceGroup]:
    """Items with their ordinal numbers; a paragraph before them by itself, one after an item together with it."""
    pending: SentenceGroup = []
    place = 0
    numbered = section is not None and len(section.items) > 1
    for kind, text in section.blocks if section else ():
        if kind not in ("paragraph", "item") or not (unit := sentences(text)):
            continue
        if kind == "item" and numbered and place < len(_ORDINALS):
            unit[0] = f"{_ORDINALS[place]}, {inside(unit[0])}"
            place += 1
        elif kind == "paragraph" and place:
            pending += unit
            continue
        if pending:
            yield pending
        pending = unit
    if pending:
        yield pending


def _news(section: Section | None, text: str) -> Iterator[SentenceGroup]:
    """Rows of the comparison table that say what changes from what in the `text`; without a table, its items or paragraphs."""
    rows = section.table[1:] if section else ()
    if not rows:
        yield from _units(section)
    for row in rows:
        topic, now, then = (
            cleaned(cell).rstrip(" .;,").replace(": ", ", ") for cell in (*row, "", "", "")[:3]
        )
        if told(topic) and told(now) and told(then) and not then.startswith("Giữ nguyên"):
            yield [f"Về {inside(topic)}, hiện nay: {inside(now)}.", f"Theo {text}: {inside(then)}."]


def _meetings(site: Site, record: Record) -> Iterator[SentenceGroup]:
    """Meetings to come that people have been told of; press conferences are not theirs."""
    for meeting in record.draft.events:
        if (
            meeting.kind != "hop-bao"
            and (meeting.published or meeting.at).start <= site.now < meeting.at.start
        ):
            yield [
                closed(cleaned(meeting.title)),
                f"Thời gian: {_begins(meeting)}.",
                *([closed(f"Địa điểm: {_where(meeting)}")] if meeting.place else []),
            ]


def called(site: Site, record: Record) -> list[MeetingEvent]:
    """The meetings with people that have been made known with hour and place, whether begun or not, first to begin first."""
    known = [
        meeting
        for meeting in record.draft.events
        if meeting.kind != "hop-bao"
        and meeting.place
        and meeting.at.timed
        and (meeting.published or meeting.at).start <= site.now
    ]
    return sorted(known, key=lambda meeting: (meeting.at.start, meeting.title))


def invitation(meeting: MeetingEvent) -> Iterator[tuple[str, str]]:
    """What is said of one meeting: its name, when it begins and where it is."""
    yield "meeting", closed(cleaned(meeting.title))
    yield "begins", _begins(meeting)
    yield "where", _where(meeting)


def _begins(meeting: MeetingEvent) -> str:
    hour = f"lúc {hour_words(meeting.at)}, " if meeting.at.timed else ""
    return hour + day_words(meeting.at.day)


def _where(meeting: MeetingEvent) -> str:
    return inside(cleaned(meeting.place or "")).rstrip(" .,;")


def _counts(outcome: Outcome, *, answered: bool) -> Iterator[SentenceGroup]:
    """Figures that were put out; what became of each opinion once the answer is. Sentences short enough for the ear."""
    did = ", ".join(answers(outcome))
    whom = f"Cơ quan soạn thảo {inside(asked(outcome))}" if asked(outcome) else ""
    if whom or did:
        yield [*([whom] if whom else []), *([f"Trong số các nơi được hỏi, {did}."] if did else [])]
    if said := received(outcome):
        yield [said]
    if answered:
        fates = [f"{n} ý kiến {fate}" for f, fate, n in counts(outcome) if f != "kept" and n]
        told = [f"Trong đó, {', '.join(fates)}."] if fates else []
        if outcome.kept:
            told += [
                f"Với {outcome.kept} ý kiến, cơ quan soạn thảo giữ nguyên dự thảo, có nêu lý do."
            ]
        if told:
            yield told
