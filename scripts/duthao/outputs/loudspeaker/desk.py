"""The loudspeaker desk: what goes on air in each place, day by day, with its texts, on a page, on paper and as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from duthao.clock import midnight
from duthao.domain.lifecycle import NEWS
from duthao.domain.registers import Place, bare_name
from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import day_plans, sessions, ssml, translations, week_sheet
from duthao.outputs.loudspeaker.day_plans import AHEAD, Desk, ceases, headed, weekday_words
from duthao.outputs.loudspeaker.schedule import AirItem, AirSchedule, air_schedule
from duthao.outputs.loudspeaker.scripts import Anchors
from duthao.outputs.loudspeaker.sessions import Session, SessionEntry
from duthao.outputs.output import Output
from duthao.outputs.shared import turns
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.records.record import Record
from duthao.rendering import typesetting
from duthao.rendering.links import ALL

AIR_SCHEDULE = "air_schedule"  # the snippet
_TITLE = "Bàn phát thanh"
_HEADINGS = {"phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}


class LoudspeakerDesk(Output):
    """`/loa/`, and for every place its page; where there is anything on air, its plan as paper and text."""

    name = "desk"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The pages, and the plans of a week."""
        for key, (summaries, own) in _by_place(site).items():
            folder = "" if key == site.settings.province.key else key
            since = day_plans.since(site.now, list(map(_schedule, summaries)))
            depends_on = since, snippet_digest(summaries, AIR_SCHEDULE)
            page = site.links.file(site.links.desk(folder))
            yield Artifact(page, partial(_page, site, key, summaries), depends_on)
            if not summaries:
                continue
            text = site.links.desk(folder, week_sheet.TEXT)
            yield Artifact(text, partial(_text, site, key, summaries), depends_on)
            if site.printed:
                template = site.root / "theme" / "print" / "tuan.typ"
                yield Artifact(
                    site.links.desk(folder, week_sheet.PAPER),
                    partial(_paper, site, key, summaries, own, template),
                    (typesetting.needs(template, {}, since.date()), depends_on, own),
                    partial(_paper_key, site, key, summaries, own, template),
                )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """What goes on air of the draft, its texts included."""
        return {AIR_SCHEDULE: air_schedule(site, record)}


def _by_place(site: Site) -> dict[str, tuple[list[Summary], bool]]:
    """Every place → the drafts of which there may be something to say to its people, and whether these are its own: the
    province's, or others than in the whole province.
    """
    fresh = int((site.now - NEWS).timestamp())
    reached: dict[tuple[str, ...], tuple[str, ...]] = {}
    by_place: dict[str, list[Summary]] = {key: [] for key in site.registers.places}
    home = site.settings.province.key
    for summary in site.summaries:
        fields = summary.fields
        quiet = max(fields.happened, default=0) <= fresh and fields.until is None
        if fields.state not in ("open", "upcoming") and quiet:
            continue
        if fields.places not in reached:
            reached[fields.places] = site.registers.places_reached(fields.places)
        for key in reached[fields.places]:
            by_place[key].append(summary)
    ids = {key: [summary.id for summary in summaries] for key, summaries in by_place.items()}
    return {k: (held, k == home or ids[k] != ids[home]) for k, held in by_place.items()}


@lru_cache(maxsize=1024)
def _schedule(summary: Summary) -> AirSchedule:
    """What goes on air of a draft: what is province-wide is on every place's desk."""
    schedule: AirSchedule = summary.snippet(AIR_SCHEDULE)
    return schedule


def _desk(site: Site, key: str, summaries: Sequence[Summary]) -> Desk:
    return Desk(site, key, list(map(_schedule, summaries)))


# ---- the page


def _page(site: Site, key: str, summaries: Sequence[Summary]) -> bytes:
    desk = _desk(site, key, summaries)
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
        **_context(desk),
        files=_files(desk) if summaries else [],
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


def _context(desk: Desk) -> dict[str, Any]:
    """All that depends on when the page is read, each thing once with when it is shown; shapes: theme/pages/desk.html."""
    anchors = Anchors()
    makers: dict[str, Callable[[datetime], Sequence[Any]]] = {
        "days": lambda at: [_day(desk, at)],
        "empty": lambda at: [] if _sessions_today(desk, at, anchors) else [week_sheet.NOTHING],
        "sessions": lambda at: _sessions_today(desk, at, anchors),
        "off_air": lambda at: [(notice.title, notice.reason) for notice in desk.off_air(at)],
        "texts": lambda at: _texts(desk, at, anchors),
        "ahead": lambda at: _next_days(desk, at),
        "items": lambda at: [_listed(desk, i) for i in desk.items(at) if i.kind],
        "others": lambda at: [_other(desk, i) for i in desk.items(at) if not i.kind],
        "words": lambda at: _words(desk, at),
    }
    context: dict[str, Any] = {name: desk.over_time(make) for name, make in makers.items()}
    last = weekday_words((desk.end - day_plans.DAY).date())
    old = None if desk.site.settings.as_of else {"from": turns.epoch(desk.end), "last": last}
    spans = {name: _span(desk, makers[name]) for name in ("ahead", "items", "others", "words")}
    return {**context, "spans": spans, "old": old}


def _span(desk: Desk, make: Callable[[datetime], Sequence[Any]]) -> Any:
    """The span of the section that has these entries: while there is one; None where there never will be."""
    turns = desk.over_time(lambda at: [True] if make(at) else [])
    return turns[0]["span"] if turns else None


