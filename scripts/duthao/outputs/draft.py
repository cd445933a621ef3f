"""The page of a draft."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import cycle
from pathlib import Path
from types import MappingProxyType
from typing import Any

from duthao import outputs, templates
from duthao.body import HEADINGS
from duthao.catalogue import CRUMBS, FEEDS, feeds
from duthao.channels import channels, contact
from duthao.clock import date_vi
from duthao.dossier import LANGUAGES, answer_file, documents, paper_form
from duthao.lifecycle import View
from duthao.linked import linked_data
from duthao.links import host_of
from duthao.records import Record
from duthao.registers import Audience, Place, Topic
from duthao.rendered import rendered
from duthao.sheets import FORM, kinds
from duthao.site import Part, Site
from duthao.standing import head, outcome
from duthao.text import slug
from duthao.timeline import timeline

NAME = "draft"
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ROW = '<tr role="row">'
_ROLES = (
    ("<tr>", _ROW),
    ("<thead>", '<thead role="rowgroup">'),
    ("<tbody>", '<tbody role="rowgroup">'),
    ("<th>", '<th role="columnheader">'),
    ("<th ", '<th role="columnheader" '),
)
_ANCHORS = {heading: slug(heading) for heading in HEADINGS}
# What other outputs offer on this page (`offers`), by group: icon and heading.
_GROUPS = MappingProxyType(
    {
        "print": ("print", "In và niêm yết"),
        "speech": ("speech", "Loa truyền thanh"),
        "press": ("press", "Báo chí"),
        "feed": ("feed", "Theo dõi dự thảo này"),
        "share": ("copy", "Chia sẻ"),
    }
)
Offer = tuple[str, str, str, str]
Fact = tuple[str, list[tuple[str, str, str]]]
Link = dict[str, str]


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """`/du-thao/<id>/`."""
    yield Part(site.links.file(site.links.draft(record.id)), partial(_page, site, record))


def _page(site: Site, record: Record) -> bytes:
    front, path = record.front, site.links.draft(record.id)
    offered = list(_offers(site, record))
    context = _context(site, record, offered)
    absolute = site.links.absolute(path)
    image = next(
        (site.links.absolute(where) for group, _, where, _ in offered if group == "image"), ""
    )
    asks = context["clock"]["state"] == "open" and context["comment"]
    return site.shells["draft"].pour(
        path,
        {
            "title": front.short_title,
            "description": front.summary,
            "canonical": absolute,
            "head": site.render(
                "head.html",
                alternates=[],
                robots="",
                data=linked_data(site, record),
                feeds=feeds(front.short_title, path),
                card={
                    "title": front.short_title,
                    "description": front.summary,
                    "url": absolute,
                    "image": image,
                },
            ),
            "main": site.render("draft.html", **context),
            "toc": _toc(site.root, tuple(_contents(context)), asks=bool(asks)),
        },
    )


def _context(site: Site, record: Record, offered: Sequence[Offer]) -> dict[str, Any]:
    """What theme/pages/draft.html is given; the shapes stand at its top."""
    front, view = record.front, site.view(record)
    ways = channels(site, record) if view.state in ("open", "upcoming") else []
    posting = front.official_posting
    return {
        "crumbs": _crumbs(site, record),
        **head(site, record),
        "demo": front.demo,
        "code": record.code,
        "title": front.short_title,
        "legal_title": front.title,
        "address": site.links.spelled(site.links.short(record.id)),
        "facts": list(_facts(site, record, view)),
        "comment": {"channels": ways, "paper": paper_form(site, record) or _own_form(site, record)}
        if ways
        else None,
        "summary": front.summary,
        "sections": list(_sections(site, record)),
        "outcome": _outcome(site, record),
        "documents": documents(site, record),
        "timeline": timeline(site, record),
        "posting": posting
        and {
            "url": posting.url,
            "host": host_of(posting.url),
            "date": date_vi(posting.date),
        },
        "contact": contact(site, record),
        "outputs": list(_groups(offered)),
        "languages": [
            {
                "lang": lang,
                "label": LANGUAGES.get(lang, lang),
                "url": f"~/{lang}/{site.links.draft(record.id)}",
            }
            for lang in sorted(front.translations)
        ],
    }


def _own_form(site: Site, record: Record) -> Link | None:
    """The comment form that is printed of the record."""
    if FORM not in kinds(site, record):
        return None
    return {"text": "tải phiếu góp ý để in", "url": "~/" + site.links.draft(record.id, FORM.file)}


@lru_cache(maxsize=256)
def _toc(root: Path, entries: tuple[tuple[str, str], ...], *, asks: bool) -> str:
    """Contents of the page; most drafts have the same."""
    return templates.render(
        root,
        "toc.html",
        {
            "entries": [{"url": f"#{anchor}", "text": text} for anchor, text in entries],
            "act": {"text": "Góp ý dự thảo này", "url": "#gop-y"} if asks else None,
        },
    )


def _contents(context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Anchor and words of the page's own headings, in their order."""
    open_now = context["comment"] and context["clock"]["state"] == "open"
    entries = [
        ("gop-y", "Cách góp ý", open_now),
        ("tom-tat", "Tóm tắt", True),
        ("ket-qua", "Kết quả lấy ý kiến", context["outcome"]),
    ]
    entries += [(s["id"], s["heading"], True) for s in context["sections"]]
    entries += [
        ("ho-so", "Hồ sơ dự thảo", context["documents"]),
        ("tien-trinh", "Tiến trình", True),
        ("lien-he", "Liên hệ", context["contact"]),
        ("su-dung", "In, phát thanh, theo dõi", True),
    ]
    return ((anchor, text) for anchor, text, there in entries if there)


