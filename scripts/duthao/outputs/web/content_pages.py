"""The pages written by hand, their live parts filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, get_args, get_origin

from duthao import rules
from duthao.domain.draft import Draft
from duthao.domain.fields import Strict
from duthao.domain.lifecycle import LABELS
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import (
    CARDS,
    DraftList,
    draft_list,
    entries_html,
    feeds,
    grouped,
    in_list,
    unchanged_since,
)
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.rendering.layouts import Layout, slot_arguments
from duthao.rendering.links import LISTS

_COUNTED = ("open", "closing_soon", "analysing", "answered", "issued")
_EMPTY = {
    "open": "Hiện không có dự thảo nào đang lấy ý kiến.",
    "closing_soon": "Hiện không có dự thảo nào sắp hết hạn góp ý.",
}
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
            shown = [_shown(summaries, key) for key in keys]
            held = [
                (held.order, unchanged_since(held.all), snippet_digest(held.all, CARDS))
                for held in shown
            ]
            yield Artifact(
                site.links.file(address),
                partial(_page, site, address, layout, summaries),
                depends_on=(layout.parts, held, counted if keys else ()),
            )


def _shown(summaries: Sequence[Summary], key: str) -> DraftList:
    """The cards that a slot shows."""
    name, arguments = slot_arguments(key)
    if name not in LISTS:
        return draft_list((), in_list("open"))
    return draft_list(summaries, in_list(name)).part(0, int(arguments.get("limit", "5")))


def _numbers(summaries: Sequence[Summary]) -> tuple[object, ...]:
    """All that the counting slots say."""
    return tuple(
        (c.fields.state, c.fields.topics, c.fields.closing_soon, c.fields.lists, c.fields.turns)
        for c in summaries
    )


def _page(site: Site, address: str, layout: Layout, summaries: Sequence[Summary]) -> bytes:
    filled = {
        "head": site.head(
            feeds(site.settings.province.site_title, ""),
            robots="noindex" if address == "404.html" else "",
        )
    }
    for key in layout.keys:
        if key != "head":
            filled[key] = _fill(site, address, key, summaries)
    return layout.fill(address, filled)


def _fill(site: Site, address: str, key: str, summaries: Sequence[Summary]) -> str:
    name, _ = slot_arguments(key)
    if name in LISTS:
        more = {"text": f"Xem tất cả: {LABELS[name].lower()}", "url": "~/" + LISTS[name]}
        held = _shown(summaries, key)
        return site.render(
            "live-cards.html",
            cards=entries_html(held),
            order=held.order,
            some=bool(held.now),
            known=unchanged_since(held.all),
            more=more,
            empty=_EMPTY.get(name, "Hiện không có dự thảo nào."),
        )
    if name not in _SLOTS:
        raise DuthaoError(
            Say(
                f"content/{address}: không có phần động «{name}».",
                f"content/{address}: there is no live part `{name}`.",
            )
        )
    return _SLOTS[name](site, summaries)


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


def _rules(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render(
        "live-rules.html",
        rules=[{"id": rule, **said._asdict()} for rule, said in rules.catalogue().items()],
    )


def _fields(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render("live-table.html", head=("Trường", "Ý nghĩa"), rows=list(_described(Draft)))


def _settings(site: Site, summaries: Sequence[Summary]) -> str:
    return site.render("live-table.html", head=("Khóa", "Ý nghĩa"), rows=list(_described(Settings)))


def _described(model: type[Strict], path: str = "") -> Iterator[tuple[str, str]]:
    """Every field of the front matter with its meaning; `rounds[].closes` is a field of each entry of `rounds`."""
    for name, field in model.model_fields.items():
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
        "counts": _counts,
        "topics": _topics,
        "rules": _rules,
        "fields": _fields,
        "settings": _settings,
    }
)
