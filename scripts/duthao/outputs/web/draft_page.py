"""The page of a draft."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from duthao.clock import date_vi
from duthao.domain.language_codes import VIETNAMESE
from duthao.domain.lifecycle import View, ended_since
from duthao.domain.registers import Audience, Place, Topic
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared import plan_rows
from duthao.outputs.shared.body_html import rendered
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.comment_channels import channels, contact
from duthao.outputs.shared.documents import answer_file, documents, paper_form
from duthao.outputs.shared.listing import CRUMBS, FEEDS, feeds
from duthao.outputs.shared.log_words import SPREAD_LABELS, planned, spread_words, spreads
from duthao.outputs.shared.minimum_days import minimum
from duthao.outputs.shared.sheet import FORM, lapsed, sheet_kinds
from duthao.outputs.shared.shown_meetings import ShownMeeting, about_draft
from duthao.outputs.shared.status import outcome, status
from duthao.outputs.shared.timeline import Step, timeline
from duthao.outputs.shared.turns import Turn, entry_turns, turns
from duthao.outputs.site import Site
from duthao.outputs.web import affected, responses_page, translated_draft
from duthao.outputs.web.meeting_pages import badges
from duthao.outputs.web.schema_org import linked_data
from duthao.outputs.web.stacked_tables import stacked
from duthao.records.body import HEADINGS
from duthao.records.record import Record
from duthao.rendering.links import host_of
from duthao.text import slug

_ANCHORS = {heading: slug(heading) for heading in HEADINGS}
# What other outputs offer on this page (`offers`), by group: icon and heading.
_GROUPS = MappingProxyType(
    {
        "print": ("print", "In và niêm yết"),
        "speech": ("speech", "Loa truyền thanh"),
        "press": ("press", "Báo chí"),
        "meetings": ("upcoming", "Hội nghị, đối thoại, tập huấn"),
        "feed": ("feed", "Theo dõi dự thảo này"),
        "share": ("copy", "Bài đăng, mã nhúng, dữ liệu"),
    }
)
_AUDIENCES, _PLACES = "Đối tượng chịu tác động", "Địa bàn"
_WHO = (_AUDIENCES, _PLACES)  # the facts that stand with the summary
# What is read before all else, with the summary: what changes for whom, and what people are asked.
_FIRST = ("Nội dung mới so với quy định hiện hành", "Câu hỏi xin ý kiến")
Fact = tuple[str, list[tuple[str, str, str]]]
Link = dict[str, str]
Named = tuple[str, str, str]


class DraftPage(Output):
    """The page of a draft."""

    name = "draft"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/`."""
        yield Artifact(site.links.file(site.links.draft(record.id)), partial(_page, site, record))


def _page(site: Site, record: Record) -> bytes:
    draft, path = record.draft, site.links.draft(record.id)
    page_links = list(_page_links(site, record))
    context = _context(site, record, page_links)
    return site.page(
        "draft",
        path,
        title=draft.short_title,
        description=draft.summary,
        main=site.render("draft.html", **context),
        feeds=feeds(draft.short_title, path),
        image=next((site.links.absolute(o.path) for o in page_links if o.group == "image"), ""),
        data=linked_data(site, record, translated_draft.addresses(site, record)),
        alternates=translated_draft.alternates(site, record),
    )


def _context(site: Site, record: Record, page_links: Sequence[PageLink]) -> dict[str, Any]:
    """What theme/pages/draft.html is given; the shapes stand at its top."""
    draft, posting = record.draft, record.draft.official_posting
    groups = list(_groups(site, record, page_links))
    facts = entry_turns(site, record, lambda s, r: _facts(s, r, s.view(r)))
    sections = list(_sections(site, record))
    steps = entry_turns(site, record, timeline)
    ahead = turns(site, record, lambda s, r: any(map(_undated, timeline(s, r))))
    context = {
        "crumbs": _crumbs(site, record),
        "status": status(site, record),
        "demo": draft.demo,
        "whose": whose(site, record),
        "joint": len(draft.issuers) > 1,
        "code": record.code,
        "title": draft.short_title,
        "legal_title": draft.title,
        "agency": turns(site, record, lambda s, r: s.drafters(r)),
        "address": site.links.spelled(site.links.short(record.id)),
        "remind": _remind(site, record),
        "share": _share(site, record),
        "hear": _hear(site, record, page_links),
        "who": [turn for label in _WHO for turn in facts if turn["value"][0] == label],
        "facts": [turn for turn in facts if turn["value"][0] not in _WHO],
        "comment": _comment(site, record),
        "summary": draft.summary,
        "first": [section for section in sections if section["heading"] in _FIRST],
        "rest": [section for section in sections if section["heading"] not in _FIRST],
        "affected": affected.section(site, record),
        "outcome": _outcome(site, record),
        "responses": responses_page.section(site, record),
        "documents": entry_turns(site, record, documents),
        "timeline": [step for step in steps if not _undated(step["value"])],
        "ahead": [step for step in steps if _undated(step["value"])],
        "ahead_span": ahead[0]["span"] if ahead else None,
        "shared_meetings": [(m, badges(site, m)) for m in _shared_meetings(site, record)],
        "posting": posting
        and {
            "url": posting.url,
            "host": host_of(posting.url),
            "date": date_vi(posting.date),
            "papers": [d.cited for d in posting.documents if d.number],
        },
        "contact": contact(site, record),
        "outputs": groups,
        "languages": translated_draft.languages(site, record, VIETNAMESE),
    }
    return {**context, "contents": list(_contents(context))}


