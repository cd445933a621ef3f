"""The loudspeaker desk: what goes on air in each place this week, with its texts, on a page, on paper and as plain text."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypedDict

from duthao import airing, announcer, broadcast, translated, typeset
from duthao.airing import OPENING, Entry, Item, Session
from duthao.catalogue import CRUMBS
from duthao.clock import VN, date_vi
from duthao.errors import DuthaoError, Say
from duthao.lifecycle import NEWS
from duthao.links import ALL
from duthao.records import Record
from duthao.registers import Place, bare_name
from duthao.site import Card, Part, Site, faces

NAME = "desk"
_TITLE = "Bàn phát thanh"
_PAPER, _TEXT = "tuan.pdf", "tuan.txt"
_NOTHING = "Tuần này không có bài nào phải phát trên loa."
_KINDS = {"phuong": "Phường", "xa": "Xã", "dac-khu": "Đặc khu"}
_SPARE = 4  # lines of the log beyond the planned sessions
_LIVE = ("open", "upcoming")


class Week(TypedDict):
    """`theme/print/tuan.typ`: all words settled. `texts` of {title, figures, released, groups}, `log`: lines to sign."""

    title: str
    author: str
    running: str
    headline: str
    slot: str
    marks: list[str]
    imprint: str
    short_url: str
    items: list[dict[str, str]]
    sessions: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    translations: list[dict[str, Any]]
    log: int
    glossary: list[dict[str, str]]


def excerpt(site: Site, record: Record) -> Item | None:
    """The draft at the desk, its texts included; made once for all places that it reaches."""
    return airing.item(site, record)


def of_site(site: Site) -> Iterator[Part]:
    """`/loa/`, and for every place its page; where there is anything on air, its week as paper and text."""
    held = _held(site)
    # Paper is kept between builds, also of other code: what settles its words is part of its needs.
    sources = [Path(module.__file__ or "") for module in (airing, announcer, broadcast, translated)]
    made_by = hashlib.sha256(
        b"".join(
            path.read_bytes() for path in [Path(__file__), *sources, site.root / translated.WORDS]
        )
    ).hexdigest()
    for key, place in site.registers.places.items():
        cards = held[key]
        home = key == site.settings.province.key
        told = repr((made_by, key, place, faces(cards, NAME), site.links, site.settings))
        counts = (
            {k: sum(c.light.state == "open" for c in held[k]) for k in site.registers.places}
            if home
            else {}
        )
        needs = hashlib.blake2b(repr((told, counts)).encode(), digest_size=16).hexdigest()
        folder = "" if home else key
        yield Part(
            site.links.file(site.links.desk(folder)),
            partial(_page, site, key, cards, counts),
            needs,
        )
        if cards:
            yield Part(
                site.links.desk(folder, _TEXT), partial(_text, site, key, cards), f"{needs}t"
            )
        if cards and site.printed:
            template = site.root / "theme" / "print" / "tuan.typ"
            dated = _edition(cards)
            yield Part(
                site.links.desk(folder, _PAPER),
                partial(_paper, site, key, cards, template, dated),
                typeset.needs(template, {"of": told}, dated),
                costly=True,
            )


def _held(site: Site) -> dict[str, tuple[Card, ...]]:
    """Every place → the drafts of which there may be something to say to its people."""
    fresh = int((site.now - NEWS).timestamp())
    reached: dict[tuple[str, ...], tuple[str, ...]] = {}
    held: dict[str, list[Card]] = defaultdict(list)
    for card in site.cards:
        light = card.light
        if light.state not in _LIVE and max(light.happened, default=0) <= fresh:
            continue
        if light.places not in reached:
            reached[light.places] = site.registers.places_reached(light.places)
        for key in reached[light.places]:
            held[key].append(card)
    return {key: tuple(held[key]) for key in site.registers.places}


def _edition(cards: Sequence[Card]) -> date:
    """The day since which what the sheet says has been so."""
    return datetime.fromtimestamp(max(card.light.since for card in cards), VN).date()


@lru_cache(maxsize=1024)
def _item(card: Card) -> Item | None:
    """What a card keeps for the desk: what is province-wide is on every place's."""
    kept: Item | None = card.excerpt(NAME)
    return kept


