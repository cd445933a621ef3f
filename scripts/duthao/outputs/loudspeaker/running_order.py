"""The running order of a week: what radio, television and papers may tell of drafts from Monday to Sunday, the most urgent first.

Of the week of the build and of the next one, for a week is planned before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from duthao.clock import VN, Point, all_day, iso, midnight
from duthao.domain import deadline_words
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import running_order_files, ssml
from duthao.outputs.loudspeaker.running_order_files import FILE, NOTHING, TITLE, Week, WeekEntry
from duthao.outputs.loudspeaker.running_order_items import OrderItem, Stretched, items
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS
from duthao.outputs.shared.turns import epoch, span, steps
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import PRESS

_ITEMS, _WHEN = "running_order", "running_order_when"  # the snippets
_WEEKS = (("", 0), ("tuan-sau", 1))  # the part of the address, and how many weeks ahead
_DAYS = timedelta(days=7)
_LEAD = (
    "Lời dẫn, tin ngắn, dòng chạy chữ, câu hỏi và khách mời cho từng dự thảo đang lấy ý kiến hoặc vừa có kết quả trong "
    "tuần, dự thảo sắp hết hạn xếp trước. Tòa soạn được dùng ngay, được biên tập; không đổi thời hạn góp ý."
)
_PAST = "Khung phát sóng này là của tuần đã qua, không dùng nữa."
_NEXT = "Khung phát sóng tuần sau"
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
        stretches = items(site, record)
        return {_ITEMS: stretches, _WHEN: [*_when(stretches)]}


def _when(stretches: Iterable[Stretched]) -> Iterator[tuple[int, int]]:
    """First and last instant of each time in which there is something to air of the draft, or something of it is over."""
    for item, _, _ in stretches:
        if item is None:
            continue
        if item["kind"] == "ask":
            yield item["begins"] or item["ends"], item["ends"]  # what has yet to open: then
        elif item["kind"] == "result":
            yield item["begins"], item["begins"]
        if item["over"]:
            yield item["over_at"], item["over_at"]


def _concerned(site: Site, monday: date) -> list[Summary]:
    """The drafts of which there may be something to air, or something that is over, in a week."""
    first, after = epoch(midnight(monday)), epoch(midnight(monday + _DAYS))
    return [
        summary
        for summary, times in zip(site.summaries, snippets(site.summaries, _WHEN), strict=True)
        if any(begins < after and ends >= first for begins, ends in times)
    ]


# ---- what stands in a week


def _placed(site: Site, monday: date, drafts: Sequence[Summary]) -> list[_Placed]:
    """All entries of a week, now and later in it, the most urgent first; past its end none stands."""
    first, after = epoch(midnight(monday)), epoch(midnight(monday + _DAYS))
    found = [
        _Placed(_entry(shown, monday, start, end), start, min(end or after, after))
        for stretches in snippets(drafts, _ITEMS)
        for item, start, end in stretches
        if item is not None and start < after and not 0 < end <= first
        for shown in _in_week(item, first, after)
    ]
    return sorted(found, key=lambda placed: _rank(placed.entry.item))


def _aired(placed: Sequence[_Placed]) -> list[_Placed]:
    """Those that may be aired, no more than anybody could."""
    return _to_air(placed)[:_MOST]


def _to_air(placed: Sequence[_Placed]) -> list[_Placed]:
    return [p for p in placed if p.entry.item["kind"] != "over"]


def _left_out(placed: Sequence[_Placed]) -> int:
    """How many that may be aired have no place."""
    return max(0, len(_to_air(placed)) - _MOST)


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


def _entry(item: OrderItem, monday: date, start: int, end: int) -> WeekEntry:
    """The item as it stands from `start` to `end` (0: open), with the days on which it is best aired and communes' hours."""
    if item["kind"] == "over":
        return WeekEntry(item, "")
    first, after = epoch(midnight(monday)), epoch(midnight(monday + _DAYS))
    sunday = all_day(monday + _DAYS - timedelta(days=1))
    since = deadline_words.listed_since(all_day(monday))
    until = deadline_words.listed_until(sunday)
    holds = item["holds"]
    if item["begins"] > first:  # said before it begins and after: the page turns to the same words
        item = {**item, "holds": f"{item['listed_since']}, {item['holds']}"}
    if start > max(first, item["begins"]):
        since = deadline_words.listed_since(_point(start))
    elif item["begins"] > first:
        since = item["listed_since"]
    if first < end < min(after, item["ends"]):  # what follows says it otherwise
        until = deadline_words.before(_point(end))
    elif item["ends"] <= after:
        until = item["listed_until"] or holds
    hours = f"; giờ truyền thanh xã, phường: {', '.join(item['hours'])}" if item["hours"] else ""
    return WeekEntry(item, f"{since} {until}{hours}")


