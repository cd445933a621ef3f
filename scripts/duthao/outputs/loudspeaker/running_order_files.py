"""The running order of a week as files: plain text, PDF, Word for an editor to work on, and JSON for a newsroom's system."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic_core import to_json

from duthao.errors import Findings
from duthao.outputs.loudspeaker import ssml
from duthao.outputs.loudspeaker.running_order_items import AirText, Guest, OrderItem
from duthao.outputs.shared.sheet import imprint
from duthao.outputs.site import Site
from duthao.rendering import typesetting
from duthao.rendering.word import PageLayout, Paragraph, TextRun, docx
from duthao.speech.sentences import mid_sentence

FILE = "khung-phat-song"
TITLE = "Khung phát sóng tuần"
VERSION = 1  # of the shape of the JSON
_TEMPLATE = "khung-phat-song.typ"
_OVER = "Không mời góp ý nữa"
NOTHING = "Không có tin cần phát trong tuần."
_LEAD, _ITEM, _CRAWL = "Lời dẫn", "Tin", "Dòng chạy chữ"
_QUESTIONS, _GUESTS, _BEST, _HOLDS = "Câu hỏi", "Khách mời", "Phát", "Sử dụng"
_LAYOUT = PageLayout(width=210, height=297, left=25, right=20, top=20, bottom=20, size=13)
_SMALL = 11.0  # points


class WeekEntry(NamedTuple):
    """An item in a week, and on which days and at what hours it is best aired."""

    item: OrderItem
    best: str


class Week(NamedTuple):
    """The running order of the week that begins on `monday`. `path` is its folder, `total` how long all takes or "";
    `left_out` how many entries have no place in it.
    """

    monday: date
    title: str
    period: str
    path: str
    marks: Sequence[str]
    total: str
    entries: Sequence[WeekEntry]
    over: Sequence[WeekEntry]
    left_out: int = 0


MakeFile = Callable[[Site, Week], bytes]


def more(week: Week) -> str:
    """That there are more entries than stand in it; "" where there are not."""
    if not week.left_out:
        return ""
    return f"Chỉ nêu {len(week.entries)} tin gấp nhất; còn {week.left_out} tin khác, xem danh sách dự thảo."


def _amount(week: Week) -> list[str]:
    return [week.total or NOTHING, *filter(None, [more(week)])]


def _lines(entry: WeekEntry) -> Iterator[tuple[str, Sequence[str]]]:
    """Label and lines of all that stands with an item, in the order in which it is used."""
    item = entry.item
    yield _HOLDS, [item["holds"]]
    yield _BEST, [entry.best]
    yield f"{_LEAD} (khoảng {ssml.duration(item['lead']['seconds'])})", _read(item["lead"])
    yield f"{_ITEM} (khoảng {ssml.duration(item['item']['seconds'])})", _read(item["item"])
    yield _CRAWL, [item["crawl"]]
    yield _QUESTIONS, item["questions"]
    yield _GUESTS, [_guest(guest) for guest in item["guests"]]


def _read(text: AirText) -> list[str]:
    return [line for group in text["groups"] for line in group]


def _guest(guest: Guest) -> str:
    return f"{guest['who']}: {guest['reached']}" if guest["reached"] else guest["who"]


def _heading(number: int, item: OrderItem) -> str:
    return f"{number}. {item['title']}"


def _about(item: OrderItem) -> str:
    demo = ["dữ liệu minh họa"] if item["demo"] else []
    return " · ".join([f"Mã {item['code']}", item["agency"], *demo])


def _ended(entry: WeekEntry) -> str:
    demo = "; dữ liệu minh họa" if entry.item["demo"] else ""
    return f"{entry.item['title']} ({mid_sentence(entry.item['over'])}{demo})"


def text(site: Site, week: Week) -> bytes:
    """Plain UTF-8 text, a sentence a line."""
    lines = [*week.marks, f"{week.title}. {week.period}", *_amount(week)]
    for number, entry in enumerate(week.entries, 1):
        lines += ["", "----------", _heading(number, entry.item), _about(entry.item)]
        for label, said in _lines(entry):
            lines += ["", f"{label}:", *said]
    if week.over:
        lines += ["", "----------", f"{_OVER}:", *(f"- {_ended(entry)}" for entry in week.over)]
    return ("\n".join([*lines, "", _imprint(site, week)]) + "\n").encode()


def json_file(site: Site, week: Week) -> bytes:
    """Every text with its seconds; instants are left to the words, which are those of all other forms."""
    return to_json(
        {
            "version": VERSION,
            "week": week.monday.isoformat(),
            "period": week.period,
            "url": site.links.absolute(week.path),
            "marks": [*week.marks],
            "items": [_entry_data(site, entry) for entry in week.entries],
            "left_out": week.left_out,
            "over": [
                {
                    "id": e.item["id"],
                    "title": e.item["title"],
                    "demo": e.item["demo"],
                    "why": e.item["over"],
                }
                for e in week.over
            ],
        },
        indent=1,
    )


def _entry_data(site: Site, entry: WeekEntry) -> dict[str, Any]:
    item = entry.item
    return {
        "id": item["id"],
        "kind": item["kind"],
        "title": item["title"],
        "agency": item["agency"],
        "demo": item["demo"],
        "url": site.links.absolute(site.links.draft(item["id"])),
        "holds": item["holds"],
        "best": entry.best,
        "lead": {"text": _read(item["lead"]), "seconds": item["lead"]["seconds"]},
        "item": {"text": _read(item["item"]), "seconds": item["item"]["seconds"]},
        "crawl": item["crawl"],
        "questions": item["questions"],
        "guests": item["guests"],
        "hours": item["hours"],
    }


def word(site: Site, week: Week) -> bytes:
    """A document to be edited: a heading for each item."""
    return docx(
        [*_paragraphs(week)],
        title=f"{week.title}. {week.period}",
        dated=week.monday,
        layout=_LAYOUT,
        footer=" · ".join([*week.marks, _imprint(site, week)]),
    )


def _paragraphs(week: Week) -> Iterator[Paragraph]:
    for mark in week.marks:
        yield Paragraph([TextRun(mark, bold=True)], "right", after=4)
    yield Paragraph([TextRun(week.title.upper(), bold=True, size=15)], "center", after=2)
    yield Paragraph([TextRun(week.period, bold=True)], "center", after=4)
    yield Paragraph([TextRun(". ".join(_amount(week)))], "center", after=10)
    for number, entry in enumerate(week.entries, 1):
        yield Paragraph([TextRun(_heading(number, entry.item), bold=True, size=14)], heading=True)
        yield Paragraph([TextRun(_about(entry.item), size=_SMALL)], after=4, keep_next=True)
        for label, said in _lines(entry):
            yield Paragraph([TextRun(f"{label}:", bold=True)], after=2, keep_next=True)
            for line in said:
                yield Paragraph([TextRun(line)], "both", after=3)
    if week.over:
        yield Paragraph([TextRun(_OVER, bold=True, size=14)], heading=True)
        for entry in week.over:
            yield Paragraph([TextRun(_ended(entry))], after=3)


def _paper(site: Site, week: Week) -> tuple[Path, dict[str, object], date]:
    """Template, data and day of the PDF."""
    data: dict[str, object] = {
        "title": f"{week.title}. {week.period}",
        "author": site.settings.province.publisher,
        "headline": week.title,
        "period": week.period,
        "total": ". ".join(_amount(week)),
        "marks": [*week.marks],
        "imprint": _imprint(site, week),
        "items": [
            {
                "title": _heading(number, entry.item),
                "about": _about(entry.item),
                "facts": [{"label": label, "lines": [*said]} for label, said in _lines(entry)],
            }
            for number, entry in enumerate(week.entries, 1)
        ],
        "over_heading": _OVER if week.over else "",
        "over": [_ended(entry) for entry in week.over],
    }
    return site.root / "theme" / "print" / _TEMPLATE, data, week.monday


def pdf_key(site: Site, week: Week) -> str:
    """A digest of all that the bytes of `pdf` follow from."""
    return typesetting.needs(*_paper(site, week))


def pdf(site: Site, week: Week) -> bytes:
    """`theme/print/khung-phat-song.typ`."""
    try:
        return typesetting.pdf(*_paper(site, week))
    except typesetting.PrintError as error:
        raise Findings(error.findings(site.root, "drafts")) from None


def _imprint(site: Site, week: Week) -> str:
    return imprint(site, site.links.spelled(week.path))


FORMS: Mapping[str, MakeFile] = MappingProxyType(
    {"txt": text, "pdf": pdf, "docx": word, "json": json_file}
)
LABELS: Mapping[str, str] = MappingProxyType(
    {"docx": "Bản Word", "pdf": "Bản PDF", "txt": "Bản chữ", "json": "JSON"}
)