class _Desk:
    """What one place has on air."""

    def __init__(self, site: Site, key: str, cards: Sequence[Card]) -> None:
        self.site, self.place = site, site.registers.places[key]
        self.home = key == site.settings.province.key
        self.folder = "" if self.home else key
        radio = site.settings.radio
        self.minutes = self.place.slot_minutes or radio.slot_minutes
        self.times = self.place.broadcast or radio.times
        items = airing.ordered([item for item in map(_item, cards) if item])
        self.items = [item for item in items if item.kind and item.full and item.short]
        self.others = [i for i in items if not (i.kind and i.full and i.short)]
        self.days = airing.plan(self.items, self.minutes, self.times)

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def words(self) -> tuple[translated.Word, ...]:
        """For the announcer who interprets what has no translation into a language of the place."""
        told = [
            item
            for item in self.items
            if not set(self.place.languages) <= {made.lang for made in item.translated}
        ]
        return translated.glossary(
            self.site.root, "\n".join(item.full.text for item in told if item.full)
        )

    @property
    def slot(self) -> str:
        times = f", lúc {_joined(self.times)}" if self.times else ""
        return f"Buổi phát {self.minutes} phút{times}. Tốc độ đọc {self.site.settings.speech.rate} âm tiết một phút, chưa tính nhạc hiệu."


def _joined(words: Sequence[str]) -> str:
    return " và ".join(filter(None, (", ".join(words[:-1]), words[-1])))


# ---- the page


def _page(site: Site, key: str, cards: Sequence[Card], counts: dict[str, int]) -> bytes:
    desk = _Desk(site, key, cards)
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
        lead=lead,
        slot=desk.slot,
        empty=_NOTHING,
        today=_today(desk),
        items=[_week_item(site, i) for i in desk.items],
        days=_shown_days(desk.days),
        others=[{"title": i.title, "url": _address(site, i), "when": i.when} for i in desk.others],
        words=[word._asdict() for word in desk.words],
        languages=translated.spelled(desk.place.languages),
        places=_places(site, counts) if desk.home else [],
        more=[
            {"text": "Cách dùng bài phát thanh", "url": "~/dai-truyen-thanh/"},
            {"text": "Tất cả dự thảo", "url": "~/" + ALL},
        ]
        if desk.home
        else up,
    )
    head = site.render("head.html", feeds=[], alternates=[], robots="", card=None, data="")
    return site.shells["communes"].pour(
        path,
        {
            "title": title,
            "description": f"{title}. {lead}",
            "canonical": site.links.absolute(path),
            "head": head,
            "toc": "",
            "main": main,
        },
    )


def _today(desk: _Desk) -> dict[str, Any] | None:
    first = desk.days[0][0]
    if not desk.items:
        return None
    links = desk.site.links
    files = (
        [{"label": "Tờ phát thanh trong tuần", "url": "~/" + links.desk(desk.folder, _PAPER)}]
        if desk.site.printed
        else []
    )
    files.append({"label": "Tệp lời đọc", "url": "~/" + links.desk(desk.folder, _TEXT)})
    return {
        "entries": [_entry(desk.site, e, n) for n, e in enumerate(first.entries, 1)],
        "length": announcer.duration(first.seconds),
        "advice": first.advice,
        "files": files,
    }


def _entry(site: Site, entry: Entry, number: int) -> dict[str, Any]:
    item, script = entry
    return {
        "id": f"bai-{number}",
        "title": item.title,
        "url": _address(site, item),
        "label": script.label,
        "when": item.when,
        "length": announcer.duration(script.seconds),
        "text": script.text.strip(),
        "translated": translated.spelled(tuple(made.lang for made in item.translated)),
        "released": item.released,
        "demo": item.demo,
    }


def _address(site: Site, item: Item) -> str:
    return "~/" + site.links.speech(item.id)


def _week_item(site: Site, item: Item) -> dict[str, Any]:
    return {**_row(item), "url": _address(site, item), "demo": item.demo}


def _row(item: Item) -> dict[str, str]:
    assert item.full and item.short
    return {
        "title": item.title,
        "label": item.label,
        "when": item.when,
        "full": announcer.duration(item.full.seconds),
        "short": announcer.duration(item.short.seconds),
    }


def _shown_days(days: Sequence[Sequence[Session]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "sessions": [_shown(session) for session in day]}
        for name, day in zip(airing.DAY_NAMES, days, strict=True)
    ]


def _shown(session: Session) -> dict[str, Any]:
    return {
        "time": session.time or "Trong ngày",
        "length": announcer.duration(session.seconds),
        "advice": session.advice,
        "entries": [
            {
                "title": e.item.title,
                "label": e.script.label,
                "length": announcer.duration(e.script.seconds),
            }
            for e in session.entries
        ],
    }