def _shared_meetings(site: Site, record: Record) -> list[ShownMeeting]:
    """Meetings of the site about the draft; once it is withdrawn or stopped none that begins after that."""
    ended = ended_since(record.draft, site.now)
    return [
        meeting
        for meeting in about_draft(site, record.id)
        if ended is None or meeting.begins < ended.timestamp()
    ]


def _undated(step: Step) -> bool:
    """Whether a step follows some day, nobody says when."""
    return step["when"] == "future" and not step["at"]


def _remind(site: Site, record: Record) -> Link | None:
    """The draft's calendar, while it holds a deadline to come, of a further round too."""
    asking = turns(site, record, lambda s, r: _holds_deadline(s.view(r)))
    url = "~/" + site.links.draft(record.id, "lich.ics")
    return {"url": url, "span": asking[0]["span"]} if asking else None


def _holds_deadline(view: View) -> bool:
    return view.state in ("open", "upcoming") or view.next_round is not None


def _share(site: Site, record: Record) -> Link:
    """The page's address in full, and where two services take it: as a link, without their scripts."""
    url = site.links.absolute(site.links.draft(record.id))
    # Zalo's own button opens this address; its form is told nowhere officially.
    told = b64encode(json.dumps({"url": url}, separators=(",", ":")).encode()).decode()
    return {
        "url": url,
        "short": "~/" + site.links.short(record.id),
        "facebook": f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}",
        "zalo": f"https://button-share.zalo.me/share_external?{urlencode({'d': told})}",
    }


def _hear(site: Site, record: Record, page_links: Sequence[PageLink]) -> list[Turn]:
    """What can be listened to, while it still serves."""
    made = {link.path for link in page_links if link.group == "hear"}

    def heard(s: Site, r: Record) -> dict[str, Any] | None:
        for link in discovery.page_links(s, r):
            if link.group == "hear" and link.path in made:
                return {"url": "~/" + link.path, "sound": not link.path.endswith(".txt")}
        return None

    return turns(site, record, heard)


def _comment(site: Site, record: Record) -> dict[str, Any] | None:
    """The ways to comment, with when they are open; None where they never will be by what is known."""
    asking = turns(site, record, lambda s, r: s.view(r).open)
    ways = channels(site, record)
    if not asking or not ways:
        return None
    paper = paper_form(site, record) or _own_form(site, record)
    return {"span": asking[0]["span"], "channels": ways, "paper": paper}


def _own_form(site: Site, record: Record) -> Link | None:
    """The comment form that is printed of the record."""
    if FORM not in sheet_kinds(site, record):
        return None
    return {"text": "tải phiếu góp ý để in", "url": "~/" + site.links.draft(record.id, FORM.file)}


