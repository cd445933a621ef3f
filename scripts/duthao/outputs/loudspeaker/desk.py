"""The loudspeaker desk: what goes on air in each place, day by day, with its texts, on a page, on paper and as plain text."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from duthao.clock import midnight
from duthao.domain.lifecycle import NEWS
from duthao.domain.registers import Place, bare_name
from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact, digest
from duthao.outputs.loudspeaker import (
    day_plans,
    schedule,
    scripts,
    sessions,
    ssml,
    translations,
    week_sheet,
)
from duthao.outputs.loudspeaker.day_plans import AHEAD, Desk, ceases, day_said, headed
from duthao.outputs.loudspeaker.schedule import Course, Item
from duthao.outputs.loudspeaker.sessions import Entry, Session
from duthao.outputs.output import Output
from duthao.outputs.shared import turns
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.records.record import Record
from duthao.rendering import typesetting
from duthao.rendering.links import ALL

COURSE = "on_air"  # the snippet
_TITLE = "Bàn phát thanh"
_KINDS = {"phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}
_LIVE = ("open", "upcoming")


class LoudspeakerDesk(Output):
    """The loudspeaker desk: what goes on air in each place, day by day, with its texts, on a page, on paper and as plain text."""

    name = "desk"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/loa/`, and for every place its page; where there is anything on air, its plan as paper and text."""
        held = _held(site)
        # Paper is kept between builds, also of other code: what settles its words is part of its needs.
        rooms = (schedule, ssml, scripts, day_plans, sessions, translations, turns, week_sheet)
        sources = [Path(module.__file__ or "") for module in rooms]
        made_by = hashlib.sha256(
            b"".join(
                path.read_bytes()
                for path in [Path(__file__), *sources, site.root / translations.WORDS]
            )
        ).hexdigest()
        for key, place in site.registers.places.items():
            cards = held[key]
            home = key == site.settings.province.key
            since = _since(site, cards)
            needs = digest(
                (
                    made_by,
                    key,
                    place,
                    snippet_digest(cards, COURSE),
                    site.links,
                    site.settings,
                    since,
                )
            )
            folder = "" if home else key
            yield Artifact(
                site.links.file(site.links.desk(folder)),
                partial(_page, site, key, cards),
                needs,
            )
            if not cards:
                continue
            yield Artifact(
                site.links.desk(folder, week_sheet.TEXT),
                partial(_text, site, key, cards),
                needs,
            )
            if site.printed:
                template = site.root / "theme" / "print" / "tuan.typ"
                yield Artifact(
                    site.links.desk(folder, week_sheet.PAPER),
                    partial(_paper, site, key, cards, template),
                    typesetting.needs(template, {"of": needs}, since.date()),
                    cached=True,
                )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's course at the loudspeakers, its texts included."""
        return {COURSE: schedule.course(site, record)}


def _held(site: Site) -> dict[str, tuple[Summary, ...]]:
    """Every place → the drafts of which there may be something to say to its people."""
    fresh = int((site.now - NEWS).timestamp())
    reached: dict[tuple[str, ...], tuple[str, ...]] = {}
    held: dict[str, list[Summary]] = defaultdict(list)
    for card in site.summaries:
        light = card.fields
        quiet = max(light.happened, default=0) <= fresh and light.until is None
        if light.state not in _LIVE and quiet:
            continue
        if light.places not in reached:
            reached[light.places] = site.registers.places_reached(light.places)
        for key in reached[light.places]:
            held[key].append(card)
    return {key: tuple(held[key]) for key in site.registers.places}


@lru_cache(maxsize=1024)
def _course(card: Summary) -> Course:
    """What a card keeps for the desk: what is province-wide is on every place's."""
    kept: Course = card.snippet(COURSE)
    return kept


def _since(site: Site, cards: Sequence[Summary]) -> datetime:
    courses = [_course(card) for card in cards]
    return day_plans.since(
        site.now,
        [told for course in courses for told in course.airings],
        [said for course in courses for said in course.silences],
    )


def _desk(site: Site, key: str, cards: Sequence[Summary]) -> Desk:
    return Desk(site, key, [_course(card) for card in cards])


