"""The pages written by hand, their live parts filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Any, get_args, get_origin

from duthao import rules
from duthao.clock import date_vi
from duthao.domain import communication_log, responses
from duthao.domain.draft import Draft
from duthao.domain.fates import fates
from duthao.domain.fields import Strict, fields_by_key
from duthao.domain.lifecycle import LABELS
from duthao.domain.rounds import latest_outcome
from duthao.domain.settings import Settings
from duthao.domain.table_columns import TableColumn
from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import (
    DraftList,
    draft_list,
    entries_html,
    feeds,
    grouped,
    in_list,
    unchanged_since,
)
from duthao.outputs.shared.status import received, status
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.outputs.web import language_lists, translated_lists
from duthao.records.record import Record
from duthao.rendering import task_pages
from duthao.rendering.layouts import Layout, slot_arguments
from duthao.rendering.links import LISTS

_COUNTED = ("open", "closing_soon", "analysing", "answered", "issued")
_EMPTY = {
    "open": "Hiện không có dự thảo nào đang lấy ý kiến.",
    "closing_soon": "Hiện không có dự thảo nào sắp hết hạn góp ý.",
}
ENTRY = "entry"  # the snippet: the draft as an entry of a live list, finished HTML
Arguments = Mapping[str, str]


class ContentPages(Output):
    """The pages written by hand, their live parts filled in."""

    name = "pages"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """Every page of content/, and the page for addresses that are not there."""
        summaries = site.summaries
        counted = _numbers(summaries)
        for address, layout in sorted(site.pages.items()):
            keys = [key for key in layout.keys if key != "head"]
            others = [slot_arguments(key)[0] for key in keys]
            held = [
                _follows_from(address, summaries, key, shown)
                for key, shown in _shown(address, summaries, keys).items()
            ]
            yield Artifact(
                site.links.file(address),
                partial(_page, site, address, layout, summaries),
                depends_on=(
                    layout.parts,
                    held,
                    counted if keys else (),
                    translated_lists.digest(summaries) if "translated" in others else "",
                    task_pages.listed(site.root) if "tasks" in others else (),
                ),
            )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft as an entry of a live list, and of the lists of other languages."""
        return {
            ENTRY: _entry(site, record),
            translated_lists.TRANSLATED: translated_lists.entries(site, record),
        }


def _shown(address: str, summaries: Sequence[Summary], keys: Sequence[str]) -> dict[str, DraftList]:
    """The drafts that each list among the slots `keys` of a page shows: no draft twice on one page, the first slot has it."""
    shown: dict[str, DraftList] = {}
    for key in keys:
        name, arguments = slot_arguments(key)
        if name in LISTS:
            whole = _in_order(name, draft_list(summaries, in_list(name)))
        elif name == "translated" and "list" in arguments:
            _, name, listed = language_lists.in_slot(address, summaries, arguments)
            whole = _in_order(name, listed.held)
        else:
            continue
        shown[key] = _without(whole, tuple(shown.values()), int(arguments.get("limit", "5")))
    return shown


def _follows_from(
    address: str, summaries: Sequence[Summary], key: str, shown: DraftList
) -> tuple[object, ...]:
    """On what a list among the slots depends, beside the numbers of the site."""
    name, arguments = slot_arguments(key)
    if name == "translated":
        lang, _, listed = language_lists.in_slot(address, summaries, arguments)
        return language_lists.follows_from(lang, shown, listed)
    return shown.order, unchanged_since(shown.all), snippet_digest(shown.all, ENTRY)


def _in_order(name: str, listed: DraftList) -> DraftList:
    """What was answered is told the latest answer first, wherever the draft went since; other lists as they are."""
    if name != "answered":
        return listed

    def answered(summary: Summary) -> int:
        told = zip(summary.fields.told, summary.fields.kinds, strict=False)
        return max((at for at, kind in told if kind == "answered"), default=0)

    everything = sorted(listed.all, key=answered, reverse=True)
    steps = ((start, frozenset(drafts)) for start, drafts in listed.steps)
    return DraftList(
        tuple((start, tuple(s for s in everything if s in here)) for start, here in steps)
    )


def _without(listed: DraftList, others: Sequence[DraftList], limit: int) -> DraftList:
    """The first `limit` of a list, left out what stands in one of the others at the same instant."""
    starts = {start for every in (listed, *others) for start, _ in every.steps}
    steps: list[tuple[int, tuple[Summary, ...]]] = []
    for start in sorted(starts):
        there = {summary for other in others for summary in other.at(start)}
        left = (summary for summary in listed.at(start) if summary not in there)
        first = tuple(islice(left, limit))
        if not steps or steps[-1][1] != first:
            steps.append((start, first))
    return DraftList(tuple(steps))


def _entry(site: Site, record: Record) -> str:
    draft = record.draft
    return site.render(
        "live-entry.html",
        url="~/" + site.links.draft(record.id),
        at=site.links.spelled(site.links.short(record.id)),
        title=draft.short_title,
        demo=draft.demo,
        status=status(site, record),
        dated=turns(site, record, lambda s, r: not _result(s, r)),
        result=turns(site, record, _result),
        meta=[site.drafters(record), _where(site.place_names(record))],
    )


def _where(names: Sequence[str]) -> str:
    """The places, of many the first and how many more there are."""
    return ", ".join(names) if len(names) < 4 else f"{names[0]} và {len(names) - 1} nơi khác"


def _result(site: Site, record: Record) -> str:
    """When the latest answer was made public, and what became of the opinions; "" while there is none, or a new round."""
    latest = latest_outcome(record.draft, site.now, ("answered",))
    if latest is None or site.view(record).state in ("open", "upcoming"):
        return ""
    _, known = latest
    assert known.answered is not None
    said = f"Công bố tiếp thu, giải trình ngày {date_vi(known.answered.at.day)}."
    came = ": ".join(filter(None, (received(known).removesuffix("."), fates(known))))
    return f"{said} {came}." if came else said


