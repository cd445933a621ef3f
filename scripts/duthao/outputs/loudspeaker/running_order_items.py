"""What newsrooms may air of one draft: lead, item, crawl line, questions, guests. Written as an announcer reads it, as talks are.

The words are those of the loudspeaker scripts (`script_facts`, `passages`); all dates are put into words by their owner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Literal, NamedTuple, TypedDict

from duthao.clock import all_day
from duthao.domain import deadline_words
from duthao.domain.ending import ending
from duthao.domain.lifecycle import LATE, View
from duthao.domain.publication import effective
from duthao.outputs.loudspeaker.passages import SentenceGroup, passages
from duthao.outputs.loudspeaker.script_facts import (
    changed_deadline,
    consulted_on,
    phrases,
    published_result,
    result_lasts,
)
from duthao.outputs.loudspeaker.script_kinds import closed_reason
from duthao.outputs.loudspeaker.scripts import chosen_groups, spoken_seconds
from duthao.outputs.loudspeaker.talks import grouped, holds_until, notices, seconds_of
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.turns import epoch, over_time, with_stretches
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.speech.sentences import listed, mid_sentence, sentences
from duthao.text import nfc

LEAD_SECONDS, ITEM_SECONDS, CRAWL_LETTERS = 30, 60, 120
_LEAD, _ITEM = "loi-dan.txt", "tin-phat-song.txt"
_DEMO = "Đây là tin minh họa, không phát sóng."
_DEMO_MARK = "MINH HỌA"
# What matters most first: up to how many sentence groups of each passage, while there is time.
_LEAD_ORDER = (("gist", 2), ("counts", 1))
_ITEM_ORDER = {
    "ask": (("gist", 3), ("new", 1), ("gist", 6), ("new", 2)),
    "result": (("counts", 3), ("next", 1), ("raised", 2), ("gist", 2)),
}
_PASSAGES = ("gist", "new", "counts", "next", "raised")
_OWN_QUESTIONS, _QUESTIONS = 2, 3  # from the record, and in all
_LONGEST_QUESTION = 220  # letters: what an interviewer can say in one breath or two
_WHY = "Vì sao cần ban hành văn bản này?"
_WHOM = "Nội dung nào tác động nhiều nhất đến {}?"
_HOW = "Người dân góp ý bằng cách nào, đến khi nào?"
_ABOUT_ANSWERS = (
    "Ý kiến nào được tiếp thu, dự thảo đã thay đổi ở điểm nào?",
    "Ý kiến nào giữ nguyên như dự thảo, vì sao?",
    "Bước tiếp theo của dự thảo là gì?",
)
_ABOUT_SUMMARIES = (
    "Các ý kiến góp ý tập trung vào những nội dung nào?",
    "Cơ quan chủ trì soạn thảo sẽ tiếp thu, giải trình các ý kiến khi nào?",
    "Bước tiếp theo của dự thảo là gì?",
)
ItemKind = Literal["ask", "result", "over"]


class Guest(TypedDict):
    """Who can speak, by function and unit, never by name; how the unit is reached, "" where that is not known."""

    who: str
    reached: str


class AirText(TypedDict):
    """What is read, by the groups between which one pauses, and about how many seconds it takes."""

    groups: list[list[str]]
    seconds: float


class OrderItem(TypedDict):
    """A draft as it may be aired. Instants are epoch seconds.

    `begins`, `ends`: from when and until when it holds (0: since ever); `listed_since`, `listed_until` these in a table's
    words, "" where there is no instant; `holds` as it is said beside the text. Of a result `begins` is when it was put out.
    `over_at` and `over` say since when and why opinions are not asked any more (0, "" while they are).
    Where there is nothing to air (`kind` over) texts, questions and guests are empty.
    """

    kind: ItemKind
    id: str
    code: str
    title: str
    agency: str
    demo: bool
    begins: int
    ends: int
    listed_since: str
    listed_until: str
    holds: str
    lead: AirText
    item: AirText
    crawl: str
    questions: list[str]
    guests: list[Guest]
    hours: list[str]
    over_at: int
    over: str


class Names(NamedTuple):
    """How an agency and a draft are called in a text."""

    agency: str
    what: str


Stretched = tuple[OrderItem | None, int, int]


def items(site: Site, record: Record) -> list[Stretched]:
    """The item now and from each coming moment of the record on, each with the stretch in which it stands (0: open end)."""
    return with_stretches(over_time(site, record, order_item))


def order_item(site: Site, record: Record) -> OrderItem | None:
    """What may be aired of the record at the instant of the site; None where its time for comments is not known."""
    view = site.view(record)
    if view.opens is None or view.closes is None:
        return None
    over = closed_reason(view)
    if not over:
        return _asking(site, record, view)
    ended = ending(record.draft, site.now)
    over_at = epoch(all_day(ended.day).start if ended else view.closes.end)
    result = None if ended else published_result(site, record, view)
    if result is None or effective(result.step) + LATE <= site.now:
        return {**_bare(site, record, "over"), "over_at": over_at, "over": over}
    return {**_result(site, record, view), "over_at": over_at, "over": over}


def _bare(site: Site, record: Record, kind: ItemKind) -> OrderItem:
    nothing: AirText = {"groups": [], "seconds": 0}
    return {
        "kind": kind,
        "id": record.id,
        "code": record.code,
        "title": record.draft.short_title,
        "agency": site.drafters(record),
        "demo": record.draft.demo,
        "begins": 0,
        "ends": 0,
        "listed_since": "",
        "listed_until": "",
        "holds": "",
        "lead": nothing,
        "item": nothing,
        "crawl": "",
        "questions": [],
        "guests": [],
        "hours": [],
        "over_at": 0,
        "over": "",
    }


def _asking(site: Site, record: Record, view: View) -> OrderItem:
    assert view.opens is not None and view.closes is not None
    upcoming = view.state == "upcoming"
    said = dict(phrases(site, record, view))
    offered = {
        "gist": _gist(record),
        "new": passages(site, record, view)["new"],
    }
    fixed = {
        "upcoming": upcoming,
        "period": ", ".join(filter(None, (said["opens"], said["until"]))),
        "former": said["former"] if changed_deadline(site, record, view) else "",
        "way": said["way"],
        "until": said["until_again"],
        "result": "",
        "published": "",
    }
    return {
        **_bare(site, record, "ask"),
        "begins": 0 if upcoming else epoch(view.opens.start),
        "ends": epoch(view.opens.start if upcoming else view.closes.end),
        "listed_since": "" if upcoming else deadline_words.listed_since(view.opens),
        "listed_until": "" if upcoming else deadline_words.listed_until(view.closes),
        "holds": deadline_words.before(view.opens) if upcoming else holds_until(view.closes),
        **_texts(site, record, view, "ask", fixed, offered),
        "crawl": crawl(site, record, view),
        "questions": _questions(site, record, view),
        "guests": list(_guests(site, record)),
        "hours": _hours(site, record),
    }


def _result(site: Site, record: Record, view: View) -> OrderItem:
    result = published_result(site, record, view)
    assert result
    said = dict(phrases(site, record, view, asking=False))
    found = passages(site, record, view, asking=False)
    follows = said["next_step"] or said["ahead"]
    offered = {
        "gist": _gist(record),
        "counts": found["counts"],
        "raised": found["raised"],
        "next": [[follows]] if follows else [],
    }
    fixed = {
        "upcoming": False,
        "period": "",
        "former": "",
        "way": "",
        "until": "",
        "result": said["result"],
        "published": said["published"],
    }
    since = effective(result.step)
    end = result_lasts(site, record, result)
    last = end if end.timed else all_day(end.day - timedelta(days=1))
    return {
        **_bare(site, record, "result"),
        "begins": epoch(since),
        "ends": epoch(last.end),
        "listed_since": deadline_words.listed_since(all_day(since.date())),
        "listed_until": deadline_words.listed_until(last),
        "holds": holds_until(last),
        **_texts(site, record, view, "result", fixed, offered),
        "crawl": result_crawl(site, record, view),
        "questions": list(_ABOUT_ANSWERS if result.answered else _ABOUT_SUMMARIES),
        "guests": list(_guests(site, record)),
        "hours": _hours(site, record),
    }


# ---- lead and item


def _gist(record: Record) -> list[SentenceGroup]:
    return [[sentence] for sentence in sentences(record.draft.summary)]


class _Texts(TypedDict):
    lead: AirText
    item: AirText


def _texts(
    site: Site,
    record: Record,
    view: View,
    kind: ItemKind,
    fixed: Mapping[str, object],
    offered: Mapping[str, list[SentenceGroup]],
) -> _Texts:
    said = dict(phrases(site, record, view, asking=False))
    names = list(_names(site, record, view, said))
    context = {
        **fixed,
        "notices": "\n".join(notices(site, record, _DEMO)),
        "draft": consulted_on(record, view),
        "where": site.links.spelled(site.links.short(record.id)),
    }
    compose = partial(_composed, site, names, context, offered)
    lead = _LEAD_ORDER if kind == "ask" else _LEAD_ORDER[::-1]
    return {
        "lead": compose(_LEAD, lead, LEAD_SECONDS),
        "item": compose(_ITEM, _ITEM_ORDER[kind], ITEM_SECONDS),
    }


def _names(site: Site, record: Record, view: View, said: Mapping[str, str]) -> Iterator[Names]:
    """The full names first, then shorter ones: a long title must not take the place of the deadline."""
    known = site.registers.agencies
    names = (known[key].short or site.agency_name(record, key) for key in record.draft.agencies)
    short = listed(names)
    draft = consulted_on(record, view)
    yield Names(said["agency"], said["what"])
    yield Names(short, said["what"])
    yield Names(short, f"{draft} về {mid_sentence(record.draft.short_title)}")
    yield Names(short, f"{draft} mã {record.code}")


def _composed(
    site: Site,
    names: list[Names],
    context: Mapping[str, object],
    offered: Mapping[str, list[SentenceGroup]],
    template: str,
    order: tuple[tuple[str, int], ...],
    limit: int,
) -> AirText:
    """The text under the fullest names that leave it within its limit, with as much of the record as there is time for."""
    rate = site.settings.speech.rate
    nothing = dict.fromkeys(_PASSAGES, "")
    for known in names:
        called = {**context, **nothing, "agency": known.agency, "what": known.what}
        left = limit - seconds_of(grouped(site.render(template, **called)), rate)
        if left >= 0:
            break
    there = tuple((name, most) for name, most in order if offered.get(name))
    lengths = {name: [spoken_seconds(g, rate) for g in offered[name]] for name, _ in there}
    chosen = chosen_groups(there, lengths, left, 0)
    taken = {
        name: "\n".join(line for group in offered[name][:count] for line in group)
        for name, count in chosen.items()
    }
    groups = grouped(site.render(template, **{**called, **taken}))
    return {
        "groups": [[*group] for group in groups],
        "seconds": round(seconds_of(groups, rate), 1),
    }


# ---- the crawl line


def crawl(site: Site, record: Record, view: View) -> str:
    """A line to run across the screen, while opinions are or will be asked: the deadline stands in it always.

    Nothing is cut: what is too long with title and address is said without the address, then by the code.
    """
    assert view.opens is not None and view.closes is not None
    lead = "Sắp lấy ý kiến" if view.state == "upcoming" else "Góp ý"
    period = deadline_words.remaining(view.opens, view.closes, site.now)
    return _fitting(site, record, f"{lead} {consulted_on(record, view)}", f", {period}.")


def result_crawl(site: Site, record: Record, view: View) -> str:
    """A line about what was put out."""
    result = published_result(site, record, view)
    assert result
    draft = consulted_on(record, view)
    return _fitting(site, record, f"Đã công bố {result.name} đối với {draft}", ".")


def _fitting(site: Site, record: Record, lead: str, end: str) -> str:
    """The first that fits: with the full mark of a central body's draft, with its name, at last without."""
    marks = [f"[{mark}] " for mark in (*site.warning, *([_DEMO_MARK] if record.draft.demo else []))]
    where = f" Xem: {site.links.spelled(site.links.short(record.id))}"
    lines = [
        f"{''.join(marks)}{owner}{lead} {named}{end}{address}"
        for owner in _owners(site, record)
        for named in (f"«{record.draft.short_title}»", f"mã {record.code}")
        for address in (where, "")
    ]
    return next((line for line in lines if letters(line) <= CRAWL_LETTERS), lines[-1])


