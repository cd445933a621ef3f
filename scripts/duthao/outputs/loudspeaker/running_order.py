"""The running order of a week: what radio, television and papers may tell of drafts from Monday to Sunday, the most urgent first.

Of the week of the build and of the next one, for a week is planned before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from duthao.clock import all_day, midnight
from duthao.domain import deadline_words
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import running_order_files, ssml
from duthao.outputs.loudspeaker.running_order_files import FILE, TITLE, Week, WeekEntry
from duthao.outputs.loudspeaker.running_order_items import OrderItem, items
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.shared.turns import epoch, span, steps
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import PRESS

_ITEMS = "running_order"  # the snippet
_WEEKS = (("", 0), ("tuan-sau", 1))  # the part of the address, and how many weeks ahead
_DAYS = timedelta(days=7)
_LEAD = (
    "Lời dẫn, tin ngắn, dòng chạy chữ, câu hỏi và khách mời cho từng dự thảo đang lấy ý kiến hoặc vừa có kết quả trong "
    "tuần, dự thảo sắp hết hạn xếp trước. Tòa soạn được dùng ngay, được biên tập; không đổi thời hạn góp ý."
)
_PAST = "Khung phát sóng này là của tuần đã qua, không dùng nữa."
_NEXT, _THIS = "Khung phát sóng tuần sau", "Khung phát sóng tuần này"
_MOST = 60  # entries, the most urgent: lists hold all drafts
_RANKS = {"ask": 0, "result": 2, "over": 3}
_TO_COME = 1  # the rank of what will be open


class _Placed(NamedTuple):
    """An entry of a week with the stretch of time in which it stands on the page, in epoch seconds (`start` 0: since before)."""

    entry: WeekEntry
    start: int
    end: int


class RunningOrder(Output):
    """For newsrooms and the province's broadcaster: a page, a text, PDF, Word and JSON."""

    name = "running_order"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/bao-chi/khung-phat-song/` and `/bao-chi/khung-phat-song/tuan-sau/`."""
        today = site.now.date()
        for name, ahead in _WEEKS:
            monday = today - timedelta(days=today.weekday()) + ahead * _DAYS
            drafts = _concerned(site, monday)
            rests_on = (name, monday, site.settings.as_of, snippet_digest(drafts, _ITEMS))
            path = site.links.running_order(name)
            made = partial(_page, site, name, monday, drafts)
            yield Artifact(site.links.file(path), made, depends_on=rests_on)
            planned = partial(_planned, site, name, monday, drafts)
            for form, make in running_order_files.FORMS.items():
                if form != "pdf" or site.printed:
                    yield Artifact(
                        f"{path}{FILE}.{form}",
                        partial(_file, make, site, planned),
                        depends_on=(rests_on, site.fixed_clock),
                        content_key=partial(_key, site, planned) if form == "pdf" else None,
                    )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """What may be aired of the draft now and from each of its coming moments on."""
        return {_ITEMS: items(site, record)}


def _concerned(site: Site, monday: date) -> list[Summary]:
    """The drafts of which there may be something to air, or something that is over, in a week: by their fields alone."""
    since = epoch(midnight(monday))
    asked = {"open", "upcoming"}
    return [
        summary
        for summary in site.summaries
        if summary.fields.state in asked
        or any(turn[1] in asked or turn[0] >= since for turn in summary.fields.turns)
        or (summary.fields.happened and summary.fields.happened[-1] >= since)
    ]


# ---- what stands in a week


def _placed(site: Site, monday: date, drafts: Sequence[Summary]) -> list[_Placed]:
    """All entries of a week, now and later in it, the most urgent first; past its end none stands."""
    first, after = epoch(midnight(monday)), epoch(midnight(monday + _DAYS))
    found = [
        _Placed(WeekEntry(shown, _best(shown, monday)), start, min(end or after, after))
        for stretches in snippets(drafts, _ITEMS)
        for item, start, end in stretches
        if item is not None and start < after and not 0 < end <= first
        for shown in _in_week(item, first, after)
    ]
    return sorted(found, key=lambda placed: _rank(placed.entry.item))


def _aired(placed: Sequence[_Placed]) -> list[_Placed]:
    """Those that may be aired, no more than anybody could."""
    return [p for p in placed if p.entry.item["kind"] != "over"][:_MOST]


def _in_week(item: OrderItem, first: int, after: int) -> Iterator[OrderItem]:
    """What a week has of an item: the text where it holds on a day of it, and that something ended where that was on one."""
    if item["kind"] == "ask":
        begins = item["begins"] if item["begins"] else item["ends"]  # of what has yet to open
        if item["ends"] > first and begins < after:
            yield item
    elif item["kind"] == "result" and first <= item["begins"] < after:
        yield item
    if item["over"] and first <= item["over_at"] < after:
        yield {**item, "kind": "over"}


def _rank(item: OrderItem) -> tuple[int, int, str]:
    waits = item["kind"] == "ask" and not item["begins"]
    rank = _TO_COME if waits else _RANKS[item["kind"]]
    return rank, item["over_at"] if item["kind"] == "over" else item["ends"], item["id"]


def _best(item: OrderItem, monday: date) -> str:
    """On which days of the week it may be aired, and when communes are on the air."""
    if item["kind"] == "over":
        return ""
    first, after = epoch(midnight(monday)), epoch(midnight(monday + _DAYS))
    sunday = all_day(monday + _DAYS - timedelta(days=1))
    since = deadline_words.listed_since(all_day(monday))
    until = deadline_words.listed_until(sunday)
    if item["begins"] > first:
        since = item["listed_since"]
    if item["ends"] <= after:
        until = item["listed_until"] or item["holds"]
    hours = f"; giờ truyền thanh xã, phường: {', '.join(item['hours'])}" if item["hours"] else ""
    return f"{since} {until}{hours}"


def _week(site: Site, name: str, monday: date, placed: Sequence[_Placed]) -> Week:
    """What the files say: what stands at the build, and what will in the week; what is over only once it is."""
    shown = [p.entry for p in _aired(placed)]
    sunday = all_day(monday + _DAYS - timedelta(days=1))
    period = f"{deadline_words.listed_since(all_day(monday))} {deadline_words.listed_until(sunday)}"
    marks = [*site.warning, *(["Dữ liệu minh họa"] if any(e.item["demo"] for e in shown) else [])]
    return Week(
        monday,
        TITLE,
        f"Tuần {period}",
        site.links.running_order(name),
        marks,
        _total([e.item for e in shown]),
        shown,
        [p.entry for p in placed if p.entry.item["kind"] == "over" and not p.start],
    )


def _total(aired: Sequence[OrderItem]) -> str:
    """How many drafts there are, and how long it takes to air lead and item of each once; "" of none."""
    if not aired:
        return ""
    seconds = {i["id"]: i["lead"]["seconds"] + i["item"]["seconds"] for i in aired}
    return f"{len(seconds)} dự thảo; phát lời dẫn và tin của mỗi dự thảo một lần: khoảng {ssml.duration(sum(seconds.values()))}"


# ---- files and page


def _planned(site: Site, name: str, monday: date, drafts: Sequence[Summary]) -> Week:
    return _week(site, name, monday, _placed(site, monday, drafts))


def _key(site: Site, planned: Callable[[], Week]) -> str:
    return running_order_files.pdf_key(site, planned())


def _file(make: running_order_files.MakeFile, site: Site, planned: Callable[[], Week]) -> bytes:
    return make(site, planned())


def _page(site: Site, name: str, monday: date, drafts: Sequence[Summary]) -> bytes:
    placed = _placed(site, monday, drafts)
    week, after = _week(site, name, monday, placed), epoch(midnight(monday + _DAYS))
    still = bool(site.settings.as_of)

    def shown(start: int, end: int) -> object:
        return "" if still else span([(start, end)])

    aired = _aired(placed)
    totals = _course(aired, after, still=still)
    title = TITLE if not name else _NEXT
    path = site.links.running_order(name)
    main = site.render(
        "running-order.html",
        crumbs=[CRUMBS[0], {"text": "Tài liệu cho báo chí", "url": f"~/{PRESS}"}],
        title=title,
        lead=_LEAD,
        period=week.period,
        past=None if still else {"span": span([(after, 0)]), "words": _PAST},
        within=shown(0, after),
        other={
            "url": "~/" + site.links.running_order("" if name else _WEEKS[1][0]),
            "text": _THIS if name else _NEXT,
        },
        total={"words": totals[0][1], "steps": steps("steps", totals)},
        entries=[
            {
                "item": p.entry.item,
                "best": p.entry.best,
                "number": number,
                "lead": ssml.duration(p.entry.item["lead"]["seconds"]),
                "length": ssml.duration(p.entry.item["item"]["seconds"]),
                "url": "~/" + site.links.draft(p.entry.item["id"]),
                "span": shown(p.start, p.end),
            }
            for number, p in enumerate(aired, 1)
        ],
        over=[
            {
                "title": p.entry.item["title"],
                "why": p.entry.item["over"],
                "url": "~/" + site.links.draft(p.entry.item["id"]),
                "span": shown(p.start, p.end),
            }
            for p in placed
            if p.entry.item["kind"] == "over"
        ],
        files=[
            {"label": label, "url": f"~/{path}{FILE}.{form}"}
            for form, label in running_order_files.LABELS.items()
            if form != "pdf" or site.printed
        ],
    )
    description = f"{title}. {week.period}. {_LEAD}"
    return site.page("press", path, title=title, description=description, main=main)


_NOTHING = "Tuần này không có tin cần phát."


def _course(aired: Sequence[_Placed], after: int, *, still: bool) -> list[tuple[int, str]]:
    """How much there is to air, now and from each instant of the week at which that changes."""
    instants = {at for p in aired for at in (p.start, p.end) if at < after}
    return [
        (at, _total([p.entry.item for p in aired if p.start <= at < p.end]) or _NOTHING)
        for at in sorted({0} if still else {0, *instants})
    ]