def _point(instant: int) -> Point:
    at = datetime.fromtimestamp(instant, VN)
    return all_day(at.date()) if at == midnight(at.date()) else Point(iso(at), at, timed=True)


def _period(monday: date) -> str:
    """`từ thứ Hai, 30/11/2026 đến hết Chủ nhật, 06/12/2026`."""
    sunday = all_day(monday + _DAYS - timedelta(days=1))
    return f"{deadline_words.listed_since(all_day(monday))} {deadline_words.listed_until(sunday)}"


def _week(site: Site, name: str, monday: date, placed: Sequence[_Placed]) -> Week:
    """What the files say: what stands at the build, and what will in the week; what is over only once it is."""
    shown = [p.entry for p in _aired(placed)]
    marks = [*site.warning, *(["Dữ liệu minh họa"] if any(e.item["demo"] for e in shown) else [])]
    return Week(
        monday,
        TITLE,
        f"Tuần {_period(monday)}",
        site.links.running_order(name),
        marks,
        _total([e.item for e in shown]),
        shown,
        [p.entry for p in placed if p.entry.item["kind"] == "over" and not p.start],
        _left_out(placed),
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
    first = epoch(midnight(monday))
    titles = [(0, _NEXT if name else TITLE), *([] if still or not name else [(first, TITLE)])]
    other = "" if name else _WEEKS[1][0]
    title = f"{TITLE} {_period(monday)}"
    over = [p for p in placed if p.entry.item["kind"] == "over"]
    path = site.links.running_order(name)
    main = site.render(
        "running-order.html",
        crumbs=[CRUMBS[0], {"text": "Tài liệu cho báo chí", "url": f"~/{PRESS}"}],
        title={"words": titles[0][1], "steps": steps("steps", titles)},
        lead=_LEAD,
        period=week.period,
        past=None if still else {"span": span([(after, 0)]), "words": _PAST},
        within=shown(0, after),
        other={
            "url": "~/" + site.links.running_order(other),
            "text": f"Tuần {_period(monday + (-_DAYS if name else _DAYS))}",
        },
        total={"words": totals[0][1], "steps": steps("steps", totals)},
        more=running_order_files.more(week),
        entries=[
            {
                "item": p.entry.item,
                "best": p.entry.best,
                "number": number,
                "lead": ssml.duration(p.entry.item["lead"]["seconds"]),
                "length": ssml.duration(p.entry.item["item"]["seconds"]),
                "url": "~/" + site.links.draft(p.entry.item["id"]),
                "span": shown(0, p.end),  # what is to come too: it says from when on
            }
            for number, p in enumerate(aired, 1)
        ],
        over=[
            {
                "title": p.entry.item["title"],
                "why": p.entry.item["over"],
                "demo": p.entry.item["demo"],
                "url": "~/" + site.links.draft(p.entry.item["id"]),
                "span": shown(p.start, p.end),
            }
            for p in over
        ],
        ended=shown(min(p.start for p in over), after) if over else "",
        files=[
            {"label": label, "url": f"~/{path}{FILE}.{form}"}
            for form, label in running_order_files.LABELS.items()
            if form != "pdf" or site.printed
        ],
    )
    description = f"{title}. {_LEAD}"
    return site.page("press", path, title=title, description=description, main=main)


def _course(aired: Sequence[_Placed], after: int, *, still: bool) -> list[tuple[int, str]]:
    """How much there is to air, now and from each instant of the week at which that changes."""
    instants = {p.end for p in aired if p.end < after}
    return [
        (at, _total([p.entry.item for p in aired if at < p.end]) or NOTHING)
        for at in sorted({0} if still else {0, *instants})
    ]