# ---- the page


def _page(site: Site, key: str, cards: Sequence[Summary]) -> bytes:
    desk = _desk(site, key, cards)
    path = site.links.desk(desk.folder)
    title = _TITLE if desk.home else f"{_TITLE}: {desk.name}"
    lead = "Bài phát trên loa về các dự thảo đang lấy ý kiến, kèm lịch phát và thời lượng."
    up = [{"text": "Chọn xã, phường khác", "url": "~/" + site.links.desk()}]
    main = site.render(
        "desk.html",
        crumbs=[CRUMBS[0]]
        if desk.home
        else [CRUMBS[0], {"text": _TITLE, "url": "~/" + site.links.desk()}],
        title=title,
        slot=desk.slot,
        **_shown(desk),
        files=_files(desk) if cards else [],
        languages=translations.spelled(desk.place.languages),
        places=_places(site) if desk.home else [],
        more=[
            {"text": "Cách dùng bài phát thanh", "url": "~/dai-truyen-thanh/"},
            {"text": "Tất cả dự thảo", "url": "~/" + ALL},
        ]
        if desk.home
        else up,
    )
    return site.page("communes", path, title=title, description=f"{title}. {lead}", main=main)


def _shown(desk: Desk) -> dict[str, Any]:
    """All that depends on when the page is read, each thing once with when it is shown; shapes: theme/pages/desk.html."""
    ids = _Ids()
    makers: dict[str, Callable[[datetime], Sequence[Any]]] = {
        "days": lambda at: [_day(desk, at)],
        "empty": lambda at: [] if _today(desk, at, ids) else [week_sheet.NOTHING],
        "sessions": lambda at: _today(desk, at, ids),
        "silences": lambda at: [(s.title, s.why) for s in desk.silences(at)],
        "texts": lambda at: _texts(desk, at, ids),
        "ahead": lambda at: _ahead(desk, at),
        "items": lambda at: [_row(desk, i) for i in desk.items(at) if i.kind],
        "others": lambda at: [_other(desk, i) for i in desk.items(at) if not i.kind],
        "words": lambda at: _words(desk, at),
    }
    shown: dict[str, Any] = {name: desk.turning(make) for name, make in makers.items()}
    last = day_said((desk.end - day_plans.DAY).date())
    old = None if desk.site.settings.as_of else {"from": turns.epoch(desk.end), "last": last}
    return {**shown, "spans": {n: _whole(desk, makers[n]) for n in _SECTIONS}, "old": old}


_SECTIONS = ("ahead", "items", "others", "words")


def _whole(desk: Desk, make: Callable[[datetime], Sequence[Any]]) -> Any:
    """The span of what holds these entries: while there is one; None where there never will be."""
    there = desk.turning(lambda at: [True] if make(at) else [])
    return there[0]["span"] if there else None


def _day(desk: Desk, at: datetime) -> dict[str, Any]:
    """The day on which it is read; `from` to before `until` it is today, which only a clock can know."""
    start = midnight(at.date())
    fixed = bool(desk.site.settings.as_of)
    span = "" if fixed else f"{turns.epoch(start)}-{turns.epoch(start + day_plans.DAY)}"
    return {"said": day_said(at.date()), "today": span}