def _owners(site: Site, record: Record) -> Iterator[str]:
    """How a line begins that tells whose a central body's draft is: by who issues it; "" of any other."""
    if own := whose(site, record):
        issuer = site.registers.agencies[record.draft.lead_issuer]
        yield from (f"{own}: ", f"{site.issuers(record)}: ")
        if issuer.short and len(record.draft.issuers) == 1:
            yield f"{issuer.short}: "
        yield "Trung ương: "
    yield ""


def letters(line: str) -> int:
    """How many letters, signs and spaces a line has on a screen."""
    return len(nfc(line))


# ---- whom to ask, and what


def _questions(site: Site, record: Record, view: View) -> list[str]:
    own = [" ".join(group) for group in passages(site, record, view)["questions"]]
    audiences = dict(phrases(site, record, view))["audiences"] or "người dân"
    asked = [question for question in own if len(question) <= _LONGEST_QUESTION]
    general = [_WHY, _WHOM.format(audiences)]
    return [*[*asked[:_OWN_QUESTIONS], *general][: _QUESTIONS - 1], _HOW]


def _guests(site: Site, record: Record) -> Iterator[Guest]:
    for agency in record.draft.agencies:
        yield {"who": f"Đại diện lãnh đạo {site.agency_name(record, agency)}", "reached": ""}
    contact = record.draft.contact
    general = site.registers.agencies[record.draft.lead_agency].contact
    unit = contact.unit if contact else None
    phone = (contact.phone if contact else None) or general.phone
    email = (contact.email if contact else None) or general.email
    if unit or phone or email:
        who = f"{contact.role}, {unit}" if contact and unit else "Cơ quan chủ trì soạn thảo"
        reached = "; ".join(
            [
                *([f"điện thoại {phone}"] if phone else []),
                *([f"thư điện tử {email}"] if email else []),
            ]
        )
        yield {"who": who, "reached": reached}


def _hours(site: Site, record: Record) -> list[str]:
    """When communes that the draft concerns are on the air: as the register has it, of the others as the settings have it."""
    registers, default = site.registers, site.settings.radio.times
    communes = [registers.places[key] for key in registers.places_reached(record.draft.places)]
    return sorted({at for c in communes if c.kind != "tinh" for at in c.broadcast or default})