def _numbers(summaries: Sequence[Summary]) -> tuple[object, ...]:
    """All that the counting slots say."""
    return tuple(
        (c.fields.state, c.fields.topics, c.fields.closing_soon, c.fields.lists, c.fields.turns)
        for c in summaries
    )


def _page(site: Site, address: str, layout: Layout, summaries: Sequence[Summary]) -> bytes:
    filled = {
        "head": replace(site, lang=layout.lang).head(
            feeds(site.settings.province.site_title, ""),
            robots="noindex" if address == "404.html" else "",
        )
    }
    keys = [key for key in layout.keys if key != "head"]
    shown = _shown(address, summaries, keys)
    for key in keys:
        filled[key] = (
            _list(site, address, summaries, key, shown[key])
            if key in shown
            else _fill(site, address, key, summaries)
        )
    return layout.fill(address, filled)


def _list(site: Site, address: str, summaries: Sequence[Summary], key: str, held: DraftList) -> str:
    name, arguments = slot_arguments(key)
    if name == "translated":
        lang, name, listed = language_lists.in_slot(address, summaries, arguments)
        return language_lists.cards(replace(site, lang=lang), name, held, listed, onward=True)
    whole = draft_list(summaries, in_list(name))
    return site.render(
        "live-cards.html",
        cards=entries_html(held, ENTRY),
        order=held.order,
        some=bool(held.now),
        known=unchanged_since(held.all),
        more={
            "text": f"Tất cả dự thảo {LABELS[name].lower()}",
            "url": "~/" + LISTS[name],
            "count": f"({len(whole.now)})",
            "steps": whole.counted("({})"),
        },
        empty=_EMPTY.get(name, "Hiện không có dự thảo nào."),
    )


def _fill(site: Site, address: str, key: str, summaries: Sequence[Summary]) -> str:
    name, arguments = slot_arguments(key)
    if name == "translated":
        return translated_lists.listed(
            site, translated_lists.language_of(address, arguments), summaries
        )
    if name not in _SLOTS:
        raise DuthaoError(
            Say(
                f"content/{address}: không có phần động «{name}».",
                f"content/{address}: there is no live part `{name}`.",
            )
        )
    return _SLOTS[name](site, summaries)


def _search(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render("live-search.html")


def _counts(site: Site, summaries: Sequence[Summary]) -> str:
    counts = [
        {
            "state": name,
            "label": LABELS[name],
            "value": len(held.now),
            "steps": held.counted("{}"),
            "url": "~/" + LISTS[name],
        }
        for name in _COUNTED
        for held in (draft_list(summaries, in_list(name)),)
    ]
    return site.render("live-counts.html", counts=counts)


def _topics(site: Site, summaries: Sequence[Summary]) -> str:
    entries: list[dict[str, Any]] = [
        {
            "text": site.registers.topics[key].name,
            "url": "~/" + site.links.by("topic", key),
            "count": len(found),
            "open": len(now.now),
            "steps": now.counted("{} đang lấy ý kiến", ""),
        }
        for key, found in grouped(site, summaries)["topic"].items()
        if found
        for now in (draft_list(found, in_list("open")),)
    ]
    return site.render("live-links.html", entries=entries)


def _my_place(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render("my-place.html")


def _rules(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render(
        "live-rules.html",
        rules=[{"id": rule, **said._asdict()} for rule, said in rules.catalogue().items()],
    )


def _fields(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render("live-table.html", head=("Trường", "Ý nghĩa"), rows=list(_described(Draft)))


def _tasks(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render(
        "live-tasks.html", groups=list(task_pages.by_group(task_pages.read(site.root)))
    )


def _settings(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render("live-table.html", head=("Khóa", "Ý nghĩa"), rows=list(_described(Settings)))


def _columns(columns: Sequence[TableColumn], site: Site, summaries: Sequence[Summary]) -> str:
    rows = [
        (
            column.heading,
            f"{column.description}. Khóa: {column.key}"
            + (" (bắt buộc)" if column.required else ""),
        )
        for column in columns
    ]
    return site.render("live-table.html", head=("Cột", "Ý nghĩa"), rows=rows)


def _described(model: type[Strict], path: str = "") -> Iterator[tuple[str, str]]:
    """Every field of the front matter with its meaning; `rounds[].closes` is a field of each entry of `rounds`."""
    for name, field in fields_by_key(model).items():
        must = " (bắt buộc)" if field.is_required() else ""
        yield path + name, f"{field.description}{must}"
        within, mark = _entries(field.annotation)
        if within:
            yield from _described(within, f"{path}{name}{mark}.")


def _entries(annotation: Any) -> tuple[type[Strict] | None, str]:
    """The model that a field holds, and how its entries are named: `[]` of a list, `{}` of a table by key."""
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return annotation, ""
    mark = {tuple: "[]", dict: "{}"}.get(get_origin(annotation), "")
    for part in get_args(annotation):
        within, deeper = _entries(part)
        if within:
            return within, mark + deeper
    return None, ""


_SLOTS: Mapping[str, Callable[[Site, Sequence[Summary]], str]] = MappingProxyType(
    {
        "search": _search,
        "counts": _counts,
        "topics": _topics,
        "my_place": _my_place,
        "rules": _rules,
        "fields": _fields,
        "settings": _settings,
        "tasks": _tasks,
        "response_columns": partial(_columns, responses.COLUMNS),
        "log_columns": partial(_columns, communication_log.COLUMNS),
    }
)
