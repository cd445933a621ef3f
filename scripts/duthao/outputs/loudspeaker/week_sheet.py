"""The plan of a place on paper and as plain text: dated, so that what is read a day late is not false."""

from __future__ import annotations

from typing import Any, TypedDict

from duthao.clock import date_vi
from duthao.outputs.loudspeaker import sessions, ssml
from duthao.outputs.loudspeaker import translations as translated
from duthao.outputs.loudspeaker.day_plans import DAY, Desk, ceases, day_said, headed
from duthao.outputs.loudspeaker.schedule import Item
from duthao.outputs.loudspeaker.script_kinds import OPENING, UNRELEASED
from duthao.outputs.loudspeaker.sessions import Entry, Session

PAPER, TEXT = "tuan.pdf", "tuan.txt"
DAYS = 7  # for which the sheet holds
NOTHING = "Những ngày này không có bài cần phát."
_SPARE = 4  # lines of the log beyond the planned sessions


class Week(TypedDict):
    """`theme/print/tuan.typ`: all words settled. `texts` of {title, figures, released, groups}, `log`: lines to sign."""

    title: str
    author: str
    running: str
    headline: str
    holds: str
    slot: str
    silences: list[str]
    marks: list[str]
    imprint: str
    short_url: str
    items: list[dict[str, str]]
    sessions: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    translations: list[dict[str, Any]]
    log: int
    glossary: list[dict[str, str]]


def row(item: Item) -> dict[str, str]:
    """What a table says of an item on air."""
    assert item.full and item.short
    one = item.full is item.short
    return {
        "title": item.title,
        "label": item.label,
        "when": item.when,
        "full": ssml.duration(item.full.seconds),
        "short": "" if one else ssml.duration(item.short.seconds),
    }


def _days(desk: Desk) -> list[tuple[str, list[Session]]]:
    days = [desk.today + n * DAY for n in range(DAYS)]
    return [(headed(day), desk.sessions(day, desk.since)) for day in days]


def _holds(desk: Desk) -> str:
    first, last = desk.today, desk.today + (DAYS - 1) * DAY
    return f"Dùng từ {day_said(first)} đến hết {day_said(last)}. Sau ngày đó lấy tờ mới."


def _silenced(desk: Desk) -> list[str]:
    return [f"Không phát: {s.title} ({s.why})." for s in desk.silences(desk.since)]


def text(desk: Desk, title: str) -> bytes:
    """The plan and every text that it uses; UTF-8, a sentence a line."""
    days = _days(desk)
    entries = list(sessions.aired(day for _, day in days))
    said = [f"{title}: {desk.name}", _holds(desk), desk.slot, *_silenced(desk), ""]
    for name, day in days if entries else []:
        for session in day:
            length = ssml.duration(session.seconds) if session.entries else "không có bài"
            said.append(f"{name}, {session.time or 'trong ngày'} ({length})")
            said += [
                f"- {e.item.title}: {e.script.label}, {ssml.duration(e.script.seconds)}"
                for e in session.entries
            ]
            said += [session.advice] if session.advice else []
    for entry in entries:
        mark = "" if entry.item.released else f"{UNRELEASED}. "
        said += [
            "",
            "----------",
            f"{entry.item.title}. {entry.script.label}. {mark}{_until(entry.item)}",
            "",
            entry.script.text.rstrip("\n"),
        ]
    return "\n".join([*said, *([] if entries else [NOTHING]), ""]).encode()


def _until(item: Item) -> str:
    end = ceases(item)
    return f"{item.when[:1].upper()}{item.when[1:]}{f'; {end}' if end else ''}."


def sheet(desk: Desk, title: str) -> Week:
    """The data of the sheet."""
    site, days = desk.site, _days(desk)
    entries = list(sessions.aired(day for _, day in days))
    items = list({(e.item.id, e.item.kind): e.item for e in entries}.values())
    number = {(item.id, item.kind): place for place, item in enumerate(items, 1)}
    address = site.links.spelled(site.links.desk(desk.folder))

    def named(entry: Entry) -> str:
        return f"{number[entry.item.id, entry.item.kind]}. {entry.item.title}"

    planned = [
        {
            "day": name,
            "time": s.time or "Trong ngày",
            "length": ssml.duration(s.seconds) if s.entries else "",
            "advice": s.advice,
            "entries": [
                f"Số {number[e.item.id, e.item.kind]}: {e.script.label}, {ssml.duration(e.script.seconds)}"
                for e in s.entries
            ]
            or ["không có bài"],
        }
        for name, day in days
        for s in day
    ]
    return {
        "title": f"Tờ phát thanh: {desk.name}",
        "author": site.settings.province.publisher,
        "running": f"{title} · {desk.name}",
        "headline": f"Tờ phát thanh: {desk.name}",
        "holds": _holds(desk),
        "slot": desk.slot,
        "silences": _silenced(desk),
        "marks": ["Dữ liệu minh họa"] if any(item.demo for item in items) else [],
        "imprint": " · ".join(
            [
                f"Bản ngày {date_vi(desk.today)}",
                *(["Trang mẫu"] if site.settings.sample else []),
                address,
            ]
        ),
        "short_url": address,
        "items": [{**row(item), "when": _until(item)} for item in items],
        "sessions": planned,
        "log": len(planned) + _SPARE,
        "translations": [
            {**made, "title": named(e), "released": e.item.released}
            for e in {e.item.id: e for e in entries if e.item.kind == OPENING}.values()
            for made in translated.printed(
                r for r in e.item.translated if r.lang in desk.place.languages or desk.home
            )
        ],
        "glossary": [word._asdict() for word in desk.words(items)],
        "texts": [
            {
                "title": named(e),
                "released": e.item.released,
                "figures": " · ".join(
                    [
                        e.script.label,
                        *ssml.figures(e.script, site.settings.speech.rate),
                        e.item.when,
                        *filter(None, [ceases(e.item)]),
                    ]
                ),
                "groups": [
                    [line._asdict() for line in group]
                    for group in ssml.lines(e.item.slow, e.script)
                ],
            }
            for e in entries
        ],
    }