class _Ids:
    """The anchor of each text: texts of one file that differ have different ones."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = defaultdict(list)

    def of(self, entry: Entry) -> str:
        name = f"bai-{entry.item.id}-{entry.script.file.removesuffix('.txt')}"
        texts = self._texts[name]
        if entry.script.text not in texts:
            texts.append(entry.script.text)
        place = texts.index(entry.script.text)
        return f"{name}-{place + 1}" if place else name


def _today(desk: Desk, at: datetime, ids: _Ids) -> list[dict[str, Any]]:
    """The sessions of the day; none where nothing is read in any."""
    planned = desk.sessions(at.date(), at)
    if not any(session.entries for session in planned):
        return []
    return [_session(desk, session, ids, at) for session in planned]


def _session(desk: Desk, session: Session, ids: _Ids, at: datetime) -> dict[str, Any]:
    return {
        "id": f"buoi-{at:%d}-{session.time.replace(':', '')}",
        "time": session.time,
        "length": ssml.duration(session.seconds),
        "advice": session.advice,
        "copy": " ".join(ids.of(entry) for entry in session.entries),
        "entries": [
            {"id": ids.of(entry), "title": entry.item.title, **_entry(entry)}
            for entry in session.entries
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "label": entry.script.label,
        "length": ssml.duration(entry.script.seconds),
        "released": entry.item.released,
    }


def _texts(desk: Desk, at: datetime, ids: _Ids) -> list[dict[str, Any]]:
    """What the sessions of the day read, each text once."""
    return [
        {
            "id": ids.of(entry),
            "title": entry.item.title,
            "url": _address(desk, entry.item),
            **_entry(entry),
            "when": entry.item.when,
            "ceases": ceases(entry.item),
            "text": entry.script.text.strip(),
            "translated": translations.spelled(tuple(made.lang for made in entry.item.translated)),
            "demo": entry.item.demo,
        }
        for entry in sessions.aired([desk.sessions(at.date(), at)])
    ]


def _address(desk: Desk, item: Item) -> str:
    return "~/" + desk.site.links.speech(item.id)


def _ahead(desk: Desk, at: datetime) -> list[dict[str, Any]]:
    """The days after the one on which it is read; none where nothing is read on any."""
    days = [at.date() + n * day_plans.DAY for n in range(1, AHEAD + 1)]
    planned = [(day, desk.sessions(day, at)) for day in days]
    if not any(session.entries for _, day in planned for session in day):
        return []
    return [
        {"name": headed(day), "sessions": [_later(session) for session in held]}
        for day, held in planned
    ]


def _later(session: Session) -> dict[str, Any]:
    return {
        "time": session.time or "Trong ngày",
        "length": ssml.duration(session.seconds),
        "advice": session.advice,
        "entries": [{"title": e.item.title, **_entry(e)} for e in session.entries],
    }


def _row(desk: Desk, item: Item) -> dict[str, Any]:
    return {**week_sheet.row(item), "url": _address(desk, item), "demo": item.demo}


def _other(desk: Desk, item: Item) -> dict[str, str]:
    return {"title": item.title, "url": _address(desk, item), "when": item.when}


def _words(desk: Desk, at: datetime) -> list[tuple[str, str]]:
    return [(w.term, w.meaning) for w in desk.words([i for i in desk.items(at) if i.kind])]


def _files(desk: Desk) -> list[dict[str, str]]:
    links = desk.site.links
    paper = {"label": "In tờ phát thanh", "url": "~/" + links.desk(desk.folder, week_sheet.PAPER)}
    text = {"label": "Tệp lời đọc", "url": "~/" + links.desk(desk.folder, week_sheet.TEXT)}
    return [paper, text] if desk.site.printed else [text]


def _places(site: Site) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {heading: [] for heading in _KINDS.values()}
    for key, place in site.registers.places.items():
        if place.kind in _KINDS:
            groups[_KINDS[place.kind]].append(_place(site, key, place))
    return [
        {"heading": heading, "entries": entries} for heading, entries in groups.items() if entries
    ]


def _place(site: Site, key: str, place: Place) -> dict[str, Any]:
    former = ", ".join(place.former)
    return {
        "text": bare_name(place.name),
        "url": "~/" + site.links.desk(key),
        "said": f"địa bàn cũ: {former}" if former else "",
    }


# ---- paper and text


def _text(site: Site, key: str, cards: Sequence[Summary]) -> bytes:
    return week_sheet.text(_desk(site, key, cards), _TITLE)


def _paper(site: Site, key: str, cards: Sequence[Summary], template: Path) -> bytes:
    desk = _desk(site, key, cards)
    try:
        return typesetting.pdf(template, week_sheet.sheet(desk, _TITLE), desk.today)
    except typesetting.PrintError as error:  # every word of it stands in a record's own paper too, which tells of the fault with its line
        raise DuthaoError(
            Say(
                f"Không dàn được tờ phát thanh của {key}: {error}",
                f"The sheet of {key} cannot be set: {error}",
            )
        ) from None