def _contents(context: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The page's own headings, in their order, each while it stands there."""
    always = Markup("")

    def entry(anchor: str, text: str, span: Markup = always) -> dict[str, Any]:
        return {"url": f"#{anchor}", "text": text, "span": span}

    yield entry("tom-tat", "Tóm tắt")
    if outcome := context["outcome"]:
        yield entry("ket-qua", "Kết quả lấy ý kiến", outcome["span"])
    if context["responses"]:
        yield entry("y-kien", "Bạn nói, cơ quan trả lời")
    for section in context["first"]:
        yield entry(section["id"], section["heading"])
    if context["affected"]:
        yield entry("doi-tuong", affected.HEADING)
    if comment := context["comment"]:
        yield entry("gop-y", "Cách góp ý", comment["span"])
    for section in context["rest"]:
        yield entry(section["id"], section["heading"])
    if context["documents"]:
        yield entry("ho-so", "Hồ sơ dự thảo")
    yield entry("tien-trinh", "Tiến trình")
    if context["contact"]:
        yield entry("lien-he", "Liên hệ")
    yield entry("thong-tin", "Thông tin về dự thảo")
    if context["outputs"]:
        yield entry("su-dung", "Dành cho cơ quan, báo chí, đài truyền thanh")


def _crumbs(site: Site, record: Record) -> list[Mapping[str, str]]:
    topic = record.draft.topics[0]
    url = "~/" + site.links.by("topic", topic)
    return [*CRUMBS, {"text": site.registers.topics[topic].name, "url": url}]


def _facts(site: Site, record: Record, view: View) -> Iterator[Fact]:
    draft, registers = record.draft, site.registers
    yield _fact("Mã hồ sơ", record.code)
    yield _fact("Loại văn bản", registers.document_types[draft.document_type].name)
    for label, bodies in (
        ("Cơ quan chủ trì soạn thảo", draft.agencies),
        ("Cơ quan ban hành", draft.issuers),
    ):
        yield (
            label,
            [
                (
                    "; " if place else "",
                    site.agency_name(record, key),
                    "~/" + site.links.by("agency", key),
                )
                for place, key in enumerate(bodies)
            ],
        )
    if in_plan := plan_rows.row_of_record(site, record):
        year, row_id = in_plan
        url = "~/" + plan_rows.row_addresses(site, year)[row_id]
        yield _fact("Kế hoạch", f"dòng {row_id} của kế hoạch năm {year}", url)
    if view.round and len(draft.rounds) > 1:
        of = (
            "đề nghị xây dựng văn bản"
            if draft.rounds[view.round - 1].of == "proposal"
            else "dự thảo"
        )
        yield _fact("Đợt lấy ý kiến", f"Đợt {view.round}: lấy ý kiến về {of}")
    if least := minimum(site, record):
        yield _fact("Thời gian lấy ý kiến tối thiểu theo luật", least)
    named: tuple[tuple[str, str, Mapping[str, Topic | Place | Audience], Sequence[str]], ...] = (
        ("Lĩnh vực", "topic", registers.topics, draft.topics),
        (_PLACES, "place", registers.places, draft.places),
        (_AUDIENCES, "audience", registers.audiences, draft.audiences),
    )
    for label, kind, register, keys in named:
        if kind == "place" and draft.nationwide:
            yield _fact(label, site.place_names(record)[0], "~/" + site.links.by(kind, keys[0]))
        elif keys:
            yield (
                label,
                [
                    ("; " if place else "", register[key].name, "~/" + site.links.by(kind, key))
                    for place, key in enumerate(keys)
                ],
            )
    if draft.campaigns:
        yield (
            "Đợt truyền thông",
            [
                (
                    "; " if place else "",
                    registers.campaigns[key].name,
                    "~/" + site.links.campaign(key),
                )
                for place, key in enumerate(draft.campaigns)
            ],
        )
    if channels_planned := planned(record):
        yield (
            "Kế hoạch truyền thông",
            [("; " if place else "", words, "") for place, words in enumerate(channels_planned)],
        )
    for spread in spreads(site, record):
        yield _fact(SPREAD_LABELS[spread.asked.about], spread_words(spread))


def _fact(label: str, text: str, url: str = "") -> Fact:
    return label, [("", text, url)]


# ---- the officer's text


def _sections(site: Site, record: Record) -> Iterator[Link]:
    for section, html in rendered(site, record):
        anchor, heading = _ANCHORS[section.heading], section.heading
        yield {"id": anchor, "heading": heading, "html": stacked(html)}


def _outcome(site: Site, record: Record) -> dict[str, Any] | None:
    told = turns(site, record, _told)
    if not told:
        return None
    (there,) = turns(site, record, lambda s, r: _told(s, r) is not None)
    return {"span": there["span"], "turns": told}


def _told(site: Site, record: Record) -> dict[str, Any] | None:
    found = outcome(site, record)
    if found is None:
        return None
    files = [answer_file(site, record, label, step) for label, step in found["steps"] if step.file]
    return {**found, "files": files}


# ---- what else is made of the record


def _page_links(site: Site, record: Record) -> Iterator[PageLink]:
    """What all outputs make of the draft; its feeds and its short address."""
    yield from discovery.page_links(site, record)
    page, short = site.links.draft(record.id), site.links.short(record.id)
    for label, name, _ in FEEDS:
        yield PageLink("feed", label, page + name, "")
    yield PageLink("share", site.links.spelled(short), short, "địa chỉ ngắn, không đổi")


def _groups(site: Site, record: Record, page_links: Sequence[PageLink]) -> Iterator[dict[str, Any]]:
    """The links, by group, while it is: of what only a later build will make nothing is there yet."""
    for name, (icon, title) in _GROUPS.items():
        links = [
            (label, "~/" + path, note) for group, label, path, note in page_links if group == name
        ]
        made = partial(_current, links)
        if there := turns(site, record, lambda s, r, made=made: bool(made(s, r))):  # type: ignore[misc]
            span = there[0]["span"]
            yield {
                "icon": icon,
                "title": title,
                "span": span,
                "links": entry_turns(site, record, made),
            }


def _current(links: Sequence[Named], site: Site, record: Record) -> list[Named]:
    """Those of `links` that still serve, and in the place of what invited why it is gone."""
    page_links = {"~/" + path: (label, note) for _, label, path, note in _page_links(site, record)}
    why, files = lapsed(site, record)
    gone = {"~/" + site.links.draft(record.id, file) for file in files}
    kept = []
    for _, url, _ in links:
        if url in page_links and url not in gone:
            label, note = page_links[url]
            kept.append((label, url, note))
    said = [(f"{why}: không niêm yết, không gửi lời mời góp ý nữa.", "", "")]
    return [*kept, *(said if any(url in gone for _, url, _ in links) else [])]