def _crumbs(site: Site, record: Record) -> list[Mapping[str, str]]:
    topic = record.front.topics[0]
    url = "~/" + site.links.by("topic", topic)
    return [*CRUMBS, {"text": site.registers.topics[topic].name, "url": url}]


def _facts(site: Site, record: Record, view: View) -> Iterator[Fact]:
    front, registers = record.front, site.registers
    yield _fact("Mã hồ sơ", record.code)
    yield _fact("Loại văn bản", registers.document_types[front.document_type].name)
    for label, key in (
        ("Cơ quan chủ trì soạn thảo", front.agency),
        ("Cơ quan ban hành", front.issuer),
    ):
        yield _fact(label, site.agency_name(record, key), "~/" + site.links.by("agency", key))
    if view.round and len(front.rounds) > 1:
        of = (
            "đề nghị xây dựng văn bản"
            if front.rounds[view.round - 1].of == "proposal"
            else "dự thảo"
        )
        yield _fact("Đợt lấy ý kiến", f"Đợt {view.round}: lấy ý kiến về {of}")
    named: tuple[tuple[str, str, Mapping[str, Topic | Place | Audience], Sequence[str]], ...] = (
        ("Lĩnh vực", "topic", registers.topics, front.topics),
        ("Địa bàn", "place", registers.places, front.places),
        ("Đối tượng chịu tác động", "audience", registers.audiences, front.audiences),
    )
    for label, kind, register, keys in named:
        if keys:
            yield (
                label,
                [
                    ("; " if place else "", register[key].name, "~/" + site.links.by(kind, key))
                    for place, key in enumerate(keys)
                ],
            )


def _fact(label: str, text: str, url: str = "") -> Fact:
    return label, [("", text, url)]


# ---- the officer's text


def _sections(site: Site, record: Record) -> Iterator[Link]:
    for section, html in rendered(site, record):
        anchor, heading = _ANCHORS[section.heading], section.heading
        before, *tables = html.split("<table>")
        yield {"id": anchor, "heading": heading, "html": before + "".join(map(_stacked, tables))}


def _stacked(text: str) -> str:
    """A table, and the text after it, whose rows can stand as cards: cells name their column.

    `text` begins within `<table>`. Roles survive `display: block`.
    """
    table, end, after = text.partition("</table>")
    head, *cells = table.split("<td")
    told, named = _columns(head)
    # Every row has as many cells as the head: the parser of tables pads and cuts them.
    rows = "".join([part for pair in zip(cycle(named), cells, strict=False) for part in pair])
    rows = rows.replace("<tr>", _ROW)
    return f'<table class="dt-table" role="table">{told}{rows}{end}{after}'


@lru_cache(maxsize=256)
def _columns(head: str) -> tuple[str, tuple[str, ...]]:
    """The head of a table with its roles, and how a cell of each column begins; most drafts have the same."""
    labels = [_TAG.sub("", label).strip().replace('"', "&quot;") for label in _HEAD.findall(head)]
    for plain, said in _ROLES:
        head = head.replace(plain, said)
    return head, tuple(f'<td role="cell" data-label="{label}"' for label in labels)


def _outcome(site: Site, record: Record) -> dict[str, Any] | None:
    found = outcome(site, record)
    if found is None:
        return None
    files = [answer_file(site, record, label, step) for label, step in found["steps"] if step.file]
    return {**found, "files": files}


# ---- what else is made of the record


def _offers(site: Site, record: Record) -> Iterator[Offer]:
    """(group, label, address, note): of every output that has `offers(site, record)`; feeds and the short address."""
    yield from outputs.offers(site, record)
    page, short = site.links.draft(record.id), site.links.short(record.id)
    for label, name, _ in FEEDS:
        yield "feed", label, page + name, ""
    yield "share", site.links.spelled(short), short, "địa chỉ ngắn, không đổi"


def _groups(offered: Sequence[Offer]) -> Iterator[dict[str, Any]]:
    links = defaultdict[str, list[tuple[str, str, str]]](list)
    for group, label, path, note in offered:
        links[group].append((label, "~/" + path, note))
    for group, (icon, title) in _GROUPS.items():
        if group in links:
            yield {"icon": icon, "title": title, "links": links[group]}
