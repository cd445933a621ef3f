"""The plan of a place on paper and as plain text: dated, so that what is read a day late is not false."""

from __future__ import annotations

from typing import Any, TypedDict

from duthao.clock import date_vi
from duthao.outputs.loudspeaker import sessions, ssml, translations
from duthao.outputs.loudspeaker.day_plans import DAY, Desk, ceases, headed, weekday_words
from duthao.outputs.loudspeaker.schedule import AirItem
from duthao.outputs.loudspeaker.script_kinds import OPENING, UNRELEASED
from duthao.outputs.loudspeaker.sessions import Session, SessionEntry
from duthao.outputs.shared.log_words import report_address
from duthao.rendering import qr
from duthao.speech.sentences import listed

PAPER, TEXT = "tuan.pdf", "tuan.txt"
DAYS = 7  # for which the sheet holds
NOTHING = "Những ngày này không có bài cần phát."
_SPARE = 4  # lines of the log beyond the planned sessions


class WeekSheet(TypedDict):
    """`theme/print/tuan.typ`: all words settled. `place` asks for the name of a place, or is "", as is `short_url` then, `texts` of {title, figures, released, groups}, `log`: lines to sign.

    `qr` is the code of the address where a commune reports what it aired, `qr_alt` what it is; both "" where there is none.
    """

    title: str
    author: str
    running: str
    headline: str
    place: str
    holds: str
    slot: str
    off_air: list[str]
    marks: list[str]
    imprint: str
    short_url: str
    items: list[dict[str, str]]
    sessions: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    translations: list[dict[str, Any]]
    log: int
    qr: str
    qr_alt: str
    glossary: list[dict[str, str]]


def row(item: AirItem) -> dict[str, str]:
    """What a table says of an item on air; `short` is "" where there is one form."""
    assert item.full and item.short
    one_form = item.full is item.short
    return {
        "title": item.title,
        "label": item.label,
        "when": item.when,
        "full": ssml.duration(item.full.seconds),
        "short": "" if one_form else ssml.duration(item.short.seconds),
    }


def _days(desk: Desk) -> list[tuple[str, list[Session]]]:
    days = [desk.today + n * DAY for n in range(DAYS)]
    return [(headed(day), desk.sessions(day, desk.since)) for day in days]


def _valid(desk: Desk) -> str:
    first, last = desk.today, desk.today + (DAYS - 1) * DAY
    return f"Dùng từ {weekday_words(first)} đến hết {weekday_words(last)}. Sau ngày đó lấy tờ mới."


def _off_air(desk: Desk) -> list[str]:
    return [f"Không phát: {n.title} ({n.reason})." for n in desk.off_air(desk.since)]


def text(desk: Desk, title: str) -> bytes:
    """The plan and every text that it uses; UTF-8, a sentence a line."""
    days = _days(desk)
    texts = list(sessions.each_text(day for _, day in days))
    lines = [f"{title}: {desk.name}", _valid(desk), desk.slot, *_off_air(desk), ""]
    for name, day in days if texts else []:
        for session in day:
            length = ssml.duration(session.seconds) if session.entries else "không có bài"
            lines.append(f"{name}, {session.time or 'trong ngày'} ({length})")
            lines += [f"- {e.item.title}: {_script_words(e)}" for e in session.entries]
            lines += [session.advice] if session.advice else []
    for entry in texts:
        mark = "" if entry.item.released else f"{UNRELEASED}. "
        lines += [
            "",
            "----------",
            f"{entry.item.title}. {entry.script.label}. {mark}{_until(entry.item)}",
            "",
            entry.script.text.rstrip("\n"),
        ]
    return "\n".join([*lines, *([] if texts else [NOTHING]), ""]).encode()


def _script_words(entry: SessionEntry) -> str:
    return f"{entry.script.label}, {ssml.duration(entry.script.seconds)}"


def _until(item: AirItem) -> str:
    end = ceases(item)
    return f"{item.when[:1].upper()}{item.when[1:]}{f'; {end}' if end else ''}."


def _plan_name(desk: Desk, *, languages: bool) -> str:
    """What the plan of places with no draft of their own follows from; the languages where anything of them is on the sheet."""
    province = desk.site.settings.province.name
    spoken = translations.spelled(desk.place.languages) if languages else ""
    return ", ".join(
        [
            f"các dự thảo chung toàn {province}",
            f"buổi {desk.minutes} phút",
            *([f"lúc {listed(desk.times)}"] if desk.times else []),
            *([f"địa bàn có tiếng {spoken}"] if spoken else []),
        ]
    )


def sheet(desk: Desk, title: str, *, own: bool = True) -> WeekSheet:
    """The data of the sheet: the place's `own`, or one without the name and the address of a place, set once for all that have
    the same on air in the same sessions and languages: its name tells these, so that no two sheets have the same.
    """
    site, days = desk.site, _days(desk)
    texts = list(sessions.each_text(day for _, day in days))
    items = list({(e.item.id, e.item.kind): e.item for e in texts}.values())
    numbers = {(item.id, item.kind): n for n, item in enumerate(items, 1)}
    address = site.links.spelled(site.links.desk(desk.folder)) if own else ""
    report = report_address(site, place=desk.folder if own else "")

    def number(entry: SessionEntry) -> int:
        return numbers[entry.item.id, entry.item.kind]

    def heading(entry: SessionEntry) -> str:
        return f"{number(entry)}. {entry.item.title}"

    translated = [
        {**printed, "title": heading(e), "released": e.item.released}
        for e in {e.item.id: e for e in texts if e.item.kind == OPENING}.values()
        for printed in translations.printed(
            r for r in e.item.renderings if r.lang in desk.place.languages or desk.home
        )
    ]
    glossary = [word._asdict() for word in desk.words(items)]
    name = desk.name if own else _plan_name(desk, languages=bool(translated or glossary))

    planned = [
        {
            "day": name,
            "time": s.time or "Trong ngày",
            "length": ssml.duration(s.seconds) if s.entries else "",
            "advice": s.advice,
            "entries": [f"Số {number(e)}: {_script_words(e)}" for e in s.entries]
            or ["không có bài"],
        }
        for name, day in days
        for s in day
    ]
    return {
        "title": f"Tờ phát thanh: {name}",
        "author": site.settings.province.publisher,
        "running": f"{title} · {name}",
        "headline": f"Tờ phát thanh: {name}",
        "place": "" if own else "Xã, phường, đặc khu",
        "holds": _valid(desk),
        "slot": desk.slot,
        "off_air": _off_air(desk),
        "marks": ["Dữ liệu minh họa"] if any(item.demo for item in items) else [],
        "imprint": " · ".join(
            [
                f"Bản ngày {date_vi(desk.today)}",
                *(["Trang mẫu"] if site.settings.sample else []),
                *filter(None, [address]),
            ]
        ),
        "short_url": address,
        "items": [{**row(item), "when": _until(item)} for item in items],
        "sessions": planned,
        "log": len(planned) + _SPARE,
        "qr": qr.svg(report) if report else "",
        "qr_alt": "Mã QR: báo đã phát" if report else "",
        "translations": translated,
        "glossary": glossary,
        "texts": [
            {
                "title": heading(e),
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
                    [sentence._asdict() for sentence in group]
                    for group in ssml.sentence_groups(e.item.slow, e.script)
                ],
            }
            for e in texts
        ],
    }