def _day(desk: Desk, at: datetime) -> dict[str, Any]:
    """The day on which it is read; `from` to before `until` it is today, which only a clock can know."""
    start = midnight(at.date())
    fixed = bool(desk.site.settings.as_of)
    span = "" if fixed else f"{turns.epoch(start)}-{turns.epoch(start + day_plans.DAY)}"
    return {"said": weekday_words(at.date()), "today": span}


def _anchor(anchors: Anchors, entry: SessionEntry) -> str:
    name = f"bai-{entry.item.id}-{entry.script.file.removesuffix('.txt')}"
    return anchors.of(name, entry.script.text)


def _sessions_today(desk: Desk, at: datetime, anchors: Anchors) -> list[dict[str, Any]]:
    """The sessions of the day; none where nothing is read in any."""
    planned = desk.sessions(at.date(), at)
    if not any(session.entries for session in planned):
        return []
    return [_session(session, anchors, at) for session in planned]


def _session(session: Session, anchors: Anchors, at: datetime) -> dict[str, Any]:
    return {
        "id": f"buoi-{at:%d}-{session.time.replace(':', '')}",
        "time": session.time,
        "length": ssml.duration(session.seconds),
        "advice": session.advice,
        "copy": " ".join(_anchor(anchors, entry) for entry in session.entries),
        "entries": [
            {"id": _anchor(anchors, entry), "title": entry.item.title, **_entry(entry)}
            for entry in session.entries
        ],
    }


def _entry(entry: SessionEntry) -> dict[str, Any]:
    return {
        "label": entry.script.label,
        "length": ssml.duration(entry.script.seconds),
        "released": entry.item.released,
    }


def _texts(desk: Desk, at: datetime, anchors: Anchors) -> list[dict[str, Any]]:
    """What the sessions of the day read, each text once."""
    return [
        {
            "id": _anchor(anchors, entry),
            "title": entry.item.title,
            "url": _address(desk, entry.item),
            **_entry(entry),
            "when": entry.item.when,
            "ceases": ceases(entry.item),
            "text": entry.script.text.strip(),
            "translated": translations.spelled(tuple(r.lang for r in entry.item.renderings)),
            "demo": entry.item.demo,
        }
        for entry in sessions.each_text([desk.sessions(at.date(), at)])
    ]


def _address(desk: Desk, item: AirItem) -> str:
    return "~/" + desk.site.links.speech(item.id)


def _next_days(desk: Desk, at: datetime) -> list[dict[str, Any]]:
    """The days after the one on which it is read; none where nothing is read on any."""
    days = [at.date() + n * day_plans.DAY for n in range(1, AHEAD + 1)]
    planned = [(day, desk.sessions(day, at)) for day in days]
    if not any(session.entries for _, day in planned for session in day):
        return []
    return [
        {"name": headed(day), "sessions": [_later(session) for session in day_sessions]}
        for day, day_sessions in planned
    ]


def _later(session: Session) -> dict[str, Any]:
    return {
        "time": session.time or "Trong ngày",
        "length": ssml.duration(session.seconds),
        "advice": session.advice,
        "entries": [{"title": e.item.title, **_entry(e)} for e in session.entries],
    }


def _listed(desk: Desk, item: AirItem) -> dict[str, Any]:
    return {**week_sheet.row(item), "url": _address(desk, item), "demo": item.demo}


def _other(desk: Desk, item: AirItem) -> dict[str, str]:
    return {"title": item.title, "url": _address(desk, item), "when": item.when}


def _words(desk: Desk, at: datetime) -> list[tuple[str, str]]:
    return [(w.term, w.meaning) for w in desk.words([i for i in desk.items(at) if i.kind])]


def _files(desk: Desk) -> list[dict[str, str]]:
    links = desk.site.links
    paper = {"label": "In tờ phát thanh", "url": "~/" + links.desk(desk.folder, week_sheet.PAPER)}
    text = {"label": "Tệp lời đọc", "url": "~/" + links.desk(desk.folder, week_sheet.TEXT)}
    return [paper, text] if desk.site.printed else [text]


def _places(site: Site) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {heading: [] for heading in _HEADINGS.values()}
    for key, place in site.registers.places.items():
        if place.kind in _HEADINGS:
            groups[_HEADINGS[place.kind]].append(_place(site, key, place))
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


def _text(site: Site, key: str, summaries: Sequence[Summary]) -> bytes:
    return week_sheet.text(_desk(site, key, summaries), _TITLE)


def _paper_key(
    site: Site, key: str, summaries: Sequence[Summary], own: bool, template: Path
) -> str:
    """Of the words that stand on it: they are settled whenever what is on air changed, but set only where they differ."""
    desk = _desk(site, key, summaries)
    return typesetting.needs(template, week_sheet.sheet(desk, _TITLE, own=own), desk.today)


def _paper(site: Site, key: str, summaries: Sequence[Summary], own: bool, template: Path) -> bytes:
    desk = _desk(site, key, summaries)
    try:
        return typesetting.pdf(template, week_sheet.sheet(desk, _TITLE, own=own), desk.today)
    except typesetting.PrintError as error:  # every word of it stands in a record's own paper too, which tells of the fault with its line
        raise DuthaoError(
            Say(
                f"Không dàn được tờ phát thanh của {key}: {error}",
                f"The sheet of {key} cannot be set: {error}",
            )
        ) from None