def _places(site: Site, counts: dict[str, int]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {heading: [] for heading in _KINDS.values()}
    for key, place in site.registers.places.items():
        if place.kind in _KINDS:
            groups[_KINDS[place.kind]].append(_place(site, key, place, counts[key]))
    return [
        {"heading": heading, "entries": entries} for heading, entries in groups.items() if entries
    ]


def _place(site: Site, key: str, place: Place, count: int) -> dict[str, Any]:
    former = ", ".join(place.former)
    return {
        "text": bare_name(place.name),
        "url": "~/" + site.links.desk(key),
        "open": count,
        "said": f"địa bàn cũ: {former}" if former else "",
    }


# ---- paper and text


def _text(site: Site, key: str, cards: Sequence[Card]) -> bytes:
    """The plan and every text that it uses; UTF-8, a sentence a line."""
    desk = _Desk(site, key, cards)
    said = [f"{_TITLE}: {desk.name}", desk.slot, f"Bản ngày {date_vi(_edition(cards))}", ""]
    for day in _shown_days(desk.days) if desk.items else []:
        for session in day["sessions"]:
            said.append(f"{day['name']}, {session['time']} ({session['length']}):")
            said += [f"- {e['title']}: {e['label']}, {e['length']}" for e in session["entries"]]
            said += [session["advice"]] if session["advice"] else []
        said.append("")
    for entry in airing.aired(desk.days):
        mark = "" if entry.item.released else "CHƯA DUYỆT. "
        said += [
            "----------",
            f"{entry.item.title}. {entry.script.label}. {mark}{entry.item.when.capitalize()}.",
            "",
            entry.script.text,
        ]
    return ("\n".join(said if desk.items else [*said, _NOTHING, ""])).encode()


def week(site: Site, key: str, cards: Sequence[Card]) -> Week:
    """The data of the sheet."""
    desk = _Desk(site, key, cards)
    sample = ["Trang mẫu"] if site.settings.sample else []
    number = {item.id: place for place, item in enumerate(desk.items, 1)}
    aired = list(airing.aired([day[:1] for day in desk.days[:1]]))
    sessions = [
        {
            "day": name,
            "time": s.time or "Trong ngày",
            "length": announcer.duration(s.seconds),
            "advice": s.advice,
            "entries": [
                f"Số {number[e.item.id]}: {e.script.label}, {announcer.duration(e.script.seconds)}"
                for e in s.entries
            ]
            or ["không có bài"],
        }
        for name, day in zip(airing.DAY_NAMES, desk.days, strict=True)
        for s in day
    ]
    return {
        "title": f"Tờ phát thanh trong tuần: {desk.name}",
        "author": site.settings.province.publisher,
        "running": f"{_TITLE} · {desk.name}",
        "headline": f"Phát thanh trong tuần: {desk.name}",
        "slot": desk.slot,
        "marks": ["Dữ liệu minh họa"] if any(item.demo for item in desk.items) else [],
        "imprint": " · ".join(
            [
                f"Bản ngày {date_vi(_edition(cards))}",
                *sample,
                site.links.spelled(site.links.desk(desk.folder)),
            ]
        ),
        "short_url": site.links.spelled(site.links.desk(desk.folder)),
        "items": [{**_row(item), "when": item.when.removeprefix("góp ý ")} for item in desk.items],
        "sessions": sessions,
        "log": len(sessions) + _SPARE,
        "translations": [
            {**made, "title": f"{number[e.item.id]}. {e.item.title}", "released": e.item.released}
            for e in aired
            if e.item.kind == OPENING
            for made in translated.printed(
                r for r in e.item.translated if r.lang in desk.place.languages or desk.home
            )
        ],
        "glossary": [word._asdict() for word in desk.words],
        "texts": [
            {
                "title": f"{number[e.item.id]}. {e.item.title}",
                "released": e.item.released,
                "figures": " · ".join(
                    [
                        e.script.label,
                        *announcer.figures(e.script, site.settings.speech.rate),
                        e.item.when,
                    ]
                ),
                "groups": [
                    [line._asdict() for line in group]
                    for group in announcer.lines(e.item.slow, e.script)
                ],
            }
            for e in aired
        ],
    }


def _paper(site: Site, key: str, cards: Sequence[Card], template: Path, dated: date) -> bytes:
    try:
        return typeset.pdf(template, week(site, key, cards), dated)
    except typeset.PrintError as error:  # every word of it stands in a record's own paper too, which tells of the fault with its line
        raise DuthaoError(
            Say(
                f"Không dàn được tờ phát thanh của {key}: {error}",
                f"The week's sheet of {key} cannot be set: {error}",
            )
        ) from None
